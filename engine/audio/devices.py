"""Which microphones there are: those of the sound server by name, else those PortAudio knows."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engine.errors import EngineError

if TYPE_CHECKING:
    from types import ModuleType

PULSE = "pulse"
USUAL_RATE = 48_000
ACCESS_DENIED = 1
# A headset on Bluetooth sounds like a telephone while it listens: at 8 or 16 kHz.
TELEPHONE_RATE = 16_000


@dataclass(frozen=True)
class InputDevice:
    """A microphone as the sound system names it; no two of a list have one name.

    `rate` in Hz is its own; `source` is its name on a PulseAudio or PipeWire server, "" for one
    that PortAudio opens itself.
    """

    name: str
    rate: int
    channels: int
    default: bool
    source: str = ""


def input_devices() -> tuple[InputDevice, ...]:
    """Every microphone, the system's own choice first. May take a second: not for a GUI thread.

    Raises:
        EngineError: kind "device" when the sound system does not answer or refuses us, "missing"
            without the PortAudio library or its way to the sound server.
    """
    try:
        found = _listed()
    except portaudio().PortAudioError as error:
        raise EngineError(
            "device", f"The sound system does not answer: {reason(error)}.", "Start it and retry."
        ) from error
    bridged = any(entry["name"] == PULSE for entry in found)
    # The server says why when PortAudio was let nowhere.
    sources = _sources() if bridged or not found else None
    if sources and not bridged:
        raise EngineError(
            "missing",
            "PortAudio has no way to the sound server.",
            "Install one (Debian, Ubuntu: `sudo apt install libasound2-plugins`) and start again.",
        )
    devices = tuple(map(_device, found)) if sources is None else _told_apart(sources)
    return tuple(sorted(devices, key=lambda device: not device.default))


def portaudio_index(device: InputDevice) -> int | None:
    """Where PortAudio has the device in its present list, which may be older than the device.

    Raises:
        EngineError: kind "missing" without the PortAudio library.
    """
    wanted = PULSE if device.source else device.name
    return next((entry["index"] for entry in _listed() if entry["name"] == wanted), None)


def rescan() -> None:
    """Notice devices that came or went. Only while no stream is open anywhere in the process."""
    sounddevice = portaudio()
    # PortAudio lists devices once, when it starts; the binding has no public name for a restart.
    sounddevice._terminate()
    sounddevice._initialize()


def portaudio() -> ModuleType:
    """The binding of PortAudio.

    Raises:
        EngineError: kind "missing" without the library itself.
    """
    try:
        import sounddevice
    except OSError as error:
        raise EngineError(
            "missing",
            "The sound library PortAudio is not installed.",
            "Install it (Debian and Ubuntu: `sudo apt install libportaudio2`) and start again.",
        ) from error
    return sounddevice


def reason(error: Exception) -> str:
    """What PortAudio says, without its full stop."""
    return str(error.args[0] if error.args else error).rstrip(".")


def _listed() -> list[dict[str, Any]]:
    """The inputs of one of PortAudio's host interfaces; Windows shows each device in four."""
    sounddevice = portaudio()
    hosts = sounddevice.query_hostapis()
    usual = sounddevice.default.hostapi
    host = next((n for n, entry in enumerate(hosts) if "WASAPI" in entry["name"]), usual)
    chosen = hosts[host]["default_input_device"] if hosts else -1
    return [
        {**entry, "chosen": entry["index"] == chosen}
        for entry in sounddevice.query_devices()
        if entry["hostapi"] == host and entry["max_input_channels"]
    ]


def _device(entry: dict[str, Any]) -> InputDevice:
    return InputDevice(
        name=entry["name"],
        rate=int(entry["default_samplerate"]),
        channels=entry["max_input_channels"],
        default=entry["chosen"],
    )


def _told_apart(devices: tuple[InputDevice, ...]) -> tuple[InputDevice, ...]:
    """The second of two that are called alike gets a number, always the same one."""
    counts: dict[str, int] = {}
    named = []
    for device in sorted(devices, key=lambda device: device.source):
        number = counts[device.name] = counts.get(device.name, 0) + 1
        named.append(replace(device, name=f"{device.name} ({number})") if number > 1 else device)
    return tuple(named)


def _sources() -> tuple[InputDevice, ...] | None:
    """The microphones of the sound server; None without one.

    What a loudspeaker plays can be recorded, too, but is a microphone only if the person made it
    the default one.
    """
    if sys.platform != "linux":
        return None
    try:
        import pulsectl
        from pulsectl import _pulsectl as library
    except OSError:  # no libpulse: PortAudio's own names will do
        return None

    class Source(pulsectl.PulseSourceInfo):
        # Its own `sample_spec` points into memory that is gone once the list is complete.
        def _init_from_struct(self, struct: Any) -> None:
            self.rate = int(struct.sample_spec.rate)
            self.channels = int(struct.sample_spec.channels)

    listing: Any = pulsectl.Pulse._pulse_get_list
    calls: Any = library.pa

    class Server(pulsectl.Pulse):
        sources = listing(library.PA_SOURCE_INFO_CB_T, calls.context_get_source_info_list, Source)

    server = Server("timbre", connect=False)
    try:
        server.connect()
        told: Any = server.server_info()
        chosen = told.default_source_name
        return tuple(
            InputDevice(
                name=source.description or source.name,
                rate=source.rate or USUAL_RATE,
                channels=max(1, source.channels),
                default=source.name == chosen,
                source=source.name,
            )
            for source in server.sources()
            if source.name == chosen or not source.monitor_of_sink_name
        )
    except pulsectl.PulseError as error:
        if calls.context_errno(server._ctx) == ACCESS_DENIED:
            raise EngineError(
                "device",
                "The sound server does not let this program listen.",
                "Allow Timbre to use the microphone in the system's privacy settings, then choose "
                "Look again; or import a recording instead.",
            ) from error
        return None
    finally:
        server.close()
