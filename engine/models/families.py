"""The table of model families and the two protocols a family satisfies.

Light: importing this never imports torch. The package of a family is imported when it is opened.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from engine.errors import EngineError
from engine.planning.costs import Costs, Kind

if TYPE_CHECKING:
    import torch

    from engine.events import Emit
    from engine.plan import StagePlan, TrainingPlan
    from engine.project import Clip
    from engine.voice import SpeakRequest, SpokenAudio

Switch = Literal[
    "adamw8bit",
    "int8",
    "nf4",
    "offload_optimiser",
    "offload_discriminator",
    "frame_budget",
    "bucketed",
    "compile",
    "cuda_graphs",
    "data_on_device",
]


@dataclass(frozen=True)
class Scratch:
    """How a stage begins with fresh weights: what `timbre pretrain` does in the official size."""

    steps: int
    batch: int
    learning_rate: float


@dataclass(frozen=True)
class TrainMode:
    """One way to train a stage: how many parameters learn, and what that costs on each device.

    `quantisable` counts the frozen weights that may be held in 8 or 4 bits.
    """

    name: Literal["full", "partial", "lora"]
    trainable: int
    costs: Mapping[Kind, Costs]
    quantisable: int = 0


@dataclass(frozen=True)
class PublishedStage:
    """How the published system runs a stage by default: what `--recipe published` reproduces.

    A list of fewer than `repeated_to` clips is repeated. The first update of an epoch comes after
    `first_update` batches, each further one after `next_updates`. A batch holds at most `largest`
    clips and, where `share` is given, at most that part of the repeated list.
    """

    optimiser: Literal["adamw", "scaled_adam"]
    learning_rate: float
    epochs: int
    first_update: int = 1
    next_updates: int = 1
    largest: int = 1000
    share: int = 1
    repeated_to: int = 100

    def repeats(self, clips: int) -> int:
        """How often the list of clips is repeated: at least twice when it is short."""
        return max(2, self.repeated_to // clips) if clips < self.repeated_to else 1

    def batch(self, clips: int, wanted: int) -> int:
        """Clips in a batch where the page would set `wanted`."""
        items = clips * self.repeats(clips)
        return max(1, min(wanted, self.largest, items // self.share))

    def steps(self, clips: int, batch: int) -> int:
        """Updates in all epochs; 0 where an epoch has too few batches for a single one."""
        batches = -(-clips * self.repeats(clips) // batch)
        if batches < self.first_update:
            return 0
        return self.epochs * (1 + (batches - self.first_update) // self.next_updates)


@dataclass(frozen=True)
class StageSpec:
    """A stage of the fine-tune as the planner knows it. `title` is a sentence for people.

    `modes` goes from the best quality to the least memory. `steps` per quality for one minute of
    speech, `passes` per quality the least over hours of it. `segment_seconds` is the crop a sample
    is cut to (0: the whole clip). `batch` is how many samples one optimiser step learns from,
    however they are split; with enough clips it may grow to `largest_batch` on a card that is not
    busy. `score_seconds` is one call of `Stage.score` on one core of the reference machine,
    `other_trials` how many such calls judging takes beside those after its steps: where it begins,
    unless with a voice that was tried already, and where it ends.
    `published` is there where the family comes from a system with a recipe of its own. `switches`
    names what the stage can do beyond what every stage can, `windows` the attention windows it
    offers, widest first. Its samples take `data_bytes` on a card for a second of speech, which has
    `frame_rate` frames. `discriminator` counts the parameters of one. `ema` is the decay of the
    averaged weights, where the recipe has them; `scratch` is there where a base can begin anew.
    """

    name: str
    title: str
    modes: tuple[TrainMode, ...]
    steps: dict[str, int]
    segment_seconds: float
    learning_rate: float
    batch: int = 1
    score_seconds: float = 0.0
    other_trials: float = 1.0
    published: PublishedStage | None = None
    largest_batch: int = 0
    passes: Mapping[str, float] = field(default_factory=dict)
    switches: tuple[Switch, ...] = ()
    windows: tuple[int, ...] = ()
    data_bytes: int = 0
    frame_rate: float = 50.0
    discriminator: int = 0
    scratch: Scratch | None = None
    ema: float | None = None


@dataclass(frozen=True)
class FamilySpec:
    """One row of the table of families.

    On one core `Family.prepare` takes `prepare_seconds` for a second of speech, and what a run does
    beside that and its stages `other_seconds`: opening, the first and the last trial, the dry run.
    On a processor those take `least_bytes` of RAM, however little a step takes.
    """

    name: str
    package: str
    sample_rate: int
    languages: tuple[str, ...]
    licence: str
    parameters: int
    weights_bytes: int
    stages: tuple[StageSpec, ...]
    longest_clip: float = 15.0
    prepare_seconds: float = 0.0
    other_seconds: float = 0.0
    least_bytes: int = 0


@dataclass(frozen=True)
class Drive:
    """How a recipe moves the weights where it differs from the loop's own way.

    `optimiser` is made from parameter groups, `rate` of a step multiplies their rates, and a step
    sums (or, `averaged`, means) the gradients of `micro_batches(step)` micro-batches. Nothing is
    clipped.
    """

    optimiser: Callable[[list[dict[str, Any]]], torch.optim.Optimizer]
    rate: Callable[[int], float]
    micro_batches: Callable[[int], int]
    averaged: bool = True


# Names of numbers to report.
Parts = Mapping[str, "torch.Tensor | float"]


class Stage(Protocol):
    """One stage of a fine-tune, ready to run: its modules, its data, its losses."""

    name: str

    @property
    def module(self) -> torch.nn.Module:
        """All that this stage runs: what precision, freezing, LoRA and checkpointing act upon."""
        ...

    def trainable(self, mode: Literal["full", "partial", "lora"]) -> list[str]:
        """Names inside `module` of what learns in that mode.

        Parameters for "full" and "partial". For "lora" the linear and convolution layers that take
        an adapter (without weight norm), and parameters that learn as they are.
        """
        ...

    def checkpoint_blocks(self) -> list[str]:
        """Names of submodules whose activations may be computed again in the backward pass."""
        ...

    def steady_blocks(self) -> list[str]:
        """Names of submodules that see the same shapes in every step, once a step each.

        They are given tensors and give a tensor; their kernels can be recorded and replayed.
        """
        ...

    def helpers(self) -> tuple[str, ...]:
        """Prefixes of names inside `module` of what only helps to learn, as a discriminator does.

        It is kept to go on with, but not among the best weights: no voice needs it.
        """
        ...

    def parameter_groups(self) -> dict[str, list[dict[str, Any]]]:
        """Optimiser name -> AdamW parameter groups (`params`, `lr`). One name unless it is a GAN.

        Called after the plan's freezing and adapters have been applied: whoever lists parameters
        asks `requires_grad`. A group may also set `betas` and `weight_decay`, and `averaged` to
        False where an average of its weights is of no use.
        """
        ...

    def drive(self) -> Drive | None:
        """How the weights move; None for AdamW with warm-up, cosine and clipped gradients."""
        ...

    def batch(self, step: int, micro: int) -> Any:
        """The micro-batch `micro` of optimiser step `step`: pure in plan, seed and these.

        Purity is what makes an interrupted run continue with the same losses. Asked for ahead of
        time and from another thread. Tensors (in tuples and dataclasses) go to the device after it.
        """
        ...

    def heaviest(self) -> Any:
        """The largest micro-batch that `batch` can give: what a dry run is made with."""
        ...

    def weight(self, batch: Any) -> torch.Tensor | float:
        """How much the losses of a micro-batch count beside those of the others of its step.

        The number of what its loss is the mean of, so that splitting a batch changes nothing.
        """
        ...

    def losses(self, batch: Any) -> Iterator[tuple[str, torch.Tensor, Parts]]:
        """Yield (optimiser name, loss to minimise, parts to report). A GAN yields twice.

        The loop calls backward (and, on the last micro-batch, steps that optimiser) before it asks
        for the next item. Parts are scalars; as tensors they are not waited for.
        """
        ...

    def score(self) -> dict[str, float]:
        """Figures on held-out clips for choosing a checkpoint; "score" is the one to maximise."""
        ...

    def finish(self) -> None:
        """Fold what the stage learned into the family (after the best checkpoint was restored)."""
        ...


class Family(Protocol):
    """A loaded base with what a voice changes in it; `base_sha256` tells bases apart."""

    spec: FamilySpec
    base_sha256: str

    def prepare(
        self, folder: Path, clips: tuple[Clip, ...], plan: TrainingPlan, emit: Emit
    ) -> None:
        """Compute (or read from `folder/features`) all the stages need; deterministic.

        Choosing a zero-shot starting point belongs here. Emits Progress, and Note for every clip
        that cannot teach.
        """
        ...

    def stage(self, plan: StagePlan) -> Stage:
        """The stage of that name, in the family's present state."""
        ...

    def voice_tensors(self) -> dict[str, dict[str, torch.Tensor]]:
        """Voice file name (without suffix) -> tensors: everything that makes this voice.

        Low-rank factors have ".lora_" in their names.
        """
        ...

    def load_voice(self, tensors: dict[str, dict[str, torch.Tensor]]) -> None:
        """Become that voice. Names, shapes and dtypes are checked before anything changes.

        Raises:
            EngineError: kind "damaged".
        """
        ...

    def speak(self, request: SpeakRequest) -> Iterator[SpokenAudio]:
        """Speak sentence by sentence."""
        ...


# Base -> the light module with its row (`SPECS`) and its `voice_shapes`.
_SPECS: dict[str, str] = {
    "starter": "engine.models.starter.spec",
    "v2": "engine.models.gpt_sovits.spec",
    "v2Pro": "engine.models.gpt_sovits.spec",
    "v2ProPlus": "engine.models.gpt_sovits.spec",
}


class Families(Protocol):
    """What of this module a fine-tune uses, so that it can be given other families."""

    def family_spec(self, name: str) -> FamilySpec: ...

    def open_family(self, name: str, device: str, precision: str = "fp32") -> Family: ...


def family_names() -> tuple[str, ...]:
    """Every base name that `--base` takes, the default first."""
    return tuple(_SPECS)


def family_spec(name: str) -> FamilySpec:
    """The row of a family, or of a base of one's own.

    Raises:
        EngineError: kind "input" for an unknown name, "missing" or "damaged" for a base that is not
            whole.
    """
    family = family_of(name)
    module = importlib.import_module(_SPECS[family])
    if family == name:
        return module.SPECS[name]
    from engine.bases import base_folder

    return module.own_spec(family, name, base_folder(name))


def family_of(base: str) -> str:
    """The family of a base: itself, or that of a base that was trained from scratch.

    Raises:
        EngineError: kind "input" for an unknown name.
    """
    if base in _SPECS:
        return base
    from engine.bases import base_pack, own_bases  # which is built upon this module

    if base in own_bases() and (family := base_pack(base).family) in _SPECS:
        return family
    known = ", ".join((*_SPECS, *own_bases()))
    raise EngineError("input", f"There is no base called {base!r}.", f"Choose one of: {known}.")


def base_names() -> tuple[str, ...]:
    """Every name that `--base` takes: the families and the bases of one's own that are here."""
    from engine.bases import own_bases

    return (*_SPECS, *own_bases())


def voice_shapes(name: str) -> dict[str, dict[str, tuple[int | None, ...]]]:
    """Voice file name (without suffix) -> tensor name -> shape, None for any size.

    All that a voice of this family may hold; a `.voice` file is checked against it unread.
    """
    family = family_of(name)
    module = importlib.import_module(_SPECS[family])
    if family == name:
        return module.voice_shapes(name)
    from engine.bases import base_folder

    return module.own_voice_shapes(base_folder(name))


def open_family(name: str, device: str, precision: str = "fp32") -> Family:
    """Load a family's base weights onto a device ("cpu", "cuda:0") in a precision.

    Raises:
        EngineError: kind "missing" or "damaged" when the weights are not as they should be.
    """
    package = importlib.import_module(family_spec(name).package)
    return package.open_base(name, device, precision)


def open_stock(name: str, stock: str, device: str, precision: str = "fp32") -> Family:
    """Load a base as one of the voices that come with it ("af_heart"; "" is the base as it is).

    Raises:
        EngineError: as `open_family`, and kind "missing" for an unknown voice, with the nearest.
    """
    package = importlib.import_module(family_spec(name).package)
    return package.open_stock(name, stock, device, precision)
