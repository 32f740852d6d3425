"""The face of a voice: its picture, or the first letter of its name on its colour."""

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QImageReader,
    QImageWriter,
    QPainter,
    QPainterPath,
    QPixmap,
)

# White letters on each have a contrast of at least 4.5 to 1.
COLOURS = (
    *("#0e5f5a", "#8a4b08", "#7a3b69", "#2f5d8a", "#9c3527", "#4f6b1f", "#5a4fa3", "#5d5a52"),
)
PICTURE_PIXELS = 256
MOST_PIXELS = 50_000_000


def colour_of(name: str, chosen: str = "") -> str:
    """The colour that was chosen, else one that is always the same for a name."""
    return chosen or COLOURS[sum(name.encode()) % len(COLOURS)]


def draw_face(name: str, colour: str, picture: QImage | None, size: int, ratio: float) -> QPixmap:
    """A round face of `size` logical pixels for a screen with `ratio` pixels for each."""
    face = QPixmap(QSize(size, size) * ratio)
    face.setDevicePixelRatio(ratio)
    face.fill(Qt.GlobalColor.transparent)
    painter = QPainter(face)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    circle = QRectF(0, 0, size, size)
    path = QPainterPath()
    path.addEllipse(circle)
    painter.setClipPath(path)
    if picture is not None and not picture.isNull():
        painter.drawImage(circle, picture)
    else:
        painter.fillPath(path, QColor(colour_of(name, colour)))
        font = QFont(painter.font())
        font.setPixelSize(round(size * 0.45))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor("#ffffff"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, name[:1].upper())
    painter.end()
    return face


def read_picture(path: str) -> QImage:
    """A picture cut to a square and made small; a null image when it cannot be read."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return QImage()
    image = reader.read()
    edge = min(image.width(), image.height())
    if not edge:
        return QImage()
    square = image.copy((image.width() - edge) // 2, (image.height() - edge) // 2, edge, edge)
    return square.scaled(
        PICTURE_PIXELS,
        PICTURE_PIXELS,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def png_of(image: QImage) -> bytes:
    """The image as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())
