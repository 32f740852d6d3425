"""Stage prosody: the predictor learns how the person times, intones and stresses."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from engine.models.starter.calibration import calibrate_pitch, correct_pitch
from engine.models.starter.generator import VOICED_ABOVE_HZ
from engine.models.starter.lessons import Lesson, Lessons
from engine.models.starter.network import ADAIN_PATTERN, Kokoro, TextStates, whole_frames
from engine.models.starter.persona import Persona
from engine.models.starter.stage import StarterStage
from engine.models.starter.trial import Trial
from engine.plan import StagePlan

# Alignment places a boundary within about 15 ms: a duration that differs from the base's by less
# than a frame of 25 ms contradicts nothing.
UNCERTAIN_FRAMES = 1.0
F0_SCALE_HZ = 10.0
WEIGHTS = {"f0": 0.5, "energy": 1.0, "duration": 1.0, "tempo": 0.5, "range": 0.5, "base": 1.0}
HEARD_SENTENCES = 6  # some 25 s of speech
SILENT_WEIGHT = 0.2  # of energy where nobody speaks


@dataclass(frozen=True)
class Reading:
    """One sentence with all that the predictor should say about it, at 40 and 80 Hz.

    `durations` [1, P] in frames before the persona's tempo, `trusted` [1, P], `frames` [1, P]
    whole, `f0`, `energy` and `weight` [1, 2 T].
    """

    tokens: int
    states: TextStates
    durations: Tensor
    trusted: Tensor
    frames: Tensor
    f0: Tensor
    energy: Tensor
    weight: Tensor


class ProsodyStage(StarterStage):
    """Learns from the clips, and from the base's own way with sentences that are not in them."""

    name = "prosody"
    part = "predictor"
    style_rate = 16.0

    def __init__(
        self, network: Kokoro, persona: Persona, lessons: Lessons, plan: StagePlan, trial: Trial
    ) -> None:
        super().__init__(network, persona, lessons, plan, trial)
        with torch.no_grad():
            calibrate_pitch(network, persona, lessons.practice, lessons.log_f0)
            self._read = [self._from_clip(item) for item in lessons.taught]
            louder = self._louder()
            self._base = [self._from_base(tokens, louder) for tokens in lessons.practice]

    def trainable(self, mode: Literal["full", "partial", "lora"]) -> list[str]:
        """See `Stage`. No mode touches the recurrent layers: they carry the base's reading."""
        names = [name for name, _ in self._module.named_parameters()]
        if mode == "full":
            return ["prosody", *(n for n in names if ADAIN_PATTERN in n or n.endswith(".bias"))]
        if mode == "partial":
            return ["prosody", *(n for n in names if ADAIN_PATTERN in n)]
        return ["prosody", *self._linear_layers()]

    def batch(self, step: int, micro: int) -> tuple[Reading, Reading]:
        """See `Stage`: a clip, each once a round in a new order, and a practice sentence."""
        number = step * self._plan.accumulation + micro
        round_, place = divmod(number, len(self._read))
        stage = zlib.crc32(self.name.encode())
        order = np.random.default_rng([self._plan.seed, stage, round_]).permutation(len(self._read))
        return self._read[order[place]], self._base[number % len(self._base)]

    def heaviest(self) -> tuple[Reading, Reading]:
        """See `Stage`: the longest clip and the longest sentence."""
        own, base = (max(part, key=lambda r: r.f0.shape[-1]) for part in (self._read, self._base))
        return own, base

    def weight(self, batch: tuple[Reading, Reading]) -> float:
        """See `Stage`: always a clip and a sentence."""
        return 1.0

    def losses(
        self, batch: tuple[Reading, Reading]
    ) -> Iterator[tuple[str, Tensor, dict[str, float]]]:
        """See `Stage`."""
        own, base = (self._distances(reading) for reading in batch)
        parts = {**own, "base": torch.stack([base[n] for n in ("f0", "energy", "duration")]).sum()}
        loss = torch.stack([WEIGHTS[name] * value for name, value in parts.items()]).sum()
        reported = {name: float(value.detach()) for name, value in parts.items()}
        yield self.name, loss, {"prosody": float(loss.detach()), **reported}

    def score(self) -> dict[str, float]:
        """See `Stage`: the voice speaks sentences and is judged."""
        return self._trial.figures(self._network, self._persona)

    def finish(self) -> None:
        """See `Stage`: on sentences it never read the voice has the person's pitch."""
        self._freeze()
        lessons = self._lessons
        calibrate_pitch(self._network, self._persona, lessons.practice, lessons.log_f0)
        heard = lessons.practice[:HEARD_SENTENCES]
        correct_pitch(self._network, self._persona, heard, lessons.every, lessons.log_f0[0])

    def _distances(self, reading: Reading) -> dict[str, Tensor]:
        style = self._persona.prosody_style(reading.tokens)
        durations, hidden = self._network.durations(reading.states, style)
        f0, energy = self._network.curves(hidden, reading.frames, style)
        with torch.autocast(f0.device.type, enabled=False):
            return _compare(reading, durations.float(), f0.float(), energy.float())

    def _from_clip(self, item: Lesson) -> Reading:
        device = self._network.device
        tokens = item.clip.tokens.to(device)
        states = self._network.encode(tokens)
        style = self._persona.prosody_style(tokens.shape[1])
        usual, _ = self._network.durations(states, style)
        recorded = item.frames.unsqueeze(0).to(device) * self._persona.tempo
        apart = recorded - usual
        certain = apart.sign() * (apart.abs() - UNCERTAIN_FRAMES).clamp(min=0)
        speech = item.clip.speech.unsqueeze(0).to(device)
        return Reading(
            tokens=tokens.shape[1],
            states=states,
            durations=usual + certain,
            trusted=item.trusted.unsqueeze(0).to(device),
            frames=item.frames.unsqueeze(0).to(device),
            f0=item.clip.f0.unsqueeze(0).to(device),
            energy=item.clip.energy.unsqueeze(0).to(device),
            weight=torch.where(speech, 1.0, SILENT_WEIGHT),
        )

    def _louder(self) -> Tensor:
        """How much more energy the person speaks with than the base says: a number in nepers."""
        apart = []
        for reading in self._read:
            style = self._persona.prosody_style(reading.tokens)
            _, hidden = self._network.durations(reading.states, style)
            _, energy = self._network.curves(hidden, reading.frames, style)
            apart.append((reading.energy - energy)[reading.weight == 1.0])
        return torch.cat(apart).median()

    def _from_base(self, tokens: Tensor, louder: Tensor) -> Reading:
        """What the base says about a sentence, in the person's tempo, range and loudness."""
        tokens = tokens.to(self._network.device)
        states = self._network.encode(tokens)
        style = self._persona.prosody_style(tokens.shape[1])
        usual, hidden = self._network.durations(states, style)
        frames = whole_frames(usual, float(self._persona.tempo))
        f0, energy = self._network.curves(hidden, frames, style)
        f0 = self._persona.at_pitch(f0)
        every = torch.ones_like(usual)
        weight = torch.ones_like(f0)
        return Reading(tokens.shape[1], states, usual, every, frames, f0, energy + louder, weight)


def _compare(reading: Reading, durations: Tensor, f0: Tensor, energy: Tensor) -> dict[str, Tensor]:
    """The distances between what was predicted and what was read."""
    trusted = reading.trusted / reading.trusted.sum().clamp(min=1)
    ratio = (durations.clamp(min=0.3).log() - reading.durations.clamp(min=0.3).log()) * trusted
    voiced = (f0 > VOICED_ABOVE_HZ) & (reading.f0 > VOICED_ABOVE_HZ)
    scaled = functional.smooth_l1_loss(f0 / F0_SCALE_HZ, reading.f0 / F0_SCALE_HZ, reduction="none")
    heard = functional.smooth_l1_loss(energy, reading.energy, reduction="none")
    return {
        "f0": scaled.mean(),
        "energy": (heard * reading.weight).sum() / reading.weight.sum(),
        "duration": ((durations - reading.durations).abs() * trusted).sum(),
        "tempo": ratio.sum().abs(),
        "range": _range_distance(f0[voiced], reading.f0[voiced]),
    }


def _range_distance(ours: Tensor, theirs: Tensor) -> Tensor:
    """Difference of mean and spread of log F0 [V] in semitones."""
    if len(ours) < 2:
        return ours.sum() * 0
    a, b = ours.clamp(min=30).log2() * 12, theirs.log2() * 12
    return (a.mean() - b.mean()).abs() + (a.std() - b.std()).abs()
