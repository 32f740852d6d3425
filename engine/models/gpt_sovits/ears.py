"""What a base hears in a recording: its semantic tokens, and who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import soxr
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor

from engine.audio.clip_sound import read_clip
from engine.errors import EngineError
from engine.models.gpt_sovits.base import OfficialBase
from engine.models.gpt_sovits.content import Content, open_content
from engine.models.gpt_sovits.sound import HUBERT_RATE, resample_speaker
from engine.models.gpt_sovits.speaker_vector import SpeakerVector, load_speaker_vector
from engine.models.gpt_sovits.spec import SAMPLE_RATE
from engine.models.gpt_sovits.synthesizer import FRAMES_PER_CODE, Synthesizer

# Of silence at 16 kHz behind a reference: published as 0.3 s at 32 kHz (FACTS 12.1).
SILENCE_SAMPLES = 9600

Wave = NDArray[np.float32]


@dataclass(frozen=True)
class Heard:
    """What is said in a clip of T frames at 50 Hz.

    `tokens` int64 [floor] are what the GPT learns; `codes` int64 [ceil(T / 2)] what SoVITS hears,
    whose last one may be half beyond the clip.
    """

    tokens: Tensor
    codes: Tensor


class Ears:
    """The encoders of a base, each loaded when it is first used.

    `synthesizer` holds the projection and the codebook, which never learn.
    """

    def __init__(self, base: OfficialBase, synthesizer: Synthesizer, device: torch.device) -> None:
        self._base = base
        self._synthesizer = synthesizer
        self._device = device

    @cached_property
    def content(self) -> Content:
        return open_content(self._base, self._device)

    @cached_property
    def voices(self) -> SpeakerVector:
        path = self._base.files.speaker
        if path is None:
            raise EngineError(
                "missing",
                f"The base {self._base.name} lacks the network that tells voices apart.",
                f"Get the whole base with `timbre base get {self._base.name}`.",
            )
        return load_speaker_vector(load_file(path), what=str(path)).to(self._device)

    def prompt_tokens(self, wave: Wave) -> Tensor:
        """Tokens int64 [P] of a reference [N] at 32 kHz, a little silence behind it."""
        heard = soxr.resample(wave, SAMPLE_RATE, HUBERT_RATE, "HQ")
        quiet = np.zeros(SILENCE_SAMPLES, np.float32)
        features = self.content(torch.from_numpy(np.concatenate([heard, quiet]))[None])
        return self._synthesizer.extract_codes(features.to(self._device))[0].cpu()

    def clip(self, heard: Wave, frames: int) -> Heard:
        """What is said in a clip: its wave [N] at 16 kHz as HuBERT takes it, its spectrum's frames.

        HuBERT gives a frame less than the spectrum: its last one is repeated, and behind an odd
        number of frames there is nothing (FACTS 8).
        """
        features = self.content(torch.from_numpy(heard)[None]).to(self._device)
        tokens = self._synthesizer.extract_codes(features)[0].cpu()
        found = features[..., :frames]
        if missing := frames - found.shape[-1]:
            found = torch.cat([found, found[..., -1:].expand(-1, -1, missing)], dim=-1)
        found = torch.nn.functional.pad(found, (0, frames % FRAMES_PER_CODE))
        return Heard(tokens, self._synthesizer.extract_codes(found)[0].cpu())

    def speaker(self, wave: Wave) -> Tensor | None:
        """The speaker vector [20480] of a wave [N] at 32 kHz; None where the family has none."""
        if not self._base.sovits.pro:
            return None
        sixteen = resample_speaker(torch.from_numpy(np.ascontiguousarray(wave))[None])
        return self.voices.embed(sixteen.to(self._device))[0].cpu()

    def forget(self) -> None:
        """Give the encoders' memory back; they are loaded again when they are needed."""
        for name in ("content", "voices"):
            self.__dict__.pop(name, None)


def read_wave(path: Path) -> Wave:
    """A clip of a dataset as mono samples in fp32 at 32 kHz.

    Raises:
        EngineError: kind "damaged".
    """
    return at_rate(*read_clip(path))


def at_rate(samples: Wave, rate: int) -> Wave:
    """Mono samples at 32 kHz."""
    if rate != SAMPLE_RATE:
        samples = soxr.resample(samples, rate, SAMPLE_RATE, "HQ")
    return np.ascontiguousarray(samples, dtype=np.float32)
