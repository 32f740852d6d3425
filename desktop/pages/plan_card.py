"""The plan in a sentence; why it is so, and every switch of it, folds out."""

from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea

from desktop.language import said
from desktop.pages.advanced import Advanced
from desktop.studio import Studio
from desktop.widgets.controls import button, column, label, row, set_icon, set_role
from engine.plan import TrainingPlan


class PlanCard(QFrame):
    """Shows a plan, or says why there is none."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._planned = False
        self.sentence = label(role="heading")
        self.reasons = label(role="muted")
        self.advanced = Advanced(studio)
        self.advanced.hide()
        self.fold = button(
            self.tr("Advanced"),
            self.tr("Every switch of the plan, and what you may set yourself"),
            self._unfold,
            icon="down",
            kind="quiet",
            shortcut="Alt+A",
        )
        self.fold.setCheckable(True)
        head = row(label(self.tr("THE PLAN"), "section"), 1, self.fold)
        column(head, self.sentence, self.reasons, self.advanced, 1, margin=2, into=self)

    def show_plan(self, plan: TrainingPlan) -> None:
        """Say a plan and why it is so."""
        reasons = ((said(reason.choice), said(reason.why)) for reason in plan.reasons)
        lines = "\n".join(f"•  {choice} – {why}" for choice, why in reasons)
        self._planned = True
        self._show(said(plan.sentence), lines, "heading")
        self.advanced.show_plan(plan)

    def show_none(self, sentence: str, hint: str = "", role: str = "heading") -> None:
        """Say why there is no plan, and what to do about it."""
        self._planned = False
        self._show(sentence, hint, role)
        self.advanced.show_plan(None)

    def kept(self) -> tuple[bool, Any]:
        """Whether it is unfolded, and what is set there."""
        return self.fold.isChecked(), self.advanced.kept()

    def take_over(self, kept: tuple[bool, Any]) -> None:
        """Be unfolded and set as another one was."""
        unfolded, advanced = kept
        self.advanced.take_over(advanced)
        if unfolded:
            self.fold.setChecked(True)
            self._unfold()

    def _show(self, sentence: str, reasons: str, role: str) -> None:
        set_role(self.sentence, role)
        self.sentence.setText(sentence)
        self.reasons.setText(reasons)
        self._show_reasons()

    def _show_reasons(self) -> None:
        """Why a plan is as it is stands in the fold-out; what to do about trouble always shows."""
        self.reasons.setVisible(self.fold.isChecked() or not self._planned)

    def _unfold(self) -> None:
        self.advanced.setVisible(self.fold.isChecked())
        self._show_reasons()
        set_icon(self.fold, "up" if self.fold.isChecked() else "down")
        self.advanced.arrive()
        if self.fold.isChecked():
            QTimer.singleShot(0, self, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        """Scroll the page to what was unfolded, its head still in sight."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and (page := area.widget()) is not None:
            top = self.advanced.mapTo(page, QPoint(0, -self.fold.height()))
            area.verticalScrollBar().setValue(top.y())
