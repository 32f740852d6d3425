"""Check: what was heard in the recordings; mend the text, leave clips out."""

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView

from desktop.pages.page import Page
from desktop.studio import Studio
from desktop.widgets.clips import DOUBTS, KEEP, LANGUAGE, PLAY, SECONDS, TEXT, ClipModel, ClipTable
from desktop.widgets.controls import button, card, column, describe, label, row
from desktop.widgets.progress import JobProgress
from engine.project import Clip, Dataset

ENOUGH_SECONDS = 45


class CheckPage(Page):
    """A table of clips under a sentence that says whether they are enough."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio,
            self.tr("Check"),
            self.tr("These clips teach the voice. Correct what was misheard; untick what is bad."),
        )
        self.model = ClipModel(self._changed)
        self._loaded: Dataset | None = None
        self._playing: Clip | None = None
        self._build()
        studio.dataset_changed.connect(self._show)
        studio.project_changed.connect(self._refresh)
        studio.told.connect(self._told)
        studio.job_started.connect(self._refresh)
        studio.job_ended.connect(self._refresh)
        studio.player.ended.connect(self._silent)
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
            lambda: self.studio.page_wanted.emit("train"),
            icon="next",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        self.head_actions.addWidget(self.listen_button)
        self.head_actions.addWidget(self.continue_button)
        self.progress = JobProgress(self._stop)
        self.total = label(role="figure", wrap=False)
        self.advice = label(role="muted")
        self.quality = label(role="muted")
        summary = card()
        top = row(self.total, self.advice, gap=3)
        top.setStretch(1, 1)
        column(top, self.quality, margin=2, into=summary)
        self._summary = summary
        self.table = self._table()
        self.body.addWidget(self.progress)
        self.body.addWidget(summary)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(self._under())

    def _table(self) -> QTableView:
        table = ClipTable(self._toggle_chosen)
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setIconSize(QSize(18, 18))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(56)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        describe(
            table,
            self.tr("Clips"),
            self.tr("Space keeps or leaves out, F2 edits the text, Ctrl+P plays"),
        )
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        widths = {KEEP: 56, PLAY: 44, SECONDS: 80, LANGUAGE: 90, DOUBTS: 270}
        for section, width in widths.items():
            table.setColumnWidth(section, width)
        table.clicked.connect(self._clicked)
        return table

    def _under(self) -> QHBoxLayout:
        self.play_button = button(
            self.tr("Play"),
            self.tr("Hear the chosen clip"),
            self._play_chosen,
            icon="play",
            shortcut="Ctrl+P",
        )
        undo, redo = self.model.undo.undo, self.model.undo.redo
        self.undo_button = button(
            self.tr("Undo"),
            self.tr("Take the last change back"),
            undo,
            icon="undo",
            kind="quiet",
            shortcut="Ctrl+Z",
        )
        self.redo_button = button(
            self.tr("Redo"),
            self.tr("Make the change again"),
            redo,
            icon="redo",
            kind="quiet",
            shortcut="Ctrl+Shift+Z",
        )
        self.model.undo.canUndoChanged.connect(self.undo_button.setEnabled)
        self.model.undo.canRedoChanged.connect(self.redo_button.setEnabled)
        self.undo_button.setEnabled(False)
        self.redo_button.setEnabled(False)
        return row(self.play_button, 1, self.undo_button, self.redo_button)

    def arrive(self) -> None:
        """Look at the recordings by itself when something new was given."""
        if self.studio.stale and not self.studio.job:
            self.studio.prepare()
        self._refresh()

    def restyle(self) -> None:
        self.model.layoutChanged.emit()

    def _show(self) -> None:
        self._loaded = self.studio.dataset
        self.model.show(self._loaded)
        if self._loaded is not None and self._loaded.clips:
            self.table.setCurrentIndex(self.model.index(0, TEXT))
        self._refresh()

    def _changed(self, clip: Clip) -> None:
        self.studio.change_clip(clip)
        self._sum_up(self.studio.dataset)

    def _told(self, event: object) -> None:
        if self.studio.job == "prepare":
            self.progress.hear(event)  # type: ignore[arg-type]

    def _stop(self) -> None:
        self.progress.stopping()
        self.studio.stop_job()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == PLAY:
            self._play(self.model.clip(index.row()))

    def _play_chosen(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self._play(self.model.clip(index.row()))

    def _toggle_chosen(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            kept = self.model.clip(index.row()).kept
            state = Qt.CheckState.Unchecked if kept else Qt.CheckState.Checked
            keep = self.model.index(index.row(), KEEP)
            self.model.setData(keep, state, Qt.ItemDataRole.CheckStateRole)

    def _play(self, clip: Clip) -> None:
        project = self.studio.project
        if project is None:
            return
        again = self._playing is not None and self._playing.id == clip.id
        if again and self.studio.player.playing:
            self.studio.player.stop()
            return
        self.studio.player.play(project.dataset / clip.path)
        self._playing = clip
        self.model.set_playing(clip.id)

    def _silent(self) -> None:
        self._playing = None
        self.model.set_playing("")

    def _refresh(self, *_: object) -> None:
        running = self.studio.job == "prepare"
        if running and not self.progress.isVisibleTo(self):
            self.progress.begin(self.tr("Looking at your recordings"))
        self.progress.setVisible(running)
        project, dataset = self.studio.project, self.studio.dataset
        given = project is not None and bool(project.takes or project.imports)
        self.listen_button.setEnabled(given and not self.studio.job)
        kept = bool(dataset and dataset.kept)
        self.continue_button.setEnabled(kept and not running)
        self.play_button.setEnabled(bool(dataset and dataset.clips))
        self._sum_up(dataset)

    def _sum_up(self, dataset: Dataset | None) -> None:
        if dataset is None:
            self.total.setText("—")
            self.advice.setText(
                self.tr("Nothing has been looked at yet. Record or import, then look again.")
            )
            self.quality.setText("")
            return
        self.total.setText(_clock(dataset.seconds))
        self.advice.setText(self._advice(dataset))
        verdicts = (v for report in dataset.quality.values() for v in report.verdicts)
        self.quality.setText(" ".join(dict.fromkeys(verdicts)))
        self.quality.setVisible(bool(self.quality.text()))

    def _advice(self, dataset: Dataset) -> str:
        words = self.tr("%1 of %2 clips are kept.")
        words = words.replace("%1", str(len(dataset.kept))).replace("%2", str(len(dataset.clips)))
        if not dataset.kept:
            return self.tr(
                "No clip is kept. See why on the right; tick what is right after all, correct "
                "its text, or record those sentences again."
            )
        doubtful = sum(1 for clip in dataset.kept if clip.doubts)
        if doubtful:
            more = self.tr("%1 of them are worth a look: play them and correct the text.")
            return f"{words} {more.replace('%1', str(doubtful))}"
        if dataset.seconds < ENOUGH_SECONDS:
            return f"{words} {self.tr('A few more sentences would make the voice better.')}"
        return f"{words} {self.tr('That is enough for a good voice.')}"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
