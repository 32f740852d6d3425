"""Record: read a script sentence by sentence, or bring recordings along."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.listening import Listener
from desktop.pages.imports import ImportCard
from desktop.pages.microphone_card import MicrophoneCard
from desktop.pages.page import Page
from desktop.pages.reading import ReadingStand
from desktop.studio import Studio
from desktop.widgets.controls import button, card, column, label, row, set_icon
from desktop.widgets.drop import dropped_paths
from engine.errors import EngineError


class RecordPage(Page):
    """Two views: the reading stand with the microphone, and the list of imported files."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio,
            self.tr("Record"),
            self.tr("Read each sentence as you would say it to a friend. A quiet room helps most."),
        )
        self.listener = Listener(studio, self)
        self.stand = ReadingStand(studio, self.listener)
        self.microphone = MicrophoneCard(studio, self.listener, self.stand.taker)
        self.imports = ImportCard(studio)
        self._add_head()
        self._views = QStackedWidget()
        self._views.addWidget(self._reading())
        self._views.addWidget(self.imports)
        self.body.addWidget(self._views, 1)
        self.setAcceptDrops(True)
        self.listener.lost.connect(self._lost)
        self.listener.opened.connect(self._opened)
        studio.project_changed.connect(self._refresh)

    def _add_head(self) -> None:
        self.switch_button = button(
            self.tr("Bring recordings"),
            self.tr("Change between reading aloud and bringing recordings along"),
            self._switch,
            icon="open",
            shortcut="Ctrl+Shift+O",
        )
        self.continue_button = button(
            self.tr("Continue to Check"),
            self.tr("Go on to what was heard in your recordings"),
            lambda: self.studio.page_wanted.emit("check"),
            icon="next",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        self.head_actions.addWidget(self.switch_button)
        self.head_actions.addWidget(self.continue_button)

    def _reading(self) -> QWidget:
        well = card("well")
        self._brought = label(role="small")
        heading = label(self.tr("Have a recording already?"), "heading")
        column(heading, self._brought, margin=2, into=well)
        right = column(self.microphone, well, 1, gap=2)
        layout = row(self.stand, gap=3)
        layout.addLayout(right)
        layout.setStretch(0, 5)
        layout.setStretch(1, 3)
        view = QWidget()
        view.setLayout(layout)
        return view

    def arrive(self) -> None:
        """Listen while the page is in sight."""
        self.listener.open(self.studio.settings.microphone)
        self.stand.record_button.setFocus()
        self.stand.refresh()
        self._refresh()

    def leave(self) -> None:
        """Save what is being read and give the microphone back."""
        self.stand.taker.end()
        self.listener.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := dropped_paths(event):
            event.acceptProposedAction()
            self.take_in(paths)

    def take_in(self, paths: list[Path]) -> None:
        """Import files and folders, and show what becomes of them."""
        self._show(self.imports)
        self.imports.add(paths)

    def _switch(self) -> None:
        self._show(self.stand if self._importing else self.imports)

    def _show(self, what: QWidget) -> None:
        self._views.setCurrentIndex(1 if what is self.imports else 0)
        self._refresh()

    @property
    def _importing(self) -> bool:
        return self._views.currentIndex() == 1

    @Slot()
    def _opened(self) -> None:
        # Space records as soon as it can, but the focus is not taken from what a person is using.
        if self.focusWidget() is None or self.focusWidget() is self.stand.record_button:
            self.stand.record_button.setFocus()

    @Slot(object)
    def _lost(self, error: EngineError) -> None:
        self.studio.trouble.emit(error)

    @Slot()
    def _refresh(self) -> None:
        project = self.studio.project
        ready = project is not None and bool(project.takes or project.imports)
        self.continue_button.setEnabled(ready)
        back = self._importing
        self.switch_button.setText(
            self.tr("Read the script") if back else self.tr("Bring recordings")
        )
        set_icon(self.switch_button, "record" if back else "open")
        count = len(project.imports) if project is not None else 0
        words = self.tr("Drop audio or video anywhere on this page, files or folders.")
        more = self.tr("%1 brought so far.").replace("%1", str(count))
        self._brought.setText(f"{words} {more}" if count else words)
