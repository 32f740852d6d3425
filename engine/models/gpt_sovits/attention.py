"""Self-attention with relative positions, and the encoder made of it (FACTS 3, prior encoder).

Shaw et al. 2018 (arXiv 1803.02155) inside a Transformer with convolutions (VITS, arXiv 2106.06103).
All sequences are [B, channels, T], masks [B, 1, T] with 1 where there is something.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.init import normal_, xavier_uniform_

MASKED = -1e4


class ChannelNorm(nn.Module):
    """Layer norm over the channels of [B, C, T]."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(channels))
        self.beta = nn.Parameter(torch.zeros(channels))

    def forward(self, x: Tensor) -> Tensor:
        shape = (x.shape[1],)
        return F.layer_norm(x.transpose(1, 2), shape, self.gamma, self.beta, 1e-5).transpose(1, 2)


class RelativeAttention(nn.Module):
    """Self-attention that also knows how far a key is, up to `window` positions either way.

    Scores and probabilities are computed in the open rather than by `scaled_dot_product_attention`:
    a learned vector is added to the *values* for each distance, which needs the probabilities.
    """

    def __init__(self, channels: int, heads: int, window: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.window = heads, window
        depth = channels // heads
        self.conv_q = nn.Conv1d(channels, channels, 1)
        self.conv_k = nn.Conv1d(channels, channels, 1)
        self.conv_v = nn.Conv1d(channels, channels, 1)
        self.conv_o = nn.Conv1d(channels, channels, 1)
        self.emb_rel_k = nn.Parameter(torch.empty(1, 2 * window + 1, depth))
        self.emb_rel_v = nn.Parameter(torch.empty(1, 2 * window + 1, depth))
        self.drop = nn.Dropout(dropout)
        for conv in (self.conv_q, self.conv_k, self.conv_v):
            xavier_uniform_(conv.weight)
        for embedding in (self.emb_rel_k, self.emb_rel_v):
            normal_(embedding, std=depth**-0.5)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        q, k, v = (self._split(conv(x)) for conv in (self.conv_q, self.conv_k, self.conv_v))
        q = q * q.shape[-1] ** -0.5
        near = q @ self.emb_rel_k.transpose(-1, -2)
        scores = q @ k.transpose(-1, -2) + _band_to_full(near, self.window)
        scores = scores.masked_fill(mask.unsqueeze(1) == 0, MASKED)
        attention = self.drop(scores.softmax(-1))
        y = attention @ v + _full_to_band(attention, self.window) @ self.emb_rel_v
        return self.conv_o(y.transpose(-1, -2).reshape(x.shape))

    def _split(self, x: Tensor) -> Tensor:
        """[B, C, T] -> [B, heads, T, C / heads]."""
        return x.unflatten(1, (self.heads, -1)).transpose(-1, -2)


def _band_to_full(band: Tensor, window: int) -> Tensor:
    """[..., T, 2w + 1] by distance -> [..., T, T] by key; other keys get 0.

    Padding each row by T and reading it with rows shorter by one shifts row i by i.
    """
    t = band.shape[-2]
    wide = F.pad(band, (0, t)).flatten(-2)[..., : t * (t + 2 * window)]
    return wide.unflatten(-1, (t, -1))[..., window : window + t]


def _full_to_band(full: Tensor, window: int) -> Tensor:
    """[..., T, T] by key -> [..., T, 2w + 1] by distance; the inverse of `_band_to_full`."""
    t = full.shape[-1]
    wide = F.pad(F.pad(full, (window, window)).flatten(-2), (0, t))
    return wide.unflatten(-1, (t, -1))[..., : 2 * window + 1]


class FeedForward(nn.Module):
    """Convolution, ReLU, convolution; an even kernel pads one more on the right."""

    def __init__(self, channels: int, filter: int, kernel: int, dropout: float) -> None:
        super().__init__()
        self.conv_1 = nn.Conv1d(channels, filter, kernel)
        self.conv_2 = nn.Conv1d(filter, channels, kernel)
        self.drop = nn.Dropout(dropout)
        self.padding = ((kernel - 1) // 2, kernel // 2)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = self.conv_1(F.pad(x * mask, self.padding)).relu()
        return self.conv_2(F.pad(self.drop(x) * mask, self.padding)) * mask


class Encoder(nn.Module):
    """Layers of relative attention and feed-forward, each followed by a norm."""

    def __init__(
        self,
        layers: int,
        channels: int,
        filter: int,
        heads: int,
        kernel: int,
        window: int,
        dropout: float,
    ) -> None:
        super().__init__()
        self.attn_layers = nn.ModuleList(
            RelativeAttention(channels, heads, window, dropout) for _ in range(layers)
        )
        self.norm_layers_1 = nn.ModuleList(ChannelNorm(channels) for _ in range(layers))
        self.ffn_layers = nn.ModuleList(
            FeedForward(channels, filter, kernel, dropout) for _ in range(layers)
        )
        self.norm_layers_2 = nn.ModuleList(ChannelNorm(channels) for _ in range(layers))
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = x * mask
        layers = zip(self.attn_layers, self.norm_layers_1, self.ffn_layers, self.norm_layers_2)
        for attend, first_norm, feed, second_norm in layers:
            x = first_norm(x + self.drop(attend(x, mask)))
            x = second_norm(x + self.drop(feed(x, mask)))
        return x * mask
