"""Making a voice in the window: record, check, train, with an engine that only pretends."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLineEdit,
)

from desktop.projects import load_script
from desktop.takes import add_take
from desktop.widgets.clips import KEEP, QUALITY, TEXT
from engine.errors import EngineError
from engine.events import Finished, Stopped
from engine.files import from_plain, write_json
from engine.library import load_voice
from engine.plan import TrainingPlan
from engine.project import load_dataset
from engine.training.run import Purpose
from tests.desktop.fake_answers import plan
from tests.desktop.steps import WAIT, ready_form, record, until


def test_a_first_start_asks_for_a_name_and_goes_on_to_record(window, studio, qtbot):
    window.start()
    assert window.current == "welcome"
    field = window.page("welcome").findChild(QLineEdit)
    qtbot.keyClicks(field, "a/b")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.banner.isVisible() and window.current == "welcome"
    field.clear()
    qtbot.keyClicks(field, "Anna")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.current == "record"
    assert studio.project is not None and studio.project.name == "Anna"


def test_the_script_is_walked_by_keyboard(window, studio, spoken, qtbot):
    record(spoken, 2)
    studio.open("Anna")
    window.show_page("record")
    stand = window.page("record").stand
    sentences = load_script().sentences
    assert stand.sentence.text() == sentences[0]
    stand.strip.setFocus()
    qtbot.keyClick(stand.strip, Qt.Key.Key_Right)
    assert stand.sentence.text() == sentences[1]
    assert "Good" in stand.verdict.text()
    qtbot.keyClick(stand.strip, Qt.Key.Key_Right)
    assert "Not recorded" in stand.verdict.text()
    assert "2 of 20" in stand.strip.accessibleDescription()


def test_a_sentence_is_deleted_and_put_back(window, studio, spoken, qtbot):
    record(spoken, 1)
    studio.open("Anna")
    window.show_page("record")
    stand = window.page("record").stand
    qtbot.mouseClick(stand.controls.delete_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: studio.project.takes == ())
    qtbot.mouseClick(stand.controls.undo_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: len(studio.project.takes) == 1)


def test_the_page_looks_at_new_recordings_by_itself_and_only_once(checked, window, studio):
    assert checked.model.rowCount() == 4
    window.show_page("record")
    window.show_page("check")
    assert not studio.job


def test_edits_reach_the_disk_and_can_be_undone(checked, studio, qtbot):
    model = checked.model
    folder = studio.project.dataset

    def saved():
        return load_dataset(folder).clips[0]

    before = saved()
    assert model.setData(model.index(0, TEXT), "  What was   really said. ")
    until(qtbot, lambda: saved().text == "What was really said.")
    assert saved().text_from == "edited"
    assert not model.setData(model.index(0, TEXT), "   ")
    checked.table.setCurrentIndex(model.index(0, TEXT))
    qtbot.keyClick(checked.table, Qt.Key.Key_Space)
    until(qtbot, lambda: not saved().kept)
    assert "3 of 4" in checked.summary.kept.text()
    qtbot.mouseClick(checked.undo_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(checked.undo_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: saved() == before)
    assert model.data(model.index(0, KEEP), Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked


def test_doubtful_clips_are_counted_and_shown(checked):
    model = checked.model
    assert "recogniser" in model.data(model.index(2, QUALITY))
    assert "Worth a look: 1." in checked.summary.advice.text()


def test_a_take_read_again_takes_its_old_clip_out(checked, studio, spoken, qtbot):
    project = add_take(studio.project, 0, "Again.", spoken(), 48_000)
    studio.set_project(project)
    assert studio.stale
    studio.open("Anna")
    until(qtbot, lambda: studio.dataset is not None)
    assert [clip.kept for clip in studio.dataset.clips] == [False, True, True, True]


def test_each_quality_has_its_plan(window, checked, qtbot):
    form = ready_form(window, qtbot)
    for name, minutes in (("quick", "7"), ("best", "20"), ("balanced", "9")):
        qtbot.mouseClick(form.choices[name], Qt.MouseButton.LeftButton)
        until(qtbot, lambda m=minutes: f"{m} minutes" in form.plan_card.sentence.text())


def test_each_card_says_how_long_it_takes_or_why_not_yet_and_keeps_its_size(
    window, studio, checked, monkeypatch, qtbot
):
    asked = []
    monkeypatch.setattr(studio.trainings, "plan", lambda *how: asked.append(how))
    window.show_page("train")
    form = window.page("train").form
    until(qtbot, lambda: asked)
    sizes = [card.size() for card in form.choices.values()]
    for card in form.choices.values():
        assert "working it out" in card.text()
    while asked:
        options, done, failed = asked.pop(0)
        if "quick" in options:
            failed(EngineError("memory", "It does not fit.", "Close other programs."))
        else:
            done(from_plain(TrainingPlan, plan(options[1])))
    assert "about 9 minutes, 2.6 GB" in form.choices["balanced"].text()
    assert "about 20 minutes" in form.choices["best"].text()
    assert "does not fit here" in form.choices["quick"].text()
    assert [card.size() for card in form.choices.values()] == sizes


def test_no_plan_is_made_while_other_work_runs_and_it_is_made_after_it(
    window, studio, checked, monkeypatch, qtbot
):
    monkeypatch.setattr(studio, "job", "base")
    window.show_page("train")
    form = window.page("train").form
    assert "when other work ends" in form.choices["best"].text()
    assert "when the other work has ended" in form.plan_card.sentence.text()
    monkeypatch.setattr(studio, "job", "")
    studio.job_ended.emit("base", Stopped("Stopped."))
    until(qtbot, lambda: "about 20 minutes" in form.choices["best"].text())


def test_a_damaged_base_is_named_and_cannot_be_chosen(window, checked, home, qtbot):
    folder = home / "bases" / "v2"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_bytes(b'{"name": "v2", "model": ')
    bases = ready_form(window, qtbot).bases
    until(qtbot, lambda: bases.count() == 2)
    assert bases.currentText() == "Kokoro-82M" and bases.itemText(1) == "v2 (damaged)"
    damaged = bases.model().index(1, 0)
    assert not damaged.flags() & Qt.ItemFlag.ItemIsEnabled
    assert "its manifest cannot be read" in damaged.data(Qt.ItemDataRole.ToolTipRole)


def test_the_plan_is_a_sentence_and_its_reasons_fold_out(window, checked, qtbot):
    card = ready_form(window, qtbot).plan_card
    assert "GB at most" in card.sentence.text() and not card.reasons.isVisibleTo(card)
    qtbot.mouseClick(card.fold, Qt.MouseButton.LeftButton)
    assert card.reasons.isVisibleTo(card) and "bfloat16" in card.reasons.text()


def test_a_run_is_drawn_and_ends_on_the_listen_page(trained, window, studio, qtbot):
    with qtbot.waitSignal(studio.job_ended, timeout=WAIT) as ended:
        pass
    assert isinstance(ended.args[1], Finished)
    assert window.current == "listen"
    assert set(trained.live.losses._series) == {"mel", "style"}
    assert len(trained.live.losses._series["mel"].points) == 140
    assert len(trained.live.samples.paths) == 8, "the person and seven samples"
    assert load_voice("Anna").consent.by == "Anna Lind"
    listen = window.page("listen")
    until(qtbot, lambda: len(listen.after.paths) == 2)
    assert "very like" in listen._after_score.text()
    assert "not yet like" in listen._before_score.text()


def test_a_run_is_paused_resumed_and_stopped(monkeypatch, window, studio, checked, qtbot):
    monkeypatch.setenv("TIMBRE_FAKE", "hold")
    form = ready_form(window, qtbot)
    qtbot.mouseClick(form.start_button, Qt.MouseButton.LeftButton)
    page = window.page("train")
    until(qtbot, lambda: "Paused" in page.live.line.text())
    assert page.live.pause_button.text() == "Go on"
    page.live.show_paused(False)
    assert page.live.line.text() == "" and page.live.pause_button.text() == "Pause"
    with qtbot.waitSignal(studio.job_ended, timeout=WAIT) as ended:
        qtbot.mouseClick(page.live.progress.stop_button, Qt.MouseButton.LeftButton)
    assert isinstance(ended.args[1], Stopped)
    assert page.live.resume_button.isVisible() and "kept" in page.live.line.text()


@pytest.mark.parametrize(("mood", "words"), [("crash", "memory"), ("fail", "disk is full")])
def test_a_run_that_dies_says_so_and_offers_to_go_on(
    monkeypatch, window, studio, checked, qtbot, mood, words
):
    monkeypatch.setenv("TIMBRE_FAKE", mood)
    form = ready_form(window, qtbot)
    with qtbot.waitSignal(studio.job_ended, timeout=WAIT):
        qtbot.mouseClick(form.start_button, Qt.MouseButton.LeftButton)
    assert window.isVisible() and window.banner.isVisible()
    assert words in window.banner.accessibleName()
    page = window.page("train")
    assert page.live.resume_button.isVisible()
    monkeypatch.setenv("TIMBRE_FAKE", "")
    with qtbot.waitSignal(studio.job_ended, timeout=WAIT) as ended:
        qtbot.mouseClick(page.live.resume_button, Qt.MouseButton.LeftButton)
    assert isinstance(ended.args[1], Finished)


@pytest.mark.parametrize(("device", "offer"), [("cuda:0", "processor"), ("cpu", "Open Doctor")])
def test_a_lost_card_offers_the_processor(
    monkeypatch, window, studio, checked, home, qtbot, device, offer
):
    monkeypatch.setenv("TIMBRE_FAKE", "lost")
    form = ready_form(window, qtbot)
    run = home / "runs" / "Anna"
    run.mkdir(parents=True)
    write_json(run / "plan.json", replace(form.plans.of(form.wishes), device=device))
    write_json(run / "run.json", Purpose("Anna", str(studio.project.dataset), "", "starter"))
    with qtbot.waitSignal(studio.job_ended, timeout=WAIT):
        form.wanted.emit("Anna", form.wishes, "Anna Lind")
    assert "card does not answer" in window.banner.accessibleName()
    assert offer in window.banner.action.text()
    if device == "cpu":
        return
    monkeypatch.setenv("TIMBRE_FAKE", "")
    with qtbot.waitSignal(studio.job_ended, timeout=WAIT) as ended:
        window.banner.action.click()
    assert isinstance(ended.args[1], Finished)
    assert studio.words[-5:] == ["--resume", "--base", "starter", "--device", "cpu"]


def test_one_heavy_job_at_a_time(monkeypatch, window, studio, checked, qtbot):
    monkeypatch.setenv("TIMBRE_FAKE", "hold")
    form = ready_form(window, qtbot)
    qtbot.mouseClick(form.start_button, Qt.MouseButton.LeftButton)
    studio.prepare()
    assert "Another job" in window.banner.accessibleName()
    with pytest.raises(EngineError):
        studio.speak("Anna", "Hello.")


def test_an_interrupted_run_is_offered_and_can_be_put_aside(
    window, studio, checked, home, spoken, qtbot
):
    run = home / "runs" / "Anna"
    run.mkdir(parents=True)
    (run / "plan.json").write_text("{}")
    write_json(run / "run.json", Purpose("Anna", str(studio.project.dataset), "", "starter"))
    window.start()
    assert "interrupted" in window.banner.accessibleName()
    assert window.banner.action.text() == "Continue training"
    window.show_page("train")
    form = window.page("train").form
    until(qtbot, lambda: form._rest.isVisible())
    form._consent.setChecked(True)
    qtbot.keyClicks(form._by, "Anna Lind")
    until(qtbot, lambda: "minutes" in form.plan_card.sentence.text())
    assert not form.start_button.isEnabled()
    form._discard()
    until(qtbot, lambda: form.start_button.isEnabled())
    assert not run.exists() and len(list((home / "trash").iterdir())) == 1


def test_a_taken_name_gets_a_number():
    from desktop.runs import free_name_like

    assert free_name_like("Anna", ()) == "Anna"
    assert free_name_like("Anna", ("anna", "Anna 2")) == "Anna 3"
