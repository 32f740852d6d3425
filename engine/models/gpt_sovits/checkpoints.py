"""Official checkpoints read by content: what a `.ckpt` or `.pth` is, of which version, and whole.

Formats: FACTS 10 (process_ckpt.py). Neither the file's size nor its name decides anything, and its
two-byte header only as far as the contents agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import torch
from torch import Tensor

from engine.errors import EngineError
from engine.models.gpt_sovits.archive import not_a_checkpoint, open_archive, wrong
from engine.models.gpt_sovits.expected import expected_shapes
from engine.models.gpt_sovits.official_config import SYMBOLS, sovits_config

Kind = Literal["gpt", "sovits", "discriminator"]
SPOKEN = ("v2", "v2Pro", "v2ProPlus")
# Rows of the table of symbols in a GPT and in a SoVITS of v1, which reads fewer languages.
V1_ROWS = {512, 322}
GPT_ROWS = "model.ar_text_embedding.word_embeddings.weight"
SOVITS_ROWS = "enc_p.text_embedding.weight"
POSTERIOR = "enc_q."  # learns only; the small files leave it out
DIFFUSION = ("cfm.", "bridge.", "wns1.", "linear_mel.")  # v3 and v4 alone have these
PLUS_CHANNELS, PLUS_KERNEL = 768, 20


@dataclass(frozen=True)
class Checkpoint:
    """An official file, read and found whole. `tensors` have the file's names and types.

    `version` is empty for a GPT, which serves every version. `complete` says that a SoVITS has its
    posterior encoder and can be trained on; `training` that it is a checkpoint of a training run.
    `notes` are things worth telling that do not stop anybody.
    """

    path: Path
    kind: Kind
    version: str
    training: bool
    complete: bool
    config: dict[str, Any]
    tensors: dict[str, Tensor]
    info: str
    notes: tuple[str, ...]


def read_checkpoint(path: Path) -> Checkpoint:
    """Read an official `.ckpt` or `.pth` strictly, without running anything in it.

    Raises:
        EngineError: kind "missing"; "input" for another kind of file or a version that Timbre does
            not speak; "damaged" when it is broken, hostile, or its tensors are not those its
            configuration asks for.
    """
    mark, contents = open_archive(path)
    if mark in {"v1", "v3", "v4"}:
        raise _unspoken(path, mark)
    training = "weight" not in contents
    tensors = _tensors(path, contents.get("model") if training else contents["weight"])
    config = contents.get("config") or {}
    if not isinstance(config, dict):
        raise not_a_checkpoint(path)
    kind = _kind(path, tensors)
    version, notes = "", ()
    if kind != "gpt":
        version = _sovits_version(path, kind, tensors, config)
        notes = _claims(path, version, mark)
    elif tensors[GPT_ROWS].shape[0] in V1_ROWS:
        raise _unspoken(path, "v1")
    if kind != "gpt" and not config.get("model"):
        config = sovits_config(version)
    checkpoint = Checkpoint(
        path=path,
        kind=kind,
        version=version,
        training=training,
        complete=any(name.startswith(POSTERIOR) for name in tensors),
        config=config,
        tensors=tensors,
        info=str(contents.get("info", "")),
        notes=notes,
    )
    check_tensors(checkpoint)
    return checkpoint


def check_pair(gpt: Checkpoint, sovits: Checkpoint) -> None:
    """That two files are a GPT and a SoVITS that read the same symbols.

    Raises:
        EngineError: kind "input".
    """
    for checkpoint, kind, name in ((gpt, "gpt", "GPT"), (sovits, "sovits", "SoVITS")):
        if checkpoint.kind != kind:
            raise EngineError(
                "input",
                f"{checkpoint.path.name} is not the {name} of a voice.",
                "A voice is a pair of files: one .ckpt (GPT) and one .pth (SoVITS).",
            )
    rows = gpt.tensors[GPT_ROWS].shape[0], sovits.tensors[SOVITS_ROWS].shape[0]
    if rows[0] != rows[1]:
        raise EngineError(
            "input",
            f"{gpt.path.name} reads {rows[0]} symbols, {sovits.path.name} {rows[1]}: "
            "they are not of one voice.",
            "Take both files from the same training.",
        )


def check_tensors(checkpoint: Checkpoint) -> None:
    """That the tensors are those that the configuration asks for, and finite.

    Raises:
        EngineError: kind "damaged", naming what is missing, extra, misshapen or not a number.
    """
    what = checkpoint.path.name
    wanted = expected_shapes(checkpoint.kind, checkpoint.version, checkpoint.config, what)
    if not checkpoint.complete:
        wanted = {name: s for name, s in wanted.items() if not name.startswith(POSTERIOR)}
    found = checkpoint.tensors
    if missing := sorted(wanted.keys() - found.keys()):
        raise wrong(f"{what} lacks {_shown(missing)}.")
    if extra := sorted(found.keys() - wanted.keys()):
        raise wrong(f"{what} holds {_shown(extra)}, which do not belong there.")
    for name, tensor in found.items():
        if tuple(tensor.shape) != wanted[name]:
            raise wrong(
                f"In {what}, {name} has the shape {list(tensor.shape)}, not {list(wanted[name])}."
            )
        if not tensor.is_floating_point() or not torch.isfinite(tensor).all():
            raise wrong(f"In {what}, {name} holds values that are no finite numbers.")


def _tensors(path: Path, weight: Any) -> dict[str, Tensor]:
    if not isinstance(weight, dict) or not weight:
        raise not_a_checkpoint(path)
    if not all(isinstance(k, str) and isinstance(v, Tensor) for k, v in weight.items()):
        raise not_a_checkpoint(path)
    # Saved from a run on several cards, every name has this in front.
    return {name.removeprefix("module."): tensor for name, tensor in weight.items()}


def _kind(path: Path, tensors: dict[str, Tensor]) -> Kind:
    if GPT_ROWS in tensors or any(name.startswith("model.") for name in tensors):
        if GPT_ROWS not in tensors:
            raise wrong(f"{path.name} lacks {GPT_ROWS}.")
        return "gpt"
    if any(name.startswith("discriminators.") for name in tensors):
        return "discriminator"
    if any(name.startswith(("enc_p.", "dec.", *DIFFUSION)) for name in tensors):
        return "sovits"
    raise not_a_checkpoint(path)


def _sovits_version(
    path: Path, kind: Kind, tensors: dict[str, Tensor], config: dict[str, Any]
) -> str:
    """What the tensors themselves say: a speaker vector makes it Pro, a wide vocoder Plus."""
    if kind == "discriminator":
        pro = any(name.startswith("discriminators.6.") for name in tensors)
        return "v2Pro" if pro else "v2"
    if any(name.startswith(DIFFUSION) for name in tensors):
        claimed = str(config.get("version") or config.get("model", {}).get("version", ""))
        raise _unspoken(path, claimed if claimed in {"v3", "v4"} else "v3 or v4")
    if SOVITS_ROWS not in tensors:
        raise wrong(f"{path.name} lacks {SOVITS_ROWS}.")
    rows = tensors[SOVITS_ROWS].shape[0]
    if rows in V1_ROWS:
        raise _unspoken(path, "v1")
    if rows != SYMBOLS:
        raise wrong(f"{path.name} reads {rows} symbols; v2, v2Pro and v2ProPlus read {SYMBOLS}.")
    if "sv_emb.weight" not in tensors:
        return "v2"
    first, up = tensors.get("dec.conv_pre.weight"), tensors.get("dec.ups.0.weight_v")
    wide = first is not None and first.shape[0] == PLUS_CHANNELS
    return "v2ProPlus" if wide or (up is not None and up.shape[-1] == PLUS_KERNEL) else "v2Pro"


def _claims(path: Path, version: str, mark: str) -> tuple[str, ...]:
    """What the header says otherwise than the contents."""
    if mark in {"", version}:
        return ()
    return (f"{path.name} says {mark} in front, but holds a {version} voice; it is used as that.",)


def _unspoken(path: Path, version: str) -> EngineError:
    return EngineError(
        "input",
        f"{path.name} is a {version} voice; Timbre speaks {', '.join(SPOKEN)}.",
        "Choose a voice of one of those versions, or train one here.",
    )


def _shown(names: list[str]) -> str:
    listed = ", ".join(name[:100] for name in names[:3])
    return listed if len(names) <= 3 else f"{listed} and {len(names) - 3} more tensors"
