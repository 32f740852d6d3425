"""Attention of long sequences to what is near, in memory that grows with the length alone."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F


@dataclass(frozen=True)
class Window:
    """Who looks where in a text followed by sound: what full causal attention sees, but no further.

    Text (the first `text` places) looks at all text; sound at all text and at itself, up to `width`
    places back. `visible` [B, places] is False at padding.
    """

    text: int
    width: int
    visible: Tensor


def windowed_attention(
    query: Tensor, key: Tensor, value: Tensor, window: Window, dropout: float = 0.0
) -> Tensor:
    """Scaled dot product attention [B, heads, places, depth], in blocks of the window's width.

    A block of sound looks at the text, the block before and itself: a band, as in the Longformer
    (Beltagy et al. 2020, arXiv 2004.05150, section 3.1) with global text.
    """
    text, width = window.text, window.width
    there = window.visible[:, None, None, :text]
    front = F.scaled_dot_product_attention(
        query[:, :, :text], key[:, :, :text], value[:, :, :text], there, dropout
    )
    length = query.shape[2] - text
    blocks = -(-length // width)
    asked = _blocks(query[:, :, text:], width, blocks)
    keys = _seen(key, text, width, blocks)
    values = _seen(value, text, width, blocks)
    found = F.scaled_dot_product_attention(asked, keys, values, _mask(window, blocks), dropout)
    sound = found.unflatten(0, (-1, blocks)).transpose(1, 2).flatten(2, 3)[:, :, :length]
    return torch.cat((front, sound), dim=2)


def _blocks(x: Tensor, width: int, blocks: int) -> Tensor:
    """[B, heads, T, depth] -> [B * blocks, heads, width, depth], zeros behind the end."""
    padded = F.pad(x, (0, 0, 0, blocks * width - x.shape[2]))
    return padded.unflatten(2, (blocks, width)).transpose(1, 2).flatten(0, 1)


def _seen(x: Tensor, text: int, width: int, blocks: int) -> Tensor:
    """What each block may look at: the text, the block before, itself."""
    sound = _blocks(x[:, :, text:], width, blocks)
    before = sound.unflatten(0, (-1, blocks)).roll(1, dims=1).flatten(0, 1)
    front = x[:, None, :, :text].expand(-1, blocks, -1, -1, -1).flatten(0, 1)
    return torch.cat((front, before, sound), dim=2)


def _mask(window: Window, blocks: int) -> Tensor:
    """[B * blocks, 1, width, text + 2 width], True where a place of a block may look."""
    text, width, visible = window.text, window.width, window.visible
    device = visible.device
    back = torch.arange(width, device=device)[:, None] + width
    back = back - torch.arange(2 * width, device=device)
    near = (back >= 0) & (back <= width)
    sound = F.pad(visible[:, text:], (0, blocks * width - visible.shape[1] + text))
    own = sound.unflatten(1, (blocks, width))
    before = F.pad(own, (0, 0, 1, 0))[:, :-1]
    seen = torch.cat((before, own), dim=2)[:, :, None, :] & near
    front = visible[:, None, None, :text].expand(-1, blocks, width, -1)
    return torch.cat((front, seen), dim=3).flatten(0, 1).unsqueeze(1)
