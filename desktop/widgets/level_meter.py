"""The level meter: green to −12 dB, yellow to −6 dB, red above, with peak hold and a clip lamp."""

import time
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme import colour
from engine.audio.microphone import SILENT_DB, Level

LOWEST_DB = -60.0
YELLOW_DB = -12.0
RED_DB = -6.0
CLIP_DB = -0.2
HOLD_SECONDS = 1.2
FALL_DB_PER_SECOND = 36.0
# The most telling first: where there is no room, the later ones are left out.
MARKS = (-12, -36, -24, -48, -6)
LAMP = 20


class LevelMeter(QWidget):
    """A horizontal meter in dBFS, with a lamp at its end that lights when the sound was clipped."""

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
        self._last = time.monotonic()
        self.lamp = ClipLamp(self)

    def sizeHint(self) -> QSize:
        return QSize(320, 20 + max(18, self.fontMetrics().height()))

    def hear(self, level: Level) -> None:
        """Show a level: rises at once, falls slowly, holds its peak."""
        now = time.monotonic()
        fallen = self._shown - FALL_DB_PER_SECOND * (now - self._last)
        self._last = now
        self._shown = max(level.peak_db, fallen, SILENT_DB)
        if level.peak_db >= self._held or now - self._held_since > HOLD_SECONDS:
            self._held, self._held_since = level.peak_db, now
        if level.peak_db >= CLIP_DB:
            self.lamp.light()
        self.setAccessibleDescription(self.zone)
        self.update()

    @property
    def zone(self) -> str:
        """The level in a word: colour is never the only signal."""
        if self._held >= CLIP_DB:
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
        width = self._bar_width()
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
        left = width + LAMP + 12
        box = QRectF(left, 0, self.width() - left, max(20, self.fontMetrics().height()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.zone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.lamp.move(round(self._bar_width()) + 6, 0)

    def _bar_width(self) -> float:
        """The bar leaves room for the lamp and for a word."""
        return self.width() - self.fontMetrics().horizontalAdvance("x" * 9) - LAMP - 16

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
        for words, box in self.marks(painter.fontMetrics(), width):
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def marks(self, metrics: QFontMetrics, width: float) -> list[tuple[str, QRectF]]:
        """The numbers under a bar of that width and where they stand, a digit apart or more."""
        gap = metrics.horizontalAdvance("0")
        found: list[tuple[str, QRectF]] = []
        for mark in MARKS:
            words = str(mark).replace("-", "−")
            wide = metrics.horizontalAdvance(words) + gap
            left = self._place(mark, width) - wide / 2
            box = QRectF(left, 20, wide, metrics.height())
            room = left >= 0 and box.right() <= width + LAMP
            if room and not any(box.intersects(other) for _, other in found):
                found.append((words, box))
        return found

    @staticmethod
    def _place(level: float, width: float) -> float:
        share = (level - LOWEST_DB) / -LOWEST_DB
        return min(1.0, max(0.0, share)) * width


class ClipLamp(QAbstractButton):
    """Lights when the sound was clipped, and stays alight until somebody has seen it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._alight = False
        self.setFixedSize(LAMP, LAMP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(
            self.tr("Lights when the microphone was too loud and stays alight; click to put it out")
        )
        self.clicked.connect(self._put_out)
        self._tell()

    @property
    def alight(self) -> bool:
        return self._alight

    def light(self) -> None:
        """The sound was clipped."""
        if not self._alight:
            self._alight = True
            self._tell()

    def _put_out(self) -> None:
        self._alight = False
        self._tell()

    def _tell(self) -> None:
        words = self.tr("Clip lamp: alight") if self._alight else self.tr("Clip lamp: out")
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "ink" if self.hasFocus() else "badink" if self._alight else "edge"
        painter.setPen(QPen(colour(edge), 2.0 if self.hasFocus() else 1.0))
        painter.setBrush(colour("red" if self._alight else "line"))
        painter.drawEllipse(QRectF(self.rect()).adjusted(3, 3, -3, -3))
        if self._alight:
            # Not by colour alone.
            painter.setPen(colour("onaccent"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "!")
