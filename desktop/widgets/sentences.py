"""The strip of sentences: which are read, which should be read again, which is next."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import colour

GAP = 4
HEIGHT = 26
MARKS = {"good": "✓", "doubt": "!", "empty": ""}


class SentenceStrip(QWidget):
    """One small box a sentence. `chosen` carries the index that was clicked or moved to."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._states: list[str] = []
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Sentences"))
        self.setToolTip(
            self.tr("✓ is good, ! should be read again; click or use the arrow keys to go there")
        )

    def sizeHint(self) -> QSize:
        return QSize(320, self._high())

    def _high(self) -> int:
        """A box holds a mark in the present size of text."""
        return max(HEIGHT, self.fontMetrics().height() + 6)

    def show_states(self, states: list[str], current: int) -> None:
        """`states` holds "good", "doubt" or "empty" for each sentence."""
        self._states, self._current = states, current
        done = sum(state != "empty" for state in states)
        words = self.tr("%1 of %2 sentences are recorded")
        self.setAccessibleDescription(
            words.replace("%1", str(done)).replace("%2", str(len(states)))
        )
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._states:
            index = int(event.position().x() / self.width() * len(self._states))
            self.chosen.emit(min(len(self._states) - 1, max(0, index)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() not in moves:
            super().keyPressEvent(event)
            return
        index = self._current + moves[Qt.Key(event.key())]
        if 0 <= index < len(self._states):
            self.chosen.emit(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / max(1, len(self._states))
        for index, state in enumerate(self._states):
            box = QRectF(index * width + 1, 1, width - GAP, self.height() - 2)
            fill = {"good": "accentsoft", "doubt": "badsoft", "empty": "surface"}[state]
            edge = {"good": "accentline", "doubt": "badline", "empty": "line"}[state]
            current = index == self._current
            painter.setBrush(colour(fill))
            thick = 2.0 if current else 1.0
            painter.setPen(QPen(colour("ink" if current else edge), thick))
            painter.drawRoundedRect(box, 6, 6)
            painter.setPen(colour("badink" if state == "doubt" else "accentink"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, MARKS[state])
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 2, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0, -1, -1), 7, 7)
