"""A well into which files are dropped, or chosen with a dialog."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame

from desktop.widgets.controls import button, column, label, row, set_state


class DropWell(QFrame):
    """`dropped` carries a list of paths (files and folders)."""

    dropped = Signal(list)

    def __init__(
        self,
        title: str,
        detail: str,
        choose: str,
        pattern: str,
        shortcut: str,
        folder: tuple[str, str] | None = None,
    ) -> None:
        """`folder` is the text and the tip of a second button that chooses a whole folder."""
        super().__init__()
        self._pattern = pattern
        self._title = choose
        self.setProperty("role", "well")
        self.setAcceptDrops(True)
        self.button = button(
            choose, detail, self._choose, icon="open", kind="quiet", shortcut=shortcut
        )
        heading = label(title, "heading")
        words = label(detail, "small")
        for text in (heading, words):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = row(1, self.button)
        if folder is not None:
            text, tip = folder
            buttons.addWidget(button(text, tip, self._choose_folder, icon="open", kind="quiet"))
        buttons.addStretch(1)
        column(heading, words, buttons, margin=2, into=self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            set_state(self, "hot", True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_state(self, "hot", False)

    def dropEvent(self, event: QDropEvent) -> None:
        set_state(self, "hot", False)
        event.acceptProposedAction()
        if paths := dropped_paths(event):
            self.dropped.emit(paths)

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self._title, "", self._pattern)
        if names:
            self.dropped.emit([Path(name) for name in names])

    def _choose_folder(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, self._title):
            self.dropped.emit([Path(name)])


def dropped_paths(event: QDropEvent) -> list[Path]:
    """The files and folders of this computer among what was dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
