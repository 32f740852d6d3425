"""The first thing seen: whose voice it is, what this computer can do, what voices start from."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout

from desktop.language import joined, said
from desktop.machine import outlook
from desktop.offers import Offer, offers
from desktop.pages.page import Page
from desktop.studio import Studio
from desktop.theme import pixmap, sign
from desktop.widgets.checklist import Checklist
from desktop.widgets.columns import Columns
from desktop.widgets.controls import button, card, column, describe, label, row
from engine.bases import STARTER
from engine.errors import EngineError


class WelcomePage(Page):
    """Asks for one thing only, a name, while the computer is being looked at."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "", "")
        self.title = self.tr("Welcome")
        mark = QLabel()
        mark.setPixmap(pixmap("timbre", 56, ""))
        head = column(
            label(self.tr("A minute of speech. A voice that says anything."), "title"),
            label(
                self.tr("Everything happens on this computer. Nothing is sent anywhere."), "muted"
            ),
            gap=0,
        )
        top = row(mark, head, gap=2)
        top.setStretch(1, 1)
        self.body.addLayout(top)
        self.body.addWidget(self._form())
        self.body.addWidget(Columns((self._machine(), 3), (self._bases(), 2)), 1)
        studio.examination.changed.connect(self._show)

    def _form(self) -> QFrame:
        self._name = QLineEdit()
        self._name.setPlaceholderText(self.tr("Anna"))
        self._name.setMaxLength(80)
        describe(self._name, self.tr("Name of the voice"), self.tr("Whose voice will this be?"))
        self._name.returnPressed.connect(self._begin)
        begin = button(
            self.tr("Begin"),
            self.tr("Begin a voice of that name"),
            self._begin,
            kind="primary",
            icon="next",
            shortcut="Ctrl+Return",
        )
        listen = button(
            self.tr("Only hear it speak"),
            self.tr("Write something and hear it in a voice that comes along"),
            lambda: self.studio.page_wanted.emit("speak"),
            icon="studio",
        )
        line = row(self._name, begin, listen)
        line.setStretch(0, 1)
        steps = label(
            self.tr(
                "Record: read about a minute aloud. Check: see what was heard. Train: your "
                "computer learns the voice. Listen: hear it say anything."
            ),
            "muted",
        )
        frame = card()
        question = label(self.tr("Whose voice is it?"), "heading")
        column(question, line, steps, margin=3, gap=2, into=frame)
        return frame

    def _machine(self) -> QFrame:
        self.sentence = label(role="heading")
        self.checklist = Checklist(whole=False)
        self.again = button(
            self.tr("Check again"),
            self.tr("Look at this computer again"),
            self.studio.examination.begin,
            icon="redo",
            kind="quiet",
            shortcut="F5",
        )
        title = row(label(self.tr("THIS COMPUTER"), "section"), self.again)
        title.setStretch(0, 1)
        frame = card()
        column(title, self.sentence, self.checklist, 1, margin=3, into=frame)
        return frame

    def _bases(self) -> QFrame:
        more = button(
            self.tr("More"),
            self.tr("Fetch a base, or take one from a folder"),
            lambda: self.studio.page_wanted.emit("bases"),
            icon="bases",
            kind="quiet",
        )
        self._offers = QVBoxLayout()
        self._offers.setSpacing(12)
        frame = card()
        title = row(label(self.tr("WHAT A VOICE STARTS FROM"), "section"), more)
        title.setStretch(0, 1)
        column(
            title,
            self._offers,
            1,
            margin=3,
            gap=2,
            into=frame,
        )
        return frame

    def arrive(self) -> None:
        self._name.setFocus()
        self.studio.examination.want()
        self.studio.run(offers, self._offer)
        self._show()

    def kept(self) -> str:
        return self._name.text()

    def take_over(self, kept: str) -> None:
        self._name.setText(kept)

    def restyle(self) -> None:
        self.checklist.restyle()

    def _begin(self) -> None:
        self.studio.open(self._name.text())
        project = self.studio.project
        if project is not None and project.name == self._name.text().strip():
            self._name.clear()
            self.studio.page_wanted.emit("record")

    def _show(self) -> None:
        found = self.studio.examination
        self.again.setEnabled(not found.busy)
        if found.busy:
            self.sentence.setText(self.tr("Looking at this computer…"))
        elif found.trouble is not None:
            self._say(found.trouble)
        elif found.report:
            try:
                self.sentence.setText(self._promise())
                self.checklist.show_report(found.report)
            except EngineError as error:
                self._say(error)

    def _promise(self) -> str:
        """What this computer can do, in one sentence.

        Raises:
            EngineError: kind "memory" when it can do nothing.
        """
        found = outlook(self.studio.examination.report, STARTER)
        if found.card:
            words = self.tr("A voice in about %1 min, using %2 of %3 GB on the %4.")
        else:
            words = self.tr("A voice in about %1 min, using %2 of %3 GB of memory.")
        for mark, value in (
            ("%1", f"{max(1.0, found.minutes):.0f}"),
            ("%2", f"{found.used_gb:.1f}"),
            ("%3", f"{found.total_gb:.0f}"),
            ("%4", found.card),
        ):
            words = words.replace(mark, value)
        return words

    def _say(self, error: EngineError) -> None:
        self.sentence.setText(joined(said(error.message), said(error.hint)))

    def _offer(self, found: tuple[Offer, ...]) -> None:
        while self._offers.count():
            item = self._offers.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for offer in (each for each in found if each.kind != "recogniser"):
            self._offers.addWidget(self._line(offer))

    def _line(self, offer: Offer) -> QFrame:
        here = self.tr("here, works at once") if offer.here else self.tr("to fetch")
        if offer.trouble is not None:
            here = self.tr("damaged; see the page Bases")
        frame = QFrame()
        words = column(
            label(offer.model, "strong"),
            label(" · ".join(filter(None, (offer.size, offer.licence, here))), "muted"),
            gap=0,
        )
        mark = QLabel()
        sign_name = "tick" if offer.here else "down"
        mark.setPixmap(sign("warning" if offer.trouble else sign_name, 18, "#7a8a86"))
        mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        row(mark, words, gap=1, into=frame).setStretch(1, 1)
        return frame
