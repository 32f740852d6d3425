"""The open narration: what is typed becomes lines, and all of it is on disk within a second."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import EngineError
from engine.library import voice_names
from engine.narration import project as disk
from engine.narration.asking import mark, save_shared_dictionary, shared_dictionary, wish
from engine.narration.project import Line, Narration, Take, View
from engine.narration.reading import Read, read, with_read
from engine.text.dictionary import check_dictionary
from engine.text.split import MOST_CHARACTERS
from engine.voice import Pronunciation

if TYPE_CHECKING:
    from desktop.studio import Studio
    from desktop.worker import Task

SAVE_MILLISECONDS = 300
READ_MILLISECONDS = 150
READ_LATER = 200  # characters of a text that put its reading off by another millisecond
MOST_UNDONE = 100


class Narrator(QObject):
    """Holds the open narration; pages show it and change it only through here."""

    opened = Signal()
    lines_changed = Signal()
    line_changed = Signal(int)
    changed = Signal()

    def __init__(self, studio: "Studio") -> None:
        super().__init__(studio)
        self._studio = studio
        self.narration: Narration | None = None
        self.shared: tuple[Pronunciation, ...] = ()
        self.voices: tuple[str, ...] = ()
        self.names: dict[str, int] = {}
        self._rows: dict[int, int] = {}
        self._marks: dict[tuple[str, str], str] = {}
        self._undone: deque[dict[int, Line]] = deque(maxlen=MOST_UNDONE)
        self._reading: Task | None = None
        self._unread = False
        self._waiting: list[Callable[[], object]] = []
        self._saver = studio.saver(SAVE_MILLISECONDS)
        self._read_timer = QTimer(self)
        self._read_timer.setSingleShot(True)
        self._read_timer.timeout.connect(self._read)
        studio.voices_changed.connect(self.look_for_voices)

    def open(self, name: str, done: Callable[[], object] = lambda: None) -> None:
        """Show another narration, begun if there is none of that name."""
        if not self.flush():
            return

        def work() -> tuple[Narration, tuple[Pronunciation, ...], tuple[str, ...]]:
            narration = disk.open_narration(name)
            disk.remember(name)
            return narration, shared_dictionary(), voice_names()

        def show(found: tuple[Any, ...]) -> None:
            self.narration, self.shared, self.voices = found
            self._undone.clear()
            self._marks.clear()
            self._number()
            self.opened.emit()
            self._unread = True
            self._read()
            done()

        self._studio.run(work, show)

    def open_last(self) -> None:
        """Show the narration that was open last, else any, else a new one."""
        if self.narration is None:
            first = self.tr("Untitled")
            self._studio.run(lambda: disk.last_open(first), self.open)

    def look_for_voices(self) -> None:
        """Names of the text that are voices speak with them."""

        def show(names: tuple[str, ...]) -> None:
            self.voices = names
            self._unread = True
            self._read()

        if self.narration is not None:
            self._studio.run(voice_names, show)

    def write(self, text: str) -> None:
        """The text is now this."""
        if self.narration is not None and text != self.narration.text:
            self._keep(replace(self.narration, text=text))
            self._unread = True
            # A long text is read when its writer pauses, not between two keys.
            self._read_timer.start(READ_MILLISECONDS + len(text) // READ_LATER)

    @property
    def reading(self) -> bool:
        """Whether the lines are not yet those of the text."""
        return self._unread or self._reading is not None

    @property
    def too_long(self) -> int:
        """How many characters the text has too many."""
        text = self.narration.text if self.narration else ""
        return max(0, len(text) - MOST_CHARACTERS)

    def when_read(self, act: Callable[[], object]) -> None:
        """Do something once the lines are those of the text."""
        if self.reading and not self.too_long:
            self._waiting.append(act)
            self._read()
        else:
            act()

    def line(self, number: int) -> Line | None:
        """The line of that number, if it stands in the text."""
        row = self._rows.get(number)
        return None if row is None or self.narration is None else self.narration.lines[row]

    def row(self, number: int) -> int:
        """Where the line of that number stands; -1 if it does not."""
        return self._rows.get(number, -1)

    def wish(self, line: Line) -> dict[str, Any]:
        """What is asked of the speaker for a line."""
        assert self.narration is not None
        return wish(self.narration, line, self.shared)

    def mark(self, line: Line) -> str:
        """The mark that a take of this line has if it is not an old one."""
        key = (line.role, line.text)
        if key not in self._marks:
            self._marks[key] = mark(self.wish(line))
        return self._marks[key]

    def is_ready(self, line: Line) -> bool:
        """Whether the chosen take says what would be asked for now."""
        return line.take is not None and line.take.said == self.mark(line)

    def change(self, **changes: Any) -> None:
        """Change the manner, pauses, dictionary, loudness or cast.

        Raises:
            EngineError: kind "input" for a dictionary with something wrong in it.
        """
        if self.narration is None:
            return
        check_dictionary(changes.get("dictionary", ()))
        self._keep(replace(self.narration, **changes))
        self._marks.clear()
        self.changed.emit()
        if "cast" in changes:
            self._unread = True
            self._read()

    def change_shared(self, entries: tuple[Pronunciation, ...]) -> None:
        """Change the dictionary of all narrations.

        Raises:
            EngineError: kind "input" for something wrong in it.
        """
        check_dictionary(entries)
        self.shared = entries
        self._marks.clear()
        self.changed.emit()
        self._studio.run(lambda: save_shared_dictionary(entries), lambda _: None)

    def look(self, view: View) -> None:
        """Remember where the person is."""
        if self.narration is not None and view != self.narration.view:
            self._keep(replace(self.narration, view=view))

    def next_file(self) -> str:
        """A name for a new take."""
        assert self.narration is not None
        number = self.narration.next_take
        self._keep(replace(self.narration, next_take=number + 1))
        return f"{number:06}.flac"

    def add_take(self, name: str, number: int, take: Take) -> None:
        """A line was spoken; the newest take counts."""
        if self.narration is None or self.narration.name != name:
            self._studio.run(lambda: disk.add_take(name, number, take), lambda _: None)
            return
        self._keep(disk.with_take(self.narration, number, take))
        self.line_changed.emit(number)

    def choose(self, number: int, index: int) -> None:
        """Another take of a line counts."""
        if (line := self.line(number)) is not None and line.chosen != index:
            self._put([replace(line, chosen=index)])

    def drop_takes(self, lines: list[Line], index: int | None = None) -> None:
        """Delete the take of that index, or all takes, of these lines; `undo` brings them back."""
        before, changed = {}, []
        for line in lines:
            kept = line.takes[:index] + line.takes[index + 1 :] if index is not None else ()
            if kept != line.takes:
                before[line.number] = line
                changed.append(replace(line, takes=kept, chosen=max(0, len(kept) - 1)))
        if changed:
            self._undone.append(before)
            self._put(changed)
            self._keep(self._with_dropped(changed, before))

    @property
    def can_undo(self) -> bool:
        return bool(self._undone)

    def undo(self) -> None:
        """Bring back the takes that were deleted last."""
        if not self._undone:
            return
        before = self._undone.pop()
        back = [
            replace(line, takes=tuple(dict.fromkeys((*old.takes, *line.takes))), chosen=old.chosen)
            for number, old in before.items()
            if (line := self.line(number)) is not None
        ]
        self._put(back)
        self._keep(self._with_dropped(back, {}))

    def _with_dropped(self, now: list[Line], before: dict[int, Line]) -> Narration:
        """The narration, knowing which files belong to no line any more."""
        assert self.narration is not None
        gone = {take.file for line in before.values() for take in line.takes}
        kept = {take.file for line in now for take in line.takes}
        dropped = {*self.narration.dropped, *gone} - kept
        return replace(self.narration, dropped=tuple(sorted(dropped)))

    def _put(self, lines: list[Line]) -> None:
        if self.narration is None:
            return
        new = {line.number: line for line in lines}
        kept = tuple(new.get(line.number, line) for line in self.narration.lines)
        self._keep(replace(self.narration, lines=kept))
        for line in lines:
            self.line_changed.emit(line.number)
        self.changed.emit()

    def _read(self) -> None:
        """Find the lines of the text in the background, one reading at a time."""
        narration = self.narration
        if narration is None or self._reading is not None or not self._unread or self.too_long:
            return
        self._read_timer.stop()
        self._unread = False
        voices = self.voices
        self._reading = self._studio.run(
            lambda: read(narration, voices),
            lambda found: self._show_read(narration.name, found),
            self._unreadable,
        )

    def _unreadable(self, error: EngineError) -> None:
        self._reading = None
        self._studio.trouble.emit(error)

    def _show_read(self, name: str, found: Read) -> None:
        self._reading = None
        now = self.narration
        if now is not None and now.name == name:
            changed = with_read(now, found)
            if changed != now:
                self._keep(changed)
            self.names = found.names
            self._number()
            self.lines_changed.emit()
        if self._unread:
            self._read()
            return
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def _number(self) -> None:
        lines = self.narration.lines if self.narration else ()
        self._rows = {line.number: row for row, line in enumerate(lines)}

    def _keep(self, narration: Narration) -> None:
        self.narration = narration
        self._saver.keep(lambda: disk.save_narration(narration))

    @property
    def saved(self) -> bool:
        """Whether the narration is on disk as it is shown."""
        return not self._saver.unsaved

    def flush(self) -> bool:
        """Have everything on disk before this returns; else it is said why not."""
        return self._saver.flush()

    def file(self, take: Take) -> Path:
        """Where the sound of a take lies."""
        assert self.narration is not None
        return self.narration.takes / take.file
