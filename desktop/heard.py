"""Everything there is to hear and to know of a voice, gathered off the GUI thread."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from engine.errors import EngineError
from engine.files import read_json
from engine.library import PICTURE, load_voice, voice_folder
from engine.training.parts import Part, parts_of, run_of
from engine.training.run import RUN_FILE, Purpose
from engine.voice import Scores, Voice

Sound = tuple[Path, str, str]


@dataclass(frozen=True)
class Heard:
    """A voice and what there is to hear of it: (path, name, text) each.

    `parts` are the checkpoints it can speak with, as long as the run that made it is there.
    """

    voice: Voice
    person: tuple[Sound, ...]
    before: tuple[Sound, ...]
    after: tuple[Sound, ...]
    parts: tuple[Part, ...] = ()
    picture: Path | None = None


def heard_of(name: str) -> Heard:
    """Everything there is to hear of a voice; what the samples say comes first.

    Raises:
        EngineError: kind "missing" or "damaged".
    """
    voice, folder = load_voice(name), voice_folder(name)
    person = tuple(
        (folder / reference.path, f"{reference.seconds:.1f} s", reference.text)
        for reference in voice.references
    )
    if not all(path.is_file() for path, _, _ in person):
        raise EngineError("damaged", f"{name} lacks a recording.", "Import the voice again.")
    parts, text = _of_its_run(voice)
    sounds = sorted((folder / "samples").glob("*.*")) if (folder / "samples").is_dir() else []
    zero_shot = [path for path in sounds if "zero" in path.stem.casefold()]
    before = _numbered(zero_shot, text)
    after = _numbered([path for path in sounds if path not in zero_shot], text)
    person = tuple(sorted(person, key=lambda sound: sound[2] != text))
    picture = folder / PICTURE
    return Heard(voice, person, before, after, parts, picture if picture.is_file() else None)


def _numbered(paths: list[Path], text: str) -> tuple[Sound, ...]:
    words = QCoreApplication.translate("Heard", "Sample %1")
    named = enumerate(paths, 1)
    return tuple((path, words.replace("%1", str(number)), text) for number, path in named)


def _of_its_run(voice: Voice) -> tuple[tuple[Part, ...], str]:
    """The checkpoints of the run that made a voice, and what its samples say; nothing if gone."""
    if (run := run_of(voice)) is None:
        return (), ""
    try:
        parts = tuple(part for part, _ in parts_of(run).values())
        return parts, read_json(run / RUN_FILE, Purpose).text or ""
    except EngineError:
        return (), ""


def score_of(voice: Voice, word: str) -> Scores | None:
    """The scores whose label contains a word ("zero-shot", "tuned")."""
    return next((s for name, s in voice.scores.items() if word in name.casefold()), None)
