"""Small makers of controls: each gets a name, a tooltip and a shortcut at birth."""

from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop import theme

L = TypeVar("L", QVBoxLayout, QHBoxLayout)
TINTS = {"primary": "onaccent", "record": "#ffffff", "nav": "inksoft", "danger": "badink"}


class _CalmWheel(QObject):
    """Whoever turns the wheel to scroll a page changes nothing that lies on the way."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not cast(QWidget, watched).hasFocus():
            event.ignore()
            return True
        return False


def describe(widget: QWidget, name: str, tip: str = "", shortcut: str = "") -> None:
    """Give a control the name a screen reader says and a tooltip that names its shortcut."""
    widget.setAccessibleName(name)
    if isinstance(widget, QComboBox | QAbstractSpinBox):
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(_CalmWheel(widget))
    if isinstance(widget, QAbstractSpinBox) and (inner := widget.findChild(QLineEdit)):
        # The style sheet's padding does not reach the line inside a spin box.
        inner.setTextMargins(theme.GRID, 0, 0, 0)
    tip = tip or name
    if shortcut:
        native = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        widget.setToolTip(f"{tip} ({native})")
    else:
        widget.setToolTip(tip)
    widget.setAccessibleDescription(tip)


def button(
    text: str,
    tip: str,
    on_click: Callable[[], object],
    *,
    icon: str = "",
    kind: str = "",
    shortcut: str = "",
    name: str = "",
) -> QPushButton:
    """A push button; `kind` is "", "primary", "record", "quiet", "danger", "choice" or "nav"."""
    result = QPushButton(text)
    result.setProperty("kind", kind)
    result.setCursor(Qt.CursorShape.PointingHandCursor)
    set_icon(result, icon)
    describe(result, name or text or tip, tip, shortcut)
    if shortcut:
        result.setShortcut(QKeySequence(shortcut))
    result.clicked.connect(lambda _checked=False: on_click())
    return result


def set_icon(target: QAbstractButton, icon: str) -> None:
    """Give a button an icon in the tint of its kind, and remember it for a change of theme."""
    if target.property("icon-name") != icon:
        target.setProperty("icon-name", icon)
        _draw_icon(target)


def _draw_icon(target: QAbstractButton) -> None:
    if icon := target.property("icon-name"):
        target.setIcon(theme.icon(icon, TINTS.get(target.property("kind"), "ink")))


def refresh_icons(root: QWidget) -> None:
    """Draw every icon under `root` again, in the colours of the present theme."""
    for found in root.findChildren(QAbstractButton):
        _draw_icon(found)


def label(text: str = "", role: str = "", wrap: bool = True) -> QLabel:
    """A label of the type scale; `role` is "title", "heading", "muted", "small", "section"…"""
    result = QLabel(text)
    result.setProperty("role", role)
    result.setWordWrap(wrap)
    result.setTextFormat(Qt.TextFormat.PlainText)
    if wrap:
        policy = result.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        result.setSizePolicy(policy)
    return result


def set_role(widget: QWidget, role: str) -> None:
    """Change a widget's role and have the style sheet look again."""
    if widget.property("role") != role:
        set_state(widget, "role", role)


def set_state(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def card(role: str = "card") -> QFrame:
    """A framed surface."""
    frame = QFrame()
    frame.setProperty("role", role)
    return frame


def column(
    *items: QWidget | QLayout | int, margin: int = 0, gap: int = 1, into: QWidget | None = None
) -> QVBoxLayout:
    """A column; an integer is a stretch. Margin and gap count in units of the grid."""
    return _fill(QVBoxLayout(), items, margin, gap, into)


def row(
    *items: QWidget | QLayout | int, margin: int = 0, gap: int = 1, into: QWidget | None = None
) -> QHBoxLayout:
    """A row; an integer is a stretch. Margin and gap count in units of the grid."""
    return _fill(QHBoxLayout(), items, margin, gap, into)


def _fill(
    layout: L,
    items: tuple[QWidget | QLayout | int, ...],
    margin: int,
    gap: int,
    into: QWidget | None,
) -> L:
    for item in items:
        if isinstance(item, int):
            layout.addStretch(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    edge = margin * theme.GRID
    layout.setContentsMargins(edge, edge, edge, edge)
    layout.setSpacing(gap * theme.GRID)
    if into is not None:
        into.setLayout(layout)
    return layout
