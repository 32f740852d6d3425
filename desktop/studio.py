"""What is open and what runs: the pages talk to this, and to nothing else."""

import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from desktop.background import forget_background
from desktop.changes import Changes
from desktop.examination import Examination
from desktop.following import FollowThread
from desktop.narrator import Narrator
from desktop.next_step import NextStep
from desktop.playback import Player
from desktop.preparing import is_prepared, is_stale, load_prepared, prepare_words
from desktop.projects import Project, open_project, project_names
from desktop.questions import Questions
from desktop.reciter import Reciter
from desktop.saving import Saver, Savers
from desktop.settings import Settings, save_settings
from desktop.speaker import Speaker
from desktop.trainings import Trainings
from desktop.worker import JobThread, Task, Tasks
from engine.child import Word
from engine.errors import EngineError
from engine.events import Event, Failed, Finished
from engine.project import Clip, Dataset, save_dataset

ENGINE = (sys.executable, "-m", "engine")
EVENTS_KEPT = 2_000


class Studio(QObject):
    """The open project, the one running job, the speaker and the player.

    `trouble` carries every EngineError or Failed that a person must see, `offered` a `NextStep`
    where there is one; `voices_changed` says that the library is not what it was, `kept` that
    something which was `unsaved` is on disk, or that it is known why not.
    """

    project_changed = Signal()
    dataset_changed = Signal()
    voices_changed = Signal()
    settings_changed = Signal()
    job_started = Signal(str)
    told = Signal(object)
    job_ended = Signal(str, object)
    trouble = Signal(object)
    offered = Signal(object)
    noted = Signal(str)
    page_wanted = Signal(str)
    closing = Signal()
    kept = Signal()

    def __init__(self, engine: Sequence[str] = ENGINE, settings: Settings | None = None) -> None:
        super().__init__()
        self.engine = list(engine)
        self.settings = settings or Settings()
        self.tasks = Tasks(self)
        self.questions = Questions()
        self.examination = Examination(self.engine, self.questions, self.tasks, self)
        self.player = Player(self)
        self.player.device = self.settings.speaker
        self.speaker = Speaker(self.engine, self)
        self.savers = Savers()
        self.clips = self.saver()  # a child of the engine reads them: it is flushed before
        self.narrator = Narrator(self)
        self.reciter = Reciter(self, self.narrator)
        self.project: Project | None = None
        self.dataset: Dataset | None = None
        self.job = ""
        self.trainings = Trainings(self)
        self.events: deque[Event] = deque(maxlen=EVENTS_KEPT)
        self._thread: JobThread | FollowThread | None = None
        self.words: list[str] = []
        self._changes = Changes(self)
        self.player.failed.connect(self.trouble)

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[EngineError], object] | None = None,
    ) -> Task:
        """Do something off the GUI thread; without `failed`, trouble is shown in the banner."""
        return self.tasks.run(work, done, failed or self.trouble.emit)

    def saver(self, milliseconds: int = 0) -> Saver:
        """One for something that must be on disk before the window may go."""
        saver = Saver(self, milliseconds)
        saver.rested.connect(self.kept)
        self.savers.add(saver)
        return saver

    def change_settings(self, settings: Settings) -> None:
        """Keep what the person chose."""
        self.settings = settings
        self.player.device = settings.speaker
        try:
            save_settings(settings)
        except EngineError as error:
            self.trouble.emit(error)
        self.settings_changed.emit()

    def open(self, name: str) -> None:
        """Open a project, beginning it if need be."""
        if self.job or self.changing:
            self.trouble.emit(_busy())
            return
        if not self.clips.flush():
            return
        try:
            self.set_project(open_project(name), fresh=True)
        except EngineError as error:
            self.trouble.emit(error)

    def open_last(self) -> None:
        """Open the project that was open last, else the first there is, else none."""
        names = project_names()
        if self.settings.project in names:
            self.open(self.settings.project)
        elif names:
            self.open(names[0])

    def set_project(self, project: Project, fresh: bool = False) -> None:
        """Show this state of the project (it is on disk already)."""
        self.project = project
        if fresh:
            self.dataset = None
            self.events.clear()
            self.load_dataset()
        self.project_changed.emit()

    def change_project(
        self,
        change: Callable[[Project], Project],
        done: Callable[[], object] = lambda: None,
        undone: Callable[[], object] = lambda: None,
    ) -> None:
        """Apply and save a change off the GUI thread; changes happen one after the other.

        `done` is called after it, or `undone` when it failed and everything is as it was.
        """
        self._changes.add((change, done, undone))

    @property
    def changing(self) -> bool:
        """Whether a change is on its way to disk."""
        return self._changes.busy

    def load_dataset(self) -> None:
        """Read the project's dataset in the background, if it has one."""
        project = self.project
        if project is None or not is_prepared(project):
            self.dataset = None
            self.dataset_changed.emit()
            return

        def show(dataset: Dataset) -> None:
            if self.project is not None and self.project.name == project.name:
                self.dataset = dataset
                self.dataset_changed.emit()

        self.run(lambda: load_prepared(project), show)

    def change_clips(self, clips: Sequence[Clip]) -> None:
        """Replace clips (their text, or whether they are kept) and save in the background."""
        if self.dataset is None or self.project is None:
            return
        folder, dataset = self.project.dataset, self.dataset.with_clips(clips)
        self.dataset = dataset
        self.clips.keep(lambda: save_dataset(folder, dataset))

    @property
    def stale(self) -> bool:
        """Whether something was recorded or imported that the dataset has not seen."""
        return self.project is not None and is_stale(self.project, self.dataset)

    def prepare(self) -> None:
        """Turn what was recorded and imported into a dataset."""
        if (project := self.project) is None:
            return
        try:
            words = prepare_words(project)
        except EngineError as error:
            self.trouble.emit(error)
            return
        if self.clips.flush():
            self.start("prepare", words)

    def start(self, job: str, words: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        """Start one heavy job with `env` added; the speaker's memory is given back first."""
        if self.job:
            self.trouble.emit(_busy())
            return
        self.words = list(words)
        self.run_job(job, JobThread([*self.engine, *words, "--events", "-"], self, env=env))

    def run_job(self, job: str, thread: JobThread | FollowThread) -> None:
        """Let a thread that was made for it carry the one job."""
        self.speaker.close()
        self.player.stop()
        self.job = job
        self.events.clear()
        thread.told.connect(self._heard)
        thread.ended.connect(self._ended)
        self._thread = thread
        self.job_started.emit(job)
        thread.start()

    @property
    def in_background(self) -> bool:
        """Whether the job would go on without the window."""
        return isinstance(self._thread, FollowThread)

    def tell_job(self, word: Word) -> None:
        """Pause or resume the running job."""
        if self._thread is not None:
            self._carefully(partial(self._thread.send, word))

    def stop_job(self) -> None:
        """Ask the running job to stop; what it did is kept."""
        if self._thread is not None:
            self._carefully(self._thread.stop)

    def _carefully(self, act: Callable[[], object]) -> None:
        """Talking to a job without a window needs the disk."""
        try:
            act()
        except EngineError as error:
            self.trouble.emit(error)

    def speak(self, voice: str, text: str, **options: Any) -> str:
        """Have a text spoken; chunks come through `speaker`.

        Raises:
            EngineError: kind "busy" while a job holds the machine.
        """
        if self.job:
            raise _busy()
        return self.speaker.speak(voice, text, **options)

    def close(self) -> None:
        """End everything that runs and save what is not saved; for the end of the program."""
        self.closing.emit()
        if self._thread is not None:
            self._thread.leave()
        self.speaker.wait()
        self.player.close()
        if self._thread is not None:
            self._thread.wait()
        self._changes.finish()
        self.savers.flush()
        self.questions.close()
        self.tasks.wait()
        # One whose job has told how it ended may still be reading the rest.
        for thread in self.findChildren(QThread):
            thread.wait()

    @Slot(object)
    def _heard(self, event: Event) -> None:
        self.events.append(event)
        self.told.emit(event)

    @Slot(object)
    def _ended(self, event: Event) -> None:
        job, self.job = self.job, ""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.finished.connect(thread.deleteLater)
            if thread.isFinished():
                thread.deleteLater()
        if isinstance(thread, FollowThread):
            forget_background()
        if job == "prepare":
            self.load_dataset()
        elif isinstance(event, Finished):
            self.voices_changed.emit()
        self.job_ended.emit(job, event)
        if isinstance(event, Failed) and job == "prepare":
            self.offered.emit(NextStep(event, lambda: self.tr("Look again"), self.prepare))
        elif isinstance(event, Failed):
            self.trainings.offer_next_step(event)

    @property
    def unsaved(self) -> bool:
        """Whether something is on its way to disk."""
        return self.changing or self.savers.unsaved


def _busy() -> EngineError:
    return EngineError(
        "busy", "Another job is running.", "Wait for it to end, or stop it on its page."
    )
