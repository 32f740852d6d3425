"""The Listen page: the same sentence three times, another checkpoint, a name, a consent."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog

from desktop.heard import heard_of
from engine.files import write_json
from engine.library import load_voice, save_voice, voice_names
from engine.training.parts import Part
from engine.training.run import Purpose, runs_home
from engine.voice import Reference, Scores, Voice
from tests.desktop.fake_engine import tone
from tests.desktop.steps import WAIT, until

SENTENCE = "The hedge was frozen."


@pytest.fixture
def anna(tmp_path, home):
    """A voice without consent, whose run is still there."""
    tone(tmp_path / "a.wav", 0.2)
    clips = (
        Reference("references/0000.wav", "Another sentence.", "en", 4.1),
        Reference("references/0001.wav", SENTENCE, "en", 3.2),
    )
    scores = {"zero-shot": Scores(0.70, 0.0, 1.0), "tuned": Scores(0.88, 0.02, 1.0)}
    facts = ("starter", "0" * 64, ("en",), 24_000, "2026-11-20T12:00:00+00:00", 61.0)
    voice = Voice("Anna", *facts, (), clips, scores, None, None, ("trained",), 1, "prosody")
    names = [clip.path for clip in clips] + ["samples/zero-shot.wav", "samples/tuned.wav"]
    voice = save_voice(voice, {}, {}, {name: tmp_path / "a.wav" for name in names})
    run = runs_home() / "Anna"
    for number, part in enumerate((Part("zero-shot"), Part("timbre"), Part("prosody"))):
        header = {"__metadata__": {"timbre": json.dumps({"name": part.name})}}
        data = json.dumps(header).encode()
        file = run / "checkpoints" / f"{number}-done.safetensors"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(len(data).to_bytes(8, "little") + data)
    write_json(run / "finished.json", voice)
    write_json(run / "run.json", Purpose("Anna", "", "", "starter", text=SENTENCE))
    return voice


@pytest.fixture
def page(window, studio, anna, qtbot):
    studio.open("Anna")
    window.show_page("listen")
    page = window.page("listen")
    until(qtbot, lambda: page.identity.name.text() == "Anna")
    return page


def test_the_same_sentence_is_heard_from_the_person_before_and_after(page):
    heard = heard_of("Anna")
    assert heard.person[0][2] == heard.before[0][2] == heard.after[0][2] == SENTENCE
    assert page.person.paths[0].endswith("0001.wav")
    assert "not yet like" in page._before_score.text()
    assert "very like" in page._after_score.text()


def test_another_checkpoint_is_taken_and_kept(page, qtbot):
    choice = page.identity.checkpoint
    assert [choice.itemData(n) for n in range(choice.count())] == ["zero-shot", "timbre", "prosody"]
    assert choice.currentData() == "prosody"
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    assert not choice.isEnabled()
    until(qtbot, lambda: load_voice("Anna").checkpoint == "timbre")
    until(qtbot, lambda: choice.isEnabled() and choice.currentData() == "timbre")


def test_a_voice_whose_run_has_gone_offers_no_checkpoint(page, studio, qtbot):
    (runs_home() / "Anna" / "finished.json").unlink()
    studio.voices_changed.emit()
    until(qtbot, lambda: not page.identity.checkpoint.isVisible())
    assert heard_of("Anna").parts == ()


def test_a_voice_is_renamed_where_it_is_heard(page, window, qtbot):
    page.identity.name.setText("a/b")
    qtbot.keyClick(page.identity.name, Qt.Key.Key_Return)
    until(qtbot, lambda: "cannot be a voice's name" in window.banner.accessibleName())
    page.identity.name.setText("Anna Lind")
    qtbot.keyClick(page.identity.name, Qt.Key.Key_Return)
    until(qtbot, lambda: voice_names() == ("Anna Lind",))
    until(qtbot, lambda: page.chooser.currentText() == "Anna Lind")
    until(qtbot, lambda: page.identity.checkpoint.currentData() == "prosody")


def test_a_consent_that_is_missing_can_be_given(page, qtbot):
    assert page.identity.agree_button.isVisible()
    qtbot.mouseClick(page.identity.agree_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QInputDialog)
    assert "agreed" in dialog.labelText()
    dialog.setTextValue("Anna Lind")
    dialog.accept()
    until(qtbot, lambda: page.identity.consent.text().startswith("Anna Lind confirmed"))
    assert not page.identity.agree_button.isVisible()


def test_a_child_killed_while_speaking_is_one_banner_and_one_click(
    monkeypatch, page, window, studio, qtbot
):
    for name in ("begin", "finish", "stop"):
        monkeypatch.setattr(studio.player, name, lambda: None)
    monkeypatch.setenv("TIMBRE_FAKE", "stumble")
    qtbot.mouseClick(page.say_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: window.banner.isVisible())
    assert window.banner.action.text() == "Speak again"
    with qtbot.waitSignal(page.speech.finished, timeout=WAIT):
        qtbot.mouseClick(window.banner.action, Qt.MouseButton.LeftButton)
    assert page.speech.chunks
