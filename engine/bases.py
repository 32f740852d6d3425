"""Base packs: which base models there are, which of them are here, and whether they are whole.

The starter comes along. The official bases and larger recognisers are named by a manifest in
`resources/bases/`, are fetched or imported by `engine.fetching`, and lie in the data folder with a
manifest of their own, which is written last: a folder without one is not a base.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import resources
from engine.errors import EngineError
from engine.files import data_home, disk_error, read_json
from engine.models.families import family_names

MANIFEST = "manifest.json"
STARTER = "starter"
UNVOICED = ("bert/", "discriminator", "manifest")


@dataclass(frozen=True)
class BaseFile:
    """A file of a base as its manifest promises it."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class BasePack:
    """A base model that is here: what it is, from whom, and its files (relative to its folder).

    `published` is False when a file was taken that is not the one the manifest of the source pins.
    `sources` says from which file of the publisher, by SHA-256, a part was made. `family` is the
    family of a base that was trained from scratch and has a name of its own.
    """

    name: str
    model: str
    author: str
    licence: str
    sample_rate: int
    files: dict[str, BaseFile]
    revision: str = ""
    published: bool = True
    sources: dict[str, str] = field(default_factory=dict)
    family: str = ""

    @property
    def total_bytes(self) -> int:
        return sum(file.bytes for file in self.files.values())

    @property
    def sha256(self) -> str:
        """One hash of what voices depend on: tells bases apart.

        Made from the publisher's files where they are known, so that it stays the same however a
        base came here, and with or without the parts that only training or Chinese needs.
        """
        files = self.sources or {path: file.sha256 for path, file in self.files.items()}
        voiced = {path: sha for path, sha in files.items() if not path.startswith(UNVOICED)}
        lines = "\n".join(f"{path} {sha}" for path, sha in sorted(voiced.items()))
        return hashlib.sha256(lines.encode()).hexdigest()


@dataclass(frozen=True)
class SourceFile:
    """A file of the publisher. A size or hash that could not be learned beforehand is None.

    Then what the hub itself declares is taken, checked against the bytes, and recorded.
    """

    path: str
    sha256: str | None
    bytes: int | None
    needed: Literal["always", "training", "chinese"]
    licence: str


@dataclass(frozen=True)
class BaseSource:
    """Where a base comes from: repository, pinned revision, and its parts by their names here.

    `kind` "voices" is a model family, "recogniser" a Whisper model. `evidence` says how sizes and
    hashes are known.
    """

    name: str
    model: str
    author: str
    licence: str
    kind: Literal["voices", "recogniser"]
    sample_rate: int
    repository: str
    revision: str
    evidence: str
    parts: dict[str, SourceFile]

    @property
    def total_bytes(self) -> int:
        """What is downloaded, as far as it is known beforehand."""
        return sum(part.bytes or 0 for part in self.parts.values())


@dataclass(frozen=True)
class BaseFiles:
    """The parts of an official base that is here. Tensors keep official names and types.

    `config` holds {"gpt": ..., "sovits": ...} as in the official files. `hubert` and `bert` are
    folders that `transformers` reads. None: that part was not in the folder it came from.
    """

    folder: Path
    config: Path
    gpt: Path
    sovits: Path
    hubert: Path
    discriminator: Path | None
    bert: Path | None
    speaker: Path | None


def source_names() -> tuple[str, ...]:
    """Every base and recogniser that can be fetched."""
    return tuple(sorted(path.stem for path in resources.path("bases").glob("*.json")))


def base_source(name: str) -> BaseSource:
    """The manifest of a base that can be fetched.

    Raises:
        EngineError: kind "input" for an unknown name or the starter, which is always here.
    """
    if name not in source_names():
        what = "comes with Timbre" if name == STARTER else "is not known"
        raise EngineError(
            "input",
            f"The base {name} {what}.",
            f"Choose one of: {', '.join((STARTER, *source_names()))}.",
        )
    return read_json(resources.path(f"bases/{name}.json"), BaseSource)


def place_of(name: str) -> Path:
    """The folder of a base or recogniser, whether it is here or not.

    Raises:
        EngineError: kind "input" for an unknown name.
    """
    if name == STARTER:
        return resources.path(name)
    if name in own_bases():
        return data_home() / "bases" / name
    recogniser = base_source(name).kind == "recogniser"
    return data_home() / ("models" if recogniser else "bases") / name


def own_bases() -> tuple[str, ...]:
    """The bases that were trained from scratch and imported, by name."""
    manifests = sorted((data_home() / "bases").glob(f"*/{MANIFEST}"))
    names = {path.parent.name for path in manifests if not path.parent.name.startswith(".")}
    return tuple(sorted(names - {STARTER, *source_names()}))


def base_folder(name: str) -> Path:
    """Where the files of a base lie.

    Raises:
        EngineError: kind "input" for an unknown name, "missing" when it is not here.
    """
    folder = place_of(name)
    if (folder / MANIFEST).is_file():
        return folder
    raise EngineError(
        "missing",
        f"The base {name} is not here yet.",
        f"Get it with `timbre base get {name}`, or take it from an existing GPT-SoVITS folder "
        "with `timbre base import FOLDER`.",
    )


def is_here(name: str) -> bool:
    """Whether the files of a base have come along or have been fetched."""
    return (place_of(name) / MANIFEST).is_file()


def base_pack(name: str) -> BasePack:
    """The manifest of a base that is here.

    Raises:
        EngineError: kind "input", "missing" or "damaged".
    """
    manifest = base_folder(name) / MANIFEST
    try:
        return read_json(manifest, BasePack)
    except EngineError as error:
        raise _damaged(name, "its manifest cannot be read") from error


def base_files(name: str) -> BaseFiles:
    """The parts of an official base; that they are there is checked, not their content.

    Raises:
        EngineError: kind "missing" when the base is not here, "damaged" when a part is gone.
    """
    return files_of(base_folder(name), base_pack(name))


def files_of(folder: Path, pack: BasePack) -> BaseFiles:
    """The parts of a base in a folder, wherever that lies.

    Raises:
        EngineError: kind "damaged" when a part is gone.
    """
    for inside in pack.files:
        if not (folder / inside).is_file():
            raise _damaged(pack.name, f"{inside} is missing")

    def part(path: str) -> Path | None:
        return folder / path if any(inside.startswith(path) for inside in pack.files) else None

    return BaseFiles(
        folder=folder,
        config=folder / "config.json",
        gpt=folder / "gpt.safetensors",
        sovits=folder / "sovits.safetensors",
        hubert=folder / "hubert",
        discriminator=part("discriminator.safetensors"),
        bert=part("bert/model.safetensors") and folder / "bert",
        speaker=part("speaker.safetensors"),
    )


def list_bases() -> tuple[BasePack, ...]:
    """Every base of voices that can be used now; what is wrong with others say `damaged_bases`."""
    packs, _ = _manifests()
    return tuple(packs[name] for name in (*family_names(), *own_bases()) if name in packs)


def damaged_bases() -> dict[str, EngineError]:
    """The bases and recognisers that are here but whose manifest is damaged, and in what way."""
    return _manifests()[1]


def _manifests() -> tuple[dict[str, BasePack], dict[str, EngineError]]:
    """What the manifest of all that is here says, or what is wrong with it, each read once."""
    packs: dict[str, BasePack] = {}
    damaged: dict[str, EngineError] = {}
    for name in filter(is_here, dict.fromkeys((*family_names(), *source_names(), *own_bases()))):
        try:
            packs[name] = base_pack(name)
        except EngineError as error:
            damaged[name] = error
    return packs, damaged


def title_of(base: str) -> str:
    """What people call a base: its maker's name for it.

    Its own name where it is one's own, not here, or damaged: that is said where bases are listed,
    and a voice made from it is shown all the same.
    """
    try:
        return base_pack(base).model if base in family_names() and is_here(base) else base
    except EngineError:
        return base


def verify_base(name: str) -> BasePack:
    """Compare every file of a base with its manifest, size and SHA-256.

    Raises:
        EngineError: kind "damaged", naming the first file that differs.
    """
    pack = base_pack(name)
    verify_files(base_folder(name), pack)
    return pack


def verify_files(folder: Path, pack: BasePack) -> None:
    """Compare the files of a base in a folder, wherever that lies, with its manifest.

    Raises:
        EngineError: kind "damaged", naming the first file that differs.
    """
    for inside, promised in pack.files.items():
        if fault := _fault(folder, inside, promised):
            raise _damaged(pack.name, fault)


def remove_base(name: str) -> int:
    """Delete a fetched base and return how many bytes that freed.

    Raises:
        EngineError: kind "input" for the starter, "missing" when it is not here, or "disk".
    """
    if name == STARTER:
        raise EngineError(
            "input",
            f"The base {name} came with Timbre and is not removed alone.",
            "Remove Timbre itself to free its space.",
        )
    folder = base_folder(name)
    freed = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    try:
        # Renamed first, so that an interrupted removal leaves no half base.
        doomed = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".removed-"))
        folder.rename(doomed / name)
        shutil.rmtree(doomed)
    except OSError as error:
        raise disk_error(folder, error) from error
    return freed


def measure_files(folder: Path) -> Mapping[str, BaseFile]:
    """Every file of a folder with its size and SHA-256, by its path inside; hidden ones aside."""
    files = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}
    return {
        inside: BaseFile(file_sha256(path), path.stat().st_size)
        for inside, path in files.items()
        if not inside.startswith(".") and "/." not in inside
    }


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fault(folder: Path, inside: str, promised: BaseFile) -> str:
    path = folder / inside
    if not path.is_file():
        return f"{inside} is missing"
    if (size := path.stat().st_size) != promised.bytes:
        return f"{inside} has {size} bytes instead of {promised.bytes}"
    return "" if file_sha256(path) == promised.sha256 else f"{inside} has another content"


def _damaged(name: str, fault: str) -> EngineError:
    again = "Install Timbre again."
    if name != STARTER:
        again = f"Remove it with `timbre base remove {name}`, then get or import it again."
    return EngineError("damaged", f"The base {name} is not as it should be: {fault}.", again)
