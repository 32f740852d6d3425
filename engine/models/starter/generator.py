"""The vocoder: a harmonic source shaped by a styled iSTFTNet into a waveform.

iSTFTNet (Kaneko et al. 2022, arXiv 2203.02395) with the neural source filter of Wang et al. 2019
(arXiv 1904.12088) and snake activations.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.models.starter.adain import AdaptiveInstanceNorm
from engine.models.starter.snake import NormSnake

SAMPLE_RATE = 24_000
CURVE_RATE = 80
PER_CURVE_FRAME = SAMPLE_RATE // CURVE_RATE
HARMONICS = 9
SINE_LEVEL = 0.1
VOICED_NOISE = 0.003
VOICED_ABOVE_HZ = 10.0
FFT = 20
HOP = 5
BINS = FFT // 2 + 1
WIDTHS = (512, 256, 128)
RATES = (10, 6)
KERNELS = (3, 7, 11)
SOURCE_KERNELS = (7, 11)
DILATIONS = (1, 3, 5)


class SnakeUnit(nn.Module):
    """Norm, snake, dilated convolution, norm, snake, convolution; added to what came in."""

    def __init__(self, channels: int, kernel: int, dilation: int) -> None:
        super().__init__()
        half = kernel // 2
        self.norm1 = AdaptiveInstanceNorm(channels)
        self.alpha1 = nn.Parameter(torch.ones(1, channels, 1))
        self.conv1 = nn.Conv1d(
            channels, channels, kernel, padding=half * dilation, dilation=dilation
        )
        self.norm2 = AdaptiveInstanceNorm(channels)
        self.alpha2 = nn.Parameter(torch.ones(1, channels, 1))
        self.conv2 = nn.Conv1d(channels, channels, kernel, padding=half)

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        """x [B, C, T], style [B, 128] -> [B, C, T]."""
        y = self.conv1(NormSnake.apply(x, *self.norm1.scale_shift(style), self.alpha1))
        y = self.conv2(NormSnake.apply(y, *self.norm2.scale_shift(style), self.alpha2))
        return x + y


class SnakeBlock(nn.Module):
    """Three units of one kernel size with growing dilation."""

    def __init__(self, channels: int, kernel: int) -> None:
        super().__init__()
        self.units = nn.ModuleList(SnakeUnit(channels, kernel, d) for d in DILATIONS)

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        """x [B, C, T], style [B, 128] -> [B, C, T]."""
        for unit in self.units:
            x = unit(x, style)
        return x


class HarmonicSource(nn.Module):
    """The buzz of the vocal folds: nine harmonics of F0 and some noise, mixed to one signal."""

    def __init__(self) -> None:
        super().__init__()
        self.mix = nn.Linear(HARMONICS, 1)

    def forward(self, f0: Tensor, noise: Tensor | None) -> Tensor:
        """f0 in Hz [B, 2T], white noise [B, 600 T] or None for none -> [B, 600 T] in (-1, 1)."""
        f0 = f0.float()
        voiced = (f0 > VOICED_ABOVE_HZ).float().repeat_interleave(PER_CURVE_FRAME, dim=1)
        weights = self.mix.weight.float().view(1, HARMONICS, 1)
        mixed = (harmonics(f0) * weights).sum(dim=1) * SINE_LEVEL * voiced
        if noise is not None:
            # Independent noise on nine harmonics, summed with weights w, is one noise times |w|.
            level = torch.where(voiced > 0, VOICED_NOISE, SINE_LEVEL / 3)
            mixed = mixed + level * weights.norm() * noise
        return torch.tanh(mixed + self.mix.bias.float())


def harmonics(f0: Tensor) -> Tensor:
    """sin of the phase of F0's multiples: f0 [B, 2T] in Hz -> [B, 9, 600 T].

    The phase is exact at the middle of each curve frame and linear between; it is accumulated in
    double precision and wrapped, so that long sentences stay in tune.
    """
    multiples = torch.arange(1, HARMONICS + 1, device=f0.device, dtype=torch.float64)
    turns = (f0.double().unsqueeze(1) * multiples.view(-1, 1) / SAMPLE_RATE).remainder(1.0)
    turns = turns * PER_CURVE_FRAME
    phase = turns.cumsum(dim=-1).remainder(1.0).float()
    turns = turns.float()
    before = functional.pad(turns[..., 1:], (1, 0))
    after = functional.pad(turns[..., 1:], (0, 1))
    offset = (torch.arange(PER_CURVE_FRAME, device=f0.device) + 0.5) / PER_CURVE_FRAME - 0.5
    slope = torch.where(offset < 0, before.unsqueeze(-1), after.unsqueeze(-1))
    return torch.sin(2 * torch.pi * (phase.unsqueeze(-1) + slope * offset)).flatten(2)


class Generator(nn.Module):
    """Features at 80 Hz and the source to a waveform at 24 kHz."""

    def __init__(self) -> None:
        super().__init__()
        self.source = HarmonicSource()
        pairs = list(zip(WIDTHS[:-1], WIDTHS[1:], RATES, strict=True))
        self.upsamplers = nn.ModuleList(
            nn.ConvTranspose1d(wide, thin, 2 * rate, stride=rate, padding=rate // 2)
            for wide, thin, rate in pairs
        )
        # The source meets the features twice: at a sixth of its spectrum's rate, and at all of it.
        self.source_convs = nn.ModuleList(
            [
                nn.Conv1d(
                    2 * BINS, WIDTHS[1], 2 * RATES[1], stride=RATES[1], padding=RATES[1] // 2
                ),
                nn.Conv1d(2 * BINS, WIDTHS[2], 1),
            ]
        )
        self.source_blocks = nn.ModuleList(
            SnakeBlock(width, kernel)
            for width, kernel in zip(WIDTHS[1:], SOURCE_KERNELS, strict=True)
        )
        self.blocks = nn.ModuleList(
            SnakeBlock(width, kernel) for width in WIDTHS[1:] for kernel in KERNELS
        )
        self.spectrum = nn.Conv1d(WIDTHS[-1], 2 * BINS, 7, padding=3)

    def forward(self, x: Tensor, style: Tensor, source: Tensor) -> Tensor:
        """x [B, 512, 2T], style [B, 128], source signal [B, 600 T] -> wave [B, 600 T]."""
        source = self._source_spectrum(source)
        for stage in range(len(RATES)):
            x = self.upsamplers[stage](functional.leaky_relu(x, 0.1))
            if stage == len(RATES) - 1:
                # One frame more, as a centred spectrogram of the same sound has.
                x = functional.pad(x, (1, 0), mode="reflect")
            shaped = self.source_blocks[stage](self.source_convs[stage](source), style)
            x = x + shaped
            parts = self.blocks[stage * len(KERNELS) : (stage + 1) * len(KERNELS)]
            total = parts[0](x, style)
            for block in parts[1:]:
                total = total + block(x, style)
            x = total / len(parts)
        return self._wave(functional.leaky_relu(x, 0.01))

    def _source_spectrum(self, signal: Tensor) -> Tensor:
        with torch.autocast(signal.device.type, enabled=False):
            window = torch.hann_window(FFT, device=signal.device)
            spectrum = torch.stft(signal, FFT, HOP, window=window, return_complex=True)
            return torch.cat([spectrum.abs(), spectrum.angle()], dim=1)

    def _wave(self, x: Tensor) -> Tensor:
        # Magnitudes are exponentials: half precision would be heard, so this part is always fp32.
        with torch.autocast(x.device.type, enabled=False):
            magnitude, phase = self.spectrum(x.float()).split(BINS, dim=1)
            spectrum = torch.polar(magnitude.exp(), phase.sin())
            return torch.istft(spectrum, FFT, HOP, window=torch.hann_window(FFT, device=x.device))
