"""What every page has: a title, a sentence about what it is for, and a column to fill."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.studio import Studio
from desktop.widgets.controls import column, label
from desktop.widgets.flow import Flow


class Page(QWidget):
    """A page of the window. `body` takes its content; `head_actions` lie right of the title."""

    def __init__(self, studio: Studio, title: str, purpose: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.studio = studio
        self.title = title
        self.head_actions = Flow(end=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        whole = column(into=self)
        whole.setContentsMargins(32, 24, 32, 24)
        if title:
            head = QHBoxLayout()
            head.setSpacing(16)
            head.addWidget(label(title, "title", wrap=False))
            head.addLayout(self.head_actions, 1)
            whole.addLayout(head)
            whole.addWidget(label(purpose, "muted"))
            whole.addSpacing(8)
        whole.addLayout(self.body, 1)

    def arrive(self) -> None:
        """Called when the page comes into sight."""

    def leave(self) -> None:
        """Called when the page goes out of sight."""

    def kept(self) -> Any:
        """What a person has set here and nothing else remembers, for the page that replaces it."""
        return None

    def take_over(self, kept: Any) -> None:
        """Go on with what the page that stood here before gave away."""

    def later(self) -> Iterable[Callable[[], object]]:
        """What takes some frames to make and is not wanted at once."""
        return ()

    def restyle(self) -> None:
        """Called when light and dark have changed."""
