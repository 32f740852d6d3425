"""The last line of defence in the window: a surprise becomes a dialog and a report."""

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

from engine.errors import EngineError
from engine.files import data_home, write_bytes


class Surprises(QObject):
    """Catches what nobody expected, in any thread, and shows it once."""

    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self._caught.connect(self._show)

    def install(self) -> None:
        """Become the interpreter's exception hook."""
        sys.excepthook = self.hook

    def hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Print the report and have it shown on the GUI thread."""
        report = "".join(traceback.format_exception(kind, error, trace))
        print(report, file=sys.stderr)
        if not issubclass(kind, KeyboardInterrupt):
            self._caught.emit(report)

    @Slot(str)
    def _show(self, report: str) -> None:
        if self._showing:
            return
        self._showing = True
        place = keep_report(report)
        box = QMessageBox(QApplication.activeWindow())
        box.setObjectName("surprise")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Something unexpected happened"))
        box.setText(self.tr("Timbre met a fault of its own and goes on."))
        where = self.tr("What you recorded and trained is on disk. The report is in %1.")
        details = self.tr("the details below")
        box.setInformativeText(where.replace("%1", str(place or details)))
        box.setDetailedText(report)
        box.finished.connect(self._closed)
        box.open()

    @Slot(int)
    def _closed(self, _result: int) -> None:
        self._showing = False


def keep_report(report: str) -> Path | None:
    """Save a report in the logs folder; None when even that fails (it is shown anyway)."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target = data_home() / "logs" / f"window-{stamp}.txt"
    try:
        write_bytes(target, report.encode())
    except EngineError:
        return None
    return target
