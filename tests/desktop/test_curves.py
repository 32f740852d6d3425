"""Curves of a run: everything is in sight, and the axes seldom move."""

from itertools import product

import pytest

from desktop.pages.train import TrainPage
from desktop.widgets.curves import Curves
from desktop.widgets.plot import ROOM_AHEAD, Range, ticks, tint
from engine.events import StageStarted, Step


def test_axes_hold_everything_and_seldom_move():
    axis = Range(0.0, ROOM_AHEAD)
    shown, moves = (0.0, 0.0), 0
    for step in range(1, 1001):
        if moved := axis.fit(1.0, float(step)):
            shown, moves = moved, moves + 1
        assert shown[0] <= 1.0 and step <= shown[1]
    assert moves < 40


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
        (left, right), (low, high) = curves.plot.across.shown, curves.plot.up.shown
        return left <= 0 and right >= 50 and low <= 1.0 and high >= 4.0

    qtbot.waitUntil(all_in_sight)
    picture = curves.plot.grab().toImage()
    places = product(range(picture.width()), range(picture.height()))
    colours = {picture.pixel(x, y) for x, y in places}
    assert tint(0).rgb() in colours, "the curve itself is drawn"
    curves.clear()


@pytest.mark.parametrize(
    ("low", "high", "most", "found"),
    [
        (0.0, 10.0, 5.0, [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]),
        (-0.13, 0.32, 4.0, [0.0, 0.2]),
        (123.0, 124.0, 2.5, [123.0, 123.5, 124.0]),
        (0.0, 1e6, 3.0, [0.0, 500_000.0, 1_000_000.0]),
        (1.0, 1.0, 5.0, []),
        (0.0, 1.0, 0.5, []),
    ],
)
def test_the_figures_of_an_axis_are_round(low, high, most, found):
    assert ticks(low, high, most) == found


def test_the_steps_of_both_stages_are_one_row(studio, qtbot):
    """Preparing counts clips, not steps: it takes no room on the axis."""
    page = TrainPage(studio)
    qtbot.addWidget(page)
    page.live.hear(StageStarted("prepare", "Getting to know the clips", 16))
    for stage, step in (("timbre", 1), ("timbre", 10), ("prosody", 1), ("prosody", 5)):
        page.live.hear(StageStarted(stage, "Learning", 10))
        page.live.hear(Step(stage, step, 10, {"loss": 1.0}, 1.0, 1.0, 1.0))
    assert page.live.losses._series["loss"].points[:, 0].tolist() == [1, 10, 11, 15]
