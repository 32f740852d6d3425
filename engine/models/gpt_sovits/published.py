"""One step of the published SoVITS training: its losses, order and parameter groups (FACTS 8).

`adversarial_losses` is made for `Stage.losses`: it yields ("discriminator", ...) and then
("generator", ...), and expects that each optimiser steps before the next item is asked for, so that
the generator is judged by the discriminator that has just learned. For the published recipe make
AdamW of `generator_groups` and of the discriminator's parameters at `LEARNING_RATE`, with
`ADAMW` as further arguments; the rate decays by `DECAY` an epoch, and epoch 1 already decays once.
Gradients are never clipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from engine.models.gpt_sovits import losses
from engine.models.gpt_sovits.config import SoundConfig
from engine.models.gpt_sovits.discriminator import Discriminators
from engine.models.gpt_sovits.judging import Asking, discriminator_losses, generator_losses
from engine.models.gpt_sovits.sound import mel, mel_of_spectrogram
from engine.models.gpt_sovits.synthesizer import Lesson, Synthesizer, crop

LEARNING_RATE = 1e-4
DECAY = 0.999875
TEXT_RATE = 0.4
ADAMW: dict[str, Any] = {"betas": (0.8, 0.99), "eps": 1e-9, "weight_decay": 0.01}
# Modules of the prior encoder that have heard most text and learn slower.
TEXT_MODULES = ("enc_p.text_embedding.", "enc_p.encoder_text.", "enc_p.mrte.")


@dataclass(frozen=True)
class LossWeights:
    """What a mel distance and a KL distance count beside the adversarial losses."""

    mel: float = 45.0
    kl: float = 1.0


def generator_groups(
    synthesizer: Synthesizer, rate: float, text_rate: float = TEXT_RATE
) -> list[dict[str, Any]]:
    """AdamW groups of all that learns; the text modules at `text_rate` times the rate."""
    named = [(n, p) for n, p in synthesizer.named_parameters() if p.requires_grad]
    text = [p for n, p in named if n.startswith(TEXT_MODULES)]
    rest = [p for n, p in named if not n.startswith(TEXT_MODULES)]
    groups = [{"params": rest, "lr": rate}, {"params": text, "lr": rate * text_rate}]
    return [group for group in groups if group["params"]]


def adversarial_losses(
    synthesizer: Synthesizer,
    discriminators: Discriminators,
    lesson: Lesson,
    wave: Tensor,
    weights: LossWeights = LossWeights(),
    asking: Asking = "published",
) -> Iterator[tuple[str, Tensor, dict[str, Tensor]]]:
    """Yield (optimiser name, loss to minimise, its parts), discriminator first.

    wave [B, 1, N] is the recorded sound of the lesson, zero padded. Call it inside autocast or not:
    spectra and losses are in fp32 either way.
    """
    config = synthesizer.config
    lessons = synthesizer(lesson)
    hop = config.sound.hop
    real = crop(wave, lesson.starts * hop, config.segment * hop)
    real_losses, spoken_losses = discriminator_losses(
        discriminators, real, lessons.wave.detach(), asking
    )
    loss = torch.stack(real_losses + spoken_losses).sum()
    parts = {"real": torch.stack(real_losses), "spoken": torch.stack(spoken_losses)}
    yield "discriminator", loss, parts
    del real_losses, spoken_losses, loss

    adversarial, features = generator_losses(discriminators, real, lessons.wave, asking)
    each = torch.stack(adversarial)
    parts = {
        "adversarial": each.sum(),
        "features": features,
        "mel": mel_loss(lesson, lessons.wave, config.sound, config.segment) * weights.mel,
        "kl": losses.kl_loss(lessons) * weights.kl,
    }
    yield "generator", torch.stack([*parts.values()]).sum(), {**parts, "each": each}


def mel_loss(lesson: Lesson, wave: Tensor, sound: SoundConfig, segment: int) -> Tensor:
    """Mean distance of the spoken crop's log mel and the recording's.

    Reproduced: the recording's mel is cut from the whole clip, the spoken one computed from the
    crop alone, so that its edges see mirrored sound.
    """
    with torch.autocast(wave.device.type, enabled=False):
        target = mel_of_spectrogram(crop(lesson.spec.float(), lesson.starts, segment), sound)
        return (target - mel(wave.squeeze(1).float(), sound)).abs().mean()
