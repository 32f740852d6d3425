"""The vocoder: latent frames to a wave (HiFi-GAN, arXiv 2010.05646; FACTS 3, "Vocoder dec")."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F

from engine.models.gpt_sovits.config import VocoderConfig
from engine.models.gpt_sovits.weight_norm import WeightNormed

SLOPE = 0.1


class ResidualBlock(nn.Module):
    """Pairs of convolutions, the first of each dilated, around residuals."""

    def __init__(self, channels: int, kernel: int, dilations: tuple[int, ...]) -> None:
        super().__init__()
        self.convs1 = nn.ModuleList(_conv(channels, kernel, d) for d in dilations)
        self.convs2 = nn.ModuleList(_conv(channels, kernel, 1) for _ in dilations)

    def forward(self, x: Tensor) -> Tensor:
        for first, second in zip(self.convs1, self.convs2):
            # In place what nobody else looks at: half of what a block holds for the way back.
            inner = F.leaky_relu(first(F.leaky_relu(x, SLOPE)), SLOPE, inplace=True)
            x = x + second(inner)
        return x


def _conv(channels: int, kernel: int, dilation: int) -> WeightNormed:
    padding = dilation * (kernel - 1) // 2
    conv = nn.Conv1d(channels, channels, kernel, dilation=dilation, padding=padding)
    return WeightNormed(conv)


class Vocoder(nn.Module):
    """Upsampling stages, each a transposed convolution and the mean of residual blocks."""

    def __init__(self, config: VocoderConfig, latent: int, style_width: int) -> None:
        super().__init__()
        channels = config.channels
        self.conv_pre = nn.Conv1d(latent, channels, 7, padding=3)
        self.cond = nn.Conv1d(style_width, channels, 1)
        self.ups, self.resblocks = nn.ModuleList(), nn.ModuleList()
        for rate, kernel in zip(config.rates, config.kernels, strict=True):
            up = nn.ConvTranspose1d(
                channels, channels // 2, kernel, rate, padding=(kernel - rate) // 2
            )
            self.ups.append(WeightNormed(up))
            channels //= 2
            for size, dilations in zip(config.block_kernels, config.block_dilations, strict=True):
                self.resblocks.append(ResidualBlock(channels, size, dilations))
        self.conv_post = nn.Conv1d(channels, 1, 7, padding=3, bias=False)

    def forward(self, latent: Tensor, style: Tensor) -> Tensor:
        """latent [B, latent, T], style [B, style width, 1] -> wave [B, 1, T * product of rates]."""
        x = self.conv_pre(latent) + self.cond(style)
        each = len(self.resblocks) // len(self.ups)
        for stage, up in enumerate(self.ups):
            x = up(F.leaky_relu(x, SLOPE, inplace=True))
            blocks = self.resblocks[stage * each : (stage + 1) * each]
            total = blocks[0](x)
            for block in blocks[1:]:
                total = total + block(x)
            x = total / each
        # The published code leaves the last slope at its default, 0.01.
        return self.conv_post(F.leaky_relu(x, inplace=True)).tanh()
