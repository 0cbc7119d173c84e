"""The pad for the numbers of a place, spelled as its town counts them while they are typed."""

from kiosk.postal import TownStyle, complete_numbers, spell_street
from kiosk.words import Words
from ui.lobby.pads.boards import DigitBoard
from ui.lobby.pads.entry import Entry, entry_of
from ui.lobby.pads.pad import Pad
from ui.lobby.pads.shown import Field
from ui.lobby.pads.street import HYPHEN, may_stand, numbers_of
from ui.lobby.style import Style


class NumbersPad(Pad):
    """``2-3`` is shown as 2番3号 where houses are counted so."""

    def __init__(self, style: Style) -> None:
        self._field = Field(style, "numbers", height_px=190)
        super().__init__(style, (self._field,), (DigitBoard(style, hyphen=True),))
        self.boards[0].skip.setObjectName("numbers:by_hand")
        self._town_style: TownStyle | None = None
        self._words: Words | None = None

    def ask(self, town_style: TownStyle | None, given: tuple[str, ...]) -> None:
        """Ask for the numbers of a place in a town that counts like this."""
        self._town_style = town_style
        self._caption()
        self.begin(entry_of((HYPHEN.join(given),)))

    def speak(self, words: Words) -> None:
        self._words = words
        self._caption()
        super().speak(words)

    def _caption(self) -> None:
        if self._words is not None:
            style = self._town_style
            self._field.caption(self._words[f"screen.address.numbers.{style.value if style else 'any'}"])

    def value(self) -> tuple[str, ...]:
        return numbers_of(self.entry.text)

    def allows(self, entry: Entry) -> bool:
        return may_stand(entry.text)

    def is_ready(self) -> bool:
        return complete_numbers(self._town_style, self.value())

    def shown(self, part: str) -> str:
        spelled = spell_street(self._town_style, numbers_of(part))
        return f"{spelled}{HYPHEN}" if part.endswith(HYPHEN) and self._town_style is not TownStyle.JUKYO else spelled
