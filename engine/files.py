"""Where data lives, atomic writes, and dataclasses as JSON."""

import dataclasses
import functools
import json
import os
import tempfile
import types
import typing
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import platformdirs
from filelock import FileLock, Timeout

from engine.errors import EngineError

T = TypeVar("T")


def data_home() -> Path:
    """The folder that holds everything Timbre keeps: `TIMBRE_HOME`, else the platform's own."""
    chosen = os.environ.get("TIMBRE_HOME")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("timbre", appauthor=False))


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Yield a temporary name beside `path`; on success flush it to disk and rename it into place.

    Raises:
        EngineError: kind "disk" when the folder cannot be written or is full.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # The suffix is kept because audio writers choose the format by it.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".tmp-", suffix=path.suffix)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise disk_error(path, error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


@contextmanager
def held(folder: Path, lock_name: str, busy: EngineError) -> Iterator[None]:
    """Hold a folder for one process; the system lets go of it however the process ends.

    A folder that is made for it and stays empty is removed again.

    Raises:
        EngineError: `busy` while another process holds it, kind "disk" when it cannot be written.
    """
    is_new = not folder.exists()
    lock = FileLock(folder / lock_name, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise busy from error
    except OSError as error:
        raise disk_error(folder, error) from error
    try:
        yield
    finally:
        lock.release()
        with suppress(OSError):  # it went away, or somebody else came for it
            if is_new and {path.name for path in folder.iterdir()} <= {lock_name}:
                (folder / lock_name).unlink(missing_ok=True)
                folder.rmdir()


def disk_error(path: Path, error: OSError) -> EngineError:
    """Turn a failed write into words."""
    reason = error.strerror or str(error)
    return EngineError(
        "disk",
        f"Cannot write {path}: {reason}.",
        "Free some space, or choose a folder you may write to.",
    )


def cut_torn_line(path: Path) -> None:
    """Cut off a last line that a full disk or a power cut left half written.

    Raises:
        OSError: as the system says it.
    """
    data = path.read_bytes()
    if data and not data.endswith(b"\n"):
        os.truncate(path, data.rfind(b"\n") + 1)


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` so that `path` holds either the old content or all of the new one."""
    with atomic_path(path) as temporary:
        temporary.write_bytes(data)


def write_json(path: Path, noun: Any) -> None:
    """Write a dataclass (or plain data) as indented UTF-8 JSON, atomically."""
    text = json.dumps(to_plain(noun), ensure_ascii=False, indent=2, allow_nan=False)
    write_bytes(path, (text + "\n").encode())


def read_json(path: Path, cls: type[T]) -> T:
    """Read a dataclass back from JSON.

    Raises:
        EngineError: kind "missing" or "damaged", naming the file and the field.
    """
    try:
        # By itself the parser keeps all other threads waiting to the end of a long file.
        plain = json.loads(path.read_text(encoding="utf-8"), object_hook=lambda found: found)
    except FileNotFoundError as error:
        raise EngineError("missing", f"There is no {path}.", "Check the name.") from error
    except (OSError, ValueError) as error:
        raise EngineError(
            "damaged",
            f"{path} cannot be read: {error}.",
            "Restore it from a copy or make it again.",
        ) from error
    try:
        return from_plain(cls, plain)
    except (TypeError, ValueError, KeyError) as error:
        raise EngineError(
            "damaged", f"{path} is not what it should be: {error}.", "Make it again."
        ) from error


def to_plain(noun: Any) -> Any:
    """Dataclasses, tuples and paths as what JSON knows."""
    if dataclasses.is_dataclass(noun) and not isinstance(noun, type):
        return {f.name: to_plain(getattr(noun, f.name)) for f in dataclasses.fields(noun)}
    if isinstance(noun, dict):
        return {str(key): to_plain(value) for key, value in noun.items()}
    if isinstance(noun, list | tuple):
        return [to_plain(item) for item in noun]
    if isinstance(noun, Path):
        return str(noun)
    return noun


def from_plain(cls: Any, plain: Any) -> Any:
    """The inverse of `to_plain` for a type; unknown and missing fields are errors.

    Raises:
        TypeError, ValueError: naming the field that does not fit.
    """
    origin = typing.get_origin(cls)
    if dataclasses.is_dataclass(cls):
        return _dataclass_from(cls, plain)
    if origin in (typing.Union, types.UnionType):
        return _union_from(cls, plain)
    if origin is typing.Literal:
        if plain not in typing.get_args(cls):
            raise ValueError(f"{plain!r} is none of {typing.get_args(cls)}")
        return plain
    if origin is tuple:
        inner = typing.get_args(cls)
        if not isinstance(plain, list):
            raise TypeError(f"expected a list, got {plain!r}")
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(from_plain(inner[0], item) for item in plain)
        if len(inner) != len(plain):
            raise ValueError(f"expected {len(inner)} items, got {len(plain)}")
        return tuple(from_plain(kind, item) for kind, item in zip(inner, plain, strict=True))
    if origin is dict:
        if not isinstance(plain, dict):
            raise TypeError(f"expected an object, got {plain!r}")
        key_type, value_type = typing.get_args(cls)
        return {from_plain(key_type, k): from_plain(value_type, v) for k, v in plain.items()}
    if cls is Any:
        return plain
    if cls is Path and isinstance(plain, str):
        return Path(plain)
    if cls is float and isinstance(plain, int) and not isinstance(plain, bool):
        return float(plain)
    if not isinstance(plain, cls) or (cls is int and isinstance(plain, bool)):
        raise TypeError(f"expected {cls.__name__}, got {plain!r}")
    return plain


def _dataclass_from(cls: Any, plain: Any) -> Any:
    if not isinstance(plain, dict):
        raise TypeError(f"expected {cls.__name__} as an object, got {plain!r}")
    fields = _fields_of(cls)
    if unknown := plain.keys() - fields.hints.keys():
        raise ValueError(f"{cls.__name__} has no {', '.join(sorted(unknown))}")
    if missing := [name for name in fields.needed if name not in plain]:
        shown = ", ".join(missing[:3]) + (" and others" if len(missing) > 3 else "")
        raise ValueError(f"{cls.__name__} lacks {shown}")
    values = {}
    for name, value in plain.items():
        try:
            values[name] = from_plain(fields.hints[name], value)
        except (TypeError, ValueError) as error:
            raise type(error)(f"{cls.__name__}.{name}: {error}") from error
    return cls(**values)


@dataclasses.dataclass(frozen=True)
class _Fields:
    """The types of a dataclass's fields in order, and the names of those without a default."""

    hints: dict[str, Any]
    needed: tuple[str, ...]


@functools.cache  # a long dataset asks 10,000 times, and the answer takes longer than the rest
def _fields_of(cls: type[Any]) -> _Fields:
    hints, fields = typing.get_type_hints(cls), dataclasses.fields(cls)
    nothing = dataclasses.MISSING
    needed = (f.name for f in fields if f.default is nothing and f.default_factory is nothing)
    return _Fields({f.name: hints[f.name] for f in fields}, tuple(needed))


def _union_from(cls: Any, plain: Any) -> Any:
    if plain is None and type(None) in typing.get_args(cls):
        return None
    for kind in typing.get_args(cls):
        if kind is type(None):
            continue
        try:
            return from_plain(kind, plain)
        except (TypeError, ValueError):
            continue
    raise TypeError(f"{plain!r} fits none of {cls}")
