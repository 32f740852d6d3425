"""A voice as tensors: what differs from its base, in half precision under the official names."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from engine.errors import EngineError

STORED = torch.float16


def differences(own: Mapping[str, Tensor], base: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors that are not the base's, as halves on the CPU; all names must be the base's."""
    found: dict[str, Tensor] = {}
    for name, tensor in own.items():
        half = tensor.detach().to("cpu", STORED)
        if not torch.equal(half, base[name].to(STORED)):
            found[name] = half.contiguous()
    return found


def check_differences(given: Mapping[str, Tensor], base: Mapping[str, Tensor], file: str) -> None:
    """Make sure that tensors from a voice fit into the base.

    Raises:
        EngineError: kind "damaged", naming the first that does not.
    """
    for name, tensor in given.items():
        if name not in base:
            raise unfit(f"{file}: {name} does not belong there")
        if tensor.shape != base[name].shape:
            raise unfit(f"{file}: {name} has the shape {list(tensor.shape)}")
        if tensor.dtype != STORED:
            raise unfit(f"{file}: {name} holds {tensor.dtype}")
        if not torch.isfinite(tensor).all():
            raise unfit(f"{file}: {name} holds values that are not finite")


def unfit(fault: str) -> EngineError:
    """The error for tensors that are no voice of this base."""
    return EngineError(
        "damaged",
        f"This is no voice of this base: {fault}.",
        "Import the voice again from its source.",
    )
