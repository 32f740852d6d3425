"""The pages, one of them in sight; made when first wanted, or ahead while nothing happens."""

from collections import deque
from collections.abc import Callable
from importlib import import_module
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from desktop.pages.page import Page
from desktop.studio import Studio
from desktop.widgets.page_area import PageArea

PRELOAD_MILLISECONDS = 400
AHEAD_MILLISECONDS = 150
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


class PageStack(QStackedWidget):
    """`made` are the pages that have a place, `begun` those that have none yet, by their names.

    `kept` is what a person has set on the pages that these replace; `complete` says that every
    page is there.
    """

    complete = Signal()

    def __init__(self, studio: Studio, kept: dict[str, Any]) -> None:
        super().__init__()
        self._studio = studio
        self._kept = kept
        self._areas: dict[str, PageArea] = {}
        self._later: deque[Callable[[], object]] = deque()  # parts of pages that can wait
        self.made: dict[str, Page] = {}
        self.begun: dict[str, Page] = {}
        self.current = ""

    def show_page(self, name: str) -> None:
        """Bring a page into sight."""
        self.leave()
        page = self.page(name)
        self.current = name
        self.setCurrentWidget(self._areas[name])
        page.arrive()

    def leave(self) -> None:
        """The page in sight goes out of it."""
        if self.current:
            self.made[self.current].leave()

    def page(self, name: str) -> Page:
        """The page of that name, made if need be."""
        if name not in self.made:
            self._begin(name)
            page, area = self.begun.pop(name), PageArea()
            # First its place, then the page: whatever moves to another parent is styled anew.
            self.addWidget(area)
            self.made[name], self._areas[name] = page, area
            area.hold(page)
            if name in self._kept:
                page.take_over(self._kept.pop(name))
        return self.made[name]

    def _begin(self, name: str) -> None:
        """The first half of making a page; the second gives it its place and its style."""
        if name not in self.begun:
            module, cls = PAGES[name]
            self.begun[name] = getattr(import_module(f"desktop.pages.{module}"), cls)(self._studio)

    def give_away(self) -> dict[str, Any]:
        """Leave every page; what a person has set on them, for the pages that replace them."""
        for name, page in self.made.items():
            page.leave()
            self._kept[name] = page.kept()
        return self._kept

    def preload(self) -> None:
        """Load what the other pages need while the person is still looking at the first."""

        def load() -> None:
            for module, _ in PAGES.values():
                import_module(f"desktop.pages.{module}")

        def begin() -> None:
            self._studio.run(load, self.build_ahead)

        QTimer.singleShot(PRELOAD_MILLISECONDS, self, begin)

    @Slot()
    def build_ahead(self, _: object = None) -> None:
        """Make a part of what is not there yet, while nothing else happens, until all is there."""
        name = next((name for name in PAGES if name not in self.made), "")
        if not self.isVisible():
            return
        if self._later:
            self._later.popleft()()
        elif name in self.begun:
            self._later.extend(self.page(name).later())
        elif name:
            self._begin(name)
        else:
            self.complete.emit()
            return
        QTimer.singleShot(AHEAD_MILLISECONDS, self, self.build_ahead)
