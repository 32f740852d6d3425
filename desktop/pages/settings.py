"""Settings: the look, sound, privacy and folders, and every keyboard shortcut."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QSpinBox, QWidget

from desktop.language import LANGUAGES
from desktop.pages.internet import Internet
from desktop.pages.page import Page
from desktop.playback import loudspeakers
from desktop.studio import Studio
from desktop.widgets.columns import Columns
from desktop.widgets.controls import button, card, column, describe, label, row
from engine.audio.devices import input_devices
from engine.errors import EngineError
from engine.files import data_home


class SettingsPage(Page):
    """Few choices, each acting at once."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio, self.tr("Settings"), self.tr("Nothing leaves this computer, whatever you set.")
        )
        left = QFrame()
        self.internet = Internet(studio)
        cards = self._look(), self._sound(), self.internet, self._privacy()
        column(*cards, 1, gap=2, into=left)
        right = QFrame()
        column(self._shortcuts(), 1, into=right)
        self.body.addWidget(Columns((left, 2), (right, 3)), 1)

    def arrive(self) -> None:
        """Which devices there are is asked each time: they come and go."""
        self.studio.run(_devices, self._show_devices)

    def kept(self) -> int:
        """Which choice the keyboard is at: it is most often the language itself."""
        choices = self._choices()
        return next((number for number, each in enumerate(choices) if each.hasFocus()), -1)

    def take_over(self, kept: int) -> None:
        if kept >= 0:
            self._choices()[kept].setFocus()

    def _choices(self) -> tuple[QWidget, ...]:
        here = self.language, self.theme, self.scale, self.calm, self.microphone, self.speaker
        return *here, self.internet.proxy, self.internet.mirror

    def _look(self) -> QFrame:
        settings = self.studio.settings
        self.language = QComboBox()
        self.language.addItem(self.tr("Like the system"), "system")
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(settings.language))
        describe(self.language, self.tr("Language"), self.tr("The language of the window"))
        self.theme = QComboBox()
        for name, title in (
            ("system", self.tr("Like the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            self.theme.addItem(title, name)
        self.theme.setCurrentIndex(self.theme.findData(settings.theme))
        describe(self.theme, self.tr("Light or dark"), self.tr("How the window is coloured"))
        self.scale = QSpinBox()
        self.scale.setRange(100, 200)
        self.scale.setSingleStep(10)
        self.scale.setSuffix(" %")
        self.scale.setValue(round(100 * settings.text_scale))
        describe(self.scale, self.tr("Text size"), self.tr("How large the text is"))
        self.calm = QCheckBox(self.tr("Reduce motion"))
        self.calm.setChecked(settings.reduced_motion)
        describe(self.calm, self.tr("Reduce motion"), self.tr("Nothing moves by itself"))
        for choice in (self.language, self.theme):
            choice.activated.connect(self._apply)
        self.scale.editingFinished.connect(self._apply)
        self.calm.toggled.connect(self._apply)
        self.fonts_missing = label(
            self.tr("No font for Chinese is installed; on Debian and Ubuntu: fonts-noto-cjk."),
            "small",
        )
        chinese = QFontDatabase.WritingSystem.SimplifiedChinese
        self.fonts_missing.setVisible(not QFontDatabase.families(chinese))
        lines = [
            (self.tr("Language"), self.language),
            (self.tr("Colours"), self.theme),
            (self.tr("Text size"), self.scale),
        ]
        frame = card()
        column(
            label(self.tr("Look"), "heading"),
            _form(lines),
            self.calm,
            self.fonts_missing,
            margin=3,
            gap=2,
            into=frame,
        )
        return frame

    def _sound(self) -> QFrame:
        self.microphone, self.speaker = QComboBox(), QComboBox()
        for choice in (self.microphone, self.speaker):
            choice.addItem(self.tr("The system's own"), "")
            choice.setMinimumContentsLength(8)
            choice.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.activated.connect(self._apply)
        describe(self.microphone, self.tr("Microphone"), self.tr("What listens while you record"))
        describe(self.speaker, self.tr("Loudspeaker"), self.tr("Where voices are heard"))
        frame = card()
        lines = [
            (self.tr("Microphone"), self.microphone),
            (self.tr("Loudspeaker"), self.speaker),
        ]
        column(label(self.tr("Sound"), "heading"), _form(lines), margin=3, gap=2, into=frame)
        return frame

    def _privacy(self) -> QFrame:
        show = button(
            self.tr("Show the folder"),
            self.tr("Open the folder that holds everything Timbre keeps"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(data_home()))),
            icon="open",
            shortcut="Ctrl+Shift+O",
        )
        place = label(str(data_home()), "muted")
        place.setAccessibleName(self.tr("The folder with everything"))
        frame = card()
        column(
            label(self.tr("Privacy"), "heading"),
            label(
                self.tr(
                    "Recordings, texts and voices stay in one folder on this computer. Timbre "
                    "uses the network only to fetch a base you ask for; it counts nothing and "
                    "reports nothing."
                ),
                "muted",
            ),
            place,
            label(
                self.tr("To keep it elsewhere, start Timbre with TIMBRE_HOME naming that folder."),
                "small",
            ),
            row(show, 1),
            margin=3,
            into=frame,
        )
        return frame

    def _shortcuts(self) -> QFrame:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for line, (keys, what) in enumerate(self._keys()):
            grid.addWidget(label(keys, "strong"), line, 0)
            grid.addWidget(label(what, "muted"), line, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        frame = card()
        layout = column(label(self.tr("Keyboard"), "heading"), margin=3, gap=2, into=frame)
        layout.addLayout(grid)
        return frame

    def _keys(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+1 … Ctrl+9", self.tr("Go to a page")),
            ("F10, F1", self.tr("Menu, this list")),
            ("Ctrl+N", self.tr("Begin another voice")),
            ("Ctrl+Return", self.tr("The page's main button: go on, start, speak")),
            ("Ctrl+R", self.tr("Record: start and end a sentence")),
            ("Alt+← / Alt+→", self.tr("Record: the sentence before, the next one")),
            ("Ctrl+P", self.tr("Play or stop")),
            ("Space, F2", self.tr("Check: keep or leave out, correct the text")),
            ("Ctrl+Z, Ctrl+Shift+Z", self.tr("Undo, redo")),
            ("Alt+1 … Alt+3", self.tr("Train: quick, balanced, best")),
            ("Ctrl+Shift+P, Ctrl+.", self.tr("Pause, stop a job")),
            ("Ctrl+O, Ctrl+S", self.tr("Import, save")),
            ("F2, Ctrl+E, Ctrl+D", self.tr("Voices: rename, export, delete")),
            ("Ctrl+Shift+A, Ctrl+Shift+X", self.tr("Message: do what helps, close it")),
            ("F5", self.tr("Look again")),
            ("F11", self.tr("Full screen")),
            ("Ctrl+Q", self.tr("Close Timbre")),
        ]

    def _show_devices(self, found: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        settings = self.studio.settings
        chosen = (settings.microphone, settings.speaker)
        for choice, names, name in zip((self.microphone, self.speaker), found, chosen, strict=True):
            while choice.count() > 1:
                choice.removeItem(1)
            for each in dict.fromkeys((*names, *filter(None, [name]))):
                choice.addItem(each, each)
            choice.setCurrentIndex(max(0, choice.findData(name)))

    def _apply(self, *_: object) -> None:
        chosen = cast(str, self.theme.currentData())
        settings = replace(
            self.studio.settings,
            theme=chosen,  # type: ignore[arg-type]
            text_scale=self.scale.value() / 100,
            language=self.language.currentData(),
            reduced_motion=self.calm.isChecked(),
            microphone=self.microphone.currentData(),
            speaker=self.speaker.currentData(),
        )
        if settings != self.studio.settings:
            self.studio.change_settings(settings)


def _form(lines: Sequence[tuple[str, QComboBox | QSpinBox]]) -> QGridLayout:
    """Labels left, controls right, in one grid."""
    grid = QGridLayout()
    grid.setVerticalSpacing(8)
    grid.setHorizontalSpacing(16)
    for number, (words, control) in enumerate(lines):
        name = label(words, "muted")
        name.setBuddy(control)
        grid.addWidget(name, number, 0)
        grid.addWidget(control, number, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _devices() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of microphones and loudspeakers; without a sound system there are none to choose."""
    try:
        return tuple(device.name for device in input_devices()), loudspeakers()
    except EngineError:
        return (), ()
