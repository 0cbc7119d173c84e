"""How many screens of questions the sample city takes. ``kakanai check`` counts them over many more households."""

from datetime import date
from pathlib import Path

import pytest

from config.content import load
from kiosk.guidance.content import Guide
from kiosk.guidance.population import Temper, Visitor, walk
from kiosk.people import Household, Person, Relation

TODAY = date(2026, 11, 20)
SELF = Person(birth=date(1988, 1, 2))
SPOUSE = Person(birth=date(1986, 5, 2), relation=Relation.SPOUSE)
SCHOOLBOY = Person(birth=date(2014, 7, 1), relation=Relation.CHILD)
BABY = Person(birth=date(2025, 7, 1), relation=Relation.CHILD)
STUDENT = Person(birth=date(2006, 7, 1), relation=Relation.CHILD)
OLD = Person(birth=date(1941, 7, 1), relation=Relation.PARENT)

OF_FOUR = ((SELF, SPOUSE, SCHOOLBOY, BABY), (SELF, SPOUSE, STUDENT, OLD), (SELF, SCHOOLBOY, BABY, OLD))
ANYBODY: tuple[Household, ...] = (*OF_FOUR, (SELF,), (OLD, SELF, SPOUSE, STUDENT, SCHOOLBOY, BABY))


@pytest.fixture(scope="module")
def aonami() -> Guide:
    return load(Path(__file__).parents[2] / "config" / "aonami").guide


def most_screens(guide: Guide, event: str, household: Household, walks: int) -> int:
    """Over visitors of every temper: some say yes to most, some know nothing."""
    visitors = (Visitor(number, event, household, temper) for temper in Temper for number in range(walks))
    return max(walk(guide, visitor, TODAY).screens for visitor in visitors)


@pytest.mark.parametrize("household", OF_FOUR)
def test_a_family_of_four_moves_in_on_fourteen_screens(aonami: Guide, household: Household) -> None:
    assert most_screens(aonami, "tennyu", household, 20) <= 14


@pytest.mark.parametrize("household", ANYBODY)
def test_nobody_meets_more_than_twenty_screens(aonami: Guide, household: Household) -> None:
    for event in aonami.events:
        assert most_screens(aonami, event, household, 4) <= 20, event
