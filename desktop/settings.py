"""What the person chose about the window, kept in one small file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import EngineError
from engine.files import data_home, read_json, write_json


@dataclass(frozen=True)
class Settings:
    """`theme` and `text_scale` (1 to 2) dress the window; the rest is where it was left."""

    theme: Literal["system", "light", "dark"] = "system"
    text_scale: float = 1.0
    project: str = ""
    page: str = "record"
    microphone: str = ""
    window: tuple[int, int] = (1180, 760)


def settings_file() -> Path:
    return data_home() / "settings.json"


def load_settings() -> tuple[Settings, EngineError | None]:
    """The settings, or fresh ones together with what was wrong with the file."""
    if not settings_file().is_file():
        return Settings(), None
    try:
        return read_json(settings_file(), Settings), None
    except EngineError as error:
        return Settings(), EngineError(
            "damaged",
            f"Your settings could not be read ({error.message})",
            "They were set back; voices and recordings are untouched.",
        )


def save_settings(settings: Settings) -> None:
    """Write the settings, atomically.

    Raises:
        EngineError: kind "disk".
    """
    write_json(settings_file(), settings)
