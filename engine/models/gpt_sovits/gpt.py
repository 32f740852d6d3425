"""The GPT of GPT-SoVITS (s1): phonemes, BERT features and prompt tokens to semantic tokens.

FACTS §5; AR/models/t2s_model.py of the published system.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.errors import EngineError
from engine.models.gpt_sovits.kv_cache import KeyValueCache, LayerCache
from engine.models.gpt_sovits.strict import HINT, load_strictly
from engine.models.windowed import Window, windowed_attention

# True where a position may look, None for everywhere, or a window over a long sequence.
Mask = Tensor | Window | None

# A file's word for more is not believed: layers would be made until the memory is full.
MOST_LAYERS = 256


@dataclass(frozen=True)
class GptConfig:
    """The sizes of a GPT. `eos` is the token that ends speech, always the last of `tokens`."""

    layers: int
    width: int
    heads: int
    tokens: int
    phonemes: int
    eos: int
    token_dropout: float = 0.0
    # Fixed in the published system, whatever its configuration says (t2s_model.py:284, 295, 305).
    dropout: float = 0.1
    bert_width: int = 1024
    widening: int = 4

    @classmethod
    def from_official(cls, config: Mapping[str, Any]) -> "GptConfig":
        """Read the configuration kept in an official `.ckpt` (the whole dict or its "model" part).

        `linear_units` is not read, as in the published system: the inner width is 4 x the width.

        Raises:
            EngineError: kind "damaged" when a size is missing or the sizes contradict each other.
        """
        model = config.get("model", config)
        try:
            found = cls(
                layers=int(model["n_layer"]),
                width=int(model["hidden_dim"]),
                heads=int(model["head"]),
                tokens=int(model["vocab_size"]),
                phonemes=int(model["phoneme_vocab_size"]),
                eos=int(model["EOS"]),
                token_dropout=float(model.get("dropout", 0.0)),
            )
            same_width = int(model.get("embedding_dim", found.width)) == found.width
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _damaged(f"The configuration of the GPT cannot be read: {error!r}.") from error
        sizes = (found.layers, found.width, found.heads, found.tokens, found.phonemes)
        fits = min(sizes) >= 1 and found.width % (2 * found.heads) == 0 and same_width
        if not fits or found.layers > MOST_LAYERS:
            raise _damaged(f"The sizes in the GPT's configuration do not fit together: {sizes}.")
        if found.eos != found.tokens - 1:
            raise _damaged(f"The GPT's end token is {found.eos}, not the last of {found.tokens}.")
        return found


class Embedding(nn.Module):
    """A table of vectors, with dropout; named as in the official files."""

    def __init__(self, count: int, width: int, dropout: float) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(count, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor) -> Tensor:
        return self.dropout(self.word_embeddings(ids))


class Position(nn.Module):
    """Add fixed sinusoids times a learned scalar (AR/modules/embedding.py:36-78)."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.alpha = nn.Parameter(torch.ones(1))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, positions: Tensor) -> Tensor:
        """x: [B, T, width]; positions: [T] or [B, T]."""
        return self.dropout(x + self.alpha * sinusoids(positions, x.shape[-1]).to(x.dtype))


def sinusoids(positions: Tensor, width: int) -> Tensor:
    """[..., width] in float32: sines on even and cosines on odd columns, base 10000."""
    pairs = torch.arange(0, width, 2, device=positions.device, dtype=torch.float32)
    angles = positions.float().unsqueeze(-1) * torch.exp(pairs * -(math.log(10000.0) / width))
    return torch.stack((angles.sin(), angles.cos()), dim=-1).flatten(-2)


class Attention(nn.Module):
    """Multi-head attention with packed projections and an optional cache."""

    def __init__(self, config: GptConfig) -> None:
        super().__init__()
        self.heads, self.dropout = config.heads, config.dropout
        # "in_proj_weight" and "in_proj_bias" in files; a layer here, so that it can be adapted.
        self.in_proj = nn.Linear(config.width, 3 * config.width)
        self.out_proj = nn.Linear(config.width, config.width)

    def forward(self, x: Tensor, mask: Mask, cache: LayerCache | None) -> Tensor:
        batch, length, width = x.shape
        packed = self.in_proj(x).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = packed.permute(2, 0, 3, 1, 4)
        if cache is not None:
            key, value = cache.append(key, value)
        dropout = self.dropout if self.training else 0.0
        if isinstance(mask, Window):
            found = windowed_attention(query, key, value, mask, dropout)
        else:
            found = F.scaled_dot_product_attention(query, key, value, mask, dropout)
        return self.out_proj(found.transpose(1, 2).reshape(batch, length, width))


class Block(nn.Module):
    """A transformer layer: norms after the residuals, ReLU."""

    def __init__(self, config: GptConfig) -> None:
        super().__init__()
        width, inner = config.width, config.widening * config.width
        self.self_attn = Attention(config)
        self.linear1 = nn.Linear(width, inner)
        self.linear2 = nn.Linear(inner, width)
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, mask: Mask, cache: LayerCache | None = None) -> Tensor:
        x = self.norm1(x + self.dropout(self.self_attn(x, mask, cache)))
        inner = self.dropout(F.relu(self.linear1(x)))
        return self.norm2(x + self.dropout(self.linear2(inner)))


class Blocks(nn.Module):
    """The stack of layers, named "h.layers" in files."""

    def __init__(self, config: GptConfig) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Block(config) for _ in range(config.layers))


class Gpt(nn.Module):
    """The network: embeddings, layers, output head. Masks and loops are its callers' business.

    Training lies in `gpt_training.py`, decoding in `decoding.py`. Files are read with `load_gpt`
    and written from `official_state`.
    """

    def __init__(self, config: GptConfig) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.bert_proj = nn.Linear(config.bert_width, width)
        self.ar_text_embedding = Embedding(config.phonemes, width, config.token_dropout)
        self.ar_text_position = Position(width, config.dropout)
        self.ar_audio_embedding = Embedding(config.tokens, width, config.token_dropout)
        self.ar_audio_position = Position(width, config.dropout)
        self.h = Blocks(config)
        self.ar_predict_layer = nn.Linear(width, config.tokens, bias=False)

    @property
    def device(self) -> torch.device:
        return self.ar_predict_layer.weight.device

    def embed_text(self, phones: Tensor, bert: Tensor) -> Tensor:
        """phones: ids [B, N]; bert: [B, 1024, N]. Returns [B, N, width], positions from 0."""
        words = self.bert_proj(bert.transpose(1, 2).to(self.bert_proj.weight.dtype))
        positions = torch.arange(phones.shape[1], device=phones.device)
        return self.ar_text_position(self.ar_text_embedding(phones) + words, positions)

    def embed_tokens(self, tokens: Tensor, positions: Tensor) -> Tensor:
        """tokens: ids [B, T]; positions: [T] or [B, T]. Returns [B, T, width]."""
        return self.ar_audio_position(self.ar_audio_embedding(tokens), positions)

    def forward(self, x: Tensor, mask: Mask, cache: KeyValueCache | None = None) -> Tensor:
        """Run the layers.

        x: [B, T, width]. mask: True where a position (rows) may look (columns), [B, 1, T, all], or
        None for everywhere, or a window. With a cache, x comes after what it holds and joins it.
        Returns [B, T, width].
        """
        for number, block in enumerate(self.h.layers):
            x = block(x, mask, None if cache is None else cache.layers[number])
        return x

    def logits(self, x: Tensor) -> Tensor:
        """[..., width] to scores of the tokens [..., tokens]."""
        return self.ar_predict_layer(x)

    def official_state(self) -> dict[str, Tensor]:
        """The weights under the names of the official files ("model.h.layers.0...")."""
        return {official_name(name): tensor for name, tensor in self.state_dict().items()}


def attention_mask(text: Tensor, audio: Tensor) -> Tensor:
    """Who looks where in text followed by audio: True is allowed.

    Text looks at all text and at no audio; audio at all text and at audio up to itself; nobody at
    padding (t2s_model.py:450-511).

    text: bool [B, N], audio: bool [B, T], True where there is something. Returns
    [B, 1, N + T, N + T].
    """
    length, total = text.shape[1], text.shape[1] + audio.shape[1]
    order = torch.ones(total, total, dtype=torch.bool, device=text.device).tril()
    order[:length, :length] = True
    order[length:, :length] = True
    return order & torch.cat((text, audio), dim=1)[:, None, None, :]


def load_gpt(config: GptConfig, state: Mapping[str, Tensor], what: str = "The GPT") -> Gpt:
    """Build a GPT in float32 on the CPU from tensors under their official names.

    `what` names the file in errors.

    Raises:
        EngineError: kind "damaged", naming the first missing, extra or wrong tensor.
    """
    with torch.device("meta"):
        gpt = Gpt(config)
    ours = {official_name(name): name for name in gpt.state_dict()}
    return load_strictly(gpt, {ours.get(n, n): t for n, t in state.items()}, what).eval()


def official_name(name: str) -> str:
    """The name in official files of one of our parameters (or of a module's)."""
    return "model." + re.sub(r"\.in_proj\.(weight|bias)$", r".in_proj_\1", name)


def _damaged(message: str) -> EngineError:
    return EngineError("damaged", message, HINT)
