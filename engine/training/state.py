"""Step checkpoints: all that a stage needs to go on as if it had never stopped, in one file each.

A file is safetensors with a JSON line in its header: it is read without running anything, and it
is there whole or not at all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save, save_file
from torch import Tensor

from engine.errors import EngineError
from engine.files import atomic_path, from_plain, to_plain
from engine.plan import StagePlan
from engine.training.learner import Learner
from engine.training.lora import fold_adapters
from engine.training.optimisers import restored
from engine.training.overfitting import Look
from engine.training.parts import HEADER, Part

if TYPE_CHECKING:
    from engine.models.families import Stage

BEST = "best/"

# Voice file name (without suffix) -> its tensors, as `Family.voice_tensors` gives them.
VoiceTensors = dict[str, dict[str, Tensor]]


@dataclass(frozen=True)
class Position:
    """Where a stage is. `scored` is the last step that was scored, -1 before the first.

    `best_figures` are what `Stage.score` said at `best_step`; `skipped` counts steps in a row that
    were not finite, `restored` how often the stage went back for it, last to step `restored_to`.
    `loss_sum` of `loss_count` steps since the last of the `looks`.
    """

    plan: StagePlan
    step: int = 0
    scored: int = -1
    best_step: int = 0
    best_figures: dict[str, float] | None = None
    first_figures: dict[str, float] | None = None
    rate_scale: float = 1.0
    skipped: int = 0
    restored: int = 0
    restored_to: int = -1
    loss_sum: float = 0.0
    loss_count: int = 0
    looks: tuple[Look, ...] = ()
    scaler: dict[str, Any] | None = None

    @property
    def best_score(self) -> float:
        return (self.best_figures or {}).get("score", float("-inf"))


def write_part(path: Path, voice: VoiceTensors, part: Part) -> None:
    """Write the voice as it is after a part, atomically.

    Raises:
        EngineError: kind "disk".
    """
    flat = {f"{file}/{name}": t for file, tensors in voice.items() for name, t in tensors.items()}
    write_tensors(path, flat, part)


def read_part(path: Path) -> tuple[VoiceTensors, Part]:
    """The voice after a part, as it was written.

    Raises:
        EngineError: kind "damaged".
    """
    flat, plain = read_tensors(path)
    voice: VoiceTensors = {}
    for name, tensor in flat.items():
        file, _, inner = name.partition("/")
        voice.setdefault(file, {})[inner] = tensor
    return voice, from_plain(Part, plain)


def as_files(voice: VoiceTensors) -> tuple[dict[str, bytes], dict[str, str]]:
    """What `save_voice` takes: file -> its safetensors bytes, and file -> how it is kept."""
    weights = {file: save(_plain(own)) for file, own in voice.items()}
    return weights, {file: _kind(own) for file, own in voice.items()}


def _kind(tensors: dict[str, Tensor]) -> str:
    """How a file of a voice is kept, as `voice.json` says it."""
    return "lora" if any(".lora_" in name for name in tensors) else "partial"


def _plain(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}


def write_tensors(path: Path, tensors: dict[str, Tensor], noun: object) -> None:
    """Write tensors and a dataclass into one file, atomically.

    Raises:
        EngineError: kind "disk".
    """
    plain = _plain(tensors)
    header = {HEADER: json.dumps(to_plain(noun), allow_nan=False)}
    with atomic_path(path) as temporary:
        try:
            save_file(plain, temporary, metadata=header)
        except SafetensorError as error:  # what a full disk is called there
            raise OSError(str(error)) from error


def read_tensors(path: Path) -> tuple[dict[str, Tensor], dict]:
    """The tensors (in RAM) and the JSON object of a file.

    Raises:
        EngineError: kind "damaged", or "disk" for a file that is not there any more.
    """
    try:
        with safe_open(path, framework="pt") as file:
            noun = json.loads((file.metadata() or {})[HEADER])
            return {name: file.get_tensor(name) for name in file.keys()}, noun  # noqa: SIM118
    except FileNotFoundError as error:
        raise EngineError(
            "disk",
            f"{path} is not there any more.",
            "Bring its folder or disk back and go on with --resume, or train the voice again.",
        ) from error
    except (SafetensorError, OSError, ValueError, KeyError) as error:
        raise EngineError(
            "damaged", f"{path} cannot be read: {error}.", "Delete it to go on without it."
        ) from error


@dataclass(frozen=True)
class Snapshot:
    """A stage at one moment: what a state file holds, still in the memory of the stage or not."""

    tensors: dict[str, Tensor]
    position: Position

    @property
    def nbytes(self) -> int:
        return sum(tensor.nbytes for tensor in self.tensors.values())

    def copied(self) -> Snapshot:
        """The same in RAM of its own, so that the stage may go on while it is written."""
        # The best-so-far is replaced, never changed.
        own = {
            name: tensor if name.startswith(BEST) else tensor.to("cpu", copy=True)
            for name, tensor in self.tensors.items()
        }
        return Snapshot(own, self.position)


def save_state(path: Path, learner: Learner, position: Position, best: dict[str, Tensor]) -> None:
    """Write weights, moments, position and best-so-far of a stage."""
    write_state(path, take_snapshot(learner, position, best))


def write_state(path: Path, snapshot: Snapshot) -> None:
    """Write a snapshot, atomically.

    Raises:
        EngineError: kind "disk".
    """
    write_tensors(path, snapshot.tensors, snapshot.position)


def take_snapshot(learner: Learner, position: Position, best: dict[str, Tensor]) -> Snapshot:
    """Weights, moments, position and best-so-far of a stage as they are until its next step."""
    tensors = {f"{BEST}{name}": tensor for name, tensor in best.items()}
    module = learner.stage.module
    for name, parameter in module.named_parameters():
        if parameter.requires_grad:
            tensors[f"model/{name}"] = parameter
    for name, buffer in module.named_buffers():
        tensors[f"model/{name}"] = buffer
    for part, optimiser in learner.optimisers.items():
        for parameter, moments in optimiser.state.items():
            name = learner.names[id(parameter)]
            tensors |= {f"optimiser/{part}/{name}/{key}": t for key, t in moments.items()}
    if learner.averages is not None:
        tensors |= {f"average/{name}": t for name, t in learner.averages.tensors.items()}
    scaler = learner.scaler.state_dict() or None
    kept = replace(position, rate_scale=learner.rate_scale, scaler=scaler)
    return Snapshot({name: _alone(t.detach()) for name, t in tensors.items()}, kept)


def _alone(tensor: Tensor) -> Tensor:
    """The tensor, copied only where it is part of a larger one: a copy of all doubles the memory.

    Tensors that share their memory cannot go into one file.
    """
    shared = tensor.untyped_storage().nbytes() != tensor.numel() * tensor.element_size()
    return tensor.clone() if shared else tensor


def load_state(
    path: Path, stage: Stage, plan: StagePlan, device: str
) -> tuple[Learner, Position, dict[str, Tensor]]:
    """The stage as it was when the file was written, ready to learn under `plan`.

    Where the plan now trains something else than then, what was learned is kept and the moments
    of what still learns too.

    Raises:
        EngineError: kind "damaged".
    """
    tensors, plain = read_tensors(path)
    try:
        position = from_plain(Position, plain)
    except (TypeError, ValueError) as error:
        raise EngineError(
            "damaged", f"{path} is not a checkpoint: {error}.", "Delete it to go on without it."
        ) from error
    before = position.plan
    same = _layout(before) == _layout(plan)
    learner = Learner(stage, plan if same else _plainly(before, plan), device)
    _load_model(learner, _under(tensors, "model/"), path)
    if not same:
        fold_adapters(stage.module)
        learner = Learner(stage, plan, device)
    if learner.averages is not None:
        learner.averages.restore(_under(tensors, "average/"))
    learner.rate_scale = position.rate_scale
    for part, optimiser in learner.optimisers.items():
        _load_moments(learner, optimiser, _under(tensors, f"optimiser/{part}/"))
    if position.scaler and learner.scaler.is_enabled():
        learner.scaler.load_state_dict(position.scaler)
    return learner, replace(position, plan=plan), _under(tensors, BEST)


def _layout(plan: StagePlan) -> tuple[object, ...]:
    """All of a plan that decides which tensors learn."""
    return plan.train, plan.lora_rank, plan.frozen


def _plainly(before: StagePlan, plan: StagePlan) -> StagePlan:
    """The layout of the plan before, and nothing else that costs time or memory."""
    layout = replace(plan, train=before.train, lora_rank=before.lora_rank, frozen=before.frozen)
    return replace(layout, quantised="none", offload="none", ema=None)


@torch.no_grad()
def _load_model(learner: Learner, tensors: dict[str, Tensor], path: Path) -> None:
    module = learner.stage.module
    own = {name: p for name, p in module.named_parameters() if p.requires_grad}
    own |= dict(module.named_buffers())
    if own.keys() != tensors.keys() or any(own[n].shape != t.shape for n, t in tensors.items()):
        raise EngineError(
            "damaged",
            f"{path} belongs to another version of the base model.",
            "Start the voice again without --resume.",
        )
    for name, tensor in tensors.items():
        own[name].copy_(tensor)


def _load_moments(
    learner: Learner, optimiser: torch.optim.Optimizer, tensors: dict[str, Tensor]
) -> None:
    for group in optimiser.param_groups:
        for parameter in group["params"]:
            restored(optimiser, parameter, _under(tensors, f"{learner.names[id(parameter)]}/"))


def _under(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)}
