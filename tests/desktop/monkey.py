"""Random keys, clicks, wheels and drops over all pages, with an engine that only pretends.

    python tests/desktop/monkey.py --events 100000 --seed 0

The same seed does the same again. Fails on any exception, on widgets or threads that pile up, and
when a voice, a take or a text that was there is neither there nor in a trash folder at the end.
"""

import argparse
import gc
import os
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from PySide6.QtCore import (  # noqa: E402
    QCoreApplication,
    QEvent,
    QEventLoop,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QWheelEvent  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QMenu,
    QMessageBox,
    QWidget,
)

from desktop.settings import Settings  # noqa: E402
from desktop.studio import Studio  # noqa: E402
from desktop.theme import Theme  # noqa: E402
from desktop.window import PAGES, Window  # noqa: E402
from engine.files import data_home  # noqa: E402

KEYS = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_F2),
    *(Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F5, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_PageDown, Qt.Key.Key_A, Qt.Key.Key_Z, Qt.Key.Key_1, Qt.Key.Key_Period),
)
# Leaving, full screen, folders and files of the real computer are not for monkeys.
AVOIDED_WITH_CONTROL = (Qt.Key.Key_Q,)
AVOIDED_NAMES = ("show the folder", "close timbre", "full screen", "打开文件夹")
MOODS = ("", "", "", "crash", "fail", "card")
SETTLE_EVERY = 50
MENU_MILLISECONDS = 60
GROWTH_OF_WIDGETS = 1.5


class Monkey:
    """Does `count` things with a window; `faults` are what should not have happened."""

    def __init__(self, window: Window, seed: int) -> None:
        self.window = window
        self.random = random.Random(seed)
        self.faults: list[str] = []
        self.verbose = False
        self.done: Counter[str] = Counter()
        # A dialog of the system would wait for a person.
        QFileDialog.getOpenFileNames = staticmethod(lambda *_, **__: ([], ""))
        QFileDialog.getOpenFileName = staticmethod(lambda *_, **__: ("", ""))
        QFileDialog.getSaveFileName = staticmethod(lambda *_, **__: ("", ""))
        QFileDialog.getExistingDirectory = staticmethod(lambda *_, **__: "")
        sys.excepthook = self._caught
        # A menu runs an event loop of its own until somebody closes it.
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._close_menu)
        self._timer.start(MENU_MILLISECONDS)

    def _close_menu(self) -> None:
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            popup.close()

    def _tell(self, words: str) -> None:
        if self.verbose:
            print(f"{self.window.current}: {words}", file=sys.stderr, flush=True)

    def _caught(self, kind, error, trace) -> None:
        import traceback

        self.faults.append("".join(traceback.format_exception(kind, error, trace)))

    def run(self, count: int) -> None:
        """Do things until `count` are done, or something went wrong.

        Inside an event loop, as a person would: what is deleted later must outlive a click.
        """
        loop, timer = QEventLoop(), QTimer()
        done = widgets = 0

        def step() -> None:
            nonlocal done, widgets
            if self.faults or done >= count:
                timer.stop()
                loop.quit()
                return
            self._once()
            done += 1
            if done % SETTLE_EVERY == 0:
                self._dismiss()
            if done == count // 4:
                widgets = self._count()

        timer.timeout.connect(step)
        timer.start(0)
        loop.exec()
        self._settle()
        now = self._count()
        if widgets and now > GROWTH_OF_WIDGETS * widgets + 500:
            self.faults.append(f"{now} objects, and {widgets} after a quarter of the events")

    def _once(self) -> None:
        deeds = (
            *((self._click, 30), (self._key, 30), (self._type, 8), (self._wheel, 8)),
            *((self._go, 8), (self._menu, 2), (self._resize, 2), (self._dress, 1), (self._mood, 1)),
        )
        deed = self.random.choices([d for d, _ in deeds], [weight for _, weight in deeds])[0]
        self.done[deed.__name__] += 1
        deed()

    def _target(self) -> QWidget:
        """Where the person could act now: the dialog that is open, else the window."""
        popup = QApplication.activePopupWidget()
        return popup or QApplication.activeModalWidget() or self.window

    def _click(self) -> None:
        target = self._target()
        if self.random.random() < 0.6:
            found = [b for b in target.findChildren(QAbstractButton) if self._may_press(b)]
            if found:
                button = self.random.choice(found)
                self._tell(f"click {button.accessibleName()}")
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                return
        place = QPoint(
            self.random.randrange(max(1, target.width())),
            self.random.randrange(max(1, target.height())),
        )
        under = target.childAt(place) or target
        if isinstance(under, QAbstractButton) and not self._may_press(under):
            return
        button = Qt.MouseButton.LeftButton
        click = QTest.mouseDClick if self.random.random() < 0.1 else QTest.mouseClick
        click(under, button, pos=under.mapFrom(target, place))

    @staticmethod
    def _may_press(button: QAbstractButton) -> bool:
        name = f"{button.accessibleName()} {button.text()}".casefold()
        shown = button.isVisible() and button.isEnabled()
        return shown and not any(word in name for word in AVOIDED_NAMES)

    def _key(self) -> None:
        key = self.random.choice(KEYS)
        self._tell(f"key {key}")
        held = self.random.choice(
            (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.ControlModifier,
                Qt.KeyboardModifier.ShiftModifier,
            )
        )
        if held == Qt.KeyboardModifier.ControlModifier and key in AVOIDED_WITH_CONTROL:
            return
        QTest.keyClick(QApplication.focusWidget() or self._target(), key, held)

    def _type(self) -> None:
        words = ("Anna", "Hello there. ", "你好。", "12:30", "Bo: Hi.\n", "  ", "é", "/")
        target = QApplication.focusWidget() or self._target()
        for letter in self.random.choice(words):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(target, event)

    def _wheel(self) -> None:
        target = self._target()
        place = QPointF(target.width() / 2, target.height() / 2)
        turn = QPoint(0, self.random.choice((-120, 120)))
        none = Qt.KeyboardModifier.NoModifier
        event = QWheelEvent(
            place,
            target.mapToGlobal(place),
            QPoint(),
            turn,
            Qt.MouseButton.NoButton,
            none,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(target.childAt(place.toPoint()) or target, event)

    def _go(self) -> None:
        if self._target() is self.window:
            self.window.show_page(self.random.choice(list(PAGES)))

    def _menu(self) -> None:
        menus = [menu for menu in self.window.findChildren(QMenu) if menu.actions()]
        action = self.random.choice(self.random.choice(menus).actions())
        self._tell(f"menu {action.text()}")
        if action.shortcut().toString() not in ("Ctrl+Q", "F11"):
            action.trigger()

    def _resize(self) -> None:
        self.window.resize(self.random.randrange(880, 1900), self.random.randrange(560, 1100))

    def _dress(self) -> None:
        from dataclasses import replace

        studio = self.window.studio
        settings = replace(
            studio.settings,
            theme=self.random.choice(("light", "dark")),
            text_scale=self.random.choice((1.0, 1.5, 2.0)),
            language=self.random.choice(("en", "zh_CN")),
        )
        studio.change_settings(settings)

    def _mood(self) -> None:
        os.environ["TIMBRE_FAKE"] = self.random.choice(MOODS)

    def _dismiss(self) -> None:
        """Close what stays open in front of the window."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QMessageBox) and widget.objectName() == "surprise":
                self.faults.append(widget.detailedText())
            if isinstance(widget, QDialog | QMenu) and widget.isVisible():
                widget.close()

    def _settle(self) -> None:
        self._dismiss()
        studio = self.window.studio
        studio.stop_job()
        for _ in range(2000):
            if not studio.job and not studio.tasks.busy:
                break
            QTest.qWait(10)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()

    def _count(self) -> int:
        """Objects of the window, with every page made."""
        for name in PAGES:
            self.window.page(name)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return len(self.window.findChildren(QObject))


def kept(home: Path) -> set[str]:
    """What a person made: sounds of takes and voices, by content; wherever they lie now."""
    import hashlib

    sounds = [p for p in home.rglob("*") if p.suffix in (".flac", ".wav") and p.is_file()]
    made = [p for p in sounds if {"recordings", "references", "trash"} & set(p.parts)]
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in made}


def play(events: int, seed: int, verbose: bool = False) -> tuple[list[str], Counter[str]]:
    """Let a monkey loose in a fresh home; what went wrong, and what it did."""
    os.environ["TIMBRE_FAKE"] = ""
    app = QApplication.instance() or QApplication(["timbre"])
    studio = Studio([sys.executable, str(HERE / "fake_engine.py")], Settings(language="en"))
    window = Window(studio, Theme(app, "light"))
    window.show()
    window.start()
    _furnish(studio)
    before = kept(data_home())
    monkey = Monkey(window, seed)
    monkey.verbose = verbose
    try:
        monkey.run(events)
        lost = before - kept(data_home())
        if lost:
            monkey.faults.append(f"{len(lost)} recordings are neither there nor in the trash")
    finally:
        monkey._settle()
        window.language.choose("en")
        for page in window._pages.values():
            page.leave()
        studio.close()
        window.hide()
        window.deleteLater()
        sys.excepthook = sys.__excepthook__
    return monkey.faults, monkey.done


def _furnish(studio: Studio) -> None:
    """A voice in the making with takes, and two finished ones."""
    import numpy as np

    from desktop.projects import open_project
    from desktop.takes import add_take
    from engine.library import save_voice
    from engine.voice import Reference, Voice
    from tests.desktop.fake_engine import tone

    project = open_project("Anna")
    time = np.arange(48_000) / 48_000
    for number in range(3):
        hum = (0.2 * np.sin(2 * np.pi * (150 + number) * time)).astype(np.float32)
        project = add_take(project, number, f"Sentence {number}.", hum, 48_000)
    sound = data_home() / "a.wav"
    clip = Reference("references/0000.wav", "A sentence.", "en", 0.2)
    facts = ("starter", "0" * 64, ("en",), 24_000, "2026-11-20T12:00:00+00:00", 61.0)
    for pitch, name in ((140.0, "Bo"), (190.0, "Cy")):
        tone(sound, 0.2, pitch)
        save_voice(Voice(name, *facts, (), (clip,), {}, None, None, ()), {}, {}, {clip.path: sound})
    studio.open("Anna")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--verbose", action="store_true", help="tell what is done")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["TIMBRE_HOME"] = home
        QApplication(["timbre"])
        faults, done = play(args.events, args.seed, args.verbose)
    print(dict(done))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
