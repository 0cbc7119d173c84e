"""Who put a card down: what the card says, joined with what the city knows."""

from dataclasses import replace

import pytest

from commands.kiosk_parts import KioskParts
from kiosk.guidance.content import Guide, ResidenceStatus
from kiosk.people import Person, Relation, Residence, Sex
from kiosk.ports import CardKind, CardRead
from kiosk.visit.answers import MemberAdded
from kiosk.visit.holder import holder_of

SELF = MemberAdded(Relation.SELF)


def held(guide: Guide, person: Person, kind: CardKind = CardKind.RESIDENCE) -> Person:
    return holder_of(CardRead(kind, person, None), SELF, guide)


@pytest.fixture
def guide(parts: KioskParts) -> Guide:
    return replace(parts.content.guide, residence_statuses={"A000000001": ResidenceStatus("A000000001", "留学")})


@pytest.mark.parametrize(
    ("told", "said"),
    [("A000000001", "留学"), ("B000000002", ""), ("特別永住者", "特別永住者"), ("", "")],
    ids=["a code that the city lists", "one that it does not", "words", "nothing"],
)
def test_a_code_of_a_status_is_named_or_left_to_the_clerk(guide: Guide, told: str, said: str) -> None:
    person = held(guide, Person(residence=Residence(status=told, period="3年")))
    assert person.residence == Residence(status=said, period="3年")


@pytest.mark.parametrize(("told", "said"), [("VNM", "ベトナム"), ("vn", "ベトナム"), ("ZZZ", "ZZZ"), ("", "")])
def test_a_country_is_written_as_the_register_has_it_and_never_lost(guide: Guide, told: str, said: str) -> None:
    assert held(guide, Person(nationality=told)).nationality == said


@pytest.mark.parametrize(
    ("kind", "foreign", "my_number"),
    [
        (CardKind.MY_NUMBER, None, True),
        (CardKind.DRIVING_LICENCE, None, None),
        (CardKind.RESIDENCE, True, None),
        (CardKind.SPECIAL_PERMANENT, True, None),
    ],
)
def test_the_kind_of_card_says_something_of_its_holder(
    guide: Guide, kind: CardKind, foreign: bool | None, my_number: bool | None
) -> None:
    person = held(guide, Person(), kind)
    assert (person.foreign, person.has_my_number_card) == (foreign, my_number)


def test_the_card_wins_over_the_word_for_who_was_added(guide: Guide) -> None:
    added = MemberAdded(Relation.CHILD, Sex.MALE)
    told = CardRead(CardKind.MY_NUMBER, Person(sex=Sex.FEMALE), 3)
    untold = CardRead(CardKind.DRIVING_LICENCE, Person(), 3)
    assert [holder_of(card, added, guide).sex for card in (told, untold)] == [Sex.FEMALE, Sex.MALE]
