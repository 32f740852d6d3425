"""Convolutions with a weight norm, kept under the official names, and folding it away.

Salimans and Kingma 2016 (arXiv 1602.07868): weight = g * v / |v|, with the norm over all dimensions
but the first. `fold` makes plain layers of them: faster speech, and layers that take an adapter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

Convolution = nn.Conv1d | nn.Conv2d | nn.ConvTranspose1d


class WeightNormed(nn.Module):
    """A convolution with parameters `weight_g`, `weight_v` and, if it has one, `bias`."""

    def __init__(self, conv: Convolution) -> None:
        super().__init__()
        self.weight_g = nn.Parameter(torch.norm_except_dim(conv.weight.detach(), 2, 0))
        self.weight_v = nn.Parameter(conv.weight.detach().clone())
        self.bias = conv.bias
        # Keeps strides, padding and groups; in a tuple, so that it is no part of the network.
        self._shape = (deepcopy(conv).to("meta"),)

    @property
    def weight(self) -> Tensor:
        """What the convolution uses."""
        kept = self.__dict__.get("_kept")
        return _normed(self.weight_v, self.weight_g) if kept is None else kept

    def forward(self, x: Tensor) -> Tensor:
        (conv,) = self._shape
        weights, padding = (self.weight, self.bias), cast("tuple[int, ...]", conv.padding)
        if isinstance(conv, nn.ConvTranspose1d):
            more = (conv.output_padding, conv.groups, conv.dilation)
            return F.conv_transpose1d(x, *weights, conv.stride, padding, *more)
        run = F.conv1d if isinstance(conv, nn.Conv1d) else F.conv2d
        return run(x, *weights, conv.stride, padding, conv.dilation, conv.groups)

    def plain(self) -> Convolution:
        """The same convolution without a norm, sharing the bias."""
        conv = deepcopy(self._shape[0])
        conv.weight = nn.Parameter(self.weight.detach(), self.weight_v.requires_grad)
        conv.bias = self.bias
        return conv


@contextmanager
def normed_once(module: nn.Module) -> Iterator[None]:
    """Inside, the weights of the module's convolutions are made once, however often they run."""
    layers = [layer for layer in module.modules() if isinstance(layer, WeightNormed)]
    for layer in layers:
        layer.__dict__["_kept"] = layer.weight
    try:
        yield
    finally:
        for layer in layers:
            del layer.__dict__["_kept"]


def _normed(v: Tensor, g: Tensor) -> Tensor:
    """In one pass; see `torch.nn.utils.parametrizations.weight_norm`."""
    return torch.ops.aten._weight_norm(v, g, 0)


def fold(module: nn.Module) -> None:
    """Put a plain convolution in the place of every one with a weight norm."""
    for name, layer in list(module.named_modules()):
        if isinstance(layer, WeightNormed):
            module.set_submodule(name, layer.plain())


def as_folded(state: Mapping[str, Tensor], names: Iterable[str]) -> dict[str, Tensor]:
    """A state with the official names, for a network that has `names` because it was folded."""
    found, folded = dict(state), set(names)
    for name in state:
        layer = name.removesuffix(".weight_g")
        if (
            name.endswith(".weight_g")
            and f"{layer}.weight" in folded
            and f"{layer}.weight_v" in state
        ):
            g, v = found.pop(name), found.pop(f"{layer}.weight_v")
            found[f"{layer}.weight"] = _normed(v.float(), g.float())
    return found


def as_official(state: Mapping[str, Tensor], names: Iterable[str]) -> dict[str, Tensor]:
    """A folded network's state under the official `names`: v is the weight and g its norm."""
    found = dict(state)
    for name in names:
        layer = name.removesuffix(".weight_g")
        if name.endswith(".weight_g") and f"{layer}.weight" in state:
            weight = found.pop(f"{layer}.weight")
            found[name] = torch.norm_except_dim(weight, 2, 0)
            found[f"{layer}.weight_v"] = weight
    return found
