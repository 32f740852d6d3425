"""Bases: the models that voices are made from; fetch, pause, take from a folder, check, remove."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton, QVBoxLayout

from desktop.connection import environment
from desktop.language import joined, said
from desktop.machine import Outlook, outlook
from desktop.offers import Offer, offers, size_in_words
from desktop.pages.page import Page
from desktop.studio import Studio
from desktop.widgets.controls import button, card, column, label, row
from desktop.widgets.progress import JobProgress
from engine.bases import remove_base, verify_base
from engine.errors import EngineError
from engine.events import Event, Finished

JOB = "base"


class BasesPage(Page):
    """One card a base; what is fetched now is shown above them."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio,
            self.tr("Bases"),
            self.tr(
                "The models that voices are made from. Fetching one is the only time Timbre uses "
                "the network."
            ),
        )
        self.import_button = button(
            self.tr("From a folder…"),
            self.tr("Take bases from a GPT-SoVITS folder or a stick; nothing is fetched"),
            self._choose_folder,
            icon="open",
            shortcut="Ctrl+O",
        )
        self.head_actions.addWidget(self.import_button)
        self.progress = JobProgress(self._stop)
        self.progress.stop_button.setText(self.tr("Pause"))
        self.progress.stop_button.setToolTip(
            self.tr("Stop fetching; what has arrived is kept, and Continue goes on from there")
        )
        self.buttons: dict[str, QPushButton] = {}
        self._cards = QVBoxLayout()
        self._cards.setSpacing(16)
        self.body.addWidget(self.progress)
        self.body.addLayout(self._cards)
        self.body.addStretch(1)
        self._offers: tuple[Offer, ...] = ()
        studio.examination.changed.connect(self._examined)
        studio.job_started.connect(self._started)
        studio.told.connect(self._told)
        studio.job_ended.connect(self._ended)
        self.progress.hide()
        if studio.job == JOB:
            self._started(JOB)

    def arrive(self) -> None:
        """Look again at what is here."""
        self.studio.examination.want()
        self.studio.run(offers, self._show)

    def fetch(self, name: str) -> None:
        """Fetch a base; a broken download goes on where it stopped."""
        self.studio.start(JOB, ["base", "get", name], environment(self.studio.settings))

    def take_from(self, folder: Path) -> None:
        """Take every base that is whole in a folder."""
        self.studio.start(JOB, ["base", "import", str(folder)])

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("A GPT-SoVITS folder"))
        if folder:
            self.take_from(Path(folder))

    def _stop(self) -> None:
        self.progress.stopping()
        self.studio.stop_job()

    def _started(self, job: str) -> None:
        if job == JOB:
            self.progress.begin(self.tr("Getting a base"), self.studio.events)
            self.progress.setVisible(True)
        self._allow()

    def _told(self, event: Event) -> None:
        if self.studio.job == JOB:
            self.progress.hear(event)

    def _ended(self, job: str, event: object) -> None:
        if job == JOB:
            self.progress.finished(isinstance(event, Finished))
            self.progress.setVisible(False)
            self.arrive()
        self._allow()

    def _allow(self) -> None:
        free = not self.studio.job
        self.import_button.setEnabled(free)
        for action in self.buttons.values():
            action.setEnabled(free)

    def _show(self, found: tuple[Offer, ...]) -> None:
        self._offers = found
        while self._cards.count():
            item = self._cards.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.buttons.clear()
        for offer in found:
            self._cards.addWidget(self._card(offer))
        self._allow()

    def _examined(self) -> None:
        if self._offers:
            self._show(self._offers)

    def _card(self, offer: Offer) -> QFrame:
        frame = card()
        if offer.here:
            place = self.tr("here, %1").replace("%1", offer.size)
        elif offer.arrived:
            place = self.tr("paused, %1 of %2 are here").replace("%2", offer.size)
            place = place.replace("%1", size_in_words(offer.arrived))
        else:
            place = self.tr("%1 to fetch").replace("%1", offer.size)
        details = " · ".join(filter(None, (place, offer.author, offer.licence)))
        words = column(label(offer.model, "heading"), gap=0)
        if offer.trouble is None:
            words.addWidget(label(self._about(offer)))
        else:
            words.addWidget(label(self._in_words(offer, offer.trouble), "bad"))
        if outcome := self._outcome(offer):
            words.addWidget(label(outcome))
        words.addWidget(label(details, "muted"))
        line = row(words, *self._actions(offer), margin=3, gap=2, into=frame)
        line.setStretch(0, 1)
        return frame

    def _in_words(self, offer: Offer, trouble: EngineError) -> str:
        """What is wrong with a base, and which of its buttons helps."""
        remedy = self.tr("Remove it, then get it or take it from its folder again.")
        return joined(
            said(trouble.message), said(trouble.hint) if offer.kind == "starter" else remedy
        )

    def _about(self, offer: Offer) -> str:
        return {
            "recogniser": self.tr(
                "Writes down what was said, more exactly than the one that comes along."
            ),
            "starter": self.tr("Comes along and works at once, also without a graphics card."),
            "own": self.tr("A base of your own, trained from scratch."),
        }.get(
            offer.kind,
            self.tr("Chinese, English, Japanese, Korean and Cantonese; best with an NVIDIA card."),
        )

    def _outcome(self, offer: Offer) -> str:
        """How long a voice on this base would take here; "" where that is not known."""
        report = self.studio.examination.report
        if not report or offer.trouble or offer.kind not in ("starter", "voices"):
            return ""
        try:
            found: Outlook = outlook(report, offer.name)
        except EngineError:
            return self.tr("Too large for the memory of this computer.")
        words = self.tr("A quick voice in about %1 min here, using %2 of %3 GB.")
        words = words.replace("%1", f"{max(1.0, found.minutes):.0f}")
        words = words.replace("%2", f"{found.used_gb:.1f}")
        return words.replace("%3", f"{found.total_gb:.0f}")

    def _actions(self, offer: Offer) -> list[QPushButton]:
        if not offer.here:
            get = button(
                self.tr("Continue") if offer.arrived else self.tr("Get"),
                self.tr("Fetch %1; it can be stopped and goes on later").replace("%1", offer.model),
                lambda: self.fetch(offer.name),
                icon="save",
                kind="primary",
                name=self.tr("Get %1").replace("%1", offer.model),
            )
            self.buttons[f"get {offer.name}"] = get
            return [get]
        if offer.trouble is not None:
            return [] if offer.kind == "starter" else [self._remove_button(offer)]
        check = button(
            self.tr("Check"),
            self.tr("Compare every file of %1 with its manifest").replace("%1", offer.model),
            lambda: self.studio.run(lambda: verify_base(offer.name), self._verified),
            icon="tick",
            name=self.tr("Check %1").replace("%1", offer.model),
        )
        self.buttons[f"check {offer.name}"] = check
        if offer.kind == "starter":
            return [check]
        return [check, self._remove_button(offer)]

    def _remove_button(self, offer: Offer) -> QPushButton:
        remove = button(
            self.tr("Remove"),
            self.tr("Free the space of %1; it can be fetched again").replace("%1", offer.model),
            lambda: self.studio.run(lambda: remove_base(offer.name), lambda _: self.arrive()),
            icon="trash",
            kind="danger",
            name=self.tr("Remove %1").replace("%1", offer.model),
        )
        self.buttons[f"remove {offer.name}"] = remove
        return remove

    def _verified(self, pack: object) -> None:
        words = self.tr("%1 is whole: every file is as in its manifest.")
        self.studio.noted.emit(words.replace("%1", str(getattr(pack, "model", ""))))
