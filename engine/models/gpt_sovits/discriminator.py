"""The discriminators: one over the wave and one for each period (FACTS 4, s2D)."""

from __future__ import annotations

from math import gcd
from typing import NamedTuple

from torch import Tensor, nn
from torch.nn import functional as F

from engine.models.gpt_sovits.vocoder import SLOPE
from engine.models.gpt_sovits.weight_norm import Convolution, WeightNormed

# Channels in, out, kernel, stride, groups (MelGAN, arXiv 1910.06711).
SCALE = (
    (1, 16, 15, 1, 1),
    (16, 64, 41, 4, 4),
    (64, 256, 41, 4, 16),
    (256, 1024, 41, 4, 64),
    (1024, 1024, 41, 4, 256),
    (1024, 1024, 5, 1, 1),
)
PERIOD = (1, 32, 128, 512, 1024, 1024)


class Opinion(NamedTuple):
    """A discriminator's scores [B, ...] and what every layer saw, the last one included."""

    scores: Tensor
    features: list[Tensor]


class Discriminator(nn.Module):
    """Convolutions with leaky ReLUs, then one that scores."""

    def __init__(self, convs: list[Convolution], last: Convolution) -> None:
        super().__init__()
        self.convs = nn.ModuleList(map(WeightNormed, convs))
        self.conv_post = WeightNormed(last)

    def forward(self, wave: Tensor) -> Opinion:
        x, features = self.shape(wave), []
        for conv in self.convs:
            x = F.leaky_relu(conv(x), SLOPE, inplace=True)
            features.append(x)
        x = self.conv_post(x)
        return Opinion(x.flatten(1), [*features, x])

    def shape(self, wave: Tensor) -> Tensor:
        """The wave [B, 1, N] as the convolutions want it."""
        return wave


class ScaleDiscriminator(Discriminator):
    """Hears the wave as it is."""

    def __init__(self, share: int = 1) -> None:
        convs = [
            nn.Conv1d(
                *(sizes := (_part(ins, share), _part(outs, share))),
                kernel,
                stride,
                padding=kernel // 2,
                groups=gcd(_part(groups, share), *sizes),
            )
            for ins, outs, kernel, stride, groups in SCALE
        ]
        super().__init__([*convs], nn.Conv1d(_part(SCALE[-1][1], share), 1, 3, padding=1))


class PeriodDiscriminator(Discriminator):
    """Hears every `period`-th sample together (HiFi-GAN, section 2.3)."""

    def __init__(self, period: int, share: int = 1) -> None:
        sizes = [_part(channels, share) for channels in PERIOD]
        strides = [3] * (len(PERIOD) - 2) + [1]
        convs = [
            nn.Conv2d(ins, outs, (5, 1), (stride, 1), padding=(2, 0))
            for ins, outs, stride in zip(sizes, sizes[1:], strides)
        ]
        super().__init__([*convs], nn.Conv2d(sizes[-1], 1, (3, 1), padding=(1, 0)))
        self.period = period

    def shape(self, wave: Tensor) -> Tensor:
        """[B, 1, N] -> [B, 1, N / period, period], the tail mirrored to a whole period."""
        if missing := -wave.shape[-1] % self.period:
            wave = F.pad(wave, (0, missing), mode="reflect")
        return wave.unflatten(-1, (-1, self.period))


class Discriminators(nn.Module):
    """All of them; `periods` as in `SovitsConfig.periods`.

    Beside a small generator they may have only a `share`-th of the published channels.
    """

    def __init__(self, periods: tuple[int, ...], share: int = 1) -> None:
        super().__init__()
        by_period = [PeriodDiscriminator(period, share) for period in periods]
        self.discriminators = nn.ModuleList([ScaleDiscriminator(share), *by_period])

    def forward(self, wave: Tensor) -> list[Opinion]:
        """wave [B, 1, N] -> one opinion a discriminator."""
        return [discriminator(wave) for discriminator in self.discriminators]


def _part(channels: int, share: int) -> int:
    return max(1, channels // share)
