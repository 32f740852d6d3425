"""Curves of a run: everything is in sight, and the axes seldom move."""

import pytest
from PySide6.QtWidgets import QMenu

from desktop.pages.train import TrainPage
from desktop.widgets.curves import ROOM_AHEAD, Curves, Plot, Range
from engine.events import StageStarted, Step


def test_axes_hold_everything_and_seldom_move():
    axis = Range(0.0, ROOM_AHEAD)
    shown, moves = (0.0, 0.0), 0
    for step in range(1, 1001):
        if moved := axis.fit(1.0, float(step)):
            shown, moves = moved, moves + 1
        assert shown[0] <= 1.0 and step <= shown[1]
    assert moves < 40


def test_the_first_values_of_a_long_axis_do_not_move_it():
    axis = Range(0.0, ROOM_AHEAD, least=20.0)
    assert axis.fit(1.0, 1.0) == (1.0, 26.0)
    assert [axis.fit(1.0, float(step)) for step in range(2, 27)] == [None] * 25
    assert axis.fit(1.0, 27.0) is not None


def test_an_axis_comes_closer_when_the_values_do():
    axis = Range(0.1, 0.1)
    assert axis.fit(0.0, 100.0) is not None
    assert axis.fit(20.0, 90.0) is None
    near = axis.fit(1.0, 2.0)
    assert near is not None and near[0] <= 1.0 and 2.0 <= near[1] < 3.0


@pytest.mark.parametrize("value", [0.0, 5.0, -3.0])
def test_a_single_value_has_room_around_it(value):
    low, high = Range(0.1, 0.1).fit(value, value) or (0.0, 0.0)
    assert low < value < high


def test_the_plot_shows_all_points_and_the_planned_line(qtbot):
    curves = Curves("Memory", "seconds", " GB")
    qtbot.addWidget(curves)
    curves.show()
    for second in range(50):
        curves.add("this run", second, 1.0 + 0.01 * second)
    curves.set_limit("the plan", 4.0)
    curves.add("this run", 50, 1.5)

    def all_in_sight():
        if curves._plot is None:
            return False
        view = curves._plot.getViewBox()
        (left, right), (low, high) = view.viewRange()
        return left <= 0 and right >= 50 and low <= 1.0 and high >= 4.0

    qtbot.waitUntil(all_in_sight)
    # The library's menus go with the plot, and nobody sees them.
    menus = curves.findChildren(QMenu)
    assert menus
    assert not any(menu.isVisible() for menu in menus)
    curves.clear()


def test_the_steps_of_both_stages_are_one_row(studio, qtbot):
    """Preparing counts clips, not steps: it takes no room on the axis."""
    page = TrainPage(studio)
    qtbot.addWidget(page)
    page.live.hear(StageStarted("prepare", "Getting to know the clips", 16))
    for stage, step in (("timbre", 1), ("timbre", 10), ("prosody", 1), ("prosody", 5)):
        page.live.hear(StageStarted(stage, "Learning", 10))
        page.live.hear(Step(stage, step, 10, {"loss": 1.0}, 1.0, 1.0, 1.0))
    assert page.live.losses._series["loss"].points[:, 0].tolist() == [1, 10, 11, 15]


def test_figures_of_a_low_plot_do_not_touch(qtbot):
    plot = Plot("seconds", 30.0)
    qtbot.addWidget(plot)
    low, high, pixels = -0.2, 9.4, 80.0
    ((spacing, _),) = plot.getAxis("left").tickSpacing(low, high, pixels)
    assert plot.fontMetrics().height() < spacing * pixels / (high - low) < pixels
