"""The takes of the chosen sentence: hear, choose, make another, delete."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QFrame

from desktop.widgets.controls import button, column, describe, row
from engine.narration.project import Line


class Takes(QFrame):
    """What can be done with the chosen sentences. The callbacks act on them."""

    def __init__(
        self,
        choose: Callable[[int], object],
        again: Callable[[], object],
        drop: Callable[[], object],
        play: Callable[[], object],
    ) -> None:
        super().__init__()
        self.box = QComboBox()
        describe(self.box, self.tr("Take"), self.tr("Which take of this sentence counts"))
        self.box.activated.connect(choose)
        self.play_button = button(
            self.tr("Play from here"),
            self.tr("Hear the text from this sentence on, or stop"),
            play,
            icon="play",
            shortcut="Ctrl+P",
        )
        self.again_button = button(
            self.tr("New take"),
            self.tr("Speak the chosen sentences once more, otherwise"),
            again,
            icon="redo",
            shortcut="Ctrl+R",
        )
        self.drop_button = button(
            "",
            self.tr("Delete this take; with several sentences chosen, all of theirs"),
            drop,
            icon="trash",
            kind="quiet",
            shortcut="Ctrl+Shift+Backspace",
        )
        buttons = row(self.play_button, self.again_button, self.drop_button)
        buttons.setStretch(0, 1)
        buttons.setStretch(1, 1)
        column(self.box, buttons, into=self)

    def show_lines(self, lines: Sequence[Line], is_old: Callable[[Line, int], bool]) -> None:
        """Show the takes of one line, or that there are several."""
        self.box.clear()
        one = lines[0] if len(lines) == 1 else None
        if one is not None:
            for index, take in enumerate(one.takes):
                words = self.tr("Take %1 · %2 s").replace("%1", str(index + 1))
                words = words.replace("%2", f"{take.seconds:.1f}")
                if is_old(one, index):
                    words = self.tr("%1 · from before a change").replace("%1", words)
                self.box.addItem(words)
            self.box.setCurrentIndex(one.chosen)
        if not self.box.count():
            several = self.tr("%1 sentences chosen").replace("%1", str(len(lines)))
            self.box.addItem(several if len(lines) > 1 else self.tr("No take yet"))
        self.box.setEnabled(one is not None and len(one.takes) > 1)
        self.again_button.setEnabled(bool(lines))
        self.drop_button.setEnabled(any(line.takes for line in lines))
