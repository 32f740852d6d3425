"""What becomes of running work when the window is closed: asked once, then seen to."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.language import joined, said
from desktop.runs import discard_run, has_unfinished_run
from desktop.studio import Studio
from engine.errors import EngineError
from engine.events import Stopped

BACKGROUND = QMessageBox.StandardButton.Yes
FINISH = QMessageBox.StandardButton.Ok
LATER = QMessageBox.StandardButton.Close
ASIDE = QMessageBox.StandardButton.Discard
STAY = QMessageBox.StandardButton.Cancel
AGAIN = QMessageBox.StandardButton.Retry


class Closing(QObject):
    """`settled` says that nothing stands in the way of closing any more.

    `may_leave`: whatever still runs needs no window, or the person has given it up. `kept_open`
    says that the window is wanted after all.
    """

    settled = Signal()
    kept_open = Signal()

    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio = studio
        self._window = window
        self._answer = STAY
        self._wanted = 0  # how many sentences are to be spoken before the window closes
        self.may_leave = False
        self._saving = False
        studio.job_ended.connect(self._ended)
        studio.reciter.changed.connect(self._spoken)
        studio.kept.connect(self._kept)
        studio.trouble.connect(self._troubled)

    @property
    def in_the_way(self) -> bool:
        """Whether something runs about which the person has not been asked."""
        return not self.may_leave and bool(self._studio.job or self._studio.reciter.busy)

    def save(self) -> bool:
        """See to what is not on disk yet; True when all of it is. `settled` comes once it is."""
        if self._studio.unsaved:
            self._saving = True
            self._studio.savers.hurry()
        return not self._studio.unsaved

    @Slot()
    def _kept(self) -> None:
        if not self._saving:
            return
        if self._studio.savers.problem is not None:
            self._saving = False
            self._ask_about(self._studio.savers.problem)
        elif not self._studio.unsaved:
            self._saving = False
            self._settle()

    @Slot(object)
    def _troubled(self, about: object) -> None:
        """Something else was not kept: the window stays, so that this is read."""
        if self._saving and about is not self._studio.savers.problem:
            self._saving = False
            self.kept_open.emit()

    def _ask_about(self, problem: EngineError) -> None:
        """What cannot be written is not given up without a word."""
        self._window.show()
        box = QMessageBox(self._window)
        box.setObjectName("unsaved")
        box.setStandardButtons(AGAIN | ASIDE | STAY)
        box.setWindowTitle(self.tr("Not everything is saved"))
        box.setText(said(problem.message))
        words = self.tr("The last changes are only in this window until they can be written.")
        box.setInformativeText(joined(words, said(problem.hint)))
        box.button(AGAIN).setText(self.tr("Try again"))
        box.button(ASIDE).setText(self.tr("Close without them"))
        box.button(STAY).setText(self.tr("Keep the window open"))
        box.setDefaultButton(AGAIN)
        box.finished.connect(self._answered_unsaved)
        box.open()

    @Slot(int)
    def _answered_unsaved(self, answer: int) -> None:
        chosen = QMessageBox.StandardButton(answer)
        if chosen == STAY:
            self.may_leave = False
            self.kept_open.emit()
            return
        if chosen == ASIDE:
            self._studio.savers.forget()
        self._settle()

    def ask(self) -> None:
        """Ask what is to become of it; several times is once."""
        if self._answer != STAY:
            return
        box = QMessageBox(self._window)
        box.setObjectName("closing")
        if self._studio.job == "train":
            self._word_training(box)
        elif self._studio.job:
            self._word_job(box)
        else:
            self._word_speech(box)
        box.button(STAY).setText(self.tr("Keep the window open"))
        box.finished.connect(self._answered)
        box.open()

    def _word_training(self, box: QMessageBox) -> None:
        box.setStandardButtons(BACKGROUND | LATER | ASIDE | STAY)
        box.setWindowTitle(self.tr("A voice is being trained"))
        name = self._studio.trainings.voice
        box.setText(self.tr("What is to become of the training of %1?").replace("%1", name))
        box.setInformativeText(
            self.tr(
                "In the background it goes on without the window, and the next start shows how far "
                "it is. Paused, it waits for the next start. Stopped, it is moved to the trash."
            )
        )
        box.button(BACKGROUND).setText(self.tr("Go on in the background"))
        box.button(LATER).setText(self.tr("Pause until next time"))
        box.button(ASIDE).setText(self.tr("Stop"))
        box.setDefaultButton(BACKGROUND)

    def _word_job(self, box: QMessageBox) -> None:
        box.setStandardButtons(LATER | STAY)
        box.setWindowTitle(self.tr("A job is running"))
        box.setText(self.tr("Stop it and close? What was done so far is kept."))
        box.button(LATER).setText(self.tr("Stop and close"))
        box.setDefaultButton(STAY)

    def _word_speech(self, box: QMessageBox) -> None:
        box.setStandardButtons(FINISH | LATER | STAY)
        reciter = self._studio.reciter
        box.setWindowTitle(self.tr("A text is being spoken"))
        words = self.tr("Sentences still to be spoken: %1.")
        box.setText(words.replace("%1", str(reciter.total - reciter.done)))
        box.setInformativeText(
            self.tr(
                "What is spoken is kept. What is not stays in the text and can be spoken next time."
            )
        )
        box.button(FINISH).setText(self.tr("Finish, then close"))
        box.button(LATER).setText(self.tr("Stop and close"))
        box.setDefaultButton(FINISH)

    @Slot(int)
    def _answered(self, answer: int) -> None:
        chosen = QMessageBox.StandardButton(answer)
        if chosen == STAY:
            return
        job, reciter = self._studio.job, self._studio.reciter
        if not job and reciter.busy:
            self._see_to_speech(chosen)
        elif not job or (chosen == BACKGROUND and self._studio.in_background):
            self._settle()
        else:
            self._answer = chosen
            # The person is done with it; saving takes a moment, and starting anew another.
            self._window.hide()
            self._studio.stop_job()

    def _see_to_speech(self, answer: QMessageBox.StandardButton) -> None:
        """The window stays in sight until all is spoken: whoever stops the queue keeps it."""
        reciter = self._studio.reciter
        if answer == FINISH:
            self._wanted = reciter.total
            self._studio.noted.emit(self.tr("Timbre closes when everything is spoken."))
            reciter.resume()
        else:
            reciter.when_kept(self._settle_if_kept)

    @Slot()
    def _spoken(self) -> None:
        reciter = self._studio.reciter
        if not self._wanted or (reciter.busy and not reciter.waiting):
            return
        wanted, self._wanted = self._wanted, 0
        if not reciter.waiting and reciter.done >= wanted:
            reciter.when_kept(self._settle_if_kept)

    def _settle_if_kept(self) -> None:
        """Unless the last take could not be written: the banner says why."""
        if not self._studio.reciter.waiting:
            self._settle()

    def _settle(self) -> None:
        self.may_leave = True
        QTimer.singleShot(0, self, self.settled.emit)

    @Slot(str, object)
    def _ended(self, job: str, event: object) -> None:
        answer, self._answer = self._answer, STAY
        if answer == STAY:
            return
        try:
            if answer == BACKGROUND and isinstance(event, Stopped):
                self._studio.trainings.send_away()
            elif answer == ASIDE and has_unfinished_run(self._studio.trainings.voice):
                discard_run(self._studio.trainings.voice)
        except EngineError as error:
            self._window.show()
            self._studio.trouble.emit(error)
            return
        if answer == BACKGROUND and not isinstance(event, Stopped):
            self._window.show()  # it has just ended by itself: the banner tells how
            return
        self._settle()
