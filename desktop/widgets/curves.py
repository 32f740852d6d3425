"""Curves that grow while a run goes on: losses by step, memory by time."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGraphicsItem, QVBoxLayout, QWidget

from desktop.theme import colour
from desktop.widgets.controls import label, row

POINTS = 4096
REPAINT_MILLISECONDS = 200
LEGEND_EVERY = 3
# How much room is left beside the curves when a new range is chosen, as shares of what is shown.
ROOM_AHEAD, ROOM_BESIDE = 0.25, 0.1
TINTS = ("accent", "amber", "blue", "red", "green", "muted")


class Series:
    """At most `POINTS` points of a run of any length: when full, every second one goes."""

    def __init__(self) -> None:
        self._points = np.zeros((POINTS, 2))
        self._count = 0
        self._stride = 1
        self._skipped = 0

    def add(self, x: float, y: float) -> None:
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
    """

    def __init__(self, below: float, above: float) -> None:
        self._below, self._above = below, above
        self._shown: tuple[float, float] | None = None

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


class CachedAxis(pg.AxisItem):
    """An axis that is painted once per range and copied from then on."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)


class Curves(QWidget):
    """A titled plot with named curves; it is drawn again at most five times a second."""

    def __init__(self, title: str, bottom: str, unit: str = "") -> None:
        super().__init__()
        self._series: dict[str, Series] = {}
        self._lines: dict[str, pg.PlotDataItem] = {}
        self._dirty = False
        self._draws = 0
        self._bottom = bottom
        self._unit = unit
        self._across, self._up = Range(0.0, ROOM_AHEAD), Range(ROOM_BESIDE, ROOM_BESIDE)
        self._plot = pg.PlotWidget(
            axisItems={side: CachedAxis(side) for side in ("left", "bottom")}, enableAutoRange=False
        )
        self._plot.setMouseEnabled(False, False)
        self._plot.hideButtons()
        self._plot.setMenuEnabled(False)
        self._plot.setMinimumHeight(120)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._limit: pg.InfiniteLine | None = None
        self._planned: float | None = None
        self._legend = label(role="small", wrap=False)
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(label(title, "heading", wrap=False), 1, self._legend))
        layout.addWidget(self._plot, 1)
        self.setAccessibleName(title)
        self._timer = QTimer(self)
        self._timer.setInterval(REPAINT_MILLISECONDS)
        self._timer.timeout.connect(self._draw)
        self.restyle()

    def clear(self) -> None:
        """Begin again."""
        for line in self._lines.values():
            self._plot.removeItem(line)
        self._series.clear()
        self._lines.clear()
        if self._limit is not None:
            self._plot.removeItem(self._limit)
            self._limit = self._planned = None
        self._across.forget()
        self._up.forget()
        self._dirty = True
        self._draw()

    def add(self, name: str, x: float, y: float) -> None:
        """One more point of the curve of that name."""
        if name not in self._series:
            self._series[name] = Series()
        self._series[name].add(x, y)
        self._dirty = True
        if not self._timer.isActive():
            self._timer.start()

    def set_limit(self, y: float) -> None:
        """A dashed line: what the plan said."""
        if self._limit is None:
            pen = pg.mkPen(colour("muted"), width=1, style=Qt.PenStyle.DashLine)
            self._limit = pg.InfiniteLine(angle=0, pen=pen)
            self._plot.addItem(self._limit)
        self._limit.setValue(y)
        self._planned = y

    def restyle(self) -> None:
        """Colours of the present theme."""
        self._plot.setBackground(colour("surface"))
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(pg.mkPen(colour("line")))
            axis.setTextPen(pg.mkPen(colour("muted")))
            axis.enableAutoSIPrefix(False)
        self._plot.setLabel("bottom", self._bottom, color=colour("muted").name())
        self._plot.showGrid(x=False, y=True, alpha=0.12)
        for name in self._lines:
            self._lines[name].setPen(self._pen(name))
        self._dirty = True
        self._draw()

    def _pen(self, name: str) -> object:
        return pg.mkPen(colour(self._tint(name)), width=2)

    def _tint(self, name: str) -> str:
        return TINTS[list(self._series).index(name) % len(TINTS)]

    def _draw(self) -> None:
        if not self._dirty:
            self._timer.stop()
            self._write_legend()
            self._draws = 0
            return
        self._dirty = False
        for name, series in self._series.items():
            if name not in self._lines:
                self._lines[name] = self._plot.plot(pen=self._pen(name), antialias=True)
            self._lines[name].setData(series.points)
        self._fit()
        # A new text lays the whole page out again, so the figures follow only twice a second.
        if self._draws % LEGEND_EVERY == 0:
            self._write_legend()
        self._draws += 1

    def _fit(self) -> None:
        """Move the axes where the curves have outgrown them."""
        if not self._series:
            return
        points = np.concatenate([series.points for series in self._series.values()])
        (left, low), (right, high) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        if self._planned is not None:
            low, high = min(low, self._planned), max(high, self._planned)
        view = self._plot.getViewBox()
        if across := self._across.fit(left, right):
            view.setXRange(*across, padding=0)
        if up := self._up.fit(low, high):
            view.setYRange(*up, padding=0)

    def _write_legend(self) -> None:
        self._legend.setText("&nbsp;&nbsp; ".join(self._legend_of(name) for name in self._series))
        values = (f"{name} {s.points[-1, 1]:.2f}" for name, s in self._series.items())
        self.setAccessibleDescription(", ".join(values))

    def _legend_of(self, name: str) -> str:
        value = self._series[name].points[-1, 1]
        return (
            f'<span style="color:{colour(self._tint(name)).name()}">●</span> '
            f"{name} {value:.2f}{self._unit}"
        )
