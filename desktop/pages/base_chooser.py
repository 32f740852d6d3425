"""Which base a voice is made from: those that are here, and those that are damaged."""

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox

from desktop.language import said
from desktop.studio import Studio
from desktop.widgets.controls import describe
from engine.bases import STARTER, BasePack, damaged_bases, list_bases, title_of
from engine.errors import EngineError
from engine.models.families import base_names


class BaseChooser(QComboBox):
    """`chosen` says that another base is wanted than before."""

    chosen = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.addItem("Kokoro-82M", STARTER)
        describe(self, self.tr("Base"), self.tr("The model the voice is made from"))
        self.activated.connect(lambda _: self.chosen.emit())

    @property
    def base(self) -> str:
        """The name of the base that is chosen."""
        return str(self.currentData())

    def look(self) -> None:
        """See which bases are here."""
        self._studio.run(_bases, self._offer)

    def kept(self) -> tuple[str, str]:
        """What is chosen, and what it is called."""
        return self.currentText(), self.base

    def take_over(self, kept: tuple[str, str]) -> None:
        """Choose what was chosen in another one."""
        words, base = kept
        if self.findData(base) < 0:
            self.addItem(words, base)
        self.setCurrentIndex(self.findData(base))

    def _offer(self, found: tuple[tuple[BasePack, ...], dict[str, EngineError]]) -> None:
        packs, damaged = found
        before = self.base
        self.clear()
        for pack in packs:
            self.addItem(title_of(pack.name), pack.name)
        for name, error in damaged.items():
            self._show_damaged(name, error)
        self.setCurrentIndex(max(0, self.findData(before)))
        if self.base != before:
            self.chosen.emit()

    def _show_damaged(self, name: str, error: EngineError) -> None:
        """A base that cannot be chosen is named, and says why."""
        self.addItem(self.tr("%1 (damaged)").replace("%1", name), name)
        item = cast(QStandardItemModel, self.model()).item(self.count() - 1)
        item.setEnabled(False)
        item.setToolTip(said(error.message))


def _bases() -> tuple[tuple[BasePack, ...], dict[str, EngineError]]:
    """The bases a voice can be made from, and those that are damaged."""
    damaged = {name: error for name, error in damaged_bases().items() if name in base_names()}
    return list_bases(), damaged
