"""Is this you? What the card says, or what was typed, large, with the name as it is registered."""

from PySide6.QtWidgets import QHBoxLayout

from kiosk.lettering.lettering import Lettering
from kiosk.people import Relation
from kiosk.visit.answers import PersonConfirmed
from kiosk.visit.steps import ConfirmPerson, Voice
from kiosk.words import Words
from ui.lobby.controls import Choice
from ui.lobby.glyphs import GlyphPen
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Help
from ui.lobby.members import whose
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
        self._heading.say(_question(step, words))
        self._panel.present(step.whom.person, words, by_hand=step.by_hand)
        self._help.say(words[f"screen.person.{self._help_word(step)}"])
        self._yes.say(words["screen.person.yes"])
        self._no.say(words["screen.person.change" if step.by_hand else "screen.person.no"])
        self._no.show_icon(Icon.PENCIL if step.by_hand else Icon.CROSS)

    def _help_word(self, step: ConfirmPerson) -> str:
        if self._panel.has_blanks():
            return "unwritten" if step.by_hand else "pictured" if self._panel.shows_blanks() else "blank"
        return "help_typed" if step.by_hand else "help"


def _question(step: ConfirmPerson, words: Words) -> str:
    """Ask of what was typed whether it is right, of a card whether it is theirs."""
    if step.by_hand:
        return words["screen.person.ask_typed"]
    if step.whom.person.relation is not Relation.SELF:
        return words.say("screen.person.ask_of", whose=whose(step.whom, words))
    return words["screen.person.ask_principal" if step.whom.voice is Voice.PRINCIPAL else "screen.person.ask"]
