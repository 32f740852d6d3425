"""The header of a safetensors file, read without torch and without trusting it.

Format: 8 bytes little-endian header length, that many bytes of JSON (name -> dtype, shape,
data_offsets; `__metadata__` holds strings), then the data of all tensors without gaps.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import EngineError

LONGEST_HEADER = 8 << 20
MOST_TENSORS = 20_000
MOST_DIMENSIONS = 8
ITEM_BYTES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I8": 1, "U8": 1}


@dataclass(frozen=True)
class TensorHeader:
    """A tensor as its file declares it. `dtype` is safetensors' own word ("F16")."""

    dtype: str
    shape: tuple[int, ...]


def read_tensor_headers(path: Path) -> dict[str, TensorHeader]:
    """Name -> dtype and shape of every tensor, after checking that file and header agree.

    Raises:
        EngineError: kind "damaged" for anything a correct writer would not have written.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if size < 8 or not 2 <= length <= min(LONGEST_HEADER, size - 8):
                raise ValueError(f"its header claims {length} bytes")
            plain = json.loads(file.read(length), object_pairs_hook=_no_duplicates)
        return _checked(plain, size - 8 - length)
    except OSError as error:
        raise EngineError("missing", f"{path} cannot be read: {error}.", "Check it.") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise EngineError(
            "damaged",
            f"{path.name} is not a proper safetensors file: {error}.",
            "Ask for the file again from where it came.",
        ) from error


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a name occurs twice")
    return fields


def _checked(plain: Any, data_bytes: int) -> dict[str, TensorHeader]:
    if not isinstance(plain, dict):
        raise TypeError("its header is no object")
    plain.pop("__metadata__", None)
    if len(plain) > MOST_TENSORS:
        raise ValueError(f"it declares {len(plain)} tensors")
    spans: list[tuple[int, int]] = []
    headers: dict[str, TensorHeader] = {}
    for name, entry in plain.items():
        headers[name], span = _entry(name, entry)
        spans.append(span)
    position = 0
    for begin, end in sorted(spans):
        if begin != position:
            raise ValueError("its tensors overlap or leave gaps")
        position = end
    if position != data_bytes:
        raise ValueError(f"its tensors hold {position} bytes, the file {data_bytes}")
    return headers


def _entry(name: str, entry: Any) -> tuple[TensorHeader, tuple[int, int]]:
    if not isinstance(entry, dict) or set(entry) != {"dtype", "shape", "data_offsets"}:
        raise ValueError(f"tensor {name[:80]!r} is not described as it should be")
    dtype, shape, (begin, end) = entry["dtype"], entry["shape"], entry["data_offsets"]
    if dtype not in ITEM_BYTES:
        raise ValueError(f"tensor {name[:80]!r} has the type {dtype!r}")
    if len(shape) > MOST_DIMENSIONS or not all(_is_size(item) for item in (*shape, begin, end)):
        raise ValueError(f"tensor {name[:80]!r} has no proper shape")
    if end - begin != math.prod(shape) * ITEM_BYTES[dtype]:
        raise ValueError(f"tensor {name[:80]!r} does not fill its place")
    return TensorHeader(dtype, tuple(shape)), (begin, end)


def _is_size(item: Any) -> bool:
    return type(item) is int and 0 <= item < 1 << 48
