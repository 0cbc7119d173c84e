from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.calendar import OpeningDays
from kiosk.guidance.condition import Condition, PersonCondition
from kiosk.guidance.content import (
    Desk,
    Due,
    Event,
    Fact,
    FactType,
    FirstDay,
    Guide,
    Known,
    Procedure,
    ProcedureKind,
    Question,
    Thing,
    Unit,
    Value,
)
from kiosk.guidance.facts import facts_for
from kiosk.guidance.plan import Plan, make_plan
from kiosk.guidance.replay import next_question, open_questions, questions_ahead
from kiosk.people import Household, Person, Relation

TODAY = date(2026, 11, 20)
NOBODY: Household = ()


def fact(id_: str, kind: FactType = FactType.BOOL, count: str | None = None) -> Fact:
    return Fact(id_, kind, count=PersonCondition(count) if count else None)


def question(id_: str, *asks: str, given: str | None = None, only: dict[str, str] | None = None) -> Question:
    conditions = {asked: Condition(when) for asked, when in (only or {}).items()}
    return Question(id_, asks or (id_,), ("move",), Condition(given) if given else None, conditions)


def procedure(id_: str, when: str, **parts: Any) -> Procedure:
    parts = {"events": ("move",), "desk": "one", "kind": ProcedureKind.FORM, **parts}
    return Procedure(id_, when=Condition(when), **parts)


def guide(facts: list[Fact], questions: list[Question], procedures: list[Procedure], *more: Event) -> Guide:
    facts = [*facts, fact("day", FactType.DATE)]
    events = (Event("move", tuple(asked.id for asked in questions), "day", "icon"), *more)
    return Guide(
        facts={known.id: known for known in facts},
        questions={asked.id: asked for asked in questions},
        procedures={one.id: one for one in procedures},
        events={event.id: event for event in events},
        desks={id_: Desk(id_, window) for id_, window in (("outside", None), ("one", "1"), ("two", "2"))},
        bring={code: Thing(code) for code in ("ID", "CARD", "SEAL")},
        cards={},
        opening=OpeningDays(),
    )


def lists(plan: Plan) -> tuple[list[str], ...]:
    return tuple([entry.procedure.id for entry in part] for part in (plan.required, plan.confirm, plan.optional))


def planned(city: Guide, known: Known, people: Household | None = NOBODY) -> Plan:
    return make_plan(city, ("move",), known, people, TODAY)


def asked(city: Guide, known: Known, people: Household | None = NOBODY) -> list[str]:
    return [one.id for one in open_questions(city, ("move",), known, people, TODAY)]


def test_true_is_required_unknown_is_confirmed_false_is_left_out() -> None:
    city = guide(
        [fact("a"), fact("b")],
        [question("a"), question("b")],
        [
            procedure("must", "a"),
            procedure("may", "a", optional=True),
            procedure("maybe", "b"),
            procedure("no", "not a"),
        ],
    )
    assert lists(planned(city, {"a": True, "b": None})) == (["must"], ["maybe"], ["may"])
    assert lists(planned(city, {})) == ([], ["must", "may", "maybe", "no"], [])


def test_what_the_event_never_asks_is_no() -> None:
    city = guide([fact("a"), fact("never")], [question("a")], [procedure("x", "never"), procedure("y", "not never")])
    assert lists(planned(city, {"never": True})) == (["y"], [], [])


def test_what_does_not_arise_is_no_whatever_was_answered_before() -> None:
    city = guide(
        [fact("dog"), fact("chip"), fact("tag")],
        [question("dog"), question("chip", given="dog"), question("tag", given="chip")],
        [procedure("chip", "chip"), procedure("tag", "tag")],
    )
    stale = {"dog": False, "chip": True, "tag": True}
    assert lists(planned(city, stale)) == ([], [], [])
    assert asked(city, {"dog": False}) == []
    assert lists(planned(city, stale | {"dog": True})) == (["chip", "tag"], [], [])


def test_a_question_of_an_unknown_given_is_still_asked() -> None:
    city = guide(
        [fact("dog"), fact("chip")], [question("dog"), question("chip", given="dog")], [procedure("x", "chip")]
    )
    assert asked(city, {"dog": None}) == ["chip"]
    assert asked(city, {}) == ["dog", "chip"]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, ["a", "b"]),
        ({"a": False}, []),
        ({"a": True}, ["b"]),
        ({"a": None}, ["b"]),
        ({"b": False}, []),
        ({"a": None, "b": None}, []),
    ],
)
def test_a_question_is_open_while_it_can_change_what_follows(
    known: dict[str, Value | None], expected: list[str]
) -> None:
    city = guide([fact("a"), fact("b")], [question("a"), question("b")], [procedure("x", "a and b")])
    assert asked(city, known) == expected


def test_a_screen_asks_only_the_lines_that_matter() -> None:
    city = guide(
        [fact("a"), fact("b"), fact("c")],
        [question("screen", "a", "b", "c", only={"c": "false"})],
        [procedure("x", "a and b"), procedure("y", "c")],
    )
    [screen] = open_questions(city, ("move",), {"a": True}, NOBODY, TODAY)
    assert screen.asks == ("b",)


def test_a_date_is_asked_only_for_a_deadline_that_may_run() -> None:
    due = Due(n=14, start="day")
    city = guide([fact("a")], [question("a"), question("day")], [procedure("x", "a", due=due)])
    assert asked(city, {}) == ["a", "day"]
    assert asked(city, {"a": False}) == []
    assert asked(city, {"a": True, "day": None}) == []


def test_a_date_that_does_not_arise_is_not_asked() -> None:
    city = guide(
        [fact("a"), fact("b"), fact("since", FactType.DATE)],
        [question("a"), question("b"), question("since", given="b")],
        [procedure("x", "a or b", due=Due(n=14, start="since"))],
    )
    assert asked(city, {"a": True, "b": False}) == []
    assert asked(city, {"a": True, "b": True}) == ["since"]


@pytest.mark.parametrize(
    ("due", "deadline"),
    [
        (Due(n=14, start="day"), date(2026, 11, 30)),
        (Due(n=14), date(2026, 11, 30)),
        (Due(n=14, start="event_date"), date(2026, 11, 30)),
        (Due(n=14, first=FirstDay.INCLUDED), date(2026, 11, 30)),  # the 29th is a Sunday
        (Due(n=3, unit=Unit.MONTH), date(2027, 2, 16)),
        (Due(n=2, unit=Unit.YEAR), date(2028, 11, 16)),
        (Due(n=14, start="notify_date"), date(2026, 12, 4)),
        (Due(), None),
    ],
)
def test_a_deadline_is_counted_to_an_opening_day(due: Due, deadline: date | None) -> None:
    city = guide([], [question("day")], [procedure("x", "true", due=due)])
    [entry] = planned(city, {"day": date(2026, 11, 16)}).required
    assert entry.deadline == deadline


def test_without_its_date_a_deadline_is_not_counted() -> None:
    city = guide([], [question("day")], [procedure("x", "true", due=Due(n=14))])
    [entry] = planned(city, {"day": None}).required
    assert entry.deadline is None


def test_a_plan_walks_from_desk_to_desk_and_leaves_the_house_last() -> None:
    city = guide(
        [],
        [],
        [
            procedure("third", "true", desk="two", bring=("SEAL",), fee_yen=300),
            procedure("first", "true", desk="one", bring=("CARD", "ID"), fee_yen=50),
            procedure("away", "true", desk="outside", bring=("ID",)),
            procedure("second", "true", desk="one"),
            procedure("extra", "true", desk="two", fee_yen=900, optional=True),
        ],
    )
    plan = planned(city, {})
    assert plan.desks == ("one", "two", "outside")
    assert lists(plan)[0] == ["away", "first", "second", "third"]
    assert plan.bring == ("ID", "CARD", "SEAL")
    assert plan.fees_yen == 350


def test_reasons_are_what_the_person_said() -> None:
    city = guide(
        [fact("a"), fact("b"), fact("n", FactType.INT, "age >= 65"), fact("c")],
        [question("a"), question("b", given="a")],
        [procedure("x", "event == 'move' and not a and not b and n == 0 and not c"), procedure("y", "a or n > 0")],
    )
    plan = planned(city, {"a": False})
    assert [entry.because for entry in plan.required] == [("a", "n")]
    [_, maybe] = planned(city, {"a": None}, None).confirm
    assert maybe.because == ("a", "n")


OLD, YOUNG, UNKNOWN = (
    Person(birth=date(1950, 1, 1)),
    Person(birth=date(2020, 1, 1), relation=Relation.CHILD),
    Person(relation=Relation.OTHER),
)


@pytest.mark.parametrize(
    ("people", "count"),
    [
        (None, None),
        ((), 0),
        ((OLD,), 1),
        ((OLD, YOUNG), 1),
        ((OLD, OLD), 2),
        ((OLD, UNKNOWN), None),
        ((replace(OLD, moves=False),), 0),
        ((replace(UNKNOWN, moves=False),), 0),
    ],
)
def test_counts_are_exact_or_unknown(people: Household | None, count: int | None) -> None:
    city = guide([fact("n", FactType.INT, "moves and age_reached >= 65")], [], [])
    assert facts_for(city, "move", {}, people, TODAY)["n"] == count


def test_a_count_that_is_given_wins_over_the_household() -> None:
    city = guide([fact("n", FactType.INT, "age >= 65")], [], [])
    assert facts_for(city, "move", {"n": 0}, (OLD,), TODAY)["n"] == 0
    assert facts_for(city, "move", {"n": None}, (OLD,), TODAY)["n"] is None


@pytest.mark.parametrize(("nationality", "foreign"), [("日本", 0), ("JPN", 0), ("ベトナム", 1), ("", None)])
def test_nationality_is_unknown_until_somebody_says(nationality: str, foreign: int | None) -> None:
    city = guide([fact("n", FactType.INT, "foreign")], [], [])
    assert facts_for(city, "move", {}, (Person(nationality=nationality),), TODAY)["n"] == foreign
    assert facts_for(city, "move", {"foreigners": frozenset({"1"})}, (Person(),), TODAY)["n"] == 1
    assert facts_for(city, "move", {"foreigners": frozenset[str]()}, (Person(foreign=True),), TODAY)["n"] == 1


def test_a_count_that_hangs_on_who_people_are_asks_who_they_are() -> None:
    city = guide(
        [fact("any_foreign"), fact("foreigners", FactType.PEOPLE), fact("n", FactType.INT, "foreign")],
        [question("any_foreign"), question("foreigners", given="any_foreign")],
        [procedure("x", "n > 0")],
    )
    alone, two, japanese = (Person(),), (Person(), Person()), (Person(nationality="日本"),)
    assert next_question(city, ("move",), {}, two, TODAY) == city.questions["any_foreign"]
    assert asked(city, {}, japanese) == []
    assert asked(city, {"any_foreign": True}, two) == ["foreigners"]
    assert [asked(city, {"any_foreign": said}, two) for said in (False, None)] == [[], []]
    assert asked(city, {"any_foreign": True}, alone) == []
    assert lists(planned(city, {"any_foreign": True}, alone)) == (["x"], [], [])
    assert lists(planned(city, {"any_foreign": False}, two)) == ([], [], [])
    assert lists(planned(city, {"any_foreign": True, "foreigners": frozenset({"2"})}, two)) == (["x"], [], [])


def test_what_is_covered_wants_no_thing_no_money_and_no_desk() -> None:
    small = procedure("small", "a", bring=("CARD", "ID"), fee_yen=300, desk="two", covered_by=("large",))
    city = guide(
        [fact("a"), fact("b")], [question("a"), question("b")], [procedure("large", "b", bring=("ID",)), small]
    )
    alone, both = planned(city, {"a": True, "b": False}), planned(city, {"a": True, "b": True})
    assert (alone.bring, alone.fees_yen, alone.desks) == (("ID", "CARD"), 300, ("two",))
    assert (both.bring, both.fees_yen, both.desks) == (("ID",), 0, ("one",))
    assert lists(both)[0] == ["large", "small"]


def test_a_thing_to_bring_may_be_wanted_only_of_some() -> None:
    city = guide([fact("a")], [question("a")], [procedure("x", "true", bring=("SEAL", "ID"))])
    city = replace(city, bring={**city.bring, "SEAL": Thing("SEAL", Condition("a"))})
    brought = [planned(city, known).bring for known in ({"a": True}, {"a": None}, {"a": False})]
    assert brought == [("ID", "SEAL"), ("ID", "SEAL"), ("ID",)]


def test_each_event_is_decided_for_itself_and_then_merged() -> None:
    wed = Event("wed", ("b",), "day", "icon")
    both = ("move", "wed")
    city = guide(
        [fact("a"), fact("b")],
        [question("a"), replace(question("b"), events=both)],
        [
            procedure("x", "event == 'wed' and not a", events=both),
            procedure("y", "a", events=("move",)),
            procedure("z", "a", events=("wed",)),
        ],
        wed,
    )
    plan = make_plan(city, both, {"a": True, "b": True}, NOBODY, TODAY)
    assert lists(plan) == (["x", "y"], [], [])


# --- over all small guides -------------------------------------------------------------------

NAMES = ("a", "b", "c", "d")


def conditions(signs: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Conditions that name each fact at most once, so that each of them can decide it."""
    signed = st.permutations(NAMES).flatmap(
        lambda names: st.tuples(*(st.sampled_from(signs).map(f"{{}}{name}".format) for name in names))
    )
    joined = st.tuples(signed, st.lists(st.sampled_from(("and", "or")), max_size=3))
    return joined.map(lambda parts: _joined(*parts))


def _joined(names: tuple[str, ...], operators: list[str]) -> str:
    source = names[0]
    for operator, name in zip(operators, names[1:], strict=False):
        source = f"({source} {operator} {name})"
    return source


def guides(givens: st.SearchStrategy[str | None], whens: st.SearchStrategy[str]) -> st.SearchStrategy[Guide]:
    return st.builds(
        lambda given, when: guide(
            [fact(name) for name in NAMES],
            [question(name, given=None if (given[at] or name) >= name else given[at]) for at, name in enumerate(NAMES)],
            [procedure(f"p{at}", source) for at, source in enumerate(when)],
        ),
        st.tuples(givens, givens, givens, givens),
        st.lists(whens, min_size=1, max_size=3),
    )


SMALL_GUIDES = st.one_of(
    guides(st.none(), conditions(("", "not "))),
    # What arises only for some is never asked together with its contrary.
    guides(st.sampled_from((None, *NAMES)), conditions(("",))),
)

ANSWERS: tuple[Value | None, ...] = (True, False, None)
FOUR_ANSWERS = st.lists(st.sampled_from(ANSWERS), min_size=4, max_size=4)
SOME_KNOWN = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(ANSWERS))
FEW_ANSWERS = st.lists(st.sampled_from(ANSWERS), max_size=4)


def walked(city: Guide, answers: list[Value | None]) -> Known:
    """What is known after so many questions."""
    known: dict[str, Value | None] = {}
    for answer in answers:
        question_ = next_question(city, ("move",), known, NOBODY, TODAY)
        if question_ is not None:
            known |= dict.fromkeys(question_.asks, answer)
    return known


@given(SMALL_GUIDES, FOUR_ANSWERS)
def test_every_question_asked_can_change_the_plan(city: Guide, answers: list[Value | None]) -> None:
    known: dict[str, Value | None] = {}
    for answer in answers:
        question_ = next_question(city, ("move",), known, NOBODY, TODAY)
        if question_ is None:
            break
        [id_] = question_.asks
        later = [name for name in NAMES if name not in known and name != id_]
        assert any(
            len(
                {
                    str(lists(planned(city, known | dict(zip(later, rest, strict=True)) | {id_: said})))
                    for said in ANSWERS
                }
            )
            > 1
            for rest in product(ANSWERS, repeat=len(later))
        )
        known[id_] = answer


@given(SMALL_GUIDES, FOUR_ANSWERS)
def test_when_nothing_is_asked_nothing_more_could_change_the_plan(city: Guide, answers: list[Value | None]) -> None:
    known: dict[str, Value | None] = {}
    while question_ := next_question(city, ("move",), known, NOBODY, TODAY):
        known |= dict.fromkeys(question_.asks, answers[len(known)])
    rest = [name for name in NAMES if name not in known]
    plans = {
        str(lists(planned(city, known | dict(zip(rest, said, strict=True)))))
        for said in product((True, False), repeat=len(rest))
    }
    assert len(plans) == 1


@given(SMALL_GUIDES, FEW_ANSWERS)
def test_what_is_left_to_ask_never_grows(city: Guide, answers: list[Value | None]) -> None:
    known = walked(city, answers)
    left = asked(city, known)
    if left:
        for said in ANSWERS:
            assert set(asked(city, {**known, left[0]: said})) <= set(left[1:])


@given(SMALL_GUIDES, FEW_ANSWERS)
def test_a_question_that_comes_is_counted(city: Guide, answers: list[Value | None]) -> None:
    known = walked(city, answers)
    ahead = questions_ahead(city, ("move",), known, NOBODY, TODAY)
    assert bool(asked(city, known)) <= ahead <= len(asked(city, known))


def test_who_says_no_is_told_how_many_questions_come() -> None:
    city = guide(
        [fact("a"), fact("b"), fact("c")],
        [question("a"), question("b", given="a"), question("c")],
        [procedure("x", "b"), procedure("y", "c")],
    )
    ahead = [questions_ahead(city, ("move",), {"a": said}, NOBODY, TODAY) for said in (False, True)]
    assert (questions_ahead(city, ("move",), {}, NOBODY, TODAY), *ahead) == (2, 1, 2)


@given(SMALL_GUIDES, SOME_KNOWN)
def test_a_question_is_only_said_to_be_the_last_when_it_is(city: Guide, known: dict[str, Value | None]) -> None:
    last = questions_ahead(city, ("move",), known, NOBODY, TODAY) == 1
    assert last == (len(asked(city, known)) == 1)


@given(SMALL_GUIDES, SOME_KNOWN)
def test_the_three_lists_share_nothing(city: Guide, known: dict[str, Value | None]) -> None:
    ids = [id_ for part in lists(planned(city, known)) for id_ in part]
    assert len(ids) == len(set(ids))
