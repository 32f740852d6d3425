"""Before training: how well, how long, under which name, and with whose consent."""

from typing import Any, cast

from PySide6.QtCore import QPoint, QTimer, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from desktop.language import said
from desktop.pages.advanced import GIGABYTE, Advanced
from desktop.runs import discard_run, free_name_like, has_unfinished_run
from desktop.studio import Studio
from desktop.widgets.columns import Columns
from desktop.widgets.controls import button, card, column, describe, label, row, set_icon, set_role
from desktop.widgets.quality_cards import QualityCards
from desktop.wishes import Wishes
from engine.bases import STARTER, BasePack, damaged_bases, list_bases, title_of
from engine.errors import EngineError
from engine.library import voice_names
from engine.models.families import base_names
from engine.plan import Quality, TrainingPlan
from engine.project import Dataset
from engine.voice import CONSENT_STATEMENT
from engine.wording import duration

NAME_LETTERS = 20
QUALITIES: tuple[Quality, ...] = ("quick", "balanced", "best")


class PlanForm(QWidget):
    """Shows the plan for the chosen quality, base and whatever is set under "Advanced".

    `wanted` carries (voice, its `Wishes`, consent by); `continued` the name of a voice whose
    interrupted run is to go on.
    """

    wanted = Signal(str, object, str)
    continued = Signal(str)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self._plans: dict[Wishes, TrainingPlan | EngineError] = {}
        self._asked: set[Wishes] = set()
        self._planned_for: Dataset | None = None
        self._proposed = ""  # as the name of the voice
        self.advanced = Advanced(studio)
        self.quality: Quality = "balanced"
        self.cards = QualityCards(self.choose)
        self.choices = self.cards.cards
        self.choices[self.quality].setChecked(True)
        self._name = QLineEdit()
        self._name.setMaxLength(80)
        describe(self._name, self.tr("Name of the voice"), self.tr("How it is called in Voices"))
        self._consent = QCheckBox(CONSENT_STATEMENT)
        describe(self._consent, self.tr("Consent"), self.tr("Kept with the voice"), shortcut="")
        self._bases = QComboBox()
        self._bases.addItem("Kokoro-82M", STARTER)
        describe(self._bases, self.tr("Base"), self.tr("The model the voice is made from"))
        self._by = QLineEdit()
        self._by.setPlaceholderText(self.tr("Your name"))
        describe(self._by, self.tr("Your name"), self.tr("Who confirms; kept with the voice"))
        self._build()
        self._name.textChanged.connect(self._refresh)
        self._consent.toggled.connect(self._refresh)
        self._by.textChanged.connect(self._refresh)
        self._bases.activated.connect(lambda _: self.ask())
        self.advanced.changed.connect(self.ask)
        studio.dataset_changed.connect(self.forget)
        studio.job_started.connect(self._job_changed)
        studio.job_ended.connect(self._job_changed)

    def _build(self) -> None:
        self.start_button = button(
            self.tr("Start training"),
            self.tr("Start; you can pause or stop at any time"),
            self._start,
            icon="train",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        form = card()
        more = button(
            self.tr("More bases…"),
            self.tr("Fetch another base, or take one from a folder"),
            lambda: self.studio.page_wanted.emit("bases"),
            kind="quiet",
            shortcut="Alt+B",
        )
        name, base = QWidget(), QWidget()
        row(label(self.tr("Voice"), "muted", wrap=False), self._name, into=name).setStretch(1, 1)
        row(label(self.tr("Base"), "muted", wrap=False), self._bases, more, into=base)
        who = Columns((name, 1), (base, 0), letters=NAME_LETTERS)
        column(
            self._interrupted(),
            who,
            self._consent_row(),
            row(self._by, self.start_button),
            margin=2,
            gap=2,
            into=form,
        )
        # The plan can be long: it comes last, and the whole page scrolls.
        layout = column(self.cards, form, self._plan_card(), gap=2, into=self)
        layout.setStretch(2, 1)

    def _plan_card(self) -> QWidget:
        self.sentence = label(role="heading")
        self._reasons = label(role="muted")
        self.fold = button(
            self.tr("Advanced"),
            self.tr("Every switch of the plan, and what you may set yourself"),
            self._unfold,
            icon="down",
            kind="quiet",
            shortcut="Alt+A",
        )
        self.fold.setCheckable(True)
        self.advanced.hide()
        head = row(label(self.tr("THE PLAN"), "section"), 1, self.fold)
        plan = card()
        column(head, self.sentence, self._reasons, self.advanced, 1, margin=2, into=plan)
        return plan

    def _unfold(self) -> None:
        self.advanced.setVisible(self.fold.isChecked())
        self._show_reasons()
        set_icon(self.fold, "up" if self.fold.isChecked() else "down")
        self.advanced.arrive()
        if self.fold.isChecked():
            QTimer.singleShot(0, self, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        """Scroll the page to what was unfolded, its head still in sight."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and (page := area.widget()) is not None:
            top = self.advanced.mapTo(page, QPoint(0, -self.fold.height()))
            area.verticalScrollBar().setValue(top.y())

    def _consent_row(self) -> QHBoxLayout:
        # A checkbox does not wrap its own text, so the sentence stands beside it.
        words = label(said(CONSENT_STATEMENT))
        self._consent.setText("")
        line = row(self._consent, words)
        line.setStretch(1, 1)
        return line

    def _interrupted(self) -> QWidget:
        go_on = button(
            self.tr("Continue it"),
            self.tr("Go on from the last save"),
            lambda: self.continued.emit(self._name.text().strip()),
            icon="play",
            kind="primary",
            shortcut="Ctrl+Shift+Return",
        )
        discard = button(
            self.tr("Discard it"),
            self.tr("Move the interrupted run to the trash folder and start anew"),
            self._discard,
            icon="trash",
            kind="quiet",
        )
        words = label(self.tr("The training of this voice was interrupted; its work is kept."))
        self._rest = QWidget()
        line = row(words, discard, go_on, into=self._rest)
        line.setStretch(0, 1)
        return self._rest

    def _discard(self) -> None:
        name = self._name.text().strip()
        self.studio.run(lambda: discard_run(name), lambda _: self._refresh())

    @property
    def base(self) -> str:
        """The name of the base that is chosen."""
        return str(self._bases.currentData())

    @property
    def wishes(self) -> Wishes:
        """Everything that is chosen here."""
        return self._wishes_for(self.quality)

    def _wishes_for(self, quality: Quality) -> Wishes:
        return self.advanced.wishes(Wishes(quality, self.base))

    def _offer(self, found: tuple[tuple[BasePack, ...], dict[str, EngineError]]) -> None:
        packs, damaged = found
        chosen = self.base
        self._bases.clear()
        for pack in packs:
            self._bases.addItem(title_of(pack.name), pack.name)
        for name, error in damaged.items():
            self._show_damaged(name, error)
        self._bases.setCurrentIndex(max(0, self._bases.findData(chosen)))
        if self.base != chosen:
            self.ask()

    def _show_damaged(self, name: str, error: EngineError) -> None:
        """A base that cannot be chosen is named, and says why."""
        self._bases.addItem(self.tr("%1 (damaged)").replace("%1", name), name)
        item = cast(QStandardItemModel, self._bases.model()).item(self._bases.count() - 1)
        item.setEnabled(False)
        item.setToolTip(said(error.message))

    def choose(self, quality: Quality) -> None:
        """Plan for another quality."""
        self.quality = quality
        self.choices[quality].setChecked(True)
        self.ask()

    def forget(self) -> None:
        """The dataset has changed, so old plans say nothing."""
        self._planned_for = None
        if self.isVisible():
            self.ask()

    @Slot(str)
    def _job_changed(self, job: str, *_: object) -> None:
        """No plan is made while a job runs; after "prepare" the dataset itself comes anew."""
        if self.isVisible() and (self.studio.job or job != "prepare"):
            self.ask()

    def kept(self) -> dict[str, Any]:
        """All that is filled in and chosen, and the plans that are known."""
        return {
            "name": self._name.text(),
            "proposed": self._proposed,
            "consent": self._consent.isChecked(),
            "by": self._by.text(),
            "base": (self._bases.currentText(), self.base),
            "quality": self.quality,
            "advanced": self.advanced.kept(),
            "unfolded": self.fold.isChecked(),
            "plans": (self._planned_for, self._plans),
        }

    def take_over(self, kept: dict[str, Any]) -> None:
        """Go on with what another form was filled in with."""
        self._proposed = kept["proposed"]
        self._name.setText(kept["name"])
        self._by.setText(kept["by"])
        self._consent.setChecked(kept["consent"])
        words, base = kept["base"]
        if self._bases.findData(base) < 0:
            self._bases.addItem(words, base)
        self._bases.setCurrentIndex(self._bases.findData(base))
        self.quality = kept["quality"]
        self.choices[self.quality].setChecked(True)
        self.advanced.take_over(kept["advanced"])
        self._planned_for, self._plans = kept["plans"]
        self._asked = set(self._plans)
        if kept["unfolded"]:
            self.fold.setChecked(True)
            self._unfold()
        self._refresh()

    def arrive(self) -> None:
        """See which bases are here, and ask for the plan, again where there was trouble."""
        failed = {wish for wish, plan in self._plans.items() if isinstance(plan, EngineError)}
        self._asked -= failed
        for wish in failed:
            del self._plans[wish]
        self.studio.run(_bases, self._offer)
        self.ask()

    def ask(self) -> None:
        """Ask the engine for the plan, once for each quality, base and dataset."""
        self._propose()
        if self._planned_for is not self.studio.dataset:
            self._planned_for = self.studio.dataset  # a clip was left out, or its text changed
            self._plans.clear()
            self._asked.clear()
        self._ask_for(self.wishes)
        self._refresh()

    def _propose(self) -> None:
        """Name the voice after its project, unless a person has named it."""
        if self.studio.project is None or self._name.text() not in ("", self._proposed):
            return
        project = self.studio.project.name

        def name(taken: tuple[str, ...]) -> None:
            if self._name.text() in ("", self._proposed):
                self._proposed = free_name_like(project, taken)
                self._name.setText(self._proposed)

        self.studio.run(voice_names, name)

    def _ask_for(self, wishes: Wishes) -> None:
        if self.studio.dataset is None or wishes in self._asked or self.studio.job:
            return
        self._asked.add(wishes)
        of = self._planned_for

        def keep(plan: TrainingPlan | EngineError) -> None:
            if self._planned_for is of:
                self._plans[wishes] = plan
                self._refresh()
                self._ask_for_another()

        self.studio.trainings.plan(wishes.options(), keep, keep)

    def _ask_for_another(self) -> None:
        """Once the wanted plan is there, the others: each quality says how long it takes."""
        if self.wishes in self._plans:
            for quality in QUALITIES:
                if (wishes := self._wishes_for(quality)) not in self._asked:
                    self._ask_for(wishes)
                    return

    def _start(self) -> None:
        name, by = self._name.text().strip(), self._by.text().strip()
        self.wanted.emit(name, self.wishes, by)

    def _refresh(self) -> None:
        plan = self._plans.get(self.wishes)
        unfinished = has_unfinished_run(self._name.text().strip()) and not self.studio.job
        self._rest.setVisible(unfinished)
        if self.studio.dataset is None:
            self._say(self.tr("Check your recordings first."), "")
        elif plan is None and self.studio.job:
            self._say(self.tr("The plan is made when the other work has ended."), "")
        elif plan is None:
            self._say(self.tr("Looking at this machine…"), "")
        elif isinstance(plan, EngineError):
            self._say(said(plan.message), said(plan.hint), "bad")
        else:
            reasons = ((said(reason.choice), said(reason.why)) for reason in plan.reasons)
            lines = "\n".join(f"•  {choice} – {why}" for choice, why in reasons)
            self._say(said(plan.sentence), lines)
        self.advanced.show_plan(plan if isinstance(plan, TrainingPlan) else None)
        for quality in QUALITIES:
            self.cards.show_time(quality, self._time(quality))
        agreed = self._consent.isChecked() and bool(self._by.text().strip())
        self.start_button.setEnabled(
            isinstance(plan, TrainingPlan)
            and agreed
            and bool(self._name.text().strip())
            and not unfinished
        )

    def _time(self, quality: Quality) -> str:
        """How long a quality takes and what it needs, or why that is not known yet."""
        plan = self._plans.get(self._wishes_for(quality))
        if isinstance(plan, TrainingPlan):
            size = f"{plan.predicted_bytes / GIGABYTE:.1f} GB"
            return f"{said(duration(plan.predicted_seconds))}, {size}"
        if isinstance(plan, EngineError):
            fits = plan.kind not in ("memory", "device")
            return self.tr("could not be planned") if fits else self.tr("does not fit here")
        if self.studio.dataset is None:
            return self.tr("known after Check")
        if self.studio.job:
            return self.tr("known when other work ends")
        return self.tr("working it out…")

    def _say(self, sentence: str, reasons: str, role: str = "heading") -> None:
        set_role(self.sentence, role)
        self.sentence.setText(sentence)
        self._reasons.setText(reasons)
        self._show_reasons()

    def _show_reasons(self) -> None:
        """Why a plan is as it is stands in the fold-out; what to do about trouble always shows."""
        planned = isinstance(self._plans.get(self.wishes), TrainingPlan)
        self._reasons.setVisible(self.fold.isChecked() or not planned)


def _bases() -> tuple[tuple[BasePack, ...], dict[str, EngineError]]:
    """The bases a voice can be made from, and those that are damaged."""
    damaged = {name: error for name, error in damaged_bases().items() if name in base_names()}
    return list_bases(), damaged
