"""Finds out what card lies on the reader, by the applications that it has."""

from collections.abc import Sequence

from devices.cards.card import IdentityCard, Wanted
from devices.cards.driving_licence.card import DrivingLicence
from devices.cards.my_number.card import MyNumberCard
from devices.cards.residence.card import ResidenceCard
from devices.connection import Allowed, AllowList, CardConnection, WholeAnswers
from devices.files import CardFiles
from kiosk.errors import UnknownCard

CARDS: Sequence[type[IdentityCard]] = (MyNumberCard, DrivingLicence, ResidenceCard)
"""All that we read. A card of several is taken for the first: a My Number card may be a driving licence, too."""


def recognise(connection: CardConnection, wanted: Wanted) -> IdentityCard:
    """Return a session with the card. Raises UnknownCard when it has none of our applications.

    While it is being found out nothing can be read. Then only what that kind of card allows is ever sent.
    """
    names = Allowed(applications=frozenset(kind.APPLICATION for kind in CARDS))
    asking = CardFiles(WholeAnswers(AllowList(connection, names)))
    for kind in CARDS:
        if asking.has_application(kind.APPLICATION):
            line = AllowList(connection, kind.ALLOWED, application=kind.APPLICATION)
            return kind(CardFiles(WholeAnswers(line)), wanted)
    raise UnknownCard("This card is none that we read.")
