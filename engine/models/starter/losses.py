"""How far a spoken wave is from the recorded one: spectra at three resolutions."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torchaudio
from torch import Tensor, nn

from engine.models.starter.generator import SAMPLE_RATE

# Transform length, hop, window, mel bands.
RESOLUTIONS = ((2048, 300, 1200, 80), (1024, 150, 600, 60), (512, 75, 300, 40))
EDGE = 1200  # samples at either end of a crop that lack context


@dataclass(frozen=True)
class SpectralWeights:
    """Weights of the parts of `SpectralLoss`.

    `mel` and `magnitude` are L1 distances of logarithms; `convergence` the relative Frobenius
    distance of magnitudes (Yamamoto et al. 2020, arXiv 1910.11480); `distribution` compares each
    band's values sorted over time, and `average` its mean power: they keep the contrast that the
    point-wise distances blur.
    """

    mel: float = 0.5
    magnitude: float = 0.5
    convergence: float = 0.5
    distribution: float = 1.0
    average: float = 1.0


class SpectralLoss(nn.Module):
    """Multi-resolution spectral distance up to the bandwidth of the recording."""

    def __init__(self, bandwidth_hz: float, weights: SpectralWeights | None = None) -> None:
        super().__init__()
        self.weights = weights or SpectralWeights()
        self.bins = [int(bandwidth_hz / SAMPLE_RATE * fft) for fft, *_ in RESOLUTIONS]
        for fft, _, window, mels in RESOLUTIONS:
            self.register_buffer(f"window{fft}", torch.hann_window(window), persistent=False)
            filters = torchaudio.functional.melscale_fbanks(
                fft // 2 + 1, 0.0, bandwidth_hz, mels, SAMPLE_RATE, "slaney", "slaney"
            )
            self.register_buffer(f"filters{fft}", filters.T, persistent=False)

    def forward(self, spoken: Tensor, recorded: Tensor) -> tuple[Tensor, dict[str, float]]:
        """Waves [B, N] at 24 kHz in fp32 -> mean distance, and its parts to report."""
        spoken, recorded = spoken[..., EDGE:-EDGE], recorded[..., EDGE:-EDGE]
        parts: dict[str, Tensor] = {}
        for (fft, hop, window, _), bins in zip(RESOLUTIONS, self.bins, strict=True):
            sizes = (fft, hop, window, self.get_buffer(f"window{fft}"))
            ours = torch.stft(spoken, *sizes, return_complex=True).abs()[:, :bins]
            theirs = torch.stft(recorded, *sizes, return_complex=True).abs()[:, :bins]
            filters = self.get_buffer(f"filters{fft}")[:, :bins]
            for name, value in _distances(ours, theirs, filters).items():
                parts[name] = parts.get(name, 0) + value / len(RESOLUTIONS)
        total = torch.stack([getattr(self.weights, name) * v for name, v in parts.items()]).sum()
        return total, {name: float(value.detach()) for name, value in parts.items()}


def _distances(ours: Tensor, theirs: Tensor, filters: Tensor) -> dict[str, Tensor]:
    """The parts for magnitudes [B, bins, F] and mel filters [mels, bins]."""
    our_power, their_power = filters @ ours.square(), filters @ theirs.square()
    our_mel, their_mel = (our_power + 1e-5).log(), (their_power + 1e-5).log()
    our_mean, their_mean = our_power.mean(-1), their_power.mean(-1)
    return {
        "mel": (our_mel - their_mel).abs().mean(),
        "magnitude": ((ours + 1e-3).log() - (theirs + 1e-3).log()).abs().mean(),
        "convergence": (ours - theirs).norm() / (theirs.norm() + 1e-5),
        "distribution": (our_mel.sort(-1)[0] - their_mel.sort(-1)[0]).abs().mean(),
        "average": ((our_mean + 1e-4).log() - (their_mean + 1e-4).log()).abs().mean(),
    }
