"""Base packs: which base models are here, by their manifests, and whether they are whole."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import resources
from engine.errors import EngineError
from engine.files import read_json
from engine.models.families import family_names, family_spec

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class BaseFile:
    """A file of a base as its manifest promises it."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class BasePack:
    """A base model's manifest: what it is, from whom, and its files (relative to its folder)."""

    name: str
    model: str
    author: str
    licence: str
    sample_rate: int
    files: dict[str, BaseFile]

    @property
    def total_bytes(self) -> int:
        return sum(file.bytes for file in self.files.values())


def base_folder(name: str) -> Path:
    """Where the files of a base lie.

    Raises:
        EngineError: kind "input" for an unknown name, "missing" when its files did not come along.
    """
    family_spec(name)
    try:
        return resources.path(name)
    except FileNotFoundError as error:
        raise EngineError(
            "missing", f"The files of the base {name} are not here.", "Install Timbre again."
        ) from error


def base_pack(name: str) -> BasePack:
    """The manifest of a base.

    Raises:
        EngineError: kind "input", "missing" or "damaged".
    """
    return read_json(base_folder(name) / MANIFEST, BasePack)


def list_bases() -> tuple[BasePack, ...]:
    """Every base that can be used now."""
    return tuple(base_pack(name) for name in family_names())


def verify_base(name: str) -> BasePack:
    """Compare every file of a base with its manifest, size and SHA-256.

    Raises:
        EngineError: kind "damaged", naming the first file that differs.
    """
    folder = base_folder(name)
    pack = base_pack(name)
    for inside, promised in pack.files.items():
        fault = _fault(folder / inside, promised)
        if fault:
            raise EngineError(
                "damaged",
                f"The base {name} is not as it should be: {inside} {fault}.",
                "Install Timbre again.",
            )
    return pack


def _fault(path: Path, promised: BaseFile) -> str:
    if not path.is_file():
        return "is missing"
    if path.stat().st_size != promised.bytes:
        return f"has {path.stat().st_size} bytes instead of {promised.bytes}"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return "" if digest == promised.sha256 else "has another content"
