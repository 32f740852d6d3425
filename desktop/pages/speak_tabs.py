"""The right side of the studio: sentences with their takes, delivery, dictionary, names."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QTabWidget

from desktop.studio import Studio
from desktop.widgets.cast import Cast
from desktop.widgets.controls import column, describe
from desktop.widgets.delivery import Choice, Delivery
from desktop.widgets.lines import EMPTY, FAILED, OLD, QUEUED, READY, SPEAKING, LineModel, LineTable
from desktop.widgets.pronunciations import SHARED, Pronunciations
from desktop.widgets.takes import Takes
from engine.narration.project import Line
from engine.voice import Pronunciation

STOCK = (
    "starter:af_heart", "starter:am_michael", "starter:bf_emma", "starter:bm_george",
    "starter:zf_xiaoxiao", "starter:zm_yunxi", "starter:jf_alpha", "starter:jm_kumo",
)  # fmt: skip
SENTENCES, DELIVERY, WORDS, NAMES = range(4)


class SpeakTabs(QTabWidget):
    """Shows the open narration and changes it through the narrator.

    `chosen_changed` says that other sentences are selected; `dropped` that takes were deleted.
    """

    chosen_changed = Signal()
    dropped = Signal()

    def __init__(self, studio: Studio, play: Callable[[], object]) -> None:
        super().__init__()
        self._studio = studio
        self._narrator, self._reciter = studio.narrator, studio.reciter
        self.model = LineModel(self._state, self._reason)
        self.lines = LineTable(self.model)
        self.lines.setMinimumHeight(120)
        self.takes = Takes(self._choose_take, self._again, self._drop_takes, play)
        self.delivery = Delivery(self._deliver)
        self.dictionary = Pronunciations(self._keep_words)
        self.cast = Cast(self._choose_cast)
        self.setDocumentMode(True)
        describe(self, self.tr("Sentences and how they are spoken"))
        sentences = QFrame()
        column(self.lines, self.takes, into=sentences).setStretch(0, 1)
        for widget, words in (
            (sentences, self.tr("Sentences")),
            (self.delivery, self.tr("Delivery")),
            (self.dictionary, self.tr("Say it like")),
            (self.cast, self.tr("Names")),
        ):
            self.addTab(widget, words)
        self._narrator.line_changed.connect(self._show_line)
        self.lines.selectionModel().selectionChanged.connect(self._row_chosen)

    @property
    def all(self) -> tuple[Line, ...]:
        """Every sentence of the text."""
        return self._narrator.narration.lines if self._narrator.narration else ()

    @property
    def unspoken(self) -> list[Line]:
        """Those without a take of what they say now."""
        return [line for line in self.all if not self._narrator.is_ready(line)]

    @property
    def chosen(self) -> list[Line]:
        """Those that are selected."""
        found = (self.model.line(index) for index in self.lines.chosen_rows)
        return [line for line in found if line is not None]

    @property
    def voices(self) -> list[tuple[str, str]]:
        """All voices and what they are called here."""
        stock = [(name, name.partition("_")[2].capitalize()) for name in STOCK]
        own = [(name, name) for name in self._narrator.voices]
        return own + [(n, self.tr("%1 (stock voice)").replace("%1", w)) for n, w in stock]

    def select(self, row: int) -> None:
        """Choose one sentence and bring it into sight."""
        self.lines.selectRow(row)
        self.lines.scrollTo(self.model.index(row, 1))

    def show_lines(self) -> None:
        """The sentences are others."""
        self.model.show(self.all)
        self.show_takes()
        self.show_cast()

    def show_choices(self) -> None:
        """How they are spoken is otherwise."""
        narration = self._narrator.narration
        if narration is None:
            return
        self.delivery.show_choice(narration.manner, narration.pauses)
        self.dictionary.show_entries(narration.dictionary, self._narrator.shared)
        self.show_cast()
        self.show_takes()
        self.model.refresh()

    def show_cast(self) -> None:
        """The names of the text; the tab counts those nobody has decided about."""
        narration = self._narrator.narration
        if narration is not None:
            names = self._narrator.names
            self.cast.show_names(names, narration.cast, self.voices)
            unknown = sum(1 for name in names if name not in narration.cast)
            words = self.tr("Names (%1)").replace("%1", str(unknown))
            self.setTabText(NAMES, words if unknown else self.tr("Names"))

    def show_takes(self) -> None:
        """The takes of the chosen sentence."""

        def is_old(line: Line, index: int) -> bool:
            return line.takes[index].said != self._narrator.mark(line)

        self.takes.show_lines(self.chosen, is_old)

    def restyle(self) -> None:
        """Light, dark or the size of the text have changed."""
        self.model.restyle()
        self.lines.fit()
        self.dictionary.restyle()

    @Slot(int)
    def _show_line(self, number: int) -> None:
        row, line = self._narrator.row(number), self._narrator.line(number)
        if line is not None and 0 <= row < self.model.rowCount():
            self.model.put(row, line)
            if row in self.lines.chosen_rows:
                self.show_takes()

    @Slot()
    def _row_chosen(self) -> None:
        self.show_takes()
        self.chosen_changed.emit()

    def _state(self, line: Line) -> int:
        reciter = self._reciter
        if line.number == reciter.current or line.number in reciter.keeping:
            return SPEAKING
        if line.number in reciter.queued:
            return QUEUED
        if line.number in reciter.failures:
            return FAILED
        if line.take is None:
            return EMPTY
        return READY if self._narrator.is_ready(line) else OLD

    def _reason(self, line: Line) -> str:
        return self._reciter.failures.get(line.number, "")

    def _keep_words(self, which: int, entries: tuple[Pronunciation, ...]) -> None:
        if which == SHARED:
            self._narrator.change_shared(entries)
        else:
            self._narrator.change(dictionary=entries)

    def _choose_cast(self, name: str, voice: str) -> None:
        narration = self._narrator.narration
        if narration is not None:
            self._narrator.change(cast=narration.cast | {name: voice})

    def _choose_take(self, index: int) -> None:
        if len(self.chosen) == 1:
            self._narrator.choose(self.chosen[0].number, index)

    def _again(self) -> None:
        chosen = self.chosen
        self._narrator.when_read(lambda: self._reciter.speak(chosen))

    def _drop_takes(self) -> None:
        chosen = self.chosen
        self._narrator.drop_takes(chosen, chosen[0].chosen if len(chosen) == 1 else None)
        self.dropped.emit()

    def _deliver(self, choice: Choice) -> None:
        self._narrator.change(manner=choice.manner, pauses=choice.pauses)
