"""The level meter: green to −12 dB, yellow to −6 dB, red above, with peak hold and a clip lamp."""

import time
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import colour
from engine.audio.microphone import SILENT_DB, Level

LOWEST_DB = -60.0
YELLOW_DB = -12.0
RED_DB = -6.0
CLIP_DB = -0.2
HOLD_SECONDS = 1.2
FALL_DB_PER_SECOND = 36.0
MARKS = (0, -6, -12, -24, -36, -48)


class LevelMeter(QWidget):
    """A horizontal meter in dBFS. A dot lights at its end when the sound was clipped."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Microphone level"))
        self.setToolTip(
            self.tr("Speak so that the bar stays green and touches yellow; red is too loud")
        )
        self._shown = SILENT_DB
        self._held = SILENT_DB
        self._held_since = 0.0
        self._clipped_until = 0.0
        self._last = time.monotonic()

    def sizeHint(self) -> QSize:
        return QSize(320, 38)

    def hear(self, level: Level) -> None:
        """Show a level: rises at once, falls slowly, holds its peak."""
        now = time.monotonic()
        fallen = self._shown - FALL_DB_PER_SECOND * (now - self._last)
        self._last = now
        self._shown = max(level.peak_db, fallen, SILENT_DB)
        if level.peak_db >= self._held or now - self._held_since > HOLD_SECONDS:
            self._held, self._held_since = level.peak_db, now
        if level.peak_db >= CLIP_DB:
            self._clipped_until = now + 2.0
        self.setAccessibleDescription(self.zone)
        self.update()

    @property
    def zone(self) -> str:
        """The level in a word: colour is never the only signal."""
        if self._clipped_until > time.monotonic():
            return self.tr("clipped")
        if self._held > RED_DB:
            return self.tr("too loud")
        if self._held > YELLOW_DB:
            return self.tr("loud")
        return self.tr("good") if self._held > -36 else self.tr("quiet")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        word = painter.fontMetrics().horizontalAdvance("x" * 9)
        width = self.width() - word - 12
        bar = QRectF(0, 4, width, 12)
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(bar, 6, 6)
        painter.save()
        painter.setClipRect(QRectF(0, 4, self._place(self._shown, width), 12))
        self._zones(painter, width)
        painter.restore()
        if self._held > LOWEST_DB:
            painter.setBrush(colour("ink"))
            painter.drawRect(QRectF(self._place(self._held, width) - 2, 2, 2, 16))
        self._scale(painter, width)
        painter.setPen(colour("badink" if self._held > RED_DB else "inksoft"))
        box = QRectF(width + 12, 0, word, 20)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.zone)

    def _zones(self, painter: QPainter, width: float) -> None:
        edges = (LOWEST_DB, YELLOW_DB, RED_DB, 0.0)
        for (low, high), name in zip(pairwise(edges), ("green", "amber", "red"), strict=True):
            left, right = self._place(low, width), self._place(high, width)
            painter.setBrush(colour(name))
            painter.drawRoundedRect(QRectF(left, 4, right - left + 1, 12), 3, 3)

    def _scale(self, painter: QPainter, width: float) -> None:
        painter.setPen(colour("muted"))
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.8)
        painter.setFont(font)
        free = width + 40
        for mark in MARKS:
            place = min(self._place(mark, width), width - 10)
            if free - place < 26:
                continue
            free = place
            box = QRectF(place - 20, 20, 40, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(mark).replace("-", "−"))

    @staticmethod
    def _place(level: float, width: float) -> float:
        share = (level - LOWEST_DB) / -LOWEST_DB
        return min(1.0, max(0.0, share)) * width
