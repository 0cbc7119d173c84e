"""A handover survives its way through the text of a QR, and what is not ours is refused."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.city import SAMPLE, content_of
from kiosk.calendar import PartialDate
from kiosk.errors import Altered, HandoverError, Incomplete, NewerVersion, NotOurs, OtherCity
from kiosk.guidance.content import Value
from kiosk.guidance.plan import make_plan
from kiosk.handover import text as handover_text
from kiosk.handover.record import Handover, boxes_of, case_of, handover_of
from kiosk.handover.text import handover_json, read_handover, write_handover
from kiosk.paperwork.case import Case, NeedValue
from kiosk.people import Address, Person, Pictures, Relation, Residence, Sex

JST = timezone(timedelta(hours=9))
HANAKO = Handover(
    city="aonami",
    kiosk="kiosk-1",
    ticket="A12",
    made=datetime(2026, 11, 20, 10, 30, tzinfo=JST),
    events=("tennyu",),
    people=({"name": "番号　花子", "birth": "1990-01-02"},),
    facts={"has_mnc": True, "has_dog": None},
    needs={"phone": "0000000000"},
    proxy={"name": "番号　太郎"},
)


def test_what_is_written_is_read_back() -> None:
    assert read_handover(write_handover(HANAKO), city="aonami") == HANAKO


@given(st.text(max_size=60), st.text(max_size=200))
def test_every_name_survives(name: str, address: str) -> None:
    written = replace(HANAKO, people=({"name": name, "address": address},))
    assert read_handover(write_handover(written), city="aonami") == written


def test_only_letters_that_every_scanner_types_alike() -> None:
    assert set(write_handover(HANAKO)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_a_scanner_may_add_line_ends_and_small_letters() -> None:
    text = write_handover(HANAKO)
    assert read_handover(f" {text[:40].lower()}\r\n{text[40:]}\n", city="aonami") == HANAKO


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", NotOurs),
        ("https://example.com/", NotOurs),
        ("HELLO", NotOurs),
        ("番号", NotOurs),
    ],
)
def test_foreign_text_is_not_ours(text: str, error: type[HandoverError]) -> None:
    with pytest.raises(error):
        read_handover(text, city="aonami")


def test_another_citys_sheet_is_refused() -> None:
    with pytest.raises(OtherCity):
        read_handover(write_handover(HANAKO), city="elsewhere")


def test_a_newer_version_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    text = write_handover(HANAKO)
    monkeypatch.setattr(handover_text, "VERSION", 0)
    with pytest.raises(NewerVersion):
        read_handover(text, city="aonami")


def test_half_a_sheet_is_incomplete() -> None:
    text = write_handover(HANAKO)
    with pytest.raises(Incomplete):
        read_handover(text[: len(text) // 2], city="aonami")


@given(st.integers(min_value=0), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_misread_letter_never_passes_unnoticed(place: int, letter: str) -> None:
    text = write_handover(HANAKO)
    place %= len(text)
    damaged = text[:place] + letter + text[place + 1 :]
    try:
        read = read_handover(damaged, city="aonami")
    except HandoverError:
        return
    assert read == HANAKO


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", max_size=400))
def test_noise_is_refused_with_a_reason(noise: str) -> None:
    with pytest.raises(HandoverError):
        read_handover("JNFQC" + noise, city="aonami")


def test_the_json_has_the_shape_that_others_rely_on() -> None:
    content = content_of(SAMPLE)
    fields = handover_json(read_handover(write_handover(HANAKO), city="aonami"), content.guide, content.forms)
    assert {"city", "kiosk", "ticket", "made", "events", "people", "facts", "forms", "plan", "sheet"} <= set(fields)


def test_the_case_comes_back_as_it_was() -> None:
    content = content_of(SAMPLE)
    guide = content.guide
    known = {"has_mnc": True, "from_abroad": False, "has_dog": None, "move_date": date(2026, 11, 16)}
    people = (
        Person(name="番号　花子", birth=date(1990, 1, 2), sex=Sex.FEMALE, address="見本市", has_my_number_card=True),
        Person(kana="バンゴウ　ウメ", birth=PartialDate(1927, 4), relation=Relation.PARENT, moves=False, foreign=False),
    )
    needs: dict[str, NeedValue] = {
        "phone": "0000000000",
        "new_address": Address("9780001", "みらい県", "青波市", "中央一丁目", "2番3号"),
        "nationality:2": "ベトナム",
        "new_head": 1,
        "same_register": frozenset({1, 2}),
    }
    made = datetime(2026, 11, 20, 10, 30, tzinfo=JST)
    plan = make_plan(guide, ("tennyu",), known, people, made.date())
    case = Case(("tennyu",), people, known, needs, plan, made, "ja", proxy=Person(kana="バンゴウ　ジロウ"))
    text = write_handover(handover_of(case, city="aonami", kiosk="kiosk-1"))
    assert case_of(read_handover(text, city="aonami"), guide, content.forms) == case


RESIDENCE = Residence("永住者", "無期限", date(2030, 5, 6), "AB00000000CD")


@pytest.mark.parametrize(
    "residence", [RESIDENCE, Residence("留学", "1年3月"), Residence(card_number="AB00000000CD"), None]
)
def test_what_a_residence_card_said_comes_along_and_its_pictures_stay_behind(residence: Residence | None) -> None:
    content = content_of(SAMPLE)
    guide, made = content.guide, datetime(2026, 11, 20, 10, 30, tzinfo=JST)
    anna = Person(
        "LEE ANNA", foreign=True, residence=residence, pictures=Pictures(b"name", b"address", b"front", b"photo")
    )
    case = Case(("tennyu",), (anna,), {}, {}, make_plan(guide, ("tennyu",), {}, (anna,), made.date()), made, "ja")
    handover = handover_of(case, city="aonami", kiosk="kiosk-1")
    back = case_of(read_handover(write_handover(handover), city="aonami"), guide, content.forms)
    assert back.people == (replace(anna, pictures=Pictures()),)


@pytest.mark.parametrize("residence", ["永住者", 3, ["a"], {"status": 5, "until": None}])
def test_a_residence_that_no_visit_of_ours_has_is_no_way_to_break_anything(residence: object) -> None:
    content = content_of(SAMPLE)
    odd = replace(HANAKO, people=({"name": "LEE ANNA", "residence": residence},))
    assert handover_json(odd, content.guide, content.forms)["ticket"] == "A12"


def test_a_day_that_is_none_was_altered() -> None:
    content = content_of(SAMPLE)
    odd = replace(HANAKO, people=({"name": "LEE ANNA", "residence": {"until": "soon"}},))
    with pytest.raises(Altered):
        handover_json(odd, content.guide, content.forms)


def test_nothing_personal_is_in_the_repr() -> None:
    assert "花子" not in repr(HANAKO)


def test_several_events_are_handed_over_with_what_was_told_for_them() -> None:
    content = content_of(SAMPLE)
    people = (
        Person(name="番号　花子", birth=date(1990, 1, 2), foreign=False),
        Person(name="番号　太郎", relation=Relation.SPOUSE, foreign=False),
    )
    known: dict[str, Value | None] = {
        "moves_too": True,
        "move_way": "out",
        "move_date": date(2026, 11, 30),
        "to_abroad": True,
    }
    needs: dict[str, NeedValue] = {"next_country": "カナダ", "old_head": 2, "phone": "0000000000"}
    made = datetime(2026, 11, 20, 10, 30, tzinfo=JST)
    plan = make_plan(content.guide, ("konin",), known, people, made.date())
    case = Case(("konin",), people, known, needs, plan, made, "ja", ticket="A12")
    text = write_handover(handover_of(case, city="aonami", kiosk="kiosk-1"))
    opened = case_of(read_handover(text, city="aonami"), content.guide, content.forms)
    assert opened.all_events == ("konin", "tenshutsu")
    forms = boxes_of(opened, content.guide, content.forms)
    assert list(forms) == ["F01"]
    assert {box: forms["F01"][box] for box in ("what.kind", "what.moved", "new.address", "old.head_name")} == {
        "what.kind": "tenshutsu",
        "what.moved": "令和8年11月30日",
        "new.address": "カナダ",
        "old.head_name": "番号　太郎",
    }
