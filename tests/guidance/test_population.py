from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from commands.city import SAMPLE
from commands.survey import survey
from config.content import Content, load
from kiosk.guidance.population import Visitor, visitors, walk
from kiosk.people import Relation

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def content() -> Content:
    return load(Path(SAMPLE), TODAY)


def people(count: int = 2000) -> list[Visitor]:
    return list(visitors(("tennyu", "shibou"), count, TODAY))


def test_everybody_gets_the_same_population() -> None:
    assert people(50) == people(50)
    assert people(50) != list(visitors(("tennyu", "shibou"), 50, TODAY, seed=1))


def test_each_event_has_as_many_visitors() -> None:
    assert Counter(visitor.event for visitor in people()) == {"tennyu": 1000, "shibou": 1000}


def test_every_household_is_a_possible_one() -> None:
    for visitor in people():
        relations = [person.relation for person in visitor.household]
        assert relations[0] is Relation.SELF
        assert relations.count(Relation.SELF) == 1
        assert relations.count(Relation.SPOUSE) <= 1
        assert visitor.household[0].moves
        assert all(person.birth is not None for person in visitor.household)


def test_shares_are_those_of_the_census() -> None:
    sizes = Counter(len(visitor.household) for visitor in people())
    assert 0.33 < sizes[1] / 2000 < 0.43
    assert max(sizes) >= 5


def test_an_answer_hangs_on_the_visitor_and_the_fact_alone(content: Content) -> None:
    """Another question before it, or another version of the content, changes nobody's mind."""
    visitor = next(visitors(("tennyu",), 1, TODAY))
    assert walk(content.guide, visitor, TODAY) == walk(content.guide, visitor, TODAY)


def test_a_survey_on_all_cores_is_that_on_one(content: Content) -> None:
    found = survey(content.guide, 140, TODAY)
    assert found.households == 140
    assert found.screens.keys() == content.guide.events.keys()
    alone = [
        walk(content.guide, one, TODAY).screens for one in visitors(tuple(sorted(content.guide.events)), 140, TODAY)
    ]
    assert max(alone) == max(of.most for of in found.screens.values())


def test_nobody_answers_more_than_twenty_screens(content: Content) -> None:
    assert all(of.most <= 20 for of in survey(content.guide, 1400, TODAY).screens.values())
