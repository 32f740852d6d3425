"""Every control of every page: named, explained, reachable, translated, and not cut off.

In both languages, at twice the text size, and in a made-up language that is a third longer and
runs from right to left.
"""

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTextEdit,
    QWidget,
)

from desktop.language import forget
from desktop.page_stack import PAGES
from desktop.theme import DARK, LIGHT
from tests.desktop.steps import record, until

CONTROLS = (
    *(QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTextEdit),
    *(QAbstractSpinBox, QAbstractItemView, QAbstractSlider),
)
MARK = "⟦"
# Names, figures, places and keys are the same in every language.
UNTRANSLATED = re.compile(
    r"""(Anna.*|A|Timbre|torch|Kokoro-82M|GPT-SoVITS.*|Whisper.*|A\ processor.*|default|English
    |简体中文|普通话|粵語|日本語|한국어
    |https?://.*|Ctrl.*|Alt.*|Shift.*|F\d.*|/.*|[\d.]+\ (s|GB|MB|%|min|LUFS|dB).*|\W*|—|\d.*|2\.11.*
    |Untitled.*|Space.*|zero-shot.*|tuned.*|starter.*|.*\.(flac|wav|voice))""",
    re.VERBOSE,
)


class Pseudo(QTranslator):
    """Every string in brackets and a third longer; what varies stays where it was."""

    def translate(self, context, source, disambiguation=None, n=-1):
        return f"{MARK}{source}{'~' * (len(source) // 3)}⟧" if source else ""

    def isEmpty(self):
        return False


@pytest.fixture
def full(window, studio, spoken, qtbot):
    """A window whose pages have something to show."""
    record(spoken, 2)
    studio.open("Anna")
    studio.examination.want()
    until(qtbot, lambda: bool(studio.examination.report))
    window.resize(1280, 720)
    yield window
    window.language.choose("en")


def each_page(window, qtbot):
    for name in PAGES:
        window.show_page(name)
        until(qtbot, lambda: not window.studio.tasks.busy and not window.studio.job)
        for _ in range(6):  # layouts inside layouts settle one after the other
            QApplication.processEvents()
        yield name, window.page(name)
    window.studio.dataset = None


def shown(root, *kinds):
    found = [widget for kind in kinds for widget in root.findChildren(kind)]
    return [w for w in dict.fromkeys(found) if w.isVisible() and not _is_inside(w)]


def _is_inside(widget: QWidget) -> bool:
    """What Qt makes for its own use inside another control is named by that control."""
    if widget.metaObject().className() in (
        "QComboBoxListView",
        "QHeaderView",
        "QTableCornerButton",
    ):
        return True
    parent = widget.parent()
    while parent is not None:
        if isinstance(parent, QComboBox | QAbstractSpinBox | QAbstractItemView | QLineEdit):
            return True
        if parent.metaObject().className() == "PlotWidget":
            return True
        parent = parent.parent()
    return False


def unnamed(page):
    for control in shown(page, *CONTROLS):
        name = control.accessibleName()
        if not name:
            yield f"no name: {control}"
        interface = QAccessible.queryAccessibleInterface(control)
        if interface is None or interface.role() in (
            QAccessible.Role.NoRole,
            QAccessible.Role.Client,
        ):
            yield f"no role: {name}"
        if not control.toolTip():
            yield f"no tooltip: {name}"
        # Of buttons that exclude each other one takes the focus, the arrow keys go to the others.
        group = control.group() if isinstance(control, QAbstractButton) else None
        if not control.focusPolicy() & Qt.FocusPolicy.TabFocus and group is None:
            yield f"not reached by keyboard: {name}"
    for bar in shown(page, QProgressBar):
        if not bar.accessibleName():
            yield f"no name: {bar}"


def cut(page):
    for control in shown(page, QPushButton, QAbstractButton, QComboBox, QAbstractSpinBox):
        least = control.sizeHint()
        # A box of choices may be narrower than its longest choice; it shows the rest in its list.
        narrow = not isinstance(control, QComboBox) and control.width() < least.width()
        if narrow or control.height() < min(least.height(), control.maximumHeight()):
            yield f"cut: {control.accessibleName()} {control.size()} of {least}"
    for text in shown(page, QLabel):
        if not text.text() or text.textFormat() == Qt.TextFormat.RichText:
            continue
        needed = text.heightForWidth(text.width()) if text.wordWrap() else text.sizeHint().height()
        wide = text.sizeHint().width() if not text.wordWrap() else _longest_word(text)
        if text.width() < wide or text.height() < needed - 1:
            yield f"cut: {text.text()!r} {text.size()} of {wide}x{needed}"


def _longest_word(text: QLabel) -> int:
    # Paths have no spaces, and Chinese has none: Qt breaks them anywhere.
    words = [word for word in text.text().split() if "/" not in word and len(word) < 30]
    words = [word for word in words if all(ord(letter) < 0x2E80 for letter in word)]
    return max((text.fontMetrics().horizontalAdvance(word) for word in words), default=0)


def english_left(page):
    # What is read aloud is in the language of the voice.
    labels = (label for label in shown(page, QLabel) if label.property("role") != "sentence")
    texts = {label.text() for label in labels}
    for control in shown(page, QAbstractButton):
        texts |= {control.text(), control.accessibleName(), control.toolTip()}
    for box in shown(page, QComboBox):
        texts |= {
            box.accessibleName(),
            box.toolTip(),
            *(box.itemText(n) for n in range(box.count())),
        }
    for line in shown(page, QLineEdit):
        texts |= {line.placeholderText(), line.accessibleName(), line.toolTip()}
    for text in sorted(texts):
        if MARK not in text and not UNTRANSLATED.fullmatch(text):
            yield f"not translated: {text!r}"


def test_every_control_is_named_explained_and_reached_by_keyboard(full, qtbot):
    faults = [
        f"{name}: {fault}" for name, page in each_page(full, qtbot) for fault in unnamed(page)
    ]
    faults += [f"sidebar: {fault}" for fault in unnamed(full.sidebar)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_text_is_cut(full, studio, language, scale, qtbot):
    studio.change_settings(replace(studio.settings, language=language, text_scale=scale))
    until(qtbot, lambda: not full._retired)
    faults = [f"{name}: {fault}" for name, page in each_page(full, qtbot) for fault in cut(page)]
    faults += [f"sidebar: {fault}" for fault in cut(full.sidebar)]
    assert not faults, "\n".join(faults)


def test_longer_words_from_right_to_left(full, studio, qapp, qtbot):
    pseudo = Pseudo()
    qapp.installTranslator(pseudo)
    forget()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        full._speak_otherwise()
        until(qtbot, lambda: not full._retired)
        studio.examination.begin()
        until(qtbot, lambda: not studio.examination.busy)
        faults = []
        for name, page in each_page(full, qtbot):
            faults += [f"{name}: {fault}" for fault in (*cut(page), *english_left(page))]
        faults += [f"sidebar: {f}" for f in (*cut(full.sidebar), *english_left(full.sidebar))]
        assert full.sidebar.x() > full.width() / 2, "the sidebar is on the right"
        assert not faults, "\n".join(faults)
    finally:
        qapp.removeTranslator(pseudo)
        forget()
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


GROUNDS = ("ground", "side", "surface", "well", "field")
PAIRS = (
    *((ink, ground) for ink in ("ink", "inksoft", "muted") for ground in GROUNDS),
    *(("goodink", ground) for ground in ("ground", "surface", "well")),
    *(("badink", ground) for ground in ("ground", "surface", "well", "badsoft")),
    *((ink, "accentsoft") for ink in ("ink", "accentink", "muted")),
    *((ink, "badsoft") for ink in ("ink", "muted")),
    *((ink, "hover") for ink in ("ink", "inksoft", "badink")),
    *(("onaccent", "accent"), ("onaccent", "accenthot"), ("accentink", "surface")),
)


@pytest.mark.parametrize(("name", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_words_stand_out_from_their_ground(name, palette):
    weak = []
    for ink, ground in PAIRS:
        found = contrast(getattr(palette, ink), getattr(palette, ground))
        if found < 4.5:
            weak.append(f"{ink} on {ground}: {found:.2f}")
    for hot in (palette.red, palette.redhot):
        if contrast("#ffffff", hot) < 4.5:
            weak.append(f"white on {hot}: {contrast('#ffffff', hot):.2f}")
    # Edges of controls and the ring of the focus: 3 to 1 (WCAG 1.4.11).
    for edge, ground in (("edge", "surface"), ("edge", "field"), ("accent", "ground")):
        if contrast(getattr(palette, edge), getattr(palette, ground)) < 3:
            weak.append(f"{edge} on {ground}")
    assert not weak, "\n".join(weak)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 computes it, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(name: str) -> float:
    channels = QColor(name).getRgbF()[:3]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
