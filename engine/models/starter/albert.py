"""The prosodic text encoder: a phoneme-level ALBERT, whose twelve layers share one set of weights.

Architecture: Lan et al. 2020 (arXiv 1909.11942); trained on phonemes as in PL-BERT (2301.08810).
"""

from torch import Tensor, nn
from torch.nn import functional

EMBEDDED = 128
HIDDEN = 768
HEADS = 12
INNER = 2048
LAYERS = 12
LONGEST = 512
EPSILON = 1e-12


class SharedLayer(nn.Module):
    """Self-attention and feed-forward, each followed by a normalised residual sum."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(HIDDEN, HIDDEN)
        self.key = nn.Linear(HIDDEN, HIDDEN)
        self.value = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.attention_norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)

    def forward(self, x: Tensor, attend: Tensor | None) -> Tensor:
        """x [B, P, 768], attend [B, 1, 1, P] (True: may be looked at) -> [B, P, 768]."""
        batch, length, _ = x.shape

        def heads(projected: Tensor) -> Tensor:
            return projected.view(batch, length, HEADS, -1).transpose(1, 2)

        seen = functional.scaled_dot_product_attention(
            heads(self.query(x)), heads(self.key(x)), heads(self.value(x)), attn_mask=attend
        )
        x = self.attention_norm(x + self.out(seen.transpose(1, 2).reshape(batch, length, HIDDEN)))
        return self.norm(x + self.outer(functional.gelu(self.inner(x), approximate="tanh")))


class Albert(nn.Module):
    """Token numbers to contextual vectors."""

    def __init__(self, symbols: int) -> None:
        super().__init__()
        self.tokens = nn.Embedding(symbols, EMBEDDED)
        self.positions = nn.Embedding(LONGEST, EMBEDDED)
        self.segments = nn.Embedding(2, EMBEDDED)
        self.embedding_norm = nn.LayerNorm(EMBEDDED, eps=EPSILON)
        self.widen = nn.Linear(EMBEDDED, HIDDEN)
        self.layer = SharedLayer()

    def forward(self, tokens: Tensor, padding: Tensor | None = None) -> Tensor:
        """tokens [B, P] with P <= 512, padding [B, P] (True: ignore) -> [B, P, 768]."""
        positions = self.positions.weight[: tokens.shape[1]]
        x = self.tokens(tokens) + positions + self.segments.weight[0]
        x = self.widen(self.embedding_norm(x))
        attend = None if padding is None else ~padding[:, None, None, :]
        for _ in range(LAYERS):
            x = self.layer(x, attend)
        return x
