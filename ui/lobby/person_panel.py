"""One person as the card has them, in a panel: who stands here."""

from kiosk.calendar import say_day
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.people import Person
from kiosk.words import Words
from ui.lobby.glyphs import GlyphPen, RegisteredText
from ui.lobby.labels import Text
from ui.lobby.panel import Panel
from ui.lobby.style import Style


class PersonPanel(Panel):
    """Name, birth, sex and address of one person."""

    def __init__(self, style: Style, lettering: Lettering, pen: GlyphPen, name_size: str) -> None:
        super().__init__(style)
        self._labels = {what: Text(style, "small", colour="ink_soft") for what in ("name", "birth", "address")}
        self._name = RegisteredText(style, lettering, pen, name_size)
        self._birth = Text(style, "text", face=Face.BOLD)
        self._address = RegisteredText(style, lettering, pen, "text")
        for what, value in (("name", self._name), ("birth", self._birth), ("address", self._address)):
            self.column.addWidget(self._labels[what])
            self.column.addWidget(value)
            if what != "address":
                self.column.addSpacing(style.space("m"))

    def present(self, person: Person, words: Words) -> None:
        for what, label in self._labels.items():
            label.say(words[f"screen.person.{what}"])
        self._name.say(person.name)
        birth = say_day(person.birth, words.language, weekday=False) if person.birth else words["screen.person.none"]
        sex = words[f"screen.person.sex.{person.sex.value}"] if person.sex else ""
        self._birth.say("\u3000".join(filter(None, (birth, sex))))
        self._address.say(person.address or words["screen.person.none"])

    def has_blanks(self) -> bool:
        """Say whether a character of name or address could not be drawn."""
        return self._name.has_blanks() or self._address.has_blanks()
