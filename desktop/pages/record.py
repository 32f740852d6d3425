"""Record: read a script sentence by sentence, or bring recordings along."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.language import joined
from desktop.listening import Listener
from desktop.pages.imports import ImportCard
from desktop.pages.microphone_card import MicrophoneCard
from desktop.pages.page import Page
from desktop.pages.reading import ReadingStand
from desktop.studio import Studio
from desktop.widgets.columns import Columns
from desktop.widgets.controls import button, card, column, label, row
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
        self.imports.back_wanted.connect(lambda: self._show(self.stand))
        self._add_head()
        self._views = QStackedWidget()
        self.body.addWidget(self._views, 1)
        self._views.addWidget(self._reading())
        self._views.addWidget(self.imports)
        self.setAcceptDrops(True)
        self.listener.lost.connect(self._lost)
        self.stand.all_read.connect(self._all_read)
        self.listener.opened.connect(self._opened)
        studio.project_changed.connect(self._refresh)

    def _add_head(self) -> None:
        self.continue_button = button(
            self.tr("Continue to Check"),
            self.tr("Go on to what was heard in your recordings"),
            lambda: self.studio.page_wanted.emit("check"),
            icon="next",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        self.head_actions.addWidget(self.continue_button)

    def _reading(self) -> QWidget:
        well = card("well")
        self._brought = label(role="small")
        heading = label(self.tr("Have a recording already?"), "heading")
        self.bring_button = button(
            self.tr("Bring recordings"),
            self.tr("Go to the recordings that you bring along"),
            lambda: self._show(self.imports),
            icon="open",
            shortcut="Ctrl+I",
        )
        column(heading, self._brought, row(self.bring_button, 1), margin=2, into=well)
        right = QWidget()
        column(self.microphone, well, 1, gap=2, into=right)
        return Columns((self.stand, 5), (right, 3))

    def arrive(self) -> None:
        """Listen while the page is in sight."""
        self.listener.open(self.studio.settings.microphone)
        self.stand.controls.record_button.setFocus()
        self.stand.refresh()
        self._refresh()

    def leave(self) -> None:
        """Save what is being read and give the microphone back."""
        self.stand.taker.end()
        self.listener.close()

    def kept(self) -> tuple[bool, Any, Any]:
        bringing = self._views.currentWidget() is self.imports
        return bringing, self.stand.kept(), self.imports.kept()

    def take_over(self, kept: tuple[bool, Any, Any]) -> None:
        bringing, read, brought = kept
        self.stand.take_over(read)
        self.imports.take_over(brought)
        self._show(self.imports if bringing else self.stand)

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

    def _show(self, what: QWidget) -> None:
        self._views.setCurrentIndex(1 if what is self.imports else 0)
        self._refresh()

    @Slot()
    def _opened(self) -> None:
        # Space records as soon as it can, but the focus is not taken from what a person is using.
        if self.focusWidget() is None or self.focusWidget() is self.stand.controls.record_button:
            self.stand.controls.record_button.setFocus()

    @Slot(object)
    def _lost(self, error: EngineError) -> None:
        self.studio.trouble.emit(error)

    @Slot()
    def _all_read(self) -> None:
        self.microphone.hands_free.setChecked(False)
        self.studio.noted.emit(self.tr("Every sentence is read. Go on to Check."))

    @Slot()
    def _refresh(self) -> None:
        project = self.studio.project
        ready = project is not None and bool(project.takes or project.imports)
        self.continue_button.setEnabled(ready)
        count = len(project.imports) if project is not None else 0
        words = self.tr("Drop audio or video anywhere on this page, files or folders.")
        more = self.tr("%1 brought so far.").replace("%1", str(count))
        self._brought.setText(joined(words, more) if count else words)
