"""Speaking: requests are checked first, files stream and are whole or absent, subtitles fit."""

import re

import numpy as np
import pytest
import soundfile

from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Progress
from engine.files import write_json
from engine.speak import Speaker, check_request, open_voice, opening, speak, speak_to_file
from engine.text.split import split
from engine.voice import SpeakRequest, SpokenAudio, Voice, WordTime

RATE = 24_000


class ToneFamily:
    """Says each word as a tenth of a second of sound that depends on the seed."""

    def speak(self, request):
        generator = np.random.default_rng(request.seed)
        for sentence in split(request.text):
            words = sentence.text.split()
            count = int(RATE * (0.1 * len(words) / request.speed + sentence.pause))
            samples = generator.uniform(-0.5, 0.5, count).astype(np.float32)
            times = [WordTime(w, 0.1 * i, 0.1 * (i + 1)) for i, w in enumerate(words)]
            yield SpokenAudio(sentence.text, samples, RATE, tuple(times))


@pytest.fixture
def speaker():
    return Speaker("tone", ToneFamily(), ("en",), RATE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (SpeakRequest(""), "no text"),
        (SpeakRequest(" \n "), "no text"),
        (SpeakRequest("😀 🎉"), "nothing that can be spoken"),
        (SpeakRequest("a" * 50_001), "50,000"),
        (SpeakRequest("Hello.", speed=0.4), "speed of 0.4"),
        (SpeakRequest("Hello.", speed=float("nan")), "speed of nan"),
        (SpeakRequest("Hello.", seed=-1), "seed"),
        (SpeakRequest("Hello.", language="zh"), "does not speak 'zh'"),
    ],
)
def test_what_cannot_be_said_is_refused_in_one_sentence(request_, said):
    with pytest.raises(EngineError, match=re.escape(said)) as caught:
        check_request(request_, ("en",))
    assert caught.value.kind == "input"
    assert caught.value.hint


@pytest.mark.parametrize("language", ["auto", "en", "en-GB", "en_us"])
def test_a_way_of_speaking_a_language_is_that_language(language):
    check_request(SpeakRequest("Hello.", language=language), ("en",))


@pytest.mark.parametrize("extension", [".wav", ".flac", ".mp3", ".opus", ".ogg"])
def test_the_same_seed_gives_the_same_bytes(speaker, tmp_path, extension):
    request = SpeakRequest("One sentence here. Another one there.", seed=7)
    first, second = tmp_path / f"a{extension}", tmp_path / f"b{extension}"
    result = speak_to_file(speaker, request, first)
    speak_to_file(speaker, request, second)
    assert first.read_bytes() == second.read_bytes()
    assert (result.sentences, result.path) == (2, str(first))
    assert soundfile.info(first).duration == pytest.approx(result.seconds, abs=0.1)


def test_subtitles_lie_beside_the_sound_and_end_within_it(speaker, tmp_path):
    text = "One sentence here. Another one there."
    result = speak_to_file(speaker, SpeakRequest(text), tmp_path / "a.wav", "srt")
    srt = (tmp_path / "a.srt").read_text(encoding="utf-8")
    assert result.subtitles == str(tmp_path / "a.srt")
    stamps = [int(m) / 1000 + int(s) for s, m in re.findall(r"00:00:(\d\d),(\d{3})", srt)]
    assert stamps == sorted(stamps)
    assert stamps[-1] <= result.seconds
    assert "Another one there." in srt


def test_stopping_between_sentences_leaves_no_file(speaker, tmp_path):
    control = Control()
    heard = []

    def emit(event):
        if isinstance(event, Progress):
            heard.append(event)
            control.stop()

    with pytest.raises(Cancelled):
        speak_to_file(
            speaker, SpeakRequest("One. Two. Three."), tmp_path / "a.wav", "srt", emit, control
        )
    assert len(heard) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["speech.xyz", "speech", "."])
def test_a_name_that_is_no_sound_file_is_refused_before_any_work(speaker, tmp_path, name):
    with pytest.raises(EngineError) as caught:
        speak_to_file(speaker, SpeakRequest("Hello."), tmp_path / name)
    assert caught.value.kind == "input"


def test_an_unknown_voice_gets_a_near_match(monkeypatch, tmp_path):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path))
    with pytest.raises(EngineError, match="af_hart") as caught:
        open_voice("starter:af_hart")
    assert caught.value.kind == "missing"
    assert "af_heart" in caught.value.hint
    with pytest.raises(EngineError, match="anna"):
        open_voice("anna")


LONG = "When the storm had passed, we walked along the beach for many hours that day, in silence."
NO_COMMA = LONG.replace(",", "")


def test_a_voice_made_on_another_base_of_that_name_is_refused(tmp_path):
    voice = Voice(
        name="anna",
        base="starter",
        base_sha256="0" * 64,
        languages=("en",),
        sample_rate=RATE,
        made_at="2026-11-21T10:00:00+00:00",
        speech_seconds=60.0,
        weights=(),
        references=(),
        scores={},
        plan=None,
        consent=None,
        history=(),
    )
    write_json(tmp_path / "voice.json", voice)
    with pytest.raises(EngineError, match="another starter than the one here"):
        open_voice(str(tmp_path), "cpu")


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Hello there.", ""),
        ("A short one first. " + LONG, ""),
        (LONG, "When the storm had passed, "),
        ("Yes, " + NO_COMMA, ""),
        (
            "The man who sold bread had a nice dog with a hat on its head.",
            "The man who sold bread had a nice dog with a hat ",
        ),
        ("x" * 100, ""),
    ],
)
def test_only_a_long_first_sentence_is_cut_and_where_breath_is_taken(text, head):
    assert opening(text) == (head, text[len(head) :])


@pytest.mark.parametrize("text", [LONG, NO_COMMA])
def test_a_quick_start_says_all_words_with_a_comma_pause(speaker, text):
    parts = list(speak(speaker, SpeakRequest(text), quick_start=True))
    assert len(parts) == 2
    assert [word.text for part in parts for word in part.words] == text.split()
    assert " ".join(part.text for part in parts) == text
    pause = len(parts[0].samples) / RATE - parts[0].words[-1].end
    assert pause < 0.2
