"""The microphone for the window: opened and closed off the GUI thread, read 30 times a second."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.worker import Tasks
from engine.audio.microphone import (
    InputDevice,
    Microphone,
    input_devices,
    measure,
    rescan,
)
from engine.errors import EngineError

TICK_MILLISECONDS = 33
STALLED_TICKS = 90  # three seconds without a sample: the sound server has gone


class Listener(QObject):
    """Keeps the chosen microphone open while somebody looks.

    `heard` carries (samples [N], rate, Level) of each tick.
    """

    devices_found = Signal(tuple)
    opened = Signal()
    heard = Signal(object, int, object)
    trouble = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._wanted = False
        self._opening = False
        self._microphone: Microphone | None = None
        self._name = ""
        self._seen = 0
        self._still = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MILLISECONDS)
        self._timer.timeout.connect(self._tick)

    @property
    def microphone(self) -> Microphone | None:
        return self._microphone

    def open(self, name: str = "") -> None:
        """Open the device of that name, or the system's own choice."""
        self._wanted, self._name = True, name
        self._close()
        self._open()

    def look_again(self) -> None:
        """Close, ask the system for its devices anew, and open again."""
        microphone, self._microphone = self._microphone, None
        self._timer.stop()
        self._opening = True

        def work() -> tuple[Microphone, tuple[InputDevice, ...]]:
            if microphone is not None:
                microphone.close()
            rescan()
            return _open(self._name)

        self._tasks.run(work, self._opened, self._failed)

    def close(self) -> None:
        """Give the device back."""
        self._wanted = False
        self._close()

    def _open(self) -> None:
        if self._opening:
            return
        self._opening = True
        name = self._name
        self._tasks.run(lambda: _open(name), self._opened, self._failed)

    def _opened(self, found: tuple[Microphone, tuple[InputDevice, ...]]) -> None:
        microphone, devices = found
        self._opening = False
        self._microphone = microphone
        self.devices_found.emit(devices)
        if not self._wanted:
            self._close()
            return
        self._seen, self._still = 0, 0
        self._timer.start()
        self.opened.emit()

    def _failed(self, error: EngineError) -> None:
        self._opening = False
        if self._wanted:
            self.trouble.emit(error)

    def _close(self) -> None:
        self._timer.stop()
        microphone, self._microphone = self._microphone, None
        if microphone is not None:
            self._tasks.run(microphone.close, lambda _: None, self._failed)

    def _tick(self) -> None:
        microphone = self._microphone
        if microphone is None:
            return
        samples = microphone.recent(self._seen)
        self._seen = microphone.position
        self._still = 0 if len(samples) else self._still + 1
        if microphone.problem is not None or self._still > STALLED_TICKS:
            error = microphone.problem or EngineError(
                "device",
                f"The microphone {microphone.device.name!r} has fallen silent.",
                "Choose Look again; every finished sentence is saved.",
            )
            self._close()
            self.trouble.emit(error)
        elif len(samples):
            self.heard.emit(samples, microphone.rate, measure(samples))


def _open(name: str) -> tuple[Microphone, tuple[InputDevice, ...]]:
    devices = input_devices()
    chosen = next((device for device in devices if device.name == name), None)
    return Microphone(chosen), devices
