"""What the monkey does: keys, clicks, wheels, drops and dialogs, chosen by a seed."""

import gc
import os
import random
import sys
import traceback
from collections import Counter, deque
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMimeData,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QUrl,
)
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QMenu,
    QMessageBox,
    QWidget,
)

from desktop.page_stack import PAGES
from desktop.window import Window

KEYS = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_F2),
    *(Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F5, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_PageDown, Qt.Key.Key_A, Qt.Key.Key_Z, Qt.Key.Key_1, Qt.Key.Key_Period),
)
# Leaving and full screen are not for monkeys.
AVOIDED_WITH_CONTROL = (Qt.Key.Key_Q,)
AVOIDED_NAMES = ("close timbre", "full screen")
MOODS = ("", "", "", "crash", "fail", "card")
SETTLE_EVERY = 50
MENU_MILLISECONDS = 60
GROWTH_OF_WIDGETS = 1.5
TOLD = 40


class Monkey:
    """Does things with a window; `faults` are what should not have happened.

    `files` is a folder with what is dropped and opened; what is saved goes to `exports`.
    """

    def __init__(self, window: Window, seed: int, files: Path, exports: Path) -> None:
        self.window = window
        self.random = random.Random(seed)
        self.files = sorted(files.iterdir())
        self.exports = exports
        self.faults: list[str] = []
        self.verbose = False
        self.done: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        self._told: deque[str] = deque(maxlen=TOLD)
        self._answer_dialogs()
        sys.excepthook = self._caught
        # A menu runs an event loop of its own until somebody closes it.
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._close_menu)
        self._timer.start(MENU_MILLISECONDS)

    def _answer_dialogs(self) -> None:
        """A dialog of the system would wait for a person, and a file manager would open."""

        def one() -> str:
            return str(self.random.choice(self.files)) if self.random.random() < 0.6 else ""

        def place(wanted: str = "") -> str:
            name = f"{self.random.randrange(20)}-{Path(wanted).name or 'export'}"
            return str(self.exports / name) if self.random.random() < 0.6 else ""

        def folder() -> str:
            return str(self.random.choice((self.exports, self.files[0].parent, "")) or "")

        QFileDialog.getOpenFileNames = staticmethod(
            lambda *_, **__: ([n] if (n := one()) else [], "")
        )
        QFileDialog.getOpenFileName = staticmethod(lambda *_, **__: (one(), ""))
        QFileDialog.getSaveFileName = staticmethod(
            lambda _, __, wanted="", *___: (place(wanted), "")
        )
        QFileDialog.getExistingDirectory = staticmethod(lambda *_, **__: folder())
        QDesktopServices.openUrl = staticmethod(lambda url: True)

    def _close_menu(self) -> None:
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            popup.close()

    def _tell(self, words: str) -> None:
        self._told.append(f"{self.window.current}: {words}")
        if self.verbose:
            print(self._told[-1], file=sys.stderr, flush=True)

    def _caught(self, kind, error, trace) -> None:
        words = "".join(traceback.format_exception(kind, error, trace))
        self.faults.append(f"{words}after: {'; '.join(self._told)}")

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
        # The connection would keep the step, the monkey and all of its window alive.
        timer.timeout.disconnect(step)
        self.settle()
        now = self._count()
        if widgets and now > GROWTH_OF_WIDGETS * widgets + 500:
            self.faults.append(f"{now} objects, and {widgets} after a quarter of the events")

    def _once(self) -> None:
        deeds = (
            *((self._click, 30), (self._key, 30), (self._type, 8), (self._wheel, 8)),
            *((self._go, 8), (self._menu, 2), (self._resize, 2), (self._dress, 1), (self._mood, 1)),
            (self._drop, 2),
        )
        self.seen[self.window.current] += 1
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

    def _drop(self) -> None:
        """Drop a file or two onto something that takes drops."""
        takers = [w for w in self.window.findChildren(QWidget) if w.acceptDrops() and w.isVisible()]
        if not takers or self._target() is not self.window:
            return
        taker = self.random.choice(takers)
        chosen = self.random.sample(self.files, self.random.choice((1, 1, 2)))
        self._tell(f"drop {[path.name for path in chosen]} on {type(taker).__name__}")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in chosen])
        rest = (
            *(Qt.DropAction.CopyAction, data),
            *(Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier),
        )
        enter = QDragEnterEvent(QPoint(5, 5), *rest)
        QApplication.sendEvent(taker, enter)
        if enter.isAccepted():
            QApplication.sendEvent(taker, QDropEvent(QPointF(5, 5), *rest))

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

    def settle(self) -> None:
        self._dismiss()
        studio = self.window.studio
        studio.stop_job()
        for _ in range(2000):
            if not studio.job and not studio.tasks.busy and not self.window._retired:
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
