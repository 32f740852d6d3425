"""`timbre serve`: stay warm and speak on request, one JSON object a line each way.

stdin:  {"id", "voice", "text", "language", "speed", "seed", "reference", "reference_text",
        "more_references", "pauses": {"sentence", "paragraph"}, "dictionary": [{"word", "say"}],
        "quick"} asks for speech (only the first three are needed); {"cancel": id} ends it between
        sentences; the word "stop" or the end of the stream ends the program. With "quick": false a
        long first sentence is not cut for the sake of an early first sound.
        {"id", "hear": path, "text", "language"} asks whether a recording says that text.
stdout: {"event": "ready"}, then for each request any number of
        {"id", "event": "chunk", "path", "text", "seconds", "words": [{"text", "start", "end"}]},
        and one of {"id", "event": "done", "cancelled": false} or
        {"id", "event": "heard", "text", "doubts": [sentences]} or
        {"id", "event": "failed", "kind", "message", "hint"}.
"""

import argparse
import contextlib
import itertools
import json
import os
import queue
import sys
import tempfile
import threading
import traceback
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Emit
from engine.files import from_plain, to_plain
from engine.library import VOICE_FILE, voice_folder
from engine.text.split import USUAL_PAUSES, Pauses
from engine.voice import Pronunciation, SpeakRequest, SpokenAudio

# Each holds a whole network: two are enough to compare voices.
WARM_VOICES = 2
LONGEST_LINE = 1 << 20


@dataclass(frozen=True)
class Ask:
    """One request as it comes in. `id` is the asker's own, and comes back with every answer."""

    id: str | int
    voice: str
    text: str
    language: str = "auto"
    speed: float = 1.0
    seed: int = 0
    reference: str | None = None
    reference_text: str | None = None
    more_references: tuple[str, ...] = ()
    pauses: Pauses = USUAL_PAUSES
    dictionary: tuple[Pronunciation, ...] = ()
    quick: bool = True

    @property
    def request(self) -> SpeakRequest:
        return SpeakRequest(
            self.text,
            self.language,
            self.speed,
            self.seed,
            self.reference,
            self.reference_text,
            self.more_references,
            self.pauses,
            self.dictionary,
        )


@dataclass(frozen=True)
class HearAsk:
    """A recording, and what should be said in it."""

    id: str | int
    hear: str
    text: str
    language: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to compute, and a voice to have ready."""
    parser.add_argument("--voice", help="load this voice before saying ready")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda:N")


def run(args: argparse.Namespace, emit: Emit, control: Control) -> dict[str, int]:
    """Answer until stdin ends; the folder with the chunks goes away with the program."""
    with private_stdout() as answers, tempfile.TemporaryDirectory(prefix="timbre-") as folder:
        server = Server(answers, Path(folder), args.device, control)
        inbox = Inbox(sys.stdin, server.fail)
        if args.voice:
            server.warm_up(args.voice)
        server.say({"event": "ready"})
        with contextlib.suppress(BrokenPipeError):
            for ask in inbox.asks(control):
                server.answer(ask, inbox)
        return {"answered": server.answered}


def describe(result: dict[str, int]) -> str:
    return ""


@contextlib.contextmanager
def private_stdout() -> Iterator[TextIO]:
    """Keep stdout for answers; whatever a library prints goes to stderr."""
    sys.stdout.flush()
    private = os.dup(1)
    os.dup2(2, 1)
    with os.fdopen(private, "w", encoding="utf-8", newline="\n") as answers:
        yield answers


class Inbox:
    """Reads stdin in a thread of its own, so that a cancel is seen while speech is made."""

    def __init__(self, stream: TextIO, refuse: Any) -> None:
        self._stream = stream
        self._refuse = refuse
        self._asks: queue.SimpleQueue[Ask | HearAsk | None] = queue.SimpleQueue()
        self._cancelled: set[str | int] = set()
        self.ended = False
        threading.Thread(target=self._read, name="inbox", daemon=True).start()

    def asks(self, control: Control) -> Iterator[Ask | HearAsk]:
        """The requests in order, until stdin ends.

        Raises:
            Cancelled: the program was told to stop.
        """
        while True:
            # Woken up now and then: a signal does not end a blocked wait.
            with contextlib.suppress(queue.Empty):
                ask = self._asks.get(timeout=0.5)
                if ask is None:
                    return
                yield ask
            control.check()

    def is_cancelled(self, ask: Ask | HearAsk) -> bool:
        return self.ended or ask.id in self._cancelled

    def forget(self, ask: Ask | HearAsk) -> None:
        self._cancelled.discard(ask.id)

    def _read(self) -> None:
        while (line := self._stream.readline(LONGEST_LINE)) and line.strip() != "stop":
            if line.strip():
                self._take(line)
        self.ended = True
        self._asks.put(None)

    def _take(self, line: str) -> None:
        number: str | int | None = None
        try:
            plain = json.loads(line)
            number = plain.get("id")
            if "cancel" in plain:
                self._cancelled.add(plain["cancel"])
            else:
                self._take_ask(plain)
        except (ValueError, TypeError, AttributeError) as error:
            hint = 'Send {"id", "voice", "text"} on one line.'
            self._refuse(number, EngineError("input", f"This is no request: {error}.", hint))

    def _take_ask(self, plain: dict[str, Any]) -> None:
        kind = HearAsk if "hear" in plain else Ask
        needed = {"id", "text", *(("hear", "language") if kind is HearAsk else ("voice",))}
        if missing := needed - plain.keys():
            raise ValueError(f"it has no {' and no '.join(sorted(missing))}")
        ask = from_plain(kind, plain)
        # A cancel that came too late for an older request of that name does not count for this one.
        self._cancelled.discard(ask.id)
        self._asks.put(ask)


class Server:
    """Keeps the last voices in memory and says each sentence into a WAV of its own."""

    def __init__(self, answers: TextIO, folder: Path, device: str, control: Control) -> None:
        self.answered = 0
        self._answers = answers
        self._lock = threading.Lock()
        self._folder = folder
        self._device = device
        self._control = control
        self._numbers = itertools.count(1)
        self._checker: Any = None
        self._speakers: OrderedDict[tuple[str, int], Any] = OrderedDict()

    def answer(self, ask: Ask | HearAsk, inbox: Inbox) -> None:
        """Do one request, or say why not; only a stop or a gone reader ends the program."""
        try:
            if isinstance(ask, HearAsk):
                self._hear(ask)
            else:
                self._speak(ask, inbox)
            self.answered += 1
        except EngineError as error:
            self.fail(ask.id, error)
        except (Cancelled, BrokenPipeError, KeyboardInterrupt):
            raise
        except Exception as error:  # one bad request must not end the service; the log has it all
            traceback.print_exc()
            message = f"Speaking failed: {error or type(error).__name__}."
            self.fail(ask.id, EngineError("internal", message, "Try another sentence."))
        finally:
            inbox.forget(ask)

    def warm_up(self, voice: str) -> None:
        """Load a voice and let it say a word, so that the first request is quick."""
        speaker = self._speaker(voice)
        for _ in speaker.family.speak(SpeakRequest("Hello.")):
            pass

    def say(self, answer: dict[str, Any]) -> None:
        """One line out; both threads answer."""
        with self._lock:
            self._answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
            self._answers.flush()

    def fail(self, number: str | int | None, error: EngineError) -> None:
        self.say({"id": number, "event": "failed", **error.as_json()["error"]})

    def _speak(self, ask: Ask, inbox: Inbox) -> None:
        from engine.speak import check_request, speak

        speaker = self._speaker(ask.voice)
        check_request(ask.request, speaker.languages)
        if not inbox.is_cancelled(ask):
            for spoken in speak(speaker, ask.request, quick_start=ask.quick):
                self._control.check()
                if inbox.is_cancelled(ask):
                    break
                self.say(self._chunk(ask, spoken))
        self.say({"id": ask.id, "event": "done", "cancelled": inbox.is_cancelled(ask)})

    def _hear(self, ask: HearAsk) -> None:
        if self._checker is None:
            from engine.audio.checking import SentenceChecker

            self._checker = SentenceChecker()
        heard, doubts = self._checker.check(Path(ask.hear), ask.text, ask.language)
        self.say({"id": ask.id, "event": "heard", "text": heard, "doubts": list(doubts)})

    def _chunk(self, ask: Ask, spoken: SpokenAudio) -> dict[str, Any]:
        from engine.audio.files import write_audio

        path = self._folder / f"{next(self._numbers):06}.wav"
        write_audio(path, spoken.samples, spoken.rate)
        return {
            "id": ask.id,
            "event": "chunk",
            "path": str(path),
            "text": spoken.text,
            "seconds": round(len(spoken.samples) / spoken.rate, 3),
            "words": to_plain(spoken.words),
        }

    def _speaker(self, voice: str) -> Any:
        """The voice from memory, or loaded; a voice that was trained again is loaded again."""
        from engine.speak import open_voice

        key = (voice, _version(voice))
        if key not in self._speakers:
            while len(self._speakers) >= WARM_VOICES:
                self._speakers.popitem(last=False)
            self._speakers[key] = open_voice(voice, self._device)
        self._speakers.move_to_end(key)
        return self._speakers[key]


def _version(voice: str) -> int:
    """When the description of a voice was last written; 0 for a stock voice.

    Raises:
        EngineError: kind "missing" for a voice that is not there any more.
    """
    if ":" in voice:
        return 0
    folder = Path(voice) if (Path(voice) / VOICE_FILE).is_file() else voice_folder(voice)
    return (folder / VOICE_FILE).stat().st_mtime_ns
