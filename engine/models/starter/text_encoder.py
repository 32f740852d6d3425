"""The acoustic text encoder: convolutions and an LSTM over phonemes (StyleTTS 2, appendix)."""

from torch import Tensor, nn
from torch.nn import functional

from engine.models.starter.adain import SLOPE, BiLSTM

WIDTH = 512
KERNEL = 5
DEPTH = 3


class TextEncoder(nn.Module):
    """Token numbers to the features the decoder speaks from."""

    def __init__(self, symbols: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(symbols, WIDTH)
        self.convs = nn.ModuleList(
            nn.Conv1d(WIDTH, WIDTH, KERNEL, padding=KERNEL // 2) for _ in range(DEPTH)
        )
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(DEPTH))
        self.lstm = BiLSTM(WIDTH, WIDTH)

    def forward(
        self, tokens: Tensor, lengths: Tensor | None = None, padding: Tensor | None = None
    ) -> Tensor:
        """tokens [B, P], lengths [B] on the CPU, padding [B, P] (True: ignore) -> [B, 512, P]."""
        x = self._silence(self.embedding(tokens), padding)
        for conv, norm in zip(self.convs, self.norms, strict=True):
            y = conv(x.transpose(1, 2)).transpose(1, 2)
            x = self._silence(functional.leaky_relu(norm(y), SLOPE), padding)
        return self.lstm(x, lengths).transpose(1, 2)

    @staticmethod
    def _silence(x: Tensor, padding: Tensor | None) -> Tensor:
        return x if padding is None else x.masked_fill(padding.unsqueeze(-1), 0.0)
