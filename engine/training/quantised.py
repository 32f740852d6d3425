"""Frozen weights in 8 or 4 bits, opened for each use: the base under adapters (QLoRA).

Dettmers et al. 2023 (arXiv 2305.14314). The exact weights lie in a file meanwhile and come back
when the stage ends: what is delivered is the base with the adapters, and nothing that was rounded.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import Any, Literal, Protocol

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.errors import EngineError
from engine.files import data_home, disk_error

KINDS = (nn.Linear, nn.Conv1d, nn.Conv2d, nn.ConvTranspose1d)
# Smaller weights gain nothing.
LEAST_NUMBERS = 4096
NF4_BLOCK = 64
LARGEST_INT8 = 127


def quantise(module: nn.Module, how: Literal["int8", "nf4"]) -> None:
    """Hold every frozen weight of a plain linear or convolution layer in few bits.

    Raises:
        EngineError: kind "disk" when the exact weights cannot be laid aside.
    """
    exact = _Exact()
    for layer in module.modules():
        if isinstance(layer, KINDS) and _can_be_closed(layer):
            packed = _PACKERS[how](layer.weight.detach())
            layer.__dict__["closed"] = Closed(packed, exact.keep(layer.weight.detach()))
            del layer.weight
            _become(layer, _closed_class(type(layer)))


def restore(module: nn.Module) -> None:
    """Put the exact weights back."""
    for layer in module.modules():
        if (closed := layer.__dict__.pop("closed", None)) is not None:
            _become(layer, type(layer).__mro__[2])
            device = closed.packed.device
            layer.weight = nn.Parameter(closed.exact().to(device), requires_grad=False)


def exact_weight(layer: nn.Module) -> Tensor:
    """The weight of a layer before it was held in few bits."""
    closed = layer.__dict__.get("closed")
    return closed.exact().to(closed.packed.device) if closed else layer.get_parameter("weight")


class Packed(Protocol):
    """A weight in few bits."""

    device: torch.device

    def open(self, dtype: torch.dtype) -> Tensor: ...


class Closed:
    """A packed weight and a way to read the exact one."""

    def __init__(self, packed: Packed, exact: Callable[[], Tensor]) -> None:
        self.packed = packed
        self.exact = exact


class _Int8:
    """Whole numbers of one byte, with a scale for each row."""

    def __init__(self, weight: Tensor) -> None:
        rows = weight.flatten(1).float()
        self._scale = (rows.abs().amax(1, keepdim=True) / LARGEST_INT8).clamp_min(1e-12)
        self._codes = (rows / self._scale).round().to(torch.int8)
        self._shape = weight.shape
        self.device = weight.device

    def open(self, dtype: torch.dtype) -> Tensor:
        return (self._codes * self._scale).to(dtype).view(self._shape)


class _Nf4:
    """Quantiles of a normal distribution in four bits, with a scale for each block."""

    def __init__(self, weight: Tensor) -> None:
        from engine.training.optimisers import kernels

        self._kernels = kernels()
        self._codes, self._state = self._kernels.quantize_4bit(
            weight.float().contiguous(), blocksize=NF4_BLOCK, quant_type="nf4"
        )
        self.device = weight.device

    def open(self, dtype: torch.dtype) -> Tensor:
        return self._kernels.dequantize_4bit(self._codes, self._state).to(dtype)


_PACKERS: dict[str, Callable[[Tensor], Packed]] = {"int8": _Int8, "nf4": _Nf4}


class _Through(torch.autograd.Function):
    """A layer without its bias. It keeps nothing for the way back but the closed weight."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, layer: nn.Module) -> Tensor:
        ctx.layer, ctx.shape, ctx.dtype = layer, x.shape, x.dtype
        return _run(layer, x)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None]:
        (gradient,) = gradients
        weight = ctx.layer.closed.packed.open(gradient.dtype)
        if isinstance(ctx.layer, nn.Linear):
            return (gradient @ weight).to(ctx.dtype), None
        # Of what came in only the shape matters.
        x = gradient.new_empty(1).expand(ctx.shape)
        wanted = [True, False, False]
        found, _, _ = torch.ops.aten.convolution_backward(
            gradient, x, weight, None, *_geometry(ctx.layer), wanted
        )
        return found.to(ctx.dtype), None


class _Shut:
    """What a layer becomes: its weight opens when it is asked for."""

    closed: Closed
    bias: Tensor | None

    @property
    def weight(self) -> Tensor:
        return self.closed.packed.open(torch.float32)

    def forward(self, x: Tensor, output_size: None = None) -> Tensor:
        y = _Through.apply(x, self)
        assert isinstance(y, Tensor) and isinstance(self, nn.Module)
        bias = self.bias
        if bias is None:
            return y
        behind = 0 if isinstance(self, nn.Linear) else y.dim() - 2
        return y + bias.view(-1, *[1] * behind).to(y.dtype)


def _become(layer: Any, kind: type[nn.Module]) -> None:
    layer.__class__ = kind


def _closed_class(kind: type[nn.Module]) -> type[nn.Module]:
    """A class that still is of its kind, so that adapters know it."""
    return type(f"Closed{kind.__name__}", (_Shut, kind), {})


def _run(layer: Any, x: Tensor) -> Tensor:
    device = x.device.type
    half = torch.is_autocast_enabled(device)
    dtype = torch.get_autocast_dtype(device) if half else x.dtype
    weight, x = layer.closed.packed.open(dtype), x.to(dtype)
    if isinstance(layer, nn.Linear):
        return F.linear(x, weight)
    return torch.ops.aten.convolution(x, weight, None, *_geometry(layer))


def _geometry(layer: Any) -> tuple[Any, ...]:
    transposed = isinstance(layer, nn.ConvTranspose1d)
    return (
        layer.stride,
        layer.padding,
        layer.dilation,
        transposed,
        layer.output_padding,
        layer.groups,
    )


def _can_be_closed(layer: Any) -> bool:
    plain = isinstance(layer, nn.Linear) or (
        layer.padding_mode == "zeros" and not isinstance(layer.padding, str)
    )
    weight = layer._parameters.get("weight")
    return (
        plain
        and weight is not None
        and not weight.requires_grad
        and weight.numel() >= LEAST_NUMBERS
    )


class _Exact:
    """Weights laid aside in a file without a name: it is gone when the process is."""

    def __init__(self) -> None:
        folder = data_home()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        except OSError as error:
            raise disk_error(folder, error) from error

    def keep(self, weight: Tensor) -> Callable[[], Tensor]:
        """Write a weight; what is returned reads it again.

        Raises:
            EngineError: kind "disk".
        """
        numbers = weight.cpu().float().contiguous().numpy()
        try:
            where = self._file.seek(0, 2)
            self._file.write(numbers.tobytes())
            self._file.flush()
        except OSError as error:
            raise disk_error(data_home(), error) from error
        shape, dtype = weight.shape, weight.dtype  # and not the weight: it is to go
        return lambda: self._read(where, shape).to(dtype)

    def _read(self, where: int, shape: torch.Size) -> Tensor:
        self._file.seek(where)
        found = np.frombuffer(self._file.read(4 * shape.numel()), np.float32)
        if len(found) != shape.numel():
            raise EngineError(
                "disk", "A file that holds part of the base was cut off.", "Continue with --resume."
            )
        return torch.from_numpy(found.copy()).view(shape)
