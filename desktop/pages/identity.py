"""Who a voice is: its face, its name, the checkpoint it speaks with, and whose consent it has."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QInputDialog, QLabel, QLineEdit, QWidget

from desktop.heard import Heard
from desktop.language import said
from desktop.pages.face_button import FaceMenu
from desktop.studio import Studio
from desktop.widgets.columns import Columns
from desktop.widgets.controls import button, column, describe, label, row
from desktop.widgets.face import draw_face, read_picture
from engine.child import ask
from engine.library import change_voice, rename_voice
from engine.training.parts import Part
from engine.voice import CONSENT_STATEMENT, Voice, consent_now

FACE_PIXELS = 48
NAME_LETTERS = 16


class Identity(QFrame):
    """Shows one voice and changes what is its owner's to change; `renamed` carries its new name."""

    renamed = Signal(str)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.studio = studio
        self._voice: Voice | None = None
        self.face = QLabel()
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        describe(
            self.name, self.tr("Name of the voice"), self.tr("Change it and press Enter to rename")
        )
        self.name.returnPressed.connect(self._rename)
        self.checkpoint = QComboBox()
        self.checkpoint.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        describe(
            self.checkpoint,
            self.tr("Speaks as"),
            self.tr("Scores chose the best part of the training; your ear may choose another"),
        )
        self.checkpoint.activated.connect(self._use)
        self._speaks = label(self.tr("Speaks as"), "muted", wrap=False)
        self.consent = label(role="small")
        self.agree_button = button(
            self.tr("Confirm…"),
            self.tr("Write down who agrees that this voice is made"),
            self._agree,
        )
        self.face_button = FaceMenu(studio, self._chosen, self).button()
        self._build()

    def _build(self) -> None:
        rest = QWidget()
        row(self.face_button, self._speaks, self.checkpoint, into=rest)
        choices = Columns((self.name, 1), (rest, 0), letters=NAME_LETTERS)
        agreed = row(self.consent, self.agree_button)
        agreed.setStretch(0, 1)
        words = column(choices, agreed, gap=1)
        row(self.face, words, margin=2, gap=2, into=self).setStretch(1, 1)

    def show_voice(self, heard: Heard | None) -> None:
        """Fill everything in; without a voice nothing can be changed."""
        self._voice = voice = heard.voice if heard else None
        for control in (self.name, self.face_button):
            control.setEnabled(voice is not None)
        self._offer(heard.parts if heard else ())
        if heard is None or voice is None:
            self.name.clear()
            self.face.clear()
            self.consent.setText("")
            self.agree_button.hide()
            return
        picture = read_picture(str(heard.picture)) if heard.picture else None
        ratio = self.devicePixelRatioF()
        self.face.setPixmap(draw_face(voice.name, voice.colour, picture, FACE_PIXELS, ratio))
        self.name.setText(voice.name)
        self.agree_button.setVisible(voice.consent is None)
        self.consent.setText(self._agreed(voice))

    def _chosen(self) -> str:
        return self._voice.name if self._voice else ""

    def _offer(self, parts: tuple[Part, ...]) -> None:
        self.checkpoint.clear()
        for part in parts:
            title = self.tr("Before training")
            if part.name != "zero-shot":
                title = self.tr("After %1").replace("%1", said(part.name))
            self.checkpoint.addItem(title, part.name)
        if self._voice is not None:
            self.checkpoint.setCurrentIndex(self.checkpoint.findData(self._voice.checkpoint))
        for each in (self.checkpoint, self._speaks):
            each.setVisible(len(parts) > 1)

    def _agreed(self, voice: Voice) -> str:
        if voice.consent is None:
            return self.tr("No consent is recorded.")
        words = self.tr("%1 confirmed on %2: %3")
        words = words.replace("%1", voice.consent.by).replace("%2", voice.consent.at[:10])
        return words.replace("%3", said(voice.consent.statement))

    def _rename(self) -> None:
        old, new = self._chosen(), self.name.text().strip()
        if not old or not new or new == old:
            return

        def done(voice: Voice) -> None:
            self.renamed.emit(voice.name)
            self.studio.voices_changed.emit()

        self.studio.run(lambda: rename_voice(old, new), done)

    def _use(self) -> None:
        """Have the engine put another part of the run in place; it needs some seconds."""
        name, part = self._chosen(), str(self.checkpoint.currentData())
        if not name or self._voice is None or part == self._voice.checkpoint:
            return
        self.checkpoint.setEnabled(False)
        command = [*self.studio.engine, "voices", "use", name, "--checkpoint", part, "--json"]

        def done(_: object) -> None:
            self.checkpoint.setEnabled(True)
            self.studio.voices_changed.emit()

        def failed(error: object) -> None:
            done(None)
            self.studio.trouble.emit(error)

        self.studio.run(lambda: ask(command), done, failed)

    def _agree(self) -> None:
        name = self._chosen()
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("Consent"))
        dialog.setLabelText(f"{said(CONSENT_STATEMENT)}\n{self.tr('Your name')}:")
        dialog.textValueSelected.connect(lambda by: self.confirm(name, by))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def confirm(self, name: str, by: str) -> None:
        """Write down who agreed."""
        if by.strip():
            consent = consent_now(by.strip())
            changed = self.studio.voices_changed
            self.studio.run(lambda: change_voice(name, consent=consent), lambda _: changed.emit())
