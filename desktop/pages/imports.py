"""Bring recordings along: drop files, see what was taken and why something was not."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QProgressBar, QTableView

from desktop.importing import Import
from desktop.language import clock, said
from desktop.projects import add_imports, save_project
from desktop.studio import Studio
from desktop.widgets.brought import LENGTH, NAME, STATE, WHY, BroughtModel
from desktop.widgets.controls import button, column, describe, label, row
from desktop.widgets.drop import DropWell
from engine.audio.bringing import Brought
from engine.errors import EngineError

SOUND_FILES = "*.wav *.flac *.mp3 *.m4a *.aac *.ogg *.opus *.wma *.aiff *.mp4 *.mkv *.mov *.webm"
ROW_HEIGHT = 36


class ImportCard(QFrame):
    """The well, and under it the list: one row a file, with what is to be known about it."""

    back_wanted = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.studio = studio
        self.model = BroughtModel(self)
        self._import: Import | None = None
        self._waiting: list[Path] = []
        self._looked_at = ""
        self._gone: list[tuple[Brought, ...]] = []
        self._project_name = ""
        self._build()
        studio.project_changed.connect(self._project_changed)
        studio.closing.connect(self.stop)
        self._project_changed()

    def _build(self) -> None:
        self._well = DropWell(
            self.tr("Drop recordings here"),
            self.tr("Audio or video, any number of files or folders."),
            self.tr("Choose files…"),
            self.tr("Sound and video (%1)").replace("%1", SOUND_FILES),
            "Ctrl+O",
            (self.tr("Choose a folder…"), self.tr("Everything that lies in a folder")),
        )
        self._well.dropped.connect(self.add)
        self.table = QTableView()
        self.table.setModel(self.model)
        self._shape(self.table)
        describe(
            self.table,
            self.tr("Imported files"),
            self.tr("What was brought, whether it is kept, and why not"),
        )
        delete = QKeySequence.StandardKey.Delete
        context = Qt.ShortcutContext.WidgetShortcut
        QShortcut(delete, self.table, self._take_off, context=context)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        describe(self._progress, self.tr("Files are being looked at"))
        self._sum = label(role="muted")
        self._detail = label(role="muted")
        self.table.selectionModel().currentRowChanged.connect(self._show_detail)
        self._add_buttons()
        actions = row(self.back_button, 1, self.stop_button, self.undo_button, self.remove_button)
        layout = column(
            self._well,
            self._progress,
            self._sum,
            self.table,
            self._detail,
            actions,
            margin=2,
            into=self,
        )
        layout.setStretch(3, 1)
        layout.addStretch(0)
        self.table.setMinimumHeight(5 * ROW_HEIGHT)

    def _add_buttons(self) -> None:
        self.back_button = button(
            self.tr("Read the script"),
            self.tr("Go back to reading aloud"),
            self.back_wanted.emit,
            icon="back",
            kind="quiet",
            shortcut="Ctrl+Shift+O",
        )
        self.stop_button = button(
            self.tr("Stop"),
            self.tr("Stop looking; what was found so far is kept"),
            self.stop,
            icon="stop",
            kind="quiet",
        )
        self.undo_button = button(
            self.tr("Put back"),
            self.tr("Put the removed files back on the list"),
            self._put_back,
            icon="undo",
            kind="quiet",
        )
        self.remove_button = button(
            self.tr("Remove"),
            self.tr("Take the chosen files off the list; they stay where they are"),
            self._take_off,
            icon="trash",
            kind="quiet",
        )

    @staticmethod
    def _shape(table: QTableView) -> None:
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        # One height for all: with ten thousand rows nobody has to be asked for theirs.
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(
            max(ROW_HEIGHT, table.fontMetrics().height() + 14)
        )
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for section in (NAME, WHY):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        wide = table.fontMetrics().horizontalAdvance("x")
        for section, letters in ((STATE, 7), (LENGTH, 10)):
            header.resizeSection(section, wide * letters)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    @property
    def busy(self) -> bool:
        """Whether files are being looked at."""
        return self._import is not None

    def kept(self) -> tuple[str, tuple[Brought, ...], list[tuple[Brought, ...]], list[Path]]:
        """The list with what was refused, what can be put back, and what is still looked at."""
        paths = [*(self._import.paths if self._import else ()), *self._waiting]
        self.stop()
        return self._project_name, self.model.rows, self._gone, paths

    def take_over(
        self, kept: tuple[str, tuple[Brought, ...], list[tuple[Brought, ...]], list[Path]]
    ) -> None:
        """Go on with that list, if it is still the same voice."""
        name, rows, gone, paths = kept
        if name == self._project_name:
            self._looked_at, self._gone = name, gone
            self.model.show(list(rows))
            self.add(paths)
            self._refresh()

    def add(self, paths: list[Path]) -> None:
        """Look at files and folders and take what can be used."""
        project = self.studio.project
        if project is None or not paths:
            return
        if self._import is not None:
            self._waiting += paths
            return
        looking = Import(paths, self)
        looking.found.connect(self._found)
        self._import = looking
        self.studio.run(looking.run, lambda rows: self._done(project.name, rows), self._failed)
        self._refresh()

    @Slot()
    def stop(self) -> None:
        """Look no further; what was found is kept."""
        self._waiting.clear()
        if self._import is not None:
            self._import.stop()

    @Slot(list)
    def _found(self, rows: list[Brought]) -> None:
        if self.sender() is self._import:
            self.model.add(rows)
            self._refresh()

    def _done(self, name: str, rows: list[Brought]) -> None:
        self._end()
        project = self.studio.project
        taken = [row.path for row in rows if row.taken]
        if project is not None and project.name == name and not set(taken) <= set(project.imports):
            self.studio.change_project(lambda project: add_imports(project, taken))
        waiting, self._waiting = self._waiting, []
        self.add(waiting)

    def _failed(self, error: EngineError) -> None:
        self._end()
        self.studio.trouble.emit(error)

    def _end(self) -> None:
        looking, self._import = self._import, None
        if looking is not None:
            looking.deleteLater()
        self._refresh()

    def _take_off(self) -> None:
        numbers = {index.row() for index in self.table.selectionModel().selectedRows()}
        rows = tuple(self.model.rows[number] for number in sorted(numbers))
        project = self.studio.project
        if rows and project is not None:
            self._gone.append(rows)
            self.model.remove(numbers)
            self._keep_without({row.path for row in rows})

    def _keep_without(self, gone: set[str]) -> None:
        self._refresh()
        self.studio.change_project(
            lambda project: save_project(
                replace(project, imports=tuple(n for n in project.imports if n not in gone))
            )
        )

    def _put_back(self) -> None:
        if self._gone:
            rows = self._gone.pop()
            self.model.add(list(rows))
            taken = [row.path for row in rows if row.taken]
            self.studio.change_project(lambda project: add_imports(project, taken))

    @Slot()
    def _project_changed(self) -> None:
        project = self.studio.project
        name = project.name if project is not None else ""
        if name != self._project_name:
            self._project_name, self._looked_at = name, ""
            self.stop()
            self._gone.clear()
            known = project.imports if project is not None else ()
            self.model.show([Brought(path, True) for path in known])
            if self.isVisible():
                self._look_at_known()
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_at_known()

    def _look_at_known(self) -> None:
        """How long are the files that were brought earlier, and are they still there?"""
        if self._looked_at != self._project_name and self.model.rows:
            self._looked_at = self._project_name
            self.add([Path(row.path) for row in self.model.rows if row.taken])

    @Slot()
    def _show_detail(self, *_: object) -> None:
        """All of the chosen row, where its cells are too narrow for it."""
        index = self.table.currentIndex()
        rows = self.model.rows
        here = rows[index.row()] if index.isValid() and index.row() < len(rows) else None
        why = said(here.why) if here else ""
        name = Path(here.path).name if here else ""
        self._detail.setText(why if name in why else f"{name}: {why}")
        self._detail.setVisible(bool(self._detail.text()))

    def _refresh(self) -> None:
        rows = self.model.rows
        taken = [each for each in rows if each.taken]
        self._progress.setVisible(self.busy)
        self.stop_button.setVisible(self.busy)
        self.remove_button.setVisible(bool(rows))
        self.undo_button.setVisible(bool(self._gone))
        self.table.setVisible(bool(rows))
        self._show_detail()
        words = self.tr("%1 kept, %2 in all. %3 left out.")
        words = words.replace("%1", str(len(taken))).replace("%3", str(len(rows) - len(taken)))
        words = words.replace("%2", clock(sum(each.seconds for each in taken)))
        self._sum.setText(words if rows else "")
