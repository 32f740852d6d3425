"""The training of the open project: planned, begun, continued, sent away, found, offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.background import find_background, send_away
from desktop.following import FollowThread
from desktop.next_step import NextStep
from desktop.projects import project_names
from desktop.runs import has_unfinished_run, is_on_card, purpose_of_run, unfinished_runs
from engine.errors import EngineError
from engine.events import Failed, Note
from engine.files import from_plain
from engine.plan import TrainingPlan
from engine.training.run import EVENTS_FILE, NO_LIGHTER, runs_home

if TYPE_CHECKING:
    from desktop.studio import Studio


class Trainings(QObject):
    """`voice` is the one that is, or was last, trained; `resuming` whether its run was continued.

    It only knows what to start and what to offer; the studio runs the one job there is.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.voice = ""
        self.resuming = False

    def plan(
        self,
        options: Sequence[str],
        done: Callable[[TrainingPlan], object],
        failed: Callable[[EngineError], object],
    ) -> None:
        """Ask the engine how it would train; `options` are those of `timbre plan`."""
        studio = self._studio
        if (project := studio.project) is None:
            return
        if not studio.clips.flush() and studio.clips.problem is not None:
            failed(studio.clips.problem)
            return
        command = [*studio.engine, "plan", str(project.dataset), *options, "--json"]
        studio.run(lambda: _plan_from(studio.questions.ask(command)), done, failed)

    def begin(self, voice: str, options: Sequence[str]) -> None:
        """Fine-tune a voice on the project's dataset; `options` are those of `timbre train`."""
        self._start(voice, options, resume=False)

    def go_on(self, voice: str, on_processor: bool = False) -> None:
        """Continue an interrupted training, where it was or on the processor, and show it."""
        device = ["--device", "cpu"] if on_processor else []
        self._start(voice, [*_resuming(voice), *device], resume=True)
        self._studio.page_wanted.emit("train")

    def find(self) -> None:
        """Follow the training that was sent away, or hear how it ended."""
        found, studio = find_background(), self._studio
        if found is None or studio.job:
            return
        if found.project in project_names():
            studio.open(found.project)
        self.voice, self.resuming = found.voice, False
        history = runs_home() / found.voice / EVENTS_FILE
        studio.run_job("train", FollowThread(found, history, studio))

    def send_away(self) -> None:
        """Have the training that was just stopped go on as a program without a window.

        Raises:
            EngineError: kind "disk" or "missing".
        """
        if (project := self._studio.project) is None:
            return
        words = self._studio.words
        if has_unfinished_run(self.voice) and "--resume" not in words:
            words = [*self._words(self.voice), *_resuming(self.voice)]
        send_away(self._studio.engine, words, project.name, self.voice)

    def offer_unfinished(self) -> None:
        """Say that a training of the open project was interrupted, and offer to continue it."""
        project = self._studio.project
        if project is None or not (runs := unfinished_runs(project.dataset)):
            return
        words = self.tr("The training of %1 was interrupted; what it learned is kept.")
        note = Note(words.replace("%1", runs[0]))
        again = partial(self.go_on, runs[0])
        self._offer(note, lambda: self.tr("Continue training"), again)

    def offer_next_step(self, failed: Failed) -> None:
        """Say why a training ended, with what helps as a button."""
        if not has_unfinished_run(self.voice):
            self._studio.trouble.emit(failed)
        elif _wants_processor(failed) and is_on_card(self.voice):
            moved = partial(self.go_on, self.voice, on_processor=True)
            self._offer(failed, lambda: self.tr("Continue on the processor"), moved)
        elif failed.kind == "device":
            doctor = partial(self._studio.page_wanted.emit, "doctor")
            self._offer(failed, lambda: self.tr("Open Doctor"), doctor)
        else:
            again = partial(self.go_on, self.voice)
            self._offer(failed, lambda: self.tr("Continue training"), again)

    def _offer(
        self, about: Failed | Note, words: Callable[[], str], act: Callable[[], object]
    ) -> None:
        self._studio.offered.emit(NextStep(about, words, act))

    def _start(self, voice: str, options: Sequence[str], *, resume: bool) -> None:
        if self._studio.project is None or not self._studio.clips.flush():
            return
        if not self._studio.job:
            self.voice, self.resuming = voice, resume
        self._studio.start("train", [*self._words(voice), *options])

    def _words(self, voice: str) -> list[str]:
        project = self._studio.project
        return ["train", str(project.dataset), "--voice", voice] if project else []


def _plan_from(plain: Any) -> TrainingPlan:
    found = plain.get("plan", plain) if isinstance(plain, dict) else plain
    try:
        return from_plain(TrainingPlan, found)
    except (TypeError, ValueError) as error:
        raise EngineError(
            "internal", f"The plan cannot be read: {error}.", "Run `timbre doctor`."
        ) from error


def _wants_processor(failed: Failed) -> bool:
    """Whether the card is gone, or too small for any way to train on it."""
    return failed.kind == "device" or failed.message.endswith(NO_LIGHTER)


def _resuming(voice: str) -> list[str]:
    """What `timbre train` is told to continue a run: also its base, which is compared."""
    purpose = purpose_of_run(voice)
    return ["--resume", *(["--base", purpose.base] if purpose else [])]
