"""The queue of lines to be spoken: one after the other, through the resident child, into takes."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.narrator import Narrator
from desktop.next_step import NextStep
from engine.errors import EngineError
from engine.events import Failed, Stopped
from engine.narration.asking import ALL_KEPT, BARE
from engine.narration.project import Line, Narration, Take

if TYPE_CHECKING:
    from desktop.studio import Studio

# The child keeps so many voices warm; with more, each voice says all its lines in one go.
WARM_VOICES = 2
# The child died, perhaps for want of memory: a fresh one may well manage.
ENDED = ("crash", "memory")
# After these a next line would fail as well: the queue waits for the person.
STOPPING = ("missing", "device", "busy", "damaged", "disk", "internal")


@dataclass(frozen=True)
class Wanted:
    """One line to be spoken, from this seed."""

    number: int
    seed: int


@dataclass(frozen=True)
class Spoken:
    """What a worker needs to make a take of what was heard."""

    narration: Narration
    number: int
    file: str
    chunks: tuple[dict[str, Any], ...]
    seed: int
    said: str


class Reciter(QObject):
    """Speaks lines of the open narration. A child that dies is started again, once for each line.

    `changed` says that the queue is another; `taken` carries the number of a line that has a new
    take, and its file.
    """

    changed = Signal()
    taken = Signal(int, str)

    def __init__(self, studio: "Studio", narrator: Narrator) -> None:
        super().__init__(studio)
        self._studio = studio
        self._narrator = narrator
        self._queue: deque[Wanted] = deque()
        self._numbers: frozenset[int] | None = None  # of the queue, until it changes
        self._now: Wanted | None = None
        self._request = ""
        self._asked: dict[str, Any] = {}
        self._said = ""
        self._chunks: list[dict[str, Any]] = []
        self._again: set[int] = set()
        self._waiting: list[Callable[[], object]] = []
        self.failures: dict[int, str] = {}
        self.waiting = False
        self.done = self.total = 0
        self.keeping: set[int] = set()  # lines whose take is on its way to disk
        self._letters_done = 0
        self._began = 0.0
        speaker = studio.speaker
        speaker.chunk.connect(self._chunk)
        speaker.done.connect(self._done)
        speaker.failed.connect(self._failed)
        narrator.opened.connect(self.cancel)

    @property
    def running(self) -> bool:
        return self._now is not None

    @property
    def busy(self) -> bool:
        """Whether there is anything left to be spoken."""
        return self.running or bool(self._queue)

    @property
    def current(self) -> int:
        """The number of the line that is being spoken; -1 for none."""
        return self._now.number if self._now else -1

    @property
    def queued(self) -> frozenset[int]:
        if self._numbers is None:
            self._numbers = frozenset(wanted.number for wanted in self._queue)
        return self._numbers

    @property
    def seconds_left(self) -> float | None:
        """A guess from what was spoken since the queue began."""
        if not self._letters_done:
            return None
        lines = map(self._narrator.line, self.queued | {self.current})
        letters = sum(len(line.text) for line in lines if line)
        return letters * (time.monotonic() - self._began) / self._letters_done

    def speak(self, lines: Sequence[Line]) -> None:
        """Speak these lines once more, each from a seed that it has no take of."""
        queued = self.queued | {self.current}
        fresh = [line for line in lines if line.number not in queued]
        narration = self._narrator.narration
        if not fresh or narration is None:
            self.resume()
            return
        if not self.busy:
            self.done = self.total = self._letters_done = 0
            self._began = time.monotonic()
            self._again.clear()
        voices = list(dict.fromkeys(narration.voice_of(line) for line in fresh))
        if len(voices) > WARM_VOICES:
            fresh.sort(key=lambda line: voices.index(narration.voice_of(line)))
        for line in fresh:
            self.failures.pop(line.number, None)
            seeds = [take.seed for take in line.takes]
            self._queue.append(Wanted(line.number, max(seeds, default=-1) + 1))
            self._numbers = None
        self.total += len(fresh)
        self.resume()

    def resume(self) -> None:
        """Go on where the queue waits."""
        self.waiting = False
        self._next()
        self.changed.emit()

    def pause(self) -> None:
        """Wait once the line that is being spoken is done."""
        self.waiting = True
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        """Forget the queue; what is spoken stays."""
        self._queue.clear()
        self._numbers = None
        request, self._request, self._now = self._request, "", None
        self.waiting = False
        self.total = self.done
        if request:
            self._studio.speaker.cancel(request)
        self.changed.emit()

    def when_kept(self, act: Callable[[], object]) -> None:
        """Stop, and do something once no take is on its way to disk any more."""
        self.cancel()
        self._waiting.append(act)
        self._kept()

    def _kept(self) -> None:
        while self._waiting and not self.keeping:
            self._waiting.pop(0)()

    def _next(self) -> None:
        while self._now is None and self._queue and not self.waiting:
            wanted = self._queue.popleft()
            self._numbers = None
            line = self._narrator.line(wanted.number)
            if line is None:  # it was cut out of the text meanwhile
                self.total -= 1
                continue
            self._ask(wanted, line)

    def _ask(self, wanted: Wanted, line: Line) -> None:
        asked = self._narrator.wish(line)
        options = {key: value for key, value in asked.items() if key not in ("voice", "text")}
        self._now, self._asked, self._chunks = wanted, asked, []
        self._said = self._narrator.mark(line)
        try:
            self._request = self._studio.speak(
                asked["voice"], asked["text"], seed=wanted.seed, **options, **BARE
            )
        except EngineError as error:
            self._stop(error.kind, error.message, error.hint)

    def _stop(self, kind: str, message: str, hint: str) -> None:
        """Put the line back and wait for the person."""
        if self._now is not None:
            self._queue.appendleft(self._now)
            self._numbers = None
        self._now, self._request = None, ""
        self.waiting = True
        self.changed.emit()
        about = Failed(kind, message, f"{hint} {ALL_KEPT}".strip())
        self._studio.offered.emit(NextStep(about, lambda: self.tr("Go on"), self.resume))

    @Slot(str, dict)
    def _chunk(self, name: str, chunk: dict[str, Any]) -> None:
        if name == self._request:
            self._chunks.append(chunk)

    @Slot(str)
    def _done(self, name: str) -> None:
        if name != self._request or self._now is None:
            return
        wanted, chunks = self._now, tuple(self._chunks)
        narration = self._narrator.narration
        self._now, self._request = None, ""
        if narration is not None and chunks:
            file = self._narrator.next_file()
            spoken = Spoken(narration, wanted.number, file, chunks, wanted.seed, self._said)
            place = str(narration.takes / file)

            def kept(take: Take) -> None:
                self.keeping.discard(wanted.number)
                self._narrator.add_take(narration.name, wanted.number, take)
                self.taken.emit(wanted.number, place)
                self._kept()

            def lost(error: EngineError) -> None:
                self.keeping.discard(wanted.number)
                self._stop(error.kind, error.message, error.hint)
                self._kept()

            self.keeping.add(wanted.number)
            self._studio.run(lambda: make_take(spoken), kept, lost)
        self._count(wanted)
        self._next()
        self.changed.emit()

    def _count(self, wanted: Wanted) -> None:
        self.done += 1
        line = self._narrator.line(wanted.number)
        self._letters_done += len(line.text) if line else 0
        if not self._queue and len(self.failures) > 1:
            words = self.tr("%1 sentences could not be spoken; point at one to see why.")
            self._studio.noted.emit(words.replace("%1", str(len(self.failures))))

    @Slot(str, object)
    def _failed(self, name: str, ending: Failed | Stopped) -> None:
        wanted = self._now
        if name != self._request or wanted is None:
            return
        failed = ending if isinstance(ending, Failed) else Failed("crash", "Speaking ended.", "")
        if failed.kind in ENDED and wanted.number not in self._again:
            self._again.add(wanted.number)
            self._queue.appendleft(wanted)
            self._numbers = None
            self._now, self._request = None, ""
            self._studio.noted.emit(
                self.tr("Speaking broke off and was started again; nothing was lost.")
            )
            self._next()
            self.changed.emit()
        elif failed.kind in (*STOPPING, *ENDED):
            self._again.discard(wanted.number)
            self._stop(failed.kind, failed.message, failed.hint)
        else:
            self._give_up(wanted, failed)

    def _give_up(self, wanted: Wanted, failed: Failed) -> None:
        """This line cannot be spoken; the others can."""
        self.failures[wanted.number] = f"{failed.message} {failed.hint}".strip()
        self._now, self._request = None, ""
        if len(self.failures) == 1:
            self._studio.trouble.emit(failed)
        self._count(wanted)
        self._narrator.line_changed.emit(wanted.number)
        self._next()
        self.changed.emit()


def make_take(spoken: Spoken) -> Take:
    """Join what was heard of a line into one FLAC of the narration, with the times of its words.

    Raises:
        EngineError: kind "disk" when it cannot be written.
    """
    import numpy as np
    import soundfile

    from engine.files import atomic_path
    from engine.narration.project import TakeNote, save_note
    from engine.voice import WordTime

    pieces, words, seconds, rate = [], [], 0.0, 1
    for chunk in spoken.chunks:
        samples, rate = soundfile.read(chunk["path"], dtype="float32")
        for word in chunk.get("words", ()):
            start, end = float(word["start"]), float(word["end"])
            words.append(WordTime(str(word["text"]), start + seconds, end + seconds))
        pieces.append(samples)
        seconds += len(samples) / rate
    with atomic_path(spoken.narration.takes / spoken.file) as temporary:
        soundfile.write(temporary, np.concatenate(pieces), rate, format="FLAC", subtype="PCM_16")
    take = Take(spoken.file, round(seconds, 3), spoken.seed, spoken.said)
    save_note(spoken.narration, TakeNote(spoken.number, take, tuple(words)))
    for chunk in spoken.chunks:
        Path(chunk["path"]).unlink(missing_ok=True)
    return take
