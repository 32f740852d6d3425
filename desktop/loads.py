"""Loads on the window, and what they do to it: stalls of its event loop, memory, growth.

A process of its own, started by `desktop.bench`. Every load is one a person may meet: pages seen
for the first time, a run that tells 20 events a second beside as many busy processes as there are
cores, 10,000 clips, 50,000 characters, an hour of waveform, eight hours of a run.
"""

import argparse
import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTableView

from desktop.foreground import Foreground
from desktop.imagined import BURN, RUN, clips, hour_of_events
from desktop.page_stack import PAGES
from desktop.projects import open_project
from desktop.settings import Settings
from desktop.stalls import Lookout, Watchdog
from desktop.studio import Studio
from desktop.theme import Theme
from desktop.widgets.waveform import Waveform
from desktop.window import Window
from engine.child import Child
from engine.project import Dataset, save_dataset

PROJECT = "bench"
CLIPS, CHARACTERS = 10_000, 50_000
EVENTS_AT_ONCE = 20
AWAY_MILLISECONDS = 40.0
PATIENCE_SECONDS = 120.0


class FirstPaint(QObject):
    """Notes when the window is first drawn."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.at = 0.0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest and not self.at:
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        self.at = self.at or time.time()


class Bench:
    """A window to put loads on, and the figures of each."""

    def __init__(self, seconds: float = 20.0, hours: int = 8, stacks: bool = False) -> None:
        self.seconds, self.hours = seconds, hours
        self.studio = Studio([sys.executable, "-c", RUN], Settings(language="en"))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.window = Window(self.studio, Theme(app, "light"))
        self.foreground = Foreground(self.window)
        self.painted = FirstPaint(self.window)
        self.watchdog = Watchdog()
        self.lookout = Lookout(self.watchdog, AWAY_MILLISECONDS) if stacks else None
        self.figures: dict[str, Any] = {}

    def run(self) -> dict[str, Any]:
        """All loads, one after the other."""
        self.window.show()
        self.window.start()
        wait(1.0)
        self.watchdog.start()
        if self.lookout is not None:
            self.lookout.start()
        self.load("pages_made_ahead", lambda: self.until(self._all_made, "Pages are missing."))
        self.load("idle", lambda: wait(2.0))
        self.studio.open(PROJECT)
        wait(1.0)
        self.load("first_visit_of_pages", self.pages)
        self.load("clips_10000", self.clips)
        self.load("document_50000_characters", self.document)
        self.load("waveform_of_an_hour", self.waveform)
        self.window.show_page("train")
        wait(1.0)
        burners = [Child.start([sys.executable, "-c", BURN]) for _ in range(os.cpu_count() or 1)]
        self.load("start_of_training", self.begin_training)
        self.load("during_training", lambda: wait(self.seconds))
        for burner in burners:
            burner.kill()
        self.studio.stop_job()
        self.until(lambda: not self.studio.job, "The training does not stop.")
        self.figures["resident_bytes"] = psutil.Process().memory_info().rss
        self.figures["growth"] = self.growth()
        self.end()
        return self.figures

    def _all_made(self) -> bool:
        return len(self.window.pages.made) == len(PAGES)

    def load(self, name: str, work: Callable[[], object]) -> None:
        """Watch the event loop while something goes on."""
        self.watchdog.start()
        work()
        self.figures[name] = self.watchdog.figures()
        if self.lookout is not None and self.lookout.stacks:
            self.figures[name]["stacks"] = self.lookout.stacks.copy()
            self.lookout.stacks.clear()

    def pages(self) -> None:
        for name in PAGES:
            self.window.show_page(name)
            wait(0.5)

    def clips(self) -> None:
        """Show, scroll through, search and edit a dataset of 10,000 clips."""
        project = open_project(PROJECT)
        save_dataset(project.dataset, Dataset("en", (), {}, tuple(clips(CLIPS)), ()))
        self.watchdog.start()  # writing it is not the window's work
        self.studio.load_dataset()
        self.window.show_page("check")
        table = self.window.page("check").findChild(QTableView)
        if table is None:
            raise SystemExit("Check has no table.")
        self.until(lambda: table.model().rowCount() == CLIPS, "Check does not show the clips.")
        for row in range(0, CLIPS, CLIPS // 40):
            table.scrollTo(table.model().index(row, 0))
            wait(0.03)
        page = self.window.page("check")
        page.sought.setText("jar")  # pyright: ignore[reportAttributeAccessIssue]
        wait(0.5)
        page.sought.clear()  # pyright: ignore[reportAttributeAccessIssue]
        if self.studio.dataset is not None:
            self.studio.change_clips((replace(self.studio.dataset.clips[5], text="Changed."),))
        wait(1.0)

    def until(self, met: Callable[[], bool], otherwise: str) -> None:
        """Let the event loop run until something is so."""
        begun = time.monotonic()
        while not met():
            wait(0.05)
            if time.monotonic() - begun > PATIENCE_SECONDS:
                raise SystemExit(otherwise)

    def document(self) -> None:
        """Put a long text into the studio and type in it."""
        self.window.show_page("speak")
        wait(0.5)
        editor = self.window.page("speak").findChild(QPlainTextEdit)
        if editor is None:
            raise SystemExit("The studio has no editor.")
        sentence = "The quick brown fox jumps over the lazy dog near the river. "
        editor.setPlainText((sentence * (CHARACTERS // len(sentence) + 1))[: CHARACTERS - 100])
        wait(1.5)
        for letter in "A sentence is typed here, letter by letter.":
            editor.insertPlainText(letter)
            wait(0.03)
        wait(1.0)
        editor.clear()
        wait(0.5)

    def waveform(self) -> None:
        """Draw an hour of sound that was recorded, and let it scroll on."""
        import numpy as np

        waveform = Waveform()
        waveform.resize(900, 100)
        waveform.show()
        rate = 8_000
        block = np.random.default_rng(0).standard_normal(rate).astype(np.float32) * 0.1
        for second in range(3_600):
            waveform.hear(block, rate)
            if second % 60 == 0:
                wait(0.01)
        for _ in range(30):
            waveform.hear(block[: rate // 30], rate)
            wait(0.03)
        waveform.close()
        waveform.deleteLater()

    def begin_training(self) -> None:
        """A run that tells 20 events a second, while every core is busy with something else."""
        self.studio.start("train", ["train"])
        wait(4.0)

    def growth(self) -> dict[str, Any]:
        """What hours of a run leave behind, once caches are full and at the end."""
        began, told = time.monotonic(), 0
        self.studio.job = "train"
        self.studio.job_started.emit("train")
        marks = []
        for hour in range(self.hours):
            batch = []
            for event in hour_of_events(hour):
                batch.append(event)
                told += 1
                if len(batch) == EVENTS_AT_ONCE:
                    for each in batch:
                        self.studio._heard(each)
                    batch.clear()
                    QApplication.processEvents()
            gc.collect()
            process = psutil.Process()
            handles = getattr(process, "num_fds" if psutil.POSIX else "num_handles")()
            objects = len(self.window.findChildren(QObject))
            marks.append((process.memory_info().rss, handles, objects, process.num_threads()))
        self.studio.job = ""
        self.studio.job_ended.emit("train", None)
        names = ("resident_bytes", "handles", "objects", "threads")
        growth: dict[str, Any] = {
            name: {"after_1_hour": marks[0][at], f"after_{self.hours}_hours": marks[-1][at]}
            for at, name in enumerate(names)
        }
        return {"events": told, "seconds": round(time.monotonic() - began, 1), **growth}

    def end(self) -> None:
        """Close everything."""
        if self.lookout is not None:
            self.lookout.stop()
        self.foreground.stop()
        self.window.close()
        self.studio.close()


def wait(seconds: float) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def first_paint() -> dict[str, Any]:
    """Only open the window and close it again; also which files that took."""
    bench = Bench()
    born = psutil.Process().create_time()
    bench.window.show()
    bench.window.start()
    wait(1.0)
    bench.end()
    specs = [getattr(module, "__spec__", None) for module in list(sys.modules.values())]
    found = [getattr(spec, name, None) for spec in specs for name in ("origin", "cached")]
    found += [m.path for m in psutil.Process().memory_maps()] if psutil.LINUX else []
    files = sorted({name for name in found if name and Path(name).is_file()})
    return {"first_paint_seconds": round(bench.painted.at - born, 2), "files": files}


def main() -> int:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description="Put loads on the window.")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to watch a run")
    parser.add_argument("--hours", type=int, default=8, help="how long a run is imagined")
    parser.add_argument("--stacks", action="store_true", help="also say what long stalls did")
    parser.add_argument("--start", action="store_true", help="only measure the first paint")
    args = parser.parse_args()
    if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["TIMBRE_HOME"] = str(Path(home))
        app = QApplication(["timbre"])
        done = first_paint() if args.start else Bench(args.seconds, args.hours, args.stacks).run()
        print(json.dumps(done))
        app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
