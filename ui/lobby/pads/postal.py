"""The pad for a postal code; it looks the towns up by itself as soon as seven digits stand."""

from PySide6.QtCore import Signal

from kiosk.ports import TownDirectory
from kiosk.postal import Town
from kiosk.words import Words
from ui.lobby.pads.boards import DigitBoard
from ui.lobby.pads.entry import Entry, entry_of
from ui.lobby.pads.keys import Edit
from ui.lobby.pads.pad import Pad
from ui.lobby.pads.shown import Field
from ui.lobby.style import Style

LENGTH = 7


class PostalPad(Pad):
    """``found`` carries the towns of a whole code, once it is typed and again when it is confirmed."""

    found = Signal(object)

    def __init__(self, style: Style, directory: TownDirectory) -> None:
        self._directory = directory
        self._field = Field(style, "postal", height_px=190)
        super().__init__(style, (self._field,), (DigitBoard(style),))
        self.finished.connect(lambda: self.found.emit(self._towns()))
        self.boards[0].skip.setObjectName("postal:unknown")
        self._captions = ("", "")

    def ask(self, given: str) -> None:
        self.begin(entry_of((given,)))

    def speak(self, words: Words) -> None:
        self._captions = (words["screen.address.postal"], words["screen.address.not_found"])
        super().speak(words)

    def edit(self, edit: Edit) -> None:
        before = self.entry.text
        super().edit(edit)
        if self.entry.text != before and self.is_ready():
            self.found.emit(self._towns())

    def allows(self, entry: Entry) -> bool:
        return len(entry.text) <= LENGTH

    def is_ready(self) -> bool:
        return bool(self._towns())

    def shown(self, part: str) -> str:
        return f"〒{part[:3]}-{part[3:]}" if len(part) > 3 else f"〒{part}"

    def show_entry(self) -> None:
        missing = len(self.entry.text) == LENGTH and not self.is_ready()
        self._field.caption(self._captions[missing])
        super().show_entry()

    def _towns(self) -> tuple[Town, ...]:
        return self._directory.lookup(self.entry.text) if len(self.entry.text) == LENGTH else ()
