"""Speaking a text as a persona: sentence by sentence, trimmed, paused, at one loudness."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from engine.audio.joining import faded, levelled, levels
from engine.errors import EngineError
from engine.models.starter.network import (
    FRAME_RATE,
    SAMPLES_PER_FRAME,
    Kokoro,
    whole_frames,
)
from engine.models.starter.persona import Persona
from engine.text import FRONTENDS, Frontend, Phones, frontend
from engine.text.detect import language_of
from engine.text.dictionary import phonemes_of
from engine.text.split import Sentence, split
from engine.voice import SpeakRequest, SpokenAudio, WordTime

RATE = FRAME_RATE * SAMPLES_PER_FRAME
# About 13 and 17 seconds: longer sentences lose their melody, and their listener the thread while
# the next one is made. The network itself takes 510.
BEST_PHONES, MOST_PHONES = 200, 260

_SILENT = 0.01  # of the loudest tenth of a second: -40 dB
_BEFORE, _AFTER = 0.05, 0.08  # seconds kept before and after speech


def speak(
    network: Kokoro, persona: Persona, request: SpeakRequest, language: str
) -> Iterator[SpokenAudio]:
    """Say a text; the same request gives the same samples on one machine.

    `language` is that of `language_to_read` or another with a front end.

    Raises:
        EngineError: kind "input" for a text with nothing to speak or too long, a language without
            a front end, or a reference clip.
    """
    if request.reference is not None:
        raise EngineError(
            "input",
            "Voices of the starter speak in their own manner and follow no reference clip.",
            "Leave --reference out, or use a voice of v2, v2Pro or v2ProPlus.",
        )
    front = frontend(language, phonemes_of(request.dictionary))

    @lru_cache(maxsize=64)
    def phones(text: str) -> Phones:
        return front.phones(text, network.vocabulary)

    spoken = 0
    sentences = split(
        request.text,
        lambda text: len(phones(text).phonemes),
        BEST_PHONES,
        MOST_PHONES,
        request.pauses,
    )
    for sentence in sentences:
        said = phones(sentence.text)
        if any(symbol.isalpha() for symbol in said.phonemes):
            yield _say(network, persona, sentence, said, request, spoken)
            spoken += 1
    if not spoken:
        raise _unspeakable(front)


def language_to_read(request: SpeakRequest, own: str) -> str:
    """What the request asks for, else the voice's own language unless the writing says another."""
    if request.language != "auto":
        return request.language
    main = own.partition("-")[0]
    found = language_of(request.text, han="" if main == "en" else main)
    return own if found == main or found not in FRONTENDS else found


@torch.inference_mode()
def _say(
    network: Kokoro,
    persona: Persona,
    sentence: Sentence,
    said: Phones,
    request: SpeakRequest,
    number: int,
) -> SpokenAudio:
    # Every sentence has a noise of its own, wherever the text was cut before it.
    generator = torch.Generator().manual_seed((request.seed * 1_000_003 + number) % (1 << 63))
    tokens = network.tokens(said.phonemes)
    wave, frames = utter(network, persona, tokens, request.speed, generator)
    ends = np.concatenate([[0.0], np.cumsum(frames.cpu().numpy())]) / FRAME_RATE
    # Token 0 is the silent edge: symbol i of the phonemes is token i + 1.
    words = [(word.text, ends[word.start + 1], ends[word.end + 1]) for word in said.words]
    samples = wave.cpu().numpy()
    begin, end = _speech_bounds(samples, words)
    kept = faded(levelled(samples[begin:end], RATE), RATE)
    silence = round(sentence.pause / request.speed * RATE)
    seconds = len(kept) / RATE
    times = [
        WordTime(text, *(float(np.clip(t - begin / RATE, 0.0, seconds)) for t in bounds))
        for text, *bounds in words
    ]
    quiet = np.zeros(silence, dtype=np.float32)
    return SpokenAudio(sentence.text, np.concatenate([kept, quiet]), RATE, tuple(times))


def utter(
    network: Kokoro,
    persona: Persona,
    tokens: Tensor,
    speed: float = 1.0,
    generator: torch.Generator | None = None,
) -> tuple[Tensor, Tensor]:
    """Tokens [1, P] as a persona's speech: wave [600 T] in fp32, whole frames [P]."""
    states = network.encode(tokens)
    style = persona.prosody_style(tokens.shape[1])
    predicted, hidden = network.durations(states, style)
    frames = whole_frames(predicted, speed * float(persona.tempo))
    f0, energy = network.curves(hidden, frames, style)
    timbre = persona.timbre_style(tokens.shape[1])
    f0 = persona.at_pitch(f0)
    with torch.autocast("cpu", torch.bfloat16, enabled=_half(network.device)):
        wave = network.decode(states, frames, f0, energy, timbre, generator)
    return persona.toned(wave.float())[0], frames[0]


def _half(device: torch.device) -> bool:
    """Whether the decoder gains from bf16: only a processor that multiplies it natively does.

    It moves the mel spectrum by .08 dB; another seed moves it by .29.
    """
    able = torch.cpu.get_capabilities()
    return device.type == "cpu" and bool(able.get("avx512_bf16") or able.get("amx_bf16"))


def _speech_bounds(samples: np.ndarray, words: list[tuple[str, float, float]]) -> tuple[int, int]:
    """Where speech begins and ends, in samples: by its level, and never inside a word."""
    level = levels(samples, RATE)
    loud = np.flatnonzero(level > _SILENT * np.quantile(level, 0.95))
    begin = (loud[0] if len(loud) else 0) / 100 - _BEFORE
    end = (loud[-1] + 1 if len(loud) else len(level)) / 100 + _AFTER
    if words:
        begin, end = min(begin, words[0][1]), max(end, words[-1][2])
    return max(0, round(begin * RATE)), min(len(samples), round(end * RATE))


def _unspeakable(front: Frontend) -> EngineError:
    return EngineError(
        "input",
        f"The text holds nothing that can be read in {front.language!r}.",
        "Write at least one word of that language, or choose another with --language.",
    )
