"""The window as a person uses it, with an engine that only pretends."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)

from desktop.errors import Surprises
from desktop.settings import Settings, load_settings, save_settings, settings_file
from tests.desktop.steps import ready_form, until

PAGES = (
    *("welcome", "record", "check", "train", "listen"),
    *("speak", "voices", "bases", "doctor", "settings"),
)


def test_the_window_loads_no_torch():
    code = "import desktop.window, desktop.pages.record, desktop.pages.train, desktop.pages.speak"
    code += ", desktop.pages.listen, desktop.pages.voices, desktop.pages.doctor, sys"
    code += "; assert not {'torch', 'torchaudio', 'ctranslate2'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("name", PAGES)
def test_every_control_has_a_name_a_tooltip_and_can_be_reached_by_keyboard(window, name):
    page = window.page(name)
    kinds = (QPushButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox, QAbstractItemView)
    controls = [w for kind in kinds for w in page.findChildren(kind)]
    # What Qt makes for its own use inside another control is named by that control.
    own = [w for w in controls if not isinstance(w.parent(), QComboBox | QAbstractSpinBox)]
    own = [w for w in own if w.metaObject().className() not in ("QComboBoxListView", "QHeaderView")]
    own = [w for w in own if not isinstance(w.parent(), QAbstractItemView)]
    for control in own:
        assert control.accessibleName(), control
        assert control.toolTip(), control.accessibleName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.accessibleName()


@pytest.mark.parametrize("name", PAGES)
def test_no_two_controls_of_a_page_share_a_shortcut(window, name):
    buttons = [*window.page(name).findChildren(QPushButton), *window.sidebar.links.values()]
    keys = [b.shortcut().toString() for b in buttons if not b.shortcut().isEmpty()]
    shared = {key for key in keys if keys.count(key) > 1}
    # Train shows its form or its run, never both.
    assert not shared - ({"Ctrl+Return"} if name == "train" else set())


def test_closing_during_a_run_asks_first(monkeypatch, window, studio, checked, qtbot):
    monkeypatch.setenv("TIMBRE_FAKE", "hold")
    form = ready_form(window, qtbot)
    qtbot.mouseClick(form.start_button, Qt.MouseButton.LeftButton)
    window.close()
    box = window.findChild(QMessageBox, "closing")
    assert window.isVisible() and box is not None
    box.button(QMessageBox.StandardButton.Cancel).click()
    assert window.isVisible() and studio.job == "train"
    window.close()
    boxes = window.findChildren(QMessageBox, "closing")
    boxes[-1].button(QMessageBox.StandardButton.Close).click()
    until(qtbot, lambda: not window.isVisible())


def test_the_doctor_shows_what_was_found(window, qtbot):
    window.show_page("doctor")
    page = window.page("doctor")
    until(qtbot, lambda: "Found to mend: 1" in page.sentence.text())
    qtbot.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)
    report = json.loads(QApplication.clipboard().text())
    assert report["troubles"] == ["device"] and "data_home" not in report


def test_pages_are_made_ahead_by_halves(window, qtbot):
    window.show_page("settings")
    window.pages.build_ahead()
    half = window.pages.begun["welcome"]
    assert "welcome" not in window.pages.made
    assert window.page("welcome") is half and half.parentWidget() is not None
    until(qtbot, lambda: set(window.pages.made) == set(PAGES))
    assert not window.pages.begun


def test_light_and_dark_change_live(window, studio, qtbot):
    for name in PAGES:
        window.page(name)
    light = window.styleSheet()
    studio.change_settings(replace(studio.settings, theme="dark"))
    assert window.styleSheet() != light
    studio.change_settings(replace(studio.settings, theme="light", text_scale=2.0))
    assert "42.0pt" in window.styleSheet()


def test_where_you_were_is_remembered(window, studio, qtbot):
    studio.open("Anna")
    window.show_page("settings")
    window.close()
    settings, trouble = load_settings()
    assert trouble is None
    assert (settings.project, settings.page) == ("Anna", "settings")


@pytest.mark.parametrize(
    "data", [b"", b"{", b'{"theme": "pink"}', b"[]", b'{"unknown": 1}', b"\xff\xfe\0\0", bytes(9)]
)
def test_broken_settings_are_set_back_and_said(data):
    save_settings(Settings())
    settings_file().write_bytes(data)
    settings, trouble = load_settings()
    assert settings == Settings()
    assert trouble is not None and "untouched" in trouble.hint


def test_a_surprise_becomes_a_dialog_with_a_saved_report(window, home, qtbot, capsys):
    surprises = Surprises(window)
    try:
        raise ZeroDivisionError("nobody expected this")
    except ZeroDivisionError as error:
        surprises.hook(type(error), error, error.__traceback__)
    boxes = [w for w in QApplication.topLevelWidgets() if w.objectName() == "surprise"]
    assert len(boxes) == 1 and "nobody expected this" in boxes[0].detailedText()
    (report,) = Path(home / "logs").glob("window-*.txt")
    assert "nobody expected this" in report.read_text()
    boxes[0].close()
    boxes[0].deleteLater()
