"""Where a person is in a text: its cursor, the list of its sentences and what is heard go along."""

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Slot

from desktop.pages.speak_tabs import SpeakTabs
from desktop.playing import Playing
from desktop.widgets.writing import Writing
from engine.narration.project import Narration, View


class Whereabouts(QObject):
    """Moves the list with the text, the text with the list, and both with what is played."""

    def __init__(self, text: Writing, tabs: SpeakTabs, playing: Playing, parent: QObject) -> None:
        super().__init__(parent)
        self._text, self._tabs, self._playing = text, tabs, playing
        self._leading = False  # whether the list or the text is following the other
        text.moved.connect(self._cursor_moved)
        tabs.chosen_changed.connect(self._row_chosen)
        playing.moved.connect(self._heard)

    @property
    def view(self) -> View:
        """Where the person is now."""
        rows = self._tabs.lines.chosen_rows
        scroll = self._text.verticalScrollBar().value()
        return View(self._text.place, scroll, rows[0] if rows else -1)

    def show_text(self, narration: Narration) -> None:
        """Show the text of a narration as it was left; its sentences are not in the list yet."""
        with self._followed():
            self._text.put(narration.text)
            self._text.go(narration.view.cursor)
        self._text.verticalScrollBar().setValue(narration.view.scroll)

    def light(self, follow: bool = False) -> None:
        """Light up the chosen sentence in the text; with `follow` bring it into sight."""
        chosen = self._tabs.chosen
        if len(chosen) == 1:
            self._text.mark(chosen[0].start, chosen[0].end, follow)
        else:
            self._text.mark(0, 0)

    @contextmanager
    def _followed(self) -> Iterator[None]:
        """What moves meanwhile moves nothing else."""
        self._leading = True
        try:
            yield
        finally:
            self._leading = False

    @Slot()
    def _cursor_moved(self) -> None:
        if self._leading or self._text.textCursor().hasSelection():
            return
        starts = [line.start for line in self._tabs.all]
        row = bisect_right(starts, self._text.place) - 1
        if row >= 0 and self._tabs.lines.chosen_rows != [row]:
            with self._followed():
                self._tabs.select(row)

    @Slot()
    def _row_chosen(self) -> None:
        self.light(follow=not self._leading)

    @Slot(int)
    def _heard(self, row: int) -> None:
        self._tabs.model.set_playing(row)
        if row >= 0 and self._playing.following:
            with self._followed():
                self._tabs.select(row)
            self.light(follow=True)
