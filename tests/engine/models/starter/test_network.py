"""The network speaks as the published one does, and keeps its laws.

`goldens/kokoro.npz` was made by the package `kokoro` 0.9.4 with these weights: one sentence of
voice af_heart, the same white noise on every harmonic (so that its mix equals one noise).
"""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch.utils.checkpoint import checkpoint

from engine.errors import EngineError
from engine.models.starter.generator import HarmonicSource
from engine.models.starter.network import expand, split_style, whole_frames
from engine.models.starter.snake import NormSnake

GOLDEN = np.load(Path(__file__).parent / "goldens" / "kokoro.npz")
PHONES = str(GOLDEN["phones"])


def golden(name):
    return torch.from_numpy(GOLDEN[name].astype(np.float32)).unsqueeze(0)


@pytest.fixture(scope="module")
def style(network):
    return split_style(network.voices[str(GOLDEN["voice"])][len(PHONES) - 1].unsqueeze(0))


@pytest.fixture(scope="module")
def spoken(network, style):
    """(states, unrounded frames, F0, energy) of the golden sentence."""
    with torch.inference_mode():
        states = network.encode(network.tokens(PHONES))
        frames, hidden = network.durations(states, style[1])
        return states, frames, *network.curves(hidden, whole_frames(frames), style[1])


def crop(frames=20):
    """Features, curves of a crop of that many frames; deterministic."""
    generator = torch.Generator().manual_seed(3)
    acoustic = 0.3 * torch.randn(1, 512, frames, generator=generator)
    f0 = 150 + 30 * torch.sin(torch.arange(2 * frames) / 9).unsqueeze(0)
    return acoustic, f0, torch.randn(1, 2 * frames, generator=generator)


def test_durations_pitch_and_energy_are_those_of_the_published_model(spoken):
    _, frames, f0, energy = spoken
    assert torch.allclose(frames, golden("durations"), atol=1e-4)
    assert torch.allclose(f0, golden("f0"), atol=5e-3)  # Hz
    assert torch.allclose(energy, golden("energy"), atol=5e-4)


def test_the_source_differs_from_the_published_one_only_by_its_rounding_of_phase(network):
    ours = network.decoder.generator.source(golden("f0"), golden("noise"))
    assert torch.allclose(ours, golden("source"), atol=1e-3)


def test_the_wave_is_that_of_the_published_model(network, spoken, style):
    states, frames, _, _ = spoken
    acoustic = expand(states.acoustic, whole_frames(frames))
    with torch.inference_mode():
        wave = network.decoder(acoustic, golden("f0"), golden("energy"), style[0], golden("source"))
    assert wave.shape == golden("wave").shape
    assert torch.allclose(wave, golden("wave"), atol=1e-4)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(network, style):
    def say(seed):
        with torch.inference_mode():
            generator = torch.Generator().manual_seed(seed)
            return network.decode_features(*crop(), style[0], generator)

    assert torch.equal(say(1), say(1))
    assert not torch.equal(say(1), say(2))


def test_a_padded_batch_gives_what_each_text_gives_alone(network):
    texts = ["ɐ vˈYs ˈWt.", "wˈʌn mˈɪnət."]
    prosody = network.voices["am_fenrir"][10:11, 128:]
    singles = [network.tokens(text) for text in texts]
    lengths = torch.tensor([t.shape[1] for t in singles])
    tokens = torch.zeros(2, int(lengths.max()), dtype=torch.long)
    for row, single in zip(tokens, singles):
        row[: single.shape[1]] = single[0]
    with torch.inference_mode():
        states = network.encode(tokens, lengths)
        frames, _ = network.durations(states, prosody.expand(2, -1))
        for index, single in enumerate(singles):
            alone = network.encode(single)
            length = single.shape[1]
            assert torch.allclose(states.acoustic[index, :, :length], alone.acoustic[0], atol=1e-4)
            expected, _ = network.durations(alone, prosody)
            assert torch.allclose(frames[index, :length], expected[0], atol=1e-3)
            assert frames[index, length:].eq(0).all()


def test_a_batch_of_crops_gives_what_each_crop_gives_alone(network, style):
    acoustic, f0, energy = crop()
    both = [torch.cat([x, x.flip(-1)]) for x in (acoustic, f0, energy)]
    with torch.inference_mode():
        together = network.decode_features(*both, style[0].expand(2, -1))
        alone = network.decode_features(*(x[1:] for x in both), style[0])
    assert torch.allclose(together[1:], alone, atol=1e-4)


def test_bf16_autocast_sounds_like_fp32(network, style):
    def log_spectrum(bf16):
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            wave = network.decode_features(*crop(40), style[0])
        window = torch.hann_window(512)
        spectrum = torch.stft(wave, 512, 128, window=window, return_complex=True).abs()
        return (spectrum + 1e-3).log()

    assert (log_spectrum(True) - log_spectrum(False)).abs().mean() < 0.15


def test_gradients_reach_the_style_and_agree_with_checkpointing(network, style):
    def gradient(recompute):
        timbre = style[0].clone().requires_grad_()
        names = network.checkpoint_blocks("decoder.") if recompute else []
        for name in names:
            block = network.get_submodule(name)
            plain = block.forward
            block.forward = lambda x, s, f=plain: checkpoint(f, x, s, use_reentrant=False)
        try:
            network.decode_features(*crop(8), timbre).square().mean().backward()
        finally:
            for name in names:
                del network.get_submodule(name).forward
        return timbre.grad

    plain = gradient(False)
    assert plain.isfinite().all() and plain.abs().sum() > 0
    assert torch.allclose(gradient(True), plain, rtol=1e-3, atol=1e-8)


def test_gradients_reach_the_prosody_style_through_durations_and_curves(network, style):
    prosody = style[1].clone().requires_grad_()
    states = network.encode(network.tokens(PHONES))
    frames, hidden = network.durations(states, prosody)
    f0, energy = network.curves(hidden, whole_frames(frames), prosody)
    (frames.sum() + f0.mean() + energy.mean()).backward()
    assert prosody.grad.isfinite().all() and prosody.grad.abs().sum() > 0


def test_norm_and_snake_as_one_have_the_gradients_of_the_parts():
    torch.manual_seed(0)
    inputs = (torch.randn(2, 6, 40), torch.rand(2, 6) + 0.5, torch.randn(2, 6))
    inputs = (*inputs, torch.rand(1, 6, 1) + 0.5)

    def parts(x, scale, shift, alpha):
        y = torch.nn.functional.instance_norm(x) * scale[..., None] + shift[..., None]
        return y + torch.sin(alpha * y) ** 2 / alpha

    results = []
    for function in (NormSnake.apply, parts):
        leaves = [x.clone().requires_grad_() for x in inputs]
        out = function(*leaves)
        (out * torch.linspace(-1, 1, 40)).sum().backward()
        results.append([out, *(leaf.grad for leaf in leaves)])
    for one, composed in zip(*results):
        assert torch.allclose(one, composed, atol=1e-4)


def test_the_source_keeps_its_pitch_over_a_minute():
    source = HarmonicSource()
    with torch.no_grad():
        source.mix.weight.zero_()
        source.mix.weight[0, 0] = 1.0
        source.mix.bias.zero_()
        wave = source(torch.full((1, 80 * 60), 100.3), None)[0, -24_000:]
    spectrum = torch.fft.rfft(wave * torch.hann_window(24_000), 240_000).abs()
    assert abs(int(spectrum.argmax()) / 10 - 100.3) < 0.11


def test_unknown_and_too_many_symbols_are_refused(network):
    with pytest.raises(EngineError, match="☃"):
        network.tokens("ɐ☃")
    with pytest.raises(EngineError, match="511"):
        network.tokens("ɐ" * 511)
    assert network.tokens("ɐ" * 510).shape == (1, 512)


def test_whole_frames_follow_the_speed_and_never_lose_a_phoneme():
    frames = torch.tensor([[0.2, 4.0, 9.0]])
    assert whole_frames(frames).tolist() == [[1, 4, 9]]
    assert whole_frames(frames, speed=2.0).tolist() == [[1, 2, 4]]


def test_items_of_a_batch_must_last_equally_long():
    with pytest.raises(ValueError, match="equally long"):
        expand(torch.zeros(2, 3, 2), torch.tensor([[1, 2], [2, 2]]))
