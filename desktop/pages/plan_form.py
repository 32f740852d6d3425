"""Before training: how well, how long, under which name, and with whose consent."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from desktop.language import said
from desktop.pages.advanced import GIGABYTE
from desktop.pages.base_chooser import BaseChooser
from desktop.pages.plan_card import PlanCard
from desktop.plans import Plans
from desktop.runs import discard_run, free_name_like, has_unfinished_run
from desktop.studio import Studio
from desktop.widgets.columns import Columns
from desktop.widgets.controls import button, card, column, describe, label, row
from desktop.widgets.quality_cards import QualityCards
from desktop.wishes import Wishes
from engine.errors import EngineError
from engine.library import voice_names
from engine.plan import Quality, TrainingPlan
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
        self.plans = Plans(studio, self)
        self._proposed = ""  # as the name of the voice
        self.plan_card = PlanCard(studio)
        self.quality: Quality = "balanced"
        self.cards = QualityCards(self.choose)
        self.choices = self.cards.cards
        self.choices[self.quality].setChecked(True)
        self._name = QLineEdit()
        self._name.setMaxLength(80)
        describe(self._name, self.tr("Name of the voice"), self.tr("How it is called in Voices"))
        self._consent = QCheckBox(CONSENT_STATEMENT)
        describe(self._consent, self.tr("Consent"), self.tr("Kept with the voice"), shortcut="")
        self.bases = BaseChooser(studio)
        self._by = QLineEdit()
        self._by.setPlaceholderText(self.tr("Your name"))
        describe(self._by, self.tr("Your name"), self.tr("Who confirms; kept with the voice"))
        self._build()
        self._name.textChanged.connect(self._refresh)
        self._consent.toggled.connect(self._refresh)
        self._by.textChanged.connect(self._refresh)
        self.bases.chosen.connect(self.ask)
        self.plan_card.advanced.changed.connect(self.ask)
        self.plans.found.connect(self._plan_found)
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
        row(label(self.tr("Base"), "muted", wrap=False), self.bases, more, into=base)
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
        layout = column(self.cards, form, self.plan_card, gap=2, into=self)
        layout.setStretch(2, 1)

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
    def wishes(self) -> Wishes:
        """Everything that is chosen here."""
        return self._wishes_for(self.quality)

    def _wishes_for(self, quality: Quality) -> Wishes:
        return self.plan_card.advanced.wishes(Wishes(quality, self.bases.base))

    def choose(self, quality: Quality) -> None:
        """Plan for another quality."""
        self.quality = quality
        self.choices[quality].setChecked(True)
        self.ask()

    def forget(self) -> None:
        """The dataset has changed, so old plans say nothing."""
        self.plans.forget()
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
            "base": self.bases.kept(),
            "quality": self.quality,
            "card": self.plan_card.kept(),
            "plans": self.plans.kept(),
        }

    def take_over(self, kept: dict[str, Any]) -> None:
        """Go on with what another form was filled in with."""
        self._proposed = kept["proposed"]
        self._name.setText(kept["name"])
        self._by.setText(kept["by"])
        self._consent.setChecked(kept["consent"])
        self.bases.take_over(kept["base"])
        self.quality = kept["quality"]
        self.choices[self.quality].setChecked(True)
        self.plan_card.take_over(kept["card"])
        self.plans.take_over(kept["plans"])
        self._refresh()

    def arrive(self) -> None:
        """See which bases are here, and ask for the plan, again where there was trouble."""
        self.plans.forget_troubles()
        self.bases.look()
        self.ask()

    def ask(self) -> None:
        """Ask the engine for the plan, once for each quality, base and dataset."""
        self._propose()
        self.plans.follow_dataset()
        self.plans.ask(self.wishes)
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

    @Slot()
    def _plan_found(self) -> None:
        """Once the wanted plan is there, the others: each quality says how long it takes."""
        self._refresh()
        if self.plans.of(self.wishes) is not None:
            self.plans.ask_next(map(self._wishes_for, QUALITIES))

    def _start(self) -> None:
        name, by = self._name.text().strip(), self._by.text().strip()
        self.wanted.emit(name, self.wishes, by)

    def _refresh(self) -> None:
        plan = self.plans.of(self.wishes)
        unfinished = has_unfinished_run(self._name.text().strip()) and not self.studio.job
        self._rest.setVisible(unfinished)
        if self.studio.dataset is None:
            self.plan_card.show_none(self.tr("Check your recordings first."))
        elif plan is None and self.studio.job:
            self.plan_card.show_none(self.tr("The plan is made when the other work has ended."))
        elif plan is None:
            self.plan_card.show_none(self.tr("Looking at this machine…"))
        elif isinstance(plan, EngineError):
            self.plan_card.show_none(said(plan.message), said(plan.hint), "bad")
        else:
            self.plan_card.show_plan(plan)
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
        plan = self.plans.of(self._wishes_for(quality))
        if isinstance(plan, TrainingPlan):
            size = f"{plan.predicted_bytes / GIGABYTE:.1f} GB"
            words = self.tr("%1, %2").replace("%1", said(duration(plan.predicted_seconds)))
            return words.replace("%2", size)
        if isinstance(plan, EngineError):
            fits = plan.kind not in ("memory", "device")
            return self.tr("could not be planned") if fits else self.tr("does not fit here")
        if self.studio.dataset is None:
            return self.tr("known after Check")
        if self.studio.job:
            return self.tr("known when other work ends")
        return self.tr("working it out…")
