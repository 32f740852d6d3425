"""The look: one palette in light and dark, one type scale, tinted icons."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

import resources
from engine.files import data_home, write_bytes

GRID = 8
# Those that are asked for, on screens of one and two pixels for each of ours, up to twice as large.
ICON_SIZES = (16, 18, 20, 32, 36, 40, 72)
SCALE_POINTS = {"t1": 9.0, "t2": 10.5, "t3": 13.0, "t4": 16.0, "t5": 21.0}
# A line of text of each size (CJK fonts are the tallest), and the signs that stand beside text.
TEXT_PIXELS = {
    "row1": 18,
    "row2": 21,
    "row3": 26,
    "icon": 18,
    "box": 18,
    "boxinside": 16,
    "down": 14,
    "spin": 11,
}
FAMILIES = (
    "Inter",
    "Segoe UI Variable Text",
    "Segoe UI",
    "SF Pro Text",
    "Noto Sans",
    "Cantarell",
    "Ubuntu",
    "Noto Sans CJK SC",
    "Microsoft YaHei UI",
    "DejaVu Sans",
)


@dataclass(frozen=True)
class Palette:
    """Colours by what they are for; text on its ground has a contrast of at least 4.5 to 1."""

    ground: str
    side: str
    surface: str
    well: str
    field: str
    hover: str
    line: str
    edge: str
    ink: str
    inksoft: str
    muted: str
    faint: str
    accent: str
    accenthot: str
    onaccent: str
    accentink: str
    accentsoft: str
    accentline: str
    amber: str
    red: str
    redhot: str
    green: str
    goodink: str
    badink: str
    badsoft: str
    badline: str
    blue: str


LIGHT = Palette(
    ground="#f6f3ec",
    side="#efebe1",
    surface="#fffdf9",
    well="#faf7f0",
    field="#ffffff",
    hover="#eae5d9",
    line="#e0dacc",
    edge="#8f866f",
    ink="#1f2424",
    inksoft="#3c4443",
    muted="#5d6562",
    faint="#8f948f",
    accent="#0e5f5a",
    accenthot="#0a4c48",
    onaccent="#ffffff",
    accentink="#0b4a46",
    accentsoft="#dcebe6",
    accentline="#9cc5bd",
    amber="#b06f00",
    red="#b93a2b",
    redhot="#9d2e21",
    green="#2f7d4f",
    goodink="#22633d",
    badink="#a02c1f",
    badsoft="#fbe9e4",
    badline="#e3b3a8",
    blue="#3b6ea8",
)
DARK = Palette(
    ground="#141817",
    side="#101413",
    surface="#1c2120",
    well="#181d1c",
    field="#121615",
    hover="#2a3130",
    line="#2d3433",
    edge="#6b7673",
    ink="#ece8df",
    inksoft="#cfcdc5",
    muted="#a3aaa6",
    faint="#6f7774",
    accent="#62c3b4",
    accenthot="#7ad3c5",
    onaccent="#08211e",
    accentink="#9be0d5",
    accentsoft="#1b3632",
    accentline="#2f5f58",
    amber="#efb55c",
    red="#cc4a3b",
    redhot="#b93f31",
    green="#63c088",
    goodink="#85d3a2",
    badink="#ff9b8a",
    badsoft="#38211d",
    badline="#6d3a31",
    blue="#7fb0e6",
)


class Theme(QObject):
    """Dresses the application, follows the system's light or dark, and says when it changed.

    `sheet` is for windows to put on. Were it the application's, all that lies in a widget would be
    styled anew whenever that widget is laid into another: most of what making a page takes.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "system", scale: float = 1.0) -> None:
        super().__init__(app)
        self.app = app
        self._choice = choice
        self._scale = scale
        self._calm = False
        self.sheet = ""
        app.setStyle(QStyleFactory.create("Fusion"))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    @property
    def palette(self) -> Palette:
        return current()

    def choose(self, choice: str, scale: float, calm: bool = False) -> None:
        """`choice` is "system", "light" or "dark"; `scale` of the text is 1 to 2.

        `calm` means that nothing may move by itself.
        """
        if (choice, scale, calm) != (self._choice, self._scale, self._calm):
            self._choice, self._scale, self._calm = choice, scale, calm
            self._dress()

    def _dress(self) -> None:
        palette = _chosen(self._choice)
        _Current.palette, _Current.calm, _Current.scale = palette, self._calm, self._scale
        self.app.setPalette(_qt_palette(palette))
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPointSizeF(SCALE_POINTS["t2"] * self._scale)
        self.app.setFont(font)
        self.sheet = _style_sheet(palette, self._scale)
        self.app.setWindowIcon(QIcon(str(resources.path("icons/timbre.svg"))))
        self.changed.emit()


class _Current:
    """The palette in use: painters need it in every paint event."""

    palette: Palette = LIGHT
    calm: bool = False
    scale: float = 1.0


def is_calm() -> bool:
    """Whether nothing may move by itself."""
    return _Current.calm


def current() -> Palette:
    """The palette in use now."""
    return _Current.palette


def colour(name: str) -> QColor:
    """A colour of the palette in use, by the name of its purpose."""
    return QColor(getattr(current(), name))


def icon(name: str, tint: str = "ink") -> QIcon:
    """An icon of ours in a colour of the palette; its disabled form is faint."""
    return _icon(name, getattr(current(), tint, tint), current().faint)


@lru_cache(maxsize=512)
def _icon(name: str, tint: str, faint: str) -> QIcon:
    result = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, tint), (QIcon.Mode.Disabled, faint)):
        for size in ICON_SIZES:
            result.addPixmap(_drawn(name, size, colour), mode)
    return result


def pixmap(name: str, size: int, tint: str) -> QPixmap:
    """An icon drawn at `size` pixels of ours in a colour, sharp on the finest screen there is."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    image = QPixmap(_drawn(name, round(size * ratio), tint))
    image.setDevicePixelRatio(ratio)
    return image


def sign(name: str, size: int, tint: str) -> QPixmap:
    """An icon that stands beside text, as much larger as that is."""
    return pixmap(name, round(size * _Current.scale), tint)


@lru_cache(maxsize=512)
def _drawn(name: str, size: int, tint: str) -> QPixmap:
    """An icon drawn at `size` pixels of the screen."""
    image = QPixmap(QSize(size, size))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _drawing(name, tint).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


@lru_cache(maxsize=64)
def _drawing(name: str, tint: str) -> QSvgRenderer:
    """A drawing that was read: it is wanted in several sizes, one after the other."""
    text = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", tint).encode()))


def _chosen(choice: str) -> Palette:
    if choice == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def _qt_palette(palette: Palette) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: palette.ground,
        QPalette.ColorRole.Base: palette.field,
        QPalette.ColorRole.AlternateBase: palette.surface,
        QPalette.ColorRole.Button: palette.surface,
        QPalette.ColorRole.Text: palette.ink,
        QPalette.ColorRole.WindowText: palette.ink,
        QPalette.ColorRole.ButtonText: palette.ink,
        QPalette.ColorRole.Highlight: palette.accent,
        QPalette.ColorRole.HighlightedText: palette.onaccent,
        QPalette.ColorRole.PlaceholderText: palette.muted,
        QPalette.ColorRole.ToolTipBase: palette.ink,
        QPalette.ColorRole.ToolTipText: palette.ground,
        QPalette.ColorRole.Link: palette.accent,
    }
    result = QPalette()
    for role, value in roles.items():
        result.setColor(role, QColor(value))
    return result


def _style_sheet(palette: Palette, scale: float) -> str:
    text = resources.path("styles/timbre.qss").read_text(encoding="utf-8")
    values = {name: getattr(palette, name) for name in palette.__dataclass_fields__}
    values |= {name: f"{points * scale:.1f}" for name, points in SCALE_POINTS.items()}
    values |= {name: f"{round(pixels * scale)}px" for name, pixels in TEXT_PIXELS.items()}
    values["family"] = ", ".join(f'"{name}"' for name in FAMILIES)
    values["tick"] = _tinted_file("tick", palette.onaccent)
    values["uparrow"] = _tinted_file("up", palette.muted)
    values["arrow"] = _tinted_file("down", palette.muted)
    # Longest names first, so that @accentsoft is not read as @accent.
    for name in sorted(values, key=len, reverse=True):
        text = text.replace(f"@{name}", values[name])
    return text


def _tinted_file(name: str, tint: str) -> str:
    """Style sheets can only name files, so a tinted copy of the icon is kept in the cache."""
    target = data_home() / "cache" / "icons" / f"{name}-{tint.strip('#')}.svg"
    source = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")
    data = source.replace("currentColor", tint).encode()
    if not target.is_file() or target.read_bytes() != data:
        write_bytes(target, data)
    return target.as_posix()
