"""The frame: a sidebar that says where you are, a banner, and one page at a time."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.closing import Closing
from desktop.language import Language
from desktop.next_step import NextStep
from desktop.notices import Notices
from desktop.pages.page import Page
from desktop.projects import project_names
from desktop.sidebar import STEPS, Sidebar
from desktop.studio import Studio
from desktop.theme import Theme
from desktop.widgets.banner import Banner
from desktop.widgets.controls import refresh_icons, row
from desktop.widgets.page_area import PageArea
from engine.errors import EngineError
from engine.events import Failed, Finished, Note, SteppedDown
from engine.files import data_home

PRELOAD_MILLISECONDS = 400
AHEAD_MILLISECONDS = 150
DISCARD_MILLISECONDS = 500
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
    """The main window. Pages are made when they are first wanted, so that it opens at once.

    `complete` says that every page is there, `discarded` that those of another language are gone.
    """

    complete = Signal()
    discarded = Signal()

    def __init__(self, studio: Studio, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("Timbre")
        self.setMinimumSize(880, 560)
        self.studio = studio
        self.theme = theme
        self.language = Language(theme.app, studio.settings.language)
        self._pages: dict[str, Page] = {}
        self._begun: dict[str, Page] = {}  # made, but without a place yet
        self._areas: dict[str, PageArea] = {}
        self._later: deque[Callable[[], object]] = deque()  # parts of pages that can wait
        self._retired: list[QWidget] = []
        self._kept: dict[str, Any] = {}  # of pages in another language that are not made anew yet
        self._current = ""
        self._closing = Closing(studio, self)
        self.notices = Notices(studio, self)
        self._build()
        self.setStyleSheet(theme.sheet)
        self.resize(*studio.settings.window)
        if studio.settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(studio.settings.geometry.encode()))
        self._connect()

    def _build(self) -> None:
        """Everything with words in it; done again when the language changes."""
        self.banner = Banner()
        self.banner.wanted.connect(self._do)
        self._stack = QStackedWidget()
        self.sidebar = Sidebar(self.studio.settings.text_scale)
        self.sidebar.page_wanted.connect(self.show_page)
        self.sidebar.project_wanted.connect(self._choose_project)
        self._fill_menu()
        right = QWidget()
        right.setObjectName("page")
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        strip = row(self.banner)
        strip.setContentsMargins(32, 12, 32, 0)
        inner.addLayout(strip)
        inner.addWidget(self._stack, 1)
        centre = QWidget()
        whole = row(self.sidebar, right, gap=0, into=centre)
        whole.setStretch(1, 1)
        self.setCentralWidget(centre)

    def _fill_menu(self) -> None:
        add = self.sidebar.add_command
        add(self.tr("Check this computer again"), lambda: self.show_page("welcome"), "Ctrl+Shift+D")
        add(self.tr("Keyboard shortcuts"), lambda: self.show_page("settings"), "F1")
        add(self.tr("Full screen"), self._full_screen, "F11")
        add(self.tr("Close Timbre"), self.close, "Ctrl+Q")
        self.sidebar.menu.setAccessibleName(self.tr("Menu"))

    def _connect(self) -> None:
        studio = self.studio
        studio.trouble.connect(self.report)
        studio.noted.connect(self._noted)
        studio.offered.connect(self._offered)
        studio.told.connect(self._told)
        studio.job_started.connect(self._refresh)
        studio.job_ended.connect(self._job_ended)
        studio.project_changed.connect(self._refresh)
        studio.dataset_changed.connect(self._refresh)
        studio.page_wanted.connect(self.show_page)
        studio.settings_changed.connect(self._dress)
        self.theme.changed.connect(self._restyle)
        self._closing.settled.connect(self.close)
        self._closing.kept_open.connect(self._stay)

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Bring a page into sight; the wizard's pages need a voice to work on."""
        if name in STEPS and self.studio.project is None:
            name = "welcome"
        if self._current:
            self._pages[self._current].leave()
        page = self.page(name)
        self._current = name
        self._stack.setCurrentWidget(self._areas[name])
        self.sidebar.mark(name)
        page.arrive()

    def page(self, name: str) -> Page:
        """The page of that name, made if need be."""
        if name not in self._pages:
            self._begin_page(name)
            page, area = self._begun.pop(name), PageArea()
            # First its place, then the page: whatever moves to another parent is styled anew.
            self._stack.addWidget(area)
            self._pages[name], self._areas[name] = page, area
            area.hold(page)
            if name in self._kept:
                page.take_over(self._kept.pop(name))
        return self._pages[name]

    def _begin_page(self, name: str) -> None:
        """The first half of making a page; the second gives it its place and its style."""
        if name not in self._begun:
            module, cls = PAGES[name]
            self._begun[name] = getattr(import_module(f"desktop.pages.{module}"), cls)(self.studio)

    @property
    def current(self) -> str:
        """The name of the page in sight."""
        return self._current

    def start(self) -> None:
        """Open what was open last and show the page that was in sight."""
        self.studio.open_last()
        wanted = self.studio.settings.page
        self.show_page(wanted if wanted in self.sidebar.links else "record")
        self._refresh()
        self.studio.trainings.find()
        if self.studio.job:
            self.show_page("train")
        else:
            self.studio.trainings.offer_unfinished()
        QTimer.singleShot(PRELOAD_MILLISECONDS, self, self._preload)

    def _preload(self) -> None:
        """Load what the other pages need while the person is still looking at the first."""

        def load() -> None:
            for module, _ in PAGES.values():
                import_module(f"desktop.pages.{module}")

        self.studio.run(load, self._build_ahead)

    def _build_ahead(self, _: object = None) -> None:
        """Make a part of what is not there yet, while nothing else happens."""
        name = next((name for name in PAGES if name not in self._pages), "")
        if not self.isVisible():
            return
        if self._later:
            self._later.popleft()()
        elif name in self._begun:
            self._later.extend(self.page(name).later())
        elif name:
            self._begin_page(name)
        else:
            self.complete.emit()
            return
        QTimer.singleShot(AHEAD_MILLISECONDS, self, self._build_ahead)

    def event(self, event: QEvent) -> bool:
        """Pictures are drawn anew where the display is scaled otherwise now."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._restyle()
            self.studio.voices_changed.emit()
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where we were; while something runs, ask first."""
        if self._closing.in_the_way:
            event.ignore()
            self._closing.ask()
            return
        if self._current:
            self._pages[self._current].leave()
        if not self._closing.save():
            event.ignore()
            return
        size = (self.width(), self.height())
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        project = self.studio.project.name if self.studio.project else ""
        self.studio.change_settings(
            replace(
                self.studio.settings,
                window=size,
                geometry=geometry,
                page=self._current or "record",
                project=project,
            )
        )
        self.hide()
        self.studio.close()
        event.accept()

    @Slot()
    def _stay(self) -> None:
        """It was about to be closed, and is not."""
        self.show()
        self._pages[self._current].arrive()

    @Slot(str)
    def _choose_project(self, name: str) -> None:
        if self.studio.project is None or name != self.studio.project.name:
            self.studio.open(name)
            self.show_page("record")

    @Slot(str)
    def _noted(self, words: str) -> None:
        self.banner.note(words)

    @Slot(object)
    def _offered(self, offer: NextStep) -> None:
        self.banner.offer(offer)

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
    def _refresh(self, *_: object) -> None:
        project, job = self.studio.project, self.studio.job
        self.sidebar.show_projects(project_names(), project.name if project else "", not job)
        self.sidebar.show_running({"prepare": "check"}.get(job, job))

    @Slot(str)
    def _do(self, what: str) -> None:
        """What a banner's button asks for: a page, or the folder with everything in it."""
        if what == "folder":
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(data_home())))
        elif what == "job":
            job = self.studio.job
            self.show_page({"prepare": "check", "base": "bases"}.get(job, job or "train"))
        else:
            self.show_page(what)

    @Slot()
    def _dress(self) -> None:
        settings = self.studio.settings
        self.theme.choose(settings.theme, settings.text_scale, settings.reduced_motion)
        self.sidebar.fit(settings.text_scale)
        if self.language.choose(settings.language):
            QTimer.singleShot(0, self, self._speak_otherwise)

    @Slot()
    def _speak_otherwise(self) -> None:
        """Build the window anew in the language that was chosen, where the person is now."""
        current, told = self._current, self.banner.isVisibleTo(self) and self.banner.shown
        for name, page in self._pages.items():
            page.leave()
            self._kept[name] = page.kept()
        self._pages.clear()
        self._areas.clear()
        self._later.clear()
        self._retired += self._begun.values()
        self._begun.clear()
        self._current = ""
        if (former := self.takeCentralWidget()) is not None:
            self._retired.append(former)
        self._build()
        self.show_page(current or "welcome")
        self._refresh()
        self._tell_again(told or None)
        self._discard()
        QTimer.singleShot(AHEAD_MILLISECONDS, self, self._build_ahead)

    def _tell_again(self, told: EngineError | Failed | NextStep | None) -> None:
        """What the banner said and still holds, in the language that was chosen."""
        about = told.about if isinstance(told, NextStep) else told
        if isinstance(about, Note):
            self.studio.trainings.offer_unfinished()
        elif isinstance(told, NextStep) and self._outlives_pages(told.act):
            self.banner.offer(told)
        elif about is not None:
            self.banner.trouble(about)

    def _outlives_pages(self, act: Callable[[], object]) -> bool:
        owner = getattr(getattr(act, "func", act), "__self__", None)
        return owner is self.studio or (
            isinstance(owner, QObject) and owner.parent() is self.studio
        )

    @Slot()
    def _discard(self) -> None:
        """Delete what was built in another language, once no task will answer to it."""
        if self.studio.tasks.busy:
            QTimer.singleShot(DISCARD_MILLISECONDS, self, self._discard)
            return
        while self._retired:
            self._retired.pop().deleteLater()
        QTimer.singleShot(0, self, self.discarded.emit)

    @Slot()
    def _restyle(self) -> None:
        if self.styleSheet() != self.theme.sheet:
            self.setStyleSheet(self.theme.sheet)
        refresh_icons(self)
        for page in self._pages.values():
            page.restyle()

    def _full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    @Slot(object)
    def report(self, error: EngineError | Failed) -> None:
        """Show what went wrong."""
        self.banner.trouble(error)

    @Slot()
    def come_forward(self) -> None:
        """Somebody started Timbre again: this window is the one."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
