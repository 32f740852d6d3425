"""The prosody predictor: how long each phoneme lasts, and the pitch and energy of the whole.

StyleTTS 2 (arXiv 2306.07691), section 3.2: durations as a sum of 50 sigmoids, curves at 80 Hz.
"""

import torch
from torch import Tensor, nn

from engine.models.starter.adain import STYLE, AdaptiveLayerNorm, BiLSTM, StyledBlock

WIDTH = 512
DEPTH = 3
LONGEST_FRAMES = 50


class Predictor(nn.Module):
    """Styled text vectors, durations from them, and two curves from their expansion."""

    def __init__(self) -> None:
        super().__init__()
        self.lstms = nn.ModuleList(BiLSTM(WIDTH + STYLE, WIDTH) for _ in range(DEPTH))
        self.norms = nn.ModuleList(AdaptiveLayerNorm(WIDTH) for _ in range(DEPTH))
        self.duration_lstm = BiLSTM(WIDTH + STYLE, WIDTH)
        self.duration = nn.Linear(WIDTH, LONGEST_FRAMES)
        self.curve_lstm = BiLSTM(WIDTH + STYLE, WIDTH)
        self.f0 = _curve_blocks()
        self.f0_out = nn.Conv1d(WIDTH // 2, 1, 1)
        self.energy = _curve_blocks()
        self.energy_out = nn.Conv1d(WIDTH // 2, 1, 1)

    def durations(
        self, prosodic: Tensor, style: Tensor, lengths: Tensor | None, padding: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """prosodic [B, 512, P], style [B, 128] -> frames [B, P] (0 in padding), hidden [B, P, 640].

        `frames` is unrounded, at 40 Hz; `hidden` is what `curves` takes once it is expanded.
        """
        x = prosodic.transpose(1, 2)
        spread = style.unsqueeze(1).expand(-1, x.shape[1], -1)
        hidden = torch.cat([x, spread], dim=-1)
        for lstm, norm in zip(self.lstms, self.norms, strict=True):
            y = norm(lstm(hidden, lengths), style)
            hidden = torch.cat([y, spread], dim=-1)
            if padding is not None:
                hidden = hidden.masked_fill(padding.unsqueeze(-1), 0.0)
        y = self.duration_lstm(hidden, lengths)
        frames = torch.sigmoid(self.duration(y).float()).sum(dim=-1)
        return frames if padding is None else frames.masked_fill(padding, 0.0), hidden

    def curves(self, expanded: Tensor, style: Tensor) -> tuple[Tensor, Tensor]:
        """expanded [B, T, 640], style [B, 128] -> F0 in Hz [B, 2T], log energy [B, 2T]."""
        shared = self.curve_lstm(expanded).transpose(1, 2)
        return (
            _run_curve(self.f0, self.f0_out, shared, style),
            _run_curve(self.energy, self.energy_out, shared, style),
        )


def _curve_blocks() -> nn.ModuleList:
    half = WIDTH // 2
    return nn.ModuleList(
        [StyledBlock(WIDTH, WIDTH), StyledBlock(WIDTH, half, double=True), StyledBlock(half, half)]
    )


def _run_curve(blocks: nn.ModuleList, out: nn.Conv1d, x: Tensor, style: Tensor) -> Tensor:
    for block in blocks:
        x = block(x, style)
    return out(x).squeeze(1).float()
