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

# Seconds by the clock, and of the processor.
Times = tuple[float, float]


@dataclass(frozen=True)
class Part:
    """A piece of the work: its median in seconds, and processor seconds of all threads.

    The latter hardly depend on what else the computer does.
    """

    name: str
    seconds: float
    cpu_seconds: float


@dataclass(frozen=True)
class OfficialFigures:
    """`parts`: "hubert" and "speaker" hear 5 s, "style" is found in them, "first token" comes after
    prompt and text, "token" is each further one (25 make a second of speech), and "sovits" makes a
    second of sound. `cpu_factor` is processor seconds for a second of speech, once it goes.
    """

    base: str
    device: str
    threads: int
    parts: tuple[Part, ...]
    cpu_factor: float
    peak_bytes: int


def bench_official(base: str, device: str, rounds: int, control: Control) -> OfficialFigures:
    """Time each network `rounds` times: 5 s of reference, and 5 s to say after it.

    Raises:
        EngineError: kind "input" for a base that is no official family.
    """
    if base not in SOVITS:
        raise EngineError("input", f"{base} has no such parts.", f"Choose of: {', '.join(SOVITS)}.")
    torch.manual_seed(0)
    place = torch.device(device)
    with peak_memory(device) as peak, torch.inference_mode():
        runs = {"hubert": _hubert(place), "speaker": _speaker(base, place)}
        parts = [_timed(name, run, rounds, control) for name, run in runs.items()]
        del runs
        parts += _gpt(place, rounds, control)
        style, sound = _sovits(base, place)
        parts.append(_timed("style", style, rounds, control))
        parts.append(_timed("sovits", sound, rounds, control, SPOKEN_SECONDS))
    costs = {part.name: part.cpu_seconds for part in parts}
    return OfficialFigures(
        base=base,
        device=device,
        threads=torch.get_num_threads(),
        parts=tuple(parts),
        cpu_factor=round(costs["sovits"] + TOKEN_RATE * costs["token"], 3),
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


def _gpt(device: torch.device, rounds: int, control: Control) -> tuple[Part, Part]:
    """The first token, and each one after it."""
    gpt = Gpt(GPT).eval().to(device)
    said = round(REFERENCE_SECONDS + SPOKEN_SECONDS) * PHONES_PER_SECOND
    prefix = Prefix(
        phones=torch.randint(GPT.phonemes, (said,), device=device),
        bert=torch.zeros(GPT.bert_width, said, device=device),
        prompt=torch.randint(GPT.eos, (round(REFERENCE_SECONDS * TOKEN_RATE),), device=device),
    )
    firsts: list[Times] = []
    others: list[Times] = []
    for number in range(rounds + 1):
        control.check("bench")
        first, *later = _token_times(gpt, prefix, number)
        if number:  # the first round warms up
            firsts.append(first)
            others += later
    return _part("first token", firsts), _part("token", others)


def _token_times(gpt: Gpt, prefix: Prefix, seed: int) -> Iterator[Times]:
    generator = torch.Generator().manual_seed(seed)
    limit = round(SPOKEN_SECONDS * TOKEN_RATE)
    began = _now()
    for _ in stream(gpt, prefix, Sampling(), generator, limit):
        yield _since(began)
        began = _now()


def _sovits(base: str, device: torch.device) -> tuple[Callable[[], object], Callable[[], object]]:
    """Finding the style in a reference, and speaking."""
    config = SOVITS[base]
    synthesizer = Synthesizer(config, posterior=False).eval().to(device)
    wave = torch.randn(1, round(REFERENCE_SECONDS * SAMPLE_RATE), device=device) * 0.1
    speaker = torch.randn(1, config.speaker, device=device) if config.pro else None
    style = synthesizer.style(spectrogram(wave), speaker)
    codes = torch.randint(config.codes, (1, round(SPOKEN_SECONDS * TOKEN_RATE)), device=device)
    said = round(SPOKEN_SECONDS * PHONES_PER_SECOND)
    text = torch.randint(config.symbols, (1, said), device=device)
    noise = synthesizer.draw_noise(codes, 1.0, torch.Generator().manual_seed(0))
    return (
        lambda: synthesizer.style(spectrogram(wave), speaker),
        lambda: synthesizer.decode(codes, text, style, noise),
    )


def _timed(
    name: str, run: Callable[[], object], rounds: int, control: Control, share: float = 1.0
) -> Part:
    """Medians of `rounds` runs behind one that warms up, for the `share`-th part of one."""
    times: list[Times] = []
    for _ in range(rounds + 1):
        control.check("bench")
        began = _now()
        run()
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        wall, cpu = _since(began)
        times.append((wall / share, cpu / share))
    return _part(name, times[1:])


def _part(name: str, times: list[Times]) -> Part:
    return Part(name, *(round(statistics.median(column), 4) for column in zip(*times)))


def _now() -> Times:
    return time.perf_counter(), time.process_time()


def _since(began: Times) -> Times:
    wall, cpu = _now()
    return wall - began[0], cpu - began[1]
