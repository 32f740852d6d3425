"""From recordings to a dataset: what the engine is given, and whether a dataset still fits it."""

from dataclasses import replace
from pathlib import Path

from desktop.projects import Project
from engine.errors import EngineError
from engine.project import DATASET_FILE, Dataset, load_dataset


def prepare_words(project: Project) -> list[str]:
    """The command that turns what was recorded and imported into a dataset.

    Raises:
        EngineError: as `sources`.
    """
    words = ["prepare", *map(str, sources(project)), "-o", str(project.dataset)]
    if project.takes:
        words += ["--transcripts", str(project.transcripts), "--read-aloud"]
        words += ["--room-tone", str(project.room_tone)] if project.room_tone.is_file() else []
    return words


def sources(project: Project) -> list[Path]:
    """What `timbre prepare` is given.

    Raises:
        EngineError: kind "input" when there is nothing yet, "missing" when an import has gone.
    """
    files = [project.recordings / take.file for take in project.takes]
    files += [Path(name) for name in project.imports]
    if not files:
        raise EngineError(
            "input", "There is nothing to check yet.", "Record a few sentences or import a file."
        )
    for file in files:
        if not file.is_file():
            raise EngineError(
                "missing", f"{file} is no longer there.", "Put it back, or remove it from the list."
            )
    return files


def is_prepared(project: Project) -> bool:
    """Whether the project has a dataset."""
    return (project.dataset / DATASET_FILE).is_file()


def is_stale(project: Project, dataset: Dataset | None) -> bool:
    """Whether something was recorded or imported that its dataset, None if unread, has not seen."""
    given = {str(project.recordings / take.file) for take in project.takes}
    given |= set(project.imports)
    if not is_prepared(project):
        return bool(given)
    if dataset is None:
        return False  # it is being read, or cannot be: no reason to overwrite it
    return not given <= {recording.path for recording in dataset.recordings}


def load_prepared(project: Project) -> Dataset:
    """The dataset, without the clips of takes that were since recorded again or deleted.

    Raises:
        EngineError: as `load_dataset`.
    """
    dataset = load_dataset(project.dataset)
    takes = {take.file for take in project.takes}
    paths = (Path(recording.path) for recording in dataset.recordings)
    gone = {p.name for p in paths if p.parent == project.recordings and p.name not in takes}
    clips = (
        replace(clip, kept=clip.kept and Path(clip.recording).name not in gone)
        for clip in dataset.clips
    )
    return replace(dataset, clips=tuple(clips))
