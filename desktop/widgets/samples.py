"""A list of sounds to hear, each with a name and its text."""

from pathlib import Path

from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.playback import Player
from desktop.widgets.controls import button, column, label, row, set_icon

MOST_ROWS = 60


class Samples(QScrollArea):
    """Rows with a play button. The newest is on top when `newest_first`; too many drop the oldest.

    `compare_with` puts one row over all others that stays there.
    """

    def __init__(self, player: Player, name: str, newest_first: bool = False) -> None:
        super().__init__()
        self._player = player
        self._newest_first = newest_first
        self._buttons: dict[str, QPushButton] = {}
        self._frames: dict[str, QFrame] = {}
        self._pinned = ""
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        self._inside = QWidget()
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(4)
        self._rows.addStretch(1)
        self.setWidget(self._inside)
        player.started.connect(self._show_playing)
        player.ended.connect(self._show_playing)

    @property
    def paths(self) -> list[str]:
        return list(self._buttons)

    def clear(self) -> None:
        """Take all rows away."""
        for path in list(self._frames):
            self._take(path)
        self._pinned = ""

    def compare_with(self, path: str | Path, title: str, text: str) -> None:
        """Put a sound over all others, in place of the one that was there."""
        if self._pinned:
            self._take(self._pinned)
        self._pinned = ""
        self._take(str(path))
        self._insert(path, title, text, 0)
        self._pinned = str(path)
        self._frames[self._pinned].setProperty("role", "well")

    def add(self, path: str | Path, title: str, text: str) -> None:
        """One more sound."""
        if str(path) in self._buttons:
            return
        first = 1 if self._pinned else 0
        self._insert(path, title, text, first if self._newest_first else self._rows.count() - 1)
        if len(self._frames) > MOST_ROWS:
            self._take(next(path for path in self._frames if path != self._pinned))

    def _take(self, path: str) -> None:
        self._buttons.pop(path, None)
        if (frame := self._frames.pop(path, None)) is not None:
            self._rows.removeWidget(frame)
            frame.deleteLater()

    def _insert(self, path: str | Path, title: str, text: str, place: int) -> None:
        play = button(
            "",
            self.tr("Play %1").replace("%1", title),
            lambda: self._player.toggle(path),
            icon="play",
            kind="quiet",
            name=self.tr("Play %1: %2").replace("%1", title).replace("%2", text),
        )
        self._buttons[str(path)] = play
        frame = QFrame()
        words = column(label(title, "strong"), gap=0)
        if text:
            words.addWidget(label(text, "small"))
        line = row(play, words, into=frame)
        line.setStretch(1, 1)
        self._frames[str(path)] = frame
        self._rows.insertWidget(place, frame)

    def _show_playing(self, path: str = "") -> None:
        for name, play in self._buttons.items():
            set_icon(play, "stop" if name == path else "play")
