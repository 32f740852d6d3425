"""The fold-out under a plan: what a person may set, and every switch as the engine set it."""

from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHeaderView,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.language import said
from desktop.studio import Studio
from desktop.theme import GRID
from desktop.widgets.controls import describe, label
from desktop.wishes import Wishes
from engine.files import data_home
from engine.hardware import HardwareProfile, profile
from engine.plan import StagePlan, TrainingPlan

GIGABYTE = 1e9
# The choices before the cards: the best there is, and the processor.
OWN_DEVICES = 2
MOST_GIGABYTES = 512.0
LARGEST_SEED = 2**31 - 1
# Said by the columns themselves, or for the machine alone.
UNSAID = ("name", "title")


class Advanced(QWidget):
    """`changed` says that the person has other wishes now."""

    changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._asked = False
        self.device = QComboBox()
        self.device.addItem(self.tr("The best there is"), "auto")
        self.device.addItem(self.tr("Processor"), "cpu")
        self.memory = QDoubleSpinBox()
        self.memory.setRange(0.0, MOST_GIGABYTES)
        self.memory.setDecimals(1)
        self.memory.setSingleStep(0.5)
        self.memory.setSuffix(" GB")
        self.memory.setSpecialValueText(self.tr("No limit"))
        self.seed = QSpinBox()
        self.seed.setRange(0, LARGEST_SEED)
        self.recipe = QComboBox()
        self.recipe.addItem(self.tr("Timbre's own"), "default")
        self.recipe.addItem(self.tr("As published"), "published")
        self.table = QTableWidget()
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self._fit)
        self._build()
        self.device.activated.connect(self._changed)
        self.recipe.activated.connect(self._changed)
        # A plan is only asked for when the number is meant, not at every key.
        self.memory.editingFinished.connect(self._changed)
        self.seed.editingFinished.connect(self._changed)
        self._before = self.wishes(Wishes())

    def _build(self) -> None:
        describe(
            self.device,
            self.tr("Device"),
            self.tr("What computes: the fastest card by itself, a certain one, or the processor"),
        )
        describe(
            self.memory,
            self.tr("Memory limit"),
            self.tr("The training stays inside this much memory of the device"),
        )
        describe(
            self.seed, self.tr("Seed"), self.tr("The same number gives the same voice once more")
        )
        describe(
            self.recipe,
            self.tr("Recipe"),
            self.tr("“As published” trains like the public GPT-SoVITS, to compare with"),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        rows = (
            (self.tr("Device"), self.device),
            (self.tr("Memory limit"), self.memory),
            (self.tr("Seed"), self.seed),
            (self.tr("Recipe"), self.recipe),
        )
        for number, (words, control) in enumerate(rows):
            line, side = divmod(number, 2)
            grid.addWidget(label(words, "muted", wrap=False), 2 * line, side)
            grid.addWidget(control, 2 * line + 1, side)
        self._dress_table()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(grid)
        whole.addWidget(label(self.tr("Every switch of this plan"), "strong"))
        whole.addWidget(self.table)

    def _dress_table(self) -> None:
        describe(self.table, self.tr("Every switch of this plan"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        header.setDefaultAlignment(left | Qt.TextFlag.TextWordWrap)
        header.sectionResized.connect(lambda *_: self._fitting.start())

    def wishes(self, others: Wishes) -> Wishes:
        """The wishes `others`, with what is set here."""
        return replace(
            others,
            device=str(self.device.currentData()),
            memory_gb=round(self.memory.value(), 1),
            seed=self.seed.value(),
            recipe=self.recipe.currentData(),
        )

    def kept(self) -> tuple[bool, list[tuple[str, str]], Wishes]:
        """Which cards are known, and what is set."""
        cards = [
            (self.device.itemText(number), str(self.device.itemData(number)))
            for number in range(OWN_DEVICES, self.device.count())
        ]
        return self._asked, cards, self.wishes(Wishes())

    def take_over(self, kept: tuple[bool, list[tuple[str, str]], Wishes]) -> None:
        """Be set as another one was."""
        self._asked, cards, wishes = kept
        for words, device in cards:
            self.device.addItem(words, device)
        self.device.setCurrentIndex(max(0, self.device.findData(wishes.device)))
        self.memory.setValue(wishes.memory_gb)
        self.seed.setValue(wishes.seed)
        self.recipe.setCurrentIndex(self.recipe.findData(wishes.recipe))
        self._before = self.wishes(Wishes())

    def arrive(self) -> None:
        """Find out which cards there are, once."""
        if not self._asked:
            self._asked = True
            self._studio.run(lambda: profile(data_home()), self._offer)

    def show_plan(self, plan: TrainingPlan | None) -> None:
        """Every field of the plan's stages, side by side; none without a plan."""
        stages = plan.stages if plan else ()
        names = [field.name for field in fields(StagePlan) if field.name not in UNSAID]
        titles = [said(stage.title or stage.name) for stage in stages]
        self.table.setColumnCount(1 + len(stages))
        self.table.setRowCount(len(names) if stages else 0)
        self.table.setHorizontalHeaderLabels([self.tr("Switch"), *titles])
        for row, name in enumerate(names if stages else ()):
            values = [self._value(name, getattr(stage, name)) for stage in stages]
            for column, words in enumerate((self._title(name), *values)):
                self.table.setItem(row, column, QTableWidgetItem(words))
        self._fit()

    def _fit(self) -> None:
        """As tall as its rows, whose words wrap: the page scrolls, not a part of it."""
        header = self.table.horizontalHeader()
        header.setFixedHeight(max(map(self._head_height, range(header.count())), default=0))
        self.table.resizeRowsToContents()
        rows = self.table.verticalHeader().length()
        self.table.setFixedHeight(header.height() + rows + 2 * self.table.frameWidth())

    def _head_height(self, column: int) -> int:
        header = self.table.horizontalHeader()
        words = self.table.horizontalHeaderItem(column)
        room = QRect(0, 0, header.sectionSize(column) - 2 * GRID, header.maximumHeight())
        box = header.fontMetrics().boundingRect(
            room, Qt.TextFlag.TextWordWrap, words.text() if words else ""
        )
        return box.height() + 2 * GRID

    def _offer(self, machine: HardwareProfile) -> None:
        for gpu in machine.gpus:
            self.device.addItem(gpu.name, f"cuda:{gpu.index}")

    def _changed(self, *_: object) -> None:
        now = self.wishes(Wishes())
        if now != self._before:
            self._before = now
            self.changed.emit()

    def _title(self, name: str) -> str:
        titles = {
            "steps": self.tr("Steps"),
            "train": self.tr("What learns"),
            "lora_rank": self.tr("Rank of the adapters (LoRA)"),
            "precision": self.tr("Arithmetic"),
            "micro_batch": self.tr("Samples at once"),
            "segment_seconds": self.tr("Length of a sample"),
            "accumulation": self.tr("Times before a step"),
            "checkpointing": self.tr("Computed again instead of kept"),
            "optimiser": self.tr("Optimiser"),
            "learning_rate": self.tr("Learning rate"),
            "score_every": self.tr("Steps between two scores"),
            "sample_every": self.tr("Steps between two samples"),
            "predicted_bytes": self.tr("Predicted memory"),
            "predicted_seconds": self.tr("Predicted time"),
            "seed": self.tr("Seed"),
            "recipe": self.tr("Recipe"),
            "tf32": self.tr("TensorFloat-32"),
            "quantised": self.tr("Base kept in fewer bits (QLoRA)"),
            "offload": self.tr("Moved to main memory while resting"),
            "attention_window": self.tr("Window of attention"),
            "compiled": self.tr("Compiled"),
            "frozen": self.tr("Frozen blocks"),
            "discriminators": self.tr("Discriminators"),
            "data_on_device": self.tr("All samples on the card"),
            "frame_budget": self.tr("Frames at once, at most"),
            "bucketed": self.tr("Samples of like length together"),
            "ema": self.tr("Averaged weights (decay)"),
        }
        return titles.get(name, name.replace("_", " ").capitalize())

    def _value(self, name: str, value: Any) -> str:
        """A switch's position in words; what is off is a dash."""
        if name.endswith("_bytes"):
            return f"{value / GIGABYTE:.1f} GB"
        if name == "segment_seconds" and not value:
            return self.tr("whole clips")
        if name.endswith("_seconds"):
            return (
                f"{value:.1f} s"
                if value < 120
                else self.tr("%1 min").replace("%1", str(round(value / 60)))
            )
        match value:
            case None | () | "none" | False:
                return "—"
            case True:
                return self.tr("yes")
            case tuple():
                return ", ".join(map(str, value))
            case float():
                return f"{value:g}"
        words = {
            "full": self.tr("all of it"),
            "partial": self.tr("what carries the voice"),
            "lora": self.tr("adapters beside it (LoRA)"),
            "selected": self.tr("some blocks"),
            "all": self.tr("all blocks"),
            "default": self.tr("Timbre's own"),
            "published": self.tr("As published"),
        }
        return words.get(str(value), str(value))
