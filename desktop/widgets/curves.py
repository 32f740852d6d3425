"""Curves that grow while a run goes on: losses by step, memory by time."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetrics, QShowEvent
from PySide6.QtWidgets import QGraphicsItem, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import colour
from desktop.widgets.controls import label, row

POINTS = 600  # as many as a plot is wide
REPAINT_MILLISECONDS = 200
LEGEND_EVERY = 3
# How much room is left beside the curves when a new range is chosen, as shares of what is shown.
ROOM_AHEAD, ROOM_BESIDE = 0.25, 0.1
FAR_ABOVE = 3.0
LEAST_LINES = 7
LINES_APART = 1.5
TICK_DENSITY = 0.6  # of the library's, whose figures touch each other in a small plot
TINTS = ("accent", "amber", "blue", "red", "green", "muted")


class Series:
    """At most `POINTS` points of a run of any length: when full, every second one goes."""

    def __init__(self) -> None:
        self._points = np.zeros((POINTS, 2))
        self._count = 0
        self._stride = 1
        self._skipped = 0

    def add(self, x: float, y: float) -> None:
        if self._count and x < self._points[self._count - 1, 0]:
            # A continued run takes the steps since its last save again.
            self._count = int(np.searchsorted(self.points[:, 0], x))
        self._skipped += 1
        if self._skipped < self._stride:
            return
        self._skipped = 0
        if self._count == POINTS:
            half = POINTS // 2
            self._points[:half] = self._points[::2]
            self._count, self._stride = half, self._stride * 2
        self._points[self._count] = x, y
        self._count += 1

    @property
    def points(self) -> np.ndarray:
        """[N, 2]: x and y."""
        return self._points[: self._count]


class Range:
    """What an axis shows. It seldom changes, since painting an axis anew costs more than all else.

    A new range is chosen when a value falls outside, or when the values fill less than half of it.
    The values count as `least` wide at least, so that the first few do not outgrow it at once.
    """

    def __init__(self, below: float, above: float, least: float = 0.0) -> None:
        self._below, self._above, self._least = below, above, least
        self._shown: tuple[float, float] | None = None

    def forget(self) -> None:
        """Choose anew at the next values."""
        self._shown = None

    def fit(self, low: float, high: float) -> tuple[float, float] | None:
        """The range to show from now on where it must change to hold `low` to `high`."""
        high = max(high, low + self._least)
        extent = high - low or max(abs(high), 1.0)
        if self._shown is not None:
            first, last = self._shown
            if first <= low and high <= last and extent >= 0.5 * (last - first):
                return None
        self._shown = low - self._below * extent, high + self._above * extent
        return self._shown


class CachedAxis(pg.AxisItem):
    """An axis that is painted once per range and copied from then on; its figures never touch."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.setTickDensity(TICK_DENSITY)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        """Upright, two intervals at least are the library's, however low the plot is."""
        levels = [
            (float(gap), float(first)) for gap, first in super().tickSpacing(minVal, maxVal, size)
        ]
        extent = maxVal - minVal
        if self.orientation != "left" or not levels:
            return levels
        spacing, least = levels[0][0], LINES_APART * QFontMetrics(QFont()).lineSpacing()
        while spacing < extent and spacing * size < least * extent:
            spacing *= 2
        return [(spacing, 0.0)]


class Plot(pg.PlotWidget):
    """Axes with lines in them, and dashed lines across: what the plan said, what there is."""

    def __init__(self, bottom: str, least: float) -> None:
        axes = {side: CachedAxis(side) for side in ("left", "bottom")}
        super().__init__(axisItems=axes, enableMenu=False)
        self._bottom = bottom
        self._lines: dict[str, pg.PlotCurveItem] = {}
        self._limits: dict[str, pg.InfiniteLine] = {}
        self._across, self._up = Range(0.0, ROOM_AHEAD, least), Range(ROOM_BESIDE, ROOM_BESIDE)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        assert self.plotItem is not None and self.plotItem.ctrlMenu is not None
        menu = self.plotItem.ctrlMenu
        # Nobody owns it otherwise, and seven menus would outlive each plot. Its flags keep it a
        # window of its own, which nobody opens; without them it would stand inside the plot.
        menu.setParent(self, menu.windowFlags())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # By itself it would want 480 pixels; it takes what there is.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.restyle()

    def forget(self) -> None:
        """Begin again, empty."""
        self.clear()
        self._lines.clear()
        self._limits.clear()
        self._across.forget()
        self._up.forget()

    def draw(self, curves: dict[str, np.ndarray], limits: dict[str, float]) -> None:
        """Show the points [N, 2] of each curve, and move the axes where they were outgrown."""
        # Smoothed, six lines of two pixels take thirty milliseconds; as they are, three.
        for index, (name, points) in enumerate(curves.items()):
            if name not in self._lines:
                self._lines[name] = pg.PlotCurveItem(pen=curve_pen(index), antialias=False)
                self.addItem(self._lines[name])
            self._lines[name].setData(points[:, 0], points[:, 1])
        shown = near_limits(curves, limits)
        for name, value in shown.items():
            self._draw_limit(name, value)
        if curves:
            self._fit(np.concatenate(list(curves.values())), list(shown.values()))

    def _draw_limit(self, name: str, value: float) -> None:
        if name not in self._limits:
            pen = pg.mkPen(colour("muted"), width=1, style=Qt.PenStyle.DashLine)
            self._limits[name] = pg.InfiniteLine(angle=0, pen=pen)
            self.addItem(self._limits[name])
        self._limits[name].setValue(value)

    def _fit(self, points: np.ndarray, limits: list[float]) -> None:
        (left, low), (right, high) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        low, high = min([low, *limits]), max([high, *limits])
        view = self.getViewBox()
        if across := self._across.fit(left, right):
            view.setXRange(*across, padding=0)
        if up := self._up.fit(low, high):
            view.setYRange(*up, padding=0)

    def restyle(self) -> None:
        """Colours of the present theme."""
        self.setBackground(colour("surface"))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(colour("line")))
            axis.setTextPen(pg.mkPen(colour("muted")))
            axis.enableAutoSIPrefix(False)
        self.setLabel("bottom", self._bottom, color=colour("muted").name())
        self.showGrid(x=False, y=True, alpha=0.12)
        for index, line in enumerate(self._lines.values()):
            line.setPen(curve_pen(index))


def near_limits(curves: dict[str, np.ndarray], limits: dict[str, float]) -> dict[str, float]:
    """The limits that are drawn: one far above all else would press the curves flat."""
    values = [points[:, 1].max() for points in curves.values()]
    highest = max([*values, min(limits.values(), default=0.0)], default=0.0)
    return {name: value for name, value in limits.items() if value <= FAR_ABOVE * highest}


def tint(index: int) -> QColor:
    """The colour of the curve of that number."""
    return colour(TINTS[index % len(TINTS)])


def curve_pen(index: int) -> object:
    return pg.mkPen(tint(index), width=2)


class Curves(QWidget):
    """A titled plot with named curves; it is drawn again `every` so many milliseconds at most.

    Its bottom axis is at least `least` long.

    The plot takes longer than the rest of its page: it is made ahead, or when it first comes into
    sight.
    """

    def __init__(
        self,
        title: str,
        bottom: str,
        unit: str = "",
        every: int = REPAINT_MILLISECONDS,
        least: float = 0.0,
    ) -> None:
        super().__init__()
        self._series: dict[str, Series] = {}
        self._limits: dict[str, float] = {}
        self._dirty = False
        self._draws = 0
        self._bottom, self._least = bottom, least
        self._unit = unit
        self._plot: Plot | None = None
        self._place = QVBoxLayout()
        # Many curves need two lines; they must not push the page apart.
        self._legend = label(role="small")
        self._legend.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(label(title, "heading", wrap=False), self._legend, gap=2))
        layout.addLayout(self._place, 1)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setMinimumHeight(LEAST_LINES * self.fontMetrics().lineSpacing())
        self.setAccessibleName(title)
        self._timer = QTimer(self)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self._draw)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._plot is None:
            QTimer.singleShot(0, self, self.make_plot)

    def make_plot(self) -> None:
        """Make it now, if it is not there yet."""
        if self._plot is None:
            self._plot = Plot(self._bottom, self._least)
            # Axes without anything in them are not drawn: they would be others a moment later.
            self._plot.hide()
            self._place.addWidget(self._plot)
            self._begin_drawing()

    def clear(self) -> None:
        """Begin again."""
        self._series.clear()
        self._limits.clear()
        self._write_legend()
        if self._plot is not None:
            self._plot.forget()

    def add(self, name: str, x: float, y: float) -> None:
        """One more point of the curve of that name."""
        if name not in self._series:
            self._series[name] = Series()
        self._series[name].add(x, y)
        self._begin_drawing()

    def set_limit(self, name: str, y: float) -> None:
        """A dashed line with a name: what the plan said, what the card has."""
        self._limits[name] = y

    def restyle(self) -> None:
        """Colours of the present theme."""
        if self._plot is not None:
            self._plot.restyle()
        self._begin_drawing()

    def _begin_drawing(self) -> None:
        self._dirty = True
        if not self._timer.isActive():
            self._timer.start()

    def _draw(self) -> None:
        if not self._dirty:
            self._timer.stop()
            self._write_legend()
            self._draws = 0
            return
        self._dirty = False
        if self._plot is not None:
            self._draw_plot(self._plot)
        self._draws += 1
        # A new text lays the whole page out again, so the figures follow only now and then.
        if self._draws % LEGEND_EVERY == 2:
            self._write_legend()

    def _draw_plot(self, plot: Plot) -> None:
        curves = {name: series.points for name, series in self._series.items()}
        plot.draw(curves, self._limits)
        if not curves:
            plot.hide()
        elif plot.isHidden():
            # To paint it for the first time is work enough for a turn of the loop of its own.
            QTimer.singleShot(0, plot, plot.show)

    def _write_legend(self) -> None:
        values = {name: s.points[-1, 1] for name, s in self._series.items() if len(s.points)}
        parts = [
            self._legend_of(f'<span style="color:{tint(index).name()}">●</span>', name, value)
            for index, (name, value) in enumerate(values.items())
        ]
        parts += [self._legend_of("┄", name, value) for name, value in self._limits.items()]
        self._legend.setText("&nbsp;&nbsp; ".join(parts))
        figures = (values | self._limits).items()
        said = (f"{name} {value:.2f}{self._unit}" for name, value in figures)
        self.setAccessibleDescription(", ".join(said))

    def _legend_of(self, mark: str, name: str, value: float) -> str:
        return mark + f" {name} {value:.2f}{self._unit}".replace(" ", "&nbsp;")
