"""Questions that the engine answers with JSON and ends: the window closes without waiting."""

from collections.abc import Sequence
from typing import Any

from engine.child import Child, answer_of


class Questions:
    """The children that are being asked something."""

    def __init__(self) -> None:
        self._asked: set[Child] = set()

    def ask(self, command: Sequence[str]) -> Any:
        """What a command of the engine prints as JSON; never in the thread of the window.

        Raises:
            EngineError: as `answer_of`.
        """
        child = Child.start(command)
        self._asked.add(child)
        try:
            return answer_of(child)
        finally:
            self._asked.discard(child)

    def close(self) -> None:
        """End them: nobody waits for the answers any more."""
        for child in tuple(self._asked):
            child.kill()
