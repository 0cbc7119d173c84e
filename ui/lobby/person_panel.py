"""One person as a card has them, or as they were typed, in a panel: who stands here.

Where text cannot carry a name or an address, the picture on the card stands beneath it.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.people import Person
from kiosk.words import Words
from ui.lobby.card_picture import CardPicture
from ui.lobby.glyphs import GlyphPen, RegisteredText
from ui.lobby.labels import Text
from ui.lobby.members import birth_words, name_in_full
from ui.lobby.panel import Panel
from ui.lobby.style import Style


class PersonPanel(Panel):
    """Name and how it is read, birth, sex and address of one person."""

    def __init__(self, style: Style, lettering: Lettering, pen: GlyphPen, name_size: str) -> None:
        super().__init__(style)
        self._labels = {what: Text(style, "small", colour="ink_soft") for what in ("name", "birth", "address")}
        self._kana = Text(style, "text", colour="ink_soft")
        self._name = RegisteredText(style, lettering, pen, name_size, smaller="title")
        self._birth = Text(style, "text", face=Face.BOLD)
        self._address = RegisteredText(style, lettering, pen, "text")
        self._pictures = {"name": CardPicture(style, 110), "address": CardPicture(style, 150)}
        self._front = CardPicture(style, 400)
        self._photo = CardPicture(style, 250, width_px=220)
        self._lay_out(style)

    def _lay_out(self, style: Style) -> None:
        rows = {"name": (self._kana, self._name), "birth": (self._birth,), "address": (self._address,)}
        texts = QVBoxLayout()
        texts.setSpacing(style.space("s"))
        for what, values in rows.items():
            if what != "name":
                texts.addSpacing(style.space("s"))
            pictures = [self._pictures[what]] if what in self._pictures else []
            for widget in (self._labels[what], *values, *pictures):
                texts.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(style.space("l"))
        row.addLayout(texts, 1)
        row.addWidget(self._photo, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)
        self.column.addWidget(self._front)

    def present(self, person: Person, words: Words, *, by_hand: bool) -> None:
        """Show what is known of them; without an address nothing is said of one. What a card lacks is asked later."""
        self._say(person, words)
        if person.birth is None and not by_hand:
            self._birth.say(words["screen.person.later"])
        self._show_pictures(person, words)

    def _say(self, person: Person, words: Words) -> None:
        for what, label in self._labels.items():
            label.say(words[f"screen.person.{what}"])
        name = name_in_full(person)
        self._kana.say(person.kana if person.kana != name else "")
        self._name.say(name)
        birth = birth_words(person.birth, words) if person.birth else words["screen.person.none"]
        sex = words[f"screen.person.sex.{person.sex.value}"] if person.sex else ""
        self._birth.say("\u3000".join(filter(None, (birth, sex))))
        self._address.say(person.address)
        self._labels["name"].setVisible(bool(name or person.pictures.name))
        self._labels["address"].setVisible(bool(person.address or person.pictures.address))

    def _show_pictures(self, person: Person, words: Words) -> None:
        """Show of the card what the text does not say; its whole face only where nothing else shows the name."""
        pictures = person.pictures
        name = b"" if person.name and not self._name.has_blanks() else pictures.name
        address = b"" if person.address and not self._address.has_blanks() else pictures.address
        front = b"" if person.name or name else pictures.front
        self._pictures["name"].show_png(name, words["screen.person.picture.name"])
        self._pictures["address"].show_png(address, words["screen.person.picture.address"])
        self._front.show_png(front, words["screen.person.picture.front"])
        self._photo.show_png(pictures.photo, words["screen.person.picture.photo"])

    def shows_blanks(self) -> bool:
        """Say whether what is left to the hand can be seen in a picture of the card."""
        return any(picture.shows() for picture in (*self._pictures.values(), self._front))

    def has_blanks(self) -> bool:
        """Say whether a character of name or address is left to the hand."""
        return self._name.has_blanks() or self._address.has_blanks()
