"""What a clerk corrects is what the next desk reads, with what it was before, by whom and when."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.casework.correction import Edit, first_value, value_of
from kiosk.casework.shape import Shape, ShapeKind
from kiosk.errors import Altered, CannotSign, CorrectionRefused, NothingCorrected, TooOld, UnknownKey
from kiosk.handover.record import Change, boxes_of, case_of
from kiosk.handover.text import handover_json, read_handover, write_handover
from kiosk.paperwork.sheet import Page, Run

# The fixtures are in conftest.py, which tests cannot import from.
Office = Any


def printed(page: Page) -> str:
    return "".join(glyph.text for mark in page.marks if isinstance(mark, Run) for glyph in mark.glyphs)


PHONE = Edit("need:phone", ("09011112222",))


def test_the_first_value_stays_visible(office: Office) -> None:
    sheet = office.sheet()
    before = sheet.needs["phone"]
    once = office.correct(sheet, PHONE)
    twice = office.correct(once, Edit("need:phone", ("09033334444",)), who="suzuki", window=None)
    assert (value_of(twice, "need:phone"), first_value(twice, "need:phone")) == ("09033334444", before)
    assert [(one.who, one.window, one.changes) for one in twice.revisions] == [
        ("sato", "3", (Change("need:phone", before, "09011112222"),)),
        ("suzuki", None, (Change("need:phone", "09011112222", "09033334444"),)),
    ]


def test_the_next_desk_reads_what_the_counter_printed(office: Office) -> None:
    corrected = office.correct(
        office.sheet(),
        PHONE,
        Edit("person:1:name", ("番号　華子",)),
        Edit("fact:has_mnc", ("no",)),
        Edit("procedure:mnc.keizoku", ("no",), "not_wanted", "ご本人が望まない"),
        Edit("identity", ("my_number_card",)),
    )
    read = office.casework.open(office.printed(corrected))
    assert read == corrected
    assert read.kiosk == "kiosk-1"
    assert read.documents == ("my_number_card",)
    assert read.decided == {"mnc.keizoku": False}


def test_the_forms_and_the_plan_say_what_was_corrected(office: Office) -> None:
    guide, forms = office.content.guide, office.content.forms
    sheet = office.sheet()
    struck = Edit("procedure:mnc.keizoku", ("no",), "not_wanted")
    added = Edit("procedure:dog.tennyu", ("yes",), "told_at_counter")
    case = case_of(office.correct(sheet, PHONE, struck, added), guide, forms)
    assert boxes_of(case, guide, forms)["F01"]["notifier.phone"] == "09011112222"
    required = [entry.procedure.id for entry in case.plan.required]
    assert "mnc.keizoku" in [entry.procedure.id for entry in case_of(sheet, guide, forms).plan.required]
    assert "mnc.keizoku" not in required
    assert "dog.tennyu" in required
    assert guide.procedures["dog.tennyu"].desk in case.plan.desks


def test_what_was_struck_can_be_put_back(office: Office) -> None:
    struck = office.correct(office.sheet(), Edit("procedure:mnc.keizoku", ("no",), "not_wanted"))
    back = office.correct(struck, Edit("procedure:mnc.keizoku", ("yes",), "asked_for"))
    plan = case_of(back, office.content.guide, office.content.forms).plan
    assert "mnc.keizoku" in [entry.procedure.id for entry in plan.required]
    assert back.changes[-1] == Change("procedure:mnc.keizoku", before=False, after=True, why="asked_for")


def test_what_was_not_changed_is_no_correction(office: Office) -> None:
    sheet = office.sheet()
    same = office.correct(sheet, Edit("person:1:name", (str(sheet.people[0]["name"]),)))
    assert same == sheet
    with pytest.raises(NothingCorrected):
        office.casework.print_out(same)


def test_a_fact_that_nobody_knew_is_settled_or_stays_unknown(office: Office) -> None:
    sheet = replace(office.sheet(), facts={**office.sheet().facts, "has_dog": None})
    assert office.correct(sheet, Edit("fact:has_dog", ("",))) == sheet
    assert office.correct(sheet, Edit("fact:has_dog", ("yes",))).facts["has_dog"] is True


@pytest.mark.parametrize(
    ("what", "typed"),
    [
        ("fact:has_dog", ("perhaps",)),
        ("fact:move_date", ("soon",)),
        ("fact:nothing_of_ours", ("yes",)),
        ("fact:any_foreign", ("yes", "no")),
        ("person:1:birth", ("1990-02-30",)),
        ("person:9:name", ("番号　花子",)),
        ("person:0:name", ("番号　花子",)),
        ("person:1:my_number", ("123456789012",)),
        ("proxy:name", ("番号　太郎",)),
        ("need:phone", ("ring me",)),
        ("need:new_address", ("9780001", "みらい県")),
        ("need:nothing", ("x",)),
        ("person:1:name", ("番号\x00花子",)),
        ("person:1:name", ("番" * 501,)),
        ("identity", ("library_card",)),
        ("identity", ("bank_book",)),
        ("identity", ("hearing",)),
        ("procedure:nothing", ("no",)),
        ("nonsense", ("x",)),
        ("", ()),
    ],
)
def test_what_cannot_stand_there_is_refused(office: Office, what: str, typed: tuple[str, ...]) -> None:
    with pytest.raises(CorrectionRefused):
        office.correct(office.sheet(), Edit(what, typed, "not_wanted" if what.startswith("procedure:") else ""))


@pytest.mark.parametrize("edit", [PHONE, Edit("identity", ("passport",))])
def test_a_value_has_none_of_the_reasons_that_decisions_have(office: Office, edit: Edit) -> None:
    with pytest.raises(CorrectionRefused):
        office.correct(office.sheet(), replace(edit, why="anything that a form could say"))


@pytest.mark.parametrize(("typed", "why"), [("no", ""), ("no", "missed"), ("yes", "not_wanted"), ("maybe", "missed")])
def test_a_decision_has_one_of_the_citys_reasons(office: Office, typed: str, why: str) -> None:
    with pytest.raises(CorrectionRefused):
        office.correct(office.sheet(), Edit("procedure:mnc.keizoku", (typed,), why))


@pytest.mark.parametrize(
    "documents",
    [("passport",), ("bank_book", "student_card"), ("bank_book", "hearing"), ("passport", "bank_book")],
)
def test_one_document_with_a_photo_or_two_others_make_sure_who_it_is(
    office: Office, documents: tuple[str, ...]
) -> None:
    corrected = office.correct(office.sheet(), Edit("identity", documents))
    application = office.casework.application(corrected, office.words)
    assert application.verified
    assert {proof.id for proof in application.proofs if proof.seen} == set(documents)


def test_nobody_is_verified_by_the_card_that_a_kiosk_read(office: Office) -> None:
    assert not office.casework.application(office.sheet(), office.words).verified


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (ShapeKind.KANA, "ばんごう はなこ", "バンゴウ　ハナコ"),
        (ShapeKind.KANA, "ﾊﾞﾝｺﾞｳ ﾊﾅｺ", "バンゴウ　ハナコ"),
        (ShapeKind.DIGITS, "０９０-1111-2222", "09011112222"),
        (ShapeKind.NUMBER, "３", 3),
        (ShapeKind.BIRTH, "1927-04", "1927-04"),
        (ShapeKind.TEXT, "葛\U000e0101城　𠮷子", "葛\U000e0101城　𠮷子"),
        (ShapeKind.TEXT, "外\ue001字", "外\ue001字"),
    ],
)
def test_what_is_typed_is_written_as_the_kiosk_writes_it(kind: ShapeKind, typed: str, value: object) -> None:
    shape = Shape(kind)
    assert shape.value((typed,)) == value
    assert shape.value(shape.typed(shape.value((typed,)))) == value


names = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20)
edits = st.lists(
    st.one_of(
        st.builds(lambda name: Edit("person:1:name", (name,)), names),
        st.builds(lambda day: Edit("person:1:birth", (day.isoformat(),)), st.dates()),
        st.builds(lambda text: Edit("need:phone", (text,)), st.text("0123456789", max_size=11)),
        st.builds(lambda parts: Edit("need:new_address", tuple(parts)), st.lists(names, min_size=6, max_size=6)),
        st.builds(lambda verdict: Edit("fact:has_dog", (verdict,)), st.sampled_from(["yes", "no", ""])),
        st.builds(
            lambda note: Edit("procedure:mnc.keizoku", ("no",), "not_wanted", note), st.text("あいう ", max_size=30)
        ),
        st.just(Edit("identity", ("passport",))),
    ),
    max_size=6,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits, edits)
def test_a_corrected_sheet_read_back_gives_the_same_case(office: Office, first: list[Edit], second: list[Edit]) -> None:
    corrected = office.correct(office.correct(office.sheet(), *first), *second)
    if not corrected.revisions:
        return
    texts = office.printed(corrected)
    read = office.casework.open(texts)
    assert replace(read, sheet="1/1") == corrected
    guide, forms = office.content.guide, office.content.forms
    assert handover_json(replace(read, sheet="1/1"), guide, forms) == handover_json(corrected, guide, forms)
    for change in corrected.changes:
        last = [one.after for one in corrected.changes if one.what == change.what][-1]
        assert value_of(read, change.what) == last


def test_a_kiosk_cannot_say_that_something_was_corrected(office: Office) -> None:
    corrected = office.correct(office.sheet(), PHONE)
    with pytest.raises(Altered):
        office.casework.open(office.texts(corrected))


def test_a_counter_cannot_pass_for_a_kiosk(office: Office) -> None:
    keys = office.casework.opening().keys.sealing
    with pytest.raises(Altered):
        office.casework.open(write_handover(office.sheet(), keys, office.casework.dictionary))


def test_what_another_citys_counter_corrected_has_an_unknown_key(
    office: Office, make_office: Any, tmp_path: Any
) -> None:
    other = make_office(tmp_path)
    corrected = office.correct(office.sheet(), PHONE)
    signer = other.casework.opening().keys.sealing
    own = office.casework.opening().keys.sealing
    forged = write_handover(corrected, replace(signer, counter=own.counter), office.casework.dictionary)
    with pytest.raises(UnknownKey):
        office.casework.open(forged)


def test_a_corrected_sheet_is_accepted_from_the_day_on_which_it_was_corrected(office: Office) -> None:
    corrected = office.correct(replace(office.sheet(), made=office.now - timedelta(days=14)), PHONE)
    opening = office.casework.opening()
    text = "\n".join(office.printed(corrected))
    assert read_handover(text, replace(opening, today=office.now.date() + timedelta(days=14))).issued == office.now
    with pytest.raises(TooOld):
        read_handover(text, replace(opening, today=office.now.date() + timedelta(days=15)))


def test_a_counter_without_a_key_to_sign_with_says_so(office: Office) -> None:
    opening = office.casework.opening()
    without = replace(opening, keys=replace(opening.keys, signing={}))
    casework = replace(office.casework, opening=lambda: without)
    with pytest.raises(CannotSign):
        casework.print_out(office.correct(office.sheet(), PHONE))


def test_every_sheet_is_marked_with_day_and_window(office: Office) -> None:
    document = office.casework.print_out(office.correct(office.sheet(), PHONE))
    for page in document.pages:
        text = printed(page)
        assert "訂　正" in text
        assert "令和8年11月26日　窓口3" in text


def test_a_sheet_of_which_only_the_identity_was_checked_is_not_said_to_be_corrected(office: Office) -> None:
    document = office.casework.print_out(office.correct(office.sheet(), Edit("identity", ("passport",))))
    text = printed(document.pages[0])
    assert "確　認" in text
    assert "訂　正" not in text
