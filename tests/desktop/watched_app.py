"""The application, with a list of what is on its screen written beside it a few times a second.

Started by end_to_end.py: the list is the eyes (where each control is, what the labels say, how long
the event loop was blocked), real X events are the hands. `--script FILE` has the reading script say
what the recordings say, a sentence a line; `--engine FILE` puts another engine in its place.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.errors import Surprises
from desktop.foreground import Foreground
from desktop.pages import reading
from desktop.projects import Script
from desktop.settings import Settings
from desktop.stalls import Watchdog
from desktop.studio import ENGINE, Studio
from desktop.theme import Theme
from desktop.window import Window

KINDS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eyes", type=Path, help="the file to write what is seen to")
    parser.add_argument("--script", type=Path)
    parser.add_argument("--engine", type=Path)
    args = parser.parse_args()
    if args.script:
        lines = args.script.read_text(encoding="utf-8").splitlines()
        script = Script("en", "test", tuple(lines))
        reading.load_script = lambda language: script
    app = QApplication(["timbre"])
    Surprises(app).install()
    engine = [sys.executable, str(args.engine)] if args.engine else ENGINE
    studio = Studio(engine, Settings(theme="light"))
    window = Window(studio, Theme(app, "light"))
    Foreground(window)
    window.show()
    window.start()
    watchdog = Watchdog()
    watchdog.start()
    timer = QTimer()
    timer.timeout.connect(lambda: look(args.eyes, window, studio, watchdog))
    timer.start(250)
    return app.exec()


def look(eyes: Path, window: Window, studio: Studio, watchdog: Watchdog) -> None:
    shown = QApplication.activeModalWidget() or window
    seen = {
        "page": window.current,
        "job": studio.job,
        "events": len(studio.events),
        "playing": studio.player.playing,
        "banner": window.banner.accessibleName() if window.banner.isVisible() else "",
        "labels": [w.text() for w in shown.findChildren(QLabel) if w.isVisible() and w.text()],
        "controls": {w.accessibleName(): place(w) for w in controls(shown)},
        "texts": {w.accessibleName(): words(w) for w in controls(shown)},
        "stalls": watchdog.figures(),
    }
    temporary = eyes.with_suffix(".part")
    temporary.write_text(json.dumps(seen), encoding="utf-8")
    temporary.replace(eyes)


def controls(root: QWidget) -> list[QWidget]:
    found = [w for kind in KINDS for w in root.findChildren(kind)]
    return [w for w in found if w.isVisible() and w.isEnabled()]


def words(widget: QWidget) -> str:
    match widget:
        case QComboBox():
            return widget.currentText()
        case QPlainTextEdit():
            return widget.toPlainText()
        case QAbstractButton() | QLineEdit():
            return widget.text()
    return ""


def place(widget: QWidget) -> list[int]:
    middle = widget.mapToGlobal(QPoint(widget.width() // 2, widget.height() // 2))
    return [middle.x(), middle.y()]


if __name__ == "__main__":
    sys.exit(main())
