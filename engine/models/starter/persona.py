"""The person the network speaks as: style vectors, pitch range, tempo and tone, as one state."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.models.starter.adain import STYLE
from engine.models.starter.generator import VOICED_ABOVE_HZ

ROWS = 510
TAPS = 255
LOWEST_HZ, HIGHEST_HZ = 50.0, 600.0
UNVOICED_HZ = 5.0  # what the predictor gives for unvoiced frames; the source starts at 10


class Persona(nn.Module):
    """What is a voice beside the network's own weights.

    `rows` [510, 256] is the stock style by length (see `Kokoro`), `timbre` and `prosody` [128] what
    is added to its halves. `pitch` [3] is centre, spread and shift of log F0: predicted log F0 x
    becomes centre + spread (x - centre) + shift. `tempo` [1] divides durations. `filter` [255] is
    a linear-phase tone correction.
    """

    rows: Tensor
    pitch: Tensor
    tempo: Tensor
    filter: Tensor

    def __init__(self, rows: Tensor) -> None:
        super().__init__()
        self.timbre = nn.Parameter(torch.zeros(STYLE))
        self.prosody = nn.Parameter(torch.zeros(STYLE))
        self.register_buffer("rows", rows.clone())
        self.register_buffer("pitch", torch.tensor([5.0, 1.0, 0.0]))
        self.register_buffer("tempo", torch.ones(1))
        self.register_buffer("filter", _impulse())

    def timbre_style(self, tokens: int) -> Tensor:
        """The decoder's style [1, 128] for a sentence of that many tokens, edges included."""
        return (self.rows[tokens - 3, :STYLE] + self.timbre).unsqueeze(0)

    def prosody_style(self, tokens: int) -> Tensor:
        """The predictor's style [1, 128] for a sentence of that many tokens, edges included."""
        return (self.rows[tokens - 3, STYLE:] + self.prosody).unsqueeze(0)

    def at_pitch(self, f0: Tensor) -> Tensor:
        """Predicted F0 in Hz [..., 2T] moved into this person's range; unvoiced stays unvoiced."""
        centre, spread, shift = self.pitch.unbind()
        moved = centre + spread * (f0.clamp(min=LOWEST_HZ).log() - centre) + shift
        voiced = f0 > VOICED_ABOVE_HZ
        return torch.where(voiced, moved.exp().clamp(LOWEST_HZ, HIGHEST_HZ), UNVOICED_HZ)

    def toned(self, wave: Tensor) -> Tensor:
        """The wave [B, N] through the tone correction, as long as before."""
        kernel = self.filter.view(1, 1, -1)
        # Half precision would be heard.
        with torch.autocast(wave.device.type, enabled=False):
            padded = wave.float().unsqueeze(1)
            return nn.functional.conv1d(padded, kernel, padding=TAPS // 2).squeeze(1)


def _impulse() -> Tensor:
    taps = torch.zeros(TAPS)
    taps[TAPS // 2] = 1.0
    return taps
