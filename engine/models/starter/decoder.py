"""The decoder: text features, pitch, energy and timbre to a waveform (StyleTTS 2, section 3.2)."""

import torch
from torch import Tensor, nn

from engine.models.starter.adain import StyledBlock
from engine.models.starter.generator import Generator

ACOUSTIC = 512
WIDTH = 1024
REMINDER = 64


class Decoder(nn.Module):
    """Styled residual blocks at 40 Hz, reminded of their input each time, then the generator."""

    def __init__(self) -> None:
        super().__init__()
        self.f0_conv = nn.Conv1d(1, 1, 3, stride=2, padding=1)
        self.energy_conv = nn.Conv1d(1, 1, 3, stride=2, padding=1)
        self.reminder = nn.Conv1d(ACOUSTIC, REMINDER, 1)
        self.encode = StyledBlock(ACOUSTIC + 2, WIDTH)
        joined = WIDTH + REMINDER + 2
        self.blocks = nn.ModuleList(
            [
                *(StyledBlock(joined, WIDTH) for _ in range(3)),
                StyledBlock(joined, ACOUSTIC, double=True),
            ]
        )
        self.generator = Generator()

    def forward(
        self, acoustic: Tensor, f0: Tensor, energy: Tensor, style: Tensor, source: Tensor
    ) -> Tensor:
        """acoustic [B, 512, T], f0 and energy [B, 2T], style [B, 128] -> wave [B, 600 T].

        `source` [B, 600 T] is the harmonic source's signal for that F0.
        """
        curves = [self.f0_conv(f0.unsqueeze(1)), self.energy_conv(energy.unsqueeze(1))]
        reminder = torch.cat([self.reminder(acoustic), *curves], dim=1)
        x = self.encode(torch.cat([acoustic, *curves], dim=1), style)
        for block in self.blocks:
            x = block(torch.cat([x, reminder], dim=1), style)
        return self.generator(x, style, source)
