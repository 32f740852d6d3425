"""Doctor: what this machine can do, what is wrong, and how it is mended."""

import json
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from desktop.pages.page import Page
from desktop.studio import Studio
from desktop.theme import current, pixmap
from desktop.widgets.controls import button, card, column, label, row
from engine.child import ask
from engine.errors import EngineError

GIGABYTE = 1e9


class DoctorPage(Page):
    """A checklist from `timbre doctor`, and the report to copy."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio, self.tr("Doctor"), self.tr("What this computer can do for your voice.")
        )
        self._report: dict[str, Any] = {}
        self.copy_button = button(
            self.tr("Copy the report"),
            self.tr("Copy everything found, to paste into a message; no names, no recordings"),
            self._copy,
            icon="save",
            shortcut="Ctrl+Shift+C",
        )
        self.again_button = button(
            self.tr("Look again"),
            self.tr("Examine this computer again"),
            self.examine,
            icon="redo",
            shortcut="F5",
        )
        self.head_actions.addWidget(self.copy_button)
        self.head_actions.addWidget(self.again_button)
        self.sentence = label(role="heading")
        summary = card()
        column(self.sentence, margin=3, into=summary)
        self._inside = QWidget()
        self._rows = column(1, gap=1, into=self._inside)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._inside)
        scroll.setAccessibleName(self.tr("What was found"))
        self.body.addWidget(summary)
        self.body.addWidget(scroll, 1)

    def arrive(self) -> None:
        if not self._report:
            self.examine()

    def restyle(self) -> None:
        self._show(self._report)

    def examine(self) -> None:
        """Ask the engine what it finds."""
        self.sentence.setText(self.tr("Examining this computer…"))
        self.again_button.setEnabled(False)
        self.copy_button.setEnabled(False)
        command = [*self.studio.engine, "doctor", "--json"]
        self.studio.run(lambda: ask(command), self._show, self._failed)

    def _failed(self, error: EngineError) -> None:
        self.again_button.setEnabled(True)
        self.sentence.setText(f"{error.message} {error.hint}")

    def _show(self, report: dict[str, Any]) -> None:
        self._report = report
        self.again_button.setEnabled(True)
        self.copy_button.setEnabled(bool(report))
        while self._rows.count() > 1:
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        if not report:
            return
        troubles = report.get("troubles", [])
        fine = self.tr("Everything is in order.")
        found = self.tr("Found to mend: %1.").replace("%1", str(len(troubles)))
        self.sentence.setText(f"{found if troubles else fine} {report.get('plan', '')}")
        for trouble in troubles:
            self._add("warning", "badink", trouble["message"], trouble.get("hint", ""))
        for advice in report.get("advice", []):
            self._add("info", "accentink", advice["message"], advice["hint"])
        for title, detail in self._facts(report):
            self._add("tick", "goodink", title, detail)

    def _facts(self, report: dict[str, Any]) -> list[tuple[str, str]]:
        machine = report.get("hardware", {})
        facts = [
            (
                f"{card['name']}",
                self.tr("%1 of %2 GB of its memory are free")
                .replace("%1", _gigabytes(card["free_bytes"]))
                .replace("%2", _gigabytes(card["total_bytes"])),
            )
            for card in machine.get("gpus", [])
        ]
        memory = self.tr("%1 of %2 GB are free")
        memory = memory.replace("%1", _gigabytes(machine.get("ram_free_bytes", 0)))
        memory = memory.replace("%2", _gigabytes(machine.get("ram_total_bytes", 0)))
        facts.append((self.tr("Memory"), memory))
        cores = self.tr("%1, %2 cores").replace("%1", str(machine.get("cpu_name", "")))
        facts.append(
            (self.tr("Processor"), cores.replace("%2", str(machine.get("cpu_cores", "?"))))
        )
        microphones = report.get("microphones", [])
        if microphones:
            facts.append((self.tr("Microphone"), ", ".join(microphones[:4])))
        facts.append((self.tr("Base models"), ", ".join(report.get("bases", {}))))
        facts.append((self.tr("Everything lies in"), str(report.get("data_home", ""))))
        return facts

    def _add(self, icon: str, tint: str, title: str, detail: str) -> None:
        frame = card()
        mark = QLabel()
        mark.setPixmap(pixmap(icon, 20, getattr(current(), tint)))
        words = column(label(title, "strong"), gap=0)
        if detail:
            words.addWidget(label(detail, "muted"))
        line = row(mark, words, margin=2, gap=2, into=frame)
        line.setStretch(1, 1)
        self._rows.insertWidget(self._rows.count() - 1, frame)

    def _copy(self) -> None:
        shown = {key: value for key, value in self._report.items() if key != "data_home"}
        QGuiApplication.clipboard().setText(json.dumps(shown, ensure_ascii=False, indent=2))
        self.studio.noted.emit(self.tr("The report is on the clipboard."))


def _gigabytes(count: float) -> str:
    return f"{count / GIGABYTE:.1f}"
