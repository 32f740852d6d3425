"""Studio: texts as sentences with takes, in any of your voices, heard at once and exported."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame

from desktop.language import clock
from desktop.narrations import Narrations
from desktop.pages.exporting import Exports
from desktop.pages.page import Page
from desktop.pages.speak_tabs import SpeakTabs
from desktop.pages.whereabouts import Whereabouts
from desktop.playing import Playing
from desktop.studio import Studio
from desktop.widgets.columns import Columns
from desktop.widgets.controls import button, card, column, describe, label, row, set_icon, set_role
from desktop.widgets.queue import QueueStrip
from desktop.widgets.writing import Writing
from engine.documents import READERS
from engine.errors import EngineError
from engine.narration.project import Narration
from engine.text.split import MOST_CHARACTERS, check_text

REFRESH_MILLISECONDS = 40
# A new count lays the page out again: not at every key.
COUNT_MILLISECONDS = 200


class SpeakPage(Page):
    """The text on the left; its sentences and how they are spoken on the right."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio, self.tr("Studio"), self.tr("Write something and hear it in a voice of yours.")
        )
        self.narrator, self.reciter = studio.narrator, studio.reciter
        self.playing = Playing(studio, self)
        self.exports = Exports(studio, self)
        self._refreshing = self._timer(REFRESH_MILLISECONDS, self._refresh)
        self._counting = self._timer(COUNT_MILLISECONDS, self._count)
        self._build()
        self.place = Whereabouts(self.text, self.tabs, self.playing, self)
        self._connect()
        if self.narrator.narration is not None:
            self._opened()
        self._refresh()

    def _timer(self, milliseconds: int, act: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer

    def _build(self) -> None:
        self.open_button = button(
            self.tr("Open…"),
            self.tr("Read a document: text, Markdown, subtitles, Word, e-book"),
            self._open,
            icon="open",
            shortcut="Ctrl+O",
        )
        self.export_button = button(
            self.tr("Export…"),
            self.tr("Write the sound as WAV, FLAC, MP3 or Opus, with subtitles"),
            lambda: self.exports.ask(len(self.tabs.unspoken)),
            icon="save",
            shortcut="Ctrl+S",
        )
        self.say_button = button(
            self.tr("Speak"),
            self.tr("Speak what is new or changed, or what is selected in the text"),
            self.say,
            icon="play",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        for action in (self.open_button, self.export_button, self.say_button):
            self.head_actions.addWidget(action)
        self.texts = Narrations(self.studio, self)
        self.voice = QComboBox()
        describe(self.voice, self.tr("Voice"), self.tr("Who speaks"))
        self.voice.activated.connect(self._choose_voice)
        top = row(self.texts, self.voice, gap=2)
        top.setStretch(0, 3)
        top.setStretch(1, 2)
        self.tabs = SpeakTabs(self.studio, self._play)
        side = card()
        column(self.tabs, margin=1, into=side)
        self.queue = QueueStrip(self._pause, self.reciter.cancel)
        self.body.addLayout(top)
        self.body.addWidget(Columns((self._text_card(), 1), (side, 1)), 1)
        self.body.addWidget(self.queue)

    def _text_card(self) -> QFrame:
        self.text = Writing()
        self.text.setPlaceholderText(
            self.tr(
                "Type or paste a text here, or drop a document.\n\n"
                "A line such as “Anna: Good morning.” is spoken by the voice of that name."
            )
        )
        describe(self.text, self.tr("Text to speak"), self.tr("The text that will be spoken"))
        self.text.setMinimumHeight(160)
        self.count = label(role="small")
        frame = card()
        column(self.text, self.count, margin=2, into=frame).setStretch(0, 1)
        return frame

    def _connect(self) -> None:
        narrator, reciter = self.narrator, self.reciter
        narrator.opened.connect(self._opened)
        narrator.lines_changed.connect(self._show_lines)
        narrator.changed.connect(self._show_choices)
        reciter.changed.connect(self._refresh_soon)
        self.playing.changed.connect(self._refresh_soon)
        self.studio.voices_changed.connect(narrator.look_for_voices)
        self.text.textChanged.connect(self._written)
        self.text.moved.connect(self._count_soon)
        self.text.dropped.connect(self.texts.read)
        self.tabs.dropped.connect(self.texts.offer_undo)
        self.tabs.lines.activated.connect(lambda index: self.playing.one(index.row()))

    def arrive(self) -> None:
        self.narrator.open_last()
        self.narrator.look_for_voices()
        self.text.setFocus()

    def leave(self) -> None:
        self.narrator.look(self.place.view)

    def kept(self) -> tuple[Any, ...]:
        narration = self.narrator.narration
        name = narration.name if narration is not None else ""
        return self.tabs.currentIndex(), self.texts.kept(), name, self.text.give_away()

    def take_over(self, kept: tuple[Any, ...]) -> None:
        tab, texts, name, document = kept
        self.tabs.setCurrentIndex(tab)
        self.texts.take_over(texts)
        narration = self.narrator.narration
        if narration is not None and name == narration.name:
            self.text.take_over(document)
            self.place.light()

    def restyle(self) -> None:
        self.tabs.restyle()
        self.place.light()

    def say(self) -> None:
        """Speak what is selected, or every sentence that has no take of what it says now."""

        def speak() -> None:
            start, end = self.text.selection
            chosen = (
                [each for each in self.tabs.all if each.start < end and each.end > start]
                if end > start
                else self.tabs.unspoken
            )
            if chosen:
                self.playing.along()
                self.reciter.speak(chosen)
            elif not self.tabs.all:
                self._refuse()
            else:
                self.playing.start(0)

        if self.reciter.running and not self.text.textCursor().hasSelection():
            self.reciter.cancel()
        elif self.narrator.too_long:
            self._refuse()
        else:
            self.narrator.when_read(speak)

    def _refuse(self) -> None:
        """Say why nothing can be spoken."""
        try:
            check_text(self.text.text)
        except EngineError as error:
            self.studio.trouble.emit(error)

    @Slot()
    def _opened(self) -> None:
        """Another narration: everything as it was left."""
        narration = self.narrator.narration
        assert narration is not None
        self.place.show_text(narration)
        self._show_lines()
        if 0 <= narration.view.line < self.tabs.model.rowCount():
            self.tabs.select(narration.view.line)
        self._show_choices()

    @Slot()
    def _show_lines(self) -> None:
        self.tabs.show_lines()
        self.place.light()
        self._refresh()

    @Slot()
    def _show_choices(self) -> None:
        narration = self.narrator.narration
        if narration is None:
            return
        self._show_voices(narration)
        self.tabs.show_choices()
        self._refresh()

    def _show_voices(self, narration: Narration) -> None:
        voices = self.tabs.voices
        chosen = narration.manner.voice
        if chosen not in dict(voices):
            voices.append((chosen, self.tr("%1 (not there)").replace("%1", chosen)))
        if [self.voice.itemData(i) for i in range(self.voice.count())] != [v for v, _ in voices]:
            self.voice.clear()
            for voice, words in voices:
                self.voice.addItem(words, voice)
        self.voice.setCurrentIndex(self.voice.findData(chosen))

    def _written(self) -> None:
        self.narrator.write(self.text.text)
        self._count_soon()

    def _choose_voice(self) -> None:
        narration = self.narrator.narration
        if narration is not None:
            voice = str(self.voice.currentData())
            self.narrator.change(manner=replace(narration.manner, voice=voice))

    def _play(self) -> None:
        rows = self.tabs.lines.chosen_rows
        self.playing.toggle(rows[0] if rows else 0)

    def _pause(self) -> None:
        if self.reciter.waiting:
            self.reciter.resume()
        else:
            self.reciter.pause()

    def _open(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in READERS)
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a document"), "", self.tr("Documents (%1)").replace("%1", patterns)
        )
        if name:
            self.texts.read(Path(name))

    @Slot()
    def _refresh_soon(self) -> None:
        """Many small changes are shown once."""
        if not self._refreshing.isActive():
            self._refreshing.start()

    def _count_soon(self) -> None:
        if not self._counting.isActive():
            self._counting.start()

    @Slot()
    def _count(self) -> None:
        """What depends on the text and its cursor alone."""
        excess = self.narrator.too_long
        words = self.tr("%1 of 50,000 characters").replace("%1", f"{len(self.text.text):,}")
        if excess:
            words = self.tr("%1 characters too many: %2 can be spoken at once. Split the text.")
            words = words.replace("%1", f"{excess:,}").replace("%2", f"{MOST_CHARACTERS:,}")
        self.count.setText(words)
        set_role(self.count, "bad" if excess else "small")
        selected = self.text.textCursor().hasSelection()
        running = self.reciter.running and not selected
        say = self.tr("Speak selection") if selected else self.tr("Speak")
        self.say_button.setText(self.tr("Stop") if running else say)
        set_icon(self.say_button, "stop" if running else "play")

    @Slot()
    def _refresh(self) -> None:
        self._count()
        reciter, lines = self.reciter, self.tabs.all
        spoken = any(line.take for line in lines)
        self.export_button.setEnabled(spoken)
        playing = self.playing.playing
        self.tabs.takes.play_button.setEnabled(spoken or playing)
        self.tabs.takes.play_button.setText(
            self.tr("Stop") if playing else self.tr("Play from here")
        )
        set_icon(self.tabs.takes.play_button, "stop" if playing else "play")
        share = reciter.done / reciter.total if reciter.total else 0.0
        self.queue.show_queue(self._queue_words(), share, reciter.busy, reciter.waiting)
        self.tabs.model.refresh()

    def _queue_words(self) -> str:
        reciter, narration = self.reciter, self.narrator.narration
        if not reciter.busy:
            count = len(self.tabs.all)
            if not count or narration is None:
                return self.tr("Nothing to speak yet")
            words = self.tr("%1 sentences · %2 spoken")
            return words.replace("%1", str(count)).replace("%2", clock(narration.seconds))
        words = self.tr("Waiting at %1 of %2") if reciter.waiting else self.tr("Speaking %1 of %2")
        now = min(reciter.done + 1, reciter.total)
        words = words.replace("%1", str(now)).replace("%2", str(reciter.total))
        left = reciter.seconds_left
        if left is None:
            return words if reciter.waiting else f"{words} · {self.tr('Waking the voice…')}"
        return f"{words} · {self.tr('about %1 left').replace('%1', clock(left))}"
