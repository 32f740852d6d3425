"""The posterior encoder: a real spectrogram to the latent, in training only (FACTS 3, enc_q)."""

from __future__ import annotations

from torch import Tensor, nn

from engine.models.gpt_sovits.config import SovitsConfig
from engine.models.gpt_sovits.wavenet import WaveNet


class PosteriorEncoder(nn.Module):
    """Spectrogram to mean, log deviation and a draw of the latent."""

    def __init__(self, config: SovitsConfig) -> None:
        super().__init__()
        self.pre = nn.Conv1d(config.sound.bins, config.hidden, 1)
        self.enc = WaveNet(
            config.hidden, config.wave_kernel, config.posterior_layers, config.style_width
        )
        self.proj = nn.Conv1d(config.hidden, 2 * config.latent, 1)

    def forward(
        self, spec: Tensor, mask: Tensor, style: Tensor, noise: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """spec [B, bins, T], noise [B, latent, T] -> draw, mean, log deviation [B, latent, T].

        The style learns nothing from here.
        """
        x = self.enc(self.pre(spec) * mask, mask, style.detach())
        mean, logs = (self.proj(x) * mask).chunk(2, dim=1)
        return (mean + noise * logs.exp()) * mask, mean, logs
