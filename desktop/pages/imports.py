"""Bring recordings along: drop files, see what was taken and what was not."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QSizePolicy

from desktop.projects import Project, add_imports, save_project
from desktop.studio import Studio
from desktop.widgets.controls import button, column, describe, label, row
from desktop.widgets.drop import DropWell

SOUND_FILES = "*.wav *.flac *.mp3 *.m4a *.aac *.ogg *.opus *.wma *.aiff *.mp4 *.mkv *.mov *.webm"


class ImportCard(QFrame):
    """The well, and under it the list of imported files."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.studio = studio
        self._well = DropWell(
            self.tr("Have a recording already?"),
            self.tr("Drop audio or video here, any number of files or folders."),
            self.tr("Choose files…"),
            self.tr("Sound and video (%1)").replace("%1", SOUND_FILES),
            "Ctrl+O",
        )
        self._well.dropped.connect(self.add)
        self._list = QListWidget()
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        describe(self._list, self.tr("Imported files"), self.tr("Files that will be used too"))
        self._remove = button(
            self.tr("Remove"),
            self.tr("Take the chosen files off the list; they stay where they are"),
            self._take_off,
            icon="trash",
            kind="quiet",
        )
        QShortcut(
            QKeySequence.StandardKey.Delete,
            self._list,
            self._take_off,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        self._refused = label(role="bad")
        layout = column(
            label(self.tr("Import"), "heading"),
            self._well,
            self._list,
            self._refused,
            row(1, self._remove),
            margin=2,
            into=self,
        )
        layout.setStretch(2, 1)
        studio.project_changed.connect(self._refresh)
        self._refresh()

    def add(self, paths: list[Path]) -> None:
        """Add files and folders to the project."""
        refused: list[str] = []

        def change(project: Project) -> Project:
            changed, found = add_imports(project, paths)
            refused.extend(found)
            return changed

        self.studio.change_project(change, lambda: self._tell(refused))

    def _tell(self, refused: list[str]) -> None:
        shown = refused[:3]
        if len(refused) > len(shown):
            shown.append(self.tr("… and %1 more").replace("%1", str(len(refused) - len(shown))))
        self._refused.setText("\n".join(shown))
        self._refused.setVisible(bool(shown))

    def _take_off(self) -> None:
        gone = {item.data(Qt.ItemDataRole.UserRole) for item in self._list.selectedItems()}
        if gone:
            self.studio.change_project(
                lambda project: save_project(
                    replace(project, imports=tuple(n for n in project.imports if n not in gone))
                )
            )

    def _refresh(self) -> None:
        imports = self.studio.project.imports if self.studio.project else ()
        self._list.clear()
        for name in imports:
            item = QListWidgetItem(Path(name).name)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setToolTip(name)
            item.setSizeHint(QSize(10, 34))
            self._list.addItem(item)
        self._list.setVisible(bool(imports))
        vertical = QSizePolicy.Policy.Expanding if imports else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        self._remove.setVisible(bool(imports))
        self._refused.setVisible(bool(self._refused.text()))
        self.setAcceptDrops(True)
