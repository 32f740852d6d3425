"""The library: where finished voices lie, under which names, and how they come and go.

A voice is a folder `voices/NAME` in the data folder. The folder's name is the voice's name, so
that renaming is one atomic step. Folders that begin with a dot are unfinished or somebody else's.
"""

import difflib
import hashlib
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.errors import EngineError
from engine.files import data_home, disk_error, read_json, write_bytes, write_json
from engine.voice import Voice, WeightFile

VOICE_FILE = "voice.json"
PICTURE = "picture.png"
LONGEST_NAME = 80
LONGEST_NAME_BYTES = 200
FORBIDDEN = '/\\:*?"<>|'
JOINERS = "\u200c\u200d"  # Persian and Indic scripts and emoji need them
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
RESERVED = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}


def voices_home() -> Path:
    return data_home() / "voices"


def check_name(name: str) -> str:
    """The name as it is kept (NFC): any script and emoji, as long as every system can store it.

    Raises:
        EngineError: kind "input", saying what is wrong with the name.
    """
    kept = unicodedata.normalize("NFC", name)
    if fault := _name_fault(kept):
        raise EngineError(
            "input",
            f"{_shown(name)} cannot be a voice's name: {fault}.",
            f"Use letters, digits, spaces or emoji, at most {LONGEST_NAME} characters.",
        )
    return kept


def free_name(name: str) -> str:
    """A checked name that no voice has yet; capital letters make no difference.

    Raises:
        EngineError: kind "input" for a bad or taken name.
    """
    kept = check_name(name)
    taken = {other.casefold(): other for other in voice_names()}
    if other := taken.get(kept.casefold()):
        raise EngineError(
            "input",
            f"There is already a voice called {other}.",
            "Choose another name, or delete that voice first.",
        )
    return kept


def voice_names() -> tuple[str, ...]:
    """The names of all voices in the library, sorted."""
    home = voices_home()
    if not home.is_dir():
        return ()
    folders = (path for path in home.iterdir() if not path.name.startswith("."))
    found = (unicodedata.normalize("NFC", f.name) for f in folders if (f / VOICE_FILE).is_file())
    return tuple(sorted(found, key=str.casefold))


def voice_folder(name: str) -> Path:
    """The folder of an existing voice.

    Raises:
        EngineError: kind "missing" with the nearest names.
    """
    kept = unicodedata.normalize("NFC", name)
    names = voice_names()
    for other in names:
        if other.casefold() == kept.casefold():
            return voices_home() / other
    near = difflib.get_close_matches(kept, names, n=3)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`timbre voices list` shows all."
    raise EngineError("missing", f"There is no voice called {_shown(name)}.", hint)


def load_voice(name: str) -> Voice:
    """Read a voice's description (not its weights).

    Raises:
        EngineError: kind "missing" or "damaged".
    """
    folder = voice_folder(name)
    return replace(read_json(folder / VOICE_FILE, Voice), name=folder.name)


def list_voices() -> tuple[tuple[Voice, ...], tuple[EngineError, ...]]:
    """All voices that can be read, and what is wrong with the others."""
    voices: list[Voice] = []
    troubles: list[EngineError] = []
    for name in voice_names():
        try:
            voices.append(load_voice(name))
        except EngineError as error:
            troubles.append(error)
    return tuple(voices), tuple(troubles)


def save_voice(
    voice: Voice,
    weights: Mapping[str, bytes],
    kinds: Mapping[str, str],
    files: Mapping[str, Path],
    replace_existing: bool = False,
) -> Voice:
    """Put a finished voice into the library, all of it or nothing.

    Args:
        voice: its `weights` are filled in here.
        weights: file name without suffix -> the tensors as safetensors bytes.
        kinds: the same names -> "full", "partial" or "lora".
        files: path inside the voice's folder (`references/a.flac`) -> the file to copy there.
        replace_existing: move a voice of that name to the trash instead of refusing.

    Raises:
        EngineError: kind "input" for a bad or taken name, "disk" when it cannot be written.
    """
    name = check_name(voice.name) if replace_existing else free_name(voice.name)
    described = tuple(
        WeightFile(f"{stem}.safetensors", hashlib.sha256(data).hexdigest(), len(data), kinds[stem])
        for stem, data in sorted(weights.items())
    )
    finished = replace(voice, name=name, weights=described)
    with new_folder(name, replace_existing) as folder:
        for stem, data in weights.items():
            write_bytes(folder / f"{stem}.safetensors", data)
        for inside, source in files.items():
            target = folder / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        write_json(folder / VOICE_FILE, finished)
    return finished


@contextmanager
def new_folder(name: str, replace_existing: bool = False) -> Iterator[Path]:
    """Yield an unfinished folder; on success it becomes the voice of that name, else it vanishes.

    Raises:
        EngineError: kind "disk" when it cannot be written, "input" when the name is taken.
    """
    home = voices_home()
    try:
        home.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(dir=home, prefix=".new-"))
    except OSError as error:
        raise disk_error(home, error) from error
    try:
        yield unfinished
        if replace_existing and name.casefold() in (other.casefold() for other in voice_names()):
            delete_voice(name)
        free_name(name)
        unfinished.chmod(0o755)
        unfinished.rename(home / name)
    except OSError as error:
        raise disk_error(home / name, error) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def delete_voice(name: str) -> Path:
    """Move a voice to the trash folder and return where it lies now; nothing is destroyed.

    Raises:
        EngineError: kind "missing" or "disk".
    """
    folder = voice_folder(name)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    target = data_home() / "trash" / f"{folder.name} {stamp}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(target)
    except OSError as error:
        raise disk_error(target, error) from error
    return target


def rename_voice(old: str, new: str) -> Voice:
    """Give a voice another name; changing only capital letters is allowed.

    Raises:
        EngineError: kind "missing", "input" or "disk".
    """
    folder = voice_folder(old)
    name = check_name(new)
    if name.casefold() != folder.name.casefold():
        name = free_name(new)
    target = folder.with_name(name)
    try:
        folder.replace(target)
        write_json(target / VOICE_FILE, load_voice(name))
    except OSError as error:
        raise disk_error(target, error) from error
    return load_voice(name)


def duplicate_voice(name: str, new: str) -> Voice:
    """A second voice like one that is there, with everything in its folder.

    Raises:
        EngineError: kind "missing", "input" for a bad or taken name, or "disk".
    """
    folder = voice_folder(name)
    kept = free_name(new)
    with new_folder(kept) as copy:
        shutil.copytree(folder, copy, dirs_exist_ok=True)
    return load_voice(kept)


def change_voice(name: str, **changes: Any) -> Voice:
    """Write other words about a voice into its description: `colour`, `consent`.

    Raises:
        EngineError: kind "missing", "damaged" or "disk".
    """
    voice = replace(load_voice(name), **changes)
    write_json(voice_folder(name) / VOICE_FILE, voice)
    return voice


def set_picture(name: str, png: bytes) -> None:
    """Keep a picture with a voice; without bytes the one there is goes.

    Raises:
        EngineError: kind "missing" or "disk".
    """
    target = voice_folder(name) / PICTURE
    if png:
        write_bytes(target, png)
    else:
        target.unlink(missing_ok=True)


def _name_fault(name: str) -> str:
    """What is wrong with a name, as the end of a sentence; empty when nothing is."""
    if not name.strip():
        return "it is empty"
    if len(name) > LONGEST_NAME or len(name.encode(errors="replace")) > LONGEST_NAME_BYTES:
        return f"it has {len(name)} characters"
    if bad := next((char for char in name if char in FORBIDDEN), None):
        return f"it contains {bad}"
    if any(unicodedata.category(c) in INVISIBLE and c not in JOINERS for c in name):
        return "it contains invisible characters"
    if name[0] in ". " or name[-1] in ". ":
        return "it begins or ends with a dot or a space"
    if name.partition(".")[0].strip().casefold() in RESERVED:
        return "Windows keeps this name for itself"
    return ""


def _shown(name: str) -> str:
    """A name as it may stand in a message: short and printable."""
    return repr(name if len(name) <= 40 else f"{name[:40]}…")
