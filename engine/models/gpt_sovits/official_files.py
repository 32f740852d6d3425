"""Writing the `.ckpt` and `.pth` of a voice so that the public tools load them strictly.

Formats: FACTS 10 (process_ckpt.py:44-66, s1_train.py:30-79). The weights are in half precision; the
SoVITS file leaves the posterior encoder out, carries its settings as an object of the class
`utils.HParams`, and of v2Pro and v2ProPlus begins with two bytes that name the version.
"""

from __future__ import annotations

import io
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from torch import Tensor

from engine.files import write_bytes
from engine.models.gpt_sovits.archive import ZIP, HParams

HEADS = {"v2": ZIP, "v2Pro": b"05", "v2ProPlus": b"06"}
_naming = threading.Lock()


def write_gpt(path: Path, tensors: Mapping[str, Tensor], config: dict[str, Any], info: str) -> None:
    """Write a GPT under its official names ("model.h.layers.0..."), atomically.

    Raises:
        EngineError: kind "disk".
    """
    weight = OrderedDict((name, _half(tensor)) for name, tensor in tensors.items())
    contents = OrderedDict(weight=weight, config=config, info=info)
    write_bytes(path, _pickled(contents))


def write_sovits(
    path: Path, tensors: Mapping[str, Tensor], config: dict[str, Any], version: str, info: str
) -> None:
    """Write a SoVITS of "v2", "v2Pro" or "v2ProPlus" under its official names, atomically.

    Raises:
        EngineError: kind "disk".
    """
    # The public reader drops what has enc_q anywhere in its name, and so does its writer.
    weight = {name: _half(tensor) for name, tensor in tensors.items() if "enc_q" not in name}
    contents = OrderedDict(weight=weight, config=settings(config), info=info)
    write_bytes(path, HEADS[version] + _pickled(contents)[len(ZIP) :])


def settings(config: Mapping[str, Any]) -> HParams:
    """Nested dicts as the settings object of the public tools: keys become attributes."""
    made = HParams()
    for name, value in config.items():
        setattr(made, name, settings(value) if isinstance(value, Mapping) else value)
    return made


def _half(tensor: Tensor) -> Tensor:
    # Copied, so that a view does not take the whole storage behind it along.
    return tensor.detach().to("cpu", torch.float16, copy=True).contiguous()


def _pickled(contents: Mapping[str, Any]) -> bytes:
    buffer = io.BytesIO()
    with _settings_have_a_home():
        torch.save(contents, buffer)
    return buffer.getvalue()


@contextmanager
def _settings_have_a_home() -> Iterator[None]:
    """While pickling, a module `utils` exists that holds nothing but the settings class.

    A pickle names classes by module, and pickle looks whether the module has them.
    """
    home = ModuleType("utils")
    vars(home)["HParams"] = HParams
    with _naming:
        before = sys.modules.get("utils")
        sys.modules["utils"] = home
        try:
            yield
        finally:
            if before is None:
                del sys.modules["utils"]
            else:
                sys.modules["utils"] = before
