"""Is this you? What the card says, large, with the name as it is registered."""

from PySide6.QtWidgets import QHBoxLayout

from kiosk.lettering.lettering import Lettering
from kiosk.visit.steps import ConfirmPerson, PersonConfirmed
from kiosk.words import Words
from ui.lobby.controls import Choice
from ui.lobby.glyphs import GlyphPen
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Help
from ui.lobby.person_panel import PersonPanel
from ui.lobby.screen import Screen
from ui.lobby.style import Style


class PersonScreen(Screen[ConfirmPerson]):
    def __init__(self, style: Style, lettering: Lettering, pen: GlyphPen) -> None:
        super().__init__(style)
        self._heading = Heading(style)
        self._help = Help(style)
        self._panel = PersonPanel(style, lettering, pen, "display")
        self._yes = Choice(style, "yes", Icon.CHECK, height_px=208)
        self._no = Choice(style, "no", Icon.CROSS, height_px=208)
        self._yes.clicked.connect(lambda: self.answered.emit(PersonConfirmed(right=True)))
        self._no.clicked.connect(lambda: self.answered.emit(PersonConfirmed(right=False)))
        row = QHBoxLayout()
        row.setSpacing(style.space("m"))
        row.addWidget(self._yes)
        row.addWidget(self._no)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._help)
        self.column.addStretch(1)
        self.column.addWidget(self._panel)
        self.column.addStretch(2)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def present(self, step: ConfirmPerson, words: Words) -> None:
        self._heading.say(words["screen.person.ask"])
        self._panel.present(step.person, words)
        self._help.say(words["screen.person.blank" if self._panel.has_blanks() else "screen.person.help"])
        self._yes.say(words["screen.person.yes"])
        self._no.say(words["screen.person.no"])
