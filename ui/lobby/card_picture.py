"""A picture from a card, as it is printed there: what no text can carry."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.lettering.ruby import plain
from ui.lobby.style import Style
from ui.lobby.touch import draw_box

_WRITING = 3
"""How many times as wide as high what is written is at least."""


class CardPicture(QWidget):
    """Shows a PNG no larger than it has to be, and forgets it when it is hidden; without one it takes no room."""

    def __init__(self, style: Style, height_px: float, *, line_px: float = 0, width_px: float = 0) -> None:
        """``height_px`` at most, ``line_px`` where it shows a line or two of writing; ``width_px`` fixes the width."""
        super().__init__()
        self._style = style
        self._height = style.px(height_px)
        self._line = style.px(line_px or height_px)
        self._margin = style.px(10)
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if width_px:
            self.setFixedWidth(style.px(width_px))
        self.hide()

    def show_png(self, png: bytes, spoken: str) -> None:
        """Show this picture; ``spoken`` says what it is. What is no picture is not shown."""
        self._image = QImage.fromData(png)
        self.setAccessibleName(plain(spoken))
        self.setVisible(not self._image.isNull())
        self.updateGeometry()
        self.update()

    def shows(self) -> bool:
        return not self._image.isNull()

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self._image = QImage()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self._fitted(width)
        return size.height() + 2 * self._margin

    def sizeHint(self) -> QSize:
        return QSize(self._height, self.heightForWidth(max(self.width(), self._height)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 2 * self._margin)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._fitted(self.width())
        frame = QRectF(0, 0, size.width() + 2 * self._margin, size.height() + 2 * self._margin)
        white, line = self._style.colour("surface"), self._style.colour("line")
        draw_box(painter, frame, white, radius=self._style.radius("s"), edge=line, edge_px=self._style.px(2))
        picture = QRectF(self._margin, self._margin, size.width(), size.height())
        scaled = self._image.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(picture, scaled)

    def _fitted(self, width: int) -> QSize:
        is_writing = self._image.width() >= _WRITING * self._image.height()
        room = QSize(max(1, width - 2 * self._margin), self._line if is_writing else self._height)
        return self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
