"""The files of a published voice among files and folders: its pair, and a clip with its text.

Where the public tools and those who share voices put them: a `.ckpt` and a `.pth` anywhere below a
folder, a clip beside them, its text in a file of the same name or in a `.list`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError

GPT, SOVITS = ".ckpt", ".pth"
SOUND = {".wav", ".flac", ".mp3", ".ogg", ".m4a", ".opus"}
TEXTS = (".txt", ".lab", ".normalized.txt")
LONGEST_TEXT = 100_000
PAIR = "A voice is a pair of files, one .ckpt (GPT) and one .pth (SoVITS), or a folder with them."


@dataclass(frozen=True)
class PublishedVoice:
    """Where the parts lie. `text` is what is said in the clip, None where it is not written."""

    gpt: Path
    sovits: Path
    clip: Path
    text: str | None
    language: str


def is_published(paths: Sequence[Path]) -> bool:
    """Whether these are files of the public tools, and not one `.voice` file."""
    return any(path.is_dir() or path.suffix.lower() in {GPT, SOVITS} for path in paths)


def find_voice(
    paths: Sequence[Path],
    clip: Path | None = None,
    text: str | None = None,
    language: str = "auto",
) -> PublishedVoice:
    """Find the parts of one voice; a clip and a text that are given come before found ones.

    Raises:
        EngineError: kind "missing" for what is not there, "input" for more than one voice.
    """
    for path in (*paths, *([clip] if clip else [])):
        if not path.exists():
            raise EngineError("missing", f"There is no {path}.", "Check the name.")
    files = [file for path in paths for file in _files(path)]
    gpt, sovits = _only(files, GPT, paths), _only(files, SOVITS, paths)
    if clip is None:
        sounds = [file for file in files if file.suffix.lower() in SOUND]
        texts = {sound: _text_of(sound, files) for sound in sounds}
        clip = next((sound for sound in sounds if texts[sound][0]), next(iter(sounds), None))
        if clip is None:
            raise EngineError(
                "missing",
                "There is no clip of the person beside the two files.",
                "Give one of 3 to 10 s with --reference CLIP, and what is said there with "
                "--reference-text TEXT.",
            )
        found, spoken = texts[clip]
        text = found if text is None else text
        language = spoken if language == "auto" and spoken else language
    return PublishedVoice(gpt, sovits, clip, text, language)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file())


def _only(files: list[Path], suffix: str, paths: Sequence[Path]) -> Path:
    found = [file for file in files if file.suffix.lower() == suffix]
    if not found:
        places = ", ".join(str(path) for path in paths)
        raise EngineError("missing", f"There is no {suffix} file in {places}.", PAIR)
    if len(found) > 1:
        names = ", ".join(file.name for file in found[:5])
        raise EngineError(
            "input",
            f"There are {len(found)} {suffix} files: {names}.",
            "Name the two files of one voice instead of the folder.",
        )
    return found[0]


def _text_of(sound: Path, files: list[Path]) -> tuple[str | None, str]:
    """What is said in a clip and in which language, from the files around it."""
    for suffix in TEXTS:
        beside = sound.with_suffix(suffix)
        if beside.is_file() and (text := _read(beside).strip()):
            return text, ""
    for file in files:
        if file.suffix.lower() == ".list":
            for line in _read(file).splitlines():
                # wav|speaker|language|text, as the public tools write it (FACTS 7).
                parts = line.split("|", 3)
                name = parts[0].replace("\\", "/").rpartition("/")[2]
                if len(parts) == 4 and name == sound.name:
                    return parts[3].strip() or None, parts[2].strip().lower()
    return None, ""


def _read(path: Path) -> str:
    try:
        return path.read_bytes()[:LONGEST_TEXT].decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""
