"""Ten digits, as on a cash machine, with "erase" and "clear"."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.words import Words
from ui.lobby.icons import Icon
from ui.lobby.pads.keys import KEY_PX, Key, Size
from ui.lobby.style import Style

_ROWS = ("123", "456", "789")


class DigitPad(QWidget):
    """Emits what is touched and keeps nothing of it."""

    typed = Signal(str)
    erased = Signal()
    cleared = Signal()

    def __init__(self, style: Style, *, key_px: float = 132) -> None:
        super().__init__()
        self._key_px = key_px
        self._clear = Key(style, "clear", Size.WORDS, height_px=key_px)
        self._erase = Key(style, "erase", Size.WORDS, Icon.ERASE, height_px=key_px)
        self._clear.clicked.connect(self.cleared)
        self._erase.clicked.connect(self.erased)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(style.space("m" if key_px > KEY_PX else "s"))
        for row, digits in enumerate(_ROWS):
            for column, digit in enumerate(digits):
                grid.addWidget(self._digit(style, digit), row, column)
        for column, key in enumerate((self._clear, self._digit(style, "0"), self._erase)):
            grid.addWidget(key, len(_ROWS), column)

    def speak(self, words: Words) -> None:
        self._clear.say(words["screen.digits.clear"])
        self._erase.say(words["screen.digits.erase"])

    def _digit(self, style: Style, digit: str) -> Key:
        key = Key(style, digit, height_px=self._key_px)
        key.say(digit)
        key.clicked.connect(lambda: self.typed.emit(digit))
        return key
