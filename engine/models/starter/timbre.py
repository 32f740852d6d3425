"""Stage timbre: the decoder's style and normalisation learn how the person sounds."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from engine.models.starter.calibration import calibrate_tone
from engine.models.starter.lessons import Lesson, Lessons
from engine.models.starter.likeness import LikenessLoss, SpeakerLikeness
from engine.models.starter.losses import SpectralLoss
from engine.models.starter.network import (
    ADAIN_PATTERN,
    FRAME_RATE,
    SAMPLES_PER_FRAME,
    Kokoro,
    expand,
)
from engine.models.starter.persona import Persona
from engine.models.starter.stage import StarterStage
from engine.models.starter.stored import SMALL_PARTS
from engine.models.starter.trial import Trial
from engine.plan import StagePlan

TONE_SENTENCES = 4
# Quick, one man, six sentences: likeness .861 without, .893 with 1, .887 with 4.
LIKENESS_WEIGHT = 2.0


@dataclass(frozen=True)
class Crop:
    """A micro-batch of B crops of T frames, ready for the decoder."""

    acoustic: Tensor
    f0: Tensor
    energy: Tensor
    style_rows: Tensor
    noise: Tensor
    wave: Tensor


class TimbreStage(StarterStage):
    """Crops of the clips are spoken with their own durations, pitch and energy, and compared."""

    name = "timbre"
    part = "decoder"
    style_rate = 5.0

    def __init__(
        self, network: Kokoro, persona: Persona, lessons: Lessons, plan: StagePlan, trial: Trial
    ) -> None:
        super().__init__(network, persona, lessons, plan, trial)
        device = network.device
        taught = lessons.taught
        self._loss = SpectralLoss(min(item.clip.bandwidth_hz for item in taught)).to(device)
        self._likeness = LikenessLoss(
            SpeakerLikeness().to(device), [item.clip.wave for item in taught]
        )
        self._acoustic = [_acoustic(network, item) for item in taught]
        seconds = np.array([item.clip.seconds for item in taught])
        self._chances = seconds / seconds.sum()

    def trainable(self, mode: Literal["full", "partial", "lora"]) -> list[str]:
        """See `Stage`. "full" is all that fits a voice file; the convolutions stay the base's."""
        if mode == "lora":
            return ["timbre", *self._linear_layers()]
        patterns = (ADAIN_PATTERN,) if mode == "partial" else SMALL_PARTS
        names = [name for name, _ in self._module.named_parameters()]
        return ["timbre", *(n for n in names if any(p in n for p in patterns))]

    def batch(self, step: int, micro: int) -> Crop:
        """See `Stage`: crops of clips drawn by length."""
        rng = np.random.default_rng([self._plan.seed, zlib.crc32(self.name.encode()), step, micro])
        count = self._plan.micro_batch
        return self._crops(rng.choice(len(self._chances), size=count, p=self._chances), rng)

    def heaviest(self) -> Crop:
        """See `Stage`: crops of the longest clip, the only ones that are not cut short by it."""
        longest = int(np.argmax([item.clip.frames for item in self._lessons.taught]))
        chosen = np.full(self._plan.micro_batch, longest)
        return self._crops(chosen, np.random.default_rng(self._plan.seed))

    def _crops(self, chosen: np.ndarray, rng: np.random.Generator) -> Crop:
        wanted = round(self._plan.segment_seconds * FRAME_RATE)
        length = min(wanted, *(self._lessons.taught[i].clip.frames for i in chosen))
        noise = torch.Generator().manual_seed(int(rng.integers(2**31)))
        acoustic, f0, energy, rows, wave = (
            torch.stack(column).to(self._network.device)
            for column in zip(*(self._crop(int(i), length, rng) for i in chosen), strict=True)
        )
        drawn = torch.randn(len(chosen), length * SAMPLES_PER_FRAME, generator=noise)
        return Crop(acoustic, f0, energy, rows, drawn.to(acoustic.device), wave)

    def weight(self, batch: Crop) -> float:
        """See `Stage`: the number of crops."""
        return float(len(batch.wave))

    def losses(self, batch: Crop) -> Iterator[tuple[str, Tensor, dict[str, float]]]:
        """See `Stage`."""
        style = batch.style_rows + self._persona.timbre
        decoder = self._network.decoder
        source = decoder.generator.source(batch.f0, batch.noise)
        spoken = decoder(batch.acoustic, batch.f0, batch.energy, style, source)
        with torch.autocast(spoken.device.type, enabled=False):
            spoken = spoken.float()
            distance, parts = self._loss(spoken, batch.wave)
            unlike = self._likeness(spoken, batch.wave)
            loss = distance + LIKENESS_WEIGHT * unlike
        parts["likeness"] = float(unlike.detach())
        yield self.name, loss, {"timbre": float(loss.detach()), **parts}

    def score(self) -> dict[str, float]:
        """See `Stage`: the voice speaks sentences and is judged."""
        self._trial.restore_tone(self._persona)
        return self._trial.figures(self._network, self._persona)

    def finish(self) -> None:
        """See `Stage`: what the weights leave of the tone is corrected, if that sounds better.

        The filter brings one person's voice nearer (.02 of likeness) and another's away from it.
        """
        self._freeze()
        lessons = self._lessons
        plain = self.score()["score"]
        calibrate_tone(
            self._network, self._persona, lessons.practice[:TONE_SENTENCES], lessons.every
        )
        if self._trial.figures(self._network, self._persona)["score"] < plain:
            self._trial.restore_tone(self._persona)

    def _crop(self, index: int, length: int, rng: np.random.Generator) -> tuple[Tensor, ...]:
        clip = self._lessons.taught[index].clip
        start = int(rng.integers(clip.frames - length + 1))
        curve = slice(2 * start, 2 * (start + length))
        samples = slice(SAMPLES_PER_FRAME * start, SAMPLES_PER_FRAME * (start + length))
        return (
            self._acoustic[index][:, start : start + length],
            clip.f0[curve],
            clip.energy[curve],
            self._persona.rows[clip.tokens.shape[1] - 3, :128],
            clip.wave[samples],
        )


@torch.no_grad()
def _acoustic(network: Kokoro, item: Lesson) -> Tensor:
    states = network.encode(item.clip.tokens.to(network.device))
    return expand(states.acoustic, item.frames.unsqueeze(0))[0]
