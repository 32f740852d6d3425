"""Closing the window while a text is being spoken or saved: asked first, and nothing is lost."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop.closing import AGAIN, ASIDE, FINISH, LATER, STAY
from desktop.projects import open_project, save_project
from engine.errors import EngineError
from engine.narration.project import open_narration
from engine.project import DATASET_FILE, load_dataset
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


@pytest.fixture
def unwritable(checked, studio):
    """The file of the dataset's place is taken by a folder: nothing can be written there."""
    file = studio.project.dataset / DATASET_FILE
    kept = file.rename(file.with_name("kept.json"))
    file.mkdir()

    def mend():
        file.rmdir()
        kept.rename(file)

    return mend


def edit(studio):
    studio.change_clips([replace(studio.dataset.clips[0], text="Said otherwise.")])


def read_in(studio, *languages):
    """Changes of the project that wait for one another."""
    for name in languages:
        studio.change_project(lambda of, name=name: save_project(replace(of, language=name)))


def asked(window, qtbot):
    """What the window asks about what it could not write."""

    def shown():
        return [box for box in window.findChildren(QMessageBox, "unsaved") if box.isVisible()]

    until(qtbot, shown)
    return shown()[-1]


def test_it_closes_when_the_last_change_is_on_disk(window, studio, checked, qtbot):
    edit(studio)
    read_in(studio, "ja", "zh")
    window.close()
    until(qtbot, lambda: not window.isVisible())
    assert load_dataset(studio.project.dataset).clips[0].text == "Said otherwise."
    assert open_project("Anna").language == "zh"


def test_what_cannot_be_written_is_not_given_up_without_a_word(window, studio, unwritable, qtbot):
    edit(studio)
    window.close()
    box = asked(window, qtbot)
    assert window.isVisible() and DATASET_FILE in box.text()
    box.button(STAY).click()
    assert window.isVisible() and studio.unsaved
    window.close()
    box = asked(window, qtbot)
    unwritable()
    box.button(AGAIN).click()
    until(qtbot, lambda: not window.isVisible())
    assert load_dataset(studio.project.dataset).clips[0].text == "Said otherwise."


def test_no_plan_is_made_from_what_is_not_on_disk(studio, unwritable):
    edit(studio)
    told = []
    studio.trainings.plan([], told.append, told.append)
    assert [DATASET_FILE in error.message for error in told] == [True]


def test_who_gives_it_up_is_let_go(window, studio, unwritable, qtbot):
    edit(studio)
    window.close()
    asked(window, qtbot).button(ASIDE).click()
    until(qtbot, lambda: not window.isVisible())


def test_what_went_wrong_at_the_end_can_be_read(window, studio, checked, qtbot):
    def full(project):
        raise EngineError("disk", "The disk is full.", "Free some space.")

    studio.change_project(full)
    window.close()
    until(qtbot, lambda: "The disk is full." in window.banner.accessibleName())
    assert window.isVisible() and not studio.unsaved
    window.close()
    assert not window.isVisible()


def test_the_end_of_the_program_waits_for_what_is_on_its_way(studio, checked):
    edit(studio)
    read_in(studio, "ja", "zh")
    studio.close()
    assert load_dataset(studio.project.dataset).clips[0].text == "Said otherwise."
    assert open_project("Anna").language == "zh"
