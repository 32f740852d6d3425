"""Check: what was heard in the recordings; mend the text, leave clips out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit

from desktop.clip_playing import ClipPlaying, recording_of
from desktop.language import joined
from desktop.pages.page import Page
from desktop.pages.summary import Summary
from desktop.studio import Studio
from desktop.widgets.clip_view import ClipTable
from desktop.widgets.clips import PLAY, TEXT, WAVE, ClipModel
from desktop.widgets.controls import button, describe, label, row
from desktop.widgets.peaks import PeakStore
from desktop.widgets.progress import JobProgress
from engine.project import Clip, Dataset


class CheckPage(Page):
    """A table of clips under a sentence that says whether they are enough."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio,
            self.tr("Check"),
            self.tr("These clips teach the voice. Correct what was misheard; untick what is bad."),
        )
        self.store = PeakStore(self)
        self.model = ClipModel(self._changed, self.store)
        self.playing = ClipPlaying(studio, self)
        self._build()
        studio.dataset_changed.connect(self._show)
        studio.project_changed.connect(self._refresh)
        studio.told.connect(self._told)
        studio.job_started.connect(self._refresh)
        studio.job_ended.connect(self._refresh)
        self.playing.moved.connect(self.model.set_playing)
        self._show()

    def _build(self) -> None:
        self.listen_button = button(
            self.tr("Look at the recordings"),
            self.tr("Cut, clean and transcribe everything recorded and imported"),
            self.studio.prepare,
            icon="check",
            shortcut="Ctrl+L",
        )
        self.continue_button = button(
            self.tr("Continue to Train"),
            self.tr("Go on to the training plan"),
            self._go_on,
            icon="next",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        self.head_actions.addWidget(self.listen_button)
        self.head_actions.addWidget(self.continue_button)
        self.progress = JobProgress(self._stop)
        self.summary = Summary()
        self.table = ClipTable(self._toggle_chosen)
        self.table.setModel(self.model)
        self.table.clicked.connect(self._clicked)
        self.table.selectionModel().currentChanged.connect(self._refresh_buttons)
        describe(
            self.table,
            self.tr("Clips"),
            self.tr("Space keeps or leaves out, F2 edits the text, Ctrl+P plays"),
        )
        self.body.addWidget(self.progress)
        self.body.addWidget(self.summary)
        self.body.addLayout(self._search())
        self.body.addWidget(self.table, 1)
        self.body.addLayout(self._under())

    def _search(self) -> QHBoxLayout:
        self.sought = QLineEdit()
        self.sought.setPlaceholderText(self.tr("Find in the texts"))
        self.sought.setClearButtonEnabled(True)
        describe(
            self.sought,
            self.tr("Find in the texts"),
            self.tr("Only clips in which this is said are shown"),
            "Ctrl+F",
        )
        self.which = QComboBox()
        self.which.addItem(self.tr("All clips"), "all")
        self.which.addItem(self.tr("Worth a look"), "doubtful")
        self.which.addItem(self.tr("Left out"), "left out")
        describe(self.which, self.tr("Which clips"), self.tr("Which clips the table shows"))
        self.found = label(role="muted", wrap=False)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(self._begin_search)
        self.sought.textChanged.connect(self._search_again)
        self.which.activated.connect(self._search_again)
        line = row(self.sought, self.which, self.found, gap=2)
        line.setStretch(0, 1)
        return line

    def _under(self) -> QHBoxLayout:
        self.play_button = button(
            self.tr("Play"),
            self.tr("Hear the chosen clip as the voice will learn it"),
            self._play_chosen,
            icon="play",
            shortcut="Ctrl+P",
        )
        self.original_button = button(
            self.tr("As recorded"),
            self.tr("Hear the chosen clip before cleaning, just as loud"),
            self._play_original,
            icon="play",
            shortcut="Ctrl+Shift+O",
        )
        changes = self.model.undo
        self.undo_button = button(
            self.tr("Undo"),
            self.tr("Take the last change back"),
            changes.undo,
            icon="undo",
            kind="quiet",
            shortcut="Ctrl+Z",
        )
        self.redo_button = button(
            self.tr("Redo"),
            self.tr("Make the change again"),
            changes.redo,
            icon="again",
            kind="quiet",
            shortcut="Ctrl+Shift+Z",
        )
        self.cleaned = label(role="small")
        changes.canUndoChanged.connect(self.undo_button.setEnabled)
        changes.canRedoChanged.connect(self.redo_button.setEnabled)
        self.undo_button.setEnabled(False)
        self.redo_button.setEnabled(False)
        buttons = (self.undo_button, self.redo_button)
        line = row(self.play_button, self.original_button, self.cleaned, *buttons)
        line.setStretch(2, 1)
        return line

    def arrive(self) -> None:
        """Look at the recordings by itself when something new was given."""
        if self.studio.stale and not self.studio.job:
            self.studio.prepare()
        self.table.lay_out()
        self.table.setFocus()
        self._refresh()

    def leave(self) -> None:
        self.store.close()

    def kept(self) -> tuple[Path, str, int, Clip | None, Any]:
        sought, which = self.sought.text(), self.which.currentIndex()
        return self.model.folder, sought, which, self._chosen(), self.model.history

    def take_over(self, kept: tuple[Path, str, int, Clip | None, Any]) -> None:
        folder, sought, which, chosen, history = kept
        if folder != self.model.folder:
            return
        self.model.take_over(history)
        self.which.setCurrentIndex(which)
        self.sought.setText(sought)
        self._search_again()
        if chosen is not None and (row := self.model.row_of(chosen.id)) >= 0:
            self.table.setCurrentIndex(self.model.index(row, TEXT))

    def restyle(self) -> None:
        self.table.lay_out()
        self.model.layoutChanged.emit()

    @Slot()
    def _show(self) -> None:
        project, dataset = self.studio.project, self.studio.dataset
        self.store.forget()
        self.model.show(dataset, project.dataset if project else Path())
        if dataset is not None and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, TEXT))
        self._refresh()

    def _changed(self, clips: Sequence[Clip]) -> None:
        self.studio.change_clips(clips)
        self.summary.show_dataset(self.studio.dataset)

    @Slot(object)
    def _told(self, event: object) -> None:
        if self.studio.job == "prepare":
            self.progress.hear(event)  # type: ignore[arg-type]

    def _stop(self) -> None:
        self.progress.stopping()
        self.studio.stop_job()

    def _go_on(self) -> None:
        self.studio.page_wanted.emit("train")

    @Slot()
    def _begin_search(self) -> None:
        self.sought.setFocus()
        self.sought.selectAll()

    @Slot()
    def _search_again(self, *_: object) -> None:
        self.model.find(self.sought.text(), self.which.currentData())
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, TEXT))
        self._refresh_buttons()

    def _chosen(self) -> Clip | None:
        index = self.table.currentIndex()
        return self.model.clip(index.row()) if index.isValid() else None

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        if index.column() in (PLAY, WAVE):
            self.playing.play(self.model.clip(index.row()))

    def _toggle_chosen(self) -> None:
        rows = self.table.chosen_rows()
        if rows:
            self.model.keep(rows, not self.model.clip(rows[0]).kept)

    def _play_chosen(self) -> None:
        if (clip := self._chosen()) is not None:
            self.playing.play(clip)

    def _play_original(self) -> None:
        if (clip := self._chosen()) is not None:
            self.playing.play_original(clip)

    @Slot()
    def _refresh(self, *_: object) -> None:
        running = self.studio.job == "prepare"
        if running and not self.progress.isVisibleTo(self):
            self.progress.begin(self.tr("Looking at your recordings"), self.studio.events)
        self.progress.setVisible(running)
        project, dataset = self.studio.project, self.studio.dataset
        given = project is not None and bool(project.takes or project.imports)
        self.listen_button.setEnabled(given and not self.studio.job)
        self.continue_button.setEnabled(bool(dataset and dataset.kept) and not running)
        self.summary.show_dataset(dataset)
        self._refresh_buttons()

    @Slot()
    def _refresh_buttons(self, *_: object) -> None:
        clip, dataset = self._chosen(), self.studio.dataset
        self.play_button.setEnabled(clip is not None)
        self.original_button.setEnabled(recording_of(clip, dataset) is not None)
        self.cleaned.setText(self._how_cleaned(clip, dataset))
        words = self.tr("%1 of %2 shown").replace("%1", str(self.model.rowCount()))
        total = len(dataset.clips) if dataset else 0
        self.found.setText(words.replace("%2", str(total)))
        self.found.setVisible(self.model.rowCount() != total)

    def _how_cleaned(self, clip: Clip | None, dataset: Dataset | None) -> str:
        """What was done to the recording of a clip."""
        quality = dataset.quality.get(clip.recording) if clip and dataset else None
        if quality is None:
            return ""
        words = self.tr("Speech %1 dB, noise %2 dB.")
        words = words.replace("%1", f"{quality.level_db:.0f}")
        words = words.replace("%2", f"{quality.noise_floor_db:.0f}")
        if quality.denoised_by:
            cleaned = self.tr("Noise was reduced (%1).").replace("%1", quality.denoised_by)
        else:
            cleaned = self.tr("Clean as it was: only the level was evened out.")
        return joined(words, cleaned)
