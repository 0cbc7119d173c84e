"""The name pad: the name of somebody without a card, as it is read, or in the Latin letters of a residence card."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import Signal

from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Name
from kiosk.words import Words
from ui.lobby.glyphs import GlyphPen
from ui.lobby.pads.boards import LATIN_NAME, KanaBoard, LatinBoard
from ui.lobby.pads.entry import GAP, Entry, entry_from, entry_of
from ui.lobby.pads.pad import Pad
from ui.lobby.pads.shown import Field
from ui.lobby.pads.surnames import MOST, SurnameRow
from ui.lobby.pads.syllabary import to_hiragana, to_katakana
from ui.lobby.style import Style

_PARTS = 2
_FIELD_PX = 120
"""As low as a name in large letters allows: ten rows of keys stand below, and the family names above."""


class Script(IntEnum):
    """What is typed; the value is its board."""

    KANA = 0
    LATIN = 1


class NamePad(Pad):
    """Family and given name over the kana board, one field over the Latin one; what was typed in each is kept.

    A family name that was read from a card is taken over with its kanji. No kanji is ever guessed: of another one,
    and of every given name, only the reading is known. ``turned``: to the other letters.
    """

    turned = Signal()

    def __init__(self, style: Style, lettering: Lettering, pen: GlyphPen) -> None:
        self._lettering = lettering
        self._words: Words | None = None
        self._script = Script.KANA
        self._entries = {Script.KANA: Entry(("",) * _PARTS), Script.LATIN: Entry()}
        self._families: tuple[str, ...] = ()
        self._readings: list[str] = [""]
        self._family = 0
        self._boards = (KanaBoard(style), LatinBoard(style, LATIN_NAME))
        fields = tuple(Field(style, f"part:{n}", pen, height_px=_FIELD_PX) for n in range(_PARTS))
        super().__init__(style, fields, self._boards)
        self._row = SurnameRow(style, lettering, pen)
        self.column.insertWidget(0, self._row)
        self._row.chosen.connect(self._on_surname)
        self._boards[Script.KANA].switched.connect(lambda: self._switch(Script.LATIN))
        self._boards[Script.LATIN].switched.connect(lambda: self._switch(Script.KANA))

    def ask(self, surnames: Sequence[tuple[str, str]], given: Name | None, *, latin: bool = False) -> None:
        """Ask for a name. ``surnames`` to take over, each with its reading; ``given`` was answered before.

        ``latin``: it is copied from a card that has it in Latin letters.
        """
        surnames = surnames[:MOST]
        self._families = tuple(family for family, _ in surnames)
        self._readings = [*(to_hiragana(reading) for _, reading in surnames), ""]
        self._family = self._place_of(given)
        self._row.offer(self._families)
        kana, typed = ("", "") if given is None else (given.kana, "" if given.kana else given.name)
        begun = entry_of((self._readings[self._family], ""))
        self._entries[Script.KANA] = entry_from(to_hiragana(kana), _PARTS) if kana else begun
        self._entries[Script.LATIN] = entry_of((typed,))
        is_likely = given is None and (latin or self._is_foreign())
        self._turn_to(Script.LATIN if typed or is_likely else Script.KANA)

    @property
    def script(self) -> Script:
        return self._script

    def value(self) -> Name:
        if self._script is Script.LATIN:
            return Name(" ".join(self.entry.text.split()))
        family = self._chosen()
        return Name(f"{family}{GAP}" if family else "", to_katakana(self.entry.text))

    def speak(self, words: Words) -> None:
        self._words = words
        self._row.say(words["screen.name.other"])
        self._caption()
        super().speak(words)

    def offer(self, skip: str) -> None:
        assert self._words is not None
        switches = (self._words["screen.name.to_latin"], self._words["screen.name.to_kana"])
        for board, switch in zip(self._boards, switches, strict=True):
            board.offer(skip, switch)
        self._boards[Script.KANA].space.say(self._words["screen.pad.given_name"])

    def _place_of(self, given: Name | None) -> int:
        """Return which family name is meant; without an answer the first, else "another" where none is."""
        if given is None:
            return 0
        family = given.name.partition(GAP)[0]
        return self._families.index(family) if family in self._families else len(self._families)

    def _chosen(self) -> str:
        """Return the family name taken over; empty for another."""
        return self._families[self._family] if self._family < len(self._families) else ""

    def _is_foreign(self) -> bool:
        """Whether Latin letters are more likely: nobody's family name is known, and Japanese is not spoken."""
        return not self._families and self._words is not None and not self._words.language.startswith("ja")

    def _on_surname(self, place: int) -> None:
        """Take over another family name; how the one before was read is kept."""
        family, given = self.entry.parts
        self._readings[self._family] = family
        self._family = place
        self.entry = entry_of((self._readings[place], given))
        self._caption()
        self.show_entry()

    def _switch(self, script: Script) -> None:
        self._entries[self._script] = self.entry
        self._turn_to(script)
        self.turned.emit()

    def _turn_to(self, script: Script) -> None:
        self._script = script
        self.entry = self._entries[script]
        self.use(script)
        self._row.setVisible(script is Script.KANA and bool(self._families))
        self.fields[-1].setVisible(script is Script.KANA)
        self._caption()
        self.show_entry()

    def _caption(self) -> None:
        """Say what belongs into each field: the kanji that are known, or what it is."""
        words, family = self._words, self._chosen()
        self._row.mark(self._family)
        if words is None:
            return
        if self._script is Script.LATIN:
            self.fields[0].caption(words["screen.name.latin"])
            return
        drawn = self._lettering.shape(family, Face.NAME) if family else ()
        self.fields[0].caption(family or words["screen.name.family"], drawn)
        self.fields[1].caption(words["screen.name.given"])
