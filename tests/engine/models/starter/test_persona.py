"""A persona's own settings: pitch range, tone, and what a fresh one leaves alone."""

import pytest
import torch

from engine.models.starter.calibration import calibrate_pitch, calibrate_tone, predicted_pitch
from engine.models.starter.lessons import Lesson, pitch_statistics
from engine.models.starter.persona import UNVOICED_HZ, Persona
from engine.models.starter.speaking import utter

PHONES = "ðə hˈɑɹbəɹ wʌz kwˈIət."


@pytest.fixture
def persona(network) -> Persona:
    return Persona(network.voices["am_michael"]).requires_grad_(False)


def test_a_fresh_persona_changes_neither_pitch_nor_tone(persona) -> None:
    f0 = torch.tensor([[0.0, 3.0, 120.0, 240.0]])
    moved = persona.at_pitch(f0)
    assert moved[0, 2:] == pytest.approx([120.0, 240.0], rel=1e-4)
    assert (moved[0, :2] == UNVOICED_HZ).all()
    wave = torch.randn(1, 2400)
    assert torch.allclose(persona.toned(wave), wave, atol=1e-5)


def test_calibrated_pitch_is_the_persons_on_another_sentence(network, persona) -> None:
    practice = (network.tokens(PHONES), network.tokens("ʃi ˈOpənd ðə lˈɛTəɹ."))
    wanted = (float(torch.tensor(205.0).log()), 0.2)
    calibrate_pitch(network, persona, practice, wanted)
    with torch.no_grad():
        other = network.tokens("wˌʌt ʃˈæl wi dˈu?")
        curves = [predicted_pitch(network, persona, t) for t in (*practice, other)]
    median, _ = pitch_statistics(curves[:2])
    assert median == pytest.approx(wanted[0], abs=0.01)
    assert pitch_statistics(curves[2:])[0] == pytest.approx(wanted[0], abs=0.15)


def test_the_tone_filter_undoes_a_missing_treble(network, persona) -> None:
    tokens = network.tokens(PHONES)
    with torch.no_grad():
        generator = torch.Generator().manual_seed(0)
        wave = utter(network, persona, tokens, 1.0, generator)[0]
    brighter = torch.nn.functional.conv1d(
        wave.view(1, 1, -1), torch.tensor([[[-0.4, 1.0, -0.4]]]), padding=1
    ).flatten()
    calibrate_tone(network, persona, (tokens,), (_lesson_of(brighter),))
    response = torch.fft.rfft(persona.filter, 1024).abs()
    treble, bass = response[160:300].mean(), response[10:30].mean()
    assert treble / bass > 1.5


def _lesson_of(wave: torch.Tensor) -> Lesson:
    from engine.models.starter.features import ClipFeatures

    nothing = torch.zeros(1)
    clip = ClipFeatures("x", nothing, wave, nothing, nothing, nothing, 11_000.0)
    return Lesson(clip, nothing, nothing, 0.0)
