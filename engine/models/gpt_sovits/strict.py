"""Loading weights by name: nothing may be missing, left over, of another shape, or no number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import torch
from torch import Tensor, nn

from engine.errors import EngineError

HINT = "Get the file again from where it came, or choose another one."
Module = TypeVar("Module", bound=nn.Module)


def load_strictly(module: Module, state: Mapping[str, Tensor], what: str) -> Module:
    """Copy `state` into `module`, which may still be without memory (on "meta"), and return it.

    Numbers are brought to the kind that the module has (official files hold halves). Nothing
    changes unless everything fits. `what` names the file in errors.

    Raises:
        EngineError: kind "damaged", naming the first missing, extra or wrong tensor.
    """
    own = module.state_dict()
    check(own, state, what)
    kept = {name: tensor.to(own[name].dtype, copy=True) for name, tensor in state.items()}
    module.load_state_dict(kept, assign=any(tensor.is_meta for tensor in own.values()))
    return module


def check(own: Mapping[str, Tensor], state: Mapping[str, Tensor], what: str) -> None:
    """Whether `state` fits the names, shapes and kinds of `own`; raises as `load_strictly`."""
    if missing := sorted(own.keys() - state.keys()):
        raise EngineError("damaged", f"{what} lacks {_names(missing)}.", HINT)
    if extra := sorted(state.keys() - own.keys()):
        raise EngineError("damaged", f"{what} has tensors of no place: {_names(extra)}.", HINT)
    for name, tensor in state.items():
        if tensor.shape != own[name].shape:
            shapes = f"{list(tensor.shape)} instead of {list(own[name].shape)}"
            raise EngineError("damaged", f"{what}: {name} has the shape {shapes}.", HINT)
        if tensor.is_floating_point() != own[name].is_floating_point():
            raise EngineError("damaged", f"{what}: {name} holds {tensor.dtype}.", HINT)
        if tensor.is_floating_point() and not _finite(tensor):
            raise EngineError("damaged", f"{what}: {name} holds values that are not finite.", HINT)


def _finite(tensor: Tensor) -> bool:
    # Both ends are not a number if one entry is none: far faster than asking each of them.
    return not tensor.numel() or bool(torch.stack(tensor.aminmax()).isfinite().all())


def _names(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
