"""Style-conditioned normalisation and the residual block built on it.

Adaptive instance normalisation is Huang and Belongie 2017 (arXiv 1703.06868) as StyleTTS 2
(arXiv 2306.07691) uses it: the style vector sets scale and shift of every channel.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

STYLE = 128
SLOPE = 0.2


class AdaptiveInstanceNorm(nn.Module):
    """Normalise each channel over time, then scale and shift it by the style."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc = nn.Linear(STYLE, 2 * channels)

    def scale_shift(self, style: Tensor) -> tuple[Tensor, Tensor]:
        """style [B, 128] -> factor and summand for normalised channels, [B, C] each, in fp32."""
        scale, shift = self.fc(style).float().chunk(2, dim=1)
        return 1 + scale, shift

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        """x [B, C, T], style [B, 128] -> [B, C, T]."""
        batch, channels, length = x.shape
        scale, shift = self.scale_shift(style)
        # Every (item, channel) pair is one channel of a batch norm over a batch of one: a single
        # fused kernel for statistics, scale and shift, forward and backward.
        flat = functional.batch_norm(
            x.reshape(1, batch * channels, length),
            None,
            None,
            scale.flatten(),
            shift.flatten(),
            training=True,
        )
        return flat.view(batch, channels, length)


class AdaptiveLayerNorm(nn.Module):
    """Normalise each position over its channels, then scale and shift by the style."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.channels = channels
        self.fc = nn.Linear(STYLE, 2 * channels)

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        """x [B, P, C], style [B, 128] -> [B, P, C]."""
        scale, shift = self.fc(style).unsqueeze(1).chunk(2, dim=-1)
        return (1 + scale) * functional.layer_norm(x, (self.channels,)) + shift


class StyledBlock(nn.Module):
    """Two styled convolutions beside a shortcut; optionally doubles the frame rate."""

    def __init__(self, inputs: int, outputs: int, double: bool = False) -> None:
        super().__init__()
        self.norm1 = AdaptiveInstanceNorm(inputs)
        self.conv1 = nn.Conv1d(inputs, outputs, 3, padding=1)
        self.norm2 = AdaptiveInstanceNorm(outputs)
        self.conv2 = nn.Conv1d(outputs, outputs, 3, padding=1)
        self.shortcut = nn.Conv1d(inputs, outputs, 1, bias=False) if inputs != outputs else None
        self.upsample = (
            nn.ConvTranspose1d(
                inputs, inputs, 3, stride=2, padding=1, output_padding=1, groups=inputs
            )
            if double
            else None
        )

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        """x [B, inputs, T], style [B, 128] -> [B, outputs, T], or 2T where it doubles."""
        y = functional.leaky_relu(self.norm1(x, style), SLOPE)
        if self.upsample is not None:
            y = self.upsample(y)
        y = functional.leaky_relu(self.norm2(self.conv1(y), style), SLOPE)
        return (self.conv2(y) + self._pass(x)) * math.sqrt(0.5)

    def _pass(self, x: Tensor) -> Tensor:
        # A 1x1 convolution commutes with repeating frames: narrow first, at half the cost.
        if self.shortcut is not None:
            x = self.shortcut(x)
        return x if self.upsample is None else x.repeat_interleave(2, dim=-1)


class BiLSTM(nn.LSTM):
    """A one-layer bidirectional LSTM over padded sequences, `outputs` wide in both directions.

    It has no dropout, so training and evaluation mode compute the same; it stays in training mode
    because cuDNN refuses gradients in the other one.
    """

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(inputs, outputs // 2, batch_first=True, bidirectional=True)

    def train(self, mode: bool = True) -> "BiLSTM":
        super().train(True)
        return self

    def forward(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, x: Tensor, lengths: Tensor | None = None
    ) -> Tensor:
        """x [B, P, inputs] -> [B, P, outputs]; beyond `lengths` [B] (on the CPU) zeros come out."""
        if lengths is None:
            return super().forward(x)[0]
        packed = nn.utils.rnn.pack_padded_sequence(
            x, lengths, batch_first=True, enforce_sorted=False
        )
        y, _ = nn.utils.rnn.pad_packed_sequence(
            super().forward(packed)[0], batch_first=True, total_length=x.shape[1]
        )
        return y


def padding_mask(lengths: Tensor, longest: int, device: torch.device) -> Tensor:
    """True where a position lies beyond its sequence: lengths [B] -> [B, longest]."""
    return torch.arange(longest, device=device) >= lengths.to(device).unsqueeze(1)
