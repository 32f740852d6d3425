"""The published SoVITS step: its order, what learns from which loss, groups, sound rules."""

import numpy as np
import pytest
import torch

from engine.models.gpt_sovits import published, sound
from engine.models.gpt_sovits.discriminator import Discriminators
from tests.engine.models.gpt_sovits.tiny_sovits import FRAMES, tiny_lesson, tiny_synthesizer


@pytest.fixture
def step():
    synthesizer = tiny_synthesizer().eval()
    torch.manual_seed(5)
    discriminators = Discriminators((2,))
    lesson = tiny_lesson(synthesizer.config)
    wave = torch.rand(2, 1, FRAMES * synthesizer.config.sound.hop) - 0.5
    losses = published.adversarial_losses(synthesizer, discriminators, lesson, wave)
    return synthesizer, discriminators, losses


def learned(module):
    return {n for n, p in module.named_parameters() if p.grad is not None and p.grad.any()}


def test_the_discriminator_learns_first_and_the_generator_only_from_its_own_loss(step):
    synthesizer, discriminators, losses = step
    name, loss, _ = next(losses)
    loss.backward()
    assert name == "discriminator"
    assert not learned(synthesizer) and learned(discriminators)
    name, loss, parts = next(losses)
    loss.backward()
    assert name == "generator"
    whole = sum(parts[key] for key in ("adversarial", "features", "mel", "kl"))
    torch.testing.assert_close(loss, whole)
    frozen = {n for n, _ in synthesizer.named_parameters()} - learned(synthesizer)
    assert {n for n in frozen if n.startswith("ssl_proj")} == {"ssl_proj.weight", "ssl_proj.bias"}
    assert not [n for n in frozen if n.startswith(("dec.", "enc_q.", "ref_enc.", "flow."))]
    assert next(losses, None) is None


def test_the_generator_is_judged_by_the_discriminator_that_has_just_learned(step):
    _, discriminators, losses = step
    next(losses)
    with torch.no_grad():
        for layer in discriminators.discriminators:
            layer.get_submodule("conv_post").bias.fill_(1.0)
            layer.get_submodule("conv_post").weight_g.zero_()
    _, _, parts = next(losses)
    torch.testing.assert_close(parts["adversarial"], torch.tensor(0.0))


def test_the_text_modules_learn_slower_and_nobody_is_left_out():
    synthesizer = tiny_synthesizer()
    rest, text = published.generator_groups(synthesizer, 1e-4)
    assert (rest["lr"], text["lr"]) == (1e-4, 1e-4 * 0.4)
    names = {id(p): n for n, p in synthesizer.named_parameters()}
    slow = {names[id(p)].split(".")[1] for p in text["params"]}
    assert slow == {"text_embedding", "encoder_text", "mrte"}
    assert len(rest["params"]) + len(text["params"]) == len(names)


def test_a_short_tail_is_mirrored_to_whole_periods():
    (_, opinion) = Discriminators((3,))(torch.randn(1, 1, 100))
    assert opinion.features[0].shape[-1] == 3
    assert len(opinion.features) == 6 and opinion.scores.ndim == 2


@pytest.mark.parametrize("peak, want", [(0.5, 0.5), (1.6, 1.0), (3.0, 1.5)])
def test_a_loud_reference_is_divided_by_two_at_most(peak, want):
    wave = torch.zeros(2, 3200)
    wave[:, 100] = peak
    heard = sound.reference_wave(wave, 32000)
    assert heard.shape == (1, 3200)
    assert float(heard.max()) == pytest.approx(want)


def test_the_published_preparation_leaves_out_silence_and_what_is_too_loud():
    wave = np.sin(np.arange(3200, dtype=np.float32) / 9)
    loud, heard = sound.published_loudness(wave)
    assert loud.dtype == np.int16 and abs(int(loud.max()) - 0.975 * 32768) < 40
    assert heard.shape == (1600,)
    assert sound.published_loudness(wave * 2.3) is None
    assert sound.published_loudness(wave * 0) is None
