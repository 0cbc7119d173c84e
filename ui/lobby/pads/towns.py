"""Towns, and the 丁目 of one town, to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.postal import Town
from kiosk.words import Words
from ui.lobby.controls import Choice, QuietButton
from ui.lobby.pads.keys import Key, KeyGrid, Size
from ui.lobby.pads.syllabary import to_hiragana
from ui.lobby.paging import Pages
from ui.lobby.style import Style

_TOWN_COLUMNS = 2
_CHOME_COLUMNS = 3
_CHOME_PX = 156


class TownList(QWidget):
    """Towns as large choices ``town:0`` ...; ``again``: none of them, ``left_out``: by hand."""

    chosen = Signal(object)
    again = Signal()
    left_out = Signal()

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._choices: list[Choice] = []
        self._towns: Sequence[Town] = ()
        content = QWidget()
        frame = QVBoxLayout(content)
        frame.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setSpacing(style.space("s"))
        frame.addLayout(self._grid)
        frame.addStretch(1)
        self._pages = Pages(style, content)
        self._again = QuietButton(style, "town:again")
        self._skip = QuietButton(style, "skip")
        self._again.clicked.connect(self.again)
        self._skip.clicked.connect(self.left_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space("s"))
        column.addWidget(self._pages, 1)
        ways = QHBoxLayout()
        ways.setSpacing(style.space("s"))
        ways.addWidget(self._skip, 1)
        ways.addWidget(self._again, 2)
        column.addLayout(ways)

    def ask(self, towns: Sequence[Town]) -> None:
        self._towns = towns
        while len(self._choices) < len(towns):
            self._add()
        for choice, town in zip(self._choices, towns, strict=False):
            choice.say(town.name or town.city, _whereabouts(town, towns))
        for n, choice in enumerate(self._choices):
            choice.setVisible(n < len(towns))
        self._pages.to_top()

    def city(self) -> str:
        """Return the city of all that is offered; empty when there are several."""
        return _city(self._towns)

    def speak(self, words: Words) -> None:
        self._pages.speak(words)
        self._again.say(words["screen.address.other_code"])

    def offer(self, skip: str) -> None:
        self._skip.say(skip.replace("\n", " " if skip.isascii() else ""))
        self._skip.setVisible(bool(skip))

    def _add(self) -> None:
        n = len(self._choices)
        choice = Choice(self._style, f"town:{n}", height_px=140)
        choice.clicked.connect(lambda: self.chosen.emit(self._towns[n]))
        self._grid.addWidget(choice, n // _TOWN_COLUMNS, n % _TOWN_COLUMNS)
        self._choices.append(choice)


def _city(towns: Sequence[Town]) -> str:
    """Return the city that all of them lie in; empty when there are several."""
    cities = {f"{town.prefecture}{town.city}" for town in towns}
    return cities.pop() if len(cities) == 1 else ""


def _whereabouts(town: Town, towns: Sequence[Town]) -> str:
    """Say how the town is read, or its city where several are offered."""
    return to_hiragana(town.kana) if _city(towns) else f"{town.prefecture}{town.city}"


class ChomeGrid(KeyGrid):
    """The 丁目 of a town as keys ``key:chome:1`` ... from the top."""

    chosen = Signal(int)

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._keys: list[Key] = []

    def ask(self, count: int, words: Words) -> None:
        while len(self._keys) < count:
            self._add()
        for n, key in enumerate(self._keys, 1):
            key.say(words.say("screen.address.chome", n=n))
            key.setVisible(n <= count)

    def _add(self) -> None:
        n = len(self._keys) + 1
        key = Key(self.look, "", Size.WORD)
        key.setObjectName(f"key:chome:{n}")
        key.setFixedHeight(self.look.px(_CHOME_PX))
        key.clicked.connect(lambda: self.chosen.emit(n))
        self.put(key, (n - 1) // _CHOME_COLUMNS, (n - 1) % _CHOME_COLUMNS)
        self._keys.append(key)
