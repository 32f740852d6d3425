"""A second of the room without a voice, kept beside the recordings for the denoiser."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from desktop.listening import Listener
from desktop.studio import Studio
from desktop.taking import Taker
from engine.audio.growing_wav import GrowingWav
from engine.audio.microphone import SILENT_DB, Level, measure

SECONDS = 1.0
# After the microphone was opened it may still click; nothing of that second is taken.
SETTLE_SECONDS = 0.5
STEADY_DB = 8.0
QUIET_DB = -50.0
LOUD_DB = -38.0
PIECES = 10


class RoomTone(QObject):
    """Waits for a second in which nobody speaks and nothing moves, and keeps it.

    `changed` says that `level` (dBFS, None while waiting) is not what it was.
    """

    changed = Signal()

    def __init__(self, studio: Studio, listener: Listener, taker: Taker) -> None:
        super().__init__(taker)
        self._studio, self._listener, self._taker = studio, listener, taker
        self.level: float | None = None
        self._heard: list[np.ndarray] = []
        listener.opened.connect(self.measure_again)
        listener.heard.connect(self._hear)

    @Slot()
    def measure_again(self) -> None:
        """Forget what was measured and wait for the next quiet second."""
        self.level = None
        self._heard = []
        self.changed.emit()

    @property
    def verdict(self) -> str:
        """In a word: quiet, fair, loud, or silent (perhaps muted); empty while unknown."""
        if self.level is None:
            return ""
        if self.level <= SILENT_DB + 20.0:
            return "silent"
        return "quiet" if self.level < QUIET_DB else "fair" if self.level < LOUD_DB else "loud"

    @Slot(object, int, object)
    def _hear(self, samples: np.ndarray, rate: int, level: Level) -> None:
        if self.level is not None or self._studio.project is None:
            return
        if self._taker.recording or self._taker.speaking or self._studio.player.playing:
            self._heard = []
            return
        self._heard.append(samples)
        whole = np.concatenate(self._heard)
        if len(whole) < (SETTLE_SECONDS + SECONDS) * rate:
            return
        second = whole[-int(SECONDS * rate) :]
        if _steady(second):
            self._keep(second, rate)
        else:
            self._heard = [second]

    def _keep(self, second: np.ndarray, rate: int) -> None:
        self.level = measure(second).rms_db
        self._heard = []
        self.changed.emit()
        project = self._studio.project
        if project is not None and self.verdict != "silent":
            self._studio.run(lambda: _write(project.room_tone, second, rate), lambda _: None)


def _steady(second: np.ndarray) -> bool:
    levels = [measure(piece).rms_db for piece in np.array_split(second, PIECES)]
    return max(levels) - min(levels) < STEADY_DB


def _write(path: Path, samples: np.ndarray, rate: int) -> None:
    file = GrowingWav(path.with_suffix(".part"), rate)
    try:
        file.append(samples)
        file.sync()
    finally:
        file.close()
    file.path.replace(path)
