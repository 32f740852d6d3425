"""The flow between prior and posterior: mean-only couplings and flips (FACTS 3, "Flow")."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.init import zeros_

from engine.models.gpt_sovits.config import SovitsConfig
from engine.models.gpt_sovits.wavenet import WaveNet


class Coupling(nn.Module):
    """The first half of the channels says by how much the second half moves."""

    def __init__(self, config: SovitsConfig) -> None:
        super().__init__()
        half = config.latent // 2
        self.pre = nn.Conv1d(half, config.hidden, 1)
        self.enc = WaveNet(
            config.hidden, config.wave_kernel, config.flow_layers, config.style_width
        )
        self.post = nn.Conv1d(config.hidden, half, 1)
        # An untrained flow moves nothing.
        for parameter in self.post.parameters():
            zeros_(parameter)

    def forward(self, x: Tensor, mask: Tensor, style: Tensor, reverse: bool) -> Tensor:
        still, moved = x.chunk(2, dim=1)
        mean = self.post(self.enc(self.pre(still) * mask, mask, style)) * mask
        moved = (moved - mean) * mask if reverse else mean + moved * mask
        return torch.cat([still, moved], dim=1)


class Flip(nn.Module):
    """The channels in the opposite order, so that the next coupling moves the other half."""

    def forward(self, x: Tensor, mask: Tensor, style: Tensor, reverse: bool) -> Tensor:
        return x.flip(1)


class Flow(nn.Module):
    """Latent to prior space in training, and back when speaking."""

    def __init__(self, config: SovitsConfig) -> None:
        super().__init__()
        self.flows = nn.ModuleList()
        for _ in range(config.couplings):
            self.flows.extend([Coupling(config), Flip()])

    def forward(self, x: Tensor, mask: Tensor, style: Tensor, reverse: bool = False) -> Tensor:
        """x [B, latent, T] -> the same shape."""
        for layer in reversed(self.flows) if reverse else self.flows:
            x = layer(x, mask, style, reverse)
        return x
