"""The strip over a page that says what happened, what is safe, and what to do next."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from desktop.language import joined, said
from desktop.next_step import NextStep
from desktop.theme import current, sign
from desktop.widgets.controls import button, column, label, row, set_state
from engine.errors import EngineError
from engine.events import Failed, Note, SteppedDown

NOTE_SECONDS = 8
LONGEST_HINT = 400


class Banner(QFrame):
    """Hidden until it has something to say. Errors stay until closed; notes go by themselves.

    `wanted` says what the button of an error asks for: a page, "folder" or "job"; `shown` is what
    stays, while it does.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._icon = label(wrap=False)
        self._message = label(role="strong")
        self._hint = label(role="muted")
        for text in (self._message, self._hint):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.shown: EngineError | Failed | NextStep | None = None
        self._what = ""
        self._do: Callable[[], object] | None = None
        self.action = button("", self.tr("Do what helps"), self._act, shortcut="Ctrl+Shift+A")
        close = button(
            "",
            self.tr("Close this message"),
            self.hide,
            icon="close",
            kind="quiet",
            shortcut="Ctrl+Shift+X",
        )
        words = column(self._message, self._hint, gap=0)
        row(self._icon, words, self.action, close, margin=1, gap=2, into=self).setStretch(1, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def trouble(self, error: EngineError | Failed) -> None:
        """Show what went wrong, what is safe, what to do, and a button that does it."""
        hint = error.hint if len(error.hint) < LONGEST_HINT else error.hint[-LONGEST_HINT:]
        hint = joined(self._safe(error.kind), said(hint), self._more(error.kind))
        self._show(said(error.message), hint, "bad", "warning", "badink")
        self._offer(*self._remedy(error.kind))
        self.shown = error

    def note(self, note: str | Note | SteppedDown) -> None:
        """Show one calm line for a while."""
        hint = note.hint if isinstance(note, Note) else ""
        message = note if isinstance(note, str) else said(note.message)
        self._show(message, said(hint), "note", "info", "accent")
        self._offer("", "")
        self.shown = None
        self._timer.start(NOTE_SECONDS * 1000)

    def offer(self, offer: NextStep) -> None:
        """Show what happened, with the next step as a button; it stays until it is closed."""
        if isinstance(offer.about, Note):
            self.note(offer.about)
            self._timer.stop()
        else:
            self.trouble(offer.about)
        self._offer("", offer.words(), offer.act)
        self.shown = offer

    def _safe(self, kind: str) -> str:
        if kind in ("crash", "memory", "internal", "device", "network"):
            return self.tr("Your recordings and voices are safe.")
        return ""

    def _more(self, kind: str) -> str:
        """What the window can do about it, which the command line does otherwise."""
        if kind == "network":
            return self.tr("The addresses of a proxy and of a mirror are entered in Settings.")
        return ""

    def _remedy(self, kind: str) -> tuple[str, str]:
        """What would help with that kind of trouble, and the words for it."""
        return {
            "disk": ("folder", self.tr("Show the folder")),
            "device": ("doctor", self.tr("Open Doctor")),
            "damaged": ("doctor", self.tr("Open Doctor")),
            "internal": ("doctor", self.tr("Open Doctor")),
            "network": ("bases", self.tr("Open Bases")),
            "busy": ("job", self.tr("Show it")),
            "memory": ("train", self.tr("Go to Train")),
            "crash": ("train", self.tr("Go to Train")),
        }.get(kind, ("", ""))

    def _offer(self, what: str, words: str, do: Callable[[], object] | None = None) -> None:
        self._what, self._do = what, do
        self.action.setText(words)
        self.action.setAccessibleName(words)
        self.action.setVisible(bool(words))

    def _act(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()
        else:
            self.wanted.emit(self._what)

    def _show(self, message: str, hint: str, tone: str, icon: str, tint: str) -> None:
        self._timer.stop()
        self._icon.setPixmap(sign(icon, 20, getattr(current(), tint)))
        self._message.setText(message)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{message} {hint}")
        set_state(self, "tone", tone)
        self.show()
