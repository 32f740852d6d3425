"""A starting point without training the network: a mix of stock voices and a fitted style."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from engine.models.starter.adain import STYLE
from engine.models.starter.lessons import Lesson
from engine.models.starter.losses import SpectralLoss
from engine.models.starter.network import FRAME_RATE, SAMPLES_PER_FRAME, Kokoro, expand
from engine.models.starter.persona import Persona

STEPS = 24
CROP_SECONDS = 1.5
MIX_RATE, STYLE_RATE = 0.15, 1.5e-2
FIRST_WEIGHT = 2.0  # logit by which the mix begins nearer to the nearest voice
SEED = 20


def fit_persona(
    network: Kokoro, names: list[str], lessons: list[Lesson], half: bool
) -> dict[str, Tensor]:
    """Fit the timbre of a persona to aligned clips through the frozen network.

    `names` are stock voices, the nearest first; it alone gives the prosody. `half` computes in
    bfloat16. Returns `rows` [510, 256] and `timbre` [128] of the persona. Deterministic.
    """
    voices = torch.stack([network.voices[name] for name in names]).to(network.device)
    mix = torch.zeros(len(names), device=network.device)
    mix[0] = FIRST_WEIGHT
    mix.requires_grad_(True)
    timbre = torch.zeros(STYLE, device=network.device, requires_grad=True)
    optimiser = torch.optim.Adam(
        [{"params": [mix], "lr": MIX_RATE}, {"params": [timbre], "lr": STYLE_RATE}],
        betas=(0.8, 0.98),
    )
    loss_of = SpectralLoss(min(item.clip.bandwidth_hz for item in lessons)).to(network.device)
    rng = np.random.default_rng(SEED)
    for step in range(STEPS):
        for group, rate in zip(optimiser.param_groups, (MIX_RATE, STYLE_RATE), strict=True):
            group["lr"] = rate * min(1.0, (step + 1) / 4, 1.25 * (1 - step / STEPS))
        item = lessons[int(rng.integers(len(lessons)))]
        rows = voices[:, item.clip.tokens.shape[1] - 3, :STYLE]
        style = (mix.softmax(0) @ rows + timbre).unsqueeze(0)
        loss = _crop_loss(network, item, style, loss_of, rng, half)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    weights = mix.detach().softmax(0)
    rows = voices[0].clone()
    rows[:, :STYLE] = torch.einsum("v,vrs->rs", weights, voices[:, :, :STYLE])
    return {"rows": rows.cpu(), "timbre": timbre.detach().cpu()}


def _crop_loss(
    network: Kokoro,
    item: Lesson,
    style: Tensor,
    loss_of: nn.Module,
    rng: np.random.Generator,
    half: bool,
) -> Tensor:
    device = network.device
    length = min(round(CROP_SECONDS * FRAME_RATE), item.clip.frames)
    start = int(rng.integers(item.clip.frames - length + 1))
    curve = slice(2 * start, 2 * (start + length))
    with torch.no_grad():
        states = network.encode(item.clip.tokens.to(device))
        acoustic = expand(states.acoustic, item.frames.unsqueeze(0))[..., start : start + length]
    f0 = item.clip.f0[curve].unsqueeze(0).to(device)
    energy = item.clip.energy[curve].unsqueeze(0).to(device)
    noise = torch.Generator().manual_seed(int(rng.integers(2**31)))
    with torch.autocast(device.type, torch.bfloat16, enabled=half):
        spoken = network.decode_features(acoustic, f0, energy, style, noise)
    wave = item.clip.wave[SAMPLES_PER_FRAME * start : SAMPLES_PER_FRAME * (start + length)]
    return loss_of(spoken.float(), wave.unsqueeze(0).to(device))[0]


def settled(persona: Persona, fitted: dict[str, Tensor]) -> None:
    """Put what `fit_persona` found into a persona."""
    with torch.no_grad():
        persona.rows.copy_(fitted["rows"])
        persona.timbre.copy_(fitted["timbre"])
        persona.prosody.zero_()
