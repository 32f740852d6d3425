"""The first thing seen: give the voice a name and begin."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit

from desktop.pages.page import Page
from desktop.studio import Studio
from desktop.theme import pixmap
from desktop.widgets.controls import button, card, column, describe, label, row


class WelcomePage(Page):
    """Asks for one thing only: a name."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "", "")
        self.title = self.tr("Welcome")
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
        mark = QLabel()
        mark.setPixmap(pixmap("timbre", 72, ""))
        steps = row(
            self._step("record", self.tr("Record"), self.tr("Read about a minute aloud.")),
            self._step("check", self.tr("Check"), self.tr("See what was heard; mend it.")),
            self._step("train", self.tr("Train"), self.tr("Your computer learns the voice.")),
            self._step("listen", self.tr("Listen"), self.tr("Hear it say anything.")),
            gap=2,
        )
        form = row(self._name, begin, gap=1)
        question = label(self.tr("Whose voice is it?"), "heading")
        private = label(
            self.tr("Everything happens on this computer. Nothing is sent anywhere."), "small"
        )
        middle = column(
            mark,
            label(self.tr("A minute of speech. A voice that says anything."), "title"),
            question,
            form,
            private,
            gap=2,
        )
        middle.setAlignment(mark, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.body.addLayout(middle)
        self.body.addSpacing(24)
        self.body.addLayout(steps)
        self.body.addStretch(2)

    def arrive(self) -> None:
        self._name.setFocus()

    def _begin(self) -> None:
        self.studio.open(self._name.text())

    @staticmethod
    def _step(icon: str, title: str, detail: str) -> QFrame:
        frame = card()
        mark = QLabel()
        mark.setPixmap(pixmap(icon, 24, "#7a8a86"))
        column(mark, label(title, "heading"), label(detail, "muted"), margin=2, into=frame)
        return frame
