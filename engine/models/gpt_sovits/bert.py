"""BERT: what Chinese characters mean where they stand, 1024 numbers for each phoneme of them.

Devlin et al. 2018 (arXiv 1810.04805), in the implementation of `transformers`; FACTS §6. All other
languages get zeros: `no_features`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from engine.errors import EngineError
from engine.models.gpt_sovits.pack_folder import (
    HINT,
    read_configuration,
    read_json,
    read_weights,
)
from engine.models.gpt_sovits.strict import load_strictly

if TYPE_CHECKING:
    from transformers import BertModel

WIDTH = 1024
# The features are hidden_states[-3]: the last two layers are not needed.
LAYERS_LEFT_OUT = 2
UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"


class Bert(nn.Module):
    """The layers that are needed, in eval mode, and the characters they know."""

    def __init__(self, network: BertModel, vocabulary: Mapping[str, int]) -> None:
        super().__init__()
        self.network = network
        self.vocabulary = dict(vocabulary)

    def forward(self, text: str, word2ph: Sequence[int]) -> Tensor:
        """Features [1024, sum(word2ph)]: the row of each character, once for each of its phonemes.

        text: normalised Chinese; word2ph: phonemes of each of its characters. A text longer than
        the network can read is read in pieces.

        Raises:
            EngineError: kind "internal" when the two do not belong together.
        """
        if len(text) != len(word2ph):
            raise EngineError(
                "internal",
                f"{len(text)} characters came with the phonemes of {len(word2ph)}.",
                "Please report this text.",
            )
        if not text:
            return torch.zeros(WIDTH, 0)
        room = self.network.config.max_position_embeddings - 2
        pieces = [text[start : start + room] for start in range(0, len(text), room)]
        rows = torch.cat([self._rows(piece) for piece in pieces])
        repeats = torch.tensor(list(word2ph), device=rows.device)
        return rows.repeat_interleave(repeats, dim=0).T

    @torch.inference_mode()
    def _rows(self, text: str) -> Tensor:
        """[characters, 1024]. Each character is one token: Han and punctuation never join."""
        known = self.vocabulary
        middle = [known.get(char, known[UNKNOWN]) for char in text]
        ids = torch.tensor([[known[FIRST], *middle, known[LAST]]], device=self.network.device)
        return self.network(ids).last_hidden_state[0, 1:-1].float()


def no_features(phones: int) -> Tensor:
    """What stands for the features in languages without: zeros [1024, phones]."""
    return torch.zeros(WIDTH, phones)


def load_bert(
    config: Mapping[str, Any],
    state: Mapping[str, Tensor],
    vocabulary: Mapping[str, int],
    what: str = "BERT",
) -> Bert:
    """Build the encoder on the CPU from its `config.json`, its tensors and its characters' ids.

    Raises:
        EngineError: kind "damaged", naming the first missing, extra or wrong tensor.
    """
    # Loaded on use: seconds that only these families need.
    from transformers import BertConfig, BertModel

    missing = {UNKNOWN, FIRST, LAST} - vocabulary.keys()
    layers = int(config.get("num_hidden_layers", 0)) - LAYERS_LEFT_OUT
    if missing or layers < 1:
        raise EngineError("damaged", f"{what} is not a BERT that can be used.", HINT)
    decided = {"architectures", "dtype", "torch_dtype", "model_type", "transformers_version"}
    sizes = {key: value for key, value in config.items() if key not in decided}
    sizes["num_hidden_layers"] = layers
    with torch.device("meta"):
        network = BertModel(BertConfig(**sizes), add_pooling_layer=False)
    load_strictly(network, _used(state, layers), what)
    # Buffers that no file holds.
    places = torch.arange(network.config.max_position_embeddings)[None]
    network.embeddings.register_buffer("position_ids", places, persistent=False)
    kinds = torch.zeros_like(places)
    network.embeddings.register_buffer("token_type_ids", kinds, persistent=False)
    return Bert(network.eval(), vocabulary)


def open_bert(folder: Path) -> Bert:
    """Open the BERT of a base: `config.json`, weights, and `tokenizer.json` or `vocab.txt`.

    Raises:
        EngineError: kind "missing" or "damaged".
    """
    return load_bert(
        read_configuration(folder), read_weights(folder), _vocabulary(folder), str(folder)
    )


def _used(state: Mapping[str, Tensor], layers: int) -> dict[str, Tensor]:
    """The tensors of the layers that are needed, under their present names."""
    used = {}
    for name, tensor in state.items():
        name = name.removeprefix("bert.")
        name = name.replace("LayerNorm.gamma", "LayerNorm.weight")
        name = name.replace("LayerNorm.beta", "LayerNorm.bias")
        layer = name.removeprefix("encoder.layer.").partition(".")[0]
        above = layer.isdigit() and int(layer) >= layers
        heads = name.startswith(("cls.", "pooler.")) or name.endswith("position_ids")
        if not above and not heads:
            used[name] = tensor
    return used


def _vocabulary(folder: Path) -> dict[str, int]:
    tokenizer, plain = folder / "tokenizer.json", folder / "vocab.txt"
    if not tokenizer.is_file() and plain.is_file():
        words = plain.read_text(encoding="utf-8").splitlines()
        return {word: number for number, word in enumerate(words)}
    found = read_json(tokenizer).get("model", {})
    vocabulary = found.get("vocab") if isinstance(found, dict) else None
    if not isinstance(vocabulary, dict):
        raise EngineError("damaged", f"{tokenizer} holds no characters.", HINT)
    return vocabulary
