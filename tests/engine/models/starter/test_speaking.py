"""Speaking a text: repeatable, in time, without clicks, at one loudness."""

import numpy as np
import pytest

from engine.errors import EngineError
from engine.models.starter.persona import Persona
from engine.models.starter.speaking import RATE, language_to_read, speak
from engine.text.split import PARAGRAPH_PAUSE, SENTENCE_PAUSE
from engine.voice import SpeakRequest

TEXT = "Is it late? The kettle sings, and Dr. Smith paid $3."


@pytest.fixture(scope="module")
def say(network):
    def said(text, voice="af_heart", **options):
        persona = Persona(network.voices[voice])
        request = SpeakRequest(text, **options)
        return list(speak(network, persona, request, language_to_read(request, "en")))

    return said


@pytest.fixture(scope="module")
def spoken(say):
    return say(TEXT, seed=7)


def sound(parts):
    return np.concatenate([part.samples for part in parts])


def test_the_same_request_gives_the_same_bytes_and_another_seed_others(say, spoken):
    assert sound(say(TEXT, seed=7)).tobytes() == sound(spoken).tobytes()
    assert sound(say(TEXT, seed=8)).tobytes() != sound(spoken).tobytes()


def test_sentences_come_one_by_one_with_their_words_in_order(spoken):
    assert [part.text for part in spoken] == TEXT.replace("? ", "?\n").split("\n")
    for part in spoken:
        assert " ".join(word.text for word in part.words) == part.text
        times = [time for word in part.words for time in (word.start, word.end)]
        assert times == sorted(times) and times[0] >= 0
        assert times[-1] <= len(part.samples) / RATE


def test_words_sound_when_their_times_say_and_the_pause_is_silent(spoken):
    for part, pause in zip(spoken, (SENTENCE_PAUSE, PARAGRAPH_PAUSE)):
        level = np.sqrt(np.mean(part.samples**2))
        for word in part.words:
            inside = part.samples[int(word.start * RATE) : int(word.end * RATE)]
            assert np.abs(inside).max() > level / 4, word
        assert not part.samples[-round(pause * RATE) :].any()


def test_speech_begins_soon_and_joins_without_a_step(spoken):
    for part in spoken:
        speech = np.flatnonzero(np.abs(part.samples) > 0.02)
        assert speech[0] < 0.25 * RATE
    whole = sound(spoken)
    joint = len(spoken[0].samples)
    assert np.abs(np.diff(whole[joint - 100 : joint + 100])).max() < 0.005


def test_a_soft_and_a_loud_stock_voice_come_out_equally_loud(say):
    def loudness(voice):
        samples = say("The kettle sings.", voice)[0].samples
        frames = samples[: len(samples) // 240 * 240].reshape(-1, 240)
        level = np.sqrt(np.mean(frames**2, axis=1))
        return np.sqrt(np.mean(level[level > 0.1 * level.max()] ** 2))

    levels = [loudness(voice) for voice in ("af_heart", "am_fenrir", "bm_lewis")]
    assert max(levels) / min(levels) < 1.6


def test_speed_makes_speech_shorter_and_slower_longer(say, spoken):
    seconds = [sum(len(p.samples) for p in say(TEXT, speed=s)) / RATE for s in (1.5, 0.75)]
    normal = sum(len(part.samples) for part in spoken) / RATE
    assert seconds[0] < 0.8 * normal and seconds[1] > 1.2 * normal


def test_a_sentence_too_long_for_one_breath_is_cut(say):
    text = "one and two and three and four and five and six, " * 8
    parts = say(text.strip(" ,") + ".", speed=2.0)
    assert len(parts) > 1
    assert " ".join(part.text for part in parts).split() == (text.strip(" ,") + ".").split()


def test_british_is_spoken_otherwise(say):
    american, british = (say("A tomato.", language=code) for code in ("en", "en-gb"))
    assert sound(american).tobytes() != sound(british).tobytes()


def test_a_text_is_read_in_the_language_it_is_written_in(say):
    chosen = say("你好，世界。", language="zh")
    assert sound(say("你好，世界。")).tobytes() == sound(chosen).tobytes()


def test_a_reference_clip_is_not_silently_left_aside(say):
    with pytest.raises(EngineError, match="no reference clip") as caught:
        say("Hello.", reference="clip.wav")
    assert caught.value.kind == "input"


@pytest.mark.parametrize("text", ["", "😀", "안녕하세요."])
def test_a_text_without_anything_to_say_is_refused(say, text):
    with pytest.raises(EngineError) as caught:
        say(text)
    assert caught.value.kind == "input"
