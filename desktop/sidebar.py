"""The sidebar: the steps to a voice, the tools, the rest, and where you are among them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.controls import button, describe, label, row

STEPS = ("record", "check", "train", "listen")
TOOLS = ("speak", "voices")
REST = ("bases", "doctor", "settings")
WIDTH = 224


class Sidebar(QFrame):
    """`page_wanted` carries a page's name, `project_wanted` the name of a voice in the making."""

    page_wanted = Signal(str)
    project_wanted = Signal(str)

    def __init__(self, scale: float) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.links: dict[str, QPushButton] = {}
        self.menu = QMenu(self)
        self.chooser = QComboBox()
        self.chooser.setPlaceholderText(self.tr("None yet"))
        describe(
            self.chooser, self.tr("Voice in the making"), self.tr("Which voice you are working on")
        )
        self.chooser.activated.connect(
            lambda _: self.project_wanted.emit(self.chooser.currentText())
        )
        inside = QWidget()
        self._fill(QVBoxLayout(inside))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self._inside = inside
        self.fit(scale)

    def fit(self, scale: float) -> None:
        """As wide as its words need at this text scale."""
        self.setFixedWidth(max(round(WIDTH * scale), self._inside.minimumSizeHint().width() + 14))

    def mark(self, current: str) -> None:
        """Show which page is in sight."""
        for name, link in self.links.items():
            link.setChecked(name == current)

    def show_projects(self, names: tuple[str, ...], current: str, free: bool) -> None:
        """List the voices in the making; while a job runs none can be chosen."""
        self.chooser.clear()
        self.chooser.addItems(list(names))
        self.chooser.setEnabled(bool(names) and free)
        self.chooser.setCurrentText(current)

    def show_running(self, page: str) -> None:
        """Mark the page whose job runs, by a sign and in words; "" when none does."""
        for name in STEPS:
            title = self._titles()[name][0]
            running = name == page
            self.links[name].setText(f"{title} …" if running else title)
            said = self.tr("%1, running").replace("%1", title) if running else title
            self.links[name].setAccessibleName(said)

    def add_command(self, words: str, run: Callable[[], object], shortcut: str = "") -> QAction:
        """One more line of the menu."""
        action = self.menu.addAction(words)
        action.triggered.connect(lambda _checked=False: run())
        if shortcut:
            action.setShortcut(shortcut)
            self.addAction(action)  # a menu that was never opened hears no key
        return action

    def _fill(self, layout: QVBoxLayout) -> None:
        new = button(
            "",
            self.tr("Begin another voice"),
            lambda: self.page_wanted.emit("welcome"),
            icon="plus",
            kind="quiet",
            shortcut="Ctrl+N",
        )
        chooser = row(self.chooser, new, gap=0)
        chooser.setStretch(0, 1)
        layout.setContentsMargins(16, 20, 16, 16)
        layout.setSpacing(4)
        mark = QLabel()
        mark.setPixmap(theme.pixmap("timbre", 32, ""))
        word = QLabel("Timbre")
        word.setObjectName("wordmark")
        layout.addLayout(row(mark, word, 1, self._menu_button()))
        layout.addSpacing(16)
        layout.addWidget(label(self.tr("MAKE A VOICE"), "section"))
        layout.addLayout(chooser)
        layout.addSpacing(4)
        self._add_links(layout, STEPS, 1)
        layout.addSpacing(16)
        layout.addWidget(label(self.tr("USE IT"), "section"))
        self._add_links(layout, TOOLS, 5)
        layout.addStretch(1)
        self._add_links(layout, REST, 7)

    def _menu_button(self) -> QToolButton:
        result = QToolButton()
        result.setProperty("icon-name", "menu")
        result.setIcon(theme.icon("menu"))
        result.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        result.setMenu(self.menu)
        result.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        result.setShortcut("F10")
        describe(result, self.tr("Menu"), self.tr("More that Timbre can do"), "F10")
        return result

    def _add_links(self, layout: QVBoxLayout, names: tuple[str, ...], first: int) -> None:
        titles = self._titles()
        for number, name in enumerate(names, first):
            title, tip, icon = titles[name]
            link = button(
                title,
                tip,
                lambda name=name: self.page_wanted.emit(name),
                icon=icon,
                kind="nav",
                shortcut=f"Ctrl+{number}",
            )
            link.setCheckable(True)
            self.links[name] = link
            layout.addWidget(link)

    def _titles(self) -> dict[str, tuple[str, str, str]]:
        return {
            "record": (self.tr("Record"), self.tr("Read a script or import files"), "record"),
            "check": (self.tr("Check"), self.tr("See and mend what was heard"), "check"),
            "train": (self.tr("Train"), self.tr("Let this computer learn the voice"), "train"),
            "listen": (self.tr("Listen"), self.tr("Compare the voice with the person"), "listen"),
            "speak": (self.tr("Studio"), self.tr("Have any text spoken"), "studio"),
            "voices": (self.tr("Voices"), self.tr("All your finished voices"), "voices"),
            "bases": (self.tr("Bases"), self.tr("The models voices are made from"), "bases"),
            "doctor": (self.tr("Doctor"), self.tr("What this machine can do"), "doctor"),
            "settings": (self.tr("Settings"), self.tr("Look, folders, shortcuts"), "settings"),
        }
