"""Say it like…: the words of a dictionary as a table, for this text or for all texts."""

from collections.abc import Callable

from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.language import said
from desktop.widgets.controls import button, column, describe, label, row
from desktop.widgets.empty import EmptyState
from engine.errors import EngineError
from engine.voice import Pronunciation

OWN, SHARED = range(2)
ADD_KEY = "Ctrl+D"


class Pronunciations(QWidget):
    """Two dictionaries, one in sight; `keep(which, entries)` raises EngineError for a bad one."""

    def __init__(self, keep: Callable[[int, tuple[Pronunciation, ...]], object]) -> None:
        super().__init__()
        self._keep = keep
        self._entries: list[tuple[Pronunciation, ...]] = [(), ()]
        self._filling = False
        self.which = QComboBox()
        self.which.addItems([self.tr("In this text"), self.tr("In all texts")])
        describe(self.which, self.tr("Where these words are said so"))
        self.which.currentIndexChanged.connect(self._fill)
        self.table = QTableWidget(0, 2)
        self.table.setHorizontalHeaderLabels([self.tr("Word"), self.tr("Say it like")])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        describe(
            self.table,
            self.tr("Dictionary"),
            self.tr("A word and how to say it: a spelling, or phonemes between slashes"),
        )
        self.table.itemChanged.connect(self._edited)
        self.fault = label(role="bad")
        self.fault.hide()
        self._build()

    def _build(self) -> None:
        self.first_button = self._adding("primary")
        self.empty = EmptyState(
            "words",
            self.tr("No word is said otherwise yet"),
            self.tr(
                "When a name or a foreign word sounds wrong, say here how it should sound: SQL, "
                "for example, like sequel."
            ),
            self.first_button,
        )
        self.add_button = self._adding()
        self.drop_button = button(
            self.tr("Remove"),
            self.tr("Take the chosen words out of the dictionary"),
            self._drop,
            icon="trash",
            kind="quiet",
        )
        words = self.tr(
            "Words in small letters are found in any case. English phonemes stand between "
            "slashes: /wɪn/."
        )
        entries = QWidget()
        under = row(self.add_button, self.drop_button, 1)
        column(self.table, self.fault, label(words, "small"), under, into=entries)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(entries)
        column(self.which, self._stack, into=self).setStretch(1, 1)
        self._show()

    def _adding(self, kind: str = "") -> QPushButton:
        return button(
            self.tr("Add a word"),
            self.tr("Add a line to the dictionary"),
            self.add,
            icon="plus",
            kind=kind,
            shortcut=ADD_KEY,
        )

    def restyle(self) -> None:
        """Colours of the present theme."""
        self.empty.restyle()

    def show_entries(
        self, own: tuple[Pronunciation, ...], shared: tuple[Pronunciation, ...]
    ) -> None:
        """Show both dictionaries, unless they are the ones that were just written here."""
        if self._entries != [own, shared]:
            self._entries = [own, shared]
            self._fill()

    def add(self, word: str = "") -> None:
        """Begin an entry, for a word that is chosen in the text or an empty one."""
        self._filling = True
        place = self.table.rowCount()
        self.table.insertRow(place)
        cells = QTableWidgetItem(word), QTableWidgetItem("")
        for side, cell in enumerate(cells):
            self.table.setItem(place, side, cell)
        self._filling = False
        self._show()
        self.table.setCurrentCell(place, 1 if word else 0)
        self.table.setFocus()
        self.table.editItem(cells[1 if word else 0])

    def _fill(self) -> None:
        self._filling = True
        entries = self._entries[self.which.currentIndex()]
        self.table.setRowCount(len(entries))
        for place, entry in enumerate(entries):
            self.table.setItem(place, 0, QTableWidgetItem(entry.word))
            self.table.setItem(place, 1, QTableWidgetItem(entry.say))
        self._filling = False
        self.fault.hide()
        self._show()

    def _show(self) -> None:
        """The table, or how to begin one; the key belongs to the button that is in sight."""
        begun = self.table.rowCount() > 0
        self._stack.setCurrentIndex(int(begun))
        self.add_button.setShortcut(ADD_KEY if begun else "")
        self.first_button.setShortcut("" if begun else ADD_KEY)

    def _drop(self) -> None:
        for place in sorted({item.row() for item in self.table.selectedItems()}, reverse=True):
            self.table.removeRow(place)
        self._edited()
        self._show()
        if not self.table.rowCount():
            self.first_button.setFocus()

    def _edited(self) -> None:
        """Keep what is whole; a line with one half empty is still being written."""
        if self._filling:
            return
        found: dict[str, Pronunciation] = {}
        for place in range(self.table.rowCount()):
            word, say = (self._cell(place, side) for side in (0, 1))
            if word and say:
                found[word] = Pronunciation(word, say)
        which, before = self.which.currentIndex(), list(self._entries)
        self._entries[which] = tuple(found.values())
        try:
            self._keep(which, self._entries[which])
        except EngineError as error:
            self._entries = before
            self.fault.setText(said(f"{error.message} {error.hint}"))
            self.fault.show()
            return
        self.fault.hide()

    def _cell(self, place: int, side: int) -> str:
        item = self.table.item(place, side)
        return item.text().strip() if item else ""
