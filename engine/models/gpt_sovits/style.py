"""The reference encoder: how a person sounds, as one vector (MelStyleEncoder).

Meta-StyleSpeech (arXiv 2106.03153, section 3.1); FACTS 3, "Style vector ge".
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F

from engine.models.gpt_sovits.config import StyleConfig


class _Named(nn.Module):
    """A layer under the name that official files give it."""

    def __init__(self, **layers: nn.Module) -> None:
        super().__init__()
        for name, layer in layers.items():
            self.add_module(name, layer)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.children():
            x = layer(x)
        return x


class GatedConv(nn.Module):
    """A convolution whose second half gates the first, around a residual."""

    def __init__(self, width: int, kernel: int, dropout: float) -> None:
        super().__init__()
        self.conv1 = _Named(conv=nn.Conv1d(width, 2 * width, kernel, padding=kernel // 2))
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.drop(F.glu(self.conv1(x), dim=1))


class StyleAttention(nn.Module):
    """Self-attention whose scores are divided by the root of the whole width, not of a head's."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.w_qs = nn.Linear(width, width)
        self.w_ks = nn.Linear(width, width)
        self.w_vs = nn.Linear(width, width)
        self.fc = nn.Linear(width, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x [B, T, C], mask [B, 1, T]."""
        q, k, v = (
            linear(x).unflatten(-1, (self.heads, -1)).transpose(1, 2)
            for linear in (self.w_qs, self.w_ks, self.w_vs)
        )
        attended = F.scaled_dot_product_attention(
            q,
            k,
            v,
            attn_mask=(mask != 0).unsqueeze(1),
            dropout_p=self.dropout if self.training else 0.0,
            scale=x.shape[-1] ** -0.5,
        )
        return x + self.drop(self.fc(attended.transpose(1, 2).flatten(-2)))


class MelStyleEncoder(nn.Module):
    """Spectrogram to style vector."""

    def __init__(self, config: StyleConfig, style_width: int) -> None:
        super().__init__()
        width, dropout = config.width, config.dropout
        self.spectral = nn.Sequential(
            _Named(fc=nn.Linear(config.bins, width)),
            nn.Mish(),
            nn.Dropout(dropout),
            _Named(fc=nn.Linear(width, width)),
            nn.Mish(),
            nn.Dropout(dropout),
        )
        self.temporal = nn.Sequential(*(GatedConv(width, config.kernel, dropout) for _ in range(2)))
        self.slf_attn = StyleAttention(width, config.heads, dropout)
        self.fc = _Named(fc=nn.Linear(width, style_width))

    def forward(self, spec: Tensor, mask: Tensor) -> Tensor:
        """spec [B, bins, T] and mask [B, 1, T] -> [B, style width, 1], the mean over time."""
        x = self.spectral(spec.transpose(1, 2))
        x = self.temporal(x.transpose(1, 2)) * mask
        x = self.fc(self.slf_attn(x.transpose(1, 2), mask)).transpose(1, 2)
        total = (x.float() * mask).sum(-1, keepdim=True)
        return (total / mask.float().sum(-1, keepdim=True)).to(x.dtype)
