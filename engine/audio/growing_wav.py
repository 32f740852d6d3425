"""A WAV file that can be read at every moment of its making, also after a kill."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import numpy as np

from engine.files import disk_error

HEADER_BYTES = 44
SAMPLE_BYTES = 3
FULL_SCALE = (1 << 23) - 1
# The header's sizes have 32 bits.
MOST_BYTES = (1 << 32) - HEADER_BYTES - 1


class GrowingWav:
    """Mono sound of 24 bits. After every `append` the file is whole: its header says its length.

    The samples are written before the header that counts them, so whoever is interrupted between
    the two leaves a file that is right and a little shorter.
    """

    def __init__(self, path: Path, rate: int) -> None:
        """Begin a file, replacing one of that name.

        Raises:
            EngineError: kind "disk".
        """
        self.path, self.rate = path, rate
        self.samples = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Without a buffer: what `write` took, the system has, whatever becomes of us.
            self._file = path.open("wb", buffering=0)
            self._file.write(_header(0, rate))
        except OSError as error:
            raise disk_error(path, error) from error

    @property
    def seconds(self) -> float:
        return self.samples / self.rate

    def append(self, samples: np.ndarray) -> None:
        """Add mono samples `[N]`; beyond full scale they are limited.

        Raises:
            EngineError: kind "disk" when there is no room; what was there before stays whole.
        """
        size = SAMPLE_BYTES * self.samples
        data = _packed(samples)[: max(0, MOST_BYTES - size)]
        try:
            self._file.seek(HEADER_BYTES + size)
            written = 0
            while written < len(data):
                written += self._file.write(data[written:]) or 0
            self._count(self.samples + len(data) // SAMPLE_BYTES)
        except OSError as error:
            raise disk_error(self.path, error) from error

    def sync(self) -> None:
        """Have the disk itself hold what was written.

        Raises:
            EngineError: kind "disk".
        """
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise disk_error(self.path, error) from error

    def cut(self, samples: int) -> None:
        """Leave only the first `samples`.

        Raises:
            EngineError: kind "disk".
        """
        if samples < self.samples:
            try:
                self._count(samples)
                self._file.truncate(HEADER_BYTES + SAMPLE_BYTES * samples)
            except OSError as error:
                raise disk_error(self.path, error) from error

    def close(self) -> None:
        self._file.close()

    def _count(self, samples: int) -> None:
        self._file.seek(0)
        self._file.write(_header(samples, self.rate))
        self.samples = samples


def _header(samples: int, rate: int) -> bytes:
    """The RIFF header of 24-bit mono PCM (Microsoft, Multimedia Programming Interface 1.0)."""
    size = samples * SAMPLE_BYTES
    shape = struct.pack("<HHIIHH", 1, 1, rate, rate * SAMPLE_BYTES, SAMPLE_BYTES, 24)
    riff = struct.pack("<4sI4s", b"RIFF", HEADER_BYTES - 8 + size, b"WAVE")
    return riff + struct.pack("<4sI", b"fmt ", 16) + shape + struct.pack("<4sI", b"data", size)


def _packed(samples: np.ndarray) -> bytes:
    """Floats as little-endian integers of three bytes."""
    whole = np.round(np.clip(samples, -1.0, 1.0) * FULL_SCALE).astype("<i4")
    return whole.view(np.uint8).reshape(-1, 4)[:, :SAMPLE_BYTES].tobytes()
