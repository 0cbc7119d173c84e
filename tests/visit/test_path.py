from collections.abc import Iterator
from datetime import date

import pytest

from commands.kiosk_parts import KioskParts
from kiosk.guidance.content import FactType, Value
from kiosk.visit.path import Ground, Kind, Path, walk


@pytest.fixture
def ground(parts: KioskParts) -> Ground:
    return Ground(parts.content.guide, parts.content.forms, date(2026, 11, 20))


def no_to(path: Path, ground: Ground) -> dict[str, Value | None]:
    """Answer what is asked here with no, or with a day."""
    dates = {fact.id for fact in ground.guide.facts.values() if fact.type is FactType.DATE}
    return {id_: date(1990, 5, 17) if id_ in dates else False for id_ in path.questions[-1].asks}


def to_the_summary(ground: Ground, answers: dict[str, object]) -> Iterator[str]:
    """Answer on in place until nothing more is asked; yield what was asked."""
    while (path := walk(ground, answers)).here.kind is Kind.QUESTION:
        yield path.here.id
        answers[path.here.key] = no_to(path, ground)


def test_a_changed_answer_asks_again_only_where_it_adds_a_line(ground: Ground) -> None:
    answers: dict[str, object] = {"event": "tennyu", "card": None}
    asked = list(to_the_summary(ground, answers))
    assert {"has_mnc", "wishes"} < set(asked)
    answers["question:has_mnc"] = {"has_mnc": True}
    assert list(to_the_summary(ground, answers)) == ["wishes"]


def test_a_changed_answer_that_only_takes_lines_away_asks_nothing(ground: Ground) -> None:
    answers: dict[str, object] = {"event": "tennyu", "card": None, "question:has_mnc": {"has_mnc": True}}
    asked = list(to_the_summary(ground, answers))
    assert "has_mnc" not in asked
    answers["question:move_kind"] = {**no_to_all(answers, "question:move_kind"), "from_abroad": True}
    assert list(to_the_summary(ground, answers)) == []


def test_a_day_of_birth_that_was_told_reaches_the_forms(ground: Ground) -> None:
    answers: dict[str, object] = {"event": "tennyu", "card": None}
    assert "visitor_birth" in list(to_the_summary(ground, answers))
    assert walk(ground, answers).household[0].birth == date(1990, 5, 17)


def no_to_all(answers: dict[str, object], key: str) -> dict[str, object]:
    facts = answers[key]
    assert isinstance(facts, dict)
    return facts
