"""Which text is open: choose, begin, rename and delete narrations, and read documents into them."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QInputDialog, QWidget

from desktop.studio import Studio
from desktop.widgets.controls import button, describe, row
from engine.documents import portions, read_document
from engine.errors import EngineError
from engine.narration import project as disk
from engine.narration.lines import merged, pieces, timed
from engine.narration.project import Manner, Narration
from engine.text.split import MOST_CHARACTERS


class Narrations(QWidget):
    """A chooser with its buttons. Deleting goes to the trash folder and can be undone."""

    def __init__(self, studio: Studio, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio = studio
        self._narrator = studio.narrator
        self._trash: list[tuple[str, Path]] = []
        self._undo_takes = False
        self._going = ""  # on its way to the trash
        self.chooser = QComboBox()
        describe(self.chooser, self.tr("Text"), self.tr("Which of your texts is open"))
        self.chooser.activated.connect(self._choose)
        self.new_button = self._tool(
            "plus", self.tr("Begin a new text"), self.begin, "Ctrl+Shift+N"
        )
        self.name_button = self._tool("edit", self.tr("Rename this text"), self._ask_name, "F2")
        self.drop_button = self._tool(
            "trash", self.tr("Delete this text"), self.drop, "Ctrl+Shift+Del"
        )
        self.undo_button = button(
            self.tr("Undo"),
            self.tr("Bring back what was deleted last"),
            self.undo,
            icon="undo",
            kind="quiet",
            shortcut="Ctrl+Alt+Z",
        )
        self.undo_button.hide()
        line = row(
            self.chooser,
            self.new_button,
            self.name_button,
            self.drop_button,
            self.undo_button,
            gap=0,
            into=self,
        )
        line.setStretch(0, 1)
        self._narrator.opened.connect(self._fill)
        self._narrator.changed.connect(self._refresh)
        self._fill()

    def _tool(self, icon: str, tip: str, act: Any, shortcut: str) -> QWidget:
        return button("", tip, act, icon=icon, kind="quiet", shortcut=shortcut)

    def begin(self) -> None:
        """A new, empty text in the same voice."""
        manner = self._narrator.narration.manner if self._narrator.narration else Manner()
        name = self.tr("Untitled")

        def work() -> str:
            made = Narration(disk.free_narration_name(name), manner=manner)
            return disk.save_narration(made).name

        self._studio.run(work, self._narrator.open)

    def read(self, path: Path) -> None:
        """Read a document into a text of its own, or several where it is a long one."""
        now = self._narrator.narration
        manner = now.manner if now else Manner()
        empty = now.name if now is not None and not now.text.strip() else ""

        def show(names: list[str]) -> None:
            self._narrator.open(names[0])
            if len(names) > 1:
                words = self.tr("%1 is long: it became %2 texts; the first one is open.")
                words = words.replace("%1", path.name).replace("%2", str(len(names)))
                self._studio.noted.emit(words)

        if self._narrator.flush():
            self._studio.run(lambda: take_in(path, manner, empty), show)

    def drop(self) -> None:
        """Delete the open text; another one is shown."""
        narration = self._narrator.narration
        if narration is None or narration.name == self._going:
            return
        name = self._going = narration.name

        def work() -> tuple[Path, str]:
            return disk.delete_narration(name), disk.last_open()

        def gone(result: tuple[Path, str]) -> None:
            self._trash.append((name, result[0]))
            self._undo_takes, self._going = False, ""
            self._narrator.open(result[1])
            self._studio.noted.emit(self.tr("%1 is in the trash folder.").replace("%1", name))

        def failed(error: EngineError) -> None:
            self._going = ""
            self._studio.trouble.emit(error)

        def begin() -> None:
            if self._narrator.flush():
                self._studio.run(work, gone, failed)
            else:
                self._going = ""

        self._studio.reciter.when_kept(begin)

    def offer_undo(self) -> None:
        """Takes were deleted: they are what comes back first."""
        self._undo_takes = True
        self._refresh()

    def kept(self) -> tuple[list[tuple[str, Path]], bool]:
        """What can be brought back."""
        return self._trash, self._undo_takes

    def take_over(self, kept: tuple[list[tuple[str, Path]], bool]) -> None:
        """Bring back what was deleted through another one, too."""
        self._trash, self._undo_takes = kept
        self._refresh()

    def undo(self) -> None:
        """Bring back the takes or the text that was deleted last."""
        if self._narrator.can_undo and (self._undo_takes or not self._trash):
            self._narrator.undo()
        elif self._trash:
            name, place = self._trash.pop()
            free = name

            def work() -> str:
                return disk.restore_narration(place, disk.free_narration_name(free)).name

            self._studio.run(work, self._narrator.open)
        self._refresh()

    def rename(self, name: str) -> None:
        """Give the open text another name."""
        narration = self._narrator.narration
        if narration is None or name.strip() in ("", narration.name):
            return
        old = narration.name

        def begin() -> None:
            if self._narrator.flush():
                self._studio.run(lambda: disk.rename_narration(old, name).name, self._narrator.open)

        self._studio.reciter.when_kept(begin)

    def _ask_name(self) -> None:
        narration = self._narrator.narration
        if narration is None:
            return
        self.dialog = QInputDialog(self)
        self.dialog.setObjectName("rename")
        self.dialog.setWindowTitle(self.tr("Rename this text"))
        self.dialog.setLabelText(self.tr("Name"))
        self.dialog.setTextValue(narration.name)
        self.dialog.textValueSelected.connect(self.rename)
        self.dialog.open()

    def _choose(self) -> None:
        name = self.chooser.currentText()
        if self._narrator.narration is None or name != self._narrator.narration.name:
            self._narrator.open(name)

    def _fill(self) -> None:
        def show(names: tuple[str, ...]) -> None:
            self.chooser.clear()
            self.chooser.addItems(list(names))
            if self._narrator.narration is not None:
                self.chooser.setCurrentText(self._narrator.narration.name)

        self._studio.run(disk.narration_names, show)
        self._refresh()

    def _refresh(self) -> None:
        self.undo_button.setVisible(bool(self._trash) or self._narrator.can_undo)


def take_in(path: Path, manner: Manner, empty: str = "") -> list[str]:
    """A document as narrations that each can be spoken at once; their names.

    `empty` is a narration without any text, which makes room.

    Raises:
        EngineError: as `read_document`, kind "disk" when they cannot be written.
    """
    document = read_document(path)
    found = list(portions(document, MOST_CHARACTERS))
    if empty:
        disk.delete_narration(empty)
    names = []
    for number, part in enumerate(found, 1):
        title = document.title if len(found) == 1 else f"{document.title} {number} of {len(found)}"
        name = disk.free_narration_name(title)
        lines = timed(merged((), pieces(part.text), {}, 1), part.marks)
        made = Narration(name, part.text, lines, manner=manner, next_line=len(lines) + 1)
        names.append(disk.save_narration(made).name)
    return names
