"""Recordings to a dataset, with real speech: the minute that lies in the repository."""

import json
import shutil
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import soxr

from engine.__main__ import parse, run_command
from engine.audio.files import probe, read_audio, write_audio
from engine.audio.transcribe import Transcriber
from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Progress
from engine.prepare import prepare
from engine.project import load_dataset, save_dataset
from engine.scoring.words import word_errors
from resources import path as resource

SAMPLES = resource("samples")
NAMES = ("LJ001-0002.flac", "LJ001-0004.flac", "LJ001-0008.flac")
TEXTS = dict(
    line.split("\t") for line in (SAMPLES / "transcripts.tsv").read_text("utf-8").splitlines()
)


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMBRE_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="module")
def transcriber(home):
    return Transcriber(threads=2, beam=1)


def run(paths, folder, transcriber=None, emit=lambda event: None, **options):
    return prepare(paths, folder, emit=emit, control=Control(), transcriber=transcriber, **options)


def contents(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def long_recording(tmp_path_factory):
    """Three sentences with pauses between, as somebody would record them in one go."""
    sounds = [read_audio(SAMPLES / name) for name in NAMES]
    rate = sounds[0][1]
    hiss = np.random.default_rng(0)
    parts = [np.zeros(rate)]
    for sound, _ in sounds:
        parts += [sound, np.zeros(int(1.2 * rate))]
    whole = np.concatenate(parts)
    path = tmp_path_factory.mktemp("录音 with spaces") / "Anna spricht – 声音.flac"
    write_audio(path, whole + hiss.normal(0, 3e-4, len(whole)), rate)
    return path


@pytest.fixture(scope="module")
def by_ear(long_recording, tmp_path_factory, transcriber):
    folder = tmp_path_factory.mktemp("by-ear")
    return run([long_recording], folder, transcriber), folder


def test_a_recording_becomes_clips_with_texts(by_ear):
    dataset, folder = by_ear
    heard = " ".join(clip.text for clip in dataset.clips)
    said = " ".join(TEXTS[name] for name in NAMES)
    assert word_errors(said, heard).rate < 0.2
    assert dataset.language == "en"
    for clip in dataset.clips:
        info = probe(folder / clip.path)
        assert info.rate == clip.rate == 22_050
        assert info.seconds == pytest.approx(clip.seconds, abs=1e-5)
        assert all(0 <= word.start <= word.end <= clip.seconds + 0.05 for word in clip.words)
    assert load_dataset(folder) == dataset


def test_clips_and_what_was_left_out_are_the_recording(by_ear):
    dataset, _ = by_ear
    (recording,) = dataset.recordings
    parts = sorted([*dataset.clips, *dataset.left_out], key=lambda part: part.start)
    assert parts[0].start == 0.0
    assert parts[-1].end == pytest.approx(recording.seconds, abs=1e-5)
    for before, after in pairwise(parts):
        assert before.end == after.start


def test_the_report_fits_the_recording(by_ear):
    dataset, _ = by_ear
    (quality,) = dataset.quality.values()
    assert 7.0 < quality.speech_seconds < 10.0
    assert quality.noise_floor_db == pytest.approx(-70.5, abs=3.0)
    assert quality.snr_db > 35.0
    assert quality.denoised_by is None
    assert quality.speakers_suspected == 1


def test_twice_is_once_and_adding_adds(by_ear, tmp_path, transcriber):
    made, folder = by_ear
    again = tmp_path / "again"
    shutil.copytree(folder, again)
    before = contents(again)
    recording = next(iter(made.recordings)).path
    run([type(again)(recording)], again)
    assert contents(again) == before
    more = run([SAMPLES / NAMES[0]], again, transcriber)
    assert more.clips[: len(made.clips)] == made.clips
    assert len(more.recordings) == 2


def test_the_same_recording_gives_the_same_bytes(by_ear, tmp_path, long_recording, transcriber):
    _, folder = by_ear
    run([long_recording], tmp_path / "b", transcriber)
    assert contents(tmp_path / "b") == contents(folder)


def test_what_was_edited_stays(by_ear, tmp_path, long_recording, transcriber):
    made, folder = by_ear
    again = tmp_path / "again"
    shutil.copytree(folder, again)
    edited = replace(made.clips[0], text="My own words.", text_from="edited", kept=False)
    save_dataset(again, made.with_clips([edited]))
    other = run([long_recording], again, transcriber, language="en")
    assert other.clips[0] == edited
    assert len(other.clips) == len(made.clips)


@pytest.fixture
def table(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "texts.tsv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_given_texts_are_kept_to_the_letter(tmp_path, table, transcriber):
    names = NAMES[1:]
    rows = "".join(f"{name}\t{TEXTS[name]}\r\n" for name in names)
    texts = table("file\ttext\r\n" + rows, "utf-8-sig")
    paths = [SAMPLES / name for name in names]
    dataset = run(paths, tmp_path / "d", transcriber, transcripts=texts)
    assert [clip.text for clip in dataset.clips] == [TEXTS[name] for name in names]
    assert {clip.text_from for clip in dataset.clips} == {"tsv"}
    for clip in dataset.clips:
        assert [word.text for word in clip.words] == clip.text.split()
        starts = [word.start for word in clip.words]
        assert starts == sorted(starts)


def test_a_script_that_was_read_aloud_is_said_to_be_one(tmp_path, table, transcriber):
    texts = table(f"file\ttext\tlanguage\n{NAMES[1]}\t{TEXTS[NAMES[1]]}\ten\n")
    sound, room = [SAMPLES / NAMES[1]], tmp_path / "room.wav"
    write_audio(room, 1e-4 * np.random.default_rng(0).standard_normal(48_000), 48_000)
    asked = []

    class Asked:
        name = transcriber.name

        def transcribe(self, samples, rate, language):
            asked.append(language)
            return transcriber.transcribe(samples, rate, language)

    given = {"transcripts": texts, "read_aloud": True, "room_tone": room}
    dataset = run(sound, tmp_path / "d", Asked(), **given)
    assert [(clip.text_from, clip.language) for clip in dataset.clips] == [("script", "en")]
    assert asked == ["en"], "the language of the script is not guessed"


def test_a_language_the_recogniser_does_not_know_is_not_held_against_the_reader(
    tmp_path, table, transcriber
):
    """Whisper base has no Cantonese: what it hears instead proves nothing."""
    texts = table(f"{NAMES[1]}\t今日天氣好好，我哋去行山啦。\tyue\n")
    dataset = run([SAMPLES / NAMES[1]], tmp_path / "d", transcriber, transcripts=texts)
    (clip,) = dataset.clips
    assert clip.kept and clip.language == "yue"
    assert not any("other words" in doubt for doubt in clip.doubts)


def test_a_wrong_text_is_doubted_and_left_out(tmp_path, table, transcriber):
    texts = table(f"{NAMES[1]}\tMy dog has eaten all the homework and is not sorry about it.\n")
    dataset = run([SAMPLES / NAMES[1]], tmp_path / "d", transcriber, transcripts=texts)
    (clip,) = dataset.clips
    assert not clip.kept
    assert "other words" in clip.doubts[0]


@pytest.mark.parametrize(
    ("text", "encoding", "words"),
    [
        ("LJ001-0002.flac\n", "utf-8", "no tab"),
        ("LJ001-0002.flac\ten\tin being\n", "utf-8", "3 columns"),
        ("LJ001-0002.flac\t\n", "utf-8", "no text"),
        ("gone.wav\thello\n", "utf-8", "not there: gone.wav"),
        ("LJ001-0002.flac\tcafé\n", "latin-1", "not UTF-8"),
        ("LJ001-0002.flac\thello\n", "utf-16-le", "not UTF-8"),
        ("\n\n", "utf-8", "no texts"),
        ("LJ001-0002.flac\ta\nLJ001-0002.flac\tb\n", "utf-8", "second, different"),
    ],
)
def test_bad_tables_are_refused_in_words(tmp_path, table, text, encoding, words):
    with pytest.raises(EngineError, match=words) as caught:
        run([SAMPLES / NAMES[0]], tmp_path / "d", transcripts=table(text, encoding))
    assert caught.value.hint
    assert not (tmp_path / "d").exists()


def test_sound_without_speech_is_refused_in_words(tmp_path):
    rate = 16_000
    time = np.arange(6 * rate) / rate
    chord = sum(np.sin(2 * np.pi * hertz * time) for hertz in (262, 330, 392)) / 4
    sounds = {
        "silence": (np.zeros(6 * rate), "only silence"),
        "music": (chord * np.exp(-2.0 * (time % 0.5)), "nobody speaks"),
        "blink": (read_audio(SAMPLES / NAMES[1])[0][:11_025], "only 0|nobody speaks"),
    }
    for name, (sound, words) in sounds.items():
        path = tmp_path / f"{name}.wav"
        write_audio(path, sound, 22_050 if name == "blink" else rate)
        with pytest.raises(EngineError, match=words):
            run([path], tmp_path / "d")
    assert not (tmp_path / "d").exists()


def test_a_broken_file_in_a_folder_is_skipped_and_said(tmp_path, transcriber):
    source = tmp_path / "in"
    source.mkdir()
    shutil.copy(SAMPLES / NAMES[1], source / "a.flac")
    shutil.copy(SAMPLES / NAMES[1], source / "copy.flac")
    (source / "broken.wav").write_text("no sound")
    events = []
    dataset = run([source], tmp_path / "d", transcriber, events.append)
    notes = [event.message for event in events if type(event).__name__ == "Note"]
    assert any("broken.wav" in note for note in notes)
    assert any("used once" in note for note in notes)
    assert [recording.name for recording in dataset.recordings] == ["a.flac"]
    with pytest.raises(EngineError):
        run([source / "broken.wav"], tmp_path / "d")


def test_stopping_keeps_what_is_done(tmp_path, transcriber):
    control = Control()
    seen = []

    def stop_at_second(event):
        if isinstance(event, Progress) and event.stage == "clips":
            seen.append(event.detail)
            if len(set(seen)) == 2:
                control.stop()

    paths = [SAMPLES / NAMES[0], SAMPLES / NAMES[2]]
    folder = tmp_path / "d"
    with pytest.raises(Cancelled):
        prepare(paths, folder, emit=stop_at_second, control=control, transcriber=transcriber)
    assert [recording.name for recording in load_dataset(folder).recordings] == [NAMES[0]]
    done = run(paths, folder, transcriber)
    assert len(done.recordings) == 2


class Remembering:
    """The recogniser, with a list of what it was asked."""

    def __init__(self, transcriber):
        self.name, self._transcriber, self.asked = transcriber.name, transcriber, []

    def transcribe(self, samples, rate, language):
        self.asked.append((samples.tobytes(), language))
        return self._transcriber.transcribe(samples, rate, language)


def stop_at(stage, control):
    def emit(event):
        if isinstance(event, Progress) and event.stage == stage:
            control.stop()

    return emit


@pytest.mark.parametrize("stage", ["clips", "speakers"])
def test_stopped_inside_a_recording_nothing_is_recognised_twice(
    stage, by_ear, tmp_path, long_recording, transcriber
):
    folder, control = tmp_path / "d", Control()
    before, after = Remembering(transcriber), Remembering(transcriber)
    with pytest.raises(Cancelled) as stopped:
        prepare(
            [long_recording],
            folder,
            emit=stop_at(stage, control),
            control=control,
            transcriber=before,
        )
    assert stopped.value.resume_folder == str(folder)
    events = []
    run([long_recording], folder, after, events.append)
    assert before.asked and not set(before.asked) & set(after.asked)
    assert any(isinstance(event, Progress) and event.stage == "speakers" for event in events)
    assert contents(folder) == contents(by_ear[1])


def test_five_seconds_over_the_telephone_are_enough_and_said_to_be_dull(tmp_path, transcriber):
    sound, rate = read_audio(SAMPLES / NAMES[1])
    path = tmp_path / "五秒.wav"
    write_audio(path, soxr.resample(sound[: 5 * rate], rate, 8_000), 8_000)
    dataset = run([path], tmp_path / "d", transcriber)
    assert 3.0 < dataset.seconds <= 5.0
    (quality,) = dataset.quality.values()
    assert any("telephone" in verdict for verdict in quality.verdicts)


def test_the_command_prints_the_dataset_or_the_error(tmp_path, capsys, by_ear):
    dataset, folder = by_ear
    recording = dataset.recordings[0].path
    args = parse(["prepare", recording, "-o", str(folder), "--json"])
    assert run_command(args) == 0
    assert len(json.loads(capsys.readouterr().out)["clips"]) == len(dataset.clips)
    args = parse(["prepare", str(tmp_path / "none.wav"), "-o", str(tmp_path / "d"), "--json"])
    assert run_command(args) == 1
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "missing"
