"""Twenty-six letters in the order of the alphabet, with "erase" and "clear"."""

import string

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.words import Words
from ui.lobby.icons import Icon
from ui.lobby.pads.keys import KEY_PX, Key, Size
from ui.lobby.style import Style

_COLUMNS = 6


class LetterPad(QWidget):
    """Emits what is touched and keeps nothing of it."""

    typed = Signal(str)
    erased = Signal()
    cleared = Signal()

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._clear = Key(style, "clear", Size.WORDS, height_px=KEY_PX)
        self._erase = Key(style, "erase", Size.WORDS, Icon.ERASE, height_px=KEY_PX)
        self._clear.clicked.connect(self.cleared)
        self._erase.clicked.connect(self.erased)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(style.space("s"))
        for place, letter in enumerate(string.ascii_uppercase):
            grid.addWidget(self._letter(style, letter), *divmod(place, _COLUMNS))
        last = len(string.ascii_uppercase) // _COLUMNS
        grid.addWidget(self._clear, last, 2, 1, 2)
        grid.addWidget(self._erase, last, 4, 1, 2)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)

    def speak(self, words: Words) -> None:
        self._clear.say(words["screen.digits.clear"])
        self._erase.say(words["screen.digits.erase"])

    def _letter(self, style: Style, letter: str) -> Key:
        key = Key(style, letter, height_px=KEY_PX)
        key.say(letter)
        key.clicked.connect(lambda: self.typed.emit(letter))
        return key
