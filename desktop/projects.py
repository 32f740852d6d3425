"""A voice in the making: its recorded sentences, imported files and dataset, on disk at once."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from engine.errors import EngineError
from engine.files import atomic_path, data_home, read_json, write_bytes, write_json
from engine.library import check_name

if TYPE_CHECKING:
    import numpy as np

PROJECT_FILE = "project.json"


@dataclass(frozen=True)
class Take:
    """One recorded sentence of the script. `doubts` are the judge's sentences; none if good."""

    sentence: int
    text: str
    file: str
    seconds: float
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    """Everything a person gave for one voice. Immutable: each change makes and saves a new one."""

    name: str
    takes: tuple[Take, ...] = ()
    imports: tuple[str, ...] = ()
    takes_made: int = 0
    consent_by: str = ""
    version: int = 1

    @property
    def folder(self) -> Path:
        return projects_home() / self.name

    @property
    def recordings(self) -> Path:
        return self.folder / "recordings"

    @property
    def transcripts(self) -> Path:
        return self.folder / "transcripts.tsv"

    @property
    def dataset(self) -> Path:
        return self.folder / "dataset"

    @property
    def seconds(self) -> float:
        """Seconds recorded in the window."""
        return sum(take.seconds for take in self.takes)

    def take(self, sentence: int) -> Take | None:
        return next((take for take in self.takes if take.sentence == sentence), None)


@dataclass(frozen=True)
class Script:
    """Sentences to read aloud, in one language."""

    language: str
    title: str
    sentences: tuple[str, ...]


def load_script(language: str = "en") -> Script:
    """A reading script that ships with Timbre."""
    return read_json(resources.path(f"scripts/{language}.json"), Script)


def projects_home() -> Path:
    return data_home() / "projects"


def project_names() -> tuple[str, ...]:
    """Names of all projects, sorted."""
    found = (path.parent.name for path in projects_home().glob(f"*/{PROJECT_FILE}"))
    return tuple(sorted(found, key=str.casefold))


def open_project(name: str) -> Project:
    """The project of that name, begun if there is none.

    Raises:
        EngineError: kind "input" for a bad name, "damaged" or "disk".
    """
    name = check_name(name.strip())
    file = projects_home() / name / PROJECT_FILE
    if file.is_file():
        return replace(read_json(file, Project), name=name)
    return save_project(Project(name))


def save_project(project: Project) -> Project:
    """Write the project and the transcripts of its takes."""
    lines = "".join(f"{take.file}\t{take.text}\n" for take in project.takes)
    write_bytes(project.transcripts, lines.encode())
    write_json(project.folder / PROJECT_FILE, project)
    return project


def add_take(
    project: Project, sentence: int, text: str, samples: "np.ndarray", rate: int
) -> Project:
    """Judge and save one spoken sentence, mono float [N]; an earlier take of it is replaced.

    The new file is on disk before the old one goes, and never takes its name.

    Raises:
        EngineError: kind "disk" when it cannot be written.
    """
    import soundfile

    from engine.audio.levels import judge_sentence

    number = project.takes_made + 1
    name = f"{sentence + 1:02d}-take{number}.flac"
    with atomic_path(project.recordings / name) as temporary:
        soundfile.write(temporary, samples, rate, format="FLAC", subtype="PCM_24")
    take = Take(sentence, text, name, len(samples) / rate, judge_sentence(samples, rate))
    others = tuple(other for other in project.takes if other.sentence != sentence)
    takes = tuple(sorted((*others, take), key=lambda each: each.sentence))
    changed = save_project(replace(project, takes=takes, takes_made=number))
    if (old := project.take(sentence)) is not None:
        (project.recordings / old.file).unlink(missing_ok=True)
    return changed


def drop_take(project: Project, sentence: int) -> Project:
    """Take a sentence out; its file goes to the project's trash so that it can be put back."""
    take = project.take(sentence)
    if take is None:
        return project
    trash = project.folder / "trash"
    trash.mkdir(exist_ok=True)
    changed = replace(project, takes=tuple(each for each in project.takes if each != take))
    changed = save_project(changed)
    (project.recordings / take.file).replace(trash / take.file)
    return changed


def restore_take(project: Project, take: Take) -> Project:
    """Undo `drop_take`."""
    (project.folder / "trash" / take.file).replace(project.recordings / take.file)
    others = tuple(other for other in project.takes if other.sentence != take.sentence)
    takes = tuple(sorted((*others, take), key=lambda each: each.sentence))
    return save_project(replace(project, takes=takes))


def add_imports(project: Project, paths: list[Path]) -> tuple[Project, tuple[str, ...]]:
    """Add files and what lies in folders; also returns a sentence for each that was refused."""
    # Imported here because it loads the decoders; this runs off the GUI thread.
    from engine.audio.files import EXTENSIONS

    found: list[str] = []
    refused: list[str] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in inside:
            if not file.is_file():
                refused.append(f"{file.name}: there is no such file.")
            elif file.suffix.lower() not in EXTENSIONS:
                refused.append(f"{file.name}: this is neither audio nor video.")
            else:
                found.append(str(file.resolve()))
    imports = tuple(dict.fromkeys((*project.imports, *found)))
    return save_project(replace(project, imports=imports)), tuple(refused)


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
