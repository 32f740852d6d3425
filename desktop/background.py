"""A training that goes on without a window: sent away, found again, followed, told to stop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

from engine.child import Word, start_detached
from engine.ending import log_tail, new_log
from engine.errors import EngineError
from engine.events import TERMINAL, Event, Failed, from_line
from engine.files import data_home, disk_error, read_json, write_bytes, write_json

TAIL_BYTES = 1 << 20
PAST_KEPT = {"step": 600, "sample": 40, "stage": 40, "checkpoint": 40}


@dataclass(frozen=True)
class Background:
    """A job without a window. `born`, when its process began, makes `pid` unmistakable."""

    job: Literal["train"]
    project: str
    voice: str
    pid: int
    born: float
    log: str

    @property
    def alive(self) -> bool:
        """Whether that very process still runs."""
        try:
            process = psutil.Process(self.pid)
            same = abs(_birth(process) - self.born) < 1.0
            return same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def say(self, word: Word) -> None:
        """Tell the job to stop, pause or go on.

        Raises:
            EngineError: kind "disk".
        """
        try:
            with _words_file().open("a", encoding="utf-8") as file:
                file.write(f"{word}\n")
        except OSError as error:
            raise disk_error(_words_file(), error) from error

    def end(self, hard: bool) -> None:
        """End the process and all it started, for one that does not obey."""
        try:
            process = psutil.Process(self.pid)
            family = [process, *process.children(recursive=True)] if self.alive else []
            for member in family:
                member.kill() if hard else member.terminate()
        except psutil.NoSuchProcess:
            return

    def ending(self) -> Event:
        """The last word of a job that has ended."""
        for line in reversed(log_tail(events_file(), TAIL_BYTES).splitlines()):
            if isinstance(event := to_event(line.encode()), TERMINAL):
                return event
        return Failed(
            "crash",
            "The training in the background ended without a word; what was saved is kept.",
            f"Continue it from the last save. Its log is {self.log}.",
        )


def events_file() -> Path:
    """What the job says, as lines."""
    return _folder() / "events.jsonl"


def send_away(engine: Sequence[str], words: Sequence[str], project: str, voice: str) -> Background:
    """Start a training that outlives the window; there is one at a time.

    Raises:
        EngineError: kind "disk" or "missing".
    """
    for file in (events_file(), _words_file()):
        write_bytes(file, b"")
    log = new_log()
    options = ["--json", "--events", str(events_file()), "--control", str(_words_file())]
    pid = start_detached([*engine, *words, *options], log)
    try:
        born = _birth(psutil.Process(pid))
    except psutil.NoSuchProcess:
        born = 0.0
    background = Background("train", project, voice, pid, born, str(log))
    write_json(_record(), background)
    return background


def find_background() -> Background | None:
    """The job that was sent away and that nobody has heard the end of, whether it runs or not."""
    if not _record().is_file():
        return None
    try:
        return read_json(_record(), Background)
    except EngineError:
        return None


def forget_background() -> None:
    """Its end was heard."""
    _record().unlink(missing_ok=True)


def past_events(file: Path) -> tuple[Event, ...]:
    """What a run said so far, thinned out: enough to draw its curves and list its samples."""
    counts: dict[str, int] = {}
    for line in _lines(file):
        kind = _kind(line)
        counts[kind] = counts.get(kind, 0) + 1
    seen: dict[str, int] = {}
    kept: list[Event] = []
    for line in _lines(file):
        kind = _kind(line)
        seen[kind] = seen.get(kind, 0) + 1
        every = -(-counts.get(kind, 1) // PAST_KEPT.get(kind, 1))
        wanted = kind in PAST_KEPT and (seen[kind] % every == 0 or seen[kind] == counts[kind])
        if wanted and (event := to_event(line)) is not None:
            kept.append(event)
    return tuple(kept)


def _kind(line: bytes) -> str:
    """The name of an event, without reading all of it."""
    start, _, rest = line.partition(b'"event": "')
    return rest.partition(b'"')[0].decode("ascii", "replace") if start == b"{" else ""


def to_event(line: bytes) -> Event | None:
    """The event of a line; None for one that is none, or only half written."""
    try:
        return from_line(line.decode("utf-8", "replace"))[1]
    except ValueError:
        return None


def _lines(file: Path) -> Iterator[bytes]:
    if file.is_file():
        with file.open("rb") as lines:
            yield from lines


def _birth(process: psutil.Process) -> float:
    """When a process began, in seconds that stay the same when the clock is moved.

    Linux counts from the start of the computer, and what it says of that moment moves with the
    clock; other systems note the time once.
    """
    born = process.create_time()
    return born - psutil.boot_time() if psutil.LINUX else born


def _folder() -> Path:
    return data_home() / "background"


def _record() -> Path:
    return _folder() / "job.json"


def _words_file() -> Path:
    return _folder() / "words"
