"""Train: the plan in words, then the run as it happens."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.background import past_events
from desktop.pages.live import LiveView
from desktop.pages.page import Page
from desktop.pages.plan_form import PlanForm
from desktop.runs import purpose_of_run
from desktop.studio import Studio
from desktop.widgets.controls import button
from desktop.wishes import Wishes
from engine.events import Event, Finished
from engine.project import Clip, reference_clips
from engine.training.run import EVENTS_FILE, runs_home

# What is heard again at once; older things are drawn from the run's own file.
LATEST = 500


class TrainPage(Page):
    """The form before, the live view during and after."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio,
            self.tr("Train"),
            self.tr("Your computer learns the voice in two stages: how it sounds, how it speaks."),
        )
        self._ending: Event | None = None
        self.form = PlanForm(studio)
        self.form.wanted.connect(self.begin)
        self.form.continued.connect(self._continue)
        self.live = LiveView(studio.player, self._stop)
        self.live.pause_button.clicked.connect(self.pause)
        self.live.again_button.clicked.connect(self._show_form)
        self.live.resume_button.clicked.connect(self._resume)
        self.continue_button = button(
            self.tr("Continue to Listen"),
            self.tr("Hear the voice beside the person"),
            lambda: studio.page_wanted.emit("listen"),
            icon="next",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        self.head_actions.addWidget(self.continue_button)
        self.continue_button.hide()
        # One is hidden: in a stack the page would be as tall as the taller of both.
        self.live.hide()
        self.body.addWidget(self.form, 1)
        self.body.addWidget(self.live, 1)
        studio.told.connect(self._told)
        studio.job_started.connect(self._started)
        studio.job_ended.connect(self._ended)
        if studio.job == "train":
            self._replay()

    def later(self) -> Iterable[Callable[[], object]]:
        return self.live.losses.make_plot, self.live.memory.make_plot

    def arrive(self) -> None:
        """Ask for the plan if it is not known yet."""
        self.form.arrive()
        if self.form.isVisible():
            self.form.choices[self.form.quality].setFocus()

    def kept(self) -> tuple[Any, Event | None]:
        ended = self._ending if self.live.isVisibleTo(self) else None
        return self.form.kept(), ended

    def take_over(self, kept: tuple[Any, Event | None]) -> None:
        form, ending = kept
        self.form.take_over(form)
        if ending is not None and not self.studio.job:
            self._replay()
            self._ended("train", ending)

    def restyle(self) -> None:
        self.live.restyle()

    @Slot(str, object, str)
    def begin(self, voice: str, wishes: Wishes, consent: str) -> None:
        """Start the run; along the way it says what the person says in a clip, to compare."""
        options = [*wishes.options(), "--consent", consent]
        if (clip := self._clip_to_compare()) is not None:
            options += ["--say", clip.text]
        self.studio.trainings.begin(voice, options)

    @Slot()
    def pause(self) -> None:
        """Pause, or go on."""
        self.live.show_paused(not self.live.paused)
        self.studio.tell_job("pause" if self.live.paused else "resume")

    @Slot(str)
    def _continue(self, voice: str) -> None:
        self.studio.trainings.go_on(voice)

    @Slot()
    def _resume(self) -> None:
        self.studio.trainings.go_on(self.studio.trainings.voice)

    @Slot()
    def _show_form(self) -> None:
        self._show(self.form)
        self.form.ask()

    def _show(self, view: QWidget) -> None:
        """Show one of the two; the keyboard stays on this page."""
        held = self.form.isAncestorOf(self.window().focusWidget() or self)
        self.form.setVisible(view is self.form)
        self.live.setVisible(view is self.live)
        self.continue_button.hide()
        if held and view is self.live:
            self.live.pause_button.setFocus()

    def _stop(self) -> None:
        self.live.progress.stopping()
        self.studio.stop_job()

    @Slot(str)
    def _started(self, job: str) -> None:
        if job != "train":
            return
        self._ending = None
        self.live.begin()
        self._show(self.live)
        self._show_original()
        if self.studio.trainings.resuming:
            self._draw_past()

    def _clip_to_compare(self) -> Clip | None:
        """The shortest of the clips that become the voice's references."""
        dataset = self.studio.dataset
        clips = reference_clips(dataset.kept) if dataset else []
        return min(clips, key=lambda clip: clip.seconds, default=None)

    def _show_original(self) -> None:
        """The person saying what the samples say, if a clip of it is there."""
        project, dataset = self.studio.project, self.studio.dataset
        if project is None or dataset is None:
            return
        purpose = (
            purpose_of_run(self.studio.trainings.voice) if self.studio.trainings.resuming else None
        )
        wanted = purpose.text if purpose else None
        clip = next((c for c in dataset.kept if c.text == wanted), self._clip_to_compare())
        if clip is not None:
            title = self.tr("The person")
            self.live.samples.compare_with(project.dataset / clip.path, title, clip.text)

    def _replay(self) -> None:
        """The page is made while a run is under way or after it: show what was said so far."""
        self._started("train")
        for event in list(self.studio.events)[-LATEST:]:
            self.live.hear(event)
        self._draw_past()

    def _draw_past(self) -> None:
        history = runs_home() / self.studio.trainings.voice / EVENTS_FILE
        self.studio.run(lambda: past_events(history), self.live.draw_past)

    @Slot(object)
    def _told(self, event: Event) -> None:
        if self.studio.job == "train":
            self.live.hear(event)

    @Slot(str, object)
    def _ended(self, job: str, event: Event) -> None:
        if job == "train":
            self._ending = event
            self.live.ended(event)
            self.continue_button.setVisible(isinstance(event, Finished))
