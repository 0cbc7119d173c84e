"""What forms share: one like another, needs and parts written once, one continuation for all."""

import pytest

from kiosk.guidance.condition import PersonCondition
from kiosk.paperwork.assembly import Assembly
from kiosk.paperwork.case import Need, NeedKind
from kiosk.paperwork.form import Box, BoxKind, Form, Label, Listing, Part, Rows, Section

PHONE = Need("phone", NeedKind.PHONE)
CHILDREN = PersonCondition("relation == 'child'")
ROW = Section("p", (12, 100), use="person", rows=Rows(4, 13, CHILDREN))
TOP = Section("top", (12, 10), labels=(Label((0, 0, 40, 5), "{title}"),))
PARTS = {"person": Part(boxes=(Box("name", BoxKind.NAME, (0, 0, 40, 8)),))}
FURTHER = Form(
    "P11",
    (
        TOP,
        Section("people", (12, 50), heads="p"),
        Section("p", (12, 60), rows=Rows(8, 13)),
        Section("q_head", (12, 190), heads="q"),
        Section("q", (12, 200), rows=Rows(3, 13)),
    ),
    shared=True,
    in_full=Listing((10, 200, 180, 60)),
)
BASE = Form("A4", (TOP, ROW), asks=("phone",), continuation="P11", shared=True)


def assembled(*forms: Form) -> dict[str, Form]:
    return Assembly({form.id: form for form in (BASE, FURTHER, *forms)}, PARTS, {"phone": PHONE}, {}).all()


def ids(form: Form) -> list[str]:
    return [section.id for section in form.sections]


def test_what_is_shared_is_no_form_of_its_own() -> None:
    assert assembled() == {}


def test_a_form_has_what_the_one_has_that_it_is_like() -> None:
    form = assembled(Form("F09", like="A4", title="届"))["F09"]
    assert (form.title, ids(form), form.needs) == ("届", ["top", "p"], (PHONE,))
    assert [box.id for box in form.sections[1].boxes] == ["name"]


def test_a_section_replaces_the_one_of_the_same_id_in_its_place_and_others_follow() -> None:
    top, more = Section("top", (0, 0)), Section("more", (0, 0))
    form = assembled(Form("F09", (more, top), like="A4"))["F09"]
    assert ids(form) == ["top", "p", "more"]
    assert form.sections[0] == top


def test_a_form_may_be_like_one_that_is_like_another() -> None:
    first, second = Form("F10-1a", like="A4", title="身体"), Form("F10-1b", like="F10-1a", title="療育")
    forms = assembled(first, second)
    assert ids(forms["F10-1b"]) == ids(forms["F10-1a"])
    assert forms["F10-1b"].title == "療育"


def test_every_form_goes_on_on_a_sheet_of_its_own_title() -> None:
    forms = assembled(Form("F09", like="A4", title="届", number="第9号"))
    further = forms["F09-2"]
    assert forms["F09"].continuation == "F09-2"
    assert (further.title, further.number, further.shared) == ("届", "第9号", False)


def test_rows_go_on_where_those_of_the_form_end_and_rows_that_it_lacks_are_left_out() -> None:
    further = assembled(Form("F09", like="A4"))["F09-2"]
    assert ids(further) == ["top", "people", "p"]
    assert further.sections[2].rows == Rows(8, 13, CHILDREN, first=5)


def test_rows_and_their_head_are_drawn_on_the_continuation_as_on_the_form() -> None:
    number = Box("number", BoxKind.BLANK, (137, 0, 36, 10))
    head = Section("people", (12, 95), labels=(Label((137, 0, 36, 5), "個人番号"),))
    row = Section("p", (12, 100), use="person", rows=Rows(4, 10), boxes=(number,))
    further = assembled(Form("F09", (head, row), like="A4"))["F09-2"]
    _, people, rows = further.sections
    assert (people.at, people.labels) == ((12, 50), head.labels)
    assert (rows.at, [box.id for box in rows.boxes]) == ((12, 60), ["name", "number"])
    assert rows.rows == Rows(10, 10, first=5)


@pytest.mark.parametrize("lost", [Form("X", like="Y"), Form("X", like="A4", asks=("fax",))])
def test_what_nobody_wrote_is_an_error(lost: Form) -> None:
    with pytest.raises(KeyError):
        assembled(lost)
