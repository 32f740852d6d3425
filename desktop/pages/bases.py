"""Bases: the models that voices are made from; fetch, take from a folder, check, remove."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton, QScrollArea, QWidget

from desktop.pages.page import Page
from desktop.studio import Studio
from desktop.widgets.controls import button, card, column, label, row
from desktop.widgets.progress import JobProgress
from engine.bases import (
    STARTER,
    base_pack,
    base_source,
    is_here,
    remove_base,
    source_names,
    verify_base,
)
from engine.events import Event, Finished

JOB = "base"


@dataclass(frozen=True)
class Offer:
    """A base as the page shows it; `bytes` on disk, or to fetch where it is not `here`."""

    name: str
    model: str
    author: str
    licence: str
    bytes: int
    here: bool
    recogniser: bool = False


def offers() -> tuple[Offer, ...]:
    """Every base and recogniser there is, those that come along first."""
    return tuple(_offer(name) for name in (STARTER, *source_names()))


def _offer(name: str) -> Offer:
    recogniser = name != STARTER and base_source(name).kind != "voices"
    if is_here(name):
        pack = base_pack(name)
        facts = pack.model, pack.author, pack.licence, pack.total_bytes
        return Offer(name, *facts, here=True, recogniser=recogniser)
    source = base_source(name)
    facts = source.model, source.author, source.licence, source.total_bytes
    return Offer(name, *facts, here=False, recogniser=recogniser)


class BasesPage(Page):
    """One card a base; what is fetched now is shown above them."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio,
            self.tr("Bases"),
            self.tr("The models that voices are made from. Fetching one is the only time Timbre")
            + " "
            + self.tr("uses the network."),
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
        self._inside = QWidget()
        self._cards = column(1, gap=2, into=self._inside)
        self.buttons: dict[str, QPushButton] = {}
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._inside)
        scroll.setAccessibleName(self.tr("Bases"))
        self.body.addWidget(self.progress)
        self.body.addWidget(scroll, 1)
        studio.job_started.connect(self._started)
        studio.told.connect(self._told)
        studio.job_ended.connect(self._ended)
        self.progress.setVisible(studio.job == JOB)

    def arrive(self) -> None:
        """Look again at what is here."""
        self.studio.run(offers, self._show)

    def fetch(self, name: str) -> None:
        """Fetch a base; a broken download goes on where it stopped."""
        self.studio.start(JOB, ["base", "get", name])

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
            self.progress.begin(self.tr("Getting a base"))
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
        while self._cards.count() > 1:
            item = self._cards.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.buttons.clear()
        for offer in found:
            self._cards.insertWidget(self._cards.count() - 1, self._card(offer))
        self._allow()

    def _card(self, offer: Offer) -> QFrame:
        frame = card()
        size = (
            f"{offer.bytes / 1e9:.1f} GB" if offer.bytes >= 1e9 else f"{offer.bytes / 1e6:.0f} MB"
        )
        place = self.tr("here, %1") if offer.here else self.tr("%1 to fetch")
        details = " · ".join((place.replace("%1", size), offer.author, offer.licence))
        words = column(label(offer.model, "heading"), label(self._about(offer)), gap=0)
        words.addWidget(label(details, "muted"))
        line = row(words, *self._actions(offer), margin=3, gap=2, into=frame)
        line.setStretch(0, 1)
        return frame

    def _about(self, offer: Offer) -> str:
        if offer.recogniser:
            return self.tr("Writes down what was said, more exactly than the one that comes along.")
        if offer.name == STARTER:
            return self.tr("Comes along and works at once, also without a graphics card.")
        return self.tr(
            "Chinese, English, Japanese, Korean and Cantonese; best with an NVIDIA card."
        )

    def _actions(self, offer: Offer) -> list[QPushButton]:
        if not offer.here:
            get = button(
                self.tr("Get"),
                self.tr("Fetch %1; it can be stopped and goes on later").replace("%1", offer.model),
                lambda: self.fetch(offer.name),
                icon="save",
                kind="primary",
                name=self.tr("Get %1").replace("%1", offer.model),
            )
            self.buttons[f"get {offer.name}"] = get
            return [get]
        check = button(
            self.tr("Check"),
            self.tr("Compare every file of %1 with its manifest").replace("%1", offer.model),
            lambda: self.studio.run(lambda: verify_base(offer.name), self._verified),
            icon="tick",
            name=self.tr("Check %1").replace("%1", offer.model),
        )
        self.buttons[f"check {offer.name}"] = check
        if offer.name == STARTER:
            return [check]
        remove = button(
            self.tr("Remove"),
            self.tr("Free the space of %1; it can be fetched again").replace("%1", offer.model),
            lambda: self.studio.run(lambda: remove_base(offer.name), lambda _: self.arrive()),
            icon="trash",
            kind="danger",
            name=self.tr("Remove %1").replace("%1", offer.model),
        )
        self.buttons[f"remove {offer.name}"] = remove
        return [check, remove]

    def _verified(self, pack: object) -> None:
        words = self.tr("%1 is whole: every file is as in its manifest.")
        self.studio.noted.emit(words.replace("%1", str(getattr(pack, "model", ""))))
