"""A change of language builds every page anew: what a person has set there is still there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from desktop.widgets.clips import TEXT
from engine.audio.bringing import Brought
from engine.errors import EngineError
from engine.events import Finished
from engine.project import load_dataset
from tests.desktop.steps import WAIT, ready_form, record, until, write


@pytest.fixture
def in_chinese(window, studio, qtbot):
    """Changes the language, and gives the page of that name as it is then."""

    def change(name):
        before = window.page(window.current)
        studio.change_settings(replace(studio.settings, language="zh_CN"))
        until(qtbot, lambda: window.page(window.current) is not before and not window._retired)
        return window.page(name)

    yield change
    window.language.choose("en")


def test_a_half_filled_form_of_a_training(window, checked, in_chinese, qtbot):
    form = ready_form(window, qtbot)
    form._name.setText("Anna at home")
    form.choose("best")
    form.plan_card.fold.click()
    advanced = form.plan_card.advanced
    advanced.device.setCurrentIndex(advanced.device.findData("cpu"))
    advanced.memory.setValue(4.5)
    advanced.seed.setValue(7)
    advanced.recipe.setCurrentIndex(1)
    wishes, sentence = form.wishes, form.plan_card.sentence.text()
    other = in_chinese("train").form
    assert other is not form
    assert other.plan_card.sentence.text() != sentence
    assert other.wishes == wishes and (wishes.quality, wishes.seed) == ("best", 7)
    assert (other._name.text(), other._by.text()) == ("Anna at home", "Anna Lind")
    assert other._consent.isChecked() and other.plan_card.advanced.isVisible()
    assert other.choices["best"].isChecked()
    until(qtbot, lambda: other.start_button.isEnabled())


def test_a_training_that_has_ended(window, studio, trained, in_chinese, qtbot):
    with qtbot.waitSignal(studio.job_ended, timeout=WAIT) as ended:
        pass
    assert isinstance(ended.args[1], Finished)
    window.show_page("train")
    page = in_chinese("train")
    assert page is not trained and page.live.isVisible()
    assert len(page.live.losses._series["mel"].points) == 140
    assert not page.live.resume_button.isVisible()


def test_changes_of_clips_can_still_be_taken_back(window, studio, checked, in_chinese, qtbot):
    folder = studio.project.dataset
    model = checked.model
    before = model.clip(1).text
    for text in ("One.", "Two.", "Three."):
        model.setData(model.index(1, TEXT), text)
    model.undo.undo()
    until(qtbot, lambda: load_dataset(folder).clips[1].text == "Two.")
    checked.sought.setText("w")
    page = in_chinese("check")
    assert page is not checked and page.sought.text() == "w"
    assert page.model.clip(page.model.row_of("0001")).text == "Two."
    qtbot.mouseClick(page.redo_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: load_dataset(folder).clips[1].text == "Three.")
    for _ in range(3):
        qtbot.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: load_dataset(folder).clips[1].text == before)
    assert not page.undo_button.isEnabled()


def test_what_is_typed_refused_and_deleted_elsewhere(window, studio, spoken, in_chinese, qtbot):
    record(spoken, 2)
    studio.open("Anna")
    for name in ("welcome", "record", "listen", "voices"):
        window.show_page(name)
    window.page("welcome")._name.setText("Bob")
    window.page("record").stand.go(5)
    refused = Brought("/nowhere/notes.txt", False, "This is no sound.")
    window.page("record").imports.model.add([refused])
    qtbot.keyClicks(window.page("listen").text, "!")
    typed = window.page("listen").text.text()
    window.page("voices")._trash.append(("Anna", studio.project.folder))
    window.show_page("settings")
    window.page("settings").theme.setFocus()
    page = in_chinese("settings")
    assert window.focusWidget() is page.theme
    assert window.page("welcome")._name.text() == "Bob"
    assert window.page("record").stand._index == 5
    assert window.page("record").imports.model.rows == (refused,)
    assert window.page("listen").text.text() == typed
    window.show_page("voices")
    until(qtbot, lambda: window.page("voices").undo_button.isVisible())


def test_trouble_stays_in_sight_in_the_other_language(window, studio, in_chinese):
    studio.trouble.emit(EngineError("missing", "There is no voice called Anna.", ""))
    window.show_page("settings")
    in_chinese("settings")
    assert window.banner.isVisible() and "没有名为 Anna 的声音" in window.banner.accessibleName()


def test_typing_in_the_studio_can_still_be_undone(window, narrating, in_chinese, qtbot):
    write(narrating, qtbot, "One. ")
    narrating.text.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(narrating.text, "Two. Three.")
    page = in_chinese("speak")
    assert page is not narrating and page.text.text == "One. Two. Three."
    qtbot.keyClicks(page.text, "!")
    assert page.text.text == "One. Two. Three.!" and page.narrator.narration.text == page.text.text
    qtbot.keyClick(page.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.text.text == "One. " == page.narrator.narration.text
