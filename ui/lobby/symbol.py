"""A two-dimensional code on the screen, for a telephone's camera."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.lobby.style import Style

_QUIET_MODULES = 4


class SymbolPicture(QWidget):
    """Dark modules on white with the quiet zone that ISO/IEC 18004 asks for; modules are whole pixels."""

    def __init__(self, style: Style, size_px: float = 340) -> None:
        super().__init__()
        self._rows: tuple[tuple[bool, ...], ...] = ()
        self.setFixedHeight(style.px(size_px))
        self.hide()

    def show_rows(self, rows: tuple[tuple[bool, ...], ...]) -> None:
        """Show these modules; none hide the picture."""
        self._rows = rows
        self.setVisible(bool(rows))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = len(self._rows) + 2 * _QUIET_MODULES
        module = max(1, min(self.width(), self.height()) // whole)
        side = module * whole
        left, top = (self.width() - side) // 2, (self.height() - side) // 2
        painter.fillRect(QRectF(left, top, side, side), Qt.GlobalColor.white)
        quiet = _QUIET_MODULES * module
        dark = QRectF(left + quiet, top + quiet, side - 2 * quiet, side - 2 * quiet)
        painter.drawImage(dark, _image(self._rows))


def _image(rows: tuple[tuple[bool, ...], ...]) -> QImage:
    """One pixel a module."""
    grey = QImage(len(rows), len(rows), QImage.Format.Format_Grayscale8)
    grey.fill(255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                grey.setPixel(x, y, 0)
    return grey
