from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from commands.city import SAMPLE
from commands.survey import survey
from config.content import load
from kiosk.guidance.comparison import Change, changes
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Guide, Known
from kiosk.guidance.plan import Plan, make_plan

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load(Path(SAMPLE), TODAY).guide


def with_procedure(guide: Guide, id_: str, **other: object) -> Guide:
    changed = replace(guide.procedures[id_], **other)  # type: ignore[arg-type]
    return replace(guide, procedures={**guide.procedures, id_: changed})


def plan(guide: Guide, **known: object) -> Plan:
    facts: Known = known  # type: ignore[assignment]
    return make_plan(guide, ("tennyu",), facts, None, TODAY)


def test_the_same_content_changes_nobody(guide: Guide) -> None:
    assert survey(guide, 140, TODAY, before=guide).changed == 0


def test_a_condition_that_became_wider_changes_those_whom_it_reaches(guide: Guide) -> None:
    wider = with_procedure(guide, "dog.tennyu", when=Condition("has_dog"))
    found = survey(wider, 2800, TODAY, before=guide)
    assert 0 < found.changed < 100
    assert found.changed == sum(kind.count for kind in found.kinds)
    assert all(kind.visitor.event in {"tennyu", "konin", "rikon"} for kind in found.kinds)  # those may move in, too
    assert all({change.id for change in kind.changes} >= {"dog.tennyu"} for kind in found.kinds)
    assert [kind.count for kind in found.kinds] == sorted((kind.count for kind in found.kinds), reverse=True)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"when": Condition("false")}, {Change("required", "dog.tennyu", False), Change("bring", "KANSATSU", False)}),
        (
            {"optional": True},
            {
                Change("required", "dog.tennyu", False),
                Change("optional", "dog.tennyu", True),
                Change("bring", "KANSATSU", False),
            },
        ),
        ({"fee_yen": 500}, {Change("fees")}),
    ],
)
def test_each_difference_is_named(guide: Guide, other: dict[str, object], expected: set[Change]) -> None:
    dog = {"has_dog": True, "dog_chip": False}
    found = changes(plan(guide, **dog), plan(with_procedure(guide, "dog.tennyu", **other), **dog))
    assert expected <= found
    assert all(change.part == "desks" for change in found - expected)


def test_another_deadline_is_a_change(guide: Guide) -> None:
    due = replace(guide.procedures["juki.tennyu"].due, n=30)
    known = {"move_date": date(2026, 11, 16), "from_abroad": False}
    later = plan(with_procedure(guide, "juki.tennyu", due=due), **known)
    assert changes(plan(guide, **known), later) == {Change("deadline", "juki.tennyu")}
