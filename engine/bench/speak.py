"""How fast a voice speaks: loading, the first sound, seconds of work per second of speech."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass

import torch

from engine.bench.memory import peak_memory
from engine.control import Control
from engine.speak import Speaker, open_voice, speak
from engine.voice import SpeakRequest

SENTENCES = (
    "Good morning, everybody.",
    "The bakery on the corner opens early, and the smell of bread fills the street.",
    "When the storm had passed, we walked along the beach for hours, picking up driftwood and"
    " shells, until the sun went down behind the old lighthouse and the wind turned cold.",
)
LONG_TEXT = " ".join(
    [
        "It was late in the evening when the train finally came into the station, and nobody was"
        " waiting on the platform except an old man with a lantern.",
        *SENTENCES,
    ]
    * 3
)


@dataclass(frozen=True)
class SentenceFigures:
    """One sentence: seconds of sound, median seconds to make it, and their ratio."""

    characters: int
    seconds: float
    took_seconds: float
    real_time_factor: float


@dataclass(frozen=True)
class SpeakFigures:
    """`real_time_factor` over all sentences; `first_sound_seconds` into a long text, when warm.

    `cpu_factor` is processor seconds, of all threads, per second of speech: unlike the others it
    hardly depends on what else the computer does.
    """

    voice: str
    device: str
    threads: int
    load_seconds: float
    first_sound_seconds: float
    real_time_factor: float
    cpu_factor: float
    peak_bytes: int
    sentences: tuple[SentenceFigures, ...]


def bench_speak(voice: str, device: str, rounds: int, control: Control) -> SpeakFigures:
    """Load a voice, warm it up with one sentence, and time it `rounds` times on each sentence."""
    with peak_memory() as peak:
        began = time.perf_counter()
        speaker = open_voice(voice, device)
        loaded = time.perf_counter() - began
        _time(speaker, SENTENCES[0])
        figures = []
        worked = time.process_time()
        for text in SENTENCES:
            control.check("bench")
            figures.append(_sentence(speaker, text, rounds))
        worked = time.process_time() - worked
        first = statistics.median(_first_sound(speaker, n) for n in range(rounds))
    took = sum(item.took_seconds for item in figures)
    seconds = sum(item.seconds for item in figures)
    return SpeakFigures(
        voice=voice,
        device=device,
        threads=torch.get_num_threads(),
        load_seconds=round(loaded, 2),
        first_sound_seconds=round(first, 3),
        real_time_factor=round(took / seconds, 3),
        cpu_factor=round(worked / (rounds * seconds), 3),
        peak_bytes=peak.bytes,
        sentences=tuple(figures),
    )


def _sentence(speaker: Speaker, text: str, rounds: int) -> SentenceFigures:
    runs = [_time(speaker, text) for _ in range(rounds)]
    took = statistics.median(run[1] for run in runs)
    seconds = runs[0][0]
    return SentenceFigures(len(text), round(seconds, 2), round(took, 3), round(took / seconds, 3))


def _time(speaker: Speaker, text: str) -> tuple[float, float]:
    """Seconds of sound, and seconds it took."""
    began = time.perf_counter()
    samples = sum(len(part.samples) for part in speak(speaker, SpeakRequest(text)))
    return samples / speaker.rate, time.perf_counter() - began


def _first_sound(speaker: Speaker, seed: int) -> float:
    began = time.perf_counter()
    parts = speak(speaker, SpeakRequest(LONG_TEXT, seed=seed), quick_start=True)
    next(parts)
    return time.perf_counter() - began
