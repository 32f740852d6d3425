"""Our step of an official family against that of the published recipe, in one run.

Random weights: time and memory do not depend on what the weights are, so no base has to be here. On
a processor the networks have a fraction of the official channels, on a card all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import torch
from torch import Tensor, nn

from engine.bench.official import GPT, SOVITS, TOKEN_RATE
from engine.bench.workload import PLAN, SMALL_GPT, Cost, TokenStage, cost
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit, Progress
from engine.models.families import Drive
from engine.models.gpt_sovits.config import SovitsConfig
from engine.models.gpt_sovits.discriminator import Discriminators
from engine.models.gpt_sovits.gpt_training import GptBatch, training_forward
from engine.models.gpt_sovits.judging import Asking
from engine.models.gpt_sovits.published import ADAMW, adversarial_losses, generator_groups
from engine.models.gpt_sovits.scaled_adam import ScaledAdam
from engine.models.gpt_sovits.synthesizer import Lesson, Synthesizer, draw_starts
from engine.plan import Recipe, StagePlan
from engine.training.learner import Learner

CLIP_SECONDS, CARD_BATCH = 4.0, 8
CRITIC_SHARE = 4


@dataclass(frozen=True)
class RecipeFigures:
    """A stage's step by each recipe; ratios are ours against the published one.

    On a card time is by the clock, on a processor that of all threads.
    """

    stage: str
    published_seconds: float
    seconds: float
    published_bytes: int
    peak_bytes: int
    time_ratio: float
    memory_ratio: float


@dataclass(frozen=True)
class RecipesFigures:
    """`size` is "small" or "official", `clips` how many of 4 s are in a step."""

    base: str
    device: str
    size: str
    clips: int
    stages: tuple[RecipeFigures, ...]


class SoundStage:
    """SoVITS that learns random clips; see `Stage`."""

    name = "timbre"

    def __init__(self, plan: StagePlan, config: SovitsConfig, share: int, device: str) -> None:
        torch.manual_seed(0)
        self._generator = Synthesizer(config).to(device)
        self._generator.requires_grad_(False)
        discriminator = Discriminators(config.periods, share).to(device)
        self._module = nn.ModuleDict({"generator": self._generator, "critic": discriminator})
        self._published = plan.recipe == "published"
        self._plan = plan
        self._clips = _lesson(config, plan.micro_batch, device)

    @property
    def module(self) -> nn.Module:
        return self._module

    def trainable(self, mode: Literal["full", "partial", "lora"]) -> list[str]:
        """See `Stage`."""
        names = [name for name, _ in self._module.named_parameters()]
        return [name for name in names if not name.startswith("generator.ssl_proj.")]

    def checkpoint_blocks(self) -> list[str]:
        """See `Stage`."""
        return []

    def helpers(self) -> tuple[str, ...]:
        """See `Stage`: nothing of it is kept."""
        return ()

    def steady_blocks(self) -> list[str]:
        """See `Stage`."""
        return ["generator.dec"]

    def parameter_groups(self) -> dict[str, list[dict[str, Any]]]:
        """See `Stage`."""
        rate = self._plan.learning_rate
        critic: list[dict[str, Any]] = [{"params": list(self._module["critic"].parameters())}]
        parts = {"discriminator": critic, "generator": generator_groups(self._generator, rate)}
        return {name: [{**group, **ADAMW} for group in groups] for name, groups in parts.items()}

    def drive(self) -> Drive | None:
        """See `Stage`."""
        if not self._published:
            return None
        return Drive(lambda groups: torch.optim.AdamW(groups, lr=1e-4), lambda _: 1.0, lambda _: 1)

    def batch(self, step: int, micro: int) -> tuple[Lesson, Tensor]:
        """See `Stage`."""
        return self._clips

    def heaviest(self) -> tuple[Lesson, Tensor]:
        """See `Stage`: all are equally heavy."""
        return self.batch(0, 0)

    def weight(self, batch: tuple[Lesson, Tensor]) -> float:
        """See `Stage`."""
        return 1.0

    def losses(self, batch: tuple[Lesson, Tensor]) -> Iterator[tuple[str, Tensor, dict[str, Any]]]:
        """See `Stage`."""
        critic = self._module["critic"]
        assert isinstance(critic, Discriminators)
        asking: Asking = "published" if self._published else "together"
        for name, loss, parts in adversarial_losses(self._generator, critic, *batch, asking=asking):
            # The published step writes its losses down, and so waits for each.
            numbers = {key: part.detach() for key, part in parts.items() if not part.dim()}
            reported = {key: float(n) for key, n in numbers.items()} if self._published else numbers
            yield name, loss, reported

    def score(self) -> dict[str, float]:
        """See `Stage`."""
        return {"score": 0.0}

    def finish(self) -> None:
        """See `Stage`."""


class PublishedTokens(TokenStage):
    """The GPT's step as published: its masks, a summed loss and ScaledAdam."""

    def drive(self) -> Drive:
        """See `Stage`."""
        return Drive(ScaledAdam, lambda _: 1.0, lambda _: 1, averaged=False)

    def losses(self, batch: GptBatch) -> Iterator[tuple[str, Tensor, dict[str, Any]]]:
        """See `Stage`."""
        found = training_forward(self._gpt, batch, "published")
        yield self.name, found.loss, {"accuracy": float(found.accuracy)}


def bench_recipes(
    base: str, device: str, rounds: int, emit: Emit, control: Control
) -> RecipesFigures:
    """Steps of both stages by both recipes on the same clips.

    Raises:
        EngineError: kind "input" for a base that has no published recipe.
    """
    if base not in SOVITS:
        raise EngineError("input", f"{base} has no published recipe.", "Choose v2 or a v2Pro.")
    small = device == "cpu"
    clips = 1 if small else CARD_BATCH
    figures: list[RecipeFigures] = []
    recipes: tuple[Recipe, Recipe] = ("published", "default")
    for name in ("timbre", "prosody"):
        found: list[Cost] = []
        for recipe in recipes:
            control.check("bench")
            emit(Progress("bench", 2 * len(figures) + len(found), 4, f"{name}, {recipe}"))
            found.append(_step(base, name, recipe, device, clips, rounds))
        figures.append(_compared(name, found[0], found[1], device))
    return RecipesFigures(base, device, "small" if small else "official", clips, tuple(figures))


def _step(base: str, name: str, recipe: Recipe, device: str, clips: int, rounds: int) -> Cost:
    plan = replace(PLAN, name=name, recipe=recipe, micro_batch=clips)
    learners: list[Learner] = []

    def begin() -> None:
        stage: SoundStage | TokenStage
        if name == "timbre":
            share = CRITIC_SHARE if device == "cpu" else 1
            config = _smaller(SOVITS[base]) if device == "cpu" else SOVITS[base]
            stage = SoundStage(plan, config, share, device)
        else:
            kind = PublishedTokens if recipe == "published" else TokenStage
            sizes = SMALL_GPT if device == "cpu" else GPT
            stage = kind(plan, device, [[CLIP_SECONDS] * clips], sizes)
        learners.append(Learner(stage, plan, device))

    return cost(device, rounds, lambda step: learners[0].step(step, lambda: None), begin)


def _compared(name: str, published: Cost, ours: Cost, device: str) -> RecipeFigures:
    times = [c.cpu_seconds if device == "cpu" else c.seconds for c in (published, ours)]
    return RecipeFigures(
        stage=name,
        published_seconds=round(times[0], 3),
        seconds=round(times[1], 3),
        published_bytes=published.bytes,
        peak_bytes=ours.bytes,
        time_ratio=round(times[1] / times[0], 3),
        memory_ratio=round(ours.bytes / published.bytes, 3),
    )


def _smaller(config: SovitsConfig) -> SovitsConfig:
    """A quarter of the vocoder's channels, a third of the layers."""
    vocoder = replace(config.vocoder, channels=config.vocoder.channels // 4)
    return replace(config, vocoder=vocoder, layers=2)


def _lesson(config: SovitsConfig, count: int, device: str) -> tuple[Lesson, Tensor]:
    """So many random clips with their sound."""
    generator = torch.Generator().manual_seed(0)
    codes = round(CLIP_SECONDS * TOKEN_RATE)
    frames = torch.full((count,), 2 * codes)
    speaker = torch.randn(count, config.speaker, generator=generator) if config.pro else None
    letters = round(CLIP_SECONDS * 12)
    lesson = Lesson(
        codes=torch.randint(config.codes, (count, codes), generator=generator),
        spec=torch.rand(count, config.sound.bins, 2 * codes, generator=generator),
        frames=frames,
        text=torch.randint(config.symbols, (count, letters), generator=generator),
        letters=torch.full((count,), letters),
        noise=torch.randn(count, config.latent, 2 * codes, generator=generator),
        starts=draw_starts(frames, config.segment, generator),
        speaker=speaker,
    )
    wave = torch.randn(count, 1, 2 * codes * config.sound.hop, generator=generator) * 0.1
    moved = {name: part.to(device) for name, part in lesson._asdict().items() if part is not None}
    return Lesson(**moved), wave.to(device)
