"""An open microphone: a ring of what was heard, and its level."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.audio.devices import InputDevice, portaudio, portaudio_index, reason
from engine.audio.live_mix import LiveMix
from engine.errors import EngineError

RING_SECONDS = 120.0
SILENT_DB = -120.0
MAX_CHANNELS = 8
# What the sound server calls the variable that names the source a client listens to.
SOURCE_VARIABLE = "PULSE_SOURCE"


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
    """An open microphone. It always listens; `read` gives what it heard between two positions.

    `problem` is set (once) when the device goes away while it is open. `recording` holds the
    choice of channels still.
    """

    def __init__(self, device: InputDevice) -> None:
        """Open a device.

        Raises:
            EngineError: kind "device", saying in words what is wrong.
        """
        self._sounddevice = portaudio()
        self.device = device
        self.rate = device.rate
        self.problem: EngineError | None = None
        self._ring = Ring(int(RING_SECONDS * self.rate))
        channels = min(device.channels, MAX_CHANNELS)
        self._mix = LiveMix(channels, self.rate)
        self._closing = False
        self._stream = self._open(device, channels)

    @property
    def position(self) -> int:
        """Samples heard since it was opened."""
        return self._ring.position

    def read(self, start: int, end: int | None = None) -> np.ndarray:
        """Samples [N] from that position to another, or to the last one heard."""
        return self._ring.read(start, self._ring.position if end is None else end)

    def hold_channels(self, on: bool) -> None:
        """Whether the channels that are listened to stay the same, as they must in a sentence."""
        self._mix.held = on

    def close(self) -> None:
        self._closing = True
        self._stream.abort()
        self._stream.close()

    def _open(self, device: InputDevice, channels: int) -> Any:
        index = portaudio_index(device)
        if index is None:
            raise gone(device)
        if device.source:
            # Read by the server's library while it connects; there is no other way through ALSA.
            os.environ[SOURCE_VARIABLE] = device.source
        try:
            stream = self._sounddevice.InputStream(
                device=index,
                samplerate=device.rate,
                channels=channels,
                dtype="float32",
                callback=self._heard,
                finished_callback=self._finished,
            )
            stream.start()
        except self._sounddevice.PortAudioError as error:
            raise EngineError(
                "device",
                f"The microphone {device.name!r} cannot be opened: {reason(error)}.",
                "See that no other program holds it and that this one may use it, "
                "or choose another.",
            ) from error
        finally:
            if device.source:
                os.environ.pop(SOURCE_VARIABLE, None)
        return stream

    def _heard(self, block: np.ndarray, frames: int, time: Any, status: Any) -> None:
        self._ring.write(self._mix.mix(block))

    def _finished(self) -> None:
        if not self._closing:
            self.problem = gone(self.device)


def gone(device: InputDevice) -> EngineError:
    """What to say of a microphone that is no longer there."""
    return EngineError(
        "device",
        f"The microphone {device.name!r} has gone.",
        "Plug it in again or choose another; every sentence so far is saved.",
    )


def measure(samples: np.ndarray) -> Level:
    """Peak and root mean square of samples [N] in dBFS."""
    if not len(samples):
        return Level(SILENT_DB, SILENT_DB)
    peak = float(np.max(np.abs(samples)))
    rms = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
    return Level(_decibels(peak), _decibels(rms))


def _decibels(amplitude: float) -> float:
    return max(SILENT_DB, 20.0 * float(np.log10(max(amplitude, 1e-6))))
