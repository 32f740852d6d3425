"""One text being spoken: its sentences as they come, heard at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.next_step import NextStep
from desktop.studio import Studio
from engine.errors import EngineError
from engine.events import Failed, Stopped


class Speech(QObject):
    """Speaks through the studio's resident child; a page keeps one."""

    changed = Signal()
    finished = Signal()

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._request = ""
        self._again: Callable[[], None] = self.stop
        self.chunks: list[dict[str, Any]] = []
        studio.speaker.chunk.connect(self._chunk)
        studio.speaker.done.connect(self._done)
        studio.speaker.failed.connect(self._failed)

    @property
    def running(self) -> bool:
        return bool(self._request)

    @property
    def seconds(self) -> float:
        """Seconds of sound there are so far."""
        return sum(float(chunk["seconds"]) for chunk in self.chunks)

    def say(self, voice: str, text: str, **options: Any) -> None:
        """Speak `text` and play it from the first sentence on."""
        self.stop()
        self._again = partial(self.say, voice, text, **options)
        try:
            self._request = self._studio.speak(voice, text, **options)
        except EngineError as error:
            self._studio.trouble.emit(error)
            return
        self.chunks = []
        self._studio.player.begin()
        self.changed.emit()

    def stop(self) -> None:
        """Stop speaking; what was spoken stays."""
        request, self._request = self._request, ""
        if request:
            self._studio.speaker.cancel(request)
            self._studio.player.stop()
            self.changed.emit()

    @Slot(str, dict)
    def _chunk(self, name: str, chunk: dict[str, Any]) -> None:
        if name == self._request:
            self.chunks.append(chunk)
            self._studio.player.add(chunk["path"])
            self.changed.emit()

    @Slot(str)
    def _done(self, name: str) -> None:
        if name == self._request:
            self._request = ""
            self._studio.player.finish()
            self.changed.emit()
            self.finished.emit()

    @Slot(str, object)
    def _failed(self, name: str, ending: Failed | Stopped) -> None:
        if name == self._request:
            self._request = ""
            self._studio.player.finish()
            self.changed.emit()
            if isinstance(ending, Failed):
                again = NextStep(ending, lambda: self.tr("Speak again"), self._again)
                self._studio.offered.emit(again)
