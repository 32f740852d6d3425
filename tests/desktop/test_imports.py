"""Bringing recordings along: a row a file, taken or with its reason, and nothing blocks."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop.preparing import sources
from desktop.projects import open_project
from desktop.widgets.brought import NAME, STATE, WHY
from engine.audio.bringing import Brought
from tests.desktop.steps import until


@pytest.fixture
def page(window, studio):
    studio.open("Anna")
    window.show_page("record")
    return window.page("record")


@pytest.fixture
def folder(tmp_path, spoken):
    folder = tmp_path / "files"
    folder.mkdir()
    soundfile.write(folder / "speech.wav", spoken(), 48_000)
    (folder / "notes.txt").write_text("no")
    return folder


def cells(card, column):
    model = card.model
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def test_dropped_files_are_listed_with_reasons_and_kept(page, studio, folder, qtbot):
    urls = QMimeData()
    urls.setUrls([QUrl.fromLocalFile(str(folder)), QUrl.fromLocalFile("/nowhere/gone.wav")])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(QPoint(5, 5)), action, urls, button, none))
    card = page.imports
    assert card.isVisible() and not page.stand.isVisible()
    until(qtbot, lambda: studio.project.imports == (str(folder / "speech.wav"),))
    assert cells(card, NAME) == ["notes.txt", "speech.wav", "gone.wav"]
    assert cells(card, STATE) == ["✗", "✓", "✗"]
    assert "neither audio" in cells(card, WHY)[0] and "no such file" in cells(card, WHY)[2]
    assert "1 kept, 0:02 in all. 2 left out." in card._sum.text()
    assert open_project("Anna").imports == studio.project.imports
    assert page.continue_button.isEnabled()


def test_rows_are_taken_off_and_put_back_and_the_files_stay(page, studio, folder, qtbot):
    page.take_in([folder])
    card = page.imports
    until(qtbot, lambda: len(studio.project.imports) == 1 and not card.busy)
    card.table.selectAll()
    qtbot.keyClick(card.table, Qt.Key.Key_Delete)
    until(qtbot, lambda: studio.project.imports == ())
    assert cells(card, NAME) == [] and (folder / "speech.wav").is_file()
    qtbot.mouseClick(card.undo_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: len(studio.project.imports) == 1)
    assert len(cells(card, NAME)) == 2


def test_what_has_gone_since_is_said_when_the_list_is_seen_again(
    page, window, studio, folder, qtbot
):
    page.take_in([folder / "speech.wav"])
    until(qtbot, lambda: len(studio.project.imports) == 1)
    (folder / "speech.wav").unlink()
    studio.open("Bert")
    studio.open("Anna")
    until(qtbot, lambda: cells(page.imports, STATE) == ["✗"])
    assert "no such file" in cells(page.imports, WHY)[0]


def test_looking_can_be_stopped_and_more_can_be_dropped_meanwhile(page, studio, folder, qtbot):
    for number in range(300):
        (folder / f"note {number}.txt").write_text("")
    page.take_in([folder])
    page.take_in([folder / "speech.wav"])
    until(qtbot, lambda: not page.imports.busy and len(studio.project.imports) == 1)
    assert sources(studio.project) == [folder / "speech.wav"]
    page.take_in([folder])
    page.imports.stop()
    until(qtbot, lambda: not page.imports.busy)
    assert len(studio.project.imports) == 1


def test_ten_thousand_rows_are_one_model(page, qtbot):
    card = page.imports
    rows = [
        Brought(f"/a/{n:05d}.wav", n % 3 > 0, "" if n % 3 else "No.", 60.0) for n in range(10_000)
    ]
    page._show(card)
    for start in range(0, 10_000, 500):
        card.model.add(rows[start : start + 500])
    assert card.model.rowCount() == 10_000
    card.model.add(rows[:10])
    assert card.model.rowCount() == 10_000
    asked = []
    data = card.model.data
    card.model.data = lambda index, role=0: asked.append(index.row()) or data(index, role)
    card.table.scrollToBottom()
    card.table.viewport().grab()
    # Only what can be seen is asked for.
    assert len(set(asked)) < 100
    del card.model.data


def test_the_file_itself_may_be_strange(page, studio, tmp_path, qtbot):
    names = ["a b.wav", "😀.flac", "ünïcode.ogg"]
    for name in names:
        soundfile.write(tmp_path / name, np.zeros(16_000), 8_000)
    page.take_in([tmp_path / name for name in names])
    until(qtbot, lambda: len(studio.project.imports) == 3)
    assert {Path(name).name for name in studio.project.imports} == set(names)
