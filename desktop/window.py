"""The frame: a sidebar that says where you are, a banner, and one page at a time."""

from dataclasses import replace
from importlib import import_module

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.pages.page import Page
from desktop.projects import project_names
from desktop.runs import has_unfinished_run
from desktop.studio import Studio
from desktop.theme import Theme, pixmap
from desktop.widgets.banner import Banner
from desktop.widgets.controls import button, describe, label, refresh_icons, row
from engine.errors import EngineError
from engine.events import Failed, Finished, Note, SteppedDown

STEPS = ("record", "check", "train", "listen")
TOOLS = ("speak", "voices")
REST = ("bases", "doctor", "settings")
SIDEBAR_WIDTH = 224
PRELOAD_MILLISECONDS = 400
# Page -> (module in desktop.pages, class); imported on use, so that the first paint comes soon.
PAGES = {
    "welcome": ("welcome", "WelcomePage"),
    "record": ("record", "RecordPage"),
    "check": ("check", "CheckPage"),
    "train": ("train", "TrainPage"),
    "listen": ("listen", "ListenPage"),
    "speak": ("speak", "SpeakPage"),
    "voices": ("voices", "VoicesPage"),
    "bases": ("bases", "BasesPage"),
    "doctor": ("doctor", "DoctorPage"),
    "settings": ("settings", "SettingsPage"),
}


class Window(QMainWindow):
    """The main window. Pages are made when they are first wanted, so that it opens at once."""

    def __init__(self, studio: Studio, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("Timbre")
        self.setMinimumSize(960, 620)
        self.studio = studio
        self.theme = theme
        self._pages: dict[str, Page] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._current = ""
        self.banner = Banner()
        self._stack = QStackedWidget()
        self._build()
        self.resize(*studio.settings.window)
        self._connect()

    def _build(self) -> None:
        right = QWidget()
        right.setObjectName("page")
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        strip = row(self.banner)
        strip.setContentsMargins(32, 12, 32, 0)
        inner.addLayout(strip)
        inner.addWidget(self._stack, 1)
        whole = QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._sidebar())
        whole.addWidget(right, 1)
        centre = QWidget()
        centre.setLayout(whole)
        self.setCentralWidget(centre)

    def _sidebar(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("sidebar")
        frame.setFixedWidth(round(SIDEBAR_WIDTH * self.studio.settings.text_scale))
        mark = QLabel()
        mark.setPixmap(pixmap("timbre", 32, ""))
        word = QLabel("Timbre")
        word.setObjectName("wordmark")
        self.chooser = QComboBox()
        describe(
            self.chooser, self.tr("Voice in the making"), self.tr("Which voice you are working on")
        )
        self.chooser.activated.connect(self._choose_project)
        new = button(
            "",
            self.tr("Begin another voice"),
            lambda: self.show_page("welcome"),
            icon="plus",
            kind="quiet",
            shortcut="Ctrl+N",
        )
        chooser = row(self.chooser, new, gap=0)
        chooser.setStretch(0, 1)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(16, 20, 16, 16)
        layout.setSpacing(4)
        layout.addLayout(row(mark, word, 1))
        layout.addSpacing(20)
        layout.addWidget(label(self.tr("MAKE A VOICE"), "section"))
        layout.addLayout(chooser)
        layout.addSpacing(4)
        self._add_links(layout, STEPS, 1)
        layout.addSpacing(20)
        layout.addWidget(label(self.tr("USE IT"), "section"))
        self._add_links(layout, TOOLS, 5)
        layout.addStretch(1)
        self._add_links(layout, REST, 7)
        return frame

    def _add_links(self, layout: QVBoxLayout, names: tuple[str, ...], first: int) -> None:
        titles = self._titles()
        for number, name in enumerate(names, first):
            title, tip, icon = titles[name]
            link = button(
                title,
                tip,
                lambda name=name: self.show_page(name),
                icon=icon,
                kind="nav",
                shortcut=f"Ctrl+{number}",
            )
            link.setCheckable(True)
            self._buttons[name] = link
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

    def _connect(self) -> None:
        studio = self.studio
        studio.trouble.connect(self.banner.trouble)
        studio.noted.connect(self.banner.note)
        studio.told.connect(self._told)
        studio.job_started.connect(lambda _: self._refresh())
        studio.job_ended.connect(self._job_ended)
        studio.project_changed.connect(self._refresh)
        studio.dataset_changed.connect(self._refresh)
        studio.page_wanted.connect(self.show_page)
        studio.settings_changed.connect(self._dress)
        self.theme.changed.connect(self._restyle)
        QShortcut(QKeySequence("F11"), self, self._full_screen)

    def show_page(self, name: str) -> None:
        """Bring a page into sight; the wizard's pages need a voice to work on."""
        if name in STEPS and self.studio.project is None:
            name = "welcome"
        if self._current:
            self._pages[self._current].leave()
        page = self.page(name)
        self._current = name
        self._stack.setCurrentWidget(page)
        for other, link in self._buttons.items():
            link.setChecked(other == name)
        page.arrive()

    def page(self, name: str) -> Page:
        """The page of that name, made if need be."""
        if name not in self._pages:
            module, cls = PAGES[name]
            page = getattr(import_module(f"desktop.pages.{module}"), cls)(self.studio)
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    @property
    def current(self) -> str:
        """The name of the page in sight."""
        return self._current

    def start(self) -> None:
        """Open what was open last and show the page that was in sight."""
        self.studio.open_last()
        wanted = self.studio.settings.page
        self.show_page(wanted if wanted in self._buttons else "record")
        self._refresh()
        project = self.studio.project
        if project is not None and has_unfinished_run(project.name):
            words = self.tr("The training of %1 was interrupted. Go to Train to continue it.")
            self.studio.noted.emit(words.replace("%1", project.name))
        QTimer.singleShot(PRELOAD_MILLISECONDS, self, self._preload)

    def _preload(self) -> None:
        """Load what the other pages need while the person is still looking at the first."""

        def load() -> None:
            for module, _ in PAGES.values():
                import_module(f"desktop.pages.{module}")

        self.studio.run(load, lambda _: None)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where we were; while a job runs, ask first."""
        if self.studio.job:
            event.ignore()
            self._ask_to_stop()
            return
        if self._current:
            self._pages[self._current].leave()
        size = (self.width(), self.height())
        project = self.studio.project.name if self.studio.project else ""
        self.studio.change_settings(
            replace(
                self.studio.settings, window=size, page=self._current or "record", project=project
            )
        )
        self.hide()
        self.studio.close()
        event.accept()

    def _ask_to_stop(self) -> None:
        box = QMessageBox(self)
        box.setObjectName("closing")
        box.setWindowTitle(self.tr("A job is running"))
        box.setText(self.tr("Stop it and close? What was done so far is kept."))
        box.setStandardButtons(QMessageBox.StandardButton.Close | QMessageBox.StandardButton.Cancel)
        box.button(QMessageBox.StandardButton.Close).setText(self.tr("Stop and close"))
        box.button(QMessageBox.StandardButton.Cancel).setText(self.tr("Go on working"))
        box.finished.connect(self._answered)
        box.open()

    @Slot(int)
    def _answered(self, answer: int) -> None:
        if answer != QMessageBox.StandardButton.Close:
            return
        if self.studio.job:
            self.studio.job_ended.connect(lambda *_: QTimer.singleShot(0, self, self.close))
            self.studio.stop_job()
        else:
            self.close()

    def _choose_project(self) -> None:
        name = self.chooser.currentText()
        if self.studio.project is None or name != self.studio.project.name:
            self.studio.open(name)
            self.show_page("record")

    @Slot(object)
    def _told(self, event: object) -> None:
        if isinstance(event, Note | SteppedDown):
            self.banner.note(event)

    @Slot(str, object)
    def _job_ended(self, job: str, event: object) -> None:
        self._refresh()
        if job == "train" and isinstance(event, Finished) and self._current == "train":
            self.show_page("listen")

    @Slot()
    def _refresh(self) -> None:
        names = project_names()
        project = self.studio.project
        self.chooser.clear()
        self.chooser.addItems(list(names))
        self.chooser.setEnabled(bool(names) and not self.studio.job)
        if project is not None:
            self.chooser.setCurrentText(project.name)
            if self._current == "welcome":
                self.show_page("record")
        titles = self._titles()
        for name in STEPS:
            running = self.studio.job == {"check": "prepare"}.get(name, name)
            mark = " …" if running else ""
            self._buttons[name].setText(titles[name][0] + mark)

    @Slot()
    def _dress(self) -> None:
        self.theme.choose(self.studio.settings.theme, self.studio.settings.text_scale)

    @Slot()
    def _restyle(self) -> None:
        refresh_icons(self)
        for page in self._pages.values():
            page.restyle()

    def _full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def report(self, error: EngineError | Failed) -> None:
        """Show an error from before the window was there."""
        self.banner.trouble(error)
