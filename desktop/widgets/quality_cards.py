"""The three qualities to choose from, each on a card that says how long it takes."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.widgets.columns import Columns
from desktop.widgets.controls import button, column
from engine.plan import Quality

# Wide enough for every word a card may hold, so that none moves when its time is known.
LETTERS = 36


class QualityCards(QWidget):
    """`choose` is called with the quality whose card was clicked."""

    def __init__(self, choose: Callable[[Quality], object]) -> None:
        super().__init__()
        self.cards: dict[Quality, QPushButton] = {}
        self._words = self._named()
        group = QButtonGroup(self)
        group.setExclusive(True)
        for number, (quality, (title, tip)) in enumerate(self._words.items(), 1):
            card = button(
                f"{title}\n{tip}",
                tip,
                lambda quality=quality: choose(quality),
                kind="choice",
                shortcut=f"Alt+{number}",
                name=f"{title}: {tip}",
            )
            card.setCheckable(True)
            group.addButton(card)
            self.cards[quality] = card
        column(Columns(*((each, 1) for each in self.cards.values()), letters=LETTERS), into=self)

    def _named(self) -> dict[Quality, tuple[str, str]]:
        return {
            "quick": (self.tr("Quick"), self.tr("A first impression")),
            "balanced": (self.tr("Balanced"), self.tr("What most people want")),
            "best": (self.tr("Best"), self.tr("When there is time")),
        }

    def show_time(self, quality: Quality, words: str) -> None:
        """Say on its card how long a quality takes, or why that is not known yet."""
        title, tip = self._words[quality]
        head = self.tr("%1: %2").replace("%1", title).replace("%2", words)
        self.cards[quality].setText(f"{head}\n{tip}")
        self.cards[quality].setAccessibleName(f"{head}. {tip}")
