"""The SoVITS generator: sizes from configuration, strict files, folding, adapters, noise."""

from dataclasses import replace

import pytest
import torch

from engine.errors import EngineError
from engine.models.gpt_sovits.config import SovitsConfig
from engine.models.gpt_sovits.synthesizer import build_synthesizer, crop, draw_starts
from engine.training.memory import recomputing
from tests.engine.models.gpt_sovits.tiny_sovits import tiny_config, tiny_lesson, tiny_synthesizer


def speak(synthesizer, speed=1.0, noise_scale=0.5):
    config, g = synthesizer.config, torch.Generator().manual_seed(3)
    codes = torch.randint(config.codes, (1, 7), generator=g)
    text = torch.randint(config.symbols, (1, 5), generator=g)
    speaker = torch.randn(1, config.speaker, generator=g) if config.pro else None
    style = synthesizer.style(torch.rand(1, config.sound.bins, 9, generator=g), speaker)
    noise = synthesizer.draw_noise(codes, speed, g)
    with torch.no_grad():
        return synthesizer.decode(codes, text, style, noise, noise_scale, speed)


@pytest.mark.parametrize("version", ["v2", "v2Pro", "v2ProPlus"])
@pytest.mark.parametrize("speed, frames", [(1.0, 14), (1.3, 11), (0.5, 29)])
def test_it_speaks_at_any_size_and_speed(version, speed, frames):
    synthesizer = tiny_synthesizer(version).eval()
    wave = speak(synthesizer, speed)
    assert wave.shape == (1, 1, frames * synthesizer.config.sound.hop)
    assert wave.abs().max() <= 1 and wave.std() > 0


def test_the_same_noise_gives_the_same_wave_whatever_ran_before():
    synthesizer = tiny_synthesizer().eval()
    first = speak(synthesizer)
    before = torch.get_rng_state()
    assert torch.equal(speak(synthesizer), first)
    assert torch.equal(torch.get_rng_state(), before)
    assert not torch.equal(speak(synthesizer, noise_scale=0.0), first)


@pytest.mark.parametrize("version", ["v2", "v2Pro"])
def test_a_fresh_network_takes_official_files_and_gives_them_back(version):
    source = tiny_synthesizer(version).eval()
    halves = {name: tensor.half() for name, tensor in source.official_state().items()}
    other = build_synthesizer(tiny_config(version)).eval()
    other.load_official(halves)
    back = other.official_state()
    assert back.keys() == halves.keys()
    assert all(torch.equal(back[name].half(), tensor) for name, tensor in halves.items())


def test_folding_changes_no_sound_and_files_still_go_in_and_out():
    synthesizer = tiny_synthesizer().eval()
    want = speak(synthesizer)
    official = {n: t.clone() for n, t in synthesizer.official_state().items()}
    synthesizer.fold()
    torch.testing.assert_close(speak(synthesizer), want)
    assert not any(name.endswith("weight_g") for name in synthesizer.state_dict())
    for name, tensor in synthesizer.official_state().items():
        torch.testing.assert_close(tensor, official[name])
    for parameter in synthesizer.parameters():
        parameter.data.zero_()
    synthesizer.load_official(official)
    torch.testing.assert_close(speak(synthesizer), want)


def test_speech_needs_no_posterior():
    whole = tiny_synthesizer().eval()
    state = {n: t for n, t in whole.official_state().items() if "enc_q" not in n}
    small = build_synthesizer(whole.config, posterior=False).eval()
    small.load_official(state)
    assert torch.equal(speak(small), speak(whole))


def wrong_files():
    state = tiny_synthesizer().official_state()
    name = "dec.ups.0.weight_v"
    yield "lacks dec.ups.0.weight_v", {n: t for n, t in state.items() if n != name}
    yield "sv_emb.weight", state | {"sv_emb.weight": torch.zeros(2, 2)}
    yield "shape [1, 2]", state | {name: torch.zeros(1, 2)}
    yield "not finite", state | {name: torch.full_like(state[name], torch.nan)}
    yield "int64", state | {name: torch.zeros_like(state[name], dtype=torch.int64)}


@pytest.mark.parametrize(
    "message, state", list(wrong_files()), ids=lambda x: x if isinstance(x, str) else ""
)
def test_a_file_that_does_not_fit_is_named_and_changes_nothing(message, state):
    synthesizer = tiny_synthesizer()
    before = {n: t.clone() for n, t in synthesizer.state_dict().items()}
    with pytest.raises(EngineError) as caught:
        synthesizer.load_official(state, "anna.pth")
    assert caught.value.kind == "damaged"
    assert message in caught.value.message and "anna.pth" in caught.value.message
    assert all(torch.equal(before[n], t) for n, t in synthesizer.state_dict().items())


def test_adapters_sit_on_folded_layers_and_melt_into_the_official_file():
    peft = pytest.importorskip("peft")
    synthesizer = tiny_synthesizer().eval()
    synthesizer.fold()
    layers = [
        *("enc_p.encoder_text.attn_layers.0.conv_q", "dec.resblocks.0.convs1.0"),
        *("flow.flows.0.enc.in_layers.1", "ref_enc.slf_attn.w_qs"),
    ]
    config = peft.LoraConfig(r=2, lora_alpha=2, target_modules="|".join(layers))
    peft.inject_adapter_in_model(config, synthesizer)
    for name, parameter in synthesizer.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(parameter, std=0.3)
    want = speak(synthesizer)
    for name in layers:
        layer = synthesizer.get_submodule(name)
        layer.merge()
        synthesizer.set_submodule(name, layer.get_base_layer())
    plain = tiny_synthesizer().eval()
    assert not torch.allclose(speak(plain), want)
    plain.load_official(synthesizer.official_state())
    torch.testing.assert_close(speak(plain), want)


def gradients(synthesizer, lesson, how="none"):
    synthesizer.zero_grad()
    with recomputing(synthesizer, synthesizer.checkpoint_blocks(), how):
        lessons = synthesizer(lesson)
        (lessons.wave.square().mean() + lessons.moved.square().mean()).backward()
    return {n: p.grad for n, p in synthesizer.named_parameters() if p.grad is not None}


def test_recomputed_blocks_give_the_same_gradients():
    synthesizer = tiny_synthesizer().train()
    lesson = tiny_lesson(synthesizer.config)
    want = gradients(synthesizer, lesson)
    got = gradients(synthesizer, lesson, "all")
    assert want.keys() == got.keys()
    for name, gradient in want.items():
        torch.testing.assert_close(got[name], gradient)


def test_half_precision_stays_near():
    synthesizer = tiny_synthesizer("v2Pro").eval()
    lesson = tiny_lesson(synthesizer.config)
    want = synthesizer(lesson).wave
    with torch.autocast("cpu", torch.bfloat16):
        got = synthesizer(lesson).wave
    assert got.dtype == torch.bfloat16
    torch.testing.assert_close(got.float(), want, atol=0.05, rtol=0.1)
    style = synthesizer.bfloat16().style(lesson.spec.bfloat16(), lesson.speaker.bfloat16())
    assert style.dtype == torch.bfloat16


def test_what_is_padding_does_not_count():
    synthesizer = tiny_synthesizer().eval()
    lesson = tiny_lesson(synthesizer.config)
    spec, text = lesson.spec.clone(), lesson.text.clone()
    spec[1, :, 10:], text[1, 4:] = 9.0, 3
    torch.testing.assert_close(
        synthesizer(lesson._replace(spec=spec, text=text)).wave, synthesizer(lesson).wave
    )


def test_crops_begin_where_they_fit():
    frames = torch.tensor([5, 9, 100])
    starts = torch.stack(
        [draw_starts(frames, 5, torch.Generator().manual_seed(seed)) for seed in range(200)]
    )
    assert starts.min() == 0 and starts[:, 0].max() == 0
    assert starts[:, 1].max() == 4 and starts[:, 2].max() > 80
    x = torch.arange(20.0).view(1, 2, 10)
    assert crop(x, torch.tensor([3]), 4).tolist() == [[[3, 4, 5, 6], [13, 14, 15, 16]]]


def test_a_configuration_is_read_or_refused(official_config):
    config = SovitsConfig.from_official(official_config, "v2")
    assert (config.layers, config.segment, config.vocoder.rates[0]) == (6, 32, 10)
    assert replace(config, version="v2Pro").periods[-1] == 23
    with pytest.raises(EngineError, match="v3 voice; Timbre speaks v2, v2Pro, v2ProPlus"):
        SovitsConfig.from_official(official_config, "v3")
    with pytest.raises(EngineError, match="50hz"):
        model = official_config["model"] | {"semantic_frame_rate": "50hz"}
        SovitsConfig.from_official(official_config | {"model": model}, "v2")


@pytest.mark.parametrize(
    "part, name, value, message",
    [
        ("model", "n_layers", None, "has no 'n_layers'"),
        ("model", "n_heads", 5, "heads do not divide"),
        ("model", "upsample_rates", [10, 9], "stages do not make a frame"),
        ("model", "upsample_rates", "wide", "cannot be read"),
        ("data", "sampling_rate", 44100, "keep step"),
        ("data", "hop_length", 0, "cannot be read"),
    ],
)
def test_a_configuration_that_cannot_be_is_refused(official_config, part, name, value, message):
    official_config[part][name] = value
    if value is None:
        del official_config[part][name]
    with pytest.raises(EngineError, match=message) as caught:
        SovitsConfig.from_official(official_config, "v2")
    assert caught.value.kind == "damaged"


@pytest.fixture
def official_config():
    data = {"sampling_rate": 32000, "filter_length": 2048, "hop_length": 640, "win_length": 2048}
    data |= {"n_mel_channels": 128, "mel_fmin": 0.0, "mel_fmax": None}
    model = {
        "inter_channels": 192,
        "hidden_channels": 192,
        "filter_channels": 768,
        "n_heads": 2,
        "n_layers": 6,
        "kernel_size": 3,
        "p_dropout": 0.1,
        "resblock": "1",
        "resblock_kernel_sizes": [3],
        "resblock_dilation_sizes": [[1, 3]],
        "upsample_rates": [10, 64],
        "upsample_initial_channel": 512,
        "upsample_kernel_sizes": [16, 64],
        "gin_channels": 512,
    }
    return {"data": data, "train": {"segment_size": 20480}, "model": model}
