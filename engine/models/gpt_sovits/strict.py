"""Loading weights by name and shape: nothing may be missing, nothing may be left over."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from engine.errors import EngineError

HINT = "Get the file again from where it came, or choose another one."


def load_strictly(module: nn.Module, state: Mapping[str, Tensor], what: str) -> None:
    """Copy `state` into `module`; nothing changes unless everything fits. `what` names the file.

    Raises:
        EngineError: kind "damaged", naming a tensor that is missing, unknown, of another shape or
            kind of number, or not finite.
    """
    check(module.state_dict(), state, what)
    module.load_state_dict(state, strict=True)


def check(own: Mapping[str, Tensor], state: Mapping[str, Tensor], what: str) -> None:
    """Whether `state` has the names, shapes and kinds of `own`; raises as `load_strictly`."""
    for title, names in (("lacks", own.keys() - state.keys()), ("has", state.keys() - own.keys())):
        if names:
            first = sorted(names)[0]
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            tail = f" {first}{more}" if title == "lacks" else f" a tensor that is unknown: {first}{more}"
            raise EngineError("damaged", f"{what} {title}{tail}.", HINT)
    for name, tensor in state.items():
        if tensor.shape != own[name].shape:
            shapes = f"{list(tensor.shape)} instead of {list(own[name].shape)}"
            raise EngineError("damaged", f"{what}: {name} has the shape {shapes}.", HINT)
        if tensor.is_floating_point() != own[name].is_floating_point():
            raise EngineError("damaged", f"{what}: {name} holds {tensor.dtype}.", HINT)
        if tensor.is_floating_point() and not torch.isfinite(tensor).all():
            raise EngineError("damaged", f"{what}: {name} holds values that are no numbers.", HINT)
