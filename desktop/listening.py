"""The microphone for the window: opened and closed off the GUI thread, read 30 times a second."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.studio import Studio
from desktop.worker import LineThread
from engine.audio.devices import InputDevice, portaudio_index, rescan
from engine.audio.microphone import Microphone, gone, measure
from engine.errors import EngineError, Kind
from engine.files import data_home, from_plain

TICK_MILLISECONDS = 33
STALLED_TICKS = 90  # three seconds without a sample: the sound server has gone
RETRY_MILLISECONDS = 2000


class Listener(QObject):
    """Keeps the chosen microphone open while somebody looks, and notices every other one.

    A child (`timbre microphones --watch`) tells which there are, because PortAudio can only look
    again while nothing is open. A microphone that went away is opened again when it is back.

    `heard` carries (samples [N], rate, Level) of each tick; `lost` that the open one has gone;
    `absent` why there is none now, None when there is.
    """

    devices_found = Signal(tuple)
    opened = Signal()
    heard = Signal(object, int, object)
    lost = Signal(object)
    absent = Signal(object)

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._watch: LineThread | None = None
        self._wanted = False
        self._opening = False
        self._name = ""
        self._microphone: Microphone | None = None
        self._seen = 0
        self._still = 0
        self.devices: tuple[InputDevice, ...] = ()
        # While something is recorded, the microphone is not exchanged for one that is liked better.
        self.recording = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MILLISECONDS)
        self._timer.timeout.connect(self._tick)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MILLISECONDS)
        self._retry.timeout.connect(self._open)

    @property
    def microphone(self) -> Microphone | None:
        return self._microphone

    def open(self, name: str = "") -> None:
        """Open the device of that name, or the system's own choice, as soon as it is there."""
        self._wanted, self._name = True, name
        if self._watch is None:
            self._start_watch()
        elif not self._is_open(self._choice()):
            self._close()
            self._open()

    def look_again(self) -> None:
        """Ask the system for its devices anew, and open again."""
        self._stop_watch()
        self._close()
        self.open(self._name)

    def close(self) -> None:
        """Give the device back."""
        self._wanted = False
        self._retry.stop()
        self._stop_watch()
        self._close()

    def _start_watch(self) -> None:
        command = [*self._studio.engine, "microphones", "--watch"]
        watch = LineThread(command, data_home() / "cache", self._studio)
        watch.answer.connect(self._listed)
        watch.finished.connect(watch.deleteLater)
        watch.start()
        self._watch = watch

    def _stop_watch(self) -> None:
        watch, self._watch = self._watch, None
        self.devices = ()
        if watch is not None:
            watch.stop()

    @Slot(dict)
    def _listed(self, told: dict[str, Any]) -> None:
        if self.sender() is not self._watch or "microphones" not in told:
            return
        self.devices = from_plain(tuple[InputDevice, ...], told["microphones"])
        self.devices_found.emit(self.devices)
        microphone, choice = self._microphone, self._choice()
        if choice is None:
            self._lose_microphone()
            self.absent.emit(_told_error(told.get("error")) or _none())
        elif microphone is not None and not self._is_listed(microphone.device):
            self._lose_microphone()
            self._open()
        elif microphone is None:
            self._open()
        elif not self._is_open(choice) and not self.recording:
            self._close()
            self._open()

    def _lose_microphone(self) -> None:
        if self._microphone is not None:
            self._lose(gone(self._microphone.device))

    def _choice(self) -> InputDevice | None:
        """The one that was asked for, else the first, which is the system's own choice."""
        chosen = (device for device in self.devices if device.name == self._name)
        return next(chosen, next(iter(self.devices), None))

    def _is_listed(self, device: InputDevice) -> bool:
        return any(_same(device, other) for other in self.devices)

    def _is_open(self, device: InputDevice | None) -> bool:
        microphone = self._microphone
        return microphone is not None and device is not None and _same(microphone.device, device)

    @Slot()
    def _open(self) -> None:
        device = self._choice()
        if self._opening or device is None or not self._wanted or self._microphone is not None:
            return
        self._opening = True
        self._studio.run(
            lambda: portaudio_index(device) is not None, self._found(device), self._failed
        )

    def _found(self, device: InputDevice) -> Callable[[bool], None]:
        def go_on(listed: bool) -> None:
            if not listed:
                # PortAudio has to start anew to see it, and nothing may be open meanwhile.
                self._studio.player.close()
            self._studio.run(lambda: _opened(device, listed), self._opened, self._failed)

        return go_on

    def _opened(self, microphone: Microphone) -> None:
        self._opening = False
        self._microphone = microphone
        if not self._wanted or not self._is_open(self._choice()):
            self._close()
            self._open()
            return
        self._seen, self._still = 0, 0
        self._timer.start()
        self.absent.emit(None)
        self.opened.emit()

    def _failed(self, error: EngineError) -> None:
        self._opening = False
        if self._wanted:
            self.absent.emit(error)
            self._retry.start()

    def _close(self) -> None:
        self._timer.stop()
        microphone, self._microphone = self._microphone, None
        if microphone is not None:
            self._studio.run(microphone.close, lambda _: None)

    def _lose(self, error: EngineError) -> None:
        self._close()
        self.lost.emit(error)
        self._retry.start()

    @Slot()
    def _tick(self) -> None:
        microphone = self._microphone
        if microphone is None:
            return
        position = microphone.position
        samples, self._seen = microphone.read(self._seen, position), position
        self._still = 0 if len(samples) else self._still + 1
        if microphone.problem is not None or self._still > STALLED_TICKS:
            self._lose(microphone.problem or gone(microphone.device))
        elif len(samples):
            self.heard.emit(samples, microphone.rate, measure(samples))


def _same(one: InputDevice, other: InputDevice) -> bool:
    """Whether it is one microphone, the system's own choice or not."""
    return (one.name, one.source, one.rate) == (other.name, other.source, other.rate)


def _opened(device: InputDevice, listed: bool) -> Microphone:
    if not listed:
        rescan()
    return Microphone(device)


def _told_error(plain: dict[str, str] | None) -> EngineError | None:
    if plain is None:
        return None
    kind: Kind = "missing" if plain["kind"] == "missing" else "device"
    return EngineError(kind, plain["message"], plain["hint"])


def _none() -> EngineError:
    return EngineError(
        "device",
        "No microphone was found.",
        "Plug one in, it is noticed by itself; or bring recordings along.",
    )
