"""How long each network of an official family takes to speak, with random weights of its size.

Time does not depend on what the weights are, so no base has to be here.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import torch

from engine.bench.memory import peak_memory
from engine.control import Control
from engine.errors import EngineError
from engine.models.families import family_names
from engine.models.gpt_sovits.config import SovitsConfig, VocoderConfig
from engine.models.gpt_sovits.decoding import Prefix, stream
from engine.models.gpt_sovits.gpt import Gpt, GptConfig
from engine.models.gpt_sovits.hubert import SAMPLE_RATE as HUBERT_RATE
from engine.models.gpt_sovits.hubert import Hubert
from engine.models.gpt_sovits.sampling import Sampling
from engine.models.gpt_sovits.sound import spectrogram
from engine.models.gpt_sovits.speaker_vector import SpeakerVector, SpeakerVectorConfig
from engine.models.gpt_sovits.spec import SAMPLE_RATE
from engine.models.gpt_sovits.synthesizer import Synthesizer

REFERENCE_SECONDS = 5.0
SPOKEN_SECONDS = 5.0
TOKEN_RATE = 25
PHONES_PER_SECOND = 12

_VOCODER = VocoderConfig(
    channels=512,
    rates=(10, 8, 2, 2, 2),
    kernels=(16, 16, 8, 2, 2),
    block_kernels=(3, 7, 11),
    block_dilations=((1, 3, 5),) * 3,
)
_V2 = SovitsConfig(
    version="v2",
    hidden=192,
    latent=192,
    filter=768,
    heads=2,
    layers=6,
    kernel=3,
    dropout=0.1,
    style_width=512,
    segment=32,
    vocoder=_VOCODER,
)
_PRO = replace(_V2, version="v2Pro", dropout=0.0, style_width=1024)
_PLUS_VOCODER = replace(_VOCODER, channels=768, kernels=(20, 16, 8, 2, 2))
SOVITS = {
    "v2": _V2,
    "v2Pro": _PRO,
    "v2ProPlus": replace(_PRO, version="v2ProPlus", vocoder=_PLUS_VOCODER),
}
GPT = GptConfig(layers=24, width=512, heads=16, tokens=1025, phonemes=732, eos=1024)


@dataclass(frozen=True)
class OfficialFigures:
    """Medians in seconds. `prefill_seconds` is the GPT's first token, after the prompt and text.

    `token_seconds` each further one: at 25 a second of speech, below .04 the GPT keeps up.
    `sovits_factor` is seconds of work for a second of sound, `whole_factor` of both networks.
    """

    base: str
    device: str
    threads: int
    hubert_seconds: float
    speaker_seconds: float
    style_seconds: float
    prefill_seconds: float
    token_seconds: float
    sovits_factor: float
    whole_factor: float
    peak_bytes: int


def bench_official(base: str, device: str, rounds: int, control: Control) -> OfficialFigures:
    """Time each network `rounds` times: 5 s of reference, and 5 s to say after it.

    Raises:
        EngineError: kind "input" for a base that is no official family.
    """
    if base not in SOVITS:
        known = ", ".join(name for name in family_names() if name in SOVITS)
        raise EngineError("input", f"{base} has no such parts.", f"Choose one of: {known}.")
    torch.manual_seed(0)
    place = torch.device(device)
    with peak_memory(device) as peak, torch.inference_mode():
        ears = [_hubert(place), _speaker(base, place)]
        heard = [_median(run, rounds, control, device) for run in ears]
        first, each = _gpt(place, rounds, control)
        style, sound = (_median(run, rounds, control, device) for run in _sovits(base, place))
    return OfficialFigures(
        base=base,
        device=device,
        threads=torch.get_num_threads(),
        hubert_seconds=round(heard[0], 3),
        speaker_seconds=round(heard[1], 3),
        style_seconds=round(style, 3),
        prefill_seconds=round(first, 3),
        token_seconds=round(each, 4),
        sovits_factor=round(sound / SPOKEN_SECONDS, 3),
        whole_factor=round(sound / SPOKEN_SECONDS + each * TOKEN_RATE, 3),
        peak_bytes=peak.bytes,
    )


def _hubert(device: torch.device) -> Callable[[], object]:
    from transformers import HubertConfig, HubertModel

    hubert = Hubert(HubertModel(HubertConfig()).eval()).to(device)
    wave = torch.randn(1, round(REFERENCE_SECONDS * HUBERT_RATE)) * 0.1
    return lambda: hubert(wave)


def _speaker(base: str, device: torch.device) -> Callable[[], object]:
    if not SOVITS[base].pro:
        return lambda: None
    voices = SpeakerVector(SpeakerVectorConfig()).eval().to(device)
    wave = torch.randn(1, round(REFERENCE_SECONDS * HUBERT_RATE)) * 0.1
    return lambda: voices.embed(wave)


def _gpt(device: torch.device, rounds: int, control: Control) -> tuple[float, float]:
    """Seconds to the first token, and for each one after it."""
    gpt = Gpt(GPT).eval().to(device)
    said = round(REFERENCE_SECONDS + SPOKEN_SECONDS) * PHONES_PER_SECOND
    prefix = Prefix(
        phones=torch.randint(GPT.phonemes, (said,), device=device),
        bert=torch.zeros(GPT.bert_width, said, device=device),
        prompt=torch.randint(GPT.eos, (round(REFERENCE_SECONDS * TOKEN_RATE),), device=device),
    )
    firsts: list[float] = []
    others: list[float] = []
    for number in range(rounds + 1):
        control.check("bench")
        times = list(_token_times(gpt, prefix, number))
        if number:  # the first round warms up
            firsts.append(times[0])
            others += times[1:]
    return statistics.median(firsts), statistics.median(others)


def _token_times(gpt: Gpt, prefix: Prefix, seed: int) -> Iterator[float]:
    generator = torch.Generator().manual_seed(seed)
    limit = round(SPOKEN_SECONDS * TOKEN_RATE)
    began = time.perf_counter()
    for _ in stream(gpt, prefix, Sampling(), generator, limit):
        yield time.perf_counter() - began
        began = time.perf_counter()


def _sovits(base: str, device: torch.device) -> Iterator[Callable[[], object]]:
    """Finding the style in a reference, and speaking."""
    config = SOVITS[base]
    synthesizer = Synthesizer(config, posterior=False).eval().to(device)
    wave = torch.randn(1, round(REFERENCE_SECONDS * SAMPLE_RATE), device=device) * 0.1
    speaker = torch.randn(1, config.speaker, device=device) if config.pro else None
    yield lambda: synthesizer.style(spectrogram(wave), speaker)
    style = synthesizer.style(spectrogram(wave), speaker)
    codes = torch.randint(config.codes, (1, round(SPOKEN_SECONDS * TOKEN_RATE)), device=device)
    said = round(SPOKEN_SECONDS * PHONES_PER_SECOND)
    text = torch.randint(config.symbols, (1, said), device=device)
    noise = synthesizer.draw_noise(codes, 1.0, torch.Generator().manual_seed(0))
    yield lambda: synthesizer.decode(codes, text, style, noise)


def _median(run: Callable[[], object], rounds: int, control: Control, device: str) -> float:
    """Median seconds of `rounds` runs behind one that warms up."""
    times: list[float] = []
    for _ in range(rounds + 1):
        control.check("bench")
        began = time.perf_counter()
        run()
        if device.startswith("cuda"):
            torch.cuda.synchronize()
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])
