"""A training as it happens: its stage in words, losses, memory, and how it sounds by now."""

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.language import said
from desktop.playback import Player
from desktop.widgets.columns import Columns
from desktop.widgets.controls import button, card, column, label, row, set_icon
from desktop.widgets.curves import Curves
from desktop.widgets.progress import JobProgress
from desktop.widgets.samples import Samples
from engine.events import (
    Checkpoint,
    Event,
    Failed,
    Finished,
    Memory,
    Paused,
    Sample,
    StageStarted,
    Step,
    SteppedDown,
    Stopped,
)

GIGABYTE = 1e9
LETTERS = 26
WORDING_MILLISECONDS = 250
FIRST_STEPS, FIRST_SECONDS = 20.0, 30.0


class LiveView(QWidget):
    """Hears the events of a run, one after the other; the page connects its buttons."""

    def __init__(self, player: Player, stop: Callable[[], object]) -> None:
        super().__init__()
        self._stage = ""
        self._steps_before = 0
        self._steps_of_stage = 0
        self._began = 0.0
        self._latest: Step | None = None
        self._use: float | None = None
        self._wording = QTimer(self)
        self._wording.setSingleShot(True)
        self._wording.setInterval(WORDING_MILLISECONDS)
        self._wording.timeout.connect(self._word)
        self._paused = False
        self.progress = JobProgress(stop)
        self.line = label(role="muted")
        self.losses = Curves(self.tr("Losses"), self.tr("step"), least=FIRST_STEPS)
        # Another pace, so that they are seldom drawn at the same moment.
        self.memory = Curves(
            self.tr("Memory"), self.tr("seconds"), " GB", every=270, least=FIRST_SECONDS
        )
        self.samples = Samples(
            player, self.tr("Samples of the voice as it grows"), newest_first=True
        )
        self._build()

    def _build(self) -> None:
        plots, hear = QWidget(), card()
        column(self._framed(self.losses), self._framed(self.memory), gap=2, into=plots)
        column(label(self.tr("Hear it grow"), "heading"), self.samples, margin=2, into=hear)
        middle = Columns((plots, 5), (hear, 3), letters=LETTERS)
        layout = column(self.progress, self._buttons(), middle, gap=2, into=self)
        layout.setStretch(2, 1)

    def _buttons(self) -> QHBoxLayout:
        self.pause_button = button(
            self.tr("Pause"),
            self.tr("Pause between two steps; go on whenever you like"),
            lambda: None,
            icon="pause",
            shortcut="Ctrl+Shift+P",
        )
        self.again_button = button(
            self.tr("Back to the plan"),
            self.tr("Choose another quality, or continue a stopped run"),
            lambda: None,
            icon="back",
            kind="quiet",
            shortcut="Alt+Left",
        )
        self.resume_button = button(
            self.tr("Continue the run"),
            self.tr("Go on from the last save"),
            lambda: None,
            icon="play",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        line = row(self.again_button, self.line, self.pause_button, self.resume_button, gap=2)
        line.setStretch(1, 1)
        return line

    @staticmethod
    def _framed(widget: QWidget) -> QFrame:
        frame = card()
        column(widget, margin=2, into=frame)
        return frame

    def restyle(self) -> None:
        """Colours of the present theme."""
        self.losses.restyle()
        self.memory.restyle()

    def begin(self) -> None:
        """A run has been started of which nothing is known yet."""
        self._stage = ""
        self._steps_before = self._steps_of_stage = 0
        self._began = time.monotonic()
        self._latest = None
        self.losses.clear()
        self.memory.clear()
        self.samples.clear()
        self.line.setText("")
        self.progress.begin(self.tr("Getting ready to train"))
        self.show_paused(False)
        self.pause_button.setVisible(True)
        self.again_button.setVisible(False)
        self.resume_button.setVisible(False)

    def hear(self, event: Event) -> None:
        """Follow the run."""
        self.progress.hear(event)
        match event:
            case StageStarted():
                self._latest = None
                self.line.setText("")
            case Step():
                self._step(event)
            case Memory():
                self._memory(event)
            case Sample():
                self.samples.add(event.path, self._title(event), event.text)
            case SteppedDown():
                self.line.setText(said(event.message))
            case Paused():
                self.show_paused(True)
                self.line.setText(self.tr("Paused. Everything is kept."))
            case Checkpoint(score=score) if score is not None:
                words = self.tr("Saved at step %1 (likeness %2).")
                words = words.replace("%1", str(event.step)).replace("%2", f"{score:.2f}")
                self.line.setText(words)

    def draw_past(self, events: Iterable[Event]) -> None:
        """What a continued run said before: its curves and its samples."""
        for event in events:
            if isinstance(event, Step):
                self._draw(event)
            elif isinstance(event, Sample):
                self.samples.add(event.path, self._title(event), event.text)

    def ended(self, event: Event) -> None:
        """The run is over, well or not."""
        self._latest = None
        self.pause_button.setVisible(False)
        self.again_button.setVisible(True)
        self.resume_button.setVisible(not isinstance(event, Finished))
        match event:
            case Finished():
                self.line.setText(self.tr("Done. The voice is in your library."))
            case Stopped():
                self.line.setText(self.tr("Stopped. Everything up to the last save is kept."))
            case Failed(message=message):
                self.line.setText(said(message))
        self.progress.finished(isinstance(event, Finished))

    @property
    def paused(self) -> bool:
        return self._paused

    def show_paused(self, on: bool) -> None:
        """What the pause button does next."""
        if self._paused and not on:
            self.line.setText("")
        self._paused = on
        self.pause_button.setText(self.tr("Go on") if on else self.tr("Pause"))
        set_icon(self.pause_button, "play" if on else "pause")

    def _title(self, event: Sample) -> str:
        """A sample's label in the person's words."""
        titles = {"zero-shot": self.tr("Before training"), "tuned": self.tr("The finished voice")}
        if event.label in titles:
            return titles[event.label]
        if event.label.startswith("step "):
            stages = {"timbre": self.tr("How it sounds"), "prosody": self.tr("How it speaks")}
            stage = stages.get(event.stage, said(event.stage))
            words = self.tr("%1, step %2").replace("%1", stage)
            return words.replace("%2", str(event.step))
        return said(event.label)

    def _draw(self, event: Step) -> None:
        if event.stage != self._stage:
            self._steps_before += self._steps_of_stage
            self._stage = event.stage
        self._steps_of_stage = event.steps
        for name, value in event.losses.items():
            self.losses.add(name, self._steps_before + event.step, value)

    def _step(self, event: Step) -> None:
        self._draw(event)
        if self._paused:
            self.show_paused(False)
        # New words lay the page out again: four times a second are enough to be read.
        self._latest = event
        if not self._wording.isActive():
            self._wording.start()

    def _word(self) -> None:
        """Say how far the stage has come, as of the latest step."""
        if (event := self._latest) is None:
            return
        words = self.tr("Step %1 of %2 · %3 left · %4 s of speech each second")
        for mark, value in (
            ("%1", str(event.step)),
            ("%2", str(event.steps)),
            ("%3", time_left(event.eta_seconds)),
            ("%4", f"{event.speech_rate:.1f}"),
        ):
            words = words.replace(mark, value)
        if self._use is not None:
            busy = self.tr("card %1 % busy").replace("%1", f"{100 * self._use:.0f}", 1)
            words = f"{words} · {busy}"
        self.progress.detail(words)

    def _memory(self, event: Memory) -> None:
        at = time.monotonic() - self._began
        mine, others = event.process_bytes / GIGABYTE, event.others_bytes / GIGABYTE
        self.memory.add(self.tr("this run"), at, mine)
        self.memory.add(self.tr("other programs"), at, others)
        self.memory.add(self.tr("together"), at, mine + others)
        if event.planned_bytes:
            self.memory.set_limit(self.tr("the plan"), event.planned_bytes / GIGABYTE)
        self._use = event.gpu_use
        if event.total_bytes:
            whole = self.tr("memory") if event.device == "cpu" else self.tr("whole card")
            self.memory.set_limit(whole, event.total_bytes / GIGABYTE)


def time_left(seconds: float) -> str:
    """3725 -> "1:02:05"."""
    whole = max(0, round(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
