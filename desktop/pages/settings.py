"""Settings: the look, where things lie, and every keyboard shortcut."""

from dataclasses import replace
from typing import cast

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QSpinBox

from desktop.pages.page import Page
from desktop.studio import Studio
from desktop.widgets.controls import button, card, column, describe, label, row
from engine.files import data_home


class SettingsPage(Page):
    """Few choices, each acting at once."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio, self.tr("Settings"), self.tr("Nothing leaves this computer, whatever you set.")
        )
        left = column(self._look(), self._folders(), 1, gap=2)
        layout = row(gap=2)
        layout.addLayout(left, 2)
        layout.addWidget(self._shortcuts(), 3)
        self.body.addLayout(layout, 1)

    def _look(self) -> QFrame:
        self.theme = QComboBox()
        for name, title in (
            ("system", self.tr("Like the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            self.theme.addItem(title, name)
        self.theme.setCurrentIndex(self.theme.findData(self.studio.settings.theme))
        describe(self.theme, self.tr("Light or dark"), self.tr("How the window is coloured"))
        self.theme.activated.connect(self._apply)
        self.scale = QSpinBox()
        self.scale.setRange(100, 200)
        self.scale.setSingleStep(10)
        self.scale.setSuffix(" %")
        self.scale.setValue(round(100 * self.studio.settings.text_scale))
        describe(self.scale, self.tr("Text size"), self.tr("How large the text is"))
        self.scale.editingFinished.connect(self._apply)
        frame = card()
        column(
            label(self.tr("Look"), "heading"),
            row(label(self.tr("Colours"), "muted"), self.theme),
            row(label(self.tr("Text size"), "muted"), self.scale),
            margin=3,
            into=frame,
        )
        return frame

    def _folders(self) -> QFrame:
        show = button(
            self.tr("Show the folder"),
            self.tr("Open the folder that holds everything Timbre keeps"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(data_home()))),
            icon="open",
            shortcut="Ctrl+Shift+O",
        )
        frame = card()
        column(
            label(self.tr("Where everything lies"), "heading"),
            label(str(data_home()), "muted"),
            label(self.tr("The variable TIMBRE_HOME moves all of it."), "small"),
            row(show, 1),
            margin=3,
            into=frame,
        )
        return frame

    def _shortcuts(self) -> QFrame:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        for line, (keys, what) in enumerate(self._keys()):
            grid.addWidget(label(keys, "strong", wrap=False), line, 0)
            grid.addWidget(label(what, "muted"), line, 1)
        grid.setColumnStretch(1, 1)
        frame = card()
        layout = column(label(self.tr("Keyboard"), "heading"), gap=2)
        layout.addLayout(grid)
        layout.addStretch(1)
        layout.setContentsMargins(24, 24, 24, 24)
        frame.setLayout(layout)
        return frame

    def _keys(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+1 … Ctrl+8", self.tr("Go to a page")),
            ("Ctrl+N", self.tr("Begin another voice")),
            ("Ctrl+Return", self.tr("The page's main button: go on, start, speak")),
            ("Ctrl+R", self.tr("Record: start and end a sentence")),
            ("Alt+← / Alt+→", self.tr("Record: the sentence before, the next one")),
            ("Ctrl+P", self.tr("Play or stop")),
            ("Space, F2", self.tr("Check: keep or leave out, correct the text")),
            ("Ctrl+Z", self.tr("Undo")),
            ("Alt+1 … Alt+3", self.tr("Train: quick, balanced, best")),
            ("Ctrl+Shift+P, Ctrl+.", self.tr("Pause, stop a job")),
            ("Ctrl+O, Ctrl+S", self.tr("Import, save")),
            ("F5", self.tr("Look again")),
            ("F11", self.tr("Full screen")),
        ]

    def _apply(self, *_: object) -> None:
        chosen = cast(str, self.theme.currentData())
        self.studio.change_settings(
            replace(
                self.studio.settings,
                theme=chosen,  # type: ignore[arg-type]
                text_scale=self.scale.value() / 100,
            )
        )
