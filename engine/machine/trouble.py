"""What is wrong, or could be better, and how it is mended: a sentence each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Trouble:
    """Something that is wrong, and how to mend it. `kind` as in `EngineError`."""

    kind: str
    message: str
    hint: str
