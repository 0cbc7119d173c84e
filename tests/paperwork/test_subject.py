"""Whom a sheet is about, and who has a row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from config.content import Content
from kiosk.calendar import PartialDate
from kiosk.guidance.condition import Condition, PersonCondition
from kiosk.paperwork.case import Case
from kiosk.paperwork.fill import FilledForm, fill_forms
from kiosk.paperwork.form import Box, BoxKind, Form, Rows, Section, Subject
from kiosk.paperwork.wanted import forms_of
from kiosk.people import Person, Relation, Sex

NAME = Box("name", BoxKind.NAME, (0, 0, 60, 8), value=("person.name",), own_hand="paper.hand.name")
AT_SCHOOL = PersonCondition("relation == 'child' and grade >= 1 and grade <= 9")
SELF = Person("番号　花子", birth=date(1987, 3, 15), sex=Sex.FEMALE)
SPOUSE = Person("番号　太郎", birth=date(1986, 1, 1), sex=Sex.MALE, relation=Relation.SPOUSE)
FIRST = Person("番号　一郎", birth=date(2013, 6, 30), relation=Relation.CHILD)
SECOND = Person("番号　二葉", birth=date(2017, 4, 2), relation=Relation.CHILD)
BABY = Person("番号　三葉", birth=date(2025, 4, 2), relation=Relation.CHILD)

Filled = Callable[..., tuple[FilledForm, ...]]


def sheet(subject: Subject | None = None, rows: Rows | None = None) -> Form:
    return Form("F09-1", (Section("s", (0, 0), rows=rows, boxes=(NAME,)),), subject=subject)


@pytest.fixture
def fill(content: Content, hanako: Case) -> Filled:
    def filled(form: Form, *people: Person, **changes: object) -> tuple[FilledForm, ...]:
        return fill_forms((form,), replace(hanako, people=people, **changes), content.guide, {})  # type: ignore[arg-type]

    return filled


def names(sheets: tuple[FilledForm, ...]) -> list[tuple[str, str]]:
    return [(one.name, one.values.get("s.name", "")) for one in sheets]


def test_a_sheet_is_about_whose_errand_it_is(fill: Filled) -> None:
    assert names(fill(sheet(), SELF, FIRST)) == [("F09-1", "番号　花子")]


def test_a_sheet_for_each_child_at_school(fill: Filled) -> None:
    each = sheet(Subject(AT_SCHOOL, each=True))
    assert names(fill(each, SELF, FIRST, SECOND, BABY)) == [("F09-1:2", "番号　一郎"), ("F09-1:3", "番号　二葉")]


def test_a_single_one_needs_no_number(fill: Filled) -> None:
    assert names(fill(sheet(Subject(AT_SCHOOL, each=True)), SELF, FIRST, BABY)) == [("F09-1", "番号　一郎")]


@pytest.mark.parametrize("people", [(SELF, FIRST, SECOND), (SELF, SPOUSE)])
def test_where_nobody_can_tell_who_it_is_the_hand_writes_it(fill: Filled, people: tuple[Person, ...]) -> None:
    (one,) = fill(sheet(Subject(AT_SCHOOL)), *people)
    assert (one.values, one.by_hand) == ({}, ("s.name",))


def test_whoever_was_chosen_is_the_one(fill: Filled) -> None:
    chosen = sheet(Subject(AT_SCHOOL, chosen="new_head"))
    assert names(fill(chosen, SELF, FIRST, SECOND, needs={"new_head": 3})) == [("F09-1", "番号　二葉")]


def test_rows_are_for_those_of_whom_a_condition_holds(fill: Filled) -> None:
    (one,) = fill(sheet(rows=Rows(4, 13, AT_SCHOOL)), SELF, FIRST, SPOUSE, SECOND)
    assert one.values == {"s1.name": "番号　一郎", "s2.name": "番号　二葉"}


def test_somebody_of_whom_it_is_not_known_has_a_row_too(fill: Filled) -> None:
    born = replace(SECOND, birth=PartialDate(2010))  # in school until March 2026, or not any more
    (one,) = fill(sheet(rows=Rows(4, 13, PersonCondition("relation == 'child' and age < 16"))), SELF, born)
    assert one.people == {"s": 1}


def test_a_child_that_was_just_born_has_a_row_for_the_hand(fill: Filled) -> None:
    known = {"birth_date": date(2026, 11, 12)}
    children = sheet(rows=Rows(4, 13, PersonCondition("relation == 'child'")))
    (one,) = fill(children, SELF, FIRST, events=("shussei",), known=known)
    assert (one.people, one.by_hand) == ({"s": 2}, ("s2.name",))


def test_husband_and_wife_are_a_couple_or_nobody(fill: Filled) -> None:
    boxes = tuple(Box(who, BoxKind.NAME, (0, 0, 9, 9), value=(f"{who}.name",)) for who in ("husband", "wife"))
    form = Form("K01", (Section("s", (0, 0), boxes=boxes),))
    assert fill(form, SELF, SPOUSE)[0].values == {"s.husband": "番号　太郎", "s.wife": "番号　花子"}
    assert fill(form, SELF)[0].values == {}


def test_whoever_is_left_never_stands_in_the_place_of_who_died(content: Content, fill: Filled) -> None:
    widow = replace(SELF, birth=date(1947, 3, 15), kana="バンゴウ　ハナコ")
    facts = {"death_date": date(2026, 11, 10), "d_birth": date(1944, 3, 2)}
    needs = {"deceased_kana": "バンゴウ　マツオ"}
    (one,) = fill(content.forms["F08-1b"], widow, replace(SPOUSE, birth=date(1946, 1, 1)), known=facts, needs=needs)
    subject = {box: value for box, value in one.values.items() if box.startswith("subject.")}
    assert subject == {
        "subject.kana": "バンゴウ　マツオ",
        "subject.birth": "昭和19年3月2日",
        "subject.died": "令和8年11月10日",
    }
    assert "subject.name" in one.by_hand


def test_of_several_nobody_told_who_left_a_company(content: Content, fill: Filled) -> None:
    facts = {"lost_shaho": True}
    alone = fill(content.forms["F05-1"], SELF, known=facts)
    couple = fill(content.forms["F05-1"], SELF, SPOUSE, known=facts)
    assert [one.values.get("reason.why") for one in (*alone, *couple)] == ["job", None, None]


def test_the_spouse_is_that_of_whom_the_sheet_is_about(fill: Filled) -> None:
    box = Box("spouse", BoxKind.NAME, (0, 0, 9, 9), value=("spouse.name",))
    form = Form("F06-1", (Section("s", (0, 0), boxes=(box,)),), subject=Subject(AT_SCHOOL, chosen="payee"))
    spouses = {payee: fill(form, SELF, SPOUSE, FIRST, needs={"payee": payee})[0].values for payee in (1, 2, 3)}
    assert spouses == {1: {"s.spouse": "番号　太郎"}, 2: {"s.spouse": "番号　花子"}, 3: {}}


@pytest.mark.parametrize(
    ("people", "printed"),
    [((SELF, FIRST), True), ((SELF, SPOUSE, BABY), False), ((SELF, replace(FIRST, birth=PartialDate(2011))), True)],
)
def test_a_sheet_for_each_is_printed_unless_nobody_can_be_meant(
    people: tuple[Person, ...], printed: bool, content: Content, hanako: Case
) -> None:
    forms = {**content.forms, "F01": replace(content.forms["F01"], subject=Subject(AT_SCHOOL, each=True))}
    case = replace(hanako, people=people)
    assert ("F01" in [form.id for form in forms_of(content.guide, forms, case)]) is printed


def test_a_form_is_printed_where_its_condition_is_not_false(content: Content, hanako: Case) -> None:
    forms = {**content.forms, "F01": replace(content.forms["F01"], given=Condition("event != 'tennyu'"))}
    assert "F01" not in [form.id for form in forms_of(content.guide, forms, hanako)]


def test_what_another_form_stands_for_is_not_printed(content: Content, hanako: Case) -> None:
    wants = forms_of(content.guide, content.forms, hanako)
    others = tuple(form.id for form in wants if form.id != "F01")
    forms = {**content.forms, "F01": replace(content.forms["F01"], stands_for=others)}
    assert [form.id for form in forms_of(content.guide, forms, hanako)] == ["F01"]


def test_a_form_takes_another_along_where_it_is_printed_itself(content: Content, hanako: Case) -> None:
    f01 = replace(content.forms["F01"], also=("F06-8",))
    nowhere = replace(f01, given=Condition("event != 'tennyu'"))
    for form, printed in ((f01, True), (nowhere, False)):
        forms = forms_of(content.guide, {**content.forms, "F01": form}, hanako)
        assert ("F06-8" in [one.id for one in forms]) is printed


def asking(form: str) -> Form:
    sign = Box("sign", BoxKind.SIGNATURE, (0, 0, 9, 9), own_hand="paper.hand.sign")
    died = Box("died", BoxKind.NAME, (0, 0, 9, 9), own_hand="paper.hand.deceased")
    kind = Box("kind", BoxKind.CHOICE, (0, 0, 9, 9), own_hand="paper.hand.kind")
    return Form(form, (Section("s", (0, 0), boxes=(NAME, sign, died, kind)),))


def test_no_sheet_asks_for_what_another_one_has(content: Content, hanako: Case) -> None:
    nobody = replace(hanako, people=(Person(),))
    first, second = fill_forms((asking("F11"), asking("F15")), nobody, content.guide, {})
    assert first.by_hand == ("s.name", "s.sign", "s.died", "s.kind")
    assert second.by_hand == ("s.sign", "s.kind")


def test_two_people_are_two(content: Content, hanako: Case) -> None:
    unnamed = replace(hanako, people=(SELF, replace(FIRST, name=""), replace(SECOND, name="")))
    sheets = fill_forms((sheet(Subject(AT_SCHOOL, each=True)),), unnamed, content.guide, {})
    assert [one.by_hand for one in sheets] == [("s.name",), ("s.name",)]
