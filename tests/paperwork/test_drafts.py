"""Drafts of family-register notifications: to be copied by hand, never handed in, and silent on what is not theirs."""

from dataclasses import replace
from datetime import date

import pytest

from config.content import Content
from kiosk.guidance.content import Value
from kiosk.guidance.plan import make_plan
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.fill import fill_forms
from kiosk.paperwork.form import BoxKind, Source
from kiosk.paperwork.layout import draw_blank
from kiosk.paperwork.sheet import Run, Symbol
from kiosk.people import Person, Relation, Sex
from kiosk.visit.papers import Papers

DRAFTS = ("K01", "K02", "K03", "K04", "K05", "K06")
CHILD = Person("番号　一郎", birth=date(2015, 6, 30), relation=Relation.CHILD)
SPOUSE = Person("番号　次郎", birth=date(1990, 1, 2), sex=Sex.MALE, relation=Relation.SPOUSE)


def visit_of(
    content: Content, case: Case, event: str, children: tuple[Person, ...] = (CHILD,), **facts: Value | None
) -> Case:
    people = (*case.people[:1], SPOUSE, *children)
    plan = make_plan(content.guide, (event,), facts, people, case.made.date())
    return replace(case, events=(event,), people=people, known=facts, needs={}, plan=plan)


@pytest.mark.parametrize("id_", DRAFTS)
def test_a_draft_says_that_it_is_none_to_hand_in_and_has_no_symbol(
    id_: str, content: Content, lettering: Lettering
) -> None:
    form = content.forms[id_]
    blank = draw_blank(form, content.settings.city, lettering)
    words = ["".join(glyph.text for glyph in mark.glyphs) for mark in blank.marks if isinstance(mark, Run)]
    assert {"（提出用ではありません）", form.title} <= set(words)
    assert form.symbol is None


@pytest.mark.parametrize("id_", DRAFTS)
def test_only_what_was_told_can_be_ticked_on_a_draft(id_: str, content: Content) -> None:
    ticked = {
        f"{section.id}.{box.id}"
        for section in content.forms[id_].sections
        for box in section.boxes
        if box.kind is BoxKind.CHOICE and (box.value or any(option.when for option in box.options))
    }
    assert ticked == {"K03": {"kind.kind"}, "K06": {"spouse.spouse"}}.get(id_, set())


@pytest.mark.parametrize("id_", DRAFTS)
def test_nothing_on_a_draft_is_asked_for_or_required(id_: str, content: Content) -> None:
    form = content.forms[id_]
    boxes = [box for section in form.sections for box in section.boxes]
    assert form.needs == ()
    assert not any(box.required or box.own_hand or box.source is Source.STAFF for box in boxes)


def test_of_a_divorce_the_children_are_named_and_nothing_that_was_agreed(content: Content, hanako: Case) -> None:
    case = visit_of(content, hanako, "rikon", divorce_kind="chotei", divorce_date=date(2026, 11, 10))
    values = fill_forms((content.forms["K03"],), case, content.guide, {})[0].values
    assert values["p1.name"] == "番号　一郎"
    assert (values["kind.kind"], values["kind.settled"]) == ("chotei", "令和8年11月10日")
    assert {name.partition(".")[0] for name in values} == {"number", "names", "homes", "kind", "p1"}


def test_the_couple_stands_side_by_side_by_their_sex(content: Content, hanako: Case) -> None:
    values = fill_forms((content.forms["K01"],), visit_of(content, hanako, "konin"), content.guide, {})[0].values
    assert (values["names.husband_name"], values["names.wife_name"]) == ("番号　次郎", "番号　花子")


def test_every_child_has_a_draft_of_its_own(content: Content, hanako: Case, papers: Papers) -> None:
    case = visit_of(content, hanako, "rikon", child_rename=True)
    case = replace(case, people=(*case.people, replace(CHILD, name="番号　二郎")))
    names = [document.name for document in papers.preview(case)]
    assert [name for name in names if name.startswith("K05")] == ["K05:3", "K05:4"]


def test_a_wedding_alone_has_a_sheet_with_the_symbol_in_front(content: Content, hanako: Case, papers: Papers) -> None:
    facts: dict[str, Value | None] = dict.fromkeys(("married_abroad", "moves_too", "head_changes"), False)
    documents = papers.sheaf(visit_of(content, hanako, "konin", (), **facts), None, None).documents
    coded = [document.name for document in documents for page in document.pages if _has_symbol(page.marks)]
    assert [document.name for document in documents][:2] == ["R01", "K01"]
    assert coded == ["R01"]


def _has_symbol(marks: tuple[object, ...]) -> bool:
    return any(isinstance(mark, Symbol) for mark in marks)
