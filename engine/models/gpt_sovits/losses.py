"""The losses of a SoVITS step (FACTS 8); everything is compared in fp32.

HiFi-GAN (arXiv 2010.05646, section 2.4) with a least-squares GAN, and VITS' (arXiv 2106.06103)
distance of posterior and prior.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from engine.models.gpt_sovits.discriminator import Opinion
from engine.models.gpt_sovits.synthesizer import Lessons


def discriminator_losses(
    real: list[Opinion], spoken: list[Opinion]
) -> tuple[list[Tensor], list[Tensor]]:
    """How far from 1 the real and from 0 the spoken scores are, a scalar a discriminator each."""
    return (
        [(1 - opinion.scores.float()).square().mean() for opinion in real],
        [opinion.scores.float().square().mean() for opinion in spoken],
    )


def generator_losses(spoken: list[Opinion]) -> list[Tensor]:
    """How far from 1 the scores of spoken waves are, a scalar a discriminator."""
    return [(1 - opinion.scores.float()).square().mean() for opinion in spoken]


def feature_loss(real: list[Opinion], spoken: list[Opinion]) -> Tensor:
    """Twice the sum, over all layers, of the mean distance of what the discriminators saw."""
    layers = [
        F.l1_loss(ours.float(), theirs.detach().float())
        for truth, opinion in zip(real, spoken, strict=True)
        for theirs, ours in zip(truth.features, opinion.features, strict=True)
    ]
    return 2 * torch.stack(layers).sum()


def kl_loss(lessons: Lessons) -> Tensor:
    """Distance of posterior and prior for the draw: summed over channels, mean over frames."""
    prior_logs, mask = lessons.prior_logs.float(), lessons.mask
    distance = prior_logs - lessons.logs.float() - 0.5
    off = (lessons.moved.float() - lessons.prior_mean.float()).square()
    distance = distance + 0.5 * off * (-2 * prior_logs).exp()
    return (distance * mask).sum() / mask.sum()
