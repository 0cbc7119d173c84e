"""The kana pad: how a name is read."""

from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.words import Words
from ui.lobby.glyphs import GlyphPen
from ui.lobby.pads.boards import KanaBoard
from ui.lobby.pads.entry import GAP, entry_from
from ui.lobby.pads.pad import Pad
from ui.lobby.pads.shown import Field
from ui.lobby.pads.syllabary import to_hiragana, to_katakana
from ui.lobby.style import Style

_PARTS = 2


class KanaPad(Pad):
    """One field for each part of a name, with that part drawn above it as it is registered.

    Typed in hiragana, which everybody reads; ``value`` is in katakana, as forms want it.
    """

    def __init__(self, style: Style, lettering: Lettering, pen: GlyphPen) -> None:
        self._lettering = lettering
        self._board = KanaBoard(style)
        self._label = ""
        self._spaces = ("", "")
        super().__init__(style, tuple(Field(style, f"part:{n}", pen) for n in range(_PARTS)), (self._board,))

    def ask(self, name: str, given: str, family: str = "") -> None:
        """Ask how this name is read. ``given`` was answered before, ``family`` is how the family name reads."""
        parts = tuple(filter(None, name.split(GAP, _PARTS - 1))) or ("",)
        for field, part in zip(self.fields, parts, strict=False):
            field.caption(part or self._label, self._lettering.shape(part, Face.NAME) if part else ())
        self.fields[-1].setVisible(len(parts) == _PARTS)
        self.begin(entry_from(to_hiragana(given or family), len(parts)))

    def value(self) -> str:
        return to_katakana(self.entry.text)

    def caption(self, label: str) -> None:
        """Say what is spelled where no name is known."""
        self._label = label

    def speak(self, words: Words) -> None:
        self._spaces = (words["screen.pad.space"], words["screen.pad.given_name"])
        super().speak(words)

    def show_entry(self) -> None:
        self._board.space.say(self._spaces[len(self.entry.parts) - 1])
        super().show_entry()
