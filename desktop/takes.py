"""The recorded sentences of a project: kept, replaced, dropped, put back, found after a crash."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.projects import Project, Script, Take, load_script, save_project
from engine.audio.levels import BROKEN_OFF, judge_sentence
from engine.audio.recorder import Recorded
from engine.errors import EngineError
from engine.files import disk_error

if TYPE_CHECKING:
    import numpy as np

LEAST_SECONDS = 0.5


def reading_file(project: Project, language: str, sentence: int) -> Path:
    """Where a sentence is written while it is read."""
    return project.reading / f"{language}-{sentence + 1:02d}.wav"


def sentence_states(takes: Sequence[Take], script: Script) -> list[str]:
    """For each sentence of a script whether its take is "good" or in "doubt", else "empty"."""
    found = {take.sentence: take for take in takes if take.language == script.language}
    return [
        "empty" if index not in found else "doubt" if found[index].doubts else "good"
        for index in range(len(script.sentences))
    ]


def next_to_read(states: Sequence[str], index: int) -> int:
    """The next sentence that is not read yet, else the first to be read again, else this."""
    order = (*range(index + 1, len(states)), *range(index))
    missing = (each for each in order if states[each] == "empty")
    doubtful = (each for each in order if states[each] == "doubt")
    return next(missing, next(doubtful, index))


def keep_take(
    project: Project,
    place: tuple[str, int],
    text: str,
    recorded: Recorded,
    doubts: tuple[str, ...] = (),
) -> Project:
    """Judge and keep one spoken sentence that lies in `recorded`; `doubts` are known already.

    An earlier take of that sentence goes to the trash. The new one has a name that no other had.

    Raises:
        EngineError: kind "disk" when the project cannot be written; the sound stays where it was.
    """
    language, sentence = place
    number = project.takes_made + 1
    name = f"{language}-{sentence + 1:02d}-take{number}.wav"
    verdicts = judge_sentence(*_read(recorded.path))
    take = Take(sentence, text, name, recorded.seconds, (*doubts, *verdicts), language)
    target = project.recordings / name
    _move(recorded.path, target)
    try:
        changed = save_project(replace(_with_take(project, take), takes_made=number))
    except EngineError:
        _move(target, recorded.path)
        raise
    _discard(project, project.take(sentence, language))
    return changed


def add_take(
    project: Project, sentence: int, text: str, samples: "np.ndarray", rate: int
) -> Project:
    """Keep a sentence that is in memory: mono float [N].

    Raises:
        EngineError: kind "disk" when it cannot be written.
    """
    from engine.audio.growing_wav import GrowingWav

    file = GrowingWav(reading_file(project, project.language, sentence), rate)
    file.append(samples)
    file.sync()
    file.close()
    recorded = Recorded(file.path, file.samples, rate)
    return keep_take(project, (project.language, sentence), text, recorded)


def drop_take(project: Project, take: Take) -> Project:
    """Take a sentence out; its file goes to the project's trash so that it can be put back."""
    if take not in project.takes:
        return project
    changed = replace(project, takes=tuple(each for each in project.takes if each != take))
    changed = save_project(changed)
    _discard(project, take)
    return changed


def restore_take(project: Project, take: Take) -> Project:
    """Put a take back that was dropped or replaced; the one in its place goes to the trash."""
    _move(project.trash / take.file, project.recordings / take.file)
    changed = save_project(_with_take(project, take))
    _discard(project, project.take(take.sentence, take.language))
    return changed


def doubt_take(project: Project, file: str, doubts: tuple[str, ...]) -> Project:
    """Add doubts that came later to a take; nothing if it is no longer there."""
    take = next((each for each in project.takes if each.file == file), None)
    if take is None or not doubts:
        return project
    return save_project(_with_take(project, replace(take, doubts=(*take.doubts, *doubts))))


def recover_takes(project: Project) -> Project:
    """Keep what was being read when the program ended without a word.

    A sentence that has a take already keeps it; what was recovered goes to the trash.

    Raises:
        EngineError: kind "disk".
    """
    for path in sorted(project.reading.glob("*-*.wav")):
        language, number = path.stem.split("-", 1)
        found = _recovered(path)
        if found is None or not number.isdecimal():
            path.unlink(missing_ok=True)
            continue
        sentence = int(number) - 1
        sentences = load_script(language).sentences
        if project.take(sentence, language) or sentence >= len(sentences):
            _move(path, project.trash / f"{path.stem}-broken{project.takes_made}.wav")
            continue
        text = sentences[sentence]
        project = keep_take(project, (language, sentence), text, found, (BROKEN_OFF,))
    return project


def unfinished(project: Project) -> bool:
    """Whether something is there for `recover_takes`."""
    return any(project.reading.glob("*-*.wav"))


def _recovered(path: Path) -> Recorded | None:
    import soundfile

    try:
        info = soundfile.info(path)
    except (OSError, RuntimeError):
        return None
    found = Recorded(path, info.frames, info.samplerate)
    return found if found.seconds >= LEAST_SECONDS else None


def _read(path: Path) -> "tuple[np.ndarray, int]":
    import soundfile

    return soundfile.read(path, dtype="float32")


def _with_take(project: Project, take: Take) -> Project:
    others = (other for other in project.takes if other.place != take.place)
    return replace(project, takes=tuple(sorted((*others, take), key=lambda each: each.place)))


def _discard(project: Project, take: Take | None) -> None:
    if take is not None:
        _move(project.recordings / take.file, project.trash / take.file)


def _move(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
    except OSError as error:
        raise disk_error(target, error) from error
