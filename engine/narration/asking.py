"""What is asked of the speaker for a line, and a short mark that tells two such wishes apart."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from engine.files import data_home, to_plain, write_bytes
from engine.narration.project import Line, Narration
from engine.text.dictionary import merged, read_dictionary, write_dictionary
from engine.voice import Pronunciation

# What is said whenever a queue breaks off.
ALL_KEPT = "Everything spoken so far is kept."
# A take carries no pause of its own, and its first sentence is not cut for the sake of haste.
BARE = {"pauses": {"sentence": 0.0, "paragraph": 0.0}, "quick": False}


def wish(narration: Narration, line: Line, shared: Sequence[Pronunciation] = ()) -> dict[str, Any]:
    """The voice, the text and all that changes how it sounds, as `timbre serve` takes it.

    Of the dictionaries (`shared` by all narrations, and the narration's own) only the words that
    stand in the line are sent: another word's change makes no take an old one.
    """
    manner, folded = narration.manner, line.text.casefold()
    result: dict[str, Any] = {
        "voice": narration.voice_of(line),
        "text": line.text,
        "language": manner.language,
        "speed": manner.speed,
    }
    if manner.reference is not None:
        result |= {"reference": manner.reference, "reference_text": manner.reference_text}
    entries = merged(shared, narration.dictionary)
    if used := [entry for entry in entries if entry.word.casefold() in folded]:
        result["dictionary"] = to_plain(used)
    return result


def mark(wished: dict[str, Any]) -> str:
    """A short mark of a wish: equal for the same, different for any other."""
    return hashlib.sha256(json.dumps(wished, sort_keys=True).encode()).hexdigest()[:16]


def shared_dictionary() -> tuple[Pronunciation, ...]:
    """The dictionary of all narrations: `dictionary.tsv` in the data folder.

    Raises:
        EngineError: as `read_dictionary`.
    """
    file = data_home() / "dictionary.tsv"
    return read_dictionary(file) if file.is_file() else ()


def save_shared_dictionary(entries: Sequence[Pronunciation]) -> None:
    """Write the dictionary of all narrations.

    Raises:
        EngineError: kind "disk".
    """
    write_bytes(data_home() / "dictionary.tsv", write_dictionary(entries).encode())
