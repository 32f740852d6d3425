"""HuBERT: a wave at 16 kHz to what is said in it, 768 numbers 50 times a second.

Hsu et al. 2021 (arXiv 2106.07447), in the implementation of `transformers`; FACTS §6.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from engine.errors import EngineError
from engine.models.gpt_sovits.pack_folder import read_configuration, read_weights
from engine.models.gpt_sovits.strict import load_strictly

if TYPE_CHECKING:
    from transformers import HubertModel

SAMPLE_RATE = 16_000
SHORTEST = 400  # samples, the reach of one feature
# Learned for the masked frames of its training only; some files do without.
UNUSED = "masked_spec_embed"
# How the weight-normed convolution is called in old files and in new ones.
POSITIONS = "encoder.pos_conv_embed.conv."
NEW_NAMES = {
    f"{POSITIONS}weight_g": f"{POSITIONS}parametrizations.weight.original0",
    f"{POSITIONS}weight_v": f"{POSITIONS}parametrizations.weight.original1",
}


class Hubert(nn.Module):
    """The encoder in eval mode. The wave goes in as it is: no normalisation (FACTS §6)."""

    def __init__(self, network: HubertModel) -> None:
        super().__init__()
        self.network = network

    @torch.inference_mode()
    def forward(self, wave: Tensor) -> Tensor:
        """wave: [B, n] at 16 kHz, in -1 to 1. Returns [B, 768, floor((n - 400) / 320) + 1].

        Raises:
            EngineError: kind "input" for less than 400 samples.
        """
        if wave.shape[-1] < SHORTEST:
            raise EngineError("input", "This sound is too short.", "Give a clip of some seconds.")
        weight = next(self.network.parameters())
        found = self.network(wave.to(weight.device, weight.dtype)).last_hidden_state
        return found.transpose(1, 2).float()


def load_hubert(
    config: Mapping[str, Any], state: Mapping[str, Tensor], what: str = "HuBERT"
) -> Hubert:
    """Build the encoder on the CPU from its `config.json` and its tensors, old or new names.

    Raises:
        EngineError: kind "damaged", naming the first missing, extra or wrong tensor.
    """
    # Loaded on use: seconds that only these families need.
    from transformers import HubertConfig, HubertModel

    with torch.device("meta"):
        network = HubertModel(HubertConfig(**_sizes(config)))
    renamed = {_new_name(name): tensor for name, tensor in state.items()}
    if UNUSED not in renamed:
        renamed[UNUSED] = torch.zeros(network.state_dict()[UNUSED].shape)
    return Hubert(load_strictly(network, renamed, what).eval())


def open_hubert(folder: Path) -> Hubert:
    """Open the HuBERT of a base: a folder of `config.json` and weights, as `transformers` has it.

    Raises:
        EngineError: kind "missing" or "damaged".
    """
    return load_hubert(read_configuration(folder), read_weights(folder), str(folder))


def _sizes(config: Mapping[str, Any]) -> dict[str, Any]:
    """The network's own settings: which class and which precision to use are decided here."""
    decided = {"architectures", "dtype", "torch_dtype", "model_type", "transformers_version"}
    return {key: value for key, value in config.items() if key not in decided}


def _new_name(name: str) -> str:
    name = name.removeprefix("hubert.")
    return NEW_NAMES.get(name, name)
