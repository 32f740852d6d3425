"""A voice in the making: its recorded sentences, imported files and dataset, on disk at once."""

from dataclasses import dataclass, replace
from pathlib import Path

import resources
from engine.files import data_home, read_json, write_bytes, write_json
from engine.library import check_name

PROJECT_FILE = "project.json"
# Languages that have a reading script.
LANGUAGES = ("en", "zh", "yue", "ja", "ko")


@dataclass(frozen=True)
class Take:
    """One recorded sentence of a script. `doubts` are the judge's sentences; none if good."""

    sentence: int
    text: str
    file: str
    seconds: float
    doubts: tuple[str, ...] = ()
    language: str = "en"

    @property
    def place(self) -> tuple[str, int]:
        """Which script, and which of its sentences."""
        return self.language, self.sentence


@dataclass(frozen=True)
class Project:
    """Everything a person gave for one voice. Immutable: each change makes and saves a new one.

    `language` is that of the script being read.
    """

    name: str
    takes: tuple[Take, ...] = ()
    imports: tuple[str, ...] = ()
    takes_made: int = 0
    consent_by: str = ""
    language: str = "en"
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
    def reading(self) -> Path:
        """Where the sentence lies that is being read; after a crash it is found there."""
        return self.folder / "reading"

    @property
    def trash(self) -> Path:
        return self.folder / "trash"

    @property
    def room_tone(self) -> Path:
        """A second of the room without a voice."""
        return self.folder / "room-tone.wav"

    @property
    def dataset(self) -> Path:
        return self.folder / "dataset"

    @property
    def seconds(self) -> float:
        """Seconds recorded in the window."""
        return sum(take.seconds for take in self.takes)

    def take(self, sentence: int, language: str = "") -> Take | None:
        """The take of a sentence, in the language being read unless another is named."""
        place = (language or self.language, sentence)
        return next((take for take in self.takes if take.place == place), None)


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
    lines = "".join(f"{take.file}\t{take.text}\t{take.language}\n" for take in project.takes)
    write_bytes(project.transcripts, lines.encode())
    write_json(project.folder / PROJECT_FILE, project)
    return project


def add_imports(project: Project, files: list[str]) -> Project:
    """Use these files, too; each once."""
    imports = tuple(dict.fromkeys((*project.imports, *files)))
    return save_project(replace(project, imports=imports))
