"""The queue of sentences being spoken: how far it is, and what stops it."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QProgressBar

from desktop.widgets.controls import button, column, describe, label, row, set_icon


class QueueStrip(QFrame):
    """A sentence, a bar, and two buttons that are there while something is queued."""

    def __init__(self, pause: Callable[[], object], cancel: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.status = label(role="muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        describe(self.bar, self.tr("How much is spoken"))
        self.pause_button = button(
            self.tr("Pause"),
            self.tr("Wait after this sentence, or go on"),
            pause,
            icon="pause",
            shortcut="Ctrl+Shift+P",
        )
        self.cancel_button = button(
            self.tr("Stop"),
            self.tr("Forget what waits; what is spoken stays"),
            cancel,
            icon="stop",
            shortcut="Ctrl+.",
        )
        line = row(self.status, self.pause_button, self.cancel_button)
        line.setStretch(0, 1)
        column(line, self.bar, margin=1, gap=1, into=self)

    def show_queue(self, words: str, share: float, busy: bool, waiting: bool) -> None:
        """`share` is between 0 and 1."""
        self.status.setText(words)
        self.bar.setValue(round(1000 * share))
        self.bar.setVisible(busy)
        self.pause_button.setVisible(busy)
        self.cancel_button.setVisible(busy)
        self.pause_button.setText(self.tr("Go on") if waiting else self.tr("Pause"))
        set_icon(self.pause_button, "play" if waiting else "pause")
