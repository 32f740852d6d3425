"""Where the files that come with Timbre lie, in a checkout and in an installed wheel alike."""

from pathlib import Path

_FOLDER = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """The file or folder `name` ("starter/manifest.json"), relative to this package.

    Raises:
        FileNotFoundError: when nothing of that name came with Timbre.
    """
    found = _FOLDER / name
    if not found.exists():
        raise FileNotFoundError(f"{name} did not come with Timbre (looked in {_FOLDER})")
    return found
