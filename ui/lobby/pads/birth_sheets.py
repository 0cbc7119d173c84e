"""The sheets of a birth pad that are touched once: eras, and the months or days of which some are possible."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.calendar import ERAS
from kiosk.lettering.ruby import plain
from kiosk.words import Words
from ui.lobby.controls import Choice
from ui.lobby.pads.birthday import UNKNOWN, WESTERN, YearCount
from ui.lobby.pads.keys import ControlKey, KeyGrid, Size, SwitchKey
from ui.lobby.style import Style

_ERA_PX = 200
_ROWS, _COLUMNS = 3, 2


class EraSheet(QWidget):
    """Eras and the western calendar, ``key:era:S`` ... ``key:era:W``. ``picked`` carries the YearCount."""

    picked = Signal(object)

    def __init__(self, style: Style, letters: Sequence[str]) -> None:
        super().__init__()
        self._counts: Mapping[str, YearCount] = {}
        self._choices = {letter: Choice(style, f"key:era:{letter}", height_px=_ERA_PX) for letter in letters}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(style.space("m"))
        self._grid.setRowStretch(_ROWS, 1)
        for letter, choice in self._choices.items():
            choice.clicked.connect(lambda _checked, letter=letter: self.picked.emit(self._counts[letter]))

    def show_counts(self, counts: Mapping[str, YearCount], chosen: YearCount | None, words: Words) -> None:
        """Letter each with its years. The western calendar stands first for those who read no Japanese."""
        self._counts = counts
        self._place(western_first=not words.language.startswith("ja"))
        for letter, choice in self._choices.items():
            choice.setVisible(letter in counts)
            choice.choose(chosen is not None and chosen.letter == letter)
            if letter in counts:
                choice.say(_era_title(letter, words), _years_words(counts[letter], words))

    def _place(self, *, western_first: bool) -> None:
        """Stand the eras in pairs, newest first, with the western calendar across above or below them."""
        for choice in self._choices.values():
            self._grid.removeWidget(choice)
        self._grid.addWidget(self._choices[WESTERN], 0 if western_first else _ROWS - 1, 0, 1, _COLUMNS)
        eras = (choice for letter, choice in self._choices.items() if letter != WESTERN)
        for n, choice in enumerate(eras, start=_COLUMNS if western_first else 0):
            self._grid.addWidget(choice, n // _COLUMNS, n % _COLUMNS)


def _era_title(letter: str, words: Words) -> str:
    """Name the era as papers write it, and beside that as it is spoken where that differs."""
    written = next((era.name for era in ERAS if era.letter == letter), "")
    spoken = words[f"screen.birth.era.{letter}"]
    return spoken if plain(spoken) == written else f"{written} {spoken}".strip()


def _years_words(count: YearCount, words: Words) -> str:
    first, last = count.days.earliest.year, count.days.latest.year
    if count.is_western:
        return words.say("screen.birth.years.western", example=last)
    ends = count.letter != ERAS[0].letter
    return words.say(f"screen.birth.years.{'past' if ends else 'present'}", first=first, last=last)


class NumberSheet(KeyGrid):
    """The numbers 1 to ``count`` as keys ``key:<what>:1`` ... and one for "not known". ``picked`` carries the number.

    Numbers that are not possible are not there, and leave their place empty.
    """

    picked = Signal(int)

    def __init__(self, style: Style, what: str, count: int, columns: int) -> None:
        super().__init__(style)
        self._keys = {number: SwitchKey(style, f"{what}:{number}", Size.WORD) for number in range(1, count + 1)}
        for number, key in self._keys.items():
            self.put(key, (number - 1) // columns, (number - 1) % columns)
            key.clicked.connect(lambda _checked, number=number: self.picked.emit(number))
            policy = key.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            key.setSizePolicy(policy)
        self._unknown = ControlKey(style, f"{what}:unknown", Size.PHRASE)
        self._unknown.clicked.connect(lambda: self.picked.emit(UNKNOWN))
        row, column = divmod(count, columns)
        self.put(self._unknown, row, column, columns=columns - column)

    def speak(self, labels: Sequence[str], spoken: Sequence[str], unknown: str) -> None:
        """Letter the keys from 1 on, and name them as they are ``spoken``."""
        for key, label, name in zip(self._keys.values(), labels, spoken, strict=True):
            key.say(label, name)
        self._unknown.say(unknown)

    def open(self, possible: Sequence[int], chosen: int | None) -> None:
        for number, key in self._keys.items():
            key.setVisible(number in possible)
            key.setChecked(number == chosen)
