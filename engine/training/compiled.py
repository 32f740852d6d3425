"""Fewer launches for the same step: blocks compiled, or their kernels recorded and replayed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from engine.events import Emit, Note
from engine.training.memory import is_out_of_memory

if TYPE_CHECKING:
    from engine.plan import StagePlan
    from engine.training.learner import Learner

WAYS = {"compile": "be compiled", "cuda_graphs": "be recorded as CUDA graphs"}


def set_arithmetic(plan: StagePlan, device: torch.device) -> None:
    """Let single precision use a card's tensor cores or not. A published recipe has torch's way."""
    if device.type != "cuda":
        return
    matrices = convolutions = "tf32" if plan.tf32 else "ieee"
    if plan.recipe == "published":
        matrices, convolutions = "ieee", "tf32"
    torch.backends.cuda.matmul.fp32_precision = matrices
    # Not in torch's stubs.
    torch.backends.cudnn.conv.fp32_precision = convolutions  # pyright: ignore


def accelerated(learner: Learner, emit: Emit) -> bool:
    """Make the step as its plan says and rehearse it; False where that does not work here.

    Then the step is as it was, and one line says so: the plan is to go on without.
    """
    plan, module = learner.plan, learner.stage.module
    if plan.compiled == "none":
        return True
    undo = _Undo()
    try:
        if plan.compiled == "compile":
            _compile(module, learner.stage.checkpoint_blocks(), undo)
        else:
            _record(learner, undo)
        learner.rehearse()
    # A compiler fails in as many ways as it has parts, and none of them may end a run.
    except Exception as error:
        undo.all()
        if is_out_of_memory(error):
            raise
        reason = str(error).strip().partition("\n")[0][:120] or type(error).__name__
        message = f"The {plan.name} step cannot {WAYS[plan.compiled]} here: it runs as it is."
        emit(Note(message, f"Nothing is lost but some speed ({reason})."))
        return False
    return True


class _Undo:
    """How each block was called before."""

    def __init__(self) -> None:
        self._before: list[tuple[Any, str, Any]] = []

    def note(self, block: nn.Module, name: str) -> None:
        self._before.append((block, name, block.__dict__.get(name)))

    def all(self) -> None:
        for block, name, value in self._before:
            block.__dict__.pop(name, None)
            if value is not None:
                block.__dict__[name] = value


def _compile(module: nn.Module, names: list[str], undo: _Undo) -> None:
    """Each block by itself: alike ones share what was compiled."""
    for name in names:
        block = module.get_submodule(name)
        undo.note(block, "_compiled_call_impl")
        block.compile(dynamic=True)


def _record(learner: Learner, undo: _Undo) -> None:
    """Blocks that always see the same shapes, forward and backward, each as one launch."""
    if learner.device.type != "cuda" or learner.plan.checkpointing != "none":
        raise RuntimeError("graphs need an NVIDIA card, and no recomputing")
    module = learner.stage.module
    blocks = [module.get_submodule(name) for name in learner.stage.steady_blocks()]
    with _inputs(blocks) as seen:
        learner.rehearse()
    for block in blocks:
        if block not in seen:
            continue
        undo.note(block, "forward")
        with learner.autocast(cached=False):
            torch.cuda.make_graphed_callables(block, seen[block])


@contextmanager
def _inputs(blocks: list[nn.Module]) -> Iterator[dict[nn.Module, tuple[Tensor, ...]]]:
    """Inside, what each block is given is noted, as tensors of its own."""
    seen: dict[nn.Module, tuple[Tensor, ...]] = {}

    def note(block: nn.Module, given: tuple[Tensor, ...]) -> None:
        seen[block] = tuple(x.detach().clone().requires_grad_(x.requires_grad) for x in given)

    handles = [block.register_forward_pre_hook(note) for block in blocks]
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()
