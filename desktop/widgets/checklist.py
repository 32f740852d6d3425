"""What was found on this computer, as a list of signs, words and what to do."""

from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from desktop.language import said
from desktop.machine import ENOUGH_DISK_GB, GB, MEMORY_GB, Verdict, hardware_of
from desktop.theme import GRID, current, sign
from desktop.widgets.controls import column, label, row
from engine.bases import title_of
from engine.hardware import HardwareProfile

# Verdict -> (icon, colour): the sign differs too, colour is never the only one.
SIGNS: dict[Verdict, tuple[str, str]] = {
    "good": ("tick", "goodink"),
    "look": ("info", "accentink"),
    "bad": ("warning", "badink"),
}
MICROPHONES_SHOWN = 3


class Checklist(QFrame):
    """One line a finding. `whole` adds what only matters when something is wrong."""

    def __init__(self, whole: bool) -> None:
        super().__init__()
        self._whole = whole
        self._report: dict[str, Any] = {}
        self._lines = QVBoxLayout(self)
        if whole:
            self.setProperty("role", "card")
        edge = 3 * GRID if whole else 0
        self._lines.setContentsMargins(edge, edge, edge, edge)
        self._lines.setSpacing(2 * GRID if whole else GRID // 2)

    def show_report(self, report: dict[str, Any]) -> None:
        """Show what `timbre doctor --json` said.

        Raises:
            EngineError: kind "internal" for a report of another version.
        """
        machine = hardware_of(report)
        self._report = report
        self.clear()
        if self._whole:
            for trouble in report.get("troubles", []):
                self._add("bad", said(trouble["message"]), said(trouble.get("hint", "")))
            for advice in report.get("advice", []):
                self._add("look", said(advice["message"]), said(advice.get("hint", "")))
        self._add_machine(machine, report)
        if self._whole:
            self._add_setup(report)

    def restyle(self) -> None:
        """Colours of the present theme."""
        if self._report:
            self.show_report(self._report)

    def clear(self) -> None:
        """Take every line away."""
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()

    def _add_machine(self, machine: HardwareProfile, report: dict[str, Any]) -> None:
        free = self.tr("%1 of %2 GB free")
        for card in machine.gpus:
            words = _fill(free, card.free_bytes, card.total_bytes)
            driver = self.tr("driver %1").replace("%1", card.driver)
            self._add("good", card.name, f"{words}, {driver}")
        if not machine.gpus:
            slow = self.tr("The processor does the work; an NVIDIA card would be faster.")
            self._add("look", self.tr("No NVIDIA card"), slow)
        self._add(
            "good",
            self.tr("Memory"),
            _fill(free, machine.ram_free_bytes, machine.ram_total_bytes),
        )
        cores = self.tr("%1, %2 cores").replace("%1", machine.cpu_name)
        self._add("good", self.tr("Processor"), cores.replace("%2", str(machine.cpu_cores)))
        room = machine.disk_free_bytes / GB
        disk = self.tr("%1 GB free").replace("%1", f"{room:.0f}")
        self._add("good" if room >= ENOUGH_DISK_GB else "bad", self.tr("Disk"), disk)
        self._add_microphones(report.get("microphones", []))

    def _add_microphones(self, names: list[str]) -> None:
        if names:
            self._add("good", self.tr("Microphone"), ", ".join(names[:MICROPHONES_SHOWN]))
        else:
            words = self.tr("Plug one in to record, or import a recording instead.")
            self._add("look", self.tr("No microphone"), words)

    def _add_setup(self, report: dict[str, Any]) -> None:
        bases = ", ".join(map(title_of, report.get("bases", {})))
        self._add("good" if bases else "bad", self.tr("Base models"), bases or "—")
        torch = report.get("torch", {})
        build = f"CUDA {torch.get('cuda')}" if torch.get("cuda") else self.tr("for the processor")
        version = str(torch.get("version", ""))
        self._add("good" if version else "bad", "torch", f"{version} ({build})")
        self._add("good", self.tr("Everything lies in"), str(report.get("data_home", "")))
        self._add("good", "Timbre", str(report.get("version", "")))

    def _add(self, verdict: Verdict, title: str, detail: str) -> None:
        frame = QFrame()
        name, tint = SIGNS[verdict]
        mark = QLabel()
        mark.setPixmap(sign(name, 20, getattr(current(), tint)))
        mark.setAccessibleName(self._verdict(verdict))
        words = column(label(title, "strong"), gap=0)
        if detail:
            words.addWidget(label(detail, "muted"))
        line = row(mark, words, gap=2, into=frame)
        line.setStretch(1, 1)
        frame.setAccessibleName(f"{self._verdict(verdict)}: {title}. {detail}")
        self._lines.addWidget(frame)

    def _verdict(self, verdict: Verdict) -> str:
        return {
            "good": self.tr("In order"),
            "look": self.tr("Good to know"),
            "bad": self.tr("To mend"),
        }[verdict]


def _fill(words: str, free: int, total: int) -> str:
    return words.replace("%1", f"{free / MEMORY_GB:.1f}").replace("%2", f"{total / MEMORY_GB:.0f}")
