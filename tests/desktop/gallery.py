"""Pictures of every page, in light and dark, without an engine; PulseAudio is the sound card.

    python tests/desktop/gallery.py DIR                  all: both languages, 1280x720 and doubled,
                                                         and in English large text and mirrored
    python tests/desktop/gallery.py DIR --language en --ratio 1 [--scale 2.0] [--size 1280x720]
                                        [--mirrored] [--theme dark]

Needs no X server (offscreen), or draws on the one there is when QT_QPA_PLATFORM says so.
"""

import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))
from desktop.settings import Settings  # noqa: E402
from engine.errors import EngineError  # noqa: E402
from tests.sound_server import SoundServer  # noqa: E402

if TYPE_CHECKING:
    import numpy as np

LANGUAGES = ("en", "zh_CN")
RATIOS = ("1", "2")
TROUBLES = {
    "microphone": EngineError(
        "device",
        "No microphone was found.",
        "Plug one in to record, or import a recording instead.",
    ),
    "disk": EngineError(
        "disk",
        "Cannot write /home/anna/timbre/settings.json: No space left on device.",
        "Free some space, or choose a folder you may write to.",
    ),
    "crash": EngineError(
        "crash",
        "The work crashed (signal 9); the window and your recordings are safe.",
        "Continue from the last save.",
    ),
    "memory": EngineError(
        "memory",
        "The work needed more memory than this computer has free.",
        "Close other programs or choose a lighter quality; what was saved is kept.",
    ),
    "network": EngineError(
        "network",
        "huggingface.co cannot be reached.",
        "Check the internet connection. Some networks need the address of a proxy, and where the "
        "site is blocked, a mirror helps. Or bring the files on a stick and import them.",
    ),
    "voice-file": EngineError(
        "damaged",
        "The voice file was not imported: it is no complete .voice file (truncated).",
        "Ask for it again from where it came; nothing in the library was changed.",
    ),
    "busy": EngineError(
        "busy", "Another job is running.", "Wait for it to end, or stop it on its page."
    ),
    "input": EngineError(
        "input",
        "There is already a voice called Anna.",
        "Choose another name, or delete that voice first.",
    ),
}

Speak = Callable[["np.ndarray"], subprocess.Popen]
TALE = (
    "Good evening. This is the voice I made this morning. It took a minute to record.\n\n"
    "Anna: Did you hear that?\nBob: I did! Who is it?\nAnna: Me, and I never said a word."
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--ratio", choices=RATIOS, help="pixels of the screen for each of ours")
    parser.add_argument("--scale", type=float, default=1.0, help="text scale, 1 to 2")
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--theme", choices=("light", "dark"))
    parser.add_argument("--mirrored", action="store_true", help="as for what is read leftwards")
    args = parser.parse_args()
    if not args.language or not args.ratio:
        return everything(args)
    # Read by Qt when the application is made.
    os.environ["QT_SCALE_FACTOR"] = args.ratio
    looks = [f"{args.ratio}x", *([f"text-{args.scale:g}"] if args.scale != 1 else [])]
    folder = args.folder / args.language / "-".join(looks + ["mirrored"] * args.mirrored)
    folder.mkdir(parents=True, exist_ok=True)
    width, height = map(int, args.size.split("x"))
    for theme in (args.theme,) if args.theme else ("light", "dark"):
        with tempfile.TemporaryDirectory() as home:
            os.environ["TIMBRE_HOME"] = home
            settings = Settings(
                theme=theme,
                text_scale=args.scale,
                window=(width, height),
                language=args.language,
            )
            with headset(Path(home) / "sound") as speak:
                shoot(folder, settings, args.mirrored, speak)
    return 0


@contextmanager
def headset(folder: Path) -> Iterator[Speak | None]:
    """A microphone that really hears what is spoken into it; None where there is no PulseAudio."""
    if not all(map(shutil.which, ("pulseaudio", "pactl", "paplay"))):
        yield None
        return
    folder.mkdir()
    server = SoundServer(folder)
    server.start()
    os.environ |= server.environment
    server.plug_in("Headset", 48_000)
    try:
        yield lambda samples: server.play("Headset", samples, 48_000)
    finally:
        server.stop()


def everything(args: argparse.Namespace) -> int:
    """Each language and ratio in a process of its own: Qt takes its ratio once."""
    common = ["--size", args.size] + (["--theme", args.theme] if args.theme else [])
    for language in (args.language,) if args.language else LANGUAGES:
        for ratio in (args.ratio,) if args.ratio else RATIOS:
            words = ["--language", language, "--ratio", ratio, "--scale", str(args.scale)]
            run(args.folder, words + common + ["--mirrored"] * args.mirrored)
    if not args.language and not args.ratio:
        for words in (["--scale", "2"], ["--mirrored"]):
            run(args.folder, ["--language", "en", "--ratio", "1", *words, *common])
    return 0


def run(folder: Path, words: list[str]) -> None:
    subprocess.run([sys.executable, __file__, str(folder), *words], check=True)


def shoot(folder: Path, settings: Settings, mirrored: bool, speak: Speak | None) -> None:
    import numpy as np
    from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.foreground import Foreground
    from desktop.projects import load_script, open_project
    from desktop.studio import Studio
    from desktop.takes import add_take
    from desktop.theme import Theme
    from desktop.window import Window

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = settings.theme
    dress = Theme(app, theme, settings.text_scale)
    studio = Studio([sys.executable, str(HERE / "fake_engine.py")], settings)
    window = Window(studio, dress)
    foreground = Foreground(window)
    if mirrored:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.show()

    def wait(seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()

    def until(condition, seconds: float = 20.0) -> None:
        loop = QEventLoop()
        timer = QTimer()
        timer.timeout.connect(lambda: condition() and loop.quit())
        timer.start(20)
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()

    def shot(name: str) -> None:
        wait(0.5)
        QCoreApplication.processEvents()
        window.grab().save(str(folder / f"{theme}-{name}.png"))

    os.environ["TIMBRE_FAKE"] = "card"
    window.start()
    until(lambda: bool(studio.examination.report))
    os.environ["TIMBRE_FAKE"] = ""
    shot("1-welcome")
    window.show_page("voices")
    wait(0.5)
    shot("8-voices-empty")
    project = open_project("Anna")
    script = load_script()
    noise = np.random.default_rng(0)
    for index in range(9):
        samples = speech_like(noise, 3.0 + index % 3)
        if index == 3:
            samples = samples * 0.005
        project = add_take(project, index, script.sentences[index], samples, 48_000)
    studio.open("Anna")
    window.show_page("record")
    stand = window.page("record").stand  # type: ignore[attr-defined]
    stand.go(3)
    window.banner.hide()
    stand.waveform.hear(speech_like(noise, 6.0), 48_000)
    shot("2-record")
    if speak is not None:
        stand.go(9)
        until(stand.controls.record_button.isEnabled)
        stand.controls.record_button.click()
        speech = speak(speech_like(noise, 6.0))
        wait(3.0)
        shot("2-recording")
        speech.kill()
        speech.wait()
        stand.controls.record_button.click()
        until(lambda: len(open_project("Anna").takes) == 10)
    window.show_page("check")
    until(lambda: studio.dataset is not None)
    shot("3-check")
    window.show_page("train")
    form = window.page("train").form  # type: ignore[attr-defined]
    until(lambda: form.plans.of(form.wishes) is not None)
    form._by.setText("Anna Lind")
    form._consent.setChecked(True)
    shot("4-plan")
    form.plan_card.fold.click()
    until(lambda: not studio.tasks.busy)
    shot("4-plan-advanced")
    form.plan_card.fold.click()
    os.environ["TIMBRE_FAKE"] = "hold"
    form.start_button.click()
    until(lambda: len(studio.events) >= 60)
    a_minute_later(window.page("train").live, noise)  # type: ignore[attr-defined]
    shot("5-training")
    studio.tell_job("resume")
    os.environ["TIMBRE_FAKE"] = ""
    until(lambda: not studio.job)
    wait(0.5)
    window.banner.hide()
    shot("6-listen")
    window.show_page("train")
    shot("5-trained")
    window.show_page("speak")
    page = window.page("speak")
    until(lambda: studio.narrator.narration is not None)
    shot("7-studio-empty")
    studio.player.begin = lambda: None  # type: ignore[method-assign]
    page.text.setPlainText(TALE)  # type: ignore[attr-defined]
    page.say()  # type: ignore[attr-defined]
    until(lambda: studio.reciter.done > 3 and not studio.reciter.busy)
    wait(0.5)
    page.tabs.select(1)  # type: ignore[attr-defined]
    shot("7-studio")
    for number, name in enumerate(("delivery", "words", "names"), 1):
        page.tabs.setCurrentIndex(number)  # type: ignore[attr-defined]
        shot(f"7-studio-{name}")
    page.tabs.setCurrentIndex(0)  # type: ignore[attr-defined]
    window.show_page("voices")
    wait(0.5)
    shot("8-voices")
    window.page("voices").details.fold.click()  # type: ignore[attr-defined]
    shot("8-voices-made")
    window.show_page("doctor")
    shot("9-doctor")
    window.show_page("bases")
    until(lambda: bool(window.page("bases").buttons))  # type: ignore[attr-defined]
    shot("9-bases")
    damaged = Path(os.environ["TIMBRE_HOME"]) / "bases" / "v2" / "manifest.json"
    damaged.parent.mkdir(parents=True)
    damaged.write_text('{"name": "v2", "model":', encoding="utf-8")
    window.page("bases").arrive()
    until(lambda: "get v2" not in window.page("bases").buttons)  # type: ignore[attr-defined]
    shot("9-bases-damaged")
    window.show_page("settings")
    shot("9-settings")
    for name, error in TROUBLES.items():
        window.banner.trouble(error)
        shot(f"9-trouble-{name}")
    window.close()
    foreground.stop()


def a_minute_later(live, noise) -> None:
    """What a run says of memory in the time that the recorded one spares."""
    from engine.events import Memory

    live.memory.clear()
    for second in range(61):
        live._began = time.monotonic() - second
        mine = int(2.4e9 - 1.5e9 * math.exp(-second / 4) + 4e7 * noise.standard_normal())
        others = int(6.4e8 + 1e7 * noise.standard_normal())
        live.hear(Memory(mine, others, 8_590_000_000, "cpu", 0, 3_330_000_000))


def speech_like(noise, seconds: float, rate: int = 48_000):
    """Hum in syllables, so that pictures show something like speech: mono [N]."""
    import numpy as np

    time = np.arange(int(seconds * rate)) / rate
    syllables = np.clip(np.sin(2 * np.pi * 2.3 * time + noise.uniform(0, 6)), 0, 1) ** 0.7
    phrase = 0.4 + 0.6 * np.sin(np.pi * time / seconds) ** 2
    edges = (time > 0.3) & (time < seconds - 0.3)
    hum = sum(np.sin(2 * np.pi * 150 * k * time) / k for k in (1, 2, 3, 5))
    body = 0.22 * syllables * phrase * edges * hum * noise.uniform(0.6, 1.0)
    return (body + 0.0003 * noise.standard_normal(len(time))).astype(np.float32)


if __name__ == "__main__":
    sys.exit(main())
