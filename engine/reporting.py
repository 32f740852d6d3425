"""Where the events of a command go: to a program as JSON lines, to a person as progress."""

import os
import sys
import threading
import time
from pathlib import Path
from typing import TextIO

from tqdm import tqdm

from engine.events import (
    Checkpoint,
    Event,
    Note,
    Paused,
    Progress,
    Sample,
    StageStarted,
    Step,
    SteppedDown,
    to_line,
)
from engine.files import disk_error


class Reporter:
    """Called with each event, from any thread. `target` is None, "-" (stdout) or a file name."""

    def __init__(self, target: str | None, show: bool) -> None:
        self._began = time.monotonic()
        self._lines = _open_lines(target)
        self._terminal = Terminal() if show else None
        self._lock = threading.Lock()

    def __call__(self, event: Event) -> None:
        with self._lock:
            if self._lines is not None:
                self._lines.write(to_line(event, time.monotonic() - self._began) + "\n")
                self._lines.flush()
            if self._terminal is not None:
                self._terminal.show(event)

    def close(self) -> None:
        if self._terminal is not None:
            self._terminal.close()
        if self._lines is not None:
            self._lines.close()


def _open_lines(target: str | None) -> TextIO | None:
    if target is None:
        return None
    if target == "-":
        # Events own stdout; whatever a library prints goes to stderr instead.
        private = os.dup(1)
        os.dup2(2, 1)
        return os.fdopen(private, "w", encoding="utf-8")
    try:
        return Path(target).open("a", encoding="utf-8")
    except OSError as error:
        raise disk_error(Path(target), error) from error


class Terminal:
    """Progress bars with the time left, and lines for what is worth a line, on stderr."""

    def __init__(self) -> None:
        self._bar: tqdm | None = None

    def show(self, event: Event) -> None:
        match event:
            case StageStarted():
                self._line(event.title)
                self._start(event.steps)
            case Step():
                self._advance(event.step, event.steps)
                self._describe(", ".join(f"{k} {v:.3f}" for k, v in event.losses.items()))
            case Progress():
                self._advance(event.done, event.total)
                self._describe(event.detail)
            case Note():
                self._line(f"Note: {event.message} {event.hint}".rstrip())
            case SteppedDown():
                self._line(event.message)
            case Sample():
                self._line(f"Listen ({event.label}): {event.path}")
            case Paused():
                self._line("Paused.")
            case Checkpoint():
                pass
            case _:
                pass

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _start(self, total: float) -> None:
        self.close()
        if total:
            self._bar = tqdm(total=total, file=sys.stderr, leave=False, dynamic_ncols=True)

    def _advance(self, done: float, total: float) -> None:
        if self._bar is None or self._bar.total != total:
            self._start(total)
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def _describe(self, text: str) -> None:
        if self._bar is not None:
            self._bar.set_postfix_str(text[:60], refresh=False)

    @staticmethod
    def _line(text: str) -> None:
        tqdm.write(text, file=sys.stderr)
