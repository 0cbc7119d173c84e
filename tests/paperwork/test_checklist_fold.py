"""What lies outside of the fold tells nothing of what is discreet, whatever the plan."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.content import Content
from kiosk.guidance.content import Privacy
from kiosk.guidance.plan import Entry, Plan
from kiosk.lettering.lettering import Lettering
from kiosk.lettering.ruby import plain
from kiosk.paperwork.case import Case
from kiosk.paperwork.checklist import checklist
from kiosk.paperwork.errand import Errands, Stop
from kiosk.paperwork.sheet import Page, Run
from kiosk.paperwork.telling import errands_of

LANGUAGES = ["ja", "ja-x-easy", "en"]
Visit = Callable[..., Case]
Picks = list[tuple[int, frozenset[int]]]


PICKS = st.lists(
    st.tuples(st.integers(0, 10_000), st.frozensets(st.integers(1, 6), max_size=5)),
    max_size=14,
    unique_by=lambda pick: pick[0],
)
"""Procedures by any number, each with the people whom it is for."""


def plan_of(content: Content, picks: Picks, confirm: int, many: int) -> Plan:
    """Build a plan as no answers would give it; the first ``confirm`` entries are not certain."""
    procedures = list(content.guide.procedures.values())
    found = {procedures[number % len(procedures)].id: people & set(range(1, many + 1)) for number, people in picks}
    entries = [
        Entry(procedure, tuple(sorted(procedure.when.names() & content.guide.facts.keys())), None, procedure.bring, who)
        for procedure in procedures
        if procedure.id in found
        for who in [tuple(sorted(found[procedure.id]))]
    ]
    needed = [entry for entry in entries if not entry.procedure.optional]
    desks = {entry.procedure.desk for entry in needed}
    return Plan(
        required=tuple(needed[confirm:]),
        confirm=tuple(needed[:confirm]),
        optional=tuple(entry for entry in entries if entry.procedure.optional),
        desks=tuple(desk for desk in content.guide.desks if desk in desks),
    )


def visit_of(content: Content, family: Case, picks: Picks, confirm: int, many: int) -> Case:
    """Return a visit to which all has happened at once."""
    events = tuple(content.guide.events)
    return replace(family, events=events, people=family.people[:many], plan=plan_of(content, picks, confirm, many))


def without(plan: Plan, *levels: Privacy) -> Plan:
    def kept(found: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(entry for entry in found if entry.procedure.privacy not in levels)

    return replace(plan, required=kept(plan.required), confirm=kept(plan.confirm), optional=kept(plan.optional))


def outside(said: Errands) -> Errands:
    """Return what others can see."""
    return replace(said, inside=(), bring_inside=(), way_inside=(), parts_inside=())


@settings(max_examples=150, deadline=None)
@given(picks=PICKS, confirm=st.integers(0, 3), many=st.integers(1, 6))
def test_others_see_the_same_whatever_is_discreet(
    content: Content, family: Case, picks: Picks, confirm: int, many: int
) -> None:
    case = visit_of(content, family, picks, confirm, many)
    bare = replace(case, plan=without(case.plan, Privacy.DISCREET, Privacy.STAFF_ONLY))
    words = content.words["ja"]
    assert outside(errands_of(case, content.guide, words)) == outside(errands_of(bare, content.guide, words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_discreet_word_is_on_the_outer_pages(
    content: Content, lettering: Lettering, family: Case, language: str
) -> None:
    """All discreet procedures at once, each for somebody, beside a few that all may see."""
    procedures = content.guide.procedures.values()
    discreet = [procedure for procedure in procedures if procedure.privacy is Privacy.DISCREET]
    entries = [Entry(procedure, (), None, procedure.bring, (2,)) for procedure in discreet]
    events = tuple(content.guide.events)
    plan = Plan(required=(*family.plan.required, *entries), desks=family.plan.desks)
    words = content.words[language]
    pages = [
        bases(page)
        for page in checklist(replace(family, events=events, plan=plan), content.guide, words, lettering).pages
    ]
    inside = next(
        n for n, page in enumerate(pages) if plain(words["paper.checklist.inside_title"]).replace(" ", "") in page
    )
    for procedure in discreet:
        name = plain(words[f"procedure.{procedure.id}.name"]).replace(" ", "")
        assert name in "".join(pages[inside:])
        assert name not in "".join(pages[:inside])


@settings(max_examples=60, deadline=None)
@given(picks=PICKS, confirm=st.integers(0, 3), many=st.integers(1, 6))
def test_what_is_for_staff_alone_stands_nowhere(
    content: Content, family: Case, picks: Picks, confirm: int, many: int
) -> None:
    case = visit_of(content, family, picks, confirm, many)
    bare = replace(case, plan=without(case.plan, Privacy.STAFF_ONLY))
    words = content.words["ja"]
    assert errands_of(case, content.guide, words) == errands_of(bare, content.guide, words)


@settings(max_examples=60, deadline=None)
@given(picks=PICKS, confirm=st.integers(0, 3), many=st.integers(1, 6))
def test_every_entry_of_a_plan_stands_somewhere_and_for_one_person_once(
    content: Content, family: Case, picks: Picks, confirm: int, many: int
) -> None:
    case = visit_of(content, family, picks, confirm, many)
    words = content.words["ja"]
    said = errands_of(case, content.guide, words)
    stops = (*said.later, *said.outside, *said.optional) if many > 1 else everything(said)
    told = [errand.name for stop in stops for errand in stop.errands]
    told += [errand.name for part in (*said.parts, *said.parts_inside) for errand in part.errands]
    entries = [
        entry
        for entry in (*case.plan.required, *case.plan.confirm, *case.plan.optional)
        if entry.procedure.privacy is not Privacy.STAFF_ONLY
    ]
    assert set(told) == {words[f"procedure.{entry.procedure.id}.name"] for entry in entries}
    if many == 1:
        assert len(told) == len(entries)


def everything(said: Errands) -> tuple[Stop, ...]:
    return (*said.way, *said.later, *said.outside, *said.optional, *said.inside)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_one_is_called_is_not_said_when_that_would_tell(
    content: Content, lettering: Lettering, visit: Visit, language: str
) -> None:
    case = visit(any_shintai=True)
    telling = replace(case, plan=replace(case.plan, desks=("shogai", *case.plan.desks)))
    first = checklist(telling, content.guide, content.words[language], lettering).pages[0]
    said = plain(content.words[language]["paper.checklist.first_called"])
    assert said.replace(" ", "") in bases(first)


def bases(page: Page) -> str:
    """Return the text of a page without furigana and spaces."""
    runs = (mark for mark in page.marks if isinstance(mark, Run) and mark.size_pt >= 14)
    return "".join(glyph.text for run in runs for glyph in run.glyphs).replace(" ", "")
