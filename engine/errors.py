"""The one exception a user may see: what happened, and what to do next."""

from typing import Literal

Kind = Literal[
    "input",  # what the user gave cannot be used
    "missing",  # a file, device or package is not there
    "damaged",  # a file of ours or of others is broken or unsafe
    "busy",  # somebody else is using it right now
    "disk",  # no room, no rights
    "memory",  # RAM or VRAM ran out and no rung is left
    "device",  # GPU, driver, microphone, sound server
    "network",
    "crash",  # a child ended without a word
    "internal",  # our fault
]


class EngineError(Exception):
    """A failure a user can act on: `kind` for programs, `message` and `hint` for people."""

    def __init__(self, kind: Kind, message: str, hint: str) -> None:
        super().__init__(message)
        self.kind: Kind = kind
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}"

    def as_json(self) -> dict[str, dict[str, str]]:
        """The object printed under `--json`: `{"error": {"kind", "message", "hint"}}`."""
        return {"error": {"kind": self.kind, "message": self.message, "hint": self.hint}}


GOES_ON = "Stopped. The same command goes on from here."


class Cancelled(Exception):
    """Somebody asked to stop; raised between steps, after the state has been saved.

    `message` says how to go on, `resume_folder` where what was done so far lies.
    """

    def __init__(
        self,
        message: str = "Stopped. What was done so far is kept.",
        resume_folder: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.resume_folder = resume_folder
