"""Files of PyTorch opened without running anything in them: plain data and tensors, or a refusal.

A `.ckpt` or `.pth` is a zip with a pickle inside, and a pickle is a program. Before torch sees the
file, its zip is measured and its pickle is read as a listing (`pickletools`, which runs nothing):
whatever it asks for beyond tensors and plain settings is refused. What is left is loaded with
`weights_only=True`.
"""

from __future__ import annotations

import io
import pickle
import pickletools
import struct
import zipfile
from pathlib import Path
from typing import Any, NoReturn, cast

import torch

from engine.errors import EngineError

ZIP = b"PK"
# What stands where "PK" should be, and which system wrote it (process_ckpt.py:68-76).
MARKS = {
    b"00": "v1",
    b"01": "v2",
    b"02": "v3",
    b"03": "v3",
    b"04": "v4",
    b"05": "v2Pro",
    b"06": "v2ProPlus",
}
MOST_MEMBERS = 20_000
LONGEST_PICKLE = 64 << 20
STORAGES = ["Half", "Float", "BFloat16", "Double", "Long", "Int", "Short", "Char", "Byte", "Bool"]
# Modules under which the public tools, or what was built on them, pickle their settings.
SETTINGS_HOMES = ("utils", "GPT_SoVITS.utils")
ALLOWED = {
    "collections OrderedDict",
    "torch._utils _rebuild_tensor_v2",
    "torch._utils _rebuild_parameter",
    *(f"{home} HParams" for home in SETTINGS_HOMES),
    *(f"torch {kind}Storage" for kind in STORAGES),
}
TRAINER = ("pathlib", "pytorch_lightning", "lightning", "lightning_fabric", "AR.")
NAMELESS = {"STACK_GLOBAL", "INST", "OBJ", "EXT1", "EXT2", "EXT4"}
# All that the readers of zips, pickles and tensors raise for files that no correct writer wrote.
BROKEN = (
    pickle.UnpicklingError,
    zipfile.BadZipFile,
    RuntimeError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    AssertionError,
    ArithmeticError,
    NotImplementedError,
    struct.error,
)


class HParams:
    """The published settings object (utils.py:324) as data: its attributes, and nothing it does."""

    def __setstate__(self, state: Any) -> None:
        if not isinstance(state, dict) or not all(isinstance(name, str) for name in state):
            raise pickle.UnpicklingError("its settings are no settings")
        self.__dict__.update(state)


# Under this name it is pickled by the public tools, and by Timbre for them.
HParams.__module__ = "utils"


def open_archive(path: Path) -> tuple[str, dict[str, Any]]:
    """The version that the file's first two bytes claim ("" for a plain zip) and what it holds.

    Settings objects come as dicts; tensors lie on the CPU, in the types and names of the file.

    Raises:
        EngineError: kind "missing"; "damaged" for a file that is broken, no checkpoint, or wants
            to run code.
    """
    mark = _mark(path)
    with path.open("rb") as file:
        source = cast(io.BufferedReader, io.BufferedReader(_AsZip(file), 1 << 20))
        _check_zip(path, source)
        source.seek(0)
        try:
            with torch.serialization.safe_globals(
                [(HParams, f"{home}.HParams") for home in SETTINGS_HOMES]
            ):
                loaded = torch.load(source, map_location="cpu", weights_only=True)
            contents = plain(loaded)
        except BROKEN as error:
            raise _damaged(path, "it cannot be read as weights and settings") from error
    if not isinstance(contents, dict):
        raise not_a_checkpoint(path)
    return mark, contents


def plain(held: Any) -> Any:
    """Settings objects as dicts, all the way down.

    Raises:
        ValueError: for anything that is neither data nor a tensor, or that holds itself.
    """
    try:
        return _plain(held)
    except RecursionError as error:
        raise ValueError("its settings hold themselves") from error


def _plain(held: Any) -> Any:
    if isinstance(held, HParams):
        held = held.__dict__
    if isinstance(held, dict):
        return {key: _plain(value) for key, value in held.items()}
    if isinstance(held, list | tuple):
        return [_plain(item) for item in held]
    if isinstance(held, torch.Tensor):
        if held.numel() * held.element_size() > held.untyped_storage().nbytes():
            raise ValueError("a tensor is larger than its data")
        return held.detach()
    if held is None or isinstance(held, str | int | float):
        return held
    raise ValueError(f"it holds a {type(held).__name__}")


class _AsZip(io.RawIOBase):
    """A file whose first two bytes read as those of a zip."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: Any) -> int:
        begin = self._file.tell()
        count = self._file.readinto(buffer)
        for place in range(begin, min(begin + count, len(ZIP))):
            memoryview(buffer)[place - begin] = ZIP[place]
        return count


def _mark(path: Path) -> str:
    """The version claimed by the first two bytes, after a look at whether it is a zip at all."""
    try:
        with path.open("rb") as file:
            begin = file.read(1 << 16)
    except OSError as error:
        raise EngineError(
            "missing", f"{path} cannot be read: {error.strerror}.", "Check the name."
        ) from error
    if begin[2:4] != b"\x03\x04" or begin[:2] not in {ZIP, *MARKS}:
        if begin[:1] == b"\x80":
            _refuse_code(path, begin)
        raise not_a_checkpoint(path)
    return MARKS.get(begin[:2], "")


def _check_zip(path: Path, source: io.BufferedReader) -> None:
    """Sizes, names, checksums and the pickle's listing, before torch reads anything."""
    try:
        with zipfile.ZipFile(source) as archive:
            listing = _listing(path, archive)
            if broken := archive.testzip():
                raise _damaged(path, f"its part {broken} was changed or cut on the way")
    except (zipfile.BadZipFile, struct.error, EOFError, OSError, ValueError) as error:
        raise _damaged(path, "it ends too early or was changed on the way") from error
    except (NotImplementedError, RuntimeError) as error:
        raise not_a_checkpoint(path) from error
    _refuse_code(path, listing)


def _listing(path: Path, archive: zipfile.ZipFile) -> bytes:
    """The pickle of an archive that has the shape torch gives it: nothing packed, one folder."""
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    if any(member.compress_type != zipfile.ZIP_STORED for member in members):
        raise _damaged(path, "its parts are compressed, which PyTorch never does")
    if len(members) > MOST_MEMBERS or total > path.stat().st_size:
        raise _damaged(path, f"it claims {len(members)} parts of {total} bytes")
    pickles = [member for member in members if member.filename.endswith("/data.pkl")]
    if len(pickles) != 1 or pickles[0].file_size > LONGEST_PICKLE:
        raise not_a_checkpoint(path)
    return archive.read(pickles[0])


def _refuse_code(path: Path, listing: bytes) -> None:
    """Read a pickle as a listing and refuse it if it names anything but tensors and settings."""
    words: list[str] = []
    try:
        for code, argument, _ in pickletools.genops(listing):
            if code.name == "GLOBAL" and argument not in ALLOWED:
                _code_found(path, str(argument).replace(" ", "."))
            if code.name in NAMELESS:
                _code_found(path, ".".join(words) or code.name)
            if isinstance(argument, str):
                words = [*words[-1:], argument[:80]]
    except ValueError as error:
        raise _damaged(path, "its list of contents is cut or changed") from error


def _code_found(path: Path, wanted: str) -> NoReturn:
    if wanted.startswith(TRAINER):
        raise EngineError(
            "input",
            f"{path.name} is a training checkpoint that holds parts of its program ({wanted}).",
            "Take the small .ckpt file that the training wrote into GPT_weights.",
        )
    raise EngineError(
        "damaged",
        f"{path.name} wants to run code when it is opened ({wanted}); none of it was run.",
        "Do not open it in other programs either; get the voice from somebody you trust.",
    )


def wrong(message: str) -> EngineError:
    """A file that can be read but is not whole or not what it should be."""
    return EngineError("damaged", message, "Get the file again from where it came.")


def _damaged(path: Path, fault: str) -> EngineError:
    return EngineError(
        "damaged", f"{path.name} is damaged: {fault}.", "Copy or download it once more."
    )


def not_a_checkpoint(path: Path) -> EngineError:
    return EngineError(
        "input",
        f"{path.name} is not a checkpoint of GPT-SoVITS.",
        "A voice is a pair of files: one .ckpt (GPT) and one .pth (SoVITS).",
    )
