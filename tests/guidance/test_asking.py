"""What is asked, and what is not: for things to bring, sheets and deadlines, and over several events at once."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.guidance.condition import Condition
from kiosk.guidance.content import (
    Desk,
    Due,
    Event,
    Fact,
    FactType,
    Guide,
    Known,
    Procedure,
    ProcedureKind,
    Question,
    Thing,
    Value,
)
from kiosk.guidance.plan import Plan, make_plan
from kiosk.guidance.replay import next_question, open_questions, questions_ahead

TODAY = date(2026, 11, 20)
NAMES = ("a", "b", "c", "d", "e")
EVENTS = ("wed", "move", "leave")


def question(id_: str, *asks: str, events: tuple[str, ...] = ("wed",), given: str | None = None) -> Question:
    return Question(id_, asks or (id_,), events, Condition(given) if given else None)


def procedure(
    id_: str, when: str, *, bring: tuple[str, ...] = (), form: str | None = None, events: tuple[str, ...] = ("wed",)
) -> Procedure:
    return Procedure(id_, events, Condition(when), "one", ProcedureKind.FORM, form=form, bring=bring)


def city(
    questions: list[Question],
    procedures: list[Procedure],
    *,
    bring: dict[str, str] | None = None,
    forms: dict[str, str] | None = None,
    also: dict[str, str] | None = None,
    printed: tuple[str, ...] = (),
) -> Guide:
    """A city of yes/no facts and three events, of which "wed" may take others along and prints sheets."""
    facts = [*(Fact(name, FactType.BOOL) for name in NAMES), Fact("day", FactType.DATE)]
    along = {event: Condition(when) for event, when in (also or {}).items()}
    return Guide(
        facts={fact.id: fact for fact in facts},
        questions={one.id: one for one in questions},
        procedures={one.id: one for one in procedures},
        events={
            event: Event(
                event,
                tuple(one.id for one in questions if event in one.events),
                "day",
                "icon",
                forms=printed if event == "wed" else (),
                also=along if event == "wed" else {},
            )
            for event in EVENTS
        },
        desks={"one": Desk("one", "1")},
        bring={code: Thing(code, Condition(when)) for code, when in (bring or {}).items()},
        cards={},
        form_conditions={id_: (Condition(when),) for id_, when in (forms or {}).items()},
    )


def asked(guide: Guide, known: Known, *events: str) -> list[tuple[str, ...]]:
    return [one.asks for one in open_questions(guide, events or ("wed",), known, (), TODAY)]


def screens(guide: Guide, known: Known, *events: str) -> list[str]:
    return [one.id for one in open_questions(guide, events, known, (), TODAY)]


def planned(guide: Guide, known: Known, *events: str) -> Plan:
    return make_plan(guide, events or ("wed",), known, (), TODAY)


def ids(plan: Plan) -> tuple[list[str], list[str]]:
    return [one.procedure.id for one in plan.required], [one.procedure.id for one in plan.confirm]


# --- things and sheets -----------------------------------------------------------------------


def test_what_to_bring_is_asked_for_while_it_may_be_needed() -> None:
    guide = city([question("a"), question("b")], [procedure("x", "a", bring=("SEAL",))], bring={"SEAL": "b"})
    assert asked(guide, {}) == [("a",), ("b",)]
    assert asked(guide, {"a": True}) == asked(guide, {"a": None}) == [("b",)]
    assert asked(guide, {"a": False}) == []


def test_a_thing_that_is_brought_in_doubt_is_not_asked_for_when_no_answer_takes_it_away() -> None:
    guide = city([question("a"), question("b")], [procedure("x", "true", bring=("SEAL",))], bring={"SEAL": "a or b"})
    assert asked(guide, {"a": None}) == []


def test_a_sheet_asks_while_it_may_be_printed() -> None:
    guide = city([question("a"), question("b")], [procedure("x", "a", form="F")], forms={"F": "b"})
    assert asked(guide, {}) == [("a",), ("b",)]
    assert asked(guide, {"a": False}) == []


def test_a_sheet_that_the_event_always_prints_always_asks() -> None:
    guide = city([question("a"), question("day")], [], forms={"F": "a", "G": "day"}, printed=("F", "G"))
    assert asked(guide, {}) == [("a",), ("day",)]
    assert asked(guide, {"a": None, "day": TODAY}) == []


# --- several events --------------------------------------------------------------------------


def test_a_question_of_two_events_is_one_screen_with_what_either_needs() -> None:
    guide = city(
        [question("both", "a", "b", "c", events=("wed", "move"))],
        [procedure("x", "a and c"), procedure("y", "b and c", events=("move",))],
    )
    assert asked(guide, {}, "wed", "move") == [("a", "b", "c")]
    assert asked(guide, {"a": False}, "wed", "move") == [("b", "c")]


def test_a_fact_that_two_screens_ask_is_asked_once() -> None:
    guide = city(
        [question("one", "a", "b"), question("two", "b", "c", events=("move",))],
        [procedure("x", "a and b"), procedure("y", "b and c", events=("move",))],
    )
    assert asked(guide, {}, "wed", "move") == [("a", "b"), ("c",)]


def test_a_screen_that_others_make_superfluous_is_left_out() -> None:
    guide = city(
        [question("one", "a"), question("two", "a", "b", events=("move",))],
        [procedure("x", "a"), procedure("y", "a and b", events=("move",))],
    )
    assert screens(guide, {}, "wed", "move") == ["two"]
    assert screens(guide, {}, "wed") == ["one"]


def test_a_screen_that_may_not_come_makes_none_superfluous() -> None:
    guide = city(
        [question("gate", "a"), question("one", "b", given="a"), question("two", "b", events=("move",))],
        [procedure("x", "b"), procedure("y", "b", events=("move",))],
    )
    assert screens(guide, {}, "wed", "move") == ["gate", "two"]
    assert screens(guide, {"a": True, "b": False}, "wed", "move") == []


def test_a_screen_that_comes_in_any_case_stays_beside_one_that_may_not_come() -> None:
    guide = city(
        [
            question("sure", "b"),
            question("gate", "a", events=("move",)),
            question("one", "b", events=("move",), given="a"),
        ],
        [procedure("x", "b"), procedure("y", "b", events=("move",))],
    )
    assert screens(guide, {}, "wed", "move") == ["sure", "gate"]


def test_the_first_event_is_asked_first_and_what_another_adds_comes_before_what_they_share() -> None:
    guide = city(
        [
            question("a"),
            question("b", events=("move",)),
            question("c", events=("wed", "move")),
            question("d"),
            question("e", events=("move",)),
        ],
        [procedure("x", "a or c or d"), procedure("y", "b or c or e", events=("move",))],
    )
    assert screens(guide, {}, "wed", "move") == ["a", "b", "c", "d", "e"]
    assert screens(guide, {}, "move", "wed") == ["b", "a", "c", "e", "d"]


ALONG = city(
    [question("a"), question("b", events=("move",)), question("c", events=("leave",))],
    [procedure("x", "b", events=("move",)), procedure("y", "true", events=("leave",))],
    also={"move": "a", "leave": "not a"},
)


def test_what_takes_an_event_along_is_asked() -> None:
    assert asked(ALONG, {}) == [("a",)]
    assert asked(ALONG, {"a": True}) == [("b",)]
    assert planned(ALONG, {"a": True, "b": True}).events == ("wed", "move")


def test_nothing_is_said_to_be_the_last_while_another_event_may_follow() -> None:
    assert questions_ahead(ALONG, ("wed",), {}, (), TODAY) == 2
    assert questions_ahead(ALONG, ("wed",), {"a": True}, (), TODAY) == 1
    assert questions_ahead(ALONG, ("wed",), {"a": None}, (), TODAY) == 0


def test_an_event_that_may_be_taken_along_adds_nothing_before_that_is_certain() -> None:
    assert ids(planned(ALONG, {})) == ([], [])
    assert ids(planned(ALONG, {"a": None, "b": True})) == ([], [])
    assert planned(ALONG, {}).events == ("wed",)
    assert asked(ALONG, {"a": None}) == []


def test_who_chose_one_of_those_events_is_not_asked_which() -> None:
    assert asked(ALONG, {}, "wed", "move") == [("b",)]
    assert planned(ALONG, {"a": False, "b": True}, "wed", "move").events == ("wed", "move")


# --- over all small cities -------------------------------------------------------------------

ANSWERS: tuple[Value | None, ...] = (True, False, None)
SIGNED = st.sampled_from([f"{sign}{name}" for name in NAMES for sign in ("", "not ")])
SOME_KNOWN = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(ANSWERS), min_size=2)


def cities(conditions: st.SearchStrategy[str]) -> st.SearchStrategy[Guide]:
    """Two procedures, a thing, a sheet, and five questions of which one event asks the first four, the other all."""
    return st.builds(
        lambda when, other, thing, sheet: city(
            [question(name, events=("wed", "move") if name != "e" else ("move",)) for name in NAMES],
            [procedure("x", when, bring=("SEAL",), form="F"), procedure("y", other, events=("move",))],
            bring={"SEAL": thing},
            forms={"F": sheet},
        ),
        conditions,
        conditions,
        conditions,
        conditions,
    )


CONDITIONS = st.recursive(
    SIGNED, lambda part: st.builds("({} {} {})".format, part, st.sampled_from(("and", "or")), part), max_leaves=4
)


def outcome(guide: Guide, known: Known, events: tuple[str, ...]) -> str:
    """All that a plan says, and what the sheet of the first event says, which never asks for e."""
    plan = planned(guide, known, *events)
    forms = {entry.procedure.form for entry in (*plan.required, *plan.confirm)} - {None}
    sheets = [when.decide({**known, "e": False}) for form in forms for when in guide.form_conditions[str(form)]]
    return str((ids(plan), plan.bring, sheets))


@given(cities(CONDITIONS), SOME_KNOWN)
def test_what_is_not_asked_changes_nothing(guide: Guide, known: dict[str, Value | None]) -> None:
    both = ("wed", "move")
    open_ = {fact for asks in asked(guide, known, *both) for fact in asks}
    rest = [name for name in NAMES if name not in known and name not in open_]
    asked_ = dict.fromkeys(open_)
    outcomes = {
        outcome(guide, {**asked_, **known, **dict(zip(rest, said, strict=True))}, both)
        for said in product((True, False), repeat=len(rest))
    }
    assert len(outcomes) == 1


@given(cities(SIGNED), SOME_KNOWN)
def test_what_is_asked_can_change_something(guide: Guide, known: dict[str, Value | None]) -> None:
    both = ("wed", "move")
    following = next_question(guide, both, known, (), TODAY)
    if following is None:
        return
    later = [name for name in NAMES if name not in known and name not in following.asks]
    for fact in following.asks:
        assert any(
            len(
                {outcome(guide, {**known, **dict(zip(later, rest, strict=True)), fact: said}, both) for said in ANSWERS}
            )
            > 1
            for rest in product(ANSWERS, repeat=len(later))
        )


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_deadline_of_two_events_asks_for_its_day_once(answer: Value | None) -> None:
    due = Due(n=14, start="day")
    guide = city(
        [question("a"), question("when", "day", events=("wed", "move"))],
        [
            Procedure("x", ("wed",), Condition("a"), "one", ProcedureKind.FORM, due=due),
            Procedure("y", ("move",), Condition("true"), "one", ProcedureKind.FORM, due=due),
        ],
    )
    assert asked(guide, {"a": answer}, "wed", "move") == [("day",)]


@pytest.mark.parametrize(
    ("known", "deadline"),
    [
        ({"a": False}, date(2026, 11, 30)),
        ({"a": False, "day": None}, date(2026, 11, 30)),
        ({"a": True, "day": None}, None),
        ({"a": True}, None),
        ({"a": True, "day": date(2026, 11, 18)}, date(2026, 12, 2)),
    ],
)
def test_a_date_that_nobody_is_asked_for_has_another_stand_in(known: Known, deadline: date | None) -> None:
    late = question("late", "day", given="a")
    due = Due(n=14, start="day")
    paid = Procedure("x", ("wed",), Condition("true"), "one", ProcedureKind.FORM, due=due)
    guide = city([question("a"), late], [paid])
    facts = {"day": Fact("day", FactType.DATE, otherwise="before"), "before": Fact("before", FactType.DATE)}
    guide = replace(guide, facts={**guide.facts, **facts})
    [entry] = planned(guide, {"before": date(2026, 11, 16), **known}).required
    assert entry.deadline == deadline
