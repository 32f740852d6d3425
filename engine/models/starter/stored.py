"""Which tensors make a voice of the starter, and with how many bits its files keep each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor

from engine.models.starter.network import ADAIN_PATTERN, Kokoro
from engine.models.starter.persona import Persona

# What a voice file holds of the decoder: what turns a style into a sound, never the convolutions.
SMALL_PARTS = (ADAIN_PATTERN, ".alpha", ".bias", "generator.spectrum.", "source.mix.")


def voice_parts(network: Kokoro, persona: Persona) -> dict[str, dict[str, Tensor]]:
    """The tensors that make a voice, as they are used: file -> name -> tensor."""
    own = dict(persona.named_parameters()) | dict(persona.named_buffers())
    files: dict[str, dict[str, Tensor]] = {"timbre": {}, "prosody": {}}
    for key, tensor in own.items():
        file = "prosody" if key in ("prosody", "pitch", "tempo") else "timbre"
        files[file][f"persona.{key}"] = tensor
    for key, tensor in network.named_parameters():
        if key.startswith("decoder.") and any(part in key for part in SMALL_PARTS):
            files["timbre"][key] = tensor
        if key.startswith("predictor.") and (".fc." in key or key.endswith(".bias")):
            files["prosody"][key] = tensor
    return files


def stored_type(key: str) -> torch.dtype:
    """Weights and stock rows are kept in half precision, a persona's own few numbers are not."""
    single = key.startswith("persona.") and key != "persona.rows"
    return torch.float32 if single else torch.float16


@contextmanager
@torch.no_grad()
def as_stored(network: Kokoro, persona: Persona) -> Iterator[None]:
    """Inside, the voice has no more bits than its files will keep of it."""
    exact: list[tuple[Tensor, Tensor]] = []
    for tensors in voice_parts(network, persona).values():
        for key, tensor in tensors.items():
            if stored_type(key) != tensor.dtype:
                exact.append((tensor, tensor.clone()))
                tensor.copy_(tensor.to(stored_type(key)))
    try:
        yield
    finally:
        for tensor, before in exact:
            tensor.copy_(before)
