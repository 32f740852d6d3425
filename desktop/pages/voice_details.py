"""A voice in full: its face, what it was made from, how like the person it is, and what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop.heard import Heard, score_of
from desktop.language import joined, language_name, said
from desktop.pages.face_button import FaceMenu
from desktop.studio import Studio
from desktop.widgets.controls import button, column, label, row, set_icon
from desktop.widgets.face import draw_face
from desktop.widgets.flow import Flow
from desktop.widgets.samples import Samples
from engine.bases import title_of
from engine.voice import Scores, Voice
from engine.wording import GB, duration

FACE_PIXELS = 64
VERY_LIKE, LIKE = 0.85, 0.75


@dataclass(frozen=True)
class Deeds:
    """What the buttons of the details do, and which voice they do it to."""

    speak: Callable[[], object]
    rename: Callable[[], object]
    duplicate: Callable[[], object]
    export: Callable[[], object]
    delete: Callable[[], object]
    chosen: Callable[[], str]


class VoiceDetails(QFrame):
    """Shows one voice; without one its buttons do nothing."""

    def __init__(self, studio: Studio, deeds: Deeds) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._studio = studio
        self._deeds = deeds
        self.face = QLabel()
        self.name = label(role="title")
        self.about = label(role="muted")
        self.scores = label()
        self.learned = label(role="muted")
        self.consent = label(role="small")
        self.plan = label(role="muted")
        self.history = label(role="muted")
        self.sounds = Samples(studio.player, self.tr("What there is to hear"))
        self.sounds.setMinimumHeight(120)
        head = row(self.face, column(self.name, self.about, gap=0), gap=2)
        head.setStretch(1, 1)
        layout = column(
            head,
            self.scores,
            self.learned,
            self._making(),
            label(self.tr("To hear"), "heading"),
            self.sounds,
            self._buttons(),
            margin=3,
            into=self,
        )
        layout.setStretch(5, 1)

    def _making(self) -> QVBoxLayout:
        """Whose consent there is; the plan and its course fold out."""
        self.fold = button(
            self.tr("How it was made"),
            self.tr("The plan of its training, and which steps of it were best"),
            self._unfold,
            icon="down",
            kind="quiet",
            shortcut="Alt+A",
        )
        self.fold.setCheckable(True)
        self._made = QWidget()
        self._made.hide()
        column(self.plan, self.history, into=self._made)
        head = row(self.consent, self.fold)
        head.setStretch(0, 1)
        return column(head, self._made)

    def _unfold(self) -> None:
        self._made.setVisible(self.fold.isChecked())
        set_icon(self.fold, "up" if self.fold.isChecked() else "down")

    def _buttons(self) -> Flow:
        self.speak_button = button(
            self.tr("Use in Studio"),
            self.tr("Have a text spoken in this voice"),
            self._deeds.speak,
            icon="studio",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        self.rename_button = button(
            self.tr("Rename…"), self.tr("Give it another name"), self._deeds.rename, shortcut="F2"
        )
        self.duplicate_button = button(
            self.tr("Duplicate"),
            self.tr("Make a second voice like this one"),
            self._deeds.duplicate,
            icon="plus",
            shortcut="Ctrl+Shift+N",
        )
        self.export_button = button(
            self.tr("Export…"),
            self.tr("Write it as one .voice file; or drag its card out of the window"),
            self._deeds.export,
            icon="save",
            shortcut="Ctrl+E",
        )
        self.delete_button = button(
            self.tr("Delete"),
            self.tr("Move it to the trash folder; you can put it back"),
            self._deeds.delete,
            icon="trash",
            kind="danger",
            shortcut="Ctrl+D",
        )
        self.face_button = FaceMenu(self._studio, self._deeds.chosen, self).button()
        self.all_buttons = (
            self.speak_button,
            self.rename_button,
            self.duplicate_button,
            self.face_button,
            self.export_button,
            self.delete_button,
        )
        return Flow(*self.all_buttons)

    def show_voice(self, heard: Heard | None, picture: QImage | None) -> None:
        """Fill everything in."""
        for each in self.all_buttons:
            each.setEnabled(heard is not None)
        self.sounds.clear()
        if heard is None:
            for text in (self.name, self.about, self.scores, self.learned, self.consent):
                text.setText("")
            self._show_making("", "")
            return
        voice = heard.voice
        self.face.setPixmap(
            draw_face(voice.name, voice.colour, picture, FACE_PIXELS, self.devicePixelRatioF())
        )
        self.name.setText(voice.name)
        self.about.setText(self._about(voice))
        self.scores.setText(self._in_words(score_of(voice, "tuned")))
        self.learned.setText(joined(*self._learned(voice)))
        self.learned.setVisible(bool(self.learned.text()))
        history = self.tr("History: %1").replace("%1", " · ".join(map(said, voice.history)))
        plan = said(voice.plan.sentence) if voice.plan else ""
        self._show_making(plan, history if voice.history else "")
        self.consent.setText(self._agreed(voice))
        for path, title, text in (*heard.after, *heard.person):
            self.sounds.add(path, title, text)

    def _show_making(self, plan: str, history: str) -> None:
        for text, words in ((self.plan, plan), (self.history, history)):
            text.setText(words)
            text.setVisible(bool(words))
        self.fold.setVisible(bool(plan or history))
        self._made.setVisible(self.fold.isChecked() and bool(plan or history))

    def _learned(self, voice: Voice) -> Iterator[str]:
        """What it learned from, and what its training was to take."""
        if voice.speech_seconds:
            words = self.tr("Learned from %1 min of speech.")
            yield words.replace("%1", f"{voice.speech_seconds / 60:.1f}")
        if (plan := voice.plan) is not None:
            words = self.tr("%1 quality: %2 and at most %3 GB of memory were planned.")
            words = words.replace("%1", said(plan.quality.capitalize()))
            words = words.replace("%2", said(duration(plan.predicted_seconds)))
            yield words.replace("%3", f"{plan.predicted_bytes / GB:.1f}")

    def _about(self, voice: Voice) -> str:
        megabytes = sum(weight.bytes for weight in voice.weights) / 1e6
        words = self.tr("Base %1, speaks %2, %3 MB on disk")
        for mark, value in (
            ("%1", title_of(voice.base)),
            ("%2", ", ".join(map(language_name, voice.languages))),
            ("%3", f"{megabytes:.0f}"),
        ):
            words = words.replace(mark, value)
        return words

    def _in_words(self, scores: Scores | None) -> str:
        if scores is None:
            return self.tr("Not measured")
        like = self.tr("Close to the person")
        if scores.similarity >= VERY_LIKE:
            like = self.tr("Very like the person")
        elif scores.similarity < LIKE:
            like = self.tr("Not yet like the person")
        words = self.tr("%1 (likeness %2); %3 of 100 words lost or changed.")
        words = words.replace("%1", like).replace("%2", f"{scores.similarity:.2f}")
        return words.replace("%3", f"{100 * scores.word_error:.0f}")

    def _agreed(self, voice: Voice) -> str:
        if voice.consent is None:
            return self.tr("No consent is recorded.")
        words = self.tr("%1 confirmed on %2 that this voice may be made.")
        return words.replace("%1", voice.consent.by).replace("%2", voice.consent.at[:10])
