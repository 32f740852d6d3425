"""Where a base from scratch begins: fresh weights and a codebook, laid out like any other base."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor

from engine.bases import (
    MANIFEST,
    BaseFiles,
    BasePack,
    base_files,
    files_of,
    is_here,
    measure_files,
)
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit, Progress
from engine.files import atomic_path, read_json, write_json
from engine.models.cache import cached, digest
from engine.models.gpt_sovits.base import HUBERT, OfficialBase, open_files
from engine.models.gpt_sovits.config import SovitsConfig
from engine.models.gpt_sovits.content import Content, open_content
from engine.models.gpt_sovits.discriminator import Discriminators
from engine.models.gpt_sovits.ears import read_wave
from engine.models.gpt_sovits.features import FULL_SCALE, evened
from engine.models.gpt_sovits.gpt import Gpt, GptConfig
from engine.models.gpt_sovits.sound import mel
from engine.models.gpt_sovits.spec import SAMPLE_RATE
from engine.models.gpt_sovits.synthesizer import FRAMES_PER_CODE, Synthesizer
from engine.pretraining.codebook import Heard, learn_codebook
from engine.pretraining.sizes import Sizes
from engine.project import Clip

CODEBOOK_SECONDS = 3600.0  # of speech that the codebook is learned on

# The parts of a base as tensors: "gpt", "sovits" (with its posterior), "discriminator".
Parts = dict[str, dict[str, Tensor]]


def begin_base(
    folder: Path,
    cache: Path,
    name: str,
    sizes: Sizes,
    clips: Sequence[Clip],
    seed: int,
    emit: Emit,
    control: Control,
) -> OfficialBase:
    """A base of fresh weights in `folder`, whose codebook is learned on the clips; made once.

    What was heard of them is kept in `cache`.

    Raises:
        EngineError: kind "missing" for an encoder that is not here, "damaged" for an unreadable
            clip, "disk".
    """
    if not (folder / MANIFEST).is_file():
        sovits = SovitsConfig.from_official(sizes.official()["sovits"], sizes.family)
        torch.manual_seed(seed)
        synthesizer = Synthesizer(sovits)
        critics = Discriminators(sovits.periods, sizes.critic_share)
        gpt = Gpt(_gpt_config(sizes))
        with torch.no_grad():
            heard = _heard(_content(sizes, sovits, cache), clips, seed, emit, control)
            learn_codebook(synthesizer, heard, sizes.codebook_steps, seed, emit, control)
        parts = {
            "gpt": gpt.official_state(),
            "sovits": synthesizer.official_state(),
            "discriminator": critics.state_dict(),
        }
        write_base(folder, name, sizes, parts)
    return open_base_in(folder)


def write_base(folder: Path, name: str, sizes: Sizes, parts: Parts) -> BasePack:
    """A base as a folder that `timbre base import` takes; its manifest is written last.

    Raises:
        EngineError: kind "disk".
    """
    (folder / MANIFEST).unlink(missing_ok=True)
    for part, tensors in parts.items():
        with atomic_path(folder / f"{part}.safetensors") as temporary:
            plain = {n: t.detach().cpu().contiguous().clone() for n, t in tensors.items()}
            save_file(plain, temporary)
    write_json(folder / "config.json", sizes.official())
    if sizes.content == HUBERT:
        _copy_hubert(folder / HUBERT)
    pack = BasePack(
        name=name,
        model=f"{sizes.family} trained from scratch",
        author="the user",
        licence="the user's own",
        sample_rate=SAMPLE_RATE,
        files=dict(measure_files(folder)),
        published=False,
        family=sizes.family,
    )
    write_json(folder / MANIFEST, pack)
    return pack


class Remembering:
    """An encoder of what is said that keeps in a folder, in half precision, what it heard."""

    def __init__(self, content: Content, name: str, folder: Path) -> None:
        self._content = content
        self._name = name
        self._folder = folder

    def __call__(self, wave: Tensor) -> Tensor:
        key = digest(self._name, wave)
        path = self._folder / f"{key[:24]}-content.safetensors"
        return cached(path, key, lambda: {"heard": self._content(wave).half()})["heard"].float()


def open_base_in(folder: Path) -> OfficialBase:
    """The base in a folder that `write_base` made.

    Raises:
        EngineError: kind "missing" or "damaged".
    """
    pack = read_json(folder / MANIFEST, BasePack)
    return open_files(pack, files_of(folder, pack))


def _gpt_config(sizes: Sizes) -> GptConfig:
    return GptConfig.from_official(sizes.official()["gpt"])


def official_hubert() -> Path:
    """The folder of the HuBERT of an official base that is here.

    Raises:
        EngineError: kind "missing" when there is none.
    """
    for name in ("v2", "v2Pro", "v2ProPlus"):
        if is_here(name):
            return base_files(name).hubert
    raise EngineError(
        "missing",
        "HuBERT comes with the official bases, and none of them is here.",
        'Get one (`timbre base get v2`), or set "content" to "whisper-base".',
    )


def _copy_hubert(target: Path) -> None:
    for source in sorted(official_hubert().glob("*")):
        with atomic_path(target / source.name) as temporary:
            temporary.write_bytes(source.read_bytes())


def _heard(
    content: Content, clips: Sequence[Clip], seed: int, emit: Emit, control: Control
) -> list[Heard]:
    """What is heard of up to an hour of clips, chosen by the seed."""
    order = np.random.default_rng(seed).permutation(len(clips))
    found: list[Heard] = []
    seconds = 0.0
    for number, place in enumerate(order, 1):
        control.check("begin")
        emit(Progress("begin", number, len(clips), "Hearing what is said in the corpus"))
        clip = clips[place]
        kept, heard = evened(read_wave(Path(clip.path)))
        features = content(torch.from_numpy(heard)[None])[0].cpu()
        log_mel = mel(torch.from_numpy(kept)[None] / FULL_SCALE)[0]
        frames = min(features.shape[1], log_mel.shape[1]) // FRAMES_PER_CODE * FRAMES_PER_CODE
        found.append(Heard(features[:, :frames].half(), log_mel[:, :frames]))
        seconds += clip.seconds
        if seconds > CODEBOOK_SECONDS:
            break
    return found


def _content(sizes: Sizes, config: SovitsConfig, cache: Path) -> Content:
    hubert = official_hubert() if sizes.content == HUBERT else Path()
    nowhere = BaseFiles(Path(), Path(), Path(), Path(), hubert, None, None, None)
    base = OfficialBase("new", "", nowhere, _gpt_config(sizes), config, content=sizes.content)
    return Remembering(open_content(base, torch.device("cpu")), sizes.content, cache)
