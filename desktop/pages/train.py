"""Train: the plan in words, then the run as it happens."""

import time

from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from desktop.pages.page import Page
from desktop.pages.plan_form import PlanForm
from desktop.studio import Studio
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
    Step,
    SteppedDown,
    Stopped,
)

GIGABYTE = 1e9


class TrainPage(Page):
    """The form before, the live view during and after."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio,
            self.tr("Train"),
            self.tr("Your computer learns the voice in two stages: how it sounds, how it speaks."),
        )
        self._stage = ""
        self._steps_before = 0
        self._steps_of_stage = 0
        self._began = time.monotonic()
        self._paused = False
        self._wanted: tuple[str, str, str, str] | None = None
        self.form = PlanForm(studio)
        self.form.wanted.connect(self.begin)
        self.form.continued.connect(self._continue)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.form)
        self._stack.addWidget(self._live())
        self.body.addWidget(self._stack, 1)
        studio.told.connect(self._told)
        studio.job_started.connect(self._started)
        studio.job_ended.connect(self._ended)
        if studio.job == "train":
            self._replay()

    def _live(self) -> QWidget:
        self.progress = JobProgress(self._stop)
        self.line = label(role="muted")
        self.losses = Curves(self.tr("Losses"), self.tr("step"))
        self.memory = Curves(self.tr("Memory"), self.tr("seconds"), " GB")
        self.samples = Samples(
            self.studio.player, self.tr("Samples of the voice as it grows"), newest_first=True
        )
        self.pause_button = button(
            self.tr("Pause"),
            self.tr("Pause between two steps; go on whenever you like"),
            self.pause,
            icon="pause",
            shortcut="Ctrl+Shift+P",
        )
        self.again_button = button(
            self.tr("Back to the plan"),
            self.tr("Choose another quality, or continue a stopped run"),
            self._show_form,
            icon="back",
            kind="quiet",
            shortcut="Alt+Left",
        )
        self.resume_button = button(
            self.tr("Continue the run"),
            self.tr("Go on from the last save"),
            self._resume,
            icon="play",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        buttons = row(self.again_button, self.line, self.pause_button, self.resume_button, gap=2)
        buttons.setStretch(1, 1)
        plots = column(self._framed(self.losses), self._framed(self.memory), gap=2)
        hear = card()
        column(label(self.tr("Hear it grow"), "heading"), self.samples, margin=2, into=hear)
        middle = row(gap=2)
        middle.addLayout(plots, 5)
        middle.addWidget(hear, 3)
        live = QWidget()
        layout = column(self.progress, buttons, middle, gap=2, into=live)
        layout.setStretch(2, 1)
        return live

    @staticmethod
    def _framed(widget: QWidget) -> QFrame:
        frame = card()
        column(widget, margin=2, into=frame)
        return frame

    def arrive(self) -> None:
        """Ask for the plan if it is not known yet."""
        self.form.arrive()

    def restyle(self) -> None:
        self.losses.restyle()
        self.memory.restyle()

    def begin(self, voice: str, quality: str, base: str, consent: str) -> None:
        """Start the run."""
        self._wanted = (voice, quality, base, consent)
        self.studio.train(*self._wanted)

    def pause(self) -> None:
        """Pause, or go on."""
        self._paused = not self._paused
        self.studio.tell_job("pause" if self._paused else "resume")
        self._show_paused()

    def _continue(self, voice: str) -> None:
        self._wanted = (voice, self.form.quality, self.form.base, "")
        self._resume()

    def _resume(self) -> None:
        if self._wanted is not None:
            self.studio.train(*self._wanted, resume=True)

    def _show_form(self) -> None:
        self._stack.setCurrentWidget(self.form)
        self.form.ask()

    def _stop(self) -> None:
        self.progress.stopping()
        self.studio.stop_job()

    def _started(self, job: str) -> None:
        if job != "train":
            return
        self._stage = ""
        self._steps_before = self._steps_of_stage = 0
        self._began = time.monotonic()
        self._paused = False
        self.losses.clear()
        self.memory.clear()
        self.samples.clear()
        self.line.setText("")
        self.progress.begin(self.tr("Getting ready to train"))
        self._stack.setCurrentIndex(1)
        self._show_running(True)

    def _replay(self) -> None:
        """The page is made while a run is under way: show what was said so far."""
        self._started("train")
        for event in self.studio.events:
            self._told(event)

    def _told(self, event: Event) -> None:
        if self.studio.job != "train":
            return
        self.progress.hear(event)
        match event:
            case Step():
                self._step(event)
            case Memory():
                self._memory(event)
            case Sample():
                self.samples.add(event.path, event.label, event.text)
            case SteppedDown():
                self.line.setText(event.message)
            case Paused():
                self.line.setText(self.tr("Paused. Everything is kept."))
            case Checkpoint(score=score) if score is not None:
                words = self.tr("Saved at step %1 (likeness %2).")
                words = words.replace("%1", str(event.step)).replace("%2", f"{score:.2f}")
                self.line.setText(words)

    def _step(self, event: Step) -> None:
        if event.stage != self._stage:
            self._steps_before += self._steps_of_stage
            self._stage = event.stage
        self._steps_of_stage = event.steps
        for name, value in event.losses.items():
            self.losses.add(name, self._steps_before + event.step, value)
        words = self.tr("Step %1 of %2 · %3 left · %4 s of speech each second")
        for mark, value in (
            ("%1", str(event.step)),
            ("%2", str(event.steps)),
            ("%3", time_left(event.eta_seconds)),
            ("%4", f"{event.speech_rate:.1f}"),
        ):
            words = words.replace(mark, value)
        self.progress.detail(words)

    def _memory(self, event: Memory) -> None:
        at = time.monotonic() - self._began
        mine, others = event.process_bytes / GIGABYTE, event.others_bytes / GIGABYTE
        self.memory.add(self.tr("this run"), at, mine)
        self.memory.add(self.tr("with other programs"), at, mine + others)
        if event.planned_bytes:
            self.memory.set_limit(event.planned_bytes / GIGABYTE)

    def _ended(self, job: str, event: object) -> None:
        if job != "train":
            return
        self._show_running(False)
        match event:
            case Finished():
                self.line.setText(self.tr("Done. The voice is in your library."))
            case Stopped(message=message):
                self.line.setText(message)
            case Failed(message=message):
                self.line.setText(message)
        self.resume_button.setVisible(not isinstance(event, Finished))
        self.progress.finished(isinstance(event, Finished))

    def _show_running(self, running: bool) -> None:
        self.pause_button.setVisible(running)
        self.again_button.setVisible(not running)
        self.resume_button.setVisible(False)
        self._show_paused()

    def _show_paused(self) -> None:
        self.pause_button.setText(self.tr("Go on") if self._paused else self.tr("Pause"))
        set_icon(self.pause_button, "play" if self._paused else "pause")


def time_left(seconds: float) -> str:
    """3725 -> "1:02:05"."""
    whole = max(0, round(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
