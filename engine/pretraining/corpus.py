"""A corpus: a folder of recordings with a table of what is said in them, or a dataset."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import soundfile

from engine.audio.transcripts import decode_table
from engine.errors import EngineError
from engine.events import Emit, Note
from engine.project import DATASET_FILE, Clip, Dataset, Recording, load_dataset

SHORTEST, LONGEST = 0.7, 38.0  # seconds that can teach
LEAST_SECONDS = 3.0
SHOWN = 3
HEADINGS = frozenset({"file", "file name", "filename", "path"})


@dataclass(frozen=True)
class Line:
    """A row of the table. `speaker` and `language` are empty where the table does not say."""

    file: str
    text: str
    speaker: str = ""
    language: str = ""


def read_corpus(place: Path, emit: Emit, language: str = "auto") -> Dataset:
    """The corpus in a folder or named by its table; the paths of its clips are absolute.

    A folder holds a dataset, or one `.tsv` table whose rows are file and text, or file, speaker,
    language and text. Clips that are too short or too long are left out with a Note.

    Raises:
        EngineError: kind "missing" for no corpus or files that the table names but are not there,
            "input" for an empty or unclear one, "damaged" for a file that is no sound.
    """
    if (place / DATASET_FILE).is_file():
        return _of_dataset(place)
    table = _table(place)
    lines = _lines(table)
    missing = [line.file for line in lines if not (table.parent / line.file).is_file()]
    if missing:
        shown = ", ".join(missing[:SHOWN]) + (" and others" if len(missing) > SHOWN else "")
        raise EngineError(
            "missing",
            f"{table.name} names {len(missing)} file(s) that are not there: {shown}.",
            "Put them beside the table, or take their lines out.",
        )
    clips = tuple(_clip(table.parent, line, language) for line in lines)
    fit = tuple(clip for clip in clips if SHORTEST <= clip.seconds <= LONGEST)
    if len(fit) < len(clips):
        emit(Note(f"{len(clips) - len(fit)} clips are shorter than 0.7 s or longer than 38 s."))
    return _checked(table, Dataset(_common(fit), (_recording(table, fit),), {}, fit, ()))


def _of_dataset(folder: Path) -> Dataset:
    dataset = load_dataset(folder)
    clips = tuple(
        Clip(**{**vars(clip), "path": str((folder / clip.path).resolve())})
        for clip in dataset.kept
        if SHORTEST <= clip.seconds <= LONGEST
    )
    return _checked(
        folder, Dataset(dataset.language, dataset.recordings, dataset.quality, clips, ())
    )


def _table(place: Path) -> Path:
    if place.is_file():
        return place
    if not place.is_dir():
        raise EngineError("missing", f"There is no corpus {place}.", "Check the name.")
    tables = sorted(place.glob("*.tsv"))
    if len(tables) != 1:
        what = "no table of texts" if not tables else f"{len(tables)} tables of texts"
        raise EngineError(
            "input",
            f"{place} holds {what}.",
            "Put one .tsv file there (file name, tab, text), or name the table itself.",
        )
    return tables[0]


def _lines(table: Path) -> list[Line]:
    lines: list[Line] = []
    for number, row in enumerate(decode_table(table).splitlines(), 1):
        cells = [cell.strip() for cell in row.split("\t")]
        if not any(cells) or (number == 1 and cells[0].casefold() in HEADINGS):
            continue
        if len(cells) == 2:
            line = Line(cells[0], cells[1])
        elif len(cells) == 4:
            line = Line(cells[0], cells[3], cells[1], cells[2])
        else:
            raise _wrong(table, number, f"it has {len(cells)} columns")
        if not line.file or not line.text:
            raise _wrong(table, number, "the file name or the text is empty")
        lines.append(line)
    if not lines:
        raise EngineError(
            "input", f"{table.name} holds no texts.", "Write one line per file: name, tab, text."
        )
    return lines


def _clip(folder: Path, line: Line, language: str) -> Clip:
    path = (folder / line.file).resolve()
    try:
        info = soundfile.info(path)
    except (OSError, soundfile.LibsndfileError) as error:
        raise EngineError(
            "damaged",
            f"{path} cannot be read as sound: {error}.",
            "Put WAV, FLAC, OGG, Opus or MP3 files into the corpus.",
        ) from error
    return Clip(
        id=line.file,
        path=str(path),
        text=line.text,
        language=line.language or language,
        seconds=info.duration,
        rate=info.samplerate,
        recording=line.speaker,
        start=0.0,
        end=info.duration,
        text_from="tsv",
    )


def _checked(place: Path, dataset: Dataset) -> Dataset:
    if dataset.seconds < LEAST_SECONDS:
        raise EngineError(
            "input",
            f"{place} holds {dataset.seconds:.1f} s of speech that can teach.",
            f"Give clips of {SHORTEST:g} to {LONGEST:g} s, as many as there are.",
        )
    return dataset


def _common(clips: tuple[Clip, ...]) -> str:
    languages = [clip.language for clip in clips]
    return max(set(languages), key=languages.count, default="auto")


def _recording(table: Path, clips: tuple[Clip, ...]) -> Recording:
    seconds = sum(clip.seconds for clip in clips)
    return Recording(str(table), table.name, seconds, clips[0].rate if clips else 0, 1, "")


def _wrong(table: Path, number: int, what: str) -> EngineError:
    return EngineError(
        "input",
        f"{table.name}, line {number}: {what}.",
        "Each line is file name, tab, text; or file name, speaker, language and text.",
    )
