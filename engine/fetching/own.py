"""Taking in a base that was trained from scratch, from the folder that the training made."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from engine.bases import (
    MANIFEST,
    BasePack,
    base_pack,
    own_bases,
    source_names,
    verify_files,
)
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit, Note, Progress
from engine.files import data_home, disk_error, read_json, write_json
from engine.library import check_name
from engine.models.families import family_names


def is_own_base(folder: Path) -> bool:
    """Whether a folder holds a base by its own manifest."""
    return (folder / MANIFEST).is_file()


def import_own(folder: Path, name: str | None, emit: Emit, control: Control) -> BasePack:
    """Copy a base into the data folder, under its own name or another one.

    Raises:
        EngineError: kind "input" for a name that is taken or cannot be, "damaged" for a base that
            is not whole, "disk".
    """
    pack = read_json(folder / MANIFEST, BasePack)
    if pack.family not in family_names():
        raise EngineError(
            "input",
            f"{folder} holds a base of the family {pack.family!r}, which Timbre does not know.",
            f"It knows: {', '.join(family_names())}.",
        )
    pack = replace(pack, name=check_name(name or pack.name))
    verify_files(folder, pack)
    if pack.name in own_bases() and base_pack(pack.name).files == pack.files:
        emit(Note(f"{pack.name} is here already."))
        return pack
    if pack.name in {*family_names(), *source_names()} or pack.name in own_bases():
        raise EngineError(
            "input",
            f"There is a base called {pack.name} already.",
            "Give this one another name with --base NAME, or remove that one first.",
        )
    place = data_home() / "bases" / pack.name
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=".import-") as unfinished:
            made = Path(unfinished) / pack.name
            for number, inside in enumerate(pack.files, 1):
                control.check("import")
                (made / inside).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / inside, made / inside)
                emit(Progress("import", number, len(pack.files), inside))
            write_json(made / MANIFEST, pack)
            made.rename(place)
    except OSError as error:
        raise disk_error(place, error) from error
    return base_pack(pack.name)
