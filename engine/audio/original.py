"""A clip as it was recorded, cut out of its recording again: to hear what cleaning did to it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from engine.audio.channels import choose_mix, read_stretches
from engine.audio.clip_sound import read_clip
from engine.audio.files import probe, write_audio
from engine.audio.levels import rms_db
from engine.errors import EngineError
from engine.project import Clip, Recording

LOUDEST = 0.97


def original_of(recording: Recording, clip: Clip) -> tuple[np.ndarray, int]:
    """Mono samples [N] of the clip's stretch before cleaning, and their rate in Hz.

    Raises:
        EngineError: kind "missing" when the recording is not where it was, "damaged".
    """
    path = Path(recording.path)
    if not path.is_file():
        raise EngineError(
            "missing",
            f"{recording.name} is not where it was, so the original sound cannot be heard.",
            f"Put it back ({recording.path}); the cleaned clip is unharmed.",
        )
    info = probe(path)
    weights = choose_mix(path)[0] if info.channels > 1 else np.ones(1, np.float32)
    first, last = round(clip.start * info.rate), round(clip.end * info.rate)
    try:
        with soundfile.SoundFile(path) as file:
            file.seek(first)
            return file.read(last - first, dtype="float32", always_2d=True) @ weights, info.rate
    except soundfile.LibsndfileError:
        # A format in which no place can be found: read it from its beginning.
        return next(read_stretches(path, weights, [(first, last)])), info.rate


def save_original(dataset: Path, recording: Recording, clip: Clip, target: Path) -> Path:
    """Write the clip before cleaning, as loud as after it: what differs is then the cleaning.

    Raises:
        EngineError: as `original_of`, and kind "disk".
    """
    sound, rate = original_of(recording, clip)
    cleaned, _ = read_clip(dataset / clip.path)
    gain = 10.0 ** ((rms_db(cleaned) - rms_db(sound)) / 20.0)
    peak = float(np.max(np.abs(sound), initial=1e-6))
    write_audio(target, sound * np.float32(min(gain, LOUDEST / peak)), rate)
    return target
