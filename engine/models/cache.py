"""Results that are slow to compute, kept in a dataset's `features` folder; all may be deleted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from engine.files import atomic_path


def digest(*parts: Tensor | str | float | int) -> str:
    """A hash over tensors' bytes and plain values: what a result was computed from."""
    found = hashlib.sha256()
    for part in parts:
        if isinstance(part, Tensor):
            found.update(part.detach().cpu().contiguous().numpy().tobytes())
        else:
            found.update(repr(part).encode())
        found.update(b"\0")
    return found.hexdigest()


def cached(path: Path, key: str, compute: Callable[[], dict[str, Tensor]]) -> dict[str, Tensor]:
    """The tensors in the file `path` if they were stored under `key`, else computed and stored.

    Raises:
        EngineError: kind "disk", and what `compute` raises.
    """
    try:
        with safe_open(path, framework="pt") as stored:
            if (stored.metadata() or {}).get("key") == key:
                return {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
    except (OSError, SafetensorError):
        pass  # never computed, or torn: a cache is made again without a word
    result = {name: tensor.contiguous() for name, tensor in compute().items()}
    with atomic_path(path) as temporary:
        save_file(result, temporary, metadata={"key": key})
    return result
