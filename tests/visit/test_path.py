from collections.abc import Iterator
from datetime import date

import pytest

from commands.kiosk_parts import KioskParts
from kiosk.guidance.content import FactType, Party, Value
from kiosk.people import Relation
from kiosk.visit.answers import GoOn, MemberAdded, MembersComplete, PersonConfirmed
from kiosk.visit.card_talk import NoCardUsed
from kiosk.visit.path import Ground, Kind, Path, walk, without_member

ALONE: dict[str, object] = {
    "party": Party.SELF,
    "event": "tennyu",
    "card:1": NoCardUsed(),
    "by_hand:1:name": None,
    "by_hand:1:birth": date(1990, 5, 17),
    "by_hand:1:sex": None,
    "person:1": PersonConfirmed(right=True),
}


@pytest.fixture
def ground(parts: KioskParts) -> Ground:
    return Ground(parts.content.guide, parts.content.forms, date(2026, 11, 20))


def no_to(path: Path, ground: Ground) -> dict[str, Value | None]:
    """Answer what is asked here with no, or with a day."""
    plain: dict[FactType, Value] = {FactType.DATE: date(2026, 11, 1), FactType.PEOPLE: frozenset()}
    return {id_: plain.get(ground.guide.facts[id_].type, False) for id_ in path.questions[-1].asks}


def to_the_summary(ground: Ground, answers: dict[str, object]) -> Iterator[str]:
    """Answer on in place until nothing more is asked; yield what was asked."""
    while (path := walk(ground, answers)).here.kind is Kind.QUESTION:
        yield path.here.id
        answers[path.here.key] = no_to(path, ground)


def test_a_changed_answer_asks_again_only_where_it_adds_a_line(ground: Ground) -> None:
    answers = dict(ALONE)
    asked = list(to_the_summary(ground, answers))
    assert {"has_mnc", "wishes"} < set(asked)
    answers["question:has_mnc"] = {"has_mnc": True}
    assert list(to_the_summary(ground, answers)) == ["wishes"]


def test_a_changed_answer_that_only_takes_lines_away_asks_nothing(ground: Ground) -> None:
    answers = ALONE | {"question:has_mnc": {"has_mnc": True}}
    asked = list(to_the_summary(ground, answers))
    assert "has_mnc" not in asked
    answers["question:move_kind"] = {**no_to_all(answers, "question:move_kind"), "from_abroad": True}
    assert list(to_the_summary(ground, answers)) == []


def test_a_day_of_birth_that_was_typed_is_the_persons(ground: Ground) -> None:
    answers = dict(ALONE)
    list(to_the_summary(ground, answers))
    assert walk(ground, answers).household[0].birth == date(1990, 5, 17)


def family() -> dict[str, object]:
    """A mother and two children, typed; she moves with the younger one."""
    answers: dict[str, object] = ALONE | {"party": Party.FAMILY}
    for number, birth in ((2, date(2017, 5, 5)), (3, date(2020, 6, 6))):
        answers |= {
            f"members:{number - 1}": MemberAdded(Relation.CHILD),
            f"card:{number}": NoCardUsed(owned=False),
            f"by_hand:{number}:name": None,
            f"by_hand:{number}:birth": birth,
            f"by_hand:{number}:sex": None,
        }
    return answers | {"stays:2": True, "members:3": MembersComplete()}


def test_everybody_who_was_added_is_of_the_household(ground: Ground) -> None:
    household = walk(ground, family()).household
    assert [person.relation for person in household] == [Relation.SELF, Relation.CHILD, Relation.CHILD]
    assert [person.moves for person in household] == [True, False, True]


@pytest.mark.parametrize(("number", "left"), [(2, date(2020, 6, 6)), (3, date(2017, 5, 5))])
def test_one_who_is_removed_leaves_the_others_as_they_are(ground: Ground, number: int, left: date) -> None:
    answers = family()
    list(to_the_summary(ground, answers))
    path = walk(ground, without_member(answers, number))
    assert [person.birth for person in path.household] == [date(1990, 5, 17), left]
    assert [person.moves for person in path.household] == [True, number == 2]


def test_what_was_told_of_each_is_told_again_after_one_was_removed(ground: Ground) -> None:
    answers = family()
    list(to_the_summary(ground, answers))
    answers |= {"question:foreigners": {"foreigners": frozenset({"2"})}}
    answers |= {"summary": GoOn(), "need:kana:2": "バンゴウ", "need:new_head": 2, "need:phone": "0"}
    after = without_member(answers, 2)
    assert after.keys() & {"question:foreigners", "need:kana:2", "need:new_head"} == set()
    assert {"question:insurance", "need:phone"} <= after.keys()


def no_to_all(answers: dict[str, object], key: str) -> dict[str, object]:
    facts = answers[key]
    assert isinstance(facts, dict)
    return facts
