"""Speech to measure a training with, from a stock voice."""

from pathlib import Path

from engine.audio.files import write_audio
from engine.bench.speak import SENTENCES
from engine.models.families import open_stock
from engine.project import Clip
from engine.voice import SpeakRequest

STOCK = {"starter": "af_heart"}


def spoken_clips(base: str, device: str, folder: Path) -> tuple[Clip, ...]:
    """Sentences as the clips of a dataset, by a stock voice of the base or of the starter."""
    speaker = base if base in STOCK else "starter"
    family = open_stock(speaker, STOCK[speaker], device)
    clips: list[Clip] = []
    for text in SENTENCES:
        name = f"clips/{len(clips):04}.flac"
        (spoken,) = family.speak(SpeakRequest(text, seed=len(clips)))
        seconds = len(spoken.samples) / spoken.rate
        write_audio(folder / name, spoken.samples, spoken.rate)
        clips.append(
            Clip(
                id=f"{len(clips):04}",
                path=name,
                text=text,
                language="en",
                seconds=seconds,
                rate=spoken.rate,
                recording="bench",
                start=0.0,
                end=seconds,
                text_from="script",
            )
        )
    return tuple(clips)
