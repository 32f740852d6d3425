"""Evaluation: every sentence is spoken, heard and scored; other people are told apart."""

import json

import numpy as np
import pytest
import soundfile

from engine.commands.evaluate import describe, read_sentences
from engine.control import Control
from engine.errors import EngineError
from engine.files import to_plain
from engine.scoring.evaluation import evaluate, read_recordings
from engine.scoring.scores import Judge
from engine.speak import Speaker
from engine.voice import SpeakRequest, SpokenAudio

RATE = 16_000


def vowel(hertz, seconds=2.0):
    time = np.arange(int(RATE * seconds)) / RATE
    tone = sum(np.sin(2 * np.pi * hertz * k * time) / k for k in range(1, 12))
    return (0.1 * tone * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * time))).astype(np.float32)


class LowFamily:
    """Hums each text at 110 Hz, in two parts."""

    def speak(self, request):
        for _ in range(2):
            yield SpokenAudio(request.text, vowel(110), RATE, ())


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    keep = tmp_path_factory.mktemp("kept")
    judge = Judge(lambda samples, rate, language: f"red tea {language}", mos=False)
    found = evaluate(
        judge,
        Speaker("low", LowFamily(), ("en",), RATE),  # type: ignore[arg-type]
        [SpeakRequest("red tea"), SpeakRequest("red tea en", language="en-GB")],
        [(vowel(112), RATE), (vowel(108), RATE)],
        {"high": [(vowel(320), RATE)], "low": [(vowel(110), RATE)]},
        lambda event: None,
        Control(),
        keep,
    )
    return found, keep


def test_each_sentence_is_scored_and_what_went_wrong_is_named(result):
    found, _ = result
    assert [item.errors.rate for item in found.sentences] == [0.5, 0.0]
    assert found.wrong_words == ("“en” was added",)
    assert found.scores.word_error == pytest.approx(1 / 5)
    assert found.scores.pitch_ratio == pytest.approx(1.0, abs=0.05)


def test_other_people_come_the_most_alike_first(result):
    found, _ = result
    assert [other.folder for other in found.others] == ["low", "high"]
    assert found.others[0].similarity > found.others[1].similarity + 0.1
    assert found.scores.similarity > found.others[1].similarity
    assert 0.9 < found.own_similarity <= 1.0


def test_the_spoken_sentences_can_be_kept(result):
    _, keep = result
    assert [path.name for path in sorted(keep.iterdir())] == ["01.wav", "02.wav"]
    assert soundfile.info(keep / "01.wav").duration == pytest.approx(4.0)


def test_the_figures_are_json_and_words(result):
    found, _ = result
    assert json.loads(json.dumps(to_plain(found)))["scores"]["mos"] is None
    assert "Words lost or changed: 20.0%" in describe(found)


def test_at_most_thirty_recordings_are_read_from_all_over_a_folder(tmp_path):
    for number in range(65):
        soundfile.write(tmp_path / f"{number:03}.wav", np.full(10, number / 100), RATE)
    recordings = read_recordings(tmp_path)
    assert len(recordings) == 30
    assert recordings[-1][0][0] > 0.5


def test_a_text_file_needs_sentences_in_utf_8(tmp_path):
    file = tmp_path / "texts.txt"
    file.write_text("\ufeffOne here.\n\n  Two here. \n", encoding="utf-8")
    assert read_sentences(file) == ["One here.", "Two here."]
    for content, kind in [(b" \n", "input"), (b"\xff\xfe\x00", "input")]:
        file.write_bytes(content)
        with pytest.raises(EngineError) as caught:
            read_sentences(file)
        assert caught.value.kind == kind
    with pytest.raises(EngineError, match="cannot be read"):
        read_sentences(tmp_path / "none.txt")
