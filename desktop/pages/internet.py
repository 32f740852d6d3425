"""The card of Settings that says how fetching a base reaches the internet."""

from dataclasses import replace

from PySide6.QtWidgets import QFrame, QLineEdit

from desktop.connection import MIRROR_EXAMPLE, PROXY_EXAMPLE, whole_address
from desktop.language import said
from desktop.studio import Studio
from desktop.widgets.controls import column, describe, label
from engine.errors import EngineError


class Internet(QFrame):
    """Two addresses; each is kept once it is one, and what is none is said under it."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._studio = studio
        self.proxy, self.mirror = QLineEdit(studio.settings.proxy), QLineEdit()
        self.mirror.setText(studio.settings.mirror)
        describe(
            self.proxy,
            self.tr("Proxy"),
            self.tr("Its address, from whoever runs your network; empty: as the system is set"),
        )
        describe(
            self.mirror,
            self.tr("Mirror"),
            self.tr("Another site that offers the same bases; what comes is checked all the same"),
        )
        self.fault = label(role="bad")
        self.fault.hide()
        for field, example in ((self.proxy, PROXY_EXAMPLE), (self.mirror, MIRROR_EXAMPLE)):
            field.setPlaceholderText(example)
            field.editingFinished.connect(self._keep)
        self._build()

    def _build(self) -> None:
        proxy, mirror = label(self.tr("Proxy"), "muted"), label(self.tr("Mirror"), "muted")
        proxy.setBuddy(self.proxy)
        mirror.setBuddy(self.mirror)
        column(
            label(self.tr("Internet"), "heading"),
            label(
                self.tr(
                    "Only fetching a base uses it. Both may stay empty: a proxy is for networks "
                    "that ask for one, a mirror for where huggingface.co cannot be reached."
                ),
                "muted",
            ),
            proxy,
            self.proxy,
            mirror,
            self.mirror,
            self.fault,
            margin=3,
            into=self,
        )

    def _keep(self) -> None:
        try:
            proxy = whole_address(self.proxy.text(), PROXY_EXAMPLE)
            mirror = whole_address(self.mirror.text(), MIRROR_EXAMPLE)
        except EngineError as error:
            self.fault.setText(said(f"{error.message} {error.hint}"))
            self.fault.show()
            return
        self.fault.hide()
        self.proxy.setText(proxy)
        self.mirror.setText(mirror)
        settings = replace(self._studio.settings, proxy=proxy, mirror=mirror)
        if settings != self._studio.settings:
            self._studio.change_settings(settings)
