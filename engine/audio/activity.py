"""Is somebody speaking? A light detector by level, for starting and stopping a recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

FRAME_SECONDS = 0.02
VOICE_HZ = (120.0, 4000.0)
LOWEST_FLOOR_DB = -75.0
FIRST_FLOOR_DB = -60.0
SPEECH_ABOVE_DB = 12.0
PAUSE_ABOVE_DB = 7.0
# Five frames of voice begin a sentence, so that a click does not.
BEGIN_FRAMES = 5
END_SECONDS = 1.2
# The floor falls at once and rises slowly, more slowly still while somebody speaks.
FALL = 0.3
RISE_DB = 3.0 * FRAME_SECONDS
RISE_SPEAKING_DB = 0.3 * FRAME_SECONDS


@dataclass(frozen=True)
class Change:
    """Speech began or ended at `position`, in samples since the detector was made."""

    what: Literal["began", "ended"]
    position: int


class Activity:
    """Follows the noise of the room, and hears when a voice stands out of it.

    Level in the band of the voice against a floor that follows the quiet moments, with different
    thresholds for beginning and ending and a pause that must last (as in ITU-T G.729 Annex B, much
    simplified). Wrong now and then in loud rooms; the key is always there.
    """

    def __init__(self, rate: int, floor_db: float = FIRST_FLOOR_DB) -> None:
        self.floor_db = max(LOWEST_FLOOR_DB, floor_db)
        self.speaking = False
        self._size = max(1, round(rate * FRAME_SECONDS))
        hertz = np.fft.rfftfreq(self._size, 1.0 / rate)
        self._band = (hertz >= VOICE_HZ[0]) & (hertz <= VOICE_HZ[1])
        self._window = np.hanning(self._size)
        self._behind = np.zeros(0, np.float32)
        self._frame = 0
        self._voiced = 0
        self._last_voice = 0

    def feed(self, samples: np.ndarray) -> tuple[Change, ...]:
        """Hear mono samples `[N]`; what changed meanwhile."""
        joined = np.concatenate((self._behind, samples))
        whole = len(joined) // self._size * self._size
        self._behind = joined[whole:]
        levels = self._levels(joined[:whole].reshape(-1, self._size))
        found = (self._hear(float(level)) for level in levels)
        return tuple(change for change in found if change is not None)

    def _levels(self, frames: np.ndarray) -> np.ndarray:
        """dBFS in the band of the voice of frames `[F, size]`."""
        spectrum = np.fft.rfft(frames * self._window, axis=1)[:, self._band]
        power = 2.0 * np.sum(np.abs(spectrum) ** 2, axis=1) / np.sum(self._window**2)
        return 10.0 * np.log10(power / self._size + 1e-12)

    def _hear(self, level: float) -> Change | None:
        self._frame += 1
        self._follow(level)
        threshold = PAUSE_ABOVE_DB if self.speaking else SPEECH_ABOVE_DB
        if level > self.floor_db + threshold:
            self._voiced += 1
            self._last_voice = self._frame
        elif not self.speaking:
            self._voiced = 0
        if not self.speaking and self._voiced >= BEGIN_FRAMES:
            self.speaking = True
            return Change("began", (self._frame - BEGIN_FRAMES) * self._size)
        silent = (self._frame - self._last_voice) * FRAME_SECONDS
        if self.speaking and silent >= END_SECONDS:
            self.speaking, self._voiced = False, 0
            return Change("ended", self._last_voice * self._size)
        return None

    def _follow(self, level: float) -> None:
        if level < self.floor_db:
            self.floor_db += FALL * (level - self.floor_db)
        else:
            loud = self.speaking or level > self.floor_db + PAUSE_ABOVE_DB
            rise = RISE_SPEAKING_DB if loud else RISE_DB
            self.floor_db = min(level, self.floor_db + rise)
        self.floor_db = max(LOWEST_FLOOR_DB, self.floor_db)
