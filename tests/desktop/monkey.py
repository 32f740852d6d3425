"""Random keys, clicks, wheels and drops over all pages, with an engine that only pretends.

    python tests/desktop/monkey.py --events 100000 --seed 0 [--part 2500] [--first 0]

The events come in parts, each in a fresh home and a fresh window with a seed of its own (the seed
given and the part's number), so that the part which failed can be run alone: `--first N --events
2500`. After each part nothing may have gone wrong or be left: no exception, no thread, timer, child
or window, no open file or memory beyond the bounds below, and nothing a person made may be gone.
"""

import argparse
import faulthandler
import hashlib
import json
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

import numpy as np  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop.foreground import Foreground  # noqa: E402
from desktop.page_stack import PAGES  # noqa: E402
from desktop.projects import open_project, project_names  # noqa: E402
from desktop.settings import Settings, load_settings  # noqa: E402
from desktop.studio import Studio  # noqa: E402
from desktop.takes import add_take  # noqa: E402
from desktop.theme import Theme  # noqa: E402
from desktop.window import Window  # noqa: E402
from engine.audio.files import write_audio  # noqa: E402
from engine.errors import EngineError  # noqa: E402
from engine.files import data_home  # noqa: E402
from engine.library import list_voices, save_voice  # noqa: E402
from engine.narration.project import narration_names, open_narration  # noqa: E402
from engine.project import DATASET_FILE, load_dataset  # noqa: E402
from engine.voice import Reference, Voice  # noqa: E402
from engine.voice_file import export_voice  # noqa: E402
from tests.desktop.fake_engine import tone  # noqa: E402
from tests.desktop.footprint import Footprint, footprint, settled  # noqa: E402
from tests.desktop.monkey_deeds import Monkey  # noqa: E402

PART = 2_500
# Over all parts after the second, when every cache is as full as it gets.
MOST_HANDLES = 8
MOST_BYTES = 80_000_000


@dataclass
class Played:
    """What a part came to."""

    faults: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)


class Belongings:
    """What a person made: sounds by content, and how many texts and voices there were."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._known: dict[tuple[str, int, int], str] = {}
        self._had: set[str] = set()
        self._most: Counter[str] = Counter()

    def look(self) -> list[str]:
        """What was there at an earlier look and is neither in its place nor in a trash folder."""
        now, counts = self._sounds(), self._counts()
        lost = [f"{len(gone)} recordings are gone"] if (gone := self._had - now) else []
        lost += [
            f"{self._most[n] - c} {n} are gone" for n, c in counts.items() if c < self._most[n]
        ]
        self._had |= now
        self._most |= counts
        return lost

    def _sounds(self) -> set[str]:
        found = set()
        for path in self._home.rglob("*"):
            mine = {"recordings", "references", "trash"} & set(path.parts)
            if mine and path.suffix in (".flac", ".wav") and path.is_file():
                facts = path.stat()
                key = (str(path), facts.st_size, facts.st_mtime_ns)
                if key not in self._known:
                    self._known[key] = hashlib.sha256(path.read_bytes()).hexdigest()
                found.add(self._known[key])
        return found

    def _counts(self) -> Counter[str]:
        files = Counter(path.name for path in self._home.rglob("*.json"))
        return Counter(texts=files["narration.json"], voices=files["voice.json"])


def play(events: int, seed: int, verbose: bool = False) -> Played:
    """Let a monkey loose in the home that is set; what went wrong, and what it did."""
    os.environ["TIMBRE_FAKE"] = ""
    app = QApplication.instance() or QApplication(["timbre"])
    assert isinstance(app, QApplication)
    before, hook = footprint(), sys.excepthook
    studio = Studio([sys.executable, str(HERE / "fake_engine.py")], Settings(language="en"))
    theme = Theme(app, "light")
    window = Window(studio, theme)
    foreground = Foreground(window)
    window.show()
    window.start()
    files, exports = _furnish(studio)
    belongings = Belongings(data_home())
    belongings.look()
    monkey = Monkey(window, seed, files, exports)
    monkey.verbose = verbose
    try:
        monkey.run(events)
        monkey.faults += belongings.look()
    finally:
        monkey.settle()
        foreground.stop()
        written = studio.narrator.narration
        window.language.choose("en")
        for page in window.pages.made.values():
            page.leave()
        studio.close()
        window.hide()
        for thing in (window, theme, studio):
            thing.deleteLater()
        sys.excepthook = hook
    monkey.faults += [f"left behind: {what}" for what in before.leaked(settled(before))]
    monkey.faults += belongings.look() + _damaged()
    if written is not None and open_narration(written.name).text != written.text:
        monkey.faults.append(f"The text of {written.name} is not what was written.")
    return Played(monkey.faults, monkey.done, monkey.seen)


def _furnish(studio: Studio) -> tuple[Path, Path]:
    """A voice in the making with takes, two finished ones, files to drop, a place for exports."""
    project = open_project("Anna")
    seconds = np.arange(48_000) / 48_000
    for number in range(3):
        hum = (0.2 * np.sin(2 * np.pi * (150 + number) * seconds)).astype(np.float32)
        project = add_take(project, number, f"Sentence {number}.", hum, 48_000)
    files, exports = data_home() / "files", data_home() / "exports"
    files.mkdir()
    exports.mkdir()
    sound = files / "hum.wav"
    clip = Reference("references/0000.wav", "A sentence.", "en", 0.2)
    facts = ("starter", "0" * 64, ("en",), 24_000, "2026-11-20T12:00:00+00:00", 61.0)
    for pitch, name in ((140.0, "Bo"), (190.0, "Cy")):
        tone(sound, 0.2, pitch)
        save_voice(Voice(name, *facts, (), (clip,), {}, None, None, ()), {}, {}, {clip.path: sound})
    export_voice("Bo", files / "Bo.voice")
    write_audio(files / "talk.flac", np.tile(hum, 3), 48_000)
    (files / "story.txt").write_text("It was late. Nobody came.\n\nThen the bell rang.\n", "utf-8")
    (files / "dialogue.md").write_text("# Talk\n\nBo: Hello.\nCy: Hi.\n", "utf-8")
    (files / "no sound.wav").write_bytes(b"RIFF but nothing else")
    (files / "no document.docx").write_bytes(b"\0" * 100)
    (files / "empty.txt").touch()
    studio.open("Anna")
    return files, exports


def _damaged() -> list[str]:
    """What can no longer be read."""
    faults = [str(trouble) for trouble in (load_settings()[1], *list_voices()[1]) if trouble]
    for read, names in (
        (open_narration, narration_names()),
        (open_project, project_names()),
        (_dataset, project_names()),
    ):
        for name in names:
            try:
                read(name)
            except EngineError as error:
                faults.append(f"{name}: {error.message}")
    return faults


def _dataset(name: str) -> None:
    folder = open_project(name).dataset
    if (folder / DATASET_FILE).is_file():
        load_dataset(folder)


def grown(first: Footprint, now: Footprint) -> list[str]:
    """What is held beyond the bounds."""
    more = now.handles - first.handles
    faults = []
    if more.total() > MOST_HANDLES:
        faults.append(f"{more.total()} more open files: {dict(more)}")
    if (rest := now.resident_bytes - first.resident_bytes) > MOST_BYTES:
        faults.append(f"{rest / 1e6:.0f} MB more memory")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--part", type=int, default=PART, help="events in one window")
    parser.add_argument("--first", type=int, default=0, help="the number of the first part")
    parser.add_argument("--verbose", action="store_true", help="tell what is done")
    args = parser.parse_args()
    faulthandler.enable()
    _app = QApplication(["timbre"])
    parts = range(args.first, args.first + -(-args.events // args.part))
    early: Footprint | None = None
    failed, pages = [], Counter()
    for number in parts:
        events = min(args.part, args.events - (number - args.first) * args.part)
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as home:
            os.environ["TIMBRE_HOME"] = home
            played = play(events, args.seed * 1_000 + number, args.verbose)
        now = footprint()
        if number == args.first + 1:
            early = now
        faults = played.faults + (grown(early, now) if early else [])
        pages += played.pages
        failed += [number] if faults else []
        _tell(number, events, played, now, time.monotonic() - begun)
        for fault in faults:
            print(fault, file=sys.stderr, flush=True)
    unseen = set(PAGES) - set(pages)
    print(json.dumps({"failed_parts": failed, "pages": pages, "pages_not_seen": sorted(unseen)}))
    return 1 if failed else 0


def _tell(number: int, events: int, played: Played, now: Footprint, seconds: float) -> None:
    line: dict[str, Any] = {"part": number, "events": events, "faults": len(played.faults)}
    line |= {"seconds": round(seconds, 1), "resident_mb": round(now.resident_bytes / 1e6, 1)}
    line |= {"handles": now.handles.total(), "done": played.done}
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    sys.exit(main())
