"""Curves that grow while a run goes on: losses by step, memory by time."""

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.controls import label, row
from desktop.widgets.plot import Plot, tint

POINTS = 600  # as many as a plot is wide
REPAINT_MILLISECONDS = 200
LEGEND_EVERY = 3
LEAST_LINES = 7


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


class Curves(QWidget):
    """A titled plot with named curves; it is drawn again at most five times a second."""

    def __init__(self, title: str, bottom: str, unit: str = "") -> None:
        super().__init__()
        self._series: dict[str, Series] = {}
        self._limits: dict[str, float] = {}
        self._dirty = False
        self._draws = 0
        self._unit = unit
        self.plot = Plot(bottom)
        # Many curves need two lines; they must not push the page apart.
        self._legend = label(role="small")
        self._legend.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(label(title, "heading", wrap=False), self._legend, gap=2))
        layout.addWidget(self.plot, 1)
        self.setMinimumHeight(LEAST_LINES * self.fontMetrics().lineSpacing())
        self.setAccessibleName(title)
        self._timer = QTimer(self)
        self._timer.setInterval(REPAINT_MILLISECONDS)
        self._timer.timeout.connect(self._draw)

    def clear(self) -> None:
        """Begin again."""
        self._series.clear()
        self._limits.clear()
        self._write_legend()
        self.plot.forget()

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
        self.plot.restyle()
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
        self.plot.draw({name: series.points for name, series in self._series.items()}, self._limits)
        # A new text lays the whole page out again, so the figures follow only now and then.
        if self._draws % LEGEND_EVERY == 0:
            self._write_legend()
        self._draws += 1

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
