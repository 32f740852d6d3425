"""What a person is told together with the button that does the next step."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import EngineError
from engine.events import Failed, Note


@dataclass(frozen=True)
class NextStep:
    """`words` stand on the button, `act` is done on a click. A note is calm: nothing bad."""

    about: EngineError | Failed | Note
    words: str
    act: Callable[[], object]
