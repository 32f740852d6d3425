"""Before training: how well, how long, under which name, and with whose consent."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from desktop.runs import discard_run, free_name_like, has_unfinished_run
from desktop.studio import Studio
from desktop.widgets.controls import button, card, column, describe, label, row, set_role
from engine.bases import STARTER, BasePack, list_bases
from engine.errors import EngineError
from engine.library import voice_names
from engine.plan import Quality, TrainingPlan
from engine.voice import CONSENT_STATEMENT

QUALITIES: tuple[Quality, ...] = ("quick", "balanced", "best")


class PlanForm(QWidget):
    """Shows the plan for the chosen quality and base.

    `wanted` carries (voice, quality, base, consent by).

    `continued` carries the name of a voice whose interrupted run is to go on.
    """

    wanted = Signal(str, str, str, str)
    continued = Signal(str)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self._plans: dict[tuple[str, str], TrainingPlan | EngineError] = {}
        self._asked: set[tuple[str, str]] = set()
        self.quality: Quality = "balanced"
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
        studio.dataset_changed.connect(self.forget)

    def _build(self) -> None:
        self.start_button = button(
            self.tr("Start training"),
            self.tr("Start; you can pause or stop at any time"),
            self._start,
            icon="train",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        self.sentence = label(role="heading")
        self._reasons = label(role="muted")
        inside = QWidget()
        column(self._reasons, 1, into=inside)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setAccessibleName(self.tr("Why it is planned so"))
        plan = card()
        column(label(self.tr("THE PLAN"), "section"), self.sentence, scroll, margin=3, into=plan)
        form = card()
        more = button(
            self.tr("More bases…"),
            self.tr("Fetch another base, or take one from a folder"),
            lambda: self.studio.page_wanted.emit("bases"),
            kind="quiet",
            shortcut="Alt+B",
        )
        who = row(
            label(self.tr("Voice"), "muted", wrap=False),
            self._name,
            label(self.tr("Base"), "muted", wrap=False),
            self._bases,
            more,
        )
        who.setStretch(1, 1)
        column(
            self._interrupted(),
            who,
            self._consent_row(),
            row(self._by, self.start_button),
            margin=3,
            gap=2,
            into=form,
        )
        layout = column(self._choices(), plan, form, gap=2, into=self)
        layout.setStretch(1, 1)

    def _consent_row(self) -> QHBoxLayout:
        # A checkbox does not wrap its own text, so the sentence stands beside it.
        words = label(CONSENT_STATEMENT)
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

    def _choices(self) -> QHBoxLayout:
        group = QButtonGroup(self)
        group.setExclusive(True)
        self.choices: dict[str, QPushButton] = {}
        words = {
            "quick": (self.tr("Quick"), self.tr("A first impression")),
            "balanced": (self.tr("Balanced"), self.tr("What most people want")),
            "best": (self.tr("Best"), self.tr("When there is time")),
        }
        for number, name in enumerate(QUALITIES, 1):
            title, tip = words[name]
            choice = button(
                f"{title}\n{tip}",
                tip,
                lambda name=name: self.choose(name),
                kind="choice",
                shortcut=f"Alt+{number}",
                name=f"{title}: {tip}",
            )
            choice.setCheckable(True)
            group.addButton(choice)
            self.choices[name] = choice
        self.choices[self.quality].setChecked(True)
        return row(*self.choices.values(), gap=2)

    @property
    def base(self) -> str:
        """The name of the base that is chosen."""
        return str(self._bases.currentData())

    def _offer(self, packs: tuple[BasePack, ...]) -> None:
        chosen = self.base
        self._bases.clear()
        for pack in packs:
            self._bases.addItem(pack.model, pack.name)
        self._bases.setCurrentIndex(max(0, self._bases.findData(chosen)))
        if self.base != chosen:
            self.ask()

    def choose(self, quality: Quality) -> None:
        """Plan for another quality."""
        self.quality = quality
        self.choices[quality].setChecked(True)
        self.ask()

    def forget(self) -> None:
        """The dataset has changed, so old plans say nothing."""
        self._plans.clear()
        self._asked.clear()
        if self.isVisible():
            self.ask()

    def arrive(self) -> None:
        """See which bases are here, and ask for the plan."""
        self.studio.run(list_bases, self._offer)
        self.ask()

    def ask(self) -> None:
        """Ask the engine for the plan, once for each quality, base and dataset."""
        if self.studio.project is not None and not self._name.text():
            project = self.studio.project.name

            def name(taken: tuple[str, ...]) -> None:
                self._name.setText(self._name.text() or free_name_like(project, taken))

            self.studio.run(voice_names, name)
        wish = self.quality, self.base
        if self.studio.dataset is not None and wish not in self._asked and not self.studio.job:
            self._asked.add(wish)

            def keep(plan: TrainingPlan | EngineError) -> None:
                self._plans[wish] = plan
                self._refresh()

            self.studio.plan(*wish, keep, keep)
        self._refresh()

    def _start(self) -> None:
        name, by = self._name.text().strip(), self._by.text().strip()
        self.wanted.emit(name, self.quality, self.base, by)

    def _refresh(self) -> None:
        plan = self._plans.get((self.quality, self.base))
        unfinished = has_unfinished_run(self._name.text().strip()) and not self.studio.job
        self._rest.setVisible(unfinished)
        if self.studio.dataset is None:
            self._say(self.tr("Check your recordings first."), "")
        elif plan is None:
            self._say(self.tr("Looking at this machine…"), "")
        elif isinstance(plan, EngineError):
            self._say(plan.message, plan.hint, "bad")
        else:
            lines = "\n".join(f"•  {reason.choice}: {reason.why}" for reason in plan.reasons)
            self._say(plan.sentence, lines)
        agreed = self._consent.isChecked() and bool(self._by.text().strip())
        self.start_button.setEnabled(
            isinstance(plan, TrainingPlan)
            and agreed
            and bool(self._name.text().strip())
            and not unfinished
        )

    def _say(self, sentence: str, reasons: str, role: str = "heading") -> None:
        set_role(self.sentence, role)
        self.sentence.setText(sentence)
        self._reasons.setText(reasons)
