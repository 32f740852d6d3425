"""The frame: a sidebar that says where you are, a banner, and one page at a time."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from desktop.closing import Closing
from desktop.language import Language
from desktop.next_step import NextStep
from desktop.notices import Notices
from desktop.page_stack import AHEAD_MILLISECONDS, PageStack
from desktop.pages.page import Page
from desktop.projects import project_names
from desktop.sidebar import STEPS, Sidebar
from desktop.studio import Studio
from desktop.theme import Theme
from desktop.widgets.banner import Banner
from desktop.widgets.controls import refresh_icons, row
from engine.errors import EngineError
from engine.events import Failed, Finished, Note, SteppedDown
from engine.files import data_home

DISCARD_MILLISECONDS = 500


class Window(QMainWindow):
    """The main window.

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
        self._retired: list[QWidget] = []
        self._closing = Closing(studio, self)
        self.notices = Notices(studio, self)
        self._build({})
        self.setStyleSheet(theme.sheet)
        self.resize(*studio.settings.window)
        if studio.settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(studio.settings.geometry.encode()))
        self._connect()

    def _build(self, kept: dict[str, Any]) -> None:
        """Everything with words in it; done again when the language changes."""
        self.banner = Banner()
        self.banner.wanted.connect(self._do)
        self.pages = PageStack(self.studio, kept)
        self.pages.complete.connect(self.complete)
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
        inner.addWidget(self.pages, 1)
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
        self.sidebar.mark(name)
        self.pages.show_page(name)

    def page(self, name: str) -> Page:
        """The page of that name, made if need be."""
        return self.pages.page(name)

    @property
    def current(self) -> str:
        """The name of the page in sight."""
        return self.pages.current

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
        self.pages.preload()

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
        self.pages.leave()
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
                page=self.current or "record",
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
        self.page(self.current).arrive()

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
        if job == "train" and isinstance(event, Finished) and self.current == "train":
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
        current, told = self.current, self.banner.isVisibleTo(self) and self.banner.shown
        kept = self.pages.give_away()
        former = self.takeCentralWidget()
        self._retired += [former, *self.pages.begun.values()]
        self._build(kept)
        self.show_page(current or "welcome")
        self._refresh()
        self._tell_again(told or None)
        self._discard()
        QTimer.singleShot(AHEAD_MILLISECONDS, self.pages, self.pages.build_ahead)

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
        for page in self.pages.made.values():
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
