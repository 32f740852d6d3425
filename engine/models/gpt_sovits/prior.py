"""The prior encoder: tokens and text to the distribution of the latent (FACTS 3, enc_p)."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.init import xavier_uniform_

from engine.models.gpt_sovits.attention import Encoder
from engine.models.gpt_sovits.config import SovitsConfig


class CrossAttention(nn.Module):
    """Attention from one sequence [B, C, T] to another [B, C, S]."""

    def __init__(self, channels: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.conv_q = nn.Conv1d(channels, channels, 1)
        self.conv_k = nn.Conv1d(channels, channels, 1)
        self.conv_v = nn.Conv1d(channels, channels, 1)
        self.conv_o = nn.Conv1d(channels, channels, 1)
        for conv in (self.conv_q, self.conv_k, self.conv_v):
            xavier_uniform_(conv.weight)

    def forward(self, x: Tensor, other: Tensor, other_mask: Tensor) -> Tensor:
        q, k, v = (
            conv(sequence).unflatten(1, (self.heads, -1)).transpose(-1, -2)
            for conv, sequence in ((self.conv_q, x), (self.conv_k, other), (self.conv_v, other))
        )
        mask = (other_mask != 0).unsqueeze(1)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self.conv_o(y.transpose(-1, -2).reshape(x.shape))


class MultiReferenceTimbre(nn.Module):
    """Content looks at the text, and the style is added (MRTE; Mega-TTS 2, arXiv 2307.07218)."""

    def __init__(self, hidden: int, width: int, heads: int) -> None:
        super().__init__()
        self.cross_attention = CrossAttention(width, heads)
        self.c_pre = nn.Conv1d(hidden, width, 1)
        self.text_pre = nn.Conv1d(hidden, width, 1)
        self.c_post = nn.Conv1d(width, hidden, 1)

    def forward(
        self, content: Tensor, mask: Tensor, text: Tensor, text_mask: Tensor, style: Tensor
    ) -> Tensor:
        content = self.c_pre(content * mask)
        text = self.text_pre(text * text_mask)
        x = self.cross_attention(content * mask, text * text_mask, text_mask) + content + style
        return self.c_post(x * mask)


class Prior(NamedTuple):
    """Hidden sequence [B, hidden, T]; mean and log deviation [B, latent, T]; mask [B, 1, T]."""

    hidden: Tensor
    mean: Tensor
    logs: Tensor
    mask: Tensor


class PriorEncoder(nn.Module):
    """Tokens' entries and phonemes, both through encoders, to mean and log deviation."""

    def __init__(self, config: SovitsConfig) -> None:
        super().__init__()
        hidden = config.hidden
        encoder = partial(
            Encoder,
            channels=hidden,
            filter=config.filter,
            heads=config.heads,
            kernel=config.kernel,
            window=config.window,
            dropout=config.dropout,
        )
        self.ssl_proj = nn.Conv1d(config.content, hidden, 1)
        self.encoder_ssl = encoder(config.layers // 2)
        self.encoder_text = encoder(config.layers)
        self.text_embedding = nn.Embedding(config.symbols, hidden)
        self.mrte = MultiReferenceTimbre(hidden, config.mrte, config.mrte_heads)
        self.encoder2 = encoder(config.layers // 2)
        self.proj = nn.Conv1d(hidden, 2 * config.latent, 1)

    def forward(
        self,
        content: Tensor,
        mask: Tensor,
        text: Tensor,
        text_mask: Tensor,
        style: Tensor,
        speed: float = 1.0,
    ) -> Prior:
        """content [B, C, T] at 50 Hz, text [B, N], style [B, mrte width, 1]."""
        x = self.encoder_ssl(self.ssl_proj(content * mask) * mask, mask)
        letters = self.text_embedding(text).transpose(1, 2)
        letters = self.encoder_text(letters * text_mask, text_mask)
        x = self.encoder2(self.mrte(x, mask, letters, text_mask, style), mask)
        if speed != 1:
            frames = stretched(x.shape[-1], speed)
            x = F.interpolate(x, size=frames, mode="linear")
            mask = F.interpolate(mask, size=frames, mode="nearest")
        mean, logs = (self.proj(x) * mask).chunk(2, dim=1)
        return Prior(x, mean, logs, mask)


def stretched(frames: int, speed: float) -> int:
    """How many frames the prior has at a speed (FACTS 3)."""
    return frames if speed == 1 else int(frames / speed) + 1


def frame_mask(lengths: Tensor, frames: int) -> Tensor:
    """Lengths [B] -> [B, 1, frames] in fp32, 1 below the length."""
    return (torch.arange(frames, device=lengths.device) < lengths[:, None]).float().unsqueeze(1)
