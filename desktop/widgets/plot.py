"""A plot: two axes with lines in them, and dashed lines across."""

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import GRID, colour

# How much room is left beside the curves when a new range is chosen, as shares of what is shown.
ROOM_AHEAD, ROOM_BESIDE = 0.25, 0.1
FAR_ABOVE = 3.0
TINTS = ("accent", "amber", "blue", "red", "green", "muted")
NICE = (1.0, 2.0, 5.0, 10.0)
LINES_BETWEEN_TICKS, LETTERS_BETWEEN_TICKS = 2, 9


class Range:
    """What an axis shows. It seldom changes, since figures that jump about cannot be read.

    A new range is chosen when a value falls outside, or when the values fill less than half of it.
    """

    def __init__(self, below: float, above: float) -> None:
        self._below, self._above = below, above
        self._shown: tuple[float, float] | None = None

    @property
    def shown(self) -> tuple[float, float]:
        return self._shown or (0.0, 1.0)

    def forget(self) -> None:
        """Choose anew at the next values."""
        self._shown = None

    def fit(self, low: float, high: float) -> tuple[float, float] | None:
        """The range to show from now on where it must change to hold `low` to `high`."""
        extent = high - low or max(abs(high), 1.0)
        if self._shown is not None:
            first, last = self._shown
            if first <= low and high <= last and extent >= 0.5 * (last - first):
                return None
        self._shown = low - self._below * extent, high + self._above * extent
        return self._shown


class Plot(QWidget):
    """Draws curves and, dashed, limits: what the plan said, what there is."""

    def __init__(self, bottom: str) -> None:
        super().__init__()
        self._bottom = bottom
        self._curves: dict[str, np.ndarray] = {}
        self._limits: dict[str, float] = {}
        self.across, self.up = Range(0.0, ROOM_AHEAD), Range(ROOM_BESIDE, ROOM_BESIDE)
        self._axes: QPixmap | None = None  # painted once per range and size, then copied
        self._inside = QRectF()
        # It takes what there is.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def forget(self) -> None:
        """Begin again, empty."""
        self._curves, self._limits = {}, {}
        self.across.forget()
        self.up.forget()
        self.restyle()

    def draw(self, curves: dict[str, np.ndarray], limits: dict[str, float]) -> None:
        """Show the points [N, 2] of each curve, and move the axes where they were outgrown."""
        # Copies: a full series throws points away where they lie.
        self._curves = {name: points.copy() for name, points in curves.items() if len(points)}
        self._limits = near_limits(self._curves, limits)
        if self._curves:
            points = np.concatenate(list(self._curves.values()))
            (left, low), (right, high) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
            levels = self._limits.values()
            moved = self.across.fit(left, right)
            moved = self.up.fit(min([low, *levels]), max([high, *levels])) or moved
            if moved is not None:
                self._axes = None
        self.update()

    def restyle(self) -> None:
        """Colours of the present theme."""
        self._axes = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._axes = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._axes is None or self._axes.devicePixelRatio() != self.devicePixelRatioF():
            self._axes = self._painted_axes()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._axes)
        painter.setClipRect(self._inside)
        painter.setPen(QPen(colour("muted"), 1, Qt.PenStyle.DashLine))
        for value in self._limits.values():
            height = float(self._y(np.array(value)))
            painter.drawLine(QLineF(self._inside.left(), height, self._inside.right(), height))
        # Smoothed, six lines of two pixels take thirty milliseconds; as they are, three.
        for index, points in enumerate(self._curves.values()):
            painter.setPen(QPen(tint(index), 2))
            places = zip(self._x(points[:, 0]).tolist(), self._y(points[:, 1]).tolist())
            painter.drawPolyline([QPointF(x, y) for x, y in places])
        painter.end()

    def _x(self, values: np.ndarray) -> np.ndarray:
        left, right = self.across.shown
        return self._inside.left() + (values - left) / (right - left) * self._inside.width()

    def _y(self, values: np.ndarray) -> np.ndarray:
        low, high = self.up.shown
        return self._inside.bottom() - (values - low) / (high - low) * self._inside.height()

    def _painted_axes(self) -> QPixmap:
        """The ground, the axes with their figures, and lines to compare heights by."""
        ratio = self.devicePixelRatioF()
        result = QPixmap(self.size() * ratio)
        result.setDevicePixelRatio(ratio)
        result.fill(colour("surface"))
        letters = self.fontMetrics()
        high, wide = letters.height(), letters.averageCharWidth()
        room = QRectF(self.rect()).adjusted(0, high / 2, -GRID, -2 * high - GRID)
        heights = ticks(*self.up.shown, max(2.0, room.height() / (LINES_BETWEEN_TICKS * high)))
        figures = [f"{value:,.10g}" for value in heights]
        beside = max(map(letters.horizontalAdvance, figures), default=0) + GRID
        self._inside = room.adjusted(beside, 0, 0, 0)
        painter = QPainter(result)
        painter.setFont(self.font())
        self._paint_heights(painter, heights, figures, beside)
        self._paint_places(painter, self._inside.width() / (LETTERS_BETWEEN_TICKS * wide))
        painter.end()
        return result

    def _paint_heights(
        self, painter: QPainter, heights: list[float], figures: list[str], beside: float
    ) -> None:
        inside, high = self._inside, self.fontMetrics().height()
        for value, figure in zip(heights, figures, strict=True):
            level = float(self._y(np.array(value)))
            painter.setPen(colour("line"))
            painter.drawLine(QLineF(inside.left(), level, inside.right(), level))
            painter.setPen(colour("muted"))
            place = QRectF(0, level - high / 2, beside - GRID / 2, high)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, figure
            )

    def _paint_places(self, painter: QPainter, count: float) -> None:
        inside, high = self._inside, self.fontMetrics().height()
        painter.setPen(colour("line"))
        painter.drawLine(inside.bottomLeft(), inside.bottomRight())
        painter.drawLine(inside.topLeft(), inside.bottomLeft())
        painter.setPen(colour("muted"))
        for value in ticks(*self.across.shown, count):
            middle, figure = float(self._x(np.array(value))), f"{value:,.10g}"
            half = self.fontMetrics().horizontalAdvance(figure) / 2
            if middle + half <= self.width():
                place = QRectF(middle - half - 1, inside.bottom() + 2, 2 * half + 2, high)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, figure)
        under = QRectF(inside.left(), inside.bottom() + high + 2, inside.width(), high)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, self._bottom)


def ticks(low: float, high: float, most: float) -> list[float]:
    """At most so many round figures from `low` to `high`, evenly apart."""
    if most < 1 or not high > low:
        return []
    least = (high - low) / most
    power = 10.0 ** math.floor(math.log10(least))
    step = next(nice * power for nice in NICE if nice * power >= least * (1 - 1e-9))
    first, last = math.ceil(low / step), math.floor(high / step)
    return [float(f"{number * step:.12g}") for number in range(first, last + 1)]


def near_limits(curves: dict[str, np.ndarray], limits: dict[str, float]) -> dict[str, float]:
    """The limits that are drawn: one far above all else would press the curves flat."""
    values = [points[:, 1].max() for points in curves.values()]
    highest = max([*values, min(limits.values(), default=0.0)], default=0.0)
    return {name: value for name, value in limits.items() if value <= FAR_ABOVE * highest}


def tint(index: int) -> QColor:
    """The colour of the curve of that number."""
    return colour(TINTS[index % len(TINTS)])
