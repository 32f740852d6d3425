"""The engine's plans for the open dataset: each asked for once, and held as long as it holds."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.wishes import Wishes
from engine.errors import EngineError
from engine.plan import TrainingPlan
from engine.project import Dataset

if TYPE_CHECKING:
    from desktop.studio import Studio

Found = dict[Wishes, TrainingPlan | EngineError]


class Plans(QObject):
    """`found` says that one is there that was asked for, or why there is none."""

    found = Signal()

    def __init__(self, studio: "Studio", parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._found: Found = {}
        self._asked: set[Wishes] = set()
        self._dataset: Dataset | None = None

    def of(self, wishes: Wishes) -> TrainingPlan | EngineError | None:
        """The plan for these wishes, or why there is none; None while that is not known."""
        return self._found.get(wishes)

    def follow_dataset(self) -> None:
        """Forget the plans of another dataset: a clip was left out since, or its text changed."""
        if self._dataset is not self._studio.dataset:
            self._dataset = self._studio.dataset
            self._found.clear()
            self._asked.clear()

    def forget(self) -> None:
        """What is known says nothing any more."""
        self._dataset = None

    def forget_troubles(self) -> None:
        """Where there was trouble, the same is asked again."""
        failed = {wish for wish, plan in self._found.items() if isinstance(plan, EngineError)}
        self._asked -= failed
        for wish in failed:
            del self._found[wish]

    def ask(self, wishes: Wishes) -> None:
        """Ask the engine how it would train, unless that was done, or cannot be done now."""
        if self._studio.dataset is None or wishes in self._asked or self._studio.job:
            return
        self._asked.add(wishes)
        of = self._dataset

        def keep(plan: TrainingPlan | EngineError) -> None:
            if self._dataset is of:
                self._found[wishes] = plan
                self.found.emit()

        self._studio.trainings.plan(wishes.options(), keep, keep)

    def ask_next(self, several: Iterable[Wishes]) -> None:
        """Ask for the first of these that was not asked for."""
        wishes = next((each for each in several if each not in self._asked), None)
        if wishes is not None:
            self.ask(wishes)

    def kept(self) -> tuple[Dataset | None, Found]:
        """What is known."""
        return self._dataset, self._found

    def take_over(self, kept: tuple[Dataset | None, Found]) -> None:
        """Know what another one knew."""
        self._dataset, self._found = kept
        self._asked = set(self._found)
