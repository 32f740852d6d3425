"""How much speech a dataset has, and in one sentence what would make it better."""

from PySide6.QtWidgets import QFrame, QProgressBar

from desktop.language import said
from desktop.widgets.controls import column, describe, label, row
from engine.project import Dataset

MINUTE = 60.0
ENOUGH_SECONDS = 45.0


class Summary(QFrame):
    """The minute as a bar that fills, the advice beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.total = label(role="figure", wrap=False)
        self.advice = label(role="strong")
        self.kept = label(role="muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, int(MINUTE))
        self._bar.setTextVisible(False)
        describe(self._bar, self.tr("Speech that is kept, of a minute"))
        words = column(self.advice, self.kept, gap=0)
        top = row(self.total, words, gap=3)
        top.setStretch(1, 1)
        column(top, self._bar, margin=2, into=self)

    def show_dataset(self, dataset: Dataset | None) -> None:
        """Add up what is kept."""
        seconds = dataset.seconds if dataset else 0.0
        self._bar.setValue(min(int(MINUTE), int(seconds)))
        self.total.setText(f"{_clock(seconds)} / 1:00" if dataset else "—")
        if dataset is None:
            self.advice.setText(
                self.tr("Nothing has been looked at yet. Record or import, then look again.")
            )
            self.kept.setText("")
            return
        self.advice.setText(self._advice(dataset, seconds))
        words = self.tr("%1 of %2 clips are kept.")
        words = words.replace("%1", str(len(dataset.kept))).replace("%2", str(len(dataset.clips)))
        self.kept.setText(words)

    def _advice(self, dataset: Dataset, seconds: float) -> str:
        """What would help most, and nothing else."""
        kept = dataset.kept
        if not kept:
            return self.tr(
                "No clip is kept. See why on the right; tick what is right after all, correct "
                "its text, or record those sentences again."
            )
        if doubtful := sum(1 for clip in kept if clip.doubts):
            words = self.tr("Worth a look: %1. Play them, and correct what was misheard.")
            return words.replace("%1", str(doubtful))
        if seconds < ENOUGH_SECONDS:
            words = self.tr("About %1 seconds more of speech would make the voice better.")
            return words.replace("%1", str(max(5, round((MINUTE - seconds) / 5) * 5)))
        used = {clip.recording for clip in kept}
        found = (report.verdicts for name, report in dataset.quality.items() if name in used)
        if verdicts := [verdict for verdicts in found for verdict in verdicts]:
            return said(max(dict.fromkeys(verdicts), key=verdicts.count))
        return self.tr("That is enough for a good voice.")


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
