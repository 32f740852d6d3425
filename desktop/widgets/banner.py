"""The strip over a page that says what happened, what is safe, and what to do next."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QSizePolicy

from desktop.theme import current, pixmap
from desktop.widgets.controls import button, column, label, row, set_state
from engine.errors import EngineError
from engine.events import Failed, Note, SteppedDown

NOTE_SECONDS = 8


class Banner(QFrame):
    """Hidden until it has something to say. Errors stay until closed; notes go by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._icon = label(wrap=False)
        self._message = label(role="strong")
        self._hint = label(role="muted")
        for text in (self._message, self._hint):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = button(
            "",
            self.tr("Close this message"),
            self.hide,
            icon="close",
            kind="quiet",
            shortcut="Ctrl+Shift+X",
        )
        words = column(self._message, self._hint, gap=0)
        row(self._icon, words, close, margin=1, gap=2, into=self).setStretch(1, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def trouble(self, error: EngineError | Failed) -> None:
        """Show what went wrong and what to do."""
        hint = error.hint if len(error.hint) < 400 else error.hint[-400:]
        self._show(error.message, hint, "bad", "warning", "badink")

    def note(self, note: str | Note | SteppedDown) -> None:
        """Show one calm line for a while."""
        hint = note.hint if isinstance(note, Note) else ""
        message = note if isinstance(note, str) else note.message
        self._show(message, hint, "note", "info", "accent")
        self._timer.start(NOTE_SECONDS * 1000)

    def _show(self, message: str, hint: str, tone: str, icon: str, tint: str) -> None:
        self._timer.stop()
        self._icon.setPixmap(pixmap(icon, 20, getattr(current(), tint)))
        self._message.setText(message)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{message} {hint}")
        set_state(self, "tone", tone)
        self.show()
