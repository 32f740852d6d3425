"""Getting and importing a base, as a story: look up, make room, fetch, check, pack, rename.

Everything happens in an unfinished folder beside the place of the base, part by part, so that an
interrupted run goes on where it stopped. Only the last step, a rename, makes it a base.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.bases import (
    MANIFEST,
    BasePack,
    BaseSource,
    base_folder,
    base_pack,
    base_source,
    file_sha256,
    is_here,
    measure_files,
    place_of,
    source_names,
)
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit, Note, Progress, StageStarted
from engine.fetching.folder import Folder
from engine.fetching.hub import PARTIAL, RemoteFile, download, look_up
from engine.files import disk_error, held, read_json, write_json

SPARE_BYTES = 64 << 20
UPDATES = 0.2  # seconds between two events
MISSED = {
    "training": "Without it {name} speaks, but cannot be trained.",
    "chinese": "Without it {name} does not read Chinese.",
}


@dataclass(frozen=True)
class PartRecord:
    """A part that is done: which file it was made from, and the configuration that lay in it."""

    sha256: str
    published: bool
    config: dict[str, Any] | None


def get_base(name: str, emit: Emit, control: Control, endpoint: str | None = None) -> BasePack:
    """Fetch a base or recogniser from the hub; what an earlier run fetched is not fetched again.

    Raises:
        EngineError: kind "input" for an unknown name, "network", "disk" (also: no room, found out
            before anything is fetched), "damaged".
        Cancelled: when stopped; what has arrived is kept.
    """
    source = base_source(name)
    with _alone(name):
        if is_here(name):
            emit(Note(f"{name} is here already."))
            return base_pack(name)
        return _get(source, emit, control, endpoint)


def _get(source: BaseSource, emit: Emit, control: Control, endpoint: str | None) -> BasePack:
    emit(StageStarted("get", f"Asking for the files of {source.name}."))
    remotes: dict[str, RemoteFile] = {}
    for part, wanted in source.parts.items():
        control.check("get")
        remotes[part] = look_up(source, wanted, endpoint)
    unfinished = Unfinished(source)
    left = {part: r for part, r in remotes.items() if not unfinished.take(part, r.sha256)}
    unfinished.make_room(left)
    total = sum(remote.bytes for remote in remotes.values())
    emit(StageStarted("get", f"Fetching {source.model}, {total / 1e9:.1f} GB."))
    meter = _Meter(total, total - sum(r.bytes for r in left.values()), emit, control)
    for part, remote in left.items():
        arrived = unfinished.folder / f".{part.replace('/', '-')}{Path(remote.name).suffix}"
        if not arrived.is_file():
            download(remote, arrived, lambda here, name=remote.name: meter.show(here, name))
        meter.finish(remote)
        # Published by definition: look_up and download have compared it with the manifest.
        unfinished.add(part, arrived, remote.sha256 or file_sha256(arrived), published=True)
        arrived.unlink(missing_ok=True)
    return unfinished.finish()


def import_bases(
    root: Path, emit: Emit, control: Control, name: str | None = None, unpublished: bool = False
) -> tuple[BasePack, ...]:
    """Take bases out of an existing GPT-SoVITS folder: the one of that name, or all that are there.

    With `unpublished`, files that differ from the published ones are taken too (and said so).

    Raises:
        EngineError: kind "missing" naming the files that are not there, "damaged" or "input" for
            files that are not what they should be, "disk".
    """
    folder = Folder(root)
    names = (name,) if name else _importable(folder)
    emit(StageStarted("import", f"Looking through {root}."))
    packs = []
    for base in names:
        with _alone(base):
            if is_here(base):
                emit(Note(f"{base} is here already."))
                packs.append(base_pack(base))
            else:
                packs.append(_import(base, folder, emit, control, unpublished))
    return tuple(packs)


def _alone(name: str) -> AbstractContextManager[None]:
    """Keep others from making the same base at the same time.

    Raises:
        EngineError: kind "busy".
    """
    busy = EngineError(
        "busy",
        f"Another Timbre is getting {name} right now.",
        "Wait until it is done, or stop it there.",
    )
    return held(place_of(name).parent, f".{name}.lock", busy)


def _importable(folder: Folder) -> tuple[str, ...]:
    """The bases whose two own networks lie in a folder.

    Raises:
        EngineError: kind "missing" when there is none.
    """
    voices = [base_source(n) for n in source_names() if base_source(n).kind == "voices"]
    names = [s.name for s in voices if not {"gpt", "sovits"} & set(folder.find(s).missing)]
    if names:
        return tuple(names)
    looked = ", ".join(Path(source.parts["sovits"].path).name for source in voices)
    raise EngineError(
        "missing",
        f"There is no base in {folder.root}: none of {looked} with its GPT.",
        "Choose the folder of GPT-SoVITS, or its pretrained_models.",
    )


def _import(name: str, folder: Folder, emit: Emit, control: Control, unpublished: bool) -> BasePack:
    source = base_source(name)
    found = folder.find(source)
    lacking = [part for part in found.missing if source.parts[part].needed == "always"]
    if lacking:
        paths = ", ".join(source.parts[part].path for part in lacking)
        raise EngineError(
            "missing",
            f"The base {name} is not whole in {folder.root}: {paths} is missing.",
            f"Add what is missing, or get it all with `timbre base get {name}`.",
        )
    for needed in dict.fromkeys(source.parts[part].needed for part in found.missing):
        paths = [source.parts[p].path for p in found.missing if source.parts[p].needed == needed]
        emit(Note(f"{', '.join(paths)} is not there.", MISSED[needed].format(name=name)))
    unfinished = Unfinished(source)
    unfinished.make_room({part: None for part in found.parts})
    for number, (part, path) in enumerate(found.parts.items()):
        control.check("import", number)
        emit(Progress("import", number, len(found.parts), f"{name}: {path.name}"))
        digest = file_sha256(path)
        published = digest == source.parts[part].sha256
        if not published and not unpublished:
            raise EngineError(
                "damaged",
                f"{path} is not the published file: its hash is another one.",
                "Copy it again; to take it as it is, add --unpublished.",
            )
        if not unfinished.take(part, digest):
            unfinished.add(part, path, digest, published)
    return unfinished.finish()


class Unfinished:
    """A base in the making: a folder with the parts that are done, and a record of each."""

    def __init__(self, source: BaseSource) -> None:
        self.source = source
        self._place = place_of(source.name)
        self.folder = self._place.with_name(f".{source.name}.unfinished")
        try:
            (self.folder / ".parts").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise disk_error(self.folder, error) from error

    def take(self, part: str, sha256: str | None) -> bool:
        """Whether a part made from the file of that hash is done, here or in another base."""
        record = self._record(part)
        if record is not None and sha256 in (None, record.sha256):
            return True
        if sha256 is None or self.source.kind != "voices":
            return False
        for other in source_names():
            if _made_from(other, part) == sha256:
                self._borrow(part, sha256, other)
                return True
        return False

    def add(self, part: str, original: Path, sha256: str, published: bool) -> None:
        """Make a part from its published file.

        Raises:
            EngineError: kind "damaged", "input" or "disk".
        """
        config = None
        if self.source.kind == "voices":
            # Slow to import, and only the official bases need it.
            from engine.fetching.packing import pack

            config = pack(part, original, self.folder, self.source.name)
        else:
            original.replace(self.folder / part)
        write_json(self._record_path(part), PartRecord(sha256, published, config))

    def make_room(self, left: Mapping[str, RemoteFile | None]) -> None:
        """Refuse when the disk cannot take what is still to come.

        Raises:
            EngineError: kind "disk".
        """
        sizes = [r.bytes if r else self.source.parts[part].bytes or 0 for part, r in left.items()]
        arrived = sum(path.stat().st_size for path in self.folder.glob(f".*{PARTIAL}"))
        # At the worst everything and, while it is packed, the largest file twice.
        needed = sum(sizes) + max(sizes, default=0) - arrived + SPARE_BYTES
        free = shutil.disk_usage(self.folder).free
        if free < needed:
            raise EngineError(
                "disk",
                f"{self.source.name} needs {needed / 1e9:.1f} GB, and only {free / 1e9:.1f} GB "
                f"are free in {self._place.parent}.",
                "Free some space, or move Timbre's data to another disk.",
            )

    def finish(self) -> BasePack:
        """Write the manifest and put the base in its place.

        Raises:
            EngineError: kind "disk".
        """
        records = {part: self._record(part) for part in self.source.parts}
        done = {part: record for part, record in records.items() if record is not None}
        configs = {part: record.config for part, record in done.items() if record.config}
        if configs:
            write_json(self.folder / "config.json", configs)
        pack = BasePack(
            name=self.source.name,
            model=self.source.model,
            author=self.source.author,
            licence=self.source.licence,
            sample_rate=self.source.sample_rate,
            files=dict(measure_files(self.folder)),
            revision=self.source.revision,
            published=all(record.published for record in done.values()),
            sources={part: record.sha256 for part, record in done.items()},
        )
        write_json(self.folder / MANIFEST, pack)
        try:
            if self._place.exists():  # of an earlier version, without a manifest
                shutil.rmtree(self._place)
            self.folder.rename(self._place)
            shutil.rmtree(self._place / ".parts")
        except OSError as error:
            raise disk_error(self._place, error) from error
        return pack

    def _borrow(self, part: str, sha256: str, other: str) -> None:
        """Share a part with a base that was made from the same file."""
        for inside in _files_of(part):
            source, target = base_folder(other) / inside, self.folder / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            try:
                os.link(source, target)
            except OSError:  # no hard links there
                shutil.copyfile(source, target)
        configs = read_json(base_folder(other) / "config.json", dict[str, Any])
        published = base_pack(other).published
        write_json(self._record_path(part), PartRecord(sha256, published, configs.get(part)))

    def _record_path(self, part: str) -> Path:
        return self.folder / ".parts" / f"{part.replace('/', '-')}.json"

    def _record(self, part: str) -> PartRecord | None:
        path = self._record_path(part)
        whole = path.is_file() and all((self.folder / f).is_file() for f in self._files(part))
        return read_json(path, PartRecord) if whole else None

    def _files(self, part: str) -> tuple[str, ...]:
        return _files_of(part) if self.source.kind == "voices" else (part,)


def _made_from(base: str, part: str) -> str | None:
    """The hash of the file a part of another base was made from; None where nothing tells it."""
    try:
        return base_pack(base).sources.get(part) if is_here(base) else None
    except EngineError:
        return None  # a damaged base harms no other


def _files_of(part: str) -> tuple[str, ...]:
    """The files that a part of an official base becomes."""
    encoder, _, inside = part.partition("/")
    if inside == "weights":
        return (f"{encoder}/model.safetensors",)
    return (part,) if inside else (f"{part}.safetensors",)


class _Meter:
    """How far a download has come, how fast, and how long it will take."""

    def __init__(self, total: int, before: int, emit: Emit, control: Control) -> None:
        self._total = total
        self._before = before
        self._emit = emit
        self._control = control
        self._began: float | None = None
        self._first = 0
        self._told = 0.0

    def show(self, here: int, name: str) -> None:
        """Called with the bytes of the present file that are here."""
        self._control.check("get")
        now, done = time.monotonic(), self._before + here
        if self._began is None:
            self._began, self._first = now, done
        if now - self._told < UPDATES:
            return
        self._told = now
        detail = name.rpartition("/")[2]
        if done > self._first and now > self._began:
            speed = (done - self._first) / (now - self._began)
            minutes = (self._total - done) / speed / 60
            detail += f", {speed / 1e6:.1f} MB/s, {minutes:.0f} min left"
        self._emit(Progress("get", done, self._total, detail))

    def finish(self, remote: RemoteFile) -> None:
        """A file is all here."""
        self._before += remote.bytes
        name = remote.name.rpartition("/")[2]
        self._emit(Progress("get", self._before, self._total, f"Checking {name}"))
