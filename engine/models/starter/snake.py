"""Styled normalisation and the snake activation as one operation, in pieces that fit the cache.

The vocoder does this 48 times on tensors far larger than a processor's cache: done apart, the parts
take longer than the convolutions between them. Snake: Ziyin et al. 2020 (arXiv 2006.08195).
"""

from collections.abc import Iterator

import torch
from torch import Tensor
from torch.autograd.function import Function, FunctionCtx

EPSILON = 1e-5
CACHED_VALUES = 1 << 18


class NormSnake(Function):
    """y = scale * (x - mean) / deviation + shift per row over time, then y + sin^2(a y) / a.

    Computed in fp32 whatever x is. Keeps x and two numbers a row for the way back.
    """

    @staticmethod
    def forward(ctx: FunctionCtx, x: Tensor, scale: Tensor, shift: Tensor, alpha: Tensor) -> Tensor:
        """x [B, C, T], scale and shift [B, C] in fp32, alpha [1, C, 1] -> [B, C, T]."""
        rows = x.reshape(-1, x.shape[-1])
        frequency = alpha.flatten().repeat(x.shape[0]).unsqueeze(1)
        out = torch.empty_like(rows)
        statistics = scale.new_empty(2, rows.shape[0])
        for part in _parts(rows):
            y, statistics[0, part], statistics[1, part] = torch.native_batch_norm(
                rows[part].float().unsqueeze(0),
                scale.flatten()[part],
                shift.flatten()[part],
                None,
                None,
                True,
                0.0,
                EPSILON,
            )
            bent = (y[0] * frequency[part]).sin_().square_()
            out[part] = y[0].addcdiv_(bent, frequency[part])
        ctx.save_for_backward(x, scale, shift, alpha, statistics)
        return out.view(x.shape)

    @staticmethod
    def backward(ctx: FunctionCtx, *grads: Tensor) -> tuple[Tensor, ...]:
        x, scale, shift, alpha, statistics = ctx.saved_tensors  # pyright: ignore[reportAttributeAccessIssue]
        rows, grad = x.reshape(-1, x.shape[-1]), grads[0].reshape(-1, x.shape[-1])
        frequency = alpha.flatten().repeat(x.shape[0]).unsqueeze(1)
        for_x = torch.empty_like(rows)
        sums = scale.new_empty(3, rows.shape[0])
        for part in _parts(rows):
            weight = scale.flatten()[part]
            gain = (statistics[1, part] * weight).unsqueeze(1)
            offset = shift.flatten()[part].unsqueeze(1) - statistics[0, part].unsqueeze(1) * gain
            piece, a, g = rows[part].float(), frequency[part], grad[part].float()
            y = torch.addcmul(offset, piece, gain)
            double = (y * (2 * a)).sin_()
            bent = (y * a).sin_().square_()
            sums[2, part] = (g * (y * double).sub_(bent.div_(a))).sum(dim=1).div_(a.squeeze(1))
            for_y = double.add_(1).mul_(g).unsqueeze(0)
            for_piece, sums[0, part], sums[1, part] = torch.ops.aten.native_batch_norm_backward(
                for_y,
                piece.unsqueeze(0),
                weight,
                None,
                None,
                statistics[0, part],
                statistics[1, part],
                True,
                EPSILON,
                [True, True, True],
            )
            for_x[part] = for_piece[0]
        for_scale, for_shift, for_alpha = sums.view(3, *scale.shape)
        return for_x.view(x.shape), for_scale, for_shift, for_alpha.sum(dim=0).view(alpha.shape)


def _parts(rows: Tensor) -> Iterator[slice]:
    """Slices of whole rows that fit a processor's cache; on a card all rows at once."""
    count, length = rows.shape
    step = count if rows.is_cuda else max(1, CACHED_VALUES // length)
    for start in range(0, count, step):
        yield slice(start, start + step)
