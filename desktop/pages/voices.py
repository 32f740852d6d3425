"""Voices: all that are finished; hear, rename, share, delete, and put back."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QInputDialog, QStackedWidget

from desktop.heard import Heard, heard_of
from desktop.pages.page import Page
from desktop.pages.voice_details import Deeds, VoiceDetails
from desktop.runs import free_name_like
from desktop.studio import Studio
from desktop.widgets.columns import Columns
from desktop.widgets.controls import button, describe
from desktop.widgets.empty import EmptyState
from desktop.widgets.face import read_picture
from desktop.widgets.voice_cards import CardOf, VoiceCards
from engine.bases import title_of
from engine.errors import EngineError
from engine.files import data_home
from engine.library import (
    PICTURE,
    delete_voice,
    duplicate_voice,
    list_voices,
    rename_voice,
    voice_folder,
    voice_names,
    voices_home,
)
from engine.voice import Voice
from engine.voice_file import export_voice, import_voice

SUFFIX = ".voice"


@dataclass(frozen=True)
class Shelf:
    """What the library holds: voices with their pictures, and what is wrong with others."""

    voices: tuple[tuple[Voice, QImage | None], ...]
    troubles: tuple[EngineError, ...]


class VoicesPage(Page):
    """Cards on the left, the chosen voice on the right; `.voice` files are dropped anywhere."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio, self.tr("Voices"), self.tr("Every voice you have made or been given.")
        )
        self._trash: list[tuple[str, Path]] = []
        self._wanted = ""  # the voice to choose before any is
        self._pictures: dict[str, QImage | None] = {}
        self.setAcceptDrops(True)
        self._build()
        studio.voices_changed.connect(self._fill)

    def _build(self) -> None:
        self.undo_button = button(
            self.tr("Put back"),
            self.tr("Put the deleted voice back"),
            self._put_back,
            icon="undo",
            kind="quiet",
            shortcut="Ctrl+Z",
        )
        self.undo_button.setVisible(False)
        self.import_button = button(
            self.tr("Import a voice…"),
            self.tr("Choose a .voice file, or drop it on this page; it is checked first"),
            self._choose_files,
            icon="open",
            shortcut="Ctrl+O",
        )
        self.head_actions.addWidget(self.undo_button)
        self.head_actions.addWidget(self.import_button)
        self.list = VoiceCards()
        describe(
            self.list,
            self.tr("Voices"),
            self.tr("Choose a voice; Enter plays it, dragging it out of the window exports it"),
        )
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(self._play)
        self.list.dragged.connect(self._pull_out)
        self.details = VoiceDetails(
            self.studio,
            Deeds(
                speak=lambda: self.studio.page_wanted.emit("speak"),
                rename=self._rename,
                duplicate=self._duplicate,
                export=self._export,
                delete=self._delete,
                chosen=lambda: self.list.chosen,
            ),
        )
        record = button(
            self.tr("Record a voice"),
            self.tr("Go to the first step"),
            lambda: self.studio.page_wanted.emit("record"),
            icon="record",
            kind="primary",
        )
        self.empty = EmptyState(
            "voices",
            self.tr("No voice yet"),
            self.tr("Record a minute and train it, or drop a .voice file here."),
            record,
        )
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(Columns((self.list, 2), (self.details, 3)))

    def arrive(self) -> None:
        self._fill()
        self.list.setFocus()

    def kept(self) -> tuple[str, list[tuple[str, Path]]]:
        return self.list.chosen, self._trash

    def take_over(self, kept: tuple[str, list[tuple[str, Path]]]) -> None:
        self._wanted, self._trash = kept

    def restyle(self) -> None:
        self.empty.restyle()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is None and _voice_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take_in(_voice_files(event.mimeData()))

    def take_in(self, paths: list[Path]) -> None:
        """Import .voice files; one whose name is taken gets a number."""
        for path in paths:
            self.studio.run(lambda path=path: _take_in(path), self._imported)

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Import a voice"), "", self.tr("Voices (*.voice)")
        )
        self.take_in([Path(name) for name in names])

    def _imported(self, voice: Voice) -> None:
        self.studio.noted.emit(self.tr("%1 is in your library.").replace("%1", voice.name))
        self.studio.voices_changed.emit()

    def _fill(self) -> None:
        self.studio.run(_shelf, self._show)

    def _show(self, shelf: Shelf) -> None:
        self._pictures = {voice.name: picture for voice, picture in shelf.voices}
        cards = [
            CardOf(voice.name, self._line(voice), voice.colour, picture)
            for voice, picture in shelf.voices
        ]
        self.list.show_cards(cards, self.list.chosen or self._wanted)
        self._stack.setCurrentIndex(1 if cards else 0)
        self._chosen()
        if shelf.troubles:
            self.studio.trouble.emit(shelf.troubles[0])

    def _line(self, voice: Voice) -> str:
        minutes = self.tr("%1 min of speech").replace("%1", f"{voice.speech_seconds / 60:.1f}")
        return f"{title_of(voice.base)} · {minutes}"

    def _chosen(self, *_: object) -> None:
        name = self.list.chosen
        if name:
            self.studio.run(lambda: heard_of(name), self._refresh)
        else:
            self._refresh(None)

    def _refresh(self, heard: Heard | None) -> None:
        self.undo_button.setVisible(bool(self._trash))
        if heard is None:
            self.details.show_voice(None, None)
        elif heard.voice.name == self.list.chosen:
            self.details.show_voice(heard, self._pictures.get(heard.voice.name))

    def _play(self, *_: object) -> None:
        if paths := self.details.sounds.paths:
            self.studio.player.toggle(paths[0])

    def _rename(self) -> None:
        old = self.list.chosen
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("Rename"))
        dialog.setLabelText(self.tr("A new name for %1").replace("%1", old))
        dialog.setTextValue(old)
        dialog.textValueSelected.connect(
            lambda new: self.studio.run(lambda: rename_voice(old, new), self._changed)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _duplicate(self) -> None:
        name = self.list.chosen

        def done(voice: Voice) -> None:
            words = self.tr("%1 is a copy of %2.")
            self.studio.noted.emit(words.replace("%1", voice.name).replace("%2", name))
            self.studio.voices_changed.emit()

        self.studio.run(lambda: duplicate_voice(name, free_name_like(name, voice_names())), done)

    def _changed(self, _: object) -> None:
        self.studio.voices_changed.emit()

    def _export(self) -> None:
        name = self.list.chosen
        target, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export the voice"),
            str(Path.home() / f"{name}{SUFFIX}"),
            self.tr("Voices (*.voice)"),
        )
        if target:

            def done(path: Path) -> None:
                self.studio.noted.emit(self.tr("Exported to %1.").replace("%1", str(path)))

            self.studio.run(lambda: export_voice(name, Path(target)), done)

    def _pull_out(self, name: str) -> None:
        """Export to the cache, then let the file be dragged to wherever the mouse goes."""
        target = data_home() / "cache" / "dragged" / f"{name}{SUFFIX}"

        def begin(path: Path) -> None:
            if not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
                return
            drag, data = QDrag(self.list), QMimeData()
            data.setUrls([QUrl.fromLocalFile(str(path))])
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

        self.studio.run(lambda: export_voice(name, target), begin)

    def _delete(self) -> None:
        name = self.list.chosen

        def done(place: Path) -> None:
            self._trash.append((name, place))
            self.studio.noted.emit(self.tr("%1 is in the trash folder.").replace("%1", name))
            self.studio.voices_changed.emit()

        self.studio.player.stop()
        self.studio.run(lambda: delete_voice(name), done)

    def _put_back(self) -> None:
        if self._trash:
            name, place = self._trash.pop()
            target = voices_home() / free_name_like(name, voice_names())
            self.studio.run(lambda: shutil.move(place, target), self._changed)


def _shelf() -> Shelf:
    voices, troubles = list_voices()
    return Shelf(tuple((voice, _picture(voice.name)) for voice in voices), troubles)


def _picture(name: str) -> QImage | None:
    path = voice_folder(name) / PICTURE
    return read_picture(str(path)) if path.is_file() else None


def _take_in(path: Path) -> Voice:
    """Import a voice under its own name, or with a number where that is taken."""
    try:
        return import_voice(path)
    except EngineError as error:
        if error.kind != "input":
            raise
        return import_voice(path, free_name_like(path.stem, voice_names()))


def _voice_files(data: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.casefold() == SUFFIX]
