"""Load the starter's weights as they ship: hashes, int8 with scales, strict names, stock voices."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

import resources
from engine.errors import EngineError
from engine.files import data_home, read_json, write_json
from engine.models.starter.network import Kokoro

PARTS = ("text", "predictor", "decoder", "generator")
MANIFEST = "manifest.json"

# From the names of the published checkpoint to ours, applied in order.
_RENAMED = [
    (re.compile(pattern), ours)
    for pattern, ours in [
        (r"^bert\.embeddings\.word_embeddings", "albert.tokens"),
        (r"^bert\.embeddings\.position_embeddings", "albert.positions"),
        (r"^bert\.embeddings\.token_type_embeddings", "albert.segments"),
        (r"^bert\.embeddings\.LayerNorm", "albert.embedding_norm"),
        (r"^bert\.encoder\.embedding_hidden_mapping_in", "albert.widen"),
        (r"^bert\.encoder\.albert_layer_groups\.0\.albert_layers\.0\.", "albert.layer."),
        (r"\.attention\.(query|key|value)", r".\1"),
        (r"\.attention\.dense", ".out"),
        (r"\.attention\.LayerNorm", ".attention_norm"),
        (r"\.ffn\.", ".inner."),
        (r"\.ffn_output\.", ".outer."),
        (r"\.full_layer_layer_norm", ".norm"),
        (r"^bert_encoder\.", "prosodic."),
        (r"^text_encoder\.cnn\.(\d)\.0\.", r"text_encoder.convs.\1."),
        (r"^text_encoder\.cnn\.(\d)\.1\.gamma", r"text_encoder.norms.\1.weight"),
        (r"^text_encoder\.cnn\.(\d)\.1\.beta", r"text_encoder.norms.\1.bias"),
        (r"^predictor\.text_encoder\.lstms\.0\.", "predictor.lstms.0."),
        (r"^predictor\.text_encoder\.lstms\.1\.", "predictor.norms.0."),
        (r"^predictor\.text_encoder\.lstms\.2\.", "predictor.lstms.1."),
        (r"^predictor\.text_encoder\.lstms\.3\.", "predictor.norms.1."),
        (r"^predictor\.text_encoder\.lstms\.4\.", "predictor.lstms.2."),
        (r"^predictor\.text_encoder\.lstms\.5\.", "predictor.norms.2."),
        (r"^predictor\.lstm\.", "predictor.duration_lstm."),
        (r"^predictor\.duration_proj\.linear_layer\.", "predictor.duration."),
        (r"^predictor\.shared\.", "predictor.curve_lstm."),
        (r"^predictor\.F0\.", "predictor.f0."),
        (r"^predictor\.F0_proj\.", "predictor.f0_out."),
        (r"^predictor\.N\.", "predictor.energy."),
        (r"^predictor\.N_proj\.", "predictor.energy_out."),
        (r"^decoder\.F0_conv\.", "decoder.f0_conv."),
        (r"^decoder\.N_conv\.", "decoder.energy_conv."),
        (r"^decoder\.asr_res\.0\.", "decoder.reminder."),
        (r"^decoder\.decode\.", "decoder.blocks."),
        (r"\.conv1x1\.", ".shortcut."),
        (r"\.pool\.", ".upsample."),
        (r"\.m_source\.l_linear\.", ".source.mix."),
        (r"\.noise_convs\.", ".source_convs."),
        (r"\.noise_res\.", ".source_blocks."),
        (r"\.ups\.", ".upsamplers."),
        (r"\.resblocks\.", ".blocks."),
        (r"\.convs([12])\.(\d)\.", r".units.\2.conv\1."),
        (r"\.adain([12])\.(\d)\.", r".units.\2.norm\1."),
        (r"\.alpha([12])\.(\d)$", r".units.\2.alpha\1"),
        (r"\.conv_post\.", ".spectrum."),
    ]
]


@dataclass(frozen=True)
class Verified:
    """The state of the files when their hashes were last found right: name -> [bytes, mtime_ns]."""

    manifest_sha256: str
    files: dict[str, tuple[int, int]]


def load_network(folder: Path | None = None, verify: bool = False) -> Kokoro:
    """The network in fp32 on the CPU, all parameters free to train.

    `folder` is the starter's own by default. Hashes are checked the first time on a machine, when
    a file has changed since, and with `verify`.

    Raises:
        EngineError: kind "damaged", naming the file or tensor that is not as it should be.
    """
    folder = resources.path("starter") if folder is None else folder
    check_files(folder, verify)
    config = _json(folder / "config.json")
    voices = {
        name: voice.float() for name, voice in _tensors(folder / "voices.safetensors").items()
    }
    with torch.device("meta"):
        network = Kokoro(config["vocab"], voices)
    network.load_weights(read_weights(folder))
    return network


def base_sha256(folder: Path | None = None) -> str:
    """One hash for the whole base: that of its manifest, which holds those of the files."""
    folder = resources.path("starter") if folder is None else folder
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()


def read_weights(folder: Path) -> dict[str, Tensor]:
    """Every parameter of the network by our name, in fp32 (int8 times its scale where quantised).

    Raises:
        EngineError: kind "damaged".
    """
    weights: dict[str, Tensor] = {}
    for part in PARTS:
        weights |= base_part(part, folder)
    return weights


def base_part(part: str, folder: Path | None = None) -> dict[str, Tensor]:
    """The parameters in one of the `PARTS` of the base, as `read_weights` gives them."""
    folder = resources.path("starter") if folder is None else folder
    stored = _tensors(folder / f"{part}.safetensors")
    weights: dict[str, Tensor] = {}
    for name in stored:
        if not name.endswith(".s"):
            weights[our_name(name.removesuffix(".q"))] = _dequantised(stored, name)
        elif name.removesuffix(".s") + ".q" not in stored:
            raise _damaged(f"the scale {name} has no tensor")
    return weights


def our_name(published: str) -> str:
    """The name of a parameter in `Kokoro` for its name in the published checkpoint."""
    for pattern, ours in _RENAMED:
        published = pattern.sub(ours, published)
    return published


def _dequantised(stored: dict[str, Tensor], name: str) -> Tensor:
    value = stored[name]
    if not name.endswith(".q"):
        return value
    scale = stored.get(name.removesuffix(".q") + ".s")
    if scale is None or value.dtype != torch.int8:
        raise _damaged(f"the tensor {name} has no scale or is not int8")
    # One factor a row, also where the file has one for all: the product is then a single pass.
    return value * scale.expand(len(value)).reshape(-1, *[1] * (value.dim() - 1))


def check_files(folder: Path, verify: bool = False) -> None:
    """Check sizes always, and hashes unless this very state of the files was found right before.

    Raises:
        EngineError: kind "damaged" for a file that is missing or differs from the manifest.
    """
    expected: dict[str, dict[str, Any]] = _json(folder / MANIFEST)["files"]
    state: dict[str, tuple[int, int]] = {}
    for name, entry in expected.items():
        if not (folder / name).is_file():
            raise _damaged(f"{folder / name} is not there")
        info = (folder / name).stat()
        if info.st_size != entry["bytes"]:
            raise _damaged(f"{folder / name} has {info.st_size} bytes, not {entry['bytes']}")
        state[name] = (info.st_size, info.st_mtime_ns)
    now = Verified(base_sha256(folder), state)
    note = data_home() / "verified" / f"starter-{_short_hash(str(folder.resolve()))}.json"
    if not verify and _noted(note) == now:
        return
    for name, entry in expected.items():
        with (folder / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != entry["sha256"]:
                raise _damaged(f"{folder / name} does not have the hash it should have")
    _note(note, now)


def _noted(note: Path) -> Verified | None:
    try:
        return read_json(note, Verified)
    except EngineError:
        return None  # never checked here, or the note is unreadable: check the files again


def _note(note: Path, state: Verified) -> None:
    try:
        write_json(note, state)
    except EngineError as error:
        # A read-only home costs a second check next time; it must not keep anybody from speaking.
        if error.kind != "disk":
            raise


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _tensors(path: Path) -> dict[str, Tensor]:
    try:
        return load_file(path)
    except (OSError, SafetensorError) as error:
        raise _damaged(f"{path} cannot be read ({error})") from error


def _json(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(f"{path} cannot be read ({error})") from error


def _damaged(what: str) -> EngineError:
    return EngineError(
        "damaged", f"The starter base is damaged: {what}.", "Install Timbre again to restore it."
    )
