"""A sound server of the tests' own, with microphones that can be plugged in and pulled out."""

import os
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from tests.tools import needs

needs_sound_server = needs("pulseaudio", "pactl", "paplay")


class SoundServer:
    """PulseAudio on a socket in `folder`, with nothing but what the test loads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "native"
        self.environment = {
            "XDG_RUNTIME_DIR": str(folder / "runtime"),
            "PULSE_RUNTIME_PATH": str(folder / "runtime"),
            "PULSE_SERVER": f"unix:{self.socket}",
        }
        self._process: subprocess.Popen | None = None
        self._as: dict[str, Any] = {}

    def start(self, protocol: str = "", user: int | None = None) -> None:
        """As ourselves, or as that `user`, who then lets nobody else listen."""
        (self.folder / "runtime").mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket.unlink(missing_ok=True)
        self._as = {"env": os.environ | self.environment}
        if user is not None:
            protocol = f"{protocol} auth-group-enable=0 auth-cookie={self.folder}/cookie"
            for place in (self.folder, *self.folder.rglob("*")):
                os.chown(place, user, user)
            self.folder.chmod(0o755)
            self._as["env"] |= {"HOME": str(self.folder)}
            self._as |= {"user": user, "group": user, "extra_groups": []}
        command = ["pulseaudio", "--daemonize=no", "--exit-idle-time=-1", "-n", "--disable-shm=yes"]
        command += ["-L", f"module-native-protocol-unix socket={self.socket} {protocol}"]
        with (self.folder / "pulse.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, **self._as)
        deadline = time.monotonic() + 30
        while self._run("pactl", "info", check=False).returncode:
            assert time.monotonic() < deadline, "the sound server does not start"
            time.sleep(0.05)

    def stop(self) -> None:
        """End it as a crash would: nobody is told."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def plug_in(self, name: str, rate: int = 44_100, channels: int = 2) -> tuple[int, int]:
        """A microphone of that name; what is played into its `<name>-air` is what it hears."""
        # The order of channels that ALSA has; in another one, the server mixes them anew.
        order = {8: "surround-71"}.get(channels, "stereo")
        shape = f"rate={rate} channels={channels} channel_map={order}"
        air = self.load(f"module-null-sink sink_name={name}-air {shape}")
        source = f"module-remap-source master={name}-air.monitor source_name={name} remix=no"
        return air, self.load(f"{source} source_properties=device.description={name}")

    def pull_out(self, modules: tuple[int, int]) -> None:
        for module in reversed(modules):
            self._run("pactl", "unload-module", str(module))

    def load(self, module: str) -> int:
        return int(self._run("pactl", "load-module", *module.split(" ")).stdout)

    def prefer(self, name: str) -> None:
        """Make that microphone the system's own choice."""
        self._run("pactl", "set-default-source", name)

    def play(self, name: str, samples: np.ndarray, rate: int) -> subprocess.Popen:
        """Let the microphone hear samples `[N]` or `[N, channels]`."""
        file = self.folder / f"played-{time.monotonic_ns()}.wav"
        soundfile.write(file, samples, rate)
        command = ["paplay", "--no-remix", "--no-remap", "--latency-msec=50"]
        command += [f"--device={name}-air", str(file)]
        return subprocess.Popen(command, env=os.environ | self.environment)

    def _run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess:
        return subprocess.run(
            command, check=check, capture_output=True, text=True, timeout=30, **self._as
        )
