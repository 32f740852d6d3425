"""Speaking a language that was not recorded: the person's sound, a native's melody."""

import copy
import math

import pytest
import torch

from engine.models.starter.calibration import calibrate_pitch, predicted_pitch
from engine.models.starter.family import Starter
from engine.models.starter.lessons import pitch_statistics
from engine.models.starter.native import as_a_native, recorded_language
from engine.models.starter.persona import Persona
from engine.text import frontend
from engine.text.sentences import practice_sentences
from engine.voice import SpeakRequest

HERTZ = 150.0


@pytest.fixture(scope="module")
def practice(network):
    front = frontend("zh")
    return tuple(
        network.tokens(front.phones(text, network.vocabulary).phonemes)
        for text in practice_sentences("zh")[:4]
    )


@pytest.fixture(scope="module")
def tuned(network):
    """A network whose predictor has learned nonsense, and a persona of 150 Hz."""
    tuned = copy.deepcopy(network)
    with torch.no_grad():
        for name, parameter in tuned.predictor.named_parameters():
            if ".fc." in name:
                parameter.add_(0.1)
    persona = Persona(network.voices["af_heart"]).requires_grad_(False)
    front = frontend("en")
    tokens = tuned.tokens(front.phones("The kettle sings.", network.vocabulary).phonemes)
    calibrate_pitch(tuned, persona, (tokens,), (math.log(HERTZ), 0.25))
    return tuned, persona


@pytest.mark.parametrize(("voice", "language"), [("af_kore", "en"), ("zm_yunxi", "zh")])
def test_a_voice_remembers_the_language_it_was_recorded_in(voice, language, network):
    persona = Persona(network.voices[voice].half().float())
    assert recorded_language(network, persona) == language


def test_a_native_reads_and_the_person_sounds_at_their_pitch(network, tuned, practice):
    own, persona = tuned
    native = as_a_native(own, persona, "zh", practice)
    base = dict(network.predictor.named_parameters())
    for name, parameter in native.network.predictor.named_parameters():
        assert torch.equal(parameter, base[name])
    assert native.network.decoder is own.decoder
    curves = [predicted_pitch(native.network, native.persona, tokens) for tokens in practice]
    assert math.exp(pitch_statistics(curves)[0]) == pytest.approx(HERTZ, rel=0.01)


def test_the_voice_itself_is_left_as_it_was(tuned, practice):
    own, persona = tuned
    before = {name: tensor.clone() for name, tensor in persona.state_dict().items()}
    predictor = own.predictor
    native = as_a_native(own, persona, "zh", practice)
    assert own.predictor is predictor
    assert all(torch.equal(tensor, before[name]) for name, tensor in persona.state_dict().items())
    assert native.still_is(persona)
    other = copy.deepcopy(persona)
    other.timbre.data += 1
    assert not native.still_is(other)


def test_only_a_foreign_language_is_left_to_a_native(network):
    family = Starter(network, "none")
    family.be("zf_xiaobei")
    own = list(family.speak(SpeakRequest("你好。")))
    assert not family._natives
    assert len(own) == 1
    list(family.speak(SpeakRequest("Hello.")))
    assert set(family._natives) == {"en"}
