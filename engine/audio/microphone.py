"""The microphone: which there are, a ring of what was heard, and its level."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import EngineError

if TYPE_CHECKING:
    from types import ModuleType

RING_SECONDS = 120.0
PREROLL_SECONDS = 0.25
SILENT_DB = -120.0


@dataclass(frozen=True)
class InputDevice:
    """A microphone as the sound system names it. `rate` in Hz is its own; `index` may change."""

    index: int
    name: str
    rate: int
    channels: int
    default: bool


@dataclass(frozen=True)
class Level:
    """Loudness of a stretch of sound in dBFS; full scale is 0."""

    peak_db: float
    rms_db: float


class Ring:
    """The last seconds of mono sound, float32. One thread writes, others read."""

    def __init__(self, size: int) -> None:
        self._samples = np.zeros(size, dtype=np.float32)
        self._lock = threading.Lock()
        self._written = 0

    @property
    def position(self) -> int:
        """Samples written since the beginning of time."""
        return self._written

    def write(self, block: np.ndarray) -> None:
        """Append samples [N]."""
        size = len(self._samples)
        lost = max(0, len(block) - size)
        block = block[lost:]
        with self._lock:
            self._written += lost
            start = self._written % size
            first = min(len(block), size - start)
            self._samples[start : start + first] = block[:first]
            self._samples[: len(block) - first] = block[first:]
            self._written += len(block)

    def read(self, start: int, end: int) -> np.ndarray:
        """Samples `start` to `end` (positions); what has been overwritten is left out."""
        size = len(self._samples)
        with self._lock:
            end = min(end, self._written)
            start = max(start, end - size, self._written - size, 0)
            if start >= end:
                return np.zeros(0, dtype=np.float32)
            first, last = start % size, (end - 1) % size + 1
            if first < last:
                return self._samples[first:last].copy()
            return np.concatenate((self._samples[first:], self._samples[:last]))


class Microphone:
    """An open microphone. It always listens; `begin` and `cut` mark what is kept.

    `problem` is set (once) when the device goes away while it is open.
    """

    def __init__(self, device: InputDevice | None = None) -> None:
        """Open a device, or the system's own choice.

        Raises:
            EngineError: kind "device", saying in words what is wrong.
        """
        self._sounddevice = _sounddevice()
        device = device or _default(input_devices())
        self.device = device
        self.rate = device.rate
        self.problem: EngineError | None = None
        self._ring = Ring(int(RING_SECONDS * self.rate))
        self._begun: int | None = None
        self._closing = False
        self._stream = self._open(device)

    @property
    def position(self) -> int:
        """Samples heard since it was opened."""
        return self._ring.position

    def recent(self, since: int) -> np.ndarray:
        """Samples [N] heard since that position."""
        return self._ring.read(since, self._ring.position)

    def begin(self) -> None:
        """Start of a sentence: a breath before it is kept, so that no first sound is lost."""
        self._begun = max(0, self._ring.position - int(PREROLL_SECONDS * self.rate))

    def cut(self) -> np.ndarray:
        """End of the sentence: its samples [N]; empty when none was begun."""
        begun, self._begun = self._begun, None
        if begun is None:
            return np.zeros(0, dtype=np.float32)
        return self._ring.read(begun, self._ring.position)

    def close(self) -> None:
        self._closing = True
        self._stream.abort()
        self._stream.close()

    def _open(self, device: InputDevice) -> Any:
        try:
            stream = self._sounddevice.InputStream(
                device=device.index,
                samplerate=device.rate,
                channels=min(device.channels, 2),
                dtype="float32",
                callback=self._heard,
                finished_callback=self._finished,
            )
            stream.start()
        except self._sounddevice.PortAudioError as error:
            raise EngineError(
                "device",
                f"The microphone {device.name!r} cannot be opened: {_reason(error)}.",
                "See that no other program holds it and that this one may use it, "
                "or choose another.",
            ) from error
        return stream

    def _heard(self, block: np.ndarray, frames: int, time: Any, status: Any) -> None:
        self._ring.write(block[:, 0] if block.shape[1] == 1 else block.mean(axis=1))

    def _finished(self) -> None:
        if not self._closing:
            self.problem = EngineError(
                "device",
                f"The microphone {self.device.name!r} has gone.",
                "Plug it in again or choose another; every finished sentence is saved.",
            )


def input_devices() -> tuple[InputDevice, ...]:
    """Every microphone, the system's own choice first. May take a second: not for a GUI thread.

    Raises:
        EngineError: kind "device" when there is none, "missing" without the PortAudio library.
    """
    sounddevice = _sounddevice()
    try:
        found = list(sounddevice.query_devices())
        chosen = sounddevice.default.device[0]
    except sounddevice.PortAudioError as error:
        raise EngineError(
            "device", f"The sound system does not answer: {_reason(error)}.", "Start it and retry."
        ) from error
    devices = [
        InputDevice(
            index=entry["index"],
            name=entry["name"],
            rate=int(entry["default_samplerate"]),
            channels=entry["max_input_channels"],
            default=entry["index"] == chosen,
        )
        for entry in found
        if entry["max_input_channels"] > 0
    ]
    return tuple(sorted(devices, key=lambda device: not device.default))


def rescan() -> None:
    """Notice devices that came or went. Only while no stream is open anywhere in the process."""
    sounddevice = _sounddevice()
    # PortAudio lists devices once, when it starts; the binding has no public name for a restart.
    sounddevice._terminate()
    sounddevice._initialize()


def measure(samples: np.ndarray) -> Level:
    """Peak and root mean square of samples [N] in dBFS."""
    if not len(samples):
        return Level(SILENT_DB, SILENT_DB)
    peak = float(np.max(np.abs(samples)))
    rms = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
    return Level(_decibels(peak), _decibels(rms))


def _decibels(amplitude: float) -> float:
    return max(SILENT_DB, 20.0 * float(np.log10(max(amplitude, 1e-6))))


def _default(devices: tuple[InputDevice, ...]) -> InputDevice:
    if not devices:
        raise EngineError(
            "device",
            "No microphone was found.",
            "Plug one in and choose Look again, or import a recording instead.",
        )
    return devices[0]


def _reason(error: Exception) -> str:
    return str(error.args[0] if error.args else error).rstrip(".")


def _sounddevice() -> ModuleType:
    try:
        import sounddevice
    except OSError as error:
        raise EngineError(
            "missing",
            "The sound library PortAudio is not installed.",
            "Install it (Debian and Ubuntu: `sudo apt install libportaudio2`) and start again.",
        ) from error
    return sounddevice
