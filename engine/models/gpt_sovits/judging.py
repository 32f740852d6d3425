"""How the discriminators are asked: as in the published step, together, or one after the other.

The losses are the same; what differs is how much is launched and how much is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, cast

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.utils.checkpoint import checkpoint

from engine.models.gpt_sovits import losses
from engine.models.gpt_sovits.discriminator import Discriminators, Opinion
from engine.models.gpt_sovits.weight_norm import normed_once

# "together": real and spoken sound in one pass; "in turn": one discriminator at a time is held,
# with weights that may lie in RAM.
Asking = Literal["published", "together", "in turn"]
Judge = Callable[[Tensor], Opinion]


def discriminator_losses(
    discriminators: Discriminators, real: Tensor, spoken: Tensor, asking: Asking
) -> tuple[list[Tensor], list[Tensor]]:
    """How far from 1 the real and from 0 the spoken scores are, a scalar a discriminator each."""
    if asking == "in turn":
        pairs = [_visited(_told_apart, d, real, spoken) for d in discriminators.discriminators]
        return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if asking == "together":
        heard, judged = _halves(discriminators(torch.cat((real, spoken))))
    else:
        heard, judged = discriminators(real), discriminators(spoken)
    return losses.discriminator_losses(heard, judged)


def generator_losses(
    discriminators: Discriminators, real: Tensor, spoken: Tensor, asking: Asking
) -> tuple[list[Tensor], Tensor]:
    """How far from 1 the spoken scores are, a scalar a discriminator; the features' distance.

    Discriminators learn nothing here, so that what they would need for it is not kept.
    """
    if asking == "in turn":
        pairs = [_visited(_matched, d, real, spoken) for d in discriminators.discriminators]
        return [pair[0] for pair in pairs], torch.stack([pair[1] for pair in pairs]).sum()
    with _still(discriminators), normed_once(discriminators):
        with torch.no_grad():
            heard = discriminators(real)
        judged = discriminators(spoken)
    return losses.generator_losses(judged), losses.feature_loss(heard, judged)


def _halves(opinions: list[Opinion]) -> tuple[list[Opinion], list[Opinion]]:
    """Opinions on a batch of real and then as many spoken waves, taken apart."""
    pairs = [(o.scores.chunk(2), [f.chunk(2) for f in o.features]) for o in opinions]
    first, second = (
        [Opinion(scores[half], [f[half] for f in features]) for scores, features in pairs]
        for half in (0, 1)
    )
    return first, second


@contextmanager
def _still(module: nn.Module) -> Iterator[None]:
    learning = [p for p in module.parameters() if p.requires_grad]
    for parameter in learning:
        parameter.requires_grad_(False)
    try:
        yield
    finally:
        for parameter in learning:
            parameter.requires_grad_(True)


def _visited(
    ask: Callable[[Judge, Tensor, Tensor], tuple[Tensor, Tensor]],
    discriminator: nn.Module,
    real: Tensor,
    spoken: Tensor,
) -> tuple[Tensor, Tensor]:
    """Two losses of one discriminator, of which nothing is kept: it is asked again on the way back.

    Its weights come to the sound's device for as long as that takes.
    """

    def asked(real: Tensor, spoken: Tensor) -> tuple[Tensor, Tensor]:
        named = dict(discriminator.named_parameters())
        here = {name: p.to(spoken.device, non_blocking=True) for name, p in named.items()}
        return ask(lambda wave: functional_call(discriminator, here, wave), real, spoken)

    return cast("tuple[Tensor, Tensor]", checkpoint(asked, real, spoken, use_reentrant=False))


def _told_apart(discriminator: Judge, real: Tensor, spoken: Tensor) -> tuple[Tensor, Tensor]:
    found = losses.discriminator_losses([discriminator(real)], [discriminator(spoken)])
    return found[0][0], found[1][0]


def _matched(discriminator: Judge, real: Tensor, spoken: Tensor) -> tuple[Tensor, Tensor]:
    with torch.no_grad():
        heard = discriminator(real)
    judged = discriminator(spoken)
    return losses.generator_losses([judged])[0], losses.feature_loss([heard], [judged])
