"""Speaking a text after a reference: phonemes, the GPT's tokens, and from them sound.

A text is cut into sentences. Each has random numbers of its own, so that it sounds the same alone
as among others, and the same whatever was spoken before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from engine.audio.joining import faded, levelled
from engine.errors import EngineError
from engine.models.gpt_sovits.decoding import LONGEST, Prefix, decode_all
from engine.models.gpt_sovits.gpt import Gpt
from engine.models.gpt_sovits.reference import Likeness, Phrase, Reference
from engine.models.gpt_sovits.sampling import Sampling
from engine.models.gpt_sovits.sound import spectrogram
from engine.models.gpt_sovits.spec import SAMPLE_RATE
from engine.models.gpt_sovits.synthesizer import Synthesizer
from engine.text.split import Sentence, split
from engine.voice import SpeakRequest, SpokenAudio

# In units of a Chinese character, about a fifth of a second: longer pieces lose words.
BEST_SIZE, MOST_SIZE = 40, 70
LETTER_SIZE = 0.25
TOKEN_RATE = 25
# Sentences that are decoded together once the first one is on its way to the listener.
TOGETHER = 4
# Phonemes a second of speech that can be right; what is spoken slower or faster is said again.
SLOWEST, FASTEST = 4.0, 28.0
TRIES = 3
EDGE_SECONDS = 0.4  # of silence that a short text may carry around it

# What reads a text in a language: its phrase, and sentences about what was left out.
Read = Callable[[str, str], tuple[Phrase, tuple[str, ...]]]


@dataclass(frozen=True)
class Networks:
    """The two networks that speak together."""

    gpt: Gpt
    synthesizer: Synthesizer

    @property
    def device(self) -> torch.device:
        return self.gpt.device


@dataclass(frozen=True)
class Line:
    """A sentence to be said: its number in the text, its phrase and what was left out of it."""

    number: int
    sentence: Sentence
    phrase: Phrase
    warnings: tuple[str, ...] = ()


def speak(
    networks: Networks, reference: Reference, request: SpeakRequest, read: Read
) -> Iterator[SpokenAudio]:
    """Say a text; the same request gives the same samples on one machine.

    Raises:
        EngineError: kind "input" for a text with nothing to speak or too long, or a language that
            cannot be read.
    """
    lines = _lines(request, reference, read)
    first = next(lines, None)
    if first is None:
        raise EngineError(
            "input",
            "The text holds nothing that can be read aloud.",
            "Write at least one word, or choose its language with --language.",
        )
    style = style_of(networks.synthesizer, reference.likenesses)
    yield from _said(networks, reference, style, request, [first])
    waiting: list[Line] = []
    for line in lines:
        waiting.append(line)
        if len(waiting) == TOGETHER:
            yield from _said(networks, reference, style, request, waiting)
            waiting = []
    if waiting:
        yield from _said(networks, reference, style, request, waiting)


@torch.inference_mode()
def style_of(synthesizer: Synthesizer, likenesses: Sequence[Likeness]) -> Tensor:
    """The mean of the finished styles of several recordings, [1, style width, 1]."""
    device = next(synthesizer.parameters()).device
    styles = []
    for likeness in likenesses:
        spec = spectrogram(likeness.wave.to(device)[None], synthesizer.config.sound)
        speaker = None if likeness.speaker is None else likeness.speaker.to(device)[None]
        styles.append(synthesizer.style(spec, speaker))
    return torch.stack(styles).mean(0)


def tokens_of(
    networks: Networks, reference: Reference, phrases: Sequence[Phrase], seeds: Sequence[int]
) -> list[Tensor]:
    """The GPT's tokens [T] for each phrase, decoded together; each from a seed of its own.

    A phrase whose tokens are too many or too few for its phonemes is said again, at most twice, and
    the most likely length is kept.
    """
    best: dict[int, tuple[float, Tensor]] = {}
    left = list(range(len(phrases)))
    for attempt in range(TRIES):
        prefixes = [_prefix(networks.gpt, reference, phrases[number]) for number in left]
        generators = [_generator(seeds[number], attempt) for number in left]
        limit = max(_most_tokens(phrases[number]) for number in left)
        spoken = decode_all(networks.gpt, prefixes, Sampling(), generators, limit)
        for number, said in zip(left, spoken, strict=True):
            # Company must not matter: a long neighbour allows no more tokens than its own limit.
            tokens = said.tokens[: _most_tokens(phrases[number])]
            off = _off_pace(len(tokens), len(phrases[number].phones))
            if number not in best or off < best[number][0]:
                best[number] = off, tokens
        left = [number for number in left if best[number][0] > 0]
        if not left:
            break
    return [best[number][1] for number in range(len(phrases))]


@torch.inference_mode()
def sound_of(
    synthesizer: Synthesizer,
    tokens: Tensor,
    phrase: Phrase,
    style: Tensor,
    generator: torch.Generator,
    speed: float = 1.0,
) -> np.ndarray:
    """Tokens [T] of a phrase as a wave [N] in fp32 at 32 kHz, as loud as it comes."""
    codes = tokens.to(style.device)[None]
    text = phrase.phones.to(style.device)[None]
    noise = synthesizer.draw_noise(codes, speed, generator)
    wave = synthesizer.decode(codes, text, style, noise, speed=speed)
    return wave[0, 0].float().cpu().numpy()


def _lines(request: SpeakRequest, reference: Reference, read: Read) -> Iterator[Line]:
    """The sentences that can be said, in order."""
    language = request.language
    if language == "auto" and reference.language == "yue":
        language = "auto_yue"  # what is written alike is read as the person speaks

    @lru_cache(maxsize=16)
    def phrase_of(text: str) -> tuple[Phrase, tuple[str, ...]]:
        return read(text, language)

    number = 0
    for sentence in split(request.text, _size, BEST_SIZE, MOST_SIZE, request.pauses):
        phrase, warnings = phrase_of(sentence.text)
        if len(phrase.phones):
            yield Line(number, sentence, phrase, warnings)
            number += 1


def _size(text: str) -> int:
    """How long it takes to say a text, in Chinese characters."""
    return round(sum(1.0 if ord(sign) >= 0x1100 else LETTER_SIZE for sign in text))


def _said(
    networks: Networks,
    reference: Reference,
    style: Tensor,
    request: SpeakRequest,
    lines: list[Line],
) -> Iterator[SpokenAudio]:
    seeds = [request.seed * 1_000_003 + line.number for line in lines]
    spoken = tokens_of(networks, reference, [line.phrase for line in lines], seeds)
    for line, seed, tokens in zip(lines, seeds, spoken, strict=True):
        generator = _generator(seed, TRIES)
        wave = sound_of(networks.synthesizer, tokens, line.phrase, style, generator, request.speed)
        quiet = np.zeros(round(line.sentence.pause / request.speed * SAMPLE_RATE), np.float32)
        samples = np.concatenate([finished(wave), quiet])
        yield SpokenAudio(line.sentence.text, samples, SAMPLE_RATE, (), line.warnings)


def finished(wave: np.ndarray) -> np.ndarray:
    """A wave at the common loudness, with soft edges."""
    return faded(levelled(wave, SAMPLE_RATE), SAMPLE_RATE).astype(np.float32)


def _prefix(gpt: Gpt, reference: Reference, phrase: Phrase) -> Prefix:
    prompt = reference.prompt
    parts = [phrase] if prompt is None else [prompt.phrase, phrase]
    phones = torch.cat([part.phones for part in parts])
    bert = torch.cat([_bert(part, gpt.config.bert_width) for part in parts], dim=1)
    tokens = torch.zeros(0, dtype=torch.long) if prompt is None else prompt.tokens
    device = gpt.device
    return Prefix(phones.to(device), bert.to(device), tokens.to(device))


def _bert(phrase: Phrase, width: int) -> Tensor:
    return torch.zeros(width, len(phrase.phones)) if phrase.bert is None else phrase.bert.cpu()


def _most_tokens(phrase: Phrase) -> int:
    seconds = len(phrase.phones) / SLOWEST + 2 * EDGE_SECONDS
    return min(LONGEST, round(TOKEN_RATE * seconds) + 1)


def _off_pace(tokens: int, phones: int) -> float:
    """How many times too slow or too fast that would be, as a logarithm; 0.0 where it is right."""
    seconds = max(tokens, 1) / TOKEN_RATE
    if seconds > phones / SLOWEST + EDGE_SECONDS:
        return float(np.log(seconds * SLOWEST / phones))
    if seconds < phones / FASTEST:
        return float(np.log(phones / FASTEST / seconds))
    return 0.0


def _generator(seed: int, attempt: int) -> torch.Generator:
    return torch.Generator().manual_seed((seed * 7 + attempt) % (1 << 63))
