"""The editor of a long text: it shows the sentence that is chosen, and takes dropped documents."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QSignalBlocker, Signal
from PySide6.QtGui import QColor, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit, QTextEdit

from desktop.theme import current
from engine.documents import READERS


class Writing(QPlainTextEdit):
    """A plain text. Places are counted in characters of Python, not in halves of signs as Qt does.

    `dropped` carries a document; `moved` that the cursor is elsewhere.
    """

    dropped = Signal(Path)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._document = self.document()
        self._wide = False
        self._text = ""
        self.textChanged.connect(self._look)
        self.cursorPositionChanged.connect(self.moved)

    @property
    def text(self) -> str:
        """The text, with plain line ends."""
        return self._text

    @property
    def place(self) -> int:
        """The character at which the cursor stands."""
        return self._python(self.textCursor().position())

    @property
    def selection(self) -> tuple[int, int]:
        """The selected characters [start, end)."""
        cursor = self.textCursor()
        return self._python(cursor.selectionStart()), self._python(cursor.selectionEnd())

    def put(self, text: str) -> None:
        """Show another text; what could be undone is forgotten."""
        self.setPlainText(text)

    def give_away(self) -> QTextDocument:
        """The text with all that can be undone in it; another editor goes on with it, not this."""
        given, self._document = self._document, QTextDocument(self)
        self._document.setDocumentLayout(QPlainTextDocumentLayout(self._document))
        given.setParent(None)
        with QSignalBlocker(self):
            self.setExtraSelections([])
            self.setDocument(self._document)
        return given

    def take_over(self, document: QTextDocument) -> None:
        """Go on with what another editor has given away."""
        place, scroll = self.place, self.verticalScrollBar().value()
        self.setExtraSelections([])  # their cursors stand in the text that goes
        self._document = document
        document.setParent(self)
        document.setDefaultFont(self.font())
        self.setDocument(document)
        self._look()
        self.go(place)
        self.verticalScrollBar().setValue(scroll)

    def go(self, place: int) -> None:
        """Put the cursor before that character."""
        cursor = self.textCursor()
        cursor.setPosition(self._within(place))
        self.setTextCursor(cursor)

    def mark(self, start: int, end: int, follow: bool = False) -> None:
        """Light up [start, end); with `follow` bring it into sight."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._within(start))
        cursor.setPosition(self._within(end), QTextCursor.MoveMode.KeepAnchor)
        light = QTextEdit.ExtraSelection()
        light.cursor = cursor  # type: ignore[attr-defined]
        light.format.setBackground(QColor(current().accentsoft))  # type: ignore[attr-defined]
        self.setExtraSelections([light] if end > start else [])
        if follow:
            block = cursor.block()
            box = self.cursorRect(cursor)
            if not self.viewport().rect().contains(box.topLeft()):
                self.verticalScrollBar().setValue(max(0, block.firstLineNumber() - 2))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(_documents(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """A dropped document is opened; anything else is pasted as plain text."""
        if documents := _documents(source):
            self.dropped.emit(documents[0])
        else:
            super().insertFromMimeData(source)

    def _look(self) -> None:
        self._text = self.toPlainText()
        # Each sign beyond the first 65,536 counts twice for Qt.
        self._wide = len(self._text.encode("utf-16-le", "surrogatepass")) > 2 * len(self._text)

    def _within(self, place: int) -> int:
        """A place as Qt counts; the text may have become shorter since it was found."""
        return min(self._qt(place), max(0, self.document().characterCount() - 1))

    def _qt(self, place: int) -> int:
        return len(self._text[:place].encode("utf-16-le")) // 2 if self._wide else place

    def _python(self, place: int) -> int:
        if not self._wide:
            return place
        units = self._text.encode("utf-16-le")[: place * 2]
        return len(units.decode("utf-16-le", errors="ignore"))


def _documents(source: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in READERS]
