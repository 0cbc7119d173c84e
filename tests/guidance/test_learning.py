"""What an answer that is learned does to a plan: it settles what was open, and turns nothing around.

What belongs to another event that an answer takes along is not decided before that answer.
Over a visit this holds whatever is answered. Between any two sets of answers, one more than the other, it holds as long
as none is taken back: a fact that is asked only of some ("which of them?") is no as soon as it is learned that it does
not arise, also where it had been answered while nobody could tell. So the order of answers does not matter, either,
as long as a question waits for those that it hangs on. (Until its birthday is told, a child that was just born counts
as born today; no law tells newborns apart by days.)
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.content import load
from kiosk.calendar import OpeningDays
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import (
    Desk,
    Event,
    Fact,
    FactType,
    Guide,
    Known,
    Procedure,
    ProcedureKind,
    Question,
    Value,
)
from kiosk.guidance.facts import asked_for, facts_for
from kiosk.guidance.plan import Plan, make_plan
from kiosk.guidance.replay import next_question, open_questions, questions_ahead
from kiosk.people import Household, Person, Relation

TODAY = date(2026, 11, 20)
NAMES = ("a", "b", "c", "d")
ANSWERS: tuple[Value | None, ...] = (True, False, None)

SELF = Person(birth=date(1988, 1, 2))
SPOUSE = Person(birth=date(1986, 5, 2), relation=Relation.SPOUSE, foreign=True)
CHILD = Person(birth=date(2018, 7, 1), relation=Relation.CHILD, has_my_number_card=True)
BABY = Person(birth=date(2025, 7, 1), relation=Relation.CHILD)
OLD = Person(birth=date(1941, 7, 1), relation=Relation.PARENT, has_my_number_card=False)
HOUSEHOLDS: tuple[Household | None, ...] = (
    None,
    (SELF,),
    (SELF, SPOUSE, CHILD, BABY),
    (replace(OLD, birth=None), SELF),
)


def verdicts(plan: Plan) -> Mapping[str, bool | None]:
    """Yes and unknown; what is no is missing."""
    sure = {entry.procedure.id: True for entry in (*plan.required, *plan.optional)}
    return sure | {entry.procedure.id: None for entry in plan.confirm}


def turned_around(guide: Guide, before: Plan, after: Plan) -> set[str]:
    """What was yes and is not any more, or was no and is not any more.

    What an event needs that was learned to come along was not decided before.
    """
    had, has = verdicts(before), verdicts(after)
    lost = {id_ for id_, verdict in had.items() if verdict and not has.get(id_, False)}
    came = set(after.events) - set(before.events)
    return lost | {id_ for id_ in has.keys() - had.keys() if came.isdisjoint(guide.procedures[id_].events)}


def said(plan: Plan) -> object:
    """All that a plan says, apart from the reasons: who answered more than needed may have more of them."""
    lists = [[entry.procedure.id for entry in part] for part in (plan.required, plan.confirm, plan.optional)]
    return lists, plan.bring, plan.desks, plan.fees_yen, plan.events


# --- over random cities ----------------------------------------------------------------------

LEAVES = st.sampled_from([f"{sign}{name}" for name in NAMES for sign in ("", "not ")])
CONDITIONS = st.recursive(
    LEAVES, lambda part: st.builds("({} {} {})".format, part, st.sampled_from(("and", "or")), part), max_leaves=6
)


def small(gates: tuple[str | None, ...], whens: list[str], along: str) -> Guide:
    """Four facts, each asked only if the one named by its gate is not no, and a second event that may come along."""
    questions = [
        Question(name, (name,), ("one", "two"), Condition(gate) if gate and gate < name else None)
        for name, gate in zip(NAMES, gates, strict=True)
    ]
    procedures = [
        Procedure(f"{event}{at}", (event,), Condition(when), "desk", ProcedureKind.FORM)
        for event in ("one", "two")
        for at, when in enumerate(whens)
    ]
    return Guide(
        facts={name: Fact(name, FactType.BOOL) for name in NAMES} | {"day": Fact("day", FactType.DATE)},
        questions={question.id: question for question in questions},
        procedures={procedure.id: procedure for procedure in procedures},
        events={
            "one": Event("one", NAMES, "day", "icon", also={"two": Condition(along)}),
            "two": Event("two", NAMES, "day", "icon"),
        },
        desks={"desk": Desk("desk", "1")},
        bring={},
        cards={},
        opening=OpeningDays(),
    )


GATES = st.tuples(*(st.sampled_from((None, *NAMES)) for _ in NAMES))
SMALL = st.builds(small, GATES, st.lists(CONDITIONS, min_size=1, max_size=3), CONDITIONS)
SOME_KNOWN = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(ANSWERS))


def plan_of(guide: Guide, known: Known) -> Plan:
    return make_plan(guide, ("one",), known, (), TODAY)


@given(SMALL, st.lists(st.sampled_from(ANSWERS), min_size=4, max_size=4))
def test_over_a_visit_nothing_decided_turns_around(guide: Guide, answers: list[Value | None]) -> None:
    known: dict[str, Value | None] = {}
    while question := next_question(guide, ("one",), known, (), TODAY):
        before = plan_of(guide, known)
        known[question.id] = answers[len(known)]
        assert turned_around(guide, before, plan_of(guide, known)) == set()


@given(SMALL, SOME_KNOWN, SOME_KNOWN)
def test_what_is_learned_turns_nothing_around_unless_it_takes_an_answer_back(
    guide: Guide, known: dict[str, Value | None], learned: dict[str, Value | None]
) -> None:
    more = learned | known
    before, after = (facts_for(guide, "one", facts, (), TODAY) for facts in (known, more))
    taken_back = any(before[name] not in {None, after[name]} for name in NAMES)
    assert taken_back or turned_around(guide, plan_of(guide, known), plan_of(guide, more)) == set()


def ready(guide: Guide, open_: tuple[Question, ...]) -> list[Question]:
    """Those that hang on nothing that another one still asks."""
    return [one for one in open_ if hangs_on(guide, one).isdisjoint(id_ for other in open_ for id_ in other.asks)]


def hangs_on(guide: Guide, question: Question) -> set[str]:
    named = {id_ for fact in question.asks for gate in question.gates(fact) for id_ in gate.names()} & set(guide.facts)
    return {asked for id_ in named for asked in asked_for(guide.facts[id_])} - set(question.asks)


@given(SMALL, st.permutations(NAMES), st.lists(st.sampled_from(ANSWERS), min_size=4, max_size=4))
def test_the_order_of_answers_does_not_matter(guide: Guide, order: list[str], answers: list[Value | None]) -> None:
    answer = dict(zip(NAMES, answers, strict=True))
    in_turn: dict[str, Value | None] = {}
    while question := next_question(guide, ("one",), in_turn, (), TODAY):
        in_turn[question.id] = answer[question.id]
    jumping: dict[str, Value | None] = {}
    while open_ := open_questions(guide, ("one",), jumping, (), TODAY):
        jumped = min((one.id for one in ready(guide, open_)), key=order.index)
        jumping[jumped] = answer[jumped]
    assert said(plan_of(guide, in_turn)) == said(plan_of(guide, jumping))


# --- over the sample city --------------------------------------------------------------------


@pytest.fixture(scope="module")
def aonami() -> Guide:
    return load(Path(__file__).parents[2] / "config" / "aonami").guide


def answered(fact: Fact, seed: int) -> Value | None:
    """An answer that hangs on the fact and the seed alone; every fifth is that nobody knows."""
    random = Random(f"{fact.id} {seed}")
    values: Mapping[FactType, list[Value | None]] = {
        FactType.BOOL: [True, True, False, False, None],
        FactType.INT: [0, 1, 2, 3, None],
        FactType.ENUM: [*fact.values, None],
        FactType.SET: [frozenset(fact.values[:1]), frozenset(fact.values), None],
        FactType.PEOPLE: [frozenset({"1"}), frozenset(), None],
        FactType.DATE: [TODAY, date(2026, 11, 2), None],
    }
    return random.choice(values[fact.type])


def visit(guide: Guide, events: tuple[str, ...], household: Household | None, seed: int) -> Iterator[Known]:
    """Yield what is known at every place of a visit."""
    known: dict[str, Value | None] = {}
    yield dict(known)
    while question := next_question(guide, events, known, household, TODAY):
        known |= {id_: answered(guide.facts[id_], seed) for id_ in question.asks}
        yield dict(known)


def visits(guide: Guide) -> Iterator[tuple[tuple[str, ...], Household | None, int]]:
    """Every event, and some that come together, for every household."""
    together = [("konin", "tenkyo"), ("tennyu", "shussei"), ("shibou", "tenkyo"), ("rikon", "hoken")]
    for at, events in enumerate([*((event,) for event in guide.events), *together]):
        for number, household in enumerate(HOUSEHOLDS):
            yield events, household, at + number


def counting(guide: Guide, events: tuple[str, ...], household: Household | None, known: Known) -> Known:
    """Leave out what an answer on the same screen made superfluous."""
    all_events = make_plan(guide, events, known, household, TODAY).events
    views = [facts_for(guide, event, known, household, TODAY) for event in all_events]
    return {id_: value for id_, value in known.items() if any(view[id_] == value for view in views)}


def test_over_a_visit_to_the_city_nothing_decided_turns_around(aonami: Guide) -> None:
    for events, household, seed in visits(aonami):
        plans = [make_plan(aonami, events, known, household, TODAY) for known in visit(aonami, events, household, seed)]
        for before, after in pairwise(plans):
            assert turned_around(aonami, before, after) == set(), (events, seed)


def test_answers_that_are_missing_leave_open_and_turn_nothing_around(aonami: Guide) -> None:
    for events, household, seed in visits(aonami):
        *_, known = visit(aonami, events, household, seed)
        known = counting(aonami, events, household, known)
        random = Random(seed)
        fewer = {id_: value for id_, value in known.items() if random.random() < 0.5}
        before, after = (make_plan(aonami, events, facts, household, TODAY) for facts in (fewer, known))
        assert turned_around(aonami, before, after) == set(), (events, seed)


def test_in_whatever_order_the_city_is_answered_the_plan_is_the_same(aonami: Guide) -> None:
    for events, household, seed in visits(aonami):
        *_, in_turn = visit(aonami, events, household, seed)
        random = Random(seed)
        jumping: dict[str, Value | None] = {}
        while open_ := open_questions(aonami, events, jumping, household, TODAY):
            jumping |= {id_: answered(aonami.facts[id_], seed) for id_ in random.choice(ready(aonami, open_)).asks}
        plans = (make_plan(aonami, events, known, household, TODAY) for known in (in_turn, jumping))
        assert len({str(said(plan)) for plan in plans}) == 1, (events, seed)


def test_back_and_forth_leads_to_the_same_plan(aonami: Guide) -> None:
    for events, household, seed in visits(aonami):
        places = list(visit(aonami, events, household, seed))
        for back, here in pairwise(places):
            question = next_question(aonami, events, back, household, TODAY)
            assert question is not None
            other = back | {id_: answered(aonami.facts[id_], seed + 1) for id_ in question.asks}
            again = dict(reversed((other | {id_: here[id_] for id_ in question.asks}).items()))
            assert again == here
            assert next_question(aonami, events, again, household, TODAY) == next_question(
                aonami, events, here, household, TODAY
            )


def test_whatever_events_come_together_nothing_is_asked_or_listed_twice(aonami: Guide) -> None:
    household = HOUSEHOLDS[2]
    together: list[tuple[str, ...]] = [
        *combinations(aonami.events, 2),
        tuple(aonami.events),
        tuple(reversed(aonami.events)),
    ]
    for events in together:
        known: dict[str, Value | None] = {}
        while question := next_question(aonami, events, known, household, TODAY):
            assert known.keys().isdisjoint(question.asks), (events, question.id)
            known |= dict.fromkeys(question.asks)
        plan = make_plan(aonami, events, known, household, TODAY)
        listed = [entry.procedure.id for entry in (*plan.required, *plan.confirm, *plan.optional)]
        for once in (tuple(listed), plan.bring, plan.desks, plan.events):
            assert len(once) == len(set(once)), events


def test_the_last_question_is_the_last(aonami: Guide) -> None:
    for events, household, seed in visits(aonami):
        *before, _ = list(visit(aonami, events, household, seed))
        for known in before[:-1]:
            assert questions_ahead(aonami, events, known, household, TODAY) > 1, (events, seed)
