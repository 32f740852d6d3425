"""Takes become one sound, or a file a sentence, as loud and with the pauses that were set."""

import re
from dataclasses import replace

import numpy as np
import pytest
import soundfile

from engine.audio.loudness import measure
from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.narration.export import Order, Passage, export, passages
from engine.narration.project import (
    Line,
    Narration,
    Take,
    TakeNote,
    delete_narration,
    free_narration_name,
    load_words,
    narration_names,
    open_narration,
    rename_narration,
    restore_narration,
    save_narration,
    save_note,
)
from engine.text.split import Pauses
from engine.voice import WordTime

RATE = 24_000


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "home"))


def sound(seconds, level=0.05, rate=RATE):
    time = np.arange(int(seconds * rate)) / rate
    return (level * np.sin(2 * np.pi * 400 * time) * (1 + np.sin(2 * np.pi * 3 * time))).astype(
        "f4"
    )


def narration(rate_of_second=RATE):
    made = Narration("Tale", pauses=Pauses(0.5, 1.0))
    lines = []
    for number, (text, ends, rate) in enumerate(
        [
            ("Good evening!", "sentence", RATE),
            ("CON: a/b\\c?", "paragraph", rate_of_second),
            ("", "sentence", RATE),
        ],
        1,
    ):
        file = f"{number}.flac"
        made.takes.mkdir(parents=True, exist_ok=True)
        soundfile.write(made.takes / file, sound(2.0, rate=rate), rate)
        take = Take(file, 2.0, 0, "m")
        lines.append(Line(number, text or "Three.", 0, 0, ends=ends, takes=(take,)))
    words = (WordTime("Good", 0.1, 0.5), WordTime("evening!", 0.6, 1.9))
    save_note(made, TakeNote(1, lines[0].takes[0], words))
    unspoken = Line(4, "Not spoken.", 0, 0)
    return replace(made, lines=(*lines, unspoken))


def test_one_file_has_the_pauses_and_subtitles_fit(tmp_path):
    made = narration(32_000)
    out = tmp_path / "tale.flac"
    result = export(passages(made), Order(out, subtitles="srt"))
    assert result.seconds == pytest.approx(2 + 0.5 + 2 + 1 + 2)
    assert made.seconds == pytest.approx(result.seconds + 0.5)
    samples, rate = soundfile.read(out)
    assert rate == 32_000 and len(samples) / rate == pytest.approx(7.5, abs=0.01)
    assert np.abs(samples[int(2.05 * rate) : int(2.45 * rate)]).max() == 0
    srt = (tmp_path / "tale.srt").read_text()
    assert re.findall(r"(\d\d,\d{3}) --> 00:00:(\d\d,\d{3})", srt) == [
        ("00,100", "01,900"), ("02,500", "04,500"), ("05,500", "07,500"),
    ]  # fmt: skip


@pytest.mark.parametrize(("target", "suffix"), [(-16.0, ".wav"), (-23.0, ".flac")])
def test_the_loudness_is_met_and_the_peak_stays_below_the_ceiling(tmp_path, target, suffix):
    made = narration()
    click = sound(2.0)
    click[20_000] = 0.9  # one peak that a plain gain would clip
    soundfile.write(made.takes / "2.flac", click, RATE)
    out = tmp_path / f"a{suffix}"
    result = export(passages(made), Order(out, loudness=target))
    assert result.lufs is not None and result.lufs < -20
    samples, rate = soundfile.read(out, dtype="float32")
    measured = measure([samples], rate)
    assert measured.lufs == pytest.approx(target, abs=0.5)
    assert measured.peak <= -0.9


def test_a_file_a_sentence_has_a_number_and_a_safe_name(tmp_path):
    folder = tmp_path / "out" / "lines"
    result = export(passages(narration()), Order(folder=folder, suffix=".mp3"))
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["001-good-evening.mp3", "002-con-a-b-c.mp3", "003-three.mp3", "texts.tsv"]
    assert len(result.files) == 3
    table = (folder / "texts.tsv").read_text().splitlines()
    assert table[1] == "002-con-a-b-c.mp3\tCON: a/b\\c?"


def test_times_of_subtitles_are_kept_where_the_speech_is_not_behind(tmp_path):
    given = list(passages(narration()))
    given[0] = replace(given[0], at=1.0)
    given[1] = replace(given[1], at=2.0)
    given[2] = replace(given[2], at=8.0)
    result = export(given, Order(tmp_path / "a.wav", keep_times=True, subtitles="vtt"))
    starts = re.findall(r"00:00:(\d\d\.\d{3}) -->", (tmp_path / "a.vtt").read_text())
    assert starts == ["01.100", "03.100", "08.000"]
    assert result.seconds == pytest.approx(10.0)


def test_what_cannot_be_exported_is_said_and_leaves_nothing(tmp_path):
    given = passages(narration())
    with pytest.raises(EngineError, match="Nothing is spoken"):
        export((), Order(tmp_path / "a.wav"))
    with pytest.raises(EngineError, match="Cannot write sound as"):
        export(given, Order(tmp_path / "a.xyz"))
    with pytest.raises(EngineError, match="LUFS is not possible"):
        export(given, Order(tmp_path / "a.wav", loudness=0.0))
    with pytest.raises(EngineError, match="is not there any more"):
        export([Passage("x", tmp_path / "gone.flac")], Order(tmp_path / "a.wav"))
    (tmp_path / "file").write_text("x")
    with pytest.raises(EngineError, match="is a file"):
        export(given, Order(folder=tmp_path / "file"))
    control = Control()
    control.stop()
    with pytest.raises(Cancelled):
        export(given, Order(tmp_path / "a.wav"), control=control)
    assert not list(tmp_path.glob("*.wav")) and not list(tmp_path.glob(".tmp*"))


def test_narrations_are_kept_renamed_deleted_and_put_back():
    made = save_narration(narration())
    assert open_narration("Tale") == replace(made, next_take=4)
    assert load_words(made, made.lines[0].takes[0])[1].text == "evening!"
    assert load_words(made, made.lines[1].takes[0]) == ()
    assert free_narration_name("tale") == "tale 2"
    assert free_narration_name('a/b: "c"') == "ab c"
    assert free_narration_name("///") == "Text"
    rename_narration("Tale", "Story")
    lies = delete_narration("Story")
    assert narration_names() == ()
    restore_narration(lies, "Story")
    assert narration_names() == ("Story",)
    assert (open_narration("Story").takes / "1.flac").is_file()
    with pytest.raises(EngineError, match="A text called Story is there already"):
        rename_narration(save_narration(Narration("B")).name, "Story")


def test_a_take_that_was_spoken_just_before_a_kill_is_found_again():
    made = save_narration(narration())
    soundfile.write(made.takes / "000007.flac", sound(1.0), RATE)
    take = Take("000007.flac", 1.0, 3, "m")
    save_note(made, TakeNote(4, take))
    (made.takes / "000008.json").write_text("{")
    again = open_narration("Tale")
    assert again.lines[3].takes == (take,)
    assert again.next_take == 8
    save_narration(replace(again, lines=made.lines, dropped=("000007.flac",)))
    assert open_narration("Tale").lines[3].takes == (), "a take that was deleted stays so"
    assert not (made.takes / "000007.flac").exists()
