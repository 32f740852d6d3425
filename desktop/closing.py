"""What becomes of a running job when the window is closed: asked once, then seen to."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.runs import discard_run, has_unfinished_run
from desktop.studio import Studio
from engine.errors import EngineError
from engine.events import Stopped

BACKGROUND = QMessageBox.StandardButton.Yes
LATER = QMessageBox.StandardButton.Close
ASIDE = QMessageBox.StandardButton.Discard
STAY = QMessageBox.StandardButton.Cancel


class Closing(QObject):
    """`settled` says that nothing stands in the way of closing any more.

    `may_leave`: the job needs no window, and the person knows that it goes on.
    """

    settled = Signal()

    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio = studio
        self._window = window
        self._answer = STAY
        self.may_leave = False
        studio.job_ended.connect(self._ended)

    def ask(self) -> None:
        """Ask what is to become of the job; several times is once."""
        if self._answer != STAY:
            return
        box = QMessageBox(self._window)
        box.setObjectName("closing")
        training = self._studio.job == "train"
        box.setStandardButtons(BACKGROUND | LATER | ASIDE | STAY if training else LATER | STAY)
        box.button(STAY).setText(self.tr("Keep the window open"))
        if training:
            self._word_training(box)
        else:
            box.setWindowTitle(self.tr("A job is running"))
            box.setText(self.tr("Stop it and close? What was done so far is kept."))
            box.button(LATER).setText(self.tr("Stop and close"))
            box.setDefaultButton(STAY)
        box.finished.connect(self._answered)
        box.open()

    def _word_training(self, box: QMessageBox) -> None:
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

    @Slot(int)
    def _answered(self, answer: int) -> None:
        self._answer = QMessageBox.StandardButton(answer)
        if self._answer == STAY:
            return
        self.may_leave = self._answer == BACKGROUND and self._studio.in_background
        if not self._studio.job or self.may_leave:
            self.settled.emit()
            return
        # The person is done with it; saving takes a moment, and starting anew another.
        self._window.hide()
        self._studio.stop_job()

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
        QTimer.singleShot(0, self, self.settled.emit)
