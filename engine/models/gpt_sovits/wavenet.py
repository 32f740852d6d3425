"""Gated convolutions conditioned on the style, as posterior and flow use them (FACTS 3, WN)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.models.gpt_sovits.weight_norm import WeightNormed


class WaveNet(nn.Module):
    """WaveNet without dilation (arXiv 1609.03499): gate, residual, and a sum of skips."""

    def __init__(self, hidden: int, kernel: int, layers: int, style_width: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.cond_layer = WeightNormed(nn.Conv1d(style_width, 2 * hidden * layers, 1))
        self.in_layers = nn.ModuleList(
            WeightNormed(nn.Conv1d(hidden, 2 * hidden, kernel, padding=kernel // 2))
            for _ in range(layers)
        )
        # The last layer has nothing after it that would want a residual.
        widths = [2 * hidden] * (layers - 1) + [hidden]
        self.res_skip_layers = nn.ModuleList(
            WeightNormed(nn.Conv1d(hidden, width, 1)) for width in widths
        )

    def forward(self, x: Tensor, mask: Tensor, style: Tensor) -> Tensor:
        """x [B, hidden, T], mask [B, 1, T], style [B, style width, 1] -> [B, hidden, T]."""
        conditions = self.cond_layer(style).chunk(len(self.in_layers), dim=1)
        skips = torch.zeros_like(x)
        for gate, condition, out in zip(self.in_layers, conditions, self.res_skip_layers):
            filtered, opened = (gate(x) + condition).chunk(2, dim=1)
            y = out(filtered.tanh() * opened.sigmoid())
            if y.shape[1] > self.hidden:
                residual, y = y.chunk(2, dim=1)
                x = (x + residual) * mask
            skips = skips + y
        return skips * mask
