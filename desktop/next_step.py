"""What a person is told together with the button that does the next step."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import EngineError
from engine.events import Failed, Note


@dataclass(frozen=True)
class NextStep:
    """`words` gives what stands on the button, in the present language; `act` is done on a click.

    A note is calm: nothing bad.
    """

    about: EngineError | Failed | Note
    words: Callable[[], str]
    act: Callable[[], object]
