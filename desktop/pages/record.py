"""Record: read a script sentence by sentence, or bring recordings along."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QFrame

from desktop.listening import Listener
from desktop.pages.imports import ImportCard
from desktop.pages.page import Page
from desktop.pages.reading import ReadingStand
from desktop.studio import Studio
from desktop.widgets.controls import button, card, column, describe, label, row
from desktop.widgets.level_meter import LevelMeter
from engine.audio.microphone import Level


class RecordPage(Page):
    """The reading stand on the left, the microphone and imports on the right."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio,
            self.tr("Record"),
            self.tr("Read each sentence as you would say it to a friend. A quiet room helps most."),
        )
        self.listener = Listener(studio.tasks, self)
        self.stand = ReadingStand(studio, self.listener)
        self.imports = ImportCard(studio)
        self.continue_button = button(
            self.tr("Continue to Check"),
            self.tr("Go on to what was heard in your recordings"),
            lambda: studio.page_wanted.emit("check"),
            icon="next",
            kind="primary",
            shortcut="Ctrl+Return",
        )
        self.head_actions.addWidget(self.continue_button)
        right = column(self._microphone_card(), self.imports, gap=2)
        right.addStretch(0)
        layout = row(self.stand, gap=3)
        layout.addLayout(right)
        layout.setStretch(0, 5)
        layout.setStretch(1, 3)
        self.body.addLayout(layout, 1)
        self.listener.heard.connect(self._hear)
        self.listener.trouble.connect(studio.trouble)
        self.listener.opened.connect(self.stand.record_button.setFocus)
        self.listener.devices_found.connect(self._show_devices)
        studio.project_changed.connect(self._refresh)

    def _microphone_card(self) -> QFrame:
        self.devices = QComboBox()
        self.devices.setMinimumContentsLength(12)
        self.devices.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        describe(self.devices, self.tr("Microphone"), self.tr("Which microphone to listen to"))
        self.devices.activated.connect(self._choose_device)
        again = button(
            "",
            self.tr("Look again for microphones"),
            self.listener.look_again,
            icon="redo",
            kind="quiet",
            shortcut="F5",
        )
        self.meter = LevelMeter()
        frame = card()
        chooser = row(self.devices, again)
        chooser.setStretch(0, 1)
        column(label(self.tr("Microphone"), "heading"), chooser, self.meter, margin=2, into=frame)
        return frame

    def arrive(self) -> None:
        """Listen while the page is in sight."""
        self.listener.open(self.studio.settings.microphone)
        self.stand.record_button.setFocus()
        self.stand.refresh()
        self._refresh()

    def leave(self) -> None:
        """Save what is being read and give the microphone back."""
        self.stand.stop()
        self.listener.close()

    def _hear(self, samples: object, rate: int, level: Level) -> None:
        self.meter.hear(level)

    def _show_devices(self, devices: tuple) -> None:
        self.devices.clear()
        for device in devices:
            self.devices.addItem(device.name)
        if self.listener.microphone is not None:
            self.devices.setCurrentText(self.listener.microphone.device.name)

    def _choose_device(self) -> None:
        name = self.devices.currentText()
        self.studio.change_settings(replace(self.studio.settings, microphone=name))
        self.listener.open(name)

    def _refresh(self) -> None:
        project = self.studio.project
        ready = project is not None and bool(project.takes or project.imports)
        self.continue_button.setEnabled(ready)
