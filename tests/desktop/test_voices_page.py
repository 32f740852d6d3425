"""The library in the window: cards, names, faces, files in and out, and nothing lost."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtWidgets import QInputDialog

from engine.files import data_home, from_plain
from engine.library import change_voice, load_voice, save_voice, voice_folder, voice_names
from engine.plan import TrainingPlan
from engine.voice import Consent, Reference, Scores, Voice
from tests.desktop.fake_answers import plan
from tests.desktop.fake_engine import tone
from tests.desktop.steps import until

CONSENT = Consent("Yes.", "Anna Lind", "2026-11-20T12:00:00+00:00")


@pytest.fixture
def anna(tmp_path):
    tone(tmp_path / "a.wav", 0.2)
    scores = {"tuned": Scores(0.88, 0.02, 1.0)}
    clip = Reference("references/0000.wav", "A sentence.", "en", 4.1)
    facts = ("starter", "0" * 64, ("en",), 24_000, "2026-11-20T12:00:00+00:00", 61.0)
    voice = Voice("Anna", *facts, (), (clip,), scores, None, CONSENT, ("trained",))
    return save_voice(voice, {}, {}, {clip.path: tmp_path / "a.wav"})


@pytest.fixture
def page(anna, window, qtbot):
    window.show_page("voices")
    page = window.page("voices")
    until(qtbot, lambda: page.details.name.text() == "Anna")
    return page


def click(qtbot, control):
    qtbot.mouseClick(control, Qt.MouseButton.LeftButton)


def test_a_voice_is_described_in_words(page):
    assert "Very like the person" in page.details.scores.text()
    assert "1.0 min" in page.details.learned.text()
    assert "Anna Lind confirmed on 2026-11-20" in page.details.consent.text()


def test_how_a_voice_was_made_is_said_in_plain_words_and_folds_out_in_full(page, qtbot):
    details = page.details
    change_voice("Anna", plan=from_plain(TrainingPlan, plan("best")))
    page.studio.voices_changed.emit()
    until(qtbot, lambda: "Best quality: about 20 minutes" in details.learned.text())
    assert "steps" not in details.learned.text() and not details.plan.isVisible()
    click(qtbot, details.fold)
    assert "80 steps of timbre" in details.plan.text() and details.plan.isVisible()
    assert "trained" in details.history.text() and details.history.isVisible()


def test_faces_are_drawn_anew_when_the_scaling_of_the_display_changes(page, window, qtbot):
    """No platform without a screen can change it: what the window is told then, it is told here."""

    def drawn():
        return page.list.item(0).data(Qt.ItemDataRole.DecorationRole).devicePixelRatio()

    assert drawn() == 1.0
    page.list.devicePixelRatioF = lambda: 2.0
    QCoreApplication.sendEvent(window, QEvent(QEvent.Type.DevicePixelRatioChange))
    until(qtbot, lambda: drawn() == 2.0)
    assert page.list.chosen == "Anna" and not window.banner.isVisible()


def test_deleted_voices_are_put_back_one_after_the_other(page, qtbot):
    click(qtbot, page.details.duplicate_button)
    until(qtbot, lambda: voice_names() == ("Anna", "Anna 2") and page.list.count() == 2)
    for left in (1, 0):
        click(qtbot, page.details.delete_button)
        until(qtbot, lambda left=left: len(voice_names()) == left and page.list.count() == left)
    assert page.empty.isVisible()
    click(qtbot, page.undo_button)
    until(qtbot, lambda: len(voice_names()) == 1)
    click(qtbot, page.undo_button)
    until(qtbot, lambda: voice_names() == ("Anna", "Anna 2") and page.list.count() == 2)
    until(qtbot, lambda: not page.undo_button.isVisible())


def test_a_colour_and_a_picture_stay_with_the_voice_when_it_is_renamed(page, tmp_path, qtbot):
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    image.save(str(tmp_path / "face.png"))
    faces = page.details.face_button.menu()
    faces.paint("#2f5d8a")
    until(qtbot, lambda: load_voice("Anna").colour == "#2f5d8a")
    faces.take_picture(str(tmp_path / "face.png"))
    until(qtbot, lambda: page._pictures.get("Anna") is not None)
    click(qtbot, page.details.rename_button)
    dialog = page.findChild(QInputDialog)
    dialog.setTextValue("Anna B")
    dialog.accept()
    until(qtbot, lambda: page.details.name.text() == "Anna B")
    assert page._pictures["Anna B"].size().width() == 256
    assert load_voice("Anna B").colour == "#2f5d8a"


def test_a_file_that_is_no_picture_is_refused(page, studio, tmp_path, qtbot):
    (tmp_path / "face.png").write_text("no picture")
    with qtbot.waitSignal(studio.trouble, timeout=60_000) as said:
        page.details.face_button.menu().take_picture(str(tmp_path / "face.png"))
    assert "cannot be used as a picture" in said.args[0].message


def test_a_voice_file_is_dropped_in_and_gets_a_free_name(page, studio, window, tmp_path, qtbot):
    """Dragging out exports; dropping the same file in makes a second voice, a bad one nothing."""
    page.list.dragged.emit("Anna")
    exported = data_home() / "cache" / "dragged" / "Anna.voice"
    until(qtbot, lambda: exported.is_file() and not studio.tasks.busy)
    drop(page, exported)
    until(qtbot, lambda: voice_names() == ("Anna", "Anna 2"))
    broken = tmp_path / "Broken.voice"
    broken.write_bytes(exported.read_bytes()[:-50])
    with qtbot.waitSignal(studio.trouble, timeout=60_000):
        drop(page, broken)
    assert "nothing in the library was changed" in window.banner.accessibleName()
    assert voice_names() == ("Anna", "Anna 2")


def test_a_voice_that_cannot_be_read_is_named_and_the_others_are_shown(page, studio, qtbot):
    folder = voice_folder("Anna").with_name("Bert")
    folder.mkdir()
    (folder / "voice.json").write_text(json.dumps({"name": 3}))
    with qtbot.waitSignal(studio.trouble, timeout=60_000):
        studio.voices_changed.emit()
    assert page.list.count() == 1


def test_a_voice_of_a_damaged_base_is_shown_with_the_others(page, window, home, qtbot):
    folder = home / "bases" / "v2"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_bytes(b'{"name": "v2", "model": ')
    facts = ("v2", "0" * 64, ("en",), 32_000, "2026-11-20T12:00:00+00:00", 61.0)
    save_voice(Voice("Bert", *facts, (), (), {}, None, CONSENT, ()), {}, {}, {})
    page.studio.voices_changed.emit()
    until(qtbot, lambda: page.list.count() == 2)
    assert page.list.item(1).text().startswith("Bert")
    page.list.setCurrentRow(1)
    until(qtbot, lambda: page.details.name.text() == "Bert")
    assert "v2" in page.details.about.text() and not window.banner.isVisible()


def drop(page, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, left, none))
