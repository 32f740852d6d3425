"""Semantic tokens: the nearest entry of a codebook for every frame (FACTS 3, "Quantizer")."""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn


class Codebook(nn.Module):
    """Entries [codes, channels] and, under their official names, how they were learned."""

    inited: Tensor
    cluster_size: Tensor
    embed: Tensor
    embed_avg: Tensor

    def __init__(self, codes: int, channels: int) -> None:
        super().__init__()
        self.register_buffer("inited", torch.zeros(1))
        self.register_buffer("cluster_size", torch.zeros(codes))
        self.register_buffer("embed", torch.zeros(codes, channels))
        self.register_buffer("embed_avg", torch.zeros(codes, channels))


class Quantizer(nn.Module):
    """One Euclidean codebook; frozen, as the published training keeps it."""

    def __init__(self, codes: int, channels: int) -> None:
        super().__init__()
        layer, self.vq = nn.Module(), nn.Module()
        layer.add_module("_codebook", Codebook(codes, channels))
        self.vq.add_module("layers", nn.ModuleList([layer]))

    @property
    def codebook(self) -> Codebook:
        return cast(Codebook, self.get_submodule("vq.layers.0._codebook"))

    @torch.no_grad()
    def encode(self, x: Tensor) -> Tensor:
        """Features [B, C, T] -> index of the nearest entry, int64 [B, T]."""
        entries = self.codebook.embed.float().t()
        flat = x.transpose(1, 2).float()
        distance = flat.square().sum(-1, keepdim=True) - 2 * flat @ entries
        return (distance + entries.square().sum(0)).argmin(-1)

    def decode(self, codes: Tensor) -> Tensor:
        """Indices [B, T] -> entries [B, C, T]."""
        return nn.functional.embedding(codes, self.codebook.embed).transpose(1, 2)
