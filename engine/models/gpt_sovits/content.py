"""What is said in a wave, 50 times a second: HuBERT's features, or those of a Whisper encoder.

The official bases hear with HuBERT. A base trained from scratch may hear with the recogniser that
comes along instead; its configuration remembers with which ("content").
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from engine.audio.transcribe import model_folder
from engine.errors import EngineError
from engine.models.gpt_sovits.base import HUBERT, OfficialBase
from engine.models.gpt_sovits.config import SovitsConfig
from engine.models.gpt_sovits.hubert import open_hubert

WHISPER = "whisper-"  # and the size of the model: "whisper-base"
SAMPLES = 320  # at 16 kHz, of a feature
MOST_FRAMES = 3000  # of 10 ms that Whisper hears at once

# Waves [1, N] at 16 kHz -> features [1, content, T].
Content = Callable[[Tensor], Tensor]


def open_content(base: OfficialBase, device: torch.device) -> Content:
    """The encoder that a base hears with.

    Raises:
        EngineError: kind "missing" or "damaged" when it is not there, or unknown.
    """
    if base.content == HUBERT:
        return open_hubert(base.files.hubert).to(device)
    if not base.content.startswith(WHISPER):
        raise EngineError(
            "damaged",
            f"The base {base.name} hears with {base.content!r}, which Timbre does not know.",
            "Use a newer version of Timbre, or another base.",
        )
    return WhisperContent(base.content.removeprefix(WHISPER), base.sovits.content)


class WhisperContent:
    """The encoder of a Whisper model (arXiv 2212.04356), in 32 bits on the processor.

    Features have `width` rows, zeros below those of a smaller model, so that the networks keep
    their published shapes. They are heard without the 30 s of padding that the recogniser adds.

    Raises:
        EngineError: kind "missing" or "damaged" as `engine.audio.transcribe.model_folder`.
    """

    def __init__(self, model: str = "base", width: int = SovitsConfig.content) -> None:
        from faster_whisper import WhisperModel  # slow to import, needed only here

        folder = model_folder(model)
        try:
            self._model = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="float32",
                cpu_threads=torch.get_num_threads(),
                local_files_only=True,
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(
                "damaged",
                f"The speech recogniser in {folder} cannot be loaded: {error}.",
                "Delete that folder and get it again.",
            ) from error
        self._width = width

    def __call__(self, wave: Tensor) -> Tensor:
        """wave [1, n] at 16 kHz -> [1, width, n // 320].

        Raises:
            EngineError: kind "input" for less than one frame, or for a model wider than `width`.
        """
        count = wave.shape[-1] // SAMPLES
        if not count:
            raise EngineError("input", "This sound is too short.", "Give a clip of some seconds.")
        mel = self._model.feature_extractor(wave[0].cpu().numpy())[:, : 2 * count]
        parts = [
            np.array(self._model.encode(np.ascontiguousarray(mel[:, start : start + MOST_FRAMES])))
            for start in range(0, 2 * count, MOST_FRAMES)
        ]
        found = torch.from_numpy(np.concatenate(parts, axis=1)).transpose(1, 2)
        if found.shape[1] > self._width:
            raise EngineError(
                "input",
                f"This Whisper model has {found.shape[1]} features, more than {self._width}.",
                "Choose a smaller one: whisper-base or whisper-small.",
            )
        return torch.nn.functional.pad(found, (0, 0, 0, self._width - found.shape[1])).float()
