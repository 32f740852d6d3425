"""`.voice` files: one voice as a zip stored without compression; what comes in is not trusted.

The first member is `manifest.json` with the size and SHA-256 of every other member. Nothing in the
file is ever executed or unpickled, and nothing is loaded before all of it has been checked.
"""

import hashlib
import json
import re
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TypeVar

from engine.errors import EngineError
from engine.files import atomic_path, from_plain, to_plain, write_json
from engine.library import VOICE_FILE, free_name, load_voice, new_folder, voice_folder
from engine.models.families import voice_shapes
from engine.tensor_header import TensorHeader, read_tensor_headers
from engine.voice import Voice

T = TypeVar("T")
FORMAT = "timbre-voice"
MANIFEST = "manifest.json"
MOST_BYTES = 2 << 30
MOST_MEMBERS = 500
LONGEST_JSON = 4 << 20
DATE = (1980, 1, 1, 0, 0, 0)  # the same voice gives the same bytes
CHUNK = 1 << 20
BAD_ZIP = (zipfile.BadZipFile, struct.error, zlib.error)
FLOATS = {"F32", "F16", "BF16"}
_WEIGHTS = re.compile(r"[A-Za-z0-9_-]{1,64}\.safetensors")
_SOUND = re.compile(r"(references|samples)/[\w-][\w .()-]{0,99}\.(flac|wav)")


@dataclass(frozen=True)
class Member:
    """A member as the manifest promises it."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a `.voice` file says it holds."""

    format: str
    version: int
    members: dict[str, Member]


def export_voice(name: str, target: Path) -> Path:
    """Write a voice of the library as one `.voice` file.

    Raises:
        EngineError: kind "missing", "damaged" (weights are not what `voice.json` says) or "disk".
    """
    voice = load_voice(name)
    folder = voice_folder(name)
    if target.is_dir():
        target = target / f"{voice.name}.voice"
    inside = sorted(_own_files(folder))
    members = {path: _measure(folder / path) for path in inside}
    if not _weights_agree(voice, members):
        raise EngineError(
            "damaged",
            f"The weights of the voice {voice.name} are not those it was saved with.",
            "Train it again, or import it from a copy.",
        )
    manifest = json.dumps(to_plain(Manifest(FORMAT, 1, members)), ensure_ascii=False, indent=1)
    with atomic_path(target) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        archive.writestr(zipfile.ZipInfo(MANIFEST, DATE), manifest.encode())
        for path in inside:
            with (folder / path).open("rb") as source:
                info = zipfile.ZipInfo(path, DATE)
                info.file_size = members[path].bytes
                with archive.open(info, "w") as member:
                    shutil.copyfileobj(source, member, CHUNK)
    return target


def import_voice(path: Path, name: str | None = None) -> Voice:
    """Check a `.voice` file from anywhere and put it into the library, under `name` if given.

    Raises:
        EngineError: kind "missing", "damaged" (broken, foreign or hostile), "input" (the name is
            taken) or "disk". The library is as before in every such case.
    """
    if not path.is_file():
        raise EngineError("missing", f"There is no file {path}.", "Check the name.")
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = _check_directory(archive, path.stat().st_size)
            manifest = _read_manifest(archive, sizes)
            described = _read_voice(archive, manifest)
            voice = replace(described, name=free_name(name or described.name))
            if not _weights_agree(voice, manifest.members):
                raise _Fault(f"its weights are not those that {VOICE_FILE} lists")
            _check_references(voice, manifest)
            with new_folder(voice.name) as folder:
                for member, promised in manifest.members.items():
                    _unpack(archive, member, promised, folder / member)
                _check_tensors(voice, folder)
                write_json(folder / VOICE_FILE, voice)
            return voice
    except _Fault as fault:
        raise _damaged(str(fault)) from fault
    except (OSError, EOFError, ValueError, NotImplementedError, *BAD_ZIP) as error:
        raise _damaged(f"it is no complete .voice file ({error})") from error


class _Fault(Exception):
    """Why a file is refused, as the end of a sentence."""


def _damaged(reason: str) -> EngineError:
    return EngineError(
        "damaged",
        f"The voice file was not imported: {reason}.",
        "Ask for it again from where it came; nothing in the library was changed.",
    )


def _own_files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).as_posix()
        if path.is_file() and _allowed(inside):
            yield inside


def _allowed(inside: str) -> bool:
    return (
        inside == VOICE_FILE or bool(_WEIGHTS.fullmatch(inside)) or bool(_SOUND.fullmatch(inside))
    )


def _measure(path: Path) -> Member:
    with path.open("rb") as file:
        return Member(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _check_directory(archive: zipfile.ZipFile, archive_bytes: int) -> dict[str, int]:
    """Name -> size of every member, once the table of contents is beyond suspicion."""
    if len(archive.infolist()) > MOST_MEMBERS:
        raise _Fault(f"it has {len(archive.infolist())} members")
    sizes: dict[str, int] = {}
    for info in archive.infolist():
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or info.flag_bits & 1:
            raise _Fault(f"{info.orig_filename[:80]!r} is no plain file")
        # A colon, a backslash or ".." never gets this far: only names of ours do.
        if info.orig_filename != MANIFEST and not _allowed(info.orig_filename):
            raise _Fault(f"{info.orig_filename[:80]!r} does not belong in a voice")
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
            raise _Fault(f"{info.orig_filename[:80]!r} is compressed")
        if info.filename.casefold() in (name.casefold() for name in sizes):
            raise _Fault(f"{info.orig_filename[:80]!r} occurs twice")
        sizes[info.filename] = info.file_size
    if sum(sizes.values()) > min(MOST_BYTES, archive_bytes):
        raise _Fault("its members are larger than a voice can be")
    return sizes


def _read_manifest(archive: zipfile.ZipFile, sizes: dict[str, int]) -> Manifest:
    if MANIFEST not in sizes or VOICE_FILE not in sizes:
        raise _Fault("it is a zip of another kind")
    manifest = _parse(_read_json_member(archive, MANIFEST), Manifest, MANIFEST)
    if manifest.format != FORMAT or manifest.version != 1:
        raise _Fault(f"it is of the kind {manifest.format[:40]!r}, version {manifest.version}")
    promised = {name: member.bytes for name, member in manifest.members.items()}
    if promised != {name: size for name, size in sizes.items() if name != MANIFEST}:
        raise _Fault("its contents are not what its manifest lists")
    return manifest


def _read_voice(archive: zipfile.ZipFile, manifest: Manifest) -> Voice:
    data = _read_json_member(archive, VOICE_FILE)
    if hashlib.sha256(data).hexdigest() != manifest.members[VOICE_FILE].sha256:
        raise _Fault(f"{VOICE_FILE} was changed on the way")
    return _parse(data, Voice, VOICE_FILE)


def _read_json_member(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > LONGEST_JSON:
        raise _Fault(f"{name} is too large")
    with archive.open(name) as member:
        return member.read(LONGEST_JSON)


def _parse(data: bytes, cls: type[T], name: str) -> T:
    def refuse(word: str) -> float:
        raise ValueError(f"{word} is no number")

    try:
        return from_plain(cls, json.loads(data, parse_constant=refuse))
    except (ValueError, TypeError, RecursionError) as error:
        raise _Fault(f"{name} cannot be understood ({str(error)[:200]})") from error


def _weights_agree(voice: Voice, members: dict[str, Member]) -> bool:
    listed = {weight.name: Member(weight.bytes, weight.sha256) for weight in voice.weights}
    present = {name: member for name, member in members.items() if _WEIGHTS.fullmatch(name)}
    return listed == present and len(listed) == len(voice.weights)


def _check_references(voice: Voice, manifest: Manifest) -> None:
    for reference in voice.references:
        if not _SOUND.fullmatch(reference.path) or reference.path not in manifest.members:
            raise _Fault(f"the reference {reference.path[:80]!r} is not in it")


def _unpack(archive: zipfile.ZipFile, name: str, promised: Member, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    digest = hashlib.sha256()
    with archive.open(name) as source, target.open("xb") as file:
        for chunk in _chunks(source):
            digest.update(chunk)
            file.write(chunk)
    if digest.hexdigest() != promised.sha256:
        raise _Fault(f"{name} was changed on the way")


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(CHUNK):
        yield chunk


def _check_tensors(voice: Voice, folder: Path) -> None:
    """Every tensor is one that the family declares, in its shape and in floating point."""
    declared = voice_shapes(voice.base)
    for weight in voice.weights:
        stem = weight.name.removesuffix(".safetensors")
        if stem not in declared:
            raise _Fault(f"{weight.name} does not belong in a voice of the base {voice.base}")
        for name, header in read_tensor_headers(folder / weight.name).items():
            if not _fits(header, declared[stem].get(name)):
                raise _Fault(
                    f"{weight.name} holds {name[:80]!r} as {header.dtype} {list(header.shape)},"
                    f" which the base {voice.base} does not know"
                )


def _fits(header: TensorHeader, shape: tuple[int | None, ...] | None) -> bool:
    return (
        shape is not None
        and header.dtype in FLOATS
        and len(shape) == len(header.shape)
        and all(wanted in (None, size) for wanted, size in zip(shape, header.shape, strict=True))
    )
