"""Draw semantic tokens from logits, in the published order (AR/models/utils.py:147-199; FACTS §5).

All randomness comes from the caller: exponential noise out of a `torch.Generator`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

COLDEST = 1e-5
# Rows drawn at once. Part of what a seed means: another number gives other tokens.
NOISE_ROWS = 64
SMALLEST_NOISE = 1e-20


@dataclass(frozen=True)
class Sampling:
    """How tokens are drawn; the defaults are those of the published page.

    top_k 0 and top_p 1.0 switch those rules off; repetition_penalty 1.0 does nothing.
    """

    top_k: int = 15
    top_p: float = 1.0
    temperature: float = 1.0
    repetition_penalty: float = 1.35


def seen_tokens(ids: Tensor, tokens: int) -> Tensor:
    """ids [B, T] to bool [B, tokens]: True for each token that occurs in the row."""
    seen = torch.zeros(ids.shape[0], tokens, dtype=torch.bool, device=ids.device)
    return seen.scatter_(1, ids, True)


def penalised(logits: Tensor, seen: Tensor, penalty: float) -> Tensor:
    """Make seen tokens less likely, once each: negative scores times `penalty`, others divided."""
    if penalty == 1.0:
        return logits
    return torch.where(seen, torch.where(logits < 0, logits * penalty, logits / penalty), logits)


def probabilities(logits: Tensor, sampling: Sampling) -> Tensor:
    """Probabilities [B, tokens] of (already penalised) logits: top-p, temperature, top-k, softmax.

    Top-p looks at the logits before the temperature, and drops the token that crosses `top_p`,
    which is stricter than the usual rule; the first token always stays. Ties with the k-th
    largest stay too.
    """
    if sampling.top_p < 1.0:
        logits = logits.masked_fill(_beyond_top_p(logits, sampling.top_p), -torch.inf)
    logits = logits / max(sampling.temperature, COLDEST)
    if sampling.top_k > 0:
        least = logits.topk(min(sampling.top_k, logits.shape[-1])).values[..., -1:]
        logits = logits.masked_fill(logits < least, -torch.inf)
    return logits.softmax(dim=-1)


def pick(probabilities: Tensor, noise: Tensor) -> Tensor:
    """Draw [B] from probabilities [B, tokens] with Exp(1) noise of that shape (Gumbel-max)."""
    return (probabilities / noise).argmax(dim=-1)


def exponential_noise(
    generator: torch.Generator, tokens: int, device: torch.device
) -> Iterator[Tensor]:
    """Endless Exp(1) noise, [tokens] for each step of one row.

    Drawn by a CPU generator as uniform numbers, so that a seed means the same on every device and
    whatever else is decoded at the same time.
    """
    while True:
        uniform = torch.rand(NOISE_ROWS, tokens, generator=generator)
        yield from (-torch.log1p(-uniform)).clamp_min(SMALLEST_NOISE).to(device)


def _beyond_top_p(logits: Tensor, top_p: float) -> Tensor:
    ordered, order = logits.sort(descending=True)
    beyond = ordered.softmax(dim=-1).cumsum(dim=-1) > top_p
    beyond[..., 0] = False
    return torch.zeros_like(beyond).scatter_(-1, order, beyond)
