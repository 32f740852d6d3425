"""Doctor: what this machine can do, what is wrong, and how it is mended."""

import json
from datetime import date
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from desktop.language import joined, said
from desktop.pages.page import Page
from desktop.studio import Studio
from desktop.support import anonymous, write_bundle
from desktop.widgets.checklist import Checklist
from desktop.widgets.controls import button, card, column, label
from engine.errors import EngineError


class DoctorPage(Page):
    """A checklist from `timbre doctor`, the report to copy, and the bundle for support."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio, self.tr("Doctor"), self.tr("What this computer can do for your voice.")
        )
        self.copy_button = button(
            self.tr("Copy the report"),
            self.tr("Copy everything found, to paste into a message; no names, no recordings"),
            self._copy,
            icon="save",
            shortcut="Ctrl+Shift+C",
        )
        self.bundle_button = button(
            self.tr("Support bundle…"),
            self.tr("Save a zip that helps to find a fault: no sound, no texts, no names"),
            self._choose_bundle,
            icon="save",
            shortcut="Ctrl+Shift+B",
        )
        self.again_button = button(
            self.tr("Look again"),
            self.tr("Examine this computer again"),
            studio.examination.begin,
            icon="redo",
            shortcut="F5",
        )
        for action in (self.copy_button, self.bundle_button, self.again_button):
            self.head_actions.addWidget(action)
        self.sentence = label(role="heading")
        summary = card()
        column(self.sentence, margin=3, into=summary)
        self.checklist = Checklist(whole=True)
        self.body.addWidget(summary)
        self.body.addWidget(self.checklist)
        self.body.addStretch(1)
        studio.examination.changed.connect(self._show)

    def arrive(self) -> None:
        self.studio.examination.want()
        self._show()

    def restyle(self) -> None:
        self.checklist.restyle()

    def _show(self) -> None:
        found = self.studio.examination
        self.again_button.setEnabled(not found.busy)
        self.copy_button.setEnabled(bool(found.report))
        self.bundle_button.setEnabled(bool(found.report))
        if found.busy:
            self.sentence.setText(self.tr("Examining this computer…"))
        elif found.trouble is not None:
            self._say(found.trouble)
        elif found.report:
            self._show_report()

    def _show_report(self) -> None:
        report = self.studio.examination.report
        troubles = report.get("troubles", [])
        fine = self.tr("Everything is in order.")
        mend = self.tr("Found to mend: %1.").replace("%1", str(len(troubles)))
        self.sentence.setText(joined(mend if troubles else fine, said(report.get("plan", ""))))
        try:
            self.checklist.show_report(report)
        except EngineError as error:
            self._say(error)

    def _say(self, error: EngineError) -> None:
        self.sentence.setText(joined(said(error.message), said(error.hint)))

    def _copy(self) -> None:
        shown = anonymous(self.studio.examination.report)
        QGuiApplication.clipboard().setText(json.dumps(shown, ensure_ascii=False, indent=2))
        self.studio.noted.emit(self.tr("The report is on the clipboard."))

    def _choose_bundle(self) -> None:
        name = f"timbre-support-{date.today().isoformat()}.zip"
        target, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the support bundle"), str(Path.home() / name), "Zip (*.zip)"
        )
        if target:
            self.save_bundle(Path(target))

    def save_bundle(self, target: Path) -> None:
        """Write the bundle in the background and say where it is."""
        report = self.studio.examination.report

        def done(path: Path) -> None:
            words = self.tr("The bundle is in %1. It holds no sound, no texts and no names.")
            self.studio.noted.emit(words.replace("%1", str(path)))

        self.studio.run(lambda: write_bundle(target, report), done)
