"""The whole job as a person does it: from a microphone to a loudspeaker, with real X events.

    python tests/desktop/end_to_end.py OUT [--speech DIR] [--clips 6] [--steps-share 0.05]
                                           [--quality quick] [--engine real|small|fake]

Starts a display of its own (Xvfb, openbox) and a sound server of its own (PulseAudio: a sink whose
monitor is the microphone, and a sink for the loudspeaker), opens the window, and then only clicks,
types, speaks into the microphone and listens. DIR holds sound files and `transcripts.tsv` (file
name, tab, text); without it the sample that comes with Timbre is used. OUT gets a picture of every
page, `spoken.wav` (what came out of the loudspeaker) and `report.json`. Exit code 0 only when
every page was passed and most of the words that were to be spoken were heard.

Needs: xvfb openbox xdotool pulseaudio pulseaudio-utils imagemagick.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))
TOOLS = ("Xvfb", "openbox", "xdotool", "pulseaudio", "pactl", "paplay", "parecord", "import")
SAY = "This sentence was never read by anybody. The weather will be fine tomorrow."
SIZE = "1280x800x24"
# A sentence that was cut off or drowned is asked for again, as it would be of anybody.
AGAIN, READINGS = "Please read it again.", 4


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
        until(lambda: self.run(["pactl", "info"], check=False).returncode == 0, 30, "sound server")
        self.run(["pactl", "set-default-sink", "speaker"])
        self.run(["pactl", "set-default-source", "air.monitor"])

    def start(self, command: list[str], **options: Any) -> subprocess.Popen:
        log = (self.home / f"{Path(command[0]).name}.log").open("ab")
        process = subprocess.Popen(
            command, env=self.environment, stdout=log, stderr=log, cwd=ROOT, **options
        )
        self._started.append(process)
        return process

    def run(self, command: list[str], check: bool = True) -> subprocess.CompletedProcess:
        return subprocess.run(
            command, env=self.environment, check=check, capture_output=True, timeout=120
        )

    def ended(self) -> dict[str, int]:
        """What was started and has ended: the program and its exit code."""
        codes = {" ".join(p.args[:2]): p.poll() for p in self._started}
        return {name: code for name, code in codes.items() if code is not None}

    def close(self) -> None:
        for process in reversed(self._started):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()


class Person:
    """Looks at the screen, clicks, types, speaks, listens."""

    def __init__(self, stage: Stage, eyes: Path, pictures: Path) -> None:
        self.stage, self.eyes, self.pictures = stage, eyes, pictures
        self.times: dict[str, float] = {}
        self._count = 0

    def see(self) -> dict[str, Any]:
        return json.loads(self.eyes.read_text(encoding="utf-8"))

    def wait(self, condition: Callable[[dict[str, Any]], Any], seconds: float, what: str) -> None:
        began = time.monotonic()

        def holds() -> bool:
            return self.eyes.is_file() and bool(condition(self.see()))

        try:
            until(holds, seconds, what)
        except TimeoutError:
            self.picture("stuck")
            raise
        self.times[what] = round(time.monotonic() - began, 1)

    def click(self, name: str, seconds: float = 30) -> None:
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
        self._count += 1
        target = self.pictures / f"{self._count:02d}-{name}.png"
        self.stage.run(["import", "-window", "root", str(target)])

    def speak(self, sound: Path) -> None:
        """Play a file into the room the microphone hears, to its very end."""
        self.stage.run(["paplay", "--latency-msec=50", "--device=air", str(sound)])


def find(seen: dict[str, Any], name: str) -> list[int] | None:
    exact = seen["controls"].get(name)
    return exact or next((at for n, at in seen["controls"].items() if n.startswith(name)), None)


def until(condition: Callable[[], Any], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds:.0f} s in vain: {what}")
        time.sleep(0.1)


def has(seen: dict[str, Any], words: str) -> bool:
    return any(words in text for text in seen["labels"])


def record(person: Person, sounds: list[Path]) -> None:
    """Read the script: start, speak, end, and wait for the verdict, sentence by sentence."""
    person.click("Name of the voice")
    person.type("Anna")
    person.key("Return")
    person.wait(lambda seen: seen["page"] == "record", 30, "the record page opens")
    for number, sound in enumerate(sounds, 1):
        following = f"SENTENCE {number + 1} OF" if number < len(sounds) else "✓ Good"
        for attempt in range(1, READINGS + 1):
            read_aloud(person, sound, f"sentence {number}, reading {attempt}")
            person.wait(
                lambda seen, words=following: has(seen, words) or has(seen, AGAIN),
                30,
                f"sentence {number} is judged and saved",
            )
            if has(person.see(), following):
                break
    person.picture("recorded")


def read_aloud(person: Person, sound: Path, what: str) -> None:
    person.click("Record the sentence", 60)
    person.wait(lambda seen: has(seen, "Listening."), 30, what)
    time.sleep(0.3)
    person.speak(sound)
    time.sleep(0.3)
    if what.startswith("sentence 2"):
        person.picture("recording")
    person.click("Record the sentence")
    person.wait(lambda seen: not has(seen, "Listening."), 30, f"{what}, ends")


def check(person: Person) -> None:
    person.click("Continue to Check", 60)
    person.wait(lambda seen: seen["page"] == "check", 30, "the check page opens")
    person.wait(lambda seen: seen["job"] == "prepare" or has(seen, "clips are kept"), 30, "begins")
    person.wait(
        lambda seen: not seen["job"] and has(seen, "clips are kept"), 600, "recordings looked at"
    )
    person.picture("check")


def train(person: Person, quality: str, seconds: float) -> None:
    person.click("Continue to Train", 60)
    person.click({"quick": "Quick", "balanced": "Balanced", "best": "Best"}[quality])
    person.wait(lambda seen: has(seen, "GB"), 120, "the plan is there")
    person.click("Consent")
    person.click("Your name")
    person.type("Anna Lind")
    person.picture("plan")
    person.click("Start training")
    person.wait(lambda seen: seen["job"] == "train", 30, "training starts")
    person.wait(lambda seen: seen["events"] > 30 or not seen["job"], seconds, "first steps")
    person.picture("training")
    person.wait(lambda seen: not seen["job"], seconds, "the voice is trained")
    person.wait(lambda seen: seen["page"] == "listen", 30, "the listen page opens")


def listen(person: Person, spoken: Path) -> None:
    """Let the new voice speak and keep what comes out of the loudspeaker."""
    person.click("A sentence to try", 60)
    person.key("ctrl+a")
    person.type(SAY)
    person.picture("listen")
    capture = [
        "parecord",
        "--latency-msec=50",
        "--device=speaker.monitor",
        "--file-format=wav",
        str(spoken),
    ]
    recorder = person.stage.start(capture)
    person.click("Speak", 60)
    person.wait(lambda seen: has(seen, "seconds of speech"), 180, "first sound")
    person.wait(lambda seen: seen["texts"].get("Speak") == "Speak", 180, "all of it is spoken")
    time.sleep(8.0)
    recorder.send_signal(signal.SIGINT)
    recorder.wait(20)


def look_around(person: Person) -> None:
    for number, page in enumerate(("speak", "voices", "bases", "doctor", "settings"), 5):
        person.key(f"ctrl+{number}")
        person.wait(lambda seen, page=page: seen["page"] == page, 30, f"{page} opens")
        if page == "doctor":
            person.wait(lambda seen: "Copy the report" in seen["controls"], 120, "doctor is done")
        time.sleep(1.0)
        if page == "speak":
            person.click("Text to speak")
            person.type("Good evening. It is late.")
        person.picture(page)


def hear(sound: Path) -> tuple[str, float]:
    """What a recogniser hears in the captured sound, and the share of lost or changed words."""
    from engine.audio.files import read_audio
    from engine.audio.transcribe import Transcriber
    from engine.scoring.words import word_errors

    samples, rate = read_audio(sound)
    heard = Transcriber().transcribe(samples, rate).text
    return heard, word_errors(SAY, heard).rate


def collect(folder: Path | None, count: int) -> tuple[list[Path], list[str]]:
    folder = folder or ROOT / "resources" / "samples"
    lines = (folder / "transcripts.tsv").read_text(encoding="utf-8").splitlines()[:count]
    pairs = [line.split("\t") for line in lines]
    return [folder / name for name, _ in pairs], lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", type=Path)
    parser.add_argument("--speech", type=Path)
    parser.add_argument("--clips", type=int, default=6)
    parser.add_argument("--quality", default="quick", choices=("quick", "balanced", "best"))
    parser.add_argument("--engine", default="small", choices=("real", "small", "fake"))
    parser.add_argument("--steps-share", type=float, default=0.05)
    parser.add_argument("--minutes", type=float, default=20, help="patience for the training")
    args = parser.parse_args()
    if missing := [tool for tool in TOOLS if shutil.which(tool) is None]:
        print(f"missing: {', '.join(missing)}", file=sys.stderr)
        return 2
    args.out.mkdir(parents=True, exist_ok=True)
    # Ended by SIGTERM, too, nothing stays behind: neither the window nor the display and its sound.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix="timbre-e2e-") as home:
        return journey(args, Path(home))


def journey(args: argparse.Namespace, home: Path) -> int:
    sounds, lines = collect(args.speech, args.clips)
    script, eyes = home / "script.tsv", home / "eyes.json"
    script.write_text("\n".join(lines), encoding="utf-8")
    stage = Stage(home)
    stage.environment["TIMBRE_STEPS_SHARE"] = str(args.steps_share)
    person = Person(stage, eyes, args.out)
    report: dict[str, Any] = {"engine": args.engine, "quality": args.quality, "said": SAY}
    command = [sys.executable, str(HERE / "watched_app.py"), str(eyes), "--script", str(script)]
    if args.engine != "real":
        command += ["--engine", str(HERE / f"{args.engine}_engine.py")]
    # A crash of the window leaves its stack in the log.
    stage.environment["PYTHONFAULTHANDLER"] = "1"
    began = time.monotonic()
    try:
        stage.open()
        stage.start(command)
        person.wait(lambda seen: seen["page"] == "welcome", 60, "the window opens")
        person.picture("welcome")
        record(person, sounds)
        check(person)
        train(person, args.quality, args.minutes * 60)
        listen(person, args.out / "spoken.wav")
        report["stalls"] = person.see()["stalls"]
        look_around(person)
        report["passed"] = "every page"
    finally:
        report["ended_early"] = stage.ended()
        stage.close()
        for log in home.glob("*.log"):
            shutil.copy(log, args.out / log.name)
        report |= {"seconds": round(time.monotonic() - began, 1), "times": person.times}
        text = json.dumps(report, indent=2, ensure_ascii=False)
        (args.out / "report.json").write_text(text, encoding="utf-8")
    if args.engine != "fake":
        report["heard"], report["word_error"] = hear(args.out / "spoken.wav")
    text = json.dumps(report, indent=2, ensure_ascii=False)
    (args.out / "report.json").write_text(text, encoding="utf-8")
    print(text)
    # A voice of a few steps is no beauty, but it must be understood.
    return 0 if report.get("word_error", 0.0) <= 0.34 else 1


if __name__ == "__main__":
    sys.exit(main())
