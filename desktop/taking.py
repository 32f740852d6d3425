"""Taking a sentence from the microphone: begun and ended by a key or by the voice itself."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.listening import Listener
from engine.audio.activity import Activity
from engine.audio.microphone import Level
from engine.audio.recorder import Recorder
from engine.errors import EngineError

# A breath before the key or the voice is kept, so that no first sound is lost.
PREROLL_SECONDS = 0.4
TAIL_SECONDS = 0.4
KEY_TAIL_MILLISECONDS = 250
LONGEST_SECONDS = 40
SHORTEST_SECONDS = 0.6


@dataclass(frozen=True)
class Taken:
    """A sentence that has ended. `end` is a position of the microphone, None for all of it.

    `broken` tells that it was not the reader who ended it.
    """

    recorder: Recorder
    end: int | None = None
    broken: bool = False


class Taker(QObject):
    """Records through the listener. `place` says where to write the sentence, None while it cannot.

    `ended` carries a `Taken`, whose recorder is to be finished off the GUI thread.
    """

    began = Signal()
    ended = Signal(object)
    failed = Signal(object)

    def __init__(
        self, listener: Listener, place: Callable[[], Path | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._listener, self._place = listener, place
        self._activity: Activity | None = None
        self._recorder: Recorder | None = None
        self._waiting: int | None = None
        self._by_voice = False
        self.hands_free = False
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(LONGEST_SECONDS * 1000)
        self._limit.timeout.connect(self.end)
        listener.opened.connect(self._opened)
        listener.heard.connect(self._hear)
        listener.lost.connect(self._lost)

    @property
    def recording(self) -> bool:
        return self._recorder is not None

    @property
    def speaking(self) -> bool:
        """Whether a voice is heard now."""
        return self._activity is not None and self._activity.speaking

    def begin(self) -> None:
        """Start now, by key."""
        microphone = self._listener.microphone
        if microphone is not None:
            self._begin(microphone.position, by_voice=False)

    def end_soon(self) -> None:
        """End by key, after the last sound has faded."""
        QTimer.singleShot(KEY_TAIL_MILLISECONDS, self, self.end)

    @Slot()
    def end(self, position: int | None = None, broken: bool = False) -> None:
        """End the sentence at a position of the microphone, or here."""
        recorder, self._recorder = self._recorder, None
        self._limit.stop()
        self._listener.recording = False
        if recorder is not None:
            self.ended.emit(Taken(recorder, position, broken))

    def _begin(self, position: int, by_voice: bool) -> None:
        microphone, path = self._listener.microphone, self._place()
        if microphone is None or path is None or self._recorder is not None:
            return
        try:
            start = position - round(PREROLL_SECONDS * microphone.rate)
            self._recorder = Recorder(microphone, path, start)
        except EngineError as error:
            self.failed.emit(error)
            return
        self._waiting, self._by_voice = None, by_voice
        self._listener.recording = True
        self._limit.start()
        self.began.emit()

    @Slot()
    def _opened(self) -> None:
        microphone = self._listener.microphone
        self._waiting = None
        self._activity = Activity(microphone.rate) if microphone is not None else None

    @Slot(object, int, object)
    def _hear(self, samples: object, rate: int, level: Level) -> None:
        if self._activity is None:
            return
        for change in self._activity.feed(samples):  # type: ignore[arg-type]
            if change.what == "began":
                self._waiting = change.position
            else:
                self._waiting = None
                self._voice_ended(change.position, rate)
        # A voice that came back while the last sentence was being saved is not lost.
        if self.hands_free and self._waiting is not None:
            self._begin(self._waiting, by_voice=True)
        if self._recorder is not None and self._recorder.problem is not None:
            self.end(broken=True)

    def _voice_ended(self, position: int, rate: int) -> None:
        if self._by_voice and self._recorder is not None:
            self.end(position + round(TAIL_SECONDS * rate))

    @Slot(object)
    def _lost(self, error: EngineError) -> None:
        self._activity = None
        self._waiting = None
        if self._recorder is not None:
            self.end(broken=True)
