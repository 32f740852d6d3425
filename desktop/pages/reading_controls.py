"""The buttons under a sentence: back, record, next; put back, delete, play."""

from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.widgets.columns import Columns
from desktop.widgets.controls import button, row, set_icon


class Stand(Protocol):
    """What the buttons do."""

    def back(self) -> None: ...
    def forward(self) -> None: ...
    def toggle(self) -> None: ...
    def play(self) -> None: ...
    def delete(self) -> None: ...
    def restore(self) -> None: ...


class ReadingControls(Columns):
    """Two groups, side by side where there is room."""

    def __init__(self, stand: Stand) -> None:
        left, right = QWidget(), QWidget()
        super().__init__((left, 0), (right, 1), letters=0)
        self._add_buttons(stand)
        row(self.back_button, self.record_button, self.next_button, 1, into=left)
        row(1, self.undo_button, self.delete_button, self.play_button, into=right)

    def _add_buttons(self, stand: Stand) -> None:
        self.back_button = button(
            "",
            self.tr("The sentence before"),
            stand.back,
            icon="back",
            kind="quiet",
            shortcut="Alt+Left",
        )
        self.record_button = button(
            self.tr("Record"),
            self.tr("Start reading, and press again at the end of the sentence"),
            stand.toggle,
            icon="record",
            kind="record",
            shortcut="Ctrl+R",
            name=self.tr("Record the sentence"),
        )
        self.next_button = button(
            "",
            self.tr("The next sentence"),
            stand.forward,
            icon="next",
            kind="quiet",
            shortcut="Alt+Right",
        )
        self.play_button = button(
            self.tr("Play"),
            self.tr("Hear this sentence as it was recorded"),
            stand.play,
            icon="play",
            shortcut="Ctrl+P",
        )
        self.delete_button = button(
            self.tr("Delete"),
            self.tr("Take this sentence out; you can put it back"),
            stand.delete,
            icon="trash",
            kind="quiet",
            shortcut="Ctrl+D",
        )
        self.undo_button = button(
            self.tr("Put back"),
            self.tr("Put back the sentence that was deleted or recorded over"),
            stand.restore,
            icon="undo",
            kind="quiet",
            shortcut="Ctrl+Z",
        )

    def show_state(
        self,
        *,
        take: bool,
        ready: bool,
        recording: bool,
        playing: bool,
        gone: bool,
        place: tuple[int, int],
    ) -> None:
        """What can be done now; `place` is the number of the sentence, and of the last one."""
        self.record_button.setEnabled(ready)
        again = self.tr("Record again") if take else self.tr("Record")
        self.record_button.setText(self.tr("Done") if recording else again)
        set_icon(self.record_button, "stop" if recording else "record")
        # The style sheet gives it a least width, below which no layout would ask its words.
        self.record_button.setMinimumWidth(self.record_button.sizeHint().width())
        self.play_button.setEnabled(take and not recording)
        self.play_button.setText(self.tr("Stop") if playing else self.tr("Play"))
        set_icon(self.play_button, "stop" if playing else "play")
        self.delete_button.setEnabled(take and not recording)
        self.undo_button.setVisible(gone)
        index, last = place
        self.back_button.setEnabled(index > 0 and not recording)
        self.next_button.setEnabled(index < last and not recording)
