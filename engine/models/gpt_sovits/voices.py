"""A voice as tensors: what differs from its base, in half precision under the official names.

A matrix whose difference has a low rank, as an adapter leaves it, is kept as two thin factors
`NAME.lora_a` [r, inner] and `NAME.lora_b` [outer, r]: the base plus b times a (LoRA, Hu et al.
2021, arXiv 2106.09685).
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from engine.errors import EngineError

STORED = torch.float16
DOWN, UP = ".lora_a", ".lora_b"
MOST_RANK = 32
# Smaller tensors gain nothing; what the factors may miss of a difference.
LEAST_SIZE = 1 << 15
LOST_SHARE = 1e-2


def differences(
    own: Mapping[str, Tensor],
    base: Mapping[str, Tensor],
    given: Mapping[str, Tensor] | None = None,
    thin: bool = False,
) -> dict[str, Tensor]:
    """The tensors that are not the base's, on the CPU; all names must be the base's.

    What was `given`, and has not changed since, is given back as it was. With `thin` differences of
    a low rank are kept as factors; without, everything is exact to half precision.
    """
    found: dict[str, Tensor] = {}
    given = given or {}
    for name, tensor in own.items():
        there = tensor.detach().to("cpu")
        if torch.equal(there.to(STORED), base[name].to(STORED)):
            continue
        kept = {key: given[key] for key in (name, name + DOWN, name + UP) if key in given}
        if kept and torch.equal(_whole(name, base[name], kept), there.float()):
            found |= kept
        else:
            factors = _factors(name, there, base[name]) if thin else {}
            found |= factors or {name: there.to(STORED).contiguous()}
    return found


def applied(base: Mapping[str, Tensor], given: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The base's tensors with a voice's differences."""
    changed = {name.removesuffix(DOWN).removesuffix(UP) for name in given}
    return {
        name: _whole(name, tensor, given) if name in changed else tensor
        for name, tensor in base.items()
    }


def check_differences(given: Mapping[str, Tensor], base: Mapping[str, Tensor], file: str) -> None:
    """Make sure that tensors from a voice fit into the base.

    Raises:
        EngineError: kind "damaged", naming the first that does not.
    """
    for name, tensor in given.items():
        plain = name.removesuffix(DOWN).removesuffix(UP)
        if plain not in base:
            raise unfit(f"{file}: {name} does not belong there")
        if plain != name and (plain in given or not {plain + DOWN, plain + UP} <= given.keys()):
            raise unfit(f"{file}: {name} does not stand with its other half alone")
        if tensor.shape != _shape(name, base[plain], given):
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


def _whole(name: str, base: Tensor, given: Mapping[str, Tensor]) -> Tensor:
    if name in given:
        return given[name].float()
    product = given[name + UP].float() @ given[name + DOWN].float()
    return base.float() + product.view(base.shape)


def _factors(name: str, own: Tensor, base: Tensor) -> dict[str, Tensor]:
    """The difference as two thin halves; empty where it is not of a low rank.

    Halko, Martinsson and Tropp 2011 (arXiv 0909.4061, algorithm 4.1): its range is found by a
    random look at it.
    """
    if own.dim() < 2 or own.numel() < LEAST_SIZE:
        return {}
    away = (own.float() - base.float()).flatten(1)
    if min(away.shape) <= 2 * MOST_RANK:
        return {}
    look = torch.randn(away.shape[1], MOST_RANK + 8, generator=torch.Generator().manual_seed(0))
    range_, _ = torch.linalg.qr(away @ look)
    inner = range_.T @ away
    if torch.linalg.norm(away - range_ @ inner) > LOST_SHARE * torch.linalg.norm(away):
        return {}
    left, sizes, right = torch.linalg.svd(inner, full_matrices=False)
    rank = min(MOST_RANK, int((sizes > LOST_SHARE / 10 * sizes[0]).sum()))
    # Both halves are of about one size, so that neither vanishes in half precision.
    share = sizes[:rank].sqrt()
    down, up = share[:, None] * right[:rank], range_ @ left[:, :rank] * share
    return {name + DOWN: down.to(STORED).contiguous(), name + UP: up.to(STORED).contiguous()}


def _shape(name: str, base: Tensor, given: Mapping[str, Tensor]) -> torch.Size:
    if name.endswith((DOWN, UP)) and base.dim() >= 2:
        plain = name.removesuffix(DOWN).removesuffix(UP)
        rank = given[plain + DOWN].shape[0]
        outer, inner = base.shape[0], base[0].numel()
        return torch.Size((rank, inner) if name.endswith(DOWN) else (outer, rank))
    return base.shape
