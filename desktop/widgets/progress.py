"""How far a job has come: a sentence, a bar, and a button that stops it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QProgressBar

from desktop.language import said
from desktop.theme import is_calm
from desktop.widgets.controls import button, column, describe, label, row
from engine.events import Event, Progress, StageStarted, Step


class JobProgress(QFrame):
    """Shows what a job says about itself."""

    def __init__(self, stop: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._title = label(role="heading")
        self._detail = label(role="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        describe(self._bar, self.tr("Progress"))
        self.stop_button = button(
            self.tr("Stop"),
            self.tr("Stop; what was done so far is kept"),
            stop,
            icon="stop",
            shortcut="Ctrl+.",
        )
        words = column(self._title, self._detail, gap=0)
        top = row(words, self.stop_button, gap=2)
        top.setStretch(0, 1)
        column(top, self._bar, margin=2, into=self)

    def begin(self, title: str, told: Sequence[Event] = ()) -> None:
        """Show that something has been started, and what it has `told` so far."""
        self._title.setText(title)
        self._detail.setText(self.tr("Starting…"))
        self._unknown()
        self.stop_button.setEnabled(True)
        for kind in (StageStarted, Progress):
            for event in reversed(told):
                if isinstance(event, kind):
                    self.hear(event)
                    break

    def hear(self, event: Event) -> None:
        """Follow the job."""
        match event:
            case StageStarted():
                self._title.setText(said(event.title))
                self._detail.setText("")
                self._unknown()
            case Progress():
                self._share(event.done, event.total)
                self._detail.setText(said(event.detail))
            case Step():
                self._share(event.step, event.steps)

    def detail(self, text: str) -> None:
        """Say more than the event itself."""
        self._detail.setText(text)

    def finished(self, well: bool) -> None:
        """The job has ended."""
        self._bar.setRange(0, 1000)
        self._bar.setValue(1000 if well else 0)
        self._title.setText(self.tr("Finished") if well else self.tr("Not finished"))
        self._detail.setText("")
        self.stop_button.setEnabled(False)

    def stopping(self) -> None:
        """The person has asked to stop."""
        self._detail.setText(self.tr("Stopping; what was done is being kept…"))
        self.stop_button.setEnabled(False)

    def _unknown(self) -> None:
        """How far it is cannot be told: a bar that moves, or an empty one where nothing may."""
        self._bar.setRange(0, 1 if is_calm() else 0)
        self._bar.setValue(0)

    def _share(self, done: float, total: float) -> None:
        if total > 0:
            self._bar.setRange(0, 1000)
            self._bar.setValue(min(1000, round(1000 * done / total)))
