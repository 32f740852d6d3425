"""One window for one data folder: a second start brings the first window to the front."""

import hashlib

from filelock import FileLock, Timeout
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from engine.errors import EngineError
from engine.files import data_home, disk_error

ANSWER_MILLISECONDS = 2000


class Instance(QObject):
    """Held by the first window; `called` tells it that somebody started Timbre again.

    The system lets go of the lock however the process ends.
    """

    called = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = FileLock(data_home() / "window.lock", timeout=0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def acquire(self) -> bool:
        """Become the first; False when another window holds the folder.

        Raises:
            EngineError: kind "disk" when the data folder cannot be written.
        """
        try:
            data_home().mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout:
            return False
        except OSError as error:
            raise disk_error(data_home(), error) from error
        QLocalServer.removeServer(_name())  # of a window that was killed
        self._server.listen(_name())
        return True

    def release(self) -> None:
        """Let the next one be first."""
        self._server.close()
        self._lock.release()

    @Slot()
    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.write(b"here")
            socket.flush()
            socket.disconnectFromServer()
            self.called.emit()


def call_first() -> EngineError | None:
    """Ask the window that is open to come to the front; what to say when it does not answer."""
    socket = QLocalSocket()
    socket.connectToServer(_name())
    heard = socket.waitForConnected(ANSWER_MILLISECONDS)
    if heard and (socket.bytesAvailable() or socket.waitForReadyRead(ANSWER_MILLISECONDS)):
        return None
    return EngineError(
        "busy",
        "Timbre is open already, and that window does not answer.",
        "Look for it on your screens; if it hangs, end it and start again. Nothing is lost.",
    )


def _name() -> str:
    place = str(data_home().absolute()).encode()
    return f"timbre-{hashlib.sha256(place).hexdigest()[:16]}"
