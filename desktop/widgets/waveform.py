"""Waveforms: a live one that scrolls, and a still one with a playing position."""

import hashlib
from collections import deque
from contextlib import suppress
from pathlib import Path

import numpy as np
from PySide6.QtCore import QLineF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import colour
from engine.errors import EngineError
from engine.files import atomic_path, data_home

STEP = 3  # pixels a column, a gap included
LIVE_COLUMNS_PER_SECOND = 50
STILL_COLUMNS = 600
LONG_SECONDS = 60.0


def peaks(samples: np.ndarray, columns: int) -> np.ndarray:
    """The largest magnitude of samples [N] in each of `columns` stretches: [columns]."""
    if not len(samples):
        return np.zeros(columns, dtype=np.float32)
    edges = np.linspace(0, len(samples), columns + 1).astype(int)[:-1]
    edges = np.minimum(edges, len(samples) - 1)
    return np.maximum.reduceat(np.abs(samples), edges).astype(np.float32)


def file_peaks(path: Path, columns: int = STILL_COLUMNS) -> np.ndarray:
    """Peaks of a sound file, read block by block; those of long ones are kept.

    Not for the GUI thread.
    """
    import soundfile

    if soundfile.info(path).duration < LONG_SECONDS:
        return _read_peaks(path, columns)
    state = path.stat()
    what = f"{path.resolve()} {state.st_size} {state.st_mtime_ns} {columns}"
    kept = data_home() / "cache" / "peaks" / f"{hashlib.sha256(what.encode()).hexdigest()[:32]}.npy"
    if not kept.is_file():
        found = _read_peaks(path, columns)
        # Where they cannot be kept, they are found again the next time.
        with suppress(EngineError), atomic_path(kept) as temporary:
            np.save(temporary, found)
        return found
    return np.load(kept, allow_pickle=False)


def _read_peaks(path: Path, columns: int) -> np.ndarray:
    import soundfile

    with soundfile.SoundFile(path) as file:
        size = max(1, -(-file.frames // columns))
        blocks = file.blocks(blocksize=size, dtype="float32", always_2d=True)
        found = [float(np.abs(block).max()) for block in blocks if len(block)]
    return np.asarray(found, dtype=np.float32)


class Waveform(QWidget):
    """Columns around a middle line. Live when `hear` feeds it, still when `show_peaks` does."""

    def __init__(self, height: int = 96) -> None:
        super().__init__()
        self._height = height
        self._live: deque[float] = deque(maxlen=4000)
        self._left_over = np.zeros(0, dtype=np.float32)
        self._still: np.ndarray | None = None
        self._columns = np.zeros(0, dtype=np.float32)
        self._position = 0.0
        self.recording = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(height)
        self.setAccessibleName(self.tr("Waveform"))

    def sizeHint(self) -> QSize:
        return QSize(480, self._height)

    def hear(self, samples: np.ndarray, rate: int) -> None:
        """Append what was just heard, mono [N]."""
        size = max(1, rate // LIVE_COLUMNS_PER_SECOND)
        whole = np.concatenate((self._left_over, samples))
        count = len(whole) // size
        self._left_over = whole[count * size :]
        if count:
            self._live.extend(np.abs(whole[: count * size]).reshape(count, size).max(axis=1))
            self._still = None
            self.update()

    def show_peaks(self, found: np.ndarray | None) -> None:
        """Show a whole sound; None shows the live one again."""
        self._still = found
        self._columns = np.zeros(0, dtype=np.float32)
        self._position = 0.0
        self.update()

    def set_position(self, share: float) -> None:
        """How far playing has come, 0 to 1."""
        self._position = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(QLineF(0, middle, self.width(), middle))
        columns = max(1, self.width() // STEP)
        if self._still is None:
            self._paint_live(painter, columns, middle)
        else:
            self._paint_still(painter, self._still, columns, middle)

    def _paint_live(self, painter: QPainter, columns: int, middle: float) -> None:
        recent = list(self._live)[-columns:]
        offset = columns - len(recent)
        lines = [self._line(offset + i, value, middle) for i, value in enumerate(recent)]
        self._draw(painter, lines, "red" if self.recording else "faint")

    def _paint_still(
        self, painter: QPainter, found: np.ndarray, columns: int, middle: float
    ) -> None:
        if len(self._columns) != columns:
            # However long the sound is, painting it again while it plays costs the same.
            self._columns = peaks(found, columns)
        lines = [self._line(i, float(value), middle) for i, value in enumerate(self._columns)]
        played = round(self._position * columns)
        self._draw(painter, lines[:played], "accent")
        self._draw(painter, lines[played:], "faint" if self._position else "accent")

    def _line(self, index: int, value: float, middle: float) -> QLineF:
        # The square root lets quiet speech be seen without a second scale.
        half = max(0.75, float(np.sqrt(min(1.0, value))) * (middle - 4))
        x = index * STEP + 1.5
        return QLineF(x, middle - half, x, middle + half)

    @staticmethod
    def _draw(painter: QPainter, lines: list[QLineF], name: str) -> None:
        pen = QPen(colour(name), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLines(lines)
