"""The microphone: which one, how loud, how quiet the room is, and whether the voice starts it."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame

from desktop.language import joined, said
from desktop.listening import Listener
from desktop.room_tone import RoomTone
from desktop.studio import Studio
from desktop.taking import Taker
from desktop.widgets.controls import button, column, describe, label, row, set_role
from desktop.widgets.level_meter import LevelMeter
from engine.audio.devices import TELEPHONE_RATE, InputDevice
from engine.audio.microphone import Level
from engine.errors import EngineError

# Nothing at all for this long is no pause: it is muted, or the system gives us silence.
SILENT_SECONDS = 4.0
SILENT_DB = -90.0


class MicrophoneCard(QFrame):
    """Chooses the microphone and says what is to be known about it, in place of a banner."""

    def __init__(self, studio: Studio, listener: Listener, taker: Taker) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._studio, self._listener, self._taker = studio, listener, taker
        self._room = RoomTone(studio, listener, taker)
        self._silent = 0.0
        self._build()
        self._room.changed.connect(self._show_room)
        listener.devices_found.connect(self._show_devices)
        listener.opened.connect(self._opened)
        listener.absent.connect(self._tell)
        listener.heard.connect(self._hear)

    def _build(self) -> None:
        self.devices = QComboBox()
        self.devices.setMinimumContentsLength(12)
        self.devices.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        describe(self.devices, self.tr("Microphone"), self.tr("Which microphone to listen to"))
        self.devices.setPlaceholderText(self.tr("None found"))
        self.devices.activated.connect(self._choose_device)
        again = button(
            "",
            self.tr("Look again for microphones"),
            self._listener.look_again,
            icon="redo",
            kind="quiet",
            shortcut="F5",
        )
        self.meter = LevelMeter()
        self.hint = label(role="muted")
        self.hint.setAccessibleName(self.tr("About the microphone"))
        self.room = label(role="small")
        measure = button(
            "",
            self.tr("Measure the quiet of the room again; nobody should speak for a second"),
            self._room.measure_again,
            icon="redo",
            kind="quiet",
        )
        self.hands_free = QCheckBox(self.tr("Start and stop by voice"))
        describe(
            self.hands_free,
            self.tr("Start and stop by voice"),
            self.tr("Each sentence begins when you speak and ends after a pause"),
            "Ctrl+H",
        )
        self.hands_free.setShortcut("Ctrl+H")
        self.hands_free.toggled.connect(self._set_hands_free)
        chooser, room = row(self.devices, again), row(self.room, measure)
        chooser.setStretch(0, 1)
        room.setStretch(0, 1)
        heading = label(self.tr("Microphone"), "heading")
        column(heading, chooser, self.meter, self.hint, room, self.hands_free, margin=2, into=self)
        self.hint.hide()
        self._show_room()

    def _set_hands_free(self, on: bool) -> None:
        self._taker.hands_free = on

    def _choose_device(self) -> None:
        name = self.devices.currentText()
        self._studio.change_settings(replace(self._studio.settings, microphone=name))
        self._listener.open(name)

    @Slot(tuple)
    def _show_devices(self, devices: tuple[InputDevice, ...]) -> None:
        self.devices.clear()
        for device in devices:
            self.devices.addItem(device.name)
        self._show_open()

    def _show_open(self) -> None:
        if (microphone := self._listener.microphone) is not None:
            self.devices.setCurrentText(microphone.device.name)

    @Slot()
    def _opened(self) -> None:
        self._silent = 0.0
        self._show_open()
        microphone = self._listener.microphone
        if microphone is not None and microphone.rate <= TELEPHONE_RATE:
            self._say(
                self.tr("This microphone sounds like a telephone; another will sound fuller.")
            )

    @Slot(object)
    def _tell(self, error: EngineError | None) -> None:
        self._say("" if error is None else joined(said(error.message), said(error.hint)))

    def _say(self, words: str) -> None:
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    @Slot(object, int, object)
    def _hear(self, samples: object, rate: int, level: Level) -> None:
        self.meter.hear(level)
        before = self._silent >= SILENT_SECONDS
        quiet = level.peak_db < SILENT_DB
        self._silent = self._silent + len(samples) / rate if quiet else 0.0  # type: ignore[arg-type]
        now = self._silent >= SILENT_SECONDS
        if now and not before:
            self._say(
                self.tr(
                    "Nothing is heard: see that the microphone is not muted, and that this "
                    "program may use it in the system's privacy settings; or choose another."
                )
            )
        elif before and not now:
            self._say("")

    @Slot()
    def _show_room(self) -> None:
        words = {
            "": self.tr("The room: waiting for a quiet second."),
            "silent": self.tr("The room: no sound at all."),
            "quiet": self.tr("The room: quiet (%1 dB)."),
            "fair": self.tr("The room: some noise (%1 dB)."),
            "loud": self.tr("The room: loud (%1 dB). Close windows, switch fans off."),
        }[self._room.verdict]
        self.room.setText(words.replace("%1", f"{self._room.level or 0.0:.0f}"))
        set_role(self.room, "bad" if self._room.verdict == "loud" else "small")
