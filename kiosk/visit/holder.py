"""Who put a card down: what it says of them, joined with what the visit and the city know."""

import re
from collections.abc import Iterable
from dataclasses import replace

from kiosk.guidance.content import Country, Guide
from kiosk.paperwork.case import NeedKind
from kiosk.people import Person, Residence
from kiosk.ports import CardKind, CardRead
from kiosk.visit.answers import MemberAdded

OF_FOREIGNERS = frozenset({CardKind.RESIDENCE, CardKind.SPECIAL_PERMANENT})
"""Cards that nobody but a foreign national has (入管法 19条の3, 入管特例法 7条)."""

STATUS_CODE = "[0-9A-Za-z]{10}"
"""How a residence card of the second generation names a status of residence."""


def holder_of(card: CardRead, added: MemberAdded, guide: Guide) -> Person:
    """Return the holder as one of the visit; the card wins over the word with which somebody was added."""
    person = card.person
    return replace(
        person,
        relation=added.relation,
        sex=person.sex or added.sex,
        nationality=nationality(person.nationality, guide.countries.values()),
        residence=_named(person.residence, guide) if person.residence else None,
        foreign=True if card.kind in OF_FOREIGNERS else person.foreign,
        has_my_number_card=True if card.kind is CardKind.MY_NUMBER else None,
    )


def nationality(code: str, countries: Iterable[Country]) -> str:
    """Return how the register writes a country that a card names by its code (ISO 3166-1); any other as it is."""
    names = {each: country.name for country in countries for each in (country.id, country.alpha3) if each}
    return names.get(code.strip().upper(), code)


def _named(residence: Residence, guide: Guide) -> Residence:
    """Put a name for the code of a status; a code that the city does not know says nothing to anybody."""
    if not re.fullmatch(STATUS_CODE, residence.status):
        return residence
    known = guide.residence_statuses.get(residence.status)
    return replace(residence, status=known.name if known else "")


def details_missing(number: int, person: Person) -> tuple[NeedKind, ...]:
    """Return what somebody is asked for by hand. Who stands in for others is asked only for the name."""
    missing = (
        (NeedKind.NAME, not person.name),
        (NeedKind.BIRTH, person.birth is None),
        (NeedKind.SEX, person.sex is None),
    )
    return tuple(kind for kind, is_missing in missing[: 1 if number == 0 else None] if is_missing)
