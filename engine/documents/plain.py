"""Plain text."""

from pathlib import Path

from engine.documents import Part, decoded


def read(path: Path) -> tuple[Part, ...]:
    """The file as it is."""
    return (Part("", decoded(path.read_bytes(), path.name).strip("\n")),)
