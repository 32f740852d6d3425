"""A part of a base as it is published, checked strictly and kept as plain tensors.

The pickles of the publisher are opened once, here, without running anything in them; from then on a
base is safetensors and JSON. Names, values and types stay those of the file.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from engine.errors import EngineError
from engine.files import atomic_path
from engine.models.gpt_sovits.archive import open_archive
from engine.models.gpt_sovits.checkpoints import Checkpoint, read_checkpoint

# A tensor that only a network of the kind has: the rest is checked where it is built.
TELLING = {
    "hubert": "feature_extractor.conv_layers.0.conv.weight",
    "bert": "embeddings.word_embeddings.weight",
    "speaker": "layer3_ds.weight",
}
NETWORKS = ("gpt", "sovits", "discriminator")


def pack(part: str, original: Path, folder: Path, base: str) -> dict[str, Any] | None:
    """Put one part of the base `base` into `folder`; returns the configuration it carries.

    `part` is its name in the manifest ("gpt", "hubert/weights").

    Raises:
        EngineError: kind "damaged" or "input" when the file is not that part, "disk".
    """
    if part in NETWORKS:
        checkpoint = _checkpoint(part, original, base)
        _save(checkpoint.tensors, folder / f"{part}.safetensors")
        return checkpoint.config if part != "discriminator" else None
    encoder, _, inside = part.partition("/")
    if inside and inside != "weights":
        return _copy_json(original, folder / part)
    tensors = _plain_weights(original, encoder)
    _save(tensors, folder / (f"{encoder}/model.safetensors" if inside else f"{part}.safetensors"))
    return None


def _checkpoint(part: str, original: Path, base: str) -> Checkpoint:
    checkpoint = read_checkpoint(original)
    versions = {"gpt": {""}, "sovits": {base}, "discriminator": {"v2" if base == "v2" else "v2Pro"}}
    if checkpoint.kind != part or checkpoint.version not in versions[part]:
        what = f"{checkpoint.version} {checkpoint.kind}".strip()
        raise EngineError(
            "input",
            f"{original.name} is a {what}, not the {part} of {base}.",
            "Choose a folder with the files of that base.",
        )
    return checkpoint


def _plain_weights(original: Path, encoder: str) -> dict[str, Tensor]:
    """The tensors of a file that holds nothing else."""
    try:
        if original.suffix == ".safetensors":
            tensors: dict[str, Any] = load_file(original)
        else:
            tensors = open_archive(original)[1]
    except SafetensorError as error:
        raise _not_that(original, encoder) from error
    named = {name: t for name, t in tensors.items() if isinstance(t, Tensor)}
    telling = TELLING[encoder]
    if len(named) != len(tensors) or not any(name.endswith(telling) for name in named):
        raise _not_that(original, encoder)
    for name, tensor in named.items():
        if tensor.is_floating_point() and not torch.isfinite(tensor).all():
            raise EngineError(
                "damaged",
                f"In {original.name}, {name} holds values that are no finite numbers.",
                "Get the file again from where it came.",
            )
    return named


def _save(tensors: dict[str, Tensor], target: Path) -> None:
    with atomic_path(target) as temporary:
        # Two names of one tensor become two tensors: safetensors keeps no views.
        save_file(
            {name: tensor.clone().contiguous() for name, tensor in tensors.items()}, temporary
        )


def _copy_json(original: Path, target: Path) -> None:
    try:
        json.loads(original.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EngineError(
            "damaged",
            f"{original} holds no settings: {error}.",
            "Get the file again from where it came.",
        ) from error
    with atomic_path(target) as temporary:
        shutil.copyfile(original, temporary)


def _not_that(original: Path, encoder: str) -> EngineError:
    return EngineError(
        "damaged",
        f"{original} does not hold the weights of {encoder}.",
        "Choose a folder with the files of GPT-SoVITS.",
    )
