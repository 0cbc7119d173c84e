"""One person as a card has them, or as they were typed, in a panel: who stands here."""

from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.people import Person
from kiosk.words import Words
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
        rows = {"name": (self._kana, self._name), "birth": (self._birth,), "address": (self._address,)}
        for what, values in rows.items():
            if what != "name":
                self.column.addSpacing(style.space("s"))
            for widget in (self._labels[what], *values):
                self.column.addWidget(widget)

    def present(self, person: Person, words: Words) -> None:
        """Show what is known of them; without an address nothing is said of one."""
        for what, label in self._labels.items():
            label.say(words[f"screen.person.{what}"])
        name = name_in_full(person)
        self._kana.say(person.kana if person.kana != name else "")
        self._name.say(name)
        birth = birth_words(person.birth, words) if person.birth else words["screen.person.none"]
        sex = words[f"screen.person.sex.{person.sex.value}"] if person.sex else ""
        self._birth.say("\u3000".join(filter(None, (birth, sex))))
        self._address.say(person.address)
        self._labels["address"].setVisible(bool(person.address))

    def has_blanks(self) -> bool:
        """Say whether a character of name or address is left to the hand."""
        return self._name.has_blanks() or self._address.has_blanks()
