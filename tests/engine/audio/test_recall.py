"""What was recognised before a process died is not recognised again."""

import numpy as np
import pytest

from engine.audio.recall import Recall, forget
from engine.audio.transcribe import Transcript
from engine.errors import EngineError
from engine.project import Word

SOUNDS = [np.full(1600, level, np.float32) for level in (0.1, 0.2, 0.3)]


class Counting:
    """A recogniser whose text is the level of the sound, and that counts how often it is asked."""

    def __init__(self, name="counting"):
        self.name = name
        self.asked = 0

    def transcribe(self, samples, rate, language):
        self.asked += 1
        text = f"{samples[0]:.1f} ü 声"
        return Transcript(text, (Word(text, 0.0, 0.1),), language or "en", 0.9, 0.8)


def hear(file, recogniser, sounds=SOUNDS, language=None):
    recall = Recall(recogniser, file)
    return [recall.transcribe(sound, 16_000, language) for sound in sounds]


def test_what_was_heard_is_known_to_the_next_process(tmp_path):
    file = tmp_path / "heard.jsonl"
    first, second = Counting(), Counting()
    before = hear(file, first, SOUNDS[:2])
    assert hear(file, second)[:2] == before
    assert (first.asked, second.asked) == (2, 1)


def test_another_question_is_asked_anew(tmp_path):
    file = tmp_path / "heard.jsonl"
    hear(file, Counting())
    for language, name in (("de", "counting"), (None, "another model")):
        recogniser = Counting(name)
        hear(file, recogniser, language=language)
        assert recogniser.asked == len(SOUNDS)


def test_a_line_that_was_cut_off_costs_only_itself(tmp_path):
    file = tmp_path / "heard.jsonl"
    hear(file, Counting(), SOUNDS[:2])
    file.write_bytes(file.read_bytes()[:-20])
    recogniser = Counting()
    texts = [transcript.text for transcript in hear(file, recogniser)]
    assert recogniser.asked == 2
    again = Counting()
    assert [transcript.text for transcript in hear(file, again)] == texts
    assert again.asked == 0


@pytest.mark.parametrize("line", ["[]", "null", '["key", {"text": 3}]', "[" * 100_000, "\0"])
def test_lines_of_others_are_ignored(tmp_path, line):
    file = tmp_path / "heard.jsonl"
    file.write_text(line + "\n", encoding="utf-8")
    recogniser = Counting()
    assert len(hear(file, recogniser)) == recogniser.asked == len(SOUNDS)


def test_forgetting_leaves_nothing(tmp_path):
    file = tmp_path / "heard.jsonl"
    hear(file, Counting())
    forget(file)
    forget(file)
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_words(tmp_path):
    with pytest.raises(EngineError) as caught:
        hear(tmp_path / "no such folder" / "heard.jsonl", Counting())
    assert caught.value.kind == "disk"
