"""Another part of a finished run becomes the voice: `timbre voices use`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.errors import EngineError
from engine.library import PICTURE, load_voice, save_voice, voice_folder
from engine.training.parts import parts_of, run_of
from engine.training.state import as_files, read_part
from engine.voice import Voice


def use_part(name: str, part: str) -> Voice:
    """Let a voice of the library speak as it did after that part of the run that made it.

    The voice as it was goes to the trash folder; its references, samples and scores stay with it.

    Raises:
        EngineError: kind "missing" when the run or the part is not there any more, "damaged",
            "disk".
    """
    voice, folder = load_voice(name), voice_folder(name)
    run = run_of(voice)
    parts = parts_of(run) if run is not None else {}
    if part not in parts:
        there = f"There are: {', '.join(parts)}." if parts else "Its run is not there any more."
        raise EngineError(
            "missing", f"{voice.name} has no checkpoint {part!r}. {there}", "Train the voice again."
        )
    tensors, _ = read_part(parts[part][1])
    weights, kinds = as_files(tensors)
    line = f"{part} was chosen by hand."
    chosen = replace(voice, checkpoint=part, history=(*voice.history, line))
    return save_voice(chosen, weights, kinds, _other_files(folder), replace_existing=True)


def _other_files(folder: Path) -> dict[str, Path]:
    """What lies beside the weights and goes along: path inside the folder -> file."""
    found = [*folder.glob("references/*"), *folder.glob("samples/*"), folder / PICTURE]
    return {path.relative_to(folder).as_posix(): path for path in found if path.is_file()}
