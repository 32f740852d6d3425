"""The Check page: finding, mending, leaving out, hearing before and after, with many clips."""

from dataclasses import replace

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from desktop.widgets.clips import PEAKS, QUALITY, SHARE, TEXT, WAVE
from desktop.widgets.peaks import PeakStore
from engine.project import Dataset, load_dataset
from tests.desktop.steps import until


def many(dataset: Dataset, count: int) -> Dataset:
    clip = dataset.clips[0]
    clips = tuple(
        replace(clip, id=f"{n:05d}", text=f"Sentence number {n}.", doubts=("No.",) * (n % 2))
        for n in range(count)
    )
    return replace(dataset, clips=clips)


@pytest.fixture
def crowded(checked, studio):
    """Ten thousand clips."""
    studio.dataset = many(studio.dataset, 10_000)
    studio.dataset_changed.emit()
    return checked


def test_find_shows_only_what_is_sought(crowded, window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: crowded.sought.hasFocus())
    qtbot.keyClicks(crowded.sought, "NUMBER 999")
    assert crowded.model.rowCount() == 11
    assert "11 of 10000" in crowded.found.text()
    crowded.which.setCurrentIndex(crowded.which.findData("doubtful"))
    crowded.which.activated.emit(1)
    assert crowded.model.rowCount() == 6
    crowded.sought.clear()
    assert crowded.model.rowCount() == 5000


def test_all_that_is_chosen_is_left_out_in_one_step_and_back_in_one(crowded, studio, qtbot):
    crowded.sought.setText("number 99")
    crowded.table.selectAll()
    qtbot.keyClick(crowded.table, Qt.Key.Key_Space)
    assert len(studio.dataset.kept) == 10_000 - 111
    assert crowded.model.undo.count() == 1
    qtbot.mouseClick(crowded.undo_button, Qt.MouseButton.LeftButton)
    assert len(studio.dataset.kept) == 10_000
    until(qtbot, lambda: len(load_dataset(studio.project.dataset).kept) == 10_000)


def test_a_clip_that_is_mended_stays_in_sight(crowded):
    crowded.which.setCurrentIndex(1)
    crowded.which.activated.emit(1)
    model = crowded.model
    assert model.data(model.index(0, QUALITY)) == "No."
    model.setData(model.index(0, TEXT), "Mended.")
    assert model.data(model.index(0, TEXT)) == "Mended."
    assert model.data(model.index(0, QUALITY)) == "Text corrected"


def test_the_text_is_edited_in_place_by_keyboard(checked, studio, qtbot):
    def editor():
        return checked.table.findChild(QPlainTextEdit)

    checked.table.setCurrentIndex(checked.model.index(1, TEXT))
    checked.table.setFocus()
    qtbot.keyClick(checked.table, Qt.Key.Key_F2)
    until(qtbot, lambda: editor() is not None)
    qtbot.keyClicks(editor(), "Half a")
    qtbot.keyClick(editor(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor().toPlainText() == studio.dataset.clips[1].text, "the field's own undo"
    editor().selectAll()
    qtbot.keyClicks(editor(), "Another text.")
    qtbot.keyClick(editor(), Qt.Key.Key_Return)
    until(qtbot, lambda: studio.dataset.clips[1].text == "Another text.")
    assert checked.model.undo.canUndo()


def test_waveforms_are_found_off_the_thread_and_kept(checked, studio, qtbot):
    model = checked.model
    path = studio.project.dataset / studio.dataset.clips[0].path
    until(qtbot, lambda: model.data(model.index(0, WAVE), PEAKS) is not None)
    peaks = model.data(model.index(0, WAVE), PEAKS)
    assert 0.1 < peaks.max() <= 1.0
    path.unlink()
    assert model.data(model.index(0, WAVE), PEAKS) is peaks
    model.set_playing(studio.dataset.clips[0].id, 0.5)
    assert model.data(model.index(0, WAVE), SHARE) == 0.5
    assert model.data(model.index(1, WAVE), SHARE) == 0.0


def test_what_was_scrolled_past_is_not_waited_for(tmp_path, qtbot):
    store = PeakStore()
    for number in range(500):
        store.get(tmp_path / f"{number}.flac")
    found = []
    store.ready.connect(found.append)
    until(qtbot, lambda: str(tmp_path / "499.flac") in found)
    store.close()
    assert len(found) <= 130


def test_a_clip_is_heard_as_it_was_recorded_and_just_as_loud(
    checked, studio, monkeypatch, qtbot, tmp_path
):
    """The recording is noisy and quiet; only its own stretch is heard."""
    rate, noise = 16_000, np.random.default_rng(0)
    sound = 0.01 * noise.standard_normal(8 * rate).astype(np.float32)
    sound[4 * rate :] *= 0.0
    soundfile.write(tmp_path / "noisy.wav", sound, rate)
    dataset = studio.dataset
    recording = replace(dataset.recordings[0], path=str(tmp_path / "noisy.wav"))
    clip = replace(dataset.clips[0], start=2.0, end=6.0)
    studio.dataset = replace(dataset, recordings=(recording,), clips=(clip,))
    studio.dataset_changed.emit()
    played = []
    monkeypatch.setattr(studio.player, "play", played.append)
    qtbot.mouseClick(checked.original_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: bool(played))
    original, found_rate = soundfile.read(played[0])
    cleaned, _ = soundfile.read(studio.project.dataset / clip.path)
    assert found_rate == rate and len(original) == 4 * rate
    assert np.abs(original[2 * rate :]).max() < 1e-3 < np.abs(original[:rate]).max()
    assert np.sqrt(np.mean(original**2)) == pytest.approx(np.sqrt(np.mean(cleaned**2)), rel=0.2)


def test_a_recording_that_has_gone_is_said_calmly(checked, studio, window, qtbot):
    (studio.project.recordings / studio.dataset.clips[0].recording).unlink()
    checked.table.setCurrentIndex(checked.model.index(0, TEXT))
    qtbot.mouseClick(checked.original_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: "not where it was" in window.banner.accessibleName())
    assert "unharmed" in window.banner.accessibleName()


def test_the_advice_is_one_sentence_about_what_helps_most(checked, studio):
    summary, dataset = checked.summary, studio.dataset
    good = tuple(replace(clip, doubts=(), seconds=20.0) for clip in dataset.clips)
    assert "Worth a look: 1." in summary.advice.text()
    summary.show_dataset(replace(dataset, clips=good[:1]))
    assert summary.advice.text().startswith("About 40 seconds more")
    summary.show_dataset(replace(dataset, clips=good))
    assert summary.advice.text() == "That is enough for a good voice."
    assert summary.total.text() == "1:20 / 1:00"
    left = tuple(replace(clip, kept=False) for clip in good)
    summary.show_dataset(replace(dataset, clips=left))
    assert "No clip is kept" in summary.advice.text()
