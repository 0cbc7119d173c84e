"""Whose errand is it? For oneself, with the family, in place of somebody else, with a helper beside one."""

from collections.abc import Mapping

from kiosk.guidance.content import Party
from kiosk.visit.answers import PartyChosen
from kiosk.visit.steps import ChooseParty
from kiosk.words import Words
from ui.lobby.controls import Choice
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Help
from ui.lobby.screen import Screen
from ui.lobby.style import Style

_ICONS: Mapping[Party, Icon] = {
    Party.SELF: Icon.PERSON,
    Party.FAMILY: Icon.FAMILY,
    Party.PROXY: Icon.PROXY,
    Party.HELPED: Icon.HELPED,
}


class PartyScreen(Screen[ChooseParty]):
    """One large card for each way to come."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._heading = Heading(style)
        self._help = Help(style)
        self._cards = {party: self._card(party) for party in Party}
        self.column.addWidget(self._heading)
        self.column.addWidget(self._help)
        self.column.addSpacing(style.space("m"))
        for card in self._cards.values():
            self.column.addWidget(card)
        self.column.addStretch(1)

    def present(self, step: ChooseParty, words: Words) -> None:
        self._heading.say(words["screen.party.ask"])
        self._help.say(words["screen.party.help"])
        for party, card in self._cards.items():
            card.say(words[f"screen.party.{party.value}.name"], words[f"screen.party.{party.value}.help"])
            card.choose(party is step.chosen)
            card.setVisible(party in step.parties)

    def _card(self, party: Party) -> Choice:
        card = Choice(self.look, f"choice:{party.value}", _ICONS[party], height_px=256, icon_px=132)
        card.clicked.connect(lambda: self.answered.emit(PartyChosen(party)))
        return card
