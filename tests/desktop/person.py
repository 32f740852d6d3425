"""A person at a computer of their own: display, microphone, loudspeaker, two hands, an ear."""

import array
import json
import os
import shutil
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool", "pulseaudio", "pactl", "paplay", "parec")
SIZE = "1280x800x24"
# Long enough that a busy computer neither drops nor repeats what is played and captured.
SOUND_BUFFER = "--latency-msec=300"
EAR_RATE = 24_000
QUIET = 150  # of 32,767
# The display as a picture, by a program of its own: what is looked at may hang.
CAMERA = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(sys.argv[:1])
sys.exit(not app.primaryScreen().grabWindow(0).save(sys.argv[1]))
"""


def missing_tools() -> list[str]:
    """What has to be installed first."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


class Stage:
    """A display and a sound server of our own, and everything started on them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._started: list[subprocess.Popen] = []
        runtime = home / "runtime"
        runtime.mkdir(mode=0o700)
        self.environment = {
            **os.environ,
            "XDG_RUNTIME_DIR": str(runtime),
            "PULSE_RUNTIME_PATH": str(runtime / "pulse"),
            "PULSE_SERVER": f"unix:{runtime}/pulse/native",
            "TIMBRE_HOME": str(home / "data"),
            "QT_QPA_PLATFORM": "xcb",
            # A crash of the window leaves its stack in the log.
            "PYTHONFAULTHANDLER": "1",
        }

    def open(self) -> None:
        read, write = os.pipe()
        display = ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE]
        self.start(display, pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as pipe:
            self.environment["DISPLAY"] = f":{pipe.readline().strip()}"
        self.start(["openbox"])
        sound = ["pulseaudio", "--daemonize=no", "--exit-idle-time=-1", "-n", "--disable-shm=yes"]
        sound.append("--high-priority=yes")
        for module in (
            "module-native-protocol-unix",
            "module-null-sink sink_name=speaker",
            "module-null-sink sink_name=air",
        ):
            sound += ["-L", module]
        self.start(sound)
        until(lambda: self.run(["pactl", "info"], check=False).returncode == 0, 60, "sound server")
        self.run(["pactl", "set-default-sink", "speaker"])
        self.run(["pactl", "set-default-source", "air.monitor"])

    def start(self, command: list[str], **options: Any) -> subprocess.Popen:
        log = (self.home / f"{Path(command[0]).name}.log").open("ab")
        with log:
            options.setdefault("stdout", log)
            process = subprocess.Popen(
                command, env=self.environment, stderr=log, cwd=ROOT, **options
            )
        self._started.append(process)
        return process

    def run(self, command: list[str], check: bool = True) -> subprocess.CompletedProcess:
        return subprocess.run(
            command, env=self.environment, check=check, capture_output=True, timeout=300
        )

    def dismiss(self, process: subprocess.Popen) -> int:
        """End one of them, if it has not ended; its exit code."""
        self._started.remove(process)
        process.terminate()
        return process.wait(60)

    def ended(self) -> dict[str, int]:
        """What was started and has ended: the program and its exit code."""
        codes = {" ".join(p.args[:2]): p.poll() for p in self._started}
        return {name: code for name, code in codes.items() if code is not None}

    def close(self) -> None:
        for process in reversed(self._started):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(60)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


class Ear:
    """Hears the loudspeaker from now on; `write` keeps what was heard."""

    def __init__(self, stage: Stage, place: Path) -> None:
        self._stage = stage
        self._raw = place.with_suffix(".raw")
        command = ["parec", SOUND_BUFFER, "--device=speaker.monitor", "--format=s16le"]
        command += [f"--rate={EAR_RATE}", "--channels=1"]
        with self._raw.open("wb") as file:
            self._recorder = stage.start(command, stdout=file)
        self._place = place

    def wait_for_silence(self, seconds: float, patience: float) -> None:
        """Until from now on nothing is heard for that long, by the sound's own clock.

        Raises:
            TimeoutError: it does not end, or nothing was heard at all.
        """
        now = len(self._samples())

        def silent() -> bool:
            samples = self._samples()
            last = len(samples) - int(seconds * EAR_RATE)
            return last > now and not any(abs(s) > QUIET for s in samples[last::7])

        until(silent, patience, "the loudspeaker is silent again")
        if not any(abs(s) > QUIET for s in self._samples()[::7]):
            raise TimeoutError("Nothing came out of the loudspeaker.")

    def write(self) -> Path:
        """End, and keep all of it as a WAV."""
        self._stage.dismiss(self._recorder)
        with wave.open(str(self._place), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(EAR_RATE)
            file.writeframes(self._samples().tobytes())
        self._raw.unlink()
        return self._place

    def _samples(self) -> array.array:
        data = self._raw.read_bytes()
        return array.array("h", data[: len(data) // 2 * 2])


class Person:
    """Looks at the screen, clicks, types, speaks."""

    def __init__(self, stage: Stage, eyes: Path, pictures: Path, camera: bool = True) -> None:
        self.stage, self.eyes, self.pictures, self.camera = stage, eyes, pictures, camera
        self.times: dict[str, float] = {}
        self._count = 0

    def see(self) -> dict[str, Any]:
        return json.loads(self.eyes.read_text(encoding="utf-8"))

    def wait(self, condition: Callable[[dict[str, Any]], Any], seconds: float, what: str) -> None:
        """Wait until what is seen meets the condition; fails at once when the window has gone."""
        began = time.monotonic()

        def holds() -> bool:
            if code := self.stage.ended():
                raise RuntimeError(f"while waiting: {what}: ended with {code}")
            return self.eyes.is_file() and bool(condition(self.see()))

        try:
            until(holds, seconds, what)
        except (TimeoutError, RuntimeError):
            self.camera = True
            self.picture("stuck")
            raise
        self.times[what] = round(time.monotonic() - began, 1)

    def click(self, name: str, seconds: float = 120) -> None:
        """Click the control whose accessible name is, or begins with, `name`."""
        self.wait(lambda seen: find(seen, name), seconds, f"“{name}” can be clicked")
        self.times.pop(f"“{name}” can be clicked")
        x, y = find(self.see(), name) or (0, 0)
        # Without --sync, which waits 15 s for a pointer that is already there.
        self.stage.run(["xdotool", "mousemove", str(x), str(y), "click", "1"])

    def type(self, text: str) -> None:
        self.stage.run(["xdotool", "type", "--delay", "15", text])

    def key(self, keys: str) -> None:
        self.stage.run(["xdotool", "key", keys])

    def picture(self, name: str) -> None:
        if not self.camera:
            return
        self._count += 1
        target = self.pictures / f"{self._count:02d}-{name}.png"
        self.stage.run([sys.executable, "-c", CAMERA, str(target)], check=False)

    def speak(self, sound: Path) -> None:
        """Play a file into the room the microphone hears, to its very end."""
        self.stage.run(["paplay", SOUND_BUFFER, "--device=air", str(sound)])


def find(seen: dict[str, Any], name: str) -> list[int] | None:
    exact = seen["controls"].get(name)
    return exact or next((at for n, at in seen["controls"].items() if n.startswith(name)), None)


def has(seen: dict[str, Any], words: str) -> bool:
    return any(words in text for text in seen["labels"])


def until(condition: Callable[[], Any], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds:.0f} s in vain: {what}")
        time.sleep(0.1)
