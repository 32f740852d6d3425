"""Closing the window while a text is being spoken: asked first, and nothing is lost."""

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop.closing import FINISH, LATER, STAY
from engine.narration.project import open_narration
from tests.desktop.steps import until, write

COUNT = 12


@pytest.fixture
def speaking(narrating, qtbot):
    """A queue that waits after its first sentence."""
    write(narrating, qtbot, " ".join(f"Sentence {n}." for n in range(COUNT)))
    narrating.say()
    narrating.reciter.pause()
    until(qtbot, lambda: not narrating.reciter.running and not narrating.reciter.keeping)
    return narrating


def answer(window, button):
    window.close()
    box = window.findChildren(QMessageBox, "closing")[-1]
    assert str(COUNT - 1) in box.text()
    box.button(button).click()


def spoken():
    return [bool(line.take) for line in open_narration("Untitled").lines]


def test_the_window_stays_where_that_is_wanted(window, speaking):
    answer(window, STAY)
    assert window.isVisible() and speaking.reciter.busy


def test_everything_is_spoken_before_it_closes(window, speaking, qtbot):
    answer(window, FINISH)
    assert window.isVisible()
    assert "when everything is spoken" in window.banner.accessibleName()
    until(qtbot, lambda: not window.isVisible())
    assert spoken() == [True] * COUNT


def test_what_is_spoken_is_kept_when_it_stops_and_closes(window, speaking, qtbot):
    answer(window, LATER)
    until(qtbot, lambda: not window.isVisible())
    assert spoken() == [True, *[False] * (COUNT - 1)]


def test_who_stops_the_queue_keeps_the_window(window, speaking, qtbot):
    answer(window, FINISH)
    speaking.reciter.cancel()
    until(qtbot, lambda: not speaking.reciter.keeping)
    assert window.isVisible() and not window._closing.may_leave


def test_a_queue_that_cannot_go_on_keeps_the_window(window, studio, speaking, qtbot, monkeypatch):
    studio.speaker.close()
    monkeypatch.setenv("TIMBRE_FAKE", "gone")
    answer(window, FINISH)
    until(qtbot, lambda: speaking.reciter.waiting)
    assert window.isVisible() and "no voice called Anna" in window.banner.accessibleName()
    assert not window._closing.may_leave
    monkeypatch.setenv("TIMBRE_FAKE", "")
    answer(window, LATER)
    until(qtbot, lambda: not window.isVisible())
