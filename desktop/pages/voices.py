"""Voices: all that are finished; hear, rename, share, delete, and put back."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
)

from desktop.pages.listen import Heard, heard_of, score_of
from desktop.pages.page import Page
from desktop.studio import Studio
from desktop.widgets.controls import button, card, column, describe, label, row
from desktop.widgets.drop import DropWell
from desktop.widgets.samples import Samples
from engine.errors import EngineError
from engine.library import delete_voice, list_voices, rename_voice, voices_home
from engine.voice import Voice
from engine.voice_file import export_voice, import_voice


class VoicesPage(Page):
    """The list on the left, the chosen voice on the right."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio, self.tr("Voices"), self.tr("Every voice you have made or been given.")
        )
        self._trash: tuple[str, Path] | None = None
        self._build()
        studio.voices_changed.connect(self._fill)
        self._refresh(None)

    def _build(self) -> None:
        self.undo_button = button(
            self.tr("Put back"),
            self.tr("Put the deleted voice back"),
            self._put_back,
            icon="undo",
            kind="quiet",
            shortcut="Ctrl+Z",
        )
        self.head_actions.addWidget(self.undo_button)
        self.list = QListWidget()
        describe(self.list, self.tr("Voices"), self.tr("Choose a voice"))
        self.list.currentItemChanged.connect(lambda *_: self._chosen())
        well = DropWell(
            self.tr("Got a voice?"),
            self.tr("Drop a .voice file here; it is checked before it is used."),
            self.tr("Import a voice…"),
            self.tr("Voices (*.voice)"),
            "Ctrl+O",
        )
        well.dropped.connect(self.take_in)
        left = column(self.list, well, gap=2)
        left.setStretch(0, 1)
        layout = row(gap=2)
        layout.addLayout(left, 2)
        layout.addWidget(self._details(), 3)
        self.body.addLayout(layout, 1)

    def _details(self) -> QFrame:
        self.name = label(role="title")
        self.about = label(role="muted")
        self.scores = label(role="muted")
        self.consent = label(role="small")
        self.sounds = Samples(self.studio.player, self.tr("What there is to hear"))
        self.speak_button = button(
            self.tr("Use in Studio"),
            self.tr("Have a text spoken in this voice"),
            lambda: self.studio.page_wanted.emit("speak"),
            icon="studio",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        self.rename_button = button(
            self.tr("Rename…"), self.tr("Give it another name"), self._rename, shortcut="F2"
        )
        self.export_button = button(
            self.tr("Export…"),
            self.tr("Write it as one .voice file"),
            self._export,
            icon="save",
            shortcut="Ctrl+E",
        )
        self.delete_button = button(
            self.tr("Delete"),
            self.tr("Move it to the trash folder; you can put it back"),
            self._delete,
            icon="trash",
            kind="danger",
            shortcut="Ctrl+D",
        )
        buttons = row(
            self.speak_button, 1, self.rename_button, self.export_button, self.delete_button
        )
        frame = card()
        layout = column(
            self.name,
            self.about,
            self.scores,
            self.consent,
            label(self.tr("To hear"), "heading"),
            self.sounds,
            buttons,
            margin=3,
            into=frame,
        )
        layout.setStretch(5, 1)
        return frame

    def arrive(self) -> None:
        self._fill()
        self.list.setFocus()

    def take_in(self, paths: list[Path]) -> None:
        """Import .voice files."""
        for path in paths:
            self.studio.run(lambda path=path: import_voice(path), self._imported)

    def _imported(self, voice: Voice) -> None:
        self.studio.noted.emit(self.tr("%1 is in your library.").replace("%1", voice.name))
        self.studio.voices_changed.emit()

    @property
    def _current(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _fill(self) -> None:
        self.studio.run(list_voices, self._show)

    def _show(self, found: tuple[tuple[Voice, ...], tuple[EngineError, ...]]) -> None:
        voices, troubles = found
        chosen = self._current
        self.list.clear()
        for voice in voices:
            detail = self.tr("%1 s of speech").replace("%1", f"{voice.speech_seconds:.0f}")
            item = QListWidgetItem(f"{voice.name}\n{voice.base} · {detail}")
            item.setData(Qt.ItemDataRole.UserRole, voice.name)
            self.list.addItem(item)
            if voice.name == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and self.list.count():
            self.list.setCurrentRow(0)
        self._chosen()
        if troubles:
            self.studio.trouble.emit(troubles[0])

    def _chosen(self) -> None:
        name = self._current
        if not name:
            self._refresh(None)
            return
        self.studio.run(lambda: heard_of(name), self._refresh)

    def _refresh(self, heard: Heard | None) -> None:
        for control in (
            self.speak_button,
            self.rename_button,
            self.export_button,
            self.delete_button,
        ):
            control.setEnabled(heard is not None)
        self.undo_button.setVisible(self._trash is not None)
        self.sounds.clear()
        if heard is None:
            self.name.setText(self.tr("No voice yet"))
            self.about.setText(self.tr("Record a minute and train it, or import a .voice file."))
            self.scores.setText("")
            self.consent.setText("")
            return
        voice = heard.voice
        self.name.setText(voice.name)
        megabytes = sum(weight.bytes for weight in voice.weights) / 1e6
        about = self.tr("%1, %2, from %3 s of speech, %4 MB")
        for mark, value in (
            ("%1", voice.base),
            ("%2", ", ".join(voice.languages)),
            ("%3", f"{voice.speech_seconds:.0f}"),
            ("%4", f"{megabytes:.0f}"),
        ):
            about = about.replace(mark, value)
        self.about.setText(about)
        self._show_scores(voice)
        for path, title, text in (*heard.after, *heard.person):
            self.sounds.add(path, title, text)

    def _show_scores(self, voice: Voice) -> None:
        tuned = score_of(voice, "tuned")
        words = self.tr("Likeness %1, %2 of 100 words lost or changed")
        self.scores.setText(
            words.replace("%1", f"{tuned.similarity:.2f}").replace(
                "%2", f"{100 * tuned.word_error:.0f}"
            )
            if tuned
            else ""
        )
        agreed = self.tr("%1 confirmed on %2 that this voice may be made.")
        self.consent.setText(
            agreed.replace("%1", voice.consent.by).replace("%2", voice.consent.at[:10])
            if voice.consent
            else self.tr("No consent is recorded.")
        )

    def _rename(self) -> None:
        old = self._current
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("Rename"))
        dialog.setLabelText(self.tr("A new name for %1").replace("%1", old))
        dialog.setTextValue(old)
        dialog.textValueSelected.connect(
            lambda new: self.studio.run(lambda: rename_voice(old, new), self._changed)
        )
        dialog.open()

    def _changed(self, _: object) -> None:
        self.studio.voices_changed.emit()

    def _export(self) -> None:
        name = self._current
        target, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export the voice"),
            str(Path.home() / f"{name}.voice"),
            self.tr("Voices (*.voice)"),
        )
        if target:

            def done(path: Path) -> None:
                self.studio.noted.emit(self.tr("Exported to %1.").replace("%1", str(path)))

            self.studio.run(lambda: export_voice(name, Path(target)), done)

    def _delete(self) -> None:
        name = self._current

        def done(place: Path) -> None:
            self._trash = (name, place)
            self.studio.noted.emit(self.tr("%1 is in the trash folder.").replace("%1", name))
            self.studio.voices_changed.emit()

        self.studio.player.stop()
        self.studio.run(lambda: delete_voice(name), done)

    def _put_back(self) -> None:
        if self._trash is None:
            return
        (name, place), self._trash = self._trash, None
        target = voices_home() / name
        self.studio.run(lambda: shutil.move(place, target), self._changed)
