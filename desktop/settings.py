"""What the person chose about the window, kept in one small file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import EngineError
from engine.files import data_home, disk_error, read_json, write_json


@dataclass(frozen=True)
class Settings:
    """`theme` and `text_scale` (1 to 2) dress the window; the rest is where it was left.

    `language` is a code or "system"; `geometry` is Qt's own note of where the window was, base64.
    `proxy` and `mirror` are addresses, "" for what the system is set to.
    """

    theme: Literal["system", "light", "dark"] = "system"
    text_scale: float = 1.0
    reduced_motion: bool = False
    language: str = "system"
    project: str = ""
    page: str = "record"
    microphone: str = ""
    speaker: str = ""
    window: tuple[int, int] = (1180, 760)
    geometry: str = ""
    proxy: str = ""
    mirror: str = ""


def settings_file() -> Path:
    return data_home() / "settings.json"


def load_settings() -> tuple[Settings, EngineError | None]:
    """The settings, or fresh ones together with what was wrong with the file."""
    if not settings_file().is_file():
        return Settings(), None
    try:
        return read_json(settings_file(), Settings), None
    except EngineError as error:
        return Settings(), _set_aside(error)


def _set_aside(error: EngineError) -> EngineError:
    """Keep the unreadable file under another name, and say so."""
    kept = settings_file().with_name("settings-unreadable.json")
    try:
        settings_file().replace(kept)
    except OSError as trouble:
        return disk_error(kept, trouble)
    return EngineError(
        "damaged",
        f"Your settings could not be read and were set back; the old ones are in {kept.name}.",
        f"Voices and recordings are untouched. ({error.message})",
    )


def save_settings(settings: Settings) -> None:
    """Write the settings, atomically.

    Raises:
        EngineError: kind "disk".
    """
    write_json(settings_file(), settings)
