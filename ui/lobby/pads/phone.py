"""The telephone pad."""

from kiosk.words import Words
from ui.lobby.pads.boards import DigitBoard
from ui.lobby.pads.entry import Entry, entry_of
from ui.lobby.pads.pad import Pad
from ui.lobby.pads.phone_number import grouped, is_whole, whole_length, written
from ui.lobby.pads.shown import Field
from ui.lobby.style import Style


class PhonePad(Pad):
    """A number in Japan, grouped while it is typed."""

    def __init__(self, style: Style) -> None:
        self._field = Field(style, "part:0", height_px=190)
        super().__init__(style, (self._field,), (DigitBoard(style),))

    def ask(self, given: str) -> None:
        self.begin(entry_of(("".join(filter(str.isdigit, given)),)))

    def value(self) -> str:
        return written(self.entry.text)

    def speak(self, words: Words) -> None:
        self._field.caption(words["screen.pad.phone"])
        super().speak(words)

    def allows(self, entry: Entry) -> bool:
        return len(entry.text) <= whole_length(entry.text)

    def is_ready(self) -> bool:
        return is_whole(self.entry.text)

    def shown(self, part: str) -> str:
        return grouped(part)
