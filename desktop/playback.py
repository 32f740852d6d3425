"""Sound out of the speakers, from files, in a thread of its own."""

import queue
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from desktop.worker import surprise
from engine.audio.devices import portaudio
from engine.errors import EngineError

if TYPE_CHECKING:
    from soundfile import SoundFile

BLOCK_SECONDS = 0.04
# Sound on its way to the loudspeaker: what a computer that is training needs not to stutter.
LATENCY_SECONDS = 0.25


class PlayThread(QThread):
    """Plays files one after the other until there are no more, or it is told to stop."""

    moved = Signal(str, float, float)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None, device: str = "") -> None:
        super().__init__(parent)
        self._device = device
        self.files: queue.Queue[tuple[str, float] | None] = queue.Queue()
        self._stop = threading.Event()
        self._go = threading.Event()
        self._go.set()

    def stop(self) -> None:
        self._stop.set()
        self._go.set()
        self.files.put(None)

    def pause(self, on: bool) -> None:
        if on:
            self._go.clear()
        else:
            self._go.set()

    @property
    def paused(self) -> bool:
        return not self._go.is_set()

    def run(self) -> None:
        """Play until a None in the queue."""
        try:
            while (wanted := self.files.get()) is not None and not self._stop.is_set():
                self._play(*wanted)
        except EngineError as error:
            self.failed.emit(error)
        except Exception as error:  # the edge of a thread: nothing above it would hear
            self.failed.emit(surprise(error))

    def _play(self, path: str, pause: float) -> None:
        import soundfile

        try:
            file = soundfile.SoundFile(path)
        except (OSError, RuntimeError) as error:
            raise EngineError(
                "missing", f"{Path(path).name} cannot be played: {error}.", "Make it again."
            ) from error
        try:
            self._pass_on(file, path, pause)
        except portaudio().PortAudioError as error:
            raise EngineError(
                "device",
                "The loudspeaker has gone while something was played.",
                "Connect it again or choose another, then play it once more; no sound is lost.",
            ) from error

    def _pass_on(self, file: "SoundFile", path: str, pause: float) -> None:
        """The sound of a file and the silence after it, block by block."""
        import numpy as np

        with file:
            total = file.frames / file.samplerate
            with _speaker(file.samplerate, file.channels, self._device) as speaker:
                done = 0
                while not self._stop.is_set() and self._go.wait():
                    block = file.read(int(BLOCK_SECONDS * file.samplerate), dtype="float32")
                    if not len(block):
                        break
                    speaker.write(block if block.ndim == 2 else block.reshape(-1, 1))
                    done += len(block)
                    heard = max(0.0, done / file.samplerate - speaker.latency)
                    self.moved.emit(path, heard, total)
                quiet = np.zeros((int(BLOCK_SECONDS * file.samplerate), file.channels), np.float32)
                for _ in range(round(pause / BLOCK_SECONDS)):
                    if self._stop.is_set() or not self._go.wait():
                        break
                    speaker.write(quiet)
                if self._stop.is_set():
                    speaker.abort()  # what is on its way is not heard any more


def _speaker(rate: int, channels: int, device: str) -> Any:
    sounddevice = portaudio()
    # A loudspeaker that is no longer there is replaced by the system's own.
    found = device if device in loudspeakers() else None
    try:
        return sounddevice.OutputStream(
            rate, device=found, channels=channels, dtype="float32", latency=LATENCY_SECONDS
        )
    except sounddevice.PortAudioError as error:
        raise EngineError(
            "device",
            "No loudspeaker can be opened.",
            "Connect one, or save the sound as a file and play it elsewhere.",
        ) from error


def loudspeakers() -> tuple[str, ...]:
    """Names of the devices that can play, each once.

    Raises:
        EngineError: kind "missing" without PortAudio.
    """
    devices = portaudio().query_devices()
    names = (str(each["name"]) for each in devices if each["max_output_channels"] > 0)
    return tuple(dict.fromkeys(names))


class Player(QObject):
    """The one player of the window: a new sound ends the one before."""

    started = Signal(str)
    moved = Signal(str, float, float)
    ended = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: PlayThread | None = None
        self.path = ""
        self.device = ""

    @property
    def playing(self) -> bool:
        return self._thread is not None

    @property
    def paused(self) -> bool:
        return self._thread is not None and self._thread.paused

    def play(self, path: str | Path) -> None:
        """Play one file from its beginning."""
        self.begin()
        self.add(path)
        self.finish()

    def toggle(self, path: str | Path) -> None:
        """Play a file, or stop it if it is the one that plays."""
        if self.playing and self.path == str(path):
            self.stop()
        else:
            self.play(path)

    def begin(self) -> None:
        """Get ready for a row of files that are still being made."""
        self.stop()
        thread = PlayThread(self, self.device)
        thread.moved.connect(self.moved)
        thread.failed.connect(self.failed)
        thread.finished.connect(self._finished)
        self._thread = thread
        thread.start()

    def add(self, path: str | Path, pause: float = 0.0) -> None:
        """Play this file after those before it, and then `pause` seconds of silence."""
        if self._thread is not None:
            if not self.path:
                self.path = str(path)
                self.started.emit(self.path)
            self._thread.files.put((str(path), pause))

    def finish(self) -> None:
        """No more files come."""
        if self._thread is not None:
            self._thread.files.put(None)

    def pause(self, on: bool) -> None:
        if self._thread is not None:
            self._thread.pause(on)

    def stop(self) -> None:
        """Be silent now."""
        thread, self._thread = self._thread, None
        self.path = ""
        if thread is not None:
            thread.stop()
            self.ended.emit()

    def close(self) -> None:
        """Stop and wait for the thread: for the end of the program."""
        self.stop()
        for thread in self.findChildren(PlayThread):
            thread.wait()

    @Slot()
    def _finished(self) -> None:
        thread = self.sender()
        if thread is self._thread:
            self._thread = None
            self.path = ""
            self.ended.emit()
        if thread is not None:
            thread.deleteLater()
