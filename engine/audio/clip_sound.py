"""The sound of a clip, as it lies in a dataset."""

from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from engine.errors import EngineError


def read_clip(path: Path) -> tuple[NDArray[np.float32], int]:
    """Mono samples [N] in fp32 and their rate in Hz; channels are averaged.

    Raises:
        EngineError: kind "damaged".
    """
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (OSError, soundfile.LibsndfileError) as error:
        raise EngineError(
            "damaged",
            f"The clip {path} cannot be read: {error}.",
            "Run `timbre prepare` again with the same recordings.",
        ) from error
    return samples.mean(axis=1), rate
