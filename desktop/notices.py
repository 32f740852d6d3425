"""A word from the desktop when a training ends while nobody looks at the window."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from desktop.language import said
from desktop.studio import Studio
from engine.events import Event, Failed, Finished

MILLISECONDS = 15_000


class Notices(QObject):
    """Does nothing where a desktop has no place for messages; `told` carries title and text."""

    told = Signal(str, str)

    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio = studio
        self._window = window
        self._tray: QSystemTrayIcon | None = None
        studio.job_ended.connect(self._ended)

    @Slot(str, object)
    def _ended(self, job: str, event: Event) -> None:
        if job != "train" or self._window.isActiveWindow():
            return
        name = self._studio.trainings.voice
        match event:
            case Finished():
                words = self.tr("The voice %1 is ready to be heard.").replace("%1", name)
                self.tell(self.tr("Training finished"), words)
            case Failed(message=message):
                self.tell(self.tr("The training of %1 waits").replace("%1", name), said(message))

    def tell(self, title: str, text: str) -> None:
        """Show a message on the desktop, and mark the window in the task bar."""
        QApplication.alert(self._window)
        self.told.emit(title, text)
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._tray.messageClicked.connect(self._come)
            self._tray.activated.connect(self._come)
        self._tray.show()
        self._tray.showMessage(title, text, QSystemTrayIcon.MessageIcon.NoIcon, MILLISECONDS)

    @Slot()
    def _come(self, *_: object) -> None:
        if self._tray is not None:
            self._tray.hide()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
