"""Subtitles: cues in order, inside the sound, readable at a glance, and valid as files."""

import re
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.subtitles import LONGEST_CUE, LONGEST_LINE, Cue, cues_of, to_srt, to_vtt
from engine.voice import SpokenAudio, WordTime

RATE = 1000


def spoken(words, seconds=None):
    """A sentence whose words last half a second each, a tenth apart."""
    times = tuple(WordTime(w, 0.5 * i, 0.5 * i + 0.4) for i, w in enumerate(words))
    length = seconds if seconds is not None else 0.5 * len(words)
    return SpokenAudio(" ".join(words), np.zeros(int(length * RATE), np.float32), RATE, times)


def test_a_short_sentence_is_one_cue_from_its_first_to_its_last_word():
    (cue,) = cues_of(spoken(["Good", "morning."], seconds=3.0), 10.0)
    assert (cue.start, cue.end, cue.text) == (10.0, 10.9, "Good morning.")


def test_without_word_times_a_cue_lasts_as_long_as_the_sound():
    sentence = SpokenAudio("早上好。", np.zeros(1500, np.float32), RATE, ())
    (cue,) = cues_of(sentence, 2.0)
    assert (cue.start, cue.end) == (2.0, 3.5)


@given(st.lists(st.text("abcdefg", min_size=1, max_size=14), min_size=1, max_size=80))
def test_long_sentences_are_cut_into_screens_that_lose_nothing(words):
    cues = list(cues_of(spoken(words), 0.0))
    assert [word.text for cue in cues for word in cue.words] == words
    assert all(len(cue.text) <= LONGEST_CUE for cue in cues)
    assert all(a.end <= b.start for a, b in pairwise(cues))


def test_srt_numbers_its_cues_and_breaks_long_lines_once():
    text = "one two three four five six seven eight nine ten eleven"
    srt = to_srt([Cue(0.0, 1.25, "Hello."), Cue(3661.5, 3662.0, text)])
    assert srt.startswith("1\n00:00:00,000 --> 00:00:01,250\nHello.\n\n2\n01:01:01,500 --> ")
    lines = srt.rstrip("\n").split("\n")[-2:]
    assert " ".join(lines) == text
    assert max(map(len, lines)) <= LONGEST_LINE


def test_vtt_times_each_word_and_escapes_markup():
    vtt = to_vtt(cues_of(spoken(["Salt", "&", "<pepper>"]), 1.0))
    assert vtt.startswith("WEBVTT\n\n00:00:01.000 --> 00:00:02.400\n")
    assert "Salt <00:00:01.500>&amp; <00:00:02.000>&lt;pepper&gt;" in vtt
    stamps = re.findall(r"\d\d:\d\d:\d\d\.\d\d\d", vtt)
    assert len(stamps) == 4


def test_rounding_never_writes_sixty_seconds():
    assert "00:01:00,000" in to_srt([Cue(59.9996, 61.0, "Now.")])


def test_scripts_without_spaces_get_none() -> None:
    (cue,) = cues_of(spoken(["今日は", "3本、", "AI", "and", "more", "を買う。"]), 0.0)
    assert cue.text == "今日は3本、AI and moreを買う。"


def test_a_long_japanese_line_is_broken_without_a_space() -> None:
    text = "最初の船が戻ってきたとき、港はまだ静かでした。" * 2
    lines = to_srt([Cue(0.0, 5.0, text)]).splitlines()[2:4]
    assert "".join(lines) == text
    assert abs(len(lines[0]) - len(lines[1])) <= 1
