"""An official base in memory: configurations, and its tensors read when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from engine.bases import BaseFiles, BasePack, base_files, base_pack
from engine.errors import EngineError
from engine.files import read_json
from engine.models.gpt_sovits.config import SovitsConfig
from engine.models.gpt_sovits.gpt import GptConfig

POSTERIOR = "enc_q."
HUBERT = "hubert"


@dataclass(frozen=True)
class OfficialBase:
    """A base by its name, one hash for all of its files, and the sizes of its networks.

    `family` is empty where the name is that of a family; `content` is the encoder of what is said,
    as in `content.py`; the discriminators have a `critic_share`-th of the published channels.
    """

    name: str
    sha256: str
    files: BaseFiles
    gpt: GptConfig
    sovits: SovitsConfig
    family: str = ""
    content: str = HUBERT
    critic_share: int = 1

    def gpt_state(self) -> dict[str, Tensor]:
        """The GPT's tensors under their official names, in the types of the file."""
        return _tensors(self.files.gpt, self.name)

    def sovits_state(self, posterior: bool) -> dict[str, Tensor]:
        """The generator's tensors, with those that only training needs or without.

        Raises:
            EngineError: kind "missing" when they are asked for and not there.
        """
        state = _tensors(self.files.sovits, self.name)
        if posterior and not any(name.startswith(POSTERIOR) for name in state):
            raise self.untrainable("the encoder of recordings (enc_q)")
        kept = state if posterior else _without_posterior(state)
        return dict(kept)

    def discriminator_state(self) -> dict[str, Tensor]:
        """The discriminator's tensors.

        Raises:
            EngineError: kind "missing" when the base was taken from a folder without it.
        """
        if self.files.discriminator is None:
            raise self.untrainable("the discriminator")
        return _tensors(self.files.discriminator, self.name)

    def untrainable(self, what: str) -> EngineError:
        """The error for a base from which people can speak but not train."""
        return EngineError(
            "missing",
            f"The base {self.name} lacks {what}, which training needs.",
            f"Get the whole base with `timbre base get {self.name}`.",
        )


def open_official(name: str) -> OfficialBase:
    """Look at a base that is here; its weights are not read yet.

    Raises:
        EngineError: kind "missing" when it is not here, "damaged" when it cannot be understood.
    """
    return open_files(base_pack(name), base_files(name))


def open_files(pack: BasePack, files: BaseFiles) -> OfficialBase:
    """Look at the files of a base, wherever they lie.

    Raises:
        EngineError: kind "damaged" when they cannot be understood.
    """
    config = read_json(files.config, dict[str, Any])
    try:
        gpt, sovits = config["gpt"], config["sovits"]
        critic_share = int(config.get("critic_share", 1))
    except KeyError as error:
        raise _damaged(pack.name, f"its configuration has no {error}") from error
    except (TypeError, ValueError) as error:
        raise _damaged(pack.name, f"its configuration is wrong ({error})") from error
    return OfficialBase(
        name=pack.name,
        sha256=pack.sha256,
        files=files,
        gpt=GptConfig.from_official(gpt),
        sovits=SovitsConfig.from_official(sovits, pack.family or pack.name),
        family=pack.family,
        content=str(config.get("content", HUBERT)),
        critic_share=critic_share,
    )


def _without_posterior(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name: tensor for name, tensor in state.items() if not name.startswith(POSTERIOR)}


def _tensors(path: Path, name: str) -> dict[str, Tensor]:
    try:
        return load_file(path)
    except (OSError, SafetensorError) as error:
        raise _damaged(name, f"{path.name} cannot be read ({error})") from error


def _damaged(name: str, fault: str) -> EngineError:
    return EngineError(
        "damaged",
        f"The base {name} is not as it should be: {fault}.",
        f"Remove it with `timbre base remove {name}`, then get or import it again.",
    )
