"""What there is to choose for a need: sexes, countries, the people of a visit."""

from collections.abc import Iterable, Sequence
from datetime import date

from kiosk.guidance.content import Country
from kiosk.people import Sex, known_name
from kiosk.visit.steps import Member
from kiosk.words import Words
from ui.lobby.members import who_and_age
from ui.lobby.pads.choices import Option

_SEXES = (Sex.MALE, Sex.FEMALE, Sex.UNKNOWN)


def sex_options(words: Words) -> Sequence[Option]:
    """UNKNOWN is for those who would rather not say."""
    return tuple(Option(sex.value, sex, words[f"screen.choose.sex.{sex.value}"]) for sex in _SEXES)


def country_options(countries: Iterable[Country], words: Words) -> Sequence[Option]:
    return tuple(Option(country.id, country.name, words[f"country.{country.id}"]) for country in countries)


def people_options(people: Iterable[Member], today: date, words: Words) -> Sequence[Option]:
    """Name people as they are registered, with who they are beneath."""
    return tuple(
        Option(str(member.number), member.number, known_name(member.person), who_and_age(member, words, today))
        for member in people
    )
