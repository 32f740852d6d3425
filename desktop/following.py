"""The thread that follows a training without a window, as `JobThread` follows a child."""

import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from desktop.background import Background, events_file, past_events, to_event
from desktop.relay import Relay
from desktop.worker import surprise
from engine.child import Patience, Word
from engine.errors import EngineError
from engine.events import TERMINAL, Event, Failed

LOOK_SECONDS = 0.2
LATEST_BYTES = 16_384


class FollowThread(QThread):
    """Reads what a background job writes. `told` and `ended` as in `JobThread`.

    The thinned-out past of its run (`history` is the run's own file) is told first. `leave` ends
    the following and not the job.
    """

    told = Signal(object)
    ended = Signal(object)

    def __init__(
        self,
        background: Background,
        history: Path,
        parent: QObject | None = None,
        patience: Patience | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._history = history
        self._patience = patience or Patience()
        self._left = threading.Event()
        self._stop_asked = 0.0
        self._relay = Relay(self._pass_on, self)

    def run(self) -> None:
        """Follow until the job has ended or nobody wants to know any more."""
        try:
            self._follow()
        except EngineError as error:
            self._relay.put(Failed(error.kind, error.message, error.hint))
        except Exception as error:  # the edge of a thread: nothing above it would hear
            words = surprise(error)
            self._relay.put(Failed(words.kind, words.message, words.hint))

    def _pass_on(self, event: Event) -> None:
        self.told.emit(event)
        if isinstance(event, TERMINAL):
            self.ended.emit(event)

    def send(self, word: Word) -> None:
        """Say "pause" or "resume" to the job."""
        self._background.say(word)

    def stop(self) -> None:
        """Ask the job to stop; one that does not is ended. Returns at once."""
        self._background.say("stop")
        self._stop_asked = time.monotonic()

    def leave(self) -> None:
        """Follow no longer; the job goes on."""
        self._relay.hurry()
        self._left.set()

    def _follow(self) -> None:
        with events_file().open("rb") as file:
            # The latest words are heard too: whether it is paused stands nowhere else.
            seen = max(0, file.seek(0, 2) - LATEST_BYTES)
            for event in past_events(self._history):
                self._relay.put(event)
            file.seek(seen)
            rest = b""
            while True:
                alive = self._background.alive
                rest = self._tell(rest + file.read())
                if not alive:
                    break
                if self._left.wait(LOOK_SECONDS):
                    return
                self._climb()
        self._relay.put(self._background.ending())

    def _tell(self, data: bytes) -> bytes:
        """Tell the whole lines in `data`; what is left is a line that is still being written."""
        *lines, rest = data.split(b"\n")
        for line in lines:
            event = to_event(line)
            if event is not None and not isinstance(event, TERMINAL):
                self._relay.put(event)
        return rest

    def _climb(self) -> None:
        """The ladder of a child that was told to stop."""
        if not self._stop_asked:
            return
        waited = time.monotonic() - self._stop_asked
        if waited > self._patience.after_stop:
            self._background.end(
                waited > self._patience.after_stop + self._patience.after_terminate
            )
