"""Which tensors a configuration asks for: name -> shape, from the networks themselves, unallocated.

A configuration in a file comes from anybody, so its sizes are bounded before a network is made.
"""

from __future__ import annotations

from typing import Any, Literal, cast

import torch

from engine.models.gpt_sovits.archive import wrong
from engine.models.gpt_sovits.config import SovitsConfig, Version
from engine.models.gpt_sovits.discriminator import Discriminators
from engine.models.gpt_sovits.gpt import Gpt, GptConfig
from engine.models.gpt_sovits.synthesizer import Synthesizer

LARGEST_SIZE = 1 << 16
MOST_LAYERS = 256
PERIODS = {"v2": (2, 3, 5, 7, 11), "v2Pro": (2, 3, 5, 7, 11, 17, 23)}


def expected_shapes(
    kind: Literal["gpt", "sovits", "discriminator"],
    version: str,
    config: dict[str, Any],
    what: str,
) -> dict[str, tuple[int, ...]]:
    """Official name -> shape of every tensor of a whole network; `what` names the file in errors.

    Raises:
        EngineError: kind "damaged" when the configuration describes no network.
    """
    try:
        _check_sizes(config.get("model", {}))
        with torch.device("meta"):
            state = _state(kind, version, config)
    except (TypeError, ValueError, ArithmeticError, RuntimeError, LookupError) as error:
        raise wrong(f"The configuration in {what} describes no network ({error}).") from error
    return {name: tuple(tensor.shape) for name, tensor in state.items()}


def _state(kind: str, version: str, config: dict[str, Any]) -> dict[str, torch.Tensor]:
    if kind == "gpt":
        return Gpt(GptConfig.from_official(config)).official_state()
    if kind == "discriminator":
        return dict(Discriminators(PERIODS[version]).state_dict())
    sizes = SovitsConfig.from_official(config, cast(Version, version))
    return Synthesizer(sizes).official_state()


def _check_sizes(model: Any) -> None:
    for name, value in dict(model).items():
        numbers = value if isinstance(value, list) else [value]
        for number in numbers:
            inner = number if isinstance(number, list) else [number]
            largest = MOST_LAYERS if "layer" in name else LARGEST_SIZE
            sizes = [item for item in inner if isinstance(item, int)]
            if len(numbers) > 64 or len(inner) > 64 or any(abs(s) > largest for s in sizes):
                raise ValueError(f"{name} is {str(value)[:60]}")
