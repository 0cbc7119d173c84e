"""What the sheets about children say that no other sheet does: who is paid, who has a row, and what is never said."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from config.content import Content
from kiosk.guidance.content import Value
from kiosk.guidance.facts import no_for_the_rest
from kiosk.guidance.plan import make_plan
from kiosk.paperwork.case import Case
from kiosk.paperwork.fill import FilledForm, fill_forms
from kiosk.paperwork.wanted import forms_of, wanted_of
from kiosk.people import Household, Person, Relation, Sex

MOTHER = Person("番号　花子", "バンゴウ　ハナコ", date(1987, 3, 15), Sex.FEMALE, foreign=False)
FATHER = Person("グエン　ハイ", birth=date(1985, 9, 2), sex=Sex.MALE, relation=Relation.SPOUSE, foreign=True)
STUDENT = Person("番号　一郎", birth=date(2006, 6, 30), relation=Relation.CHILD, foreign=False)
PUPIL = Person("番号　二葉", birth=date(2013, 6, 30), relation=Relation.CHILD, foreign=False)
SMALL = Person("番号　四郎", birth=date(2024, 8, 8), relation=Relation.CHILD, foreign=False)

VisitOf = Callable[..., Case]


@pytest.fixture
def visit_of(content: Content, hanako: Case) -> VisitOf:
    """Build a visit in which everything is no but what is said."""

    def visit_of(event: str, people: Household, needs: Mapping[str, int] | None = None, **facts: Value | None) -> Case:
        known = no_for_the_rest(content.guide, facts, counted=False)
        plan = make_plan(content.guide, (event,), known, people, hanako.made.date())
        return replace(hanako, events=(event,), people=people, known=known, needs=needs or {}, plan=plan)

    return visit_of


def printed(case: Case, content: Content) -> dict[str, FilledForm]:
    forms = forms_of(content.guide, content.forms, case)
    return {one.name: one for one in fill_forms(forms, case, content.guide, content.forms)}


def test_either_parent_can_be_paid_and_the_other_is_the_spouse(visit_of: VisitOf, content: Content) -> None:
    family = (MOTHER, FATHER, PUPIL)
    facts = {"move_date": date(2026, 11, 16), "planned_moveout": date(2026, 11, 15)}
    hers = printed(visit_of("tennyu", family, **facts), content)["F06-1"].values
    his = printed(visit_of("tennyu", family, {"payee": 2}, **facts), content)["F06-1"].values
    assert (hers["notifier.name"], hers["spouse.name"]) == ("番号　花子", "グエン　ハイ")
    assert (his["notifier.name"], his["spouse.name"], his["spouse.birth"]) == (
        "グエン　ハイ",
        "番号　花子",
        "昭和62年3月15日",
    )
    assert (his["what.reason"], his["what.day"], his["p1.relation"]) == ("moved_in", "令和8年11月15日", "子")


def test_who_is_paid_costs_no_screen(visit_of: VisitOf, content: Content) -> None:
    case = visit_of("tennyu", (MOTHER, FATHER, PUPIL))
    forms = tuple(form for form in forms_of(content.guide, content.forms, case) if form.id == "F06-1")
    [payee] = [one for one in wanted_of(forms, case, content.guide, frozenset()) if one.need.id == "payee"]
    assert (payee.is_asked, payee.default) == (False, 1)


def test_children_and_older_ones_have_rows_of_their_own(visit_of: VisitOf, content: Content) -> None:
    values = printed(visit_of("tennyu", (MOTHER, STUDENT, PUPIL, SMALL)), content)["F06-1"].values
    assert [values.get(name) for name in ("p1.name", "p2.name", "p3.name", "q1.name")] == [
        "番号　二葉",
        "番号　四郎",
        None,
        "番号　一郎",
    ]


def test_only_the_child_that_was_born_is_on_the_sheets_of_a_birth(visit_of: VisitOf, content: Content) -> None:
    case = visit_of("shussei", (MOTHER, FATHER, PUPIL), birth_date=date(2026, 11, 12), b_ins="kokuho")
    sheets = printed(case, content)
    assert {"F06-2", "F07-1a"} <= set(sheets)
    for name in ("F06-2", "F07-1a"):
        assert (sheets[name].people["p"], sheets[name].values["p1.birth"]) == (1, "令和8年11月12日")
    asked = [box.partition(".")[2] for sheet in sheets.values() for box in sheet.by_hand]
    assert asked.count("name") == len(sheets) + 1  # every sheet is signed
    assert sheets["F06-2"].values["after.children"] == "2"
    assert sheets["F07-1a"].values["insurance.kind"] == "city"


def test_a_move_together_with_a_birth_has_one_sheet_for_all_children(
    visit_of: VisitOf, content: Content, hanako: Case
) -> None:
    alone = visit_of("tennyu", (MOTHER, PUPIL), birth_date=date(2026, 11, 12), move_date=date(2026, 11, 16))
    events = ("tennyu", "shussei")
    plan = make_plan(content.guide, events, alone.known, alone.people, hanako.made.date())
    sheets = printed(replace(alone, events=events, plan=plan), content)
    assert "F07-1a" not in sheets
    assert sheets["F07-1"].people == {"p": 2}


def test_a_child_who_stays_behind_is_the_one_who_lives_apart(visit_of: VisitOf, content: Content) -> None:
    apart = replace(PUPIL, moves=False)
    sheet = printed(visit_of("tennyu", (MOTHER, apart, SMALL), child_apart=True), content)["F06-5"]
    assert (sheet.people, sheet.values["p1.name"]) == ({"p": 1}, "番号　二葉")
    assert "p1.address" in sheet.by_hand


@pytest.mark.parametrize("event", ["rikon", "shibou", "tennyu"])
def test_the_sheet_of_an_allowance_never_says_why(visit_of: VisitOf, content: Content, event: str) -> None:
    facts = {"divorce_date": date(2026, 11, 3), "death_date": date(2026, 11, 3), "single_parent": True}
    sheets = printed(visit_of(event, (MOTHER, SMALL), **facts), content)
    for name in ("F06-7", "F07-2"):
        assert content.forms[name].discreet
        assert "令和8年11月3日" not in sheets[name].values.values()
    assert sheets["F06-7"].values["what.errand"] == "new"
    assert sheets["F07-2"].values["what.kind"] == "new"


def test_each_pupil_has_a_sheet_and_a_foreign_one_two(visit_of: VisitOf, content: Content) -> None:
    foreign = replace(PUPIL, name="グエン　アン", birth=date(2017, 5, 1), foreign=True, nationality="ベトナム")
    family = (MOTHER, PUPIL, foreign, SMALL)
    sheets = printed(visit_of("tennyu", family, any_public_school=True), content)
    assert {"F09-1:2", "F09-1:3", "F09-3"} <= set(sheets)
    values = sheets["F09-3"].values
    assert (values["who.nationality"], values["who.school"], values["who.grade"]) == ("ベトナム", "elementary", "3")


def test_a_foreign_parent_makes_no_pupil_foreign(visit_of: VisitOf, content: Content) -> None:
    sheets = printed(visit_of("tennyu", (MOTHER, FATHER, PUPIL), any_public_school=True), content)
    assert "F09-3" not in sheets


def test_whose_handbook_it_is_the_hand_writes(visit_of: VisitOf, content: Content) -> None:
    facts = {"any_shintai": True, "move_date": date(2026, 11, 16)}
    several = printed(visit_of("tennyu", (MOTHER, FATHER), **facts), content)["F07-3"]
    single = printed(visit_of("tennyu", (MOTHER,), **facts), content)["F07-3"]
    assert "subject.name" in several.by_hand
    assert single.values["subject.name"] == "番号　花子"
    assert not {"handbook.kind", "handbook.grade"} & (set(several.values) | set(single.values))


def test_at_the_death_of_who_was_paid_the_new_claim_comes_along(visit_of: VisitOf, content: Content) -> None:
    sheets = printed(
        visit_of("shibou", (MOTHER, PUPIL), d_jidoteate_payer=True, death_date=date(2026, 11, 12)), content
    )
    assert sheets["F06-8"].values["p1.name"] == sheets["F06-1"].values["p1.name"] == "番号　二葉"
    assert (sheets["F06-1"].values["what.reason"], sheets["F06-1"].values["what.day"]) == ("payee", "令和8年11月12日")
    assert "F06-1" not in printed(visit_of("shibou", (MOTHER, PUPIL)), content)
