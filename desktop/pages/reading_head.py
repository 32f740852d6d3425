"""Over a sentence of the script: which it is, in which language, how much is recorded."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QProgressBar, QWidget

from desktop.projects import LANGUAGES
from desktop.widgets.controls import column, describe, label, row

WANTED_SECONDS = 60
# As those who speak a language call it; the same in every language of the window.
LANGUAGE_NAMES = {"en": "English", "zh": "普通话", "yue": "粵語", "ja": "日本語", "ko": "한국어"}


class ReadingHead(QWidget):
    """`language_chosen` carries the language of another script."""

    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._count = label(role="section", wrap=False)
        self._minute = label(role="small", wrap=False)
        self._minute_bar = QProgressBar()
        self._minute_bar.setRange(0, WANTED_SECONDS * 10)
        self._minute_bar.setTextVisible(False)
        describe(self._minute_bar, self.tr("How much of a minute is recorded"))
        self.languages = QComboBox()
        describe(
            self.languages,
            self.tr("Language of the script"),
            self.tr("What you would like to read"),
        )
        for language in LANGUAGES:
            self.languages.addItem(LANGUAGE_NAMES[language], language)
        self.languages.activated.connect(
            lambda _: self.language_chosen.emit(self.languages.currentData())
        )
        column(row(self._count, 1, self.languages), row(self._minute_bar, self._minute), into=self)

    def show_language(self, language: str) -> None:
        """Show which script is being read."""
        self.languages.setCurrentIndex(self.languages.findData(language))

    def show_state(self, index: int, count: int, seconds: float, free: bool) -> None:
        """`index` of `count` sentences; `free` tells whether another script may be chosen."""
        words = self.tr("SENTENCE %1 OF %2").replace("%1", str(index + 1))
        self._count.setText(words.replace("%2", str(count)))
        self._minute_bar.setValue(min(WANTED_SECONDS * 10, round(seconds * 10)))
        words = self.tr("%1 s recorded, a minute is plenty")
        self._minute.setText(words.replace("%1", f"{seconds:.0f}"))
        self.languages.setEnabled(free)
