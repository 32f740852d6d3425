"""What teaches a base from scratch before there are discriminators."""

import torch

from engine.models.gpt_sovits.sound import mel
from engine.pretraining.stages import finer_distance

PERIOD, SHORT, LONG = 3_200, 400, 600  # samples: bursts of 12.5 and 19 ms, ten a second


def bursts(length: int, seed: int) -> torch.Tensor:
    """Bursts of noise in silence, of the same energy whatever their length: [1, 1, N]."""
    noise = torch.randn(32_000, generator=torch.Generator().manual_seed(seed))
    gate = (torch.arange(32_000) % PERIOD < length).float()
    return (0.3 * (SHORT / length) ** 0.5 * noise * gate)[None, None]


def published_distance(spoken: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    return (mel(spoken[0]) - mel(real[0])).abs().mean()


def test_short_windows_hear_onsets_that_the_published_one_smears():
    real, other_noise, smeared = bursts(SHORT, 0), bursts(SHORT, 1), bursts(LONG, 1)

    def told_apart(distance) -> float:
        return float(distance(smeared, real) / distance(other_noise, real))

    assert finer_distance(real, real) == 0.0
    assert told_apart(finer_distance) > 2 * told_apart(published_distance)
