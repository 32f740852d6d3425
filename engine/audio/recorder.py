"""One sentence from the microphone to the disk, while it is spoken."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from engine.audio.growing_wav import GrowingWav
from engine.audio.microphone import Microphone
from engine.errors import EngineError

WRITE_SECONDS = 0.2
SYNC_SECONDS = 0.5


@dataclass(frozen=True)
class Recorded:
    """A finished file. Its length counts samples, so no clock that is moved can change it."""

    path: Path
    samples: int
    rate: int

    @property
    def seconds(self) -> float:
        return self.samples / self.rate


class Recorder:
    """Writes what a microphone hears from a position on, from a thread of its own.

    At every moment all but the last quarter of a second is in the file, and all but the last second
    on the disk. `problem` is set when the disk takes no more; what it took is kept.
    """

    def __init__(self, microphone: Microphone, path: Path, start: int) -> None:
        """Begin with the sample at `start`, a position of the microphone.

        Raises:
            EngineError: kind "disk".
        """
        self.problem: EngineError | None = None
        self._microphone, self._start = microphone, max(0, start)
        self._file = GrowingWav(path, microphone.rate)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        microphone.hold_channels(True)
        self._thread.start()

    def finish(self, end: int | None = None) -> Recorded:
        """Write up to position `end` (or all that was heard), and close. May take a moment.

        Raises:
            EngineError: kind "disk" when nothing at all could be kept.
        """
        self._end.set()
        self._thread.join()
        self._microphone.hold_channels(False)
        try:
            if self.problem is None:
                self._write()
                if end is not None:
                    self._file.cut(max(0, end - self._start))
                self._file.sync()
        except EngineError as error:
            self.problem = error
        finally:
            self._file.close()
        if self.problem is not None and not self._file.samples:
            self._file.path.unlink(missing_ok=True)
            raise self.problem
        return Recorded(self._file.path, self._file.samples, self._file.rate)

    def _run(self) -> None:
        synced = time.monotonic()
        try:
            while not self._end.wait(WRITE_SECONDS):
                self._write()
                if time.monotonic() - synced >= SYNC_SECONDS:
                    self._file.sync()
                    synced = time.monotonic()
        except EngineError as error:
            self.problem = error

    def _write(self) -> None:
        samples = self._microphone.read(self._start + self._file.samples)
        if len(samples):
            self._file.append(samples)
