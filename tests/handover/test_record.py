"""A visit goes over the counter and comes back as the case it was."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from config.content import Content
from kiosk.calendar import PartialDate
from kiosk.errors import Altered
from kiosk.guidance.content import Fact, FactType, Value
from kiosk.guidance.plan import make_plan
from kiosk.handover.record import Handover, boxes_of, case_of, handover_of
from kiosk.handover.text import handover_json
from kiosk.paperwork.case import Case, NeedValue
from kiosk.people import Address, Person, Pictures, Relation, Residence, Sex

# The fixtures are in conftest.py, which tests cannot import from.
Offices = Any

JST = timezone(timedelta(hours=9))


def test_the_json_has_the_shape_that_others_rely_on(content: Content, offices: Offices, hanako: Handover) -> None:
    fields = handover_json(offices.read(*offices.write(hanako)), content.guide, content.forms)
    assert {"city", "kiosk", "ticket", "made", "events", "people", "facts", "forms", "plan", "sheet"} <= set(fields)


def test_the_case_comes_back_as_it_was(content: Content, offices: Offices) -> None:
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
    texts = offices.write(handover_of(case, city="aonami", kiosk="kiosk-1"))
    assert case_of(offices.read(*texts), guide, content.forms) == case


RESIDENCE = Residence("永住者", "無期限", date(2030, 5, 6), "AB00000000CD")


@pytest.mark.parametrize(
    "residence", [RESIDENCE, Residence("留学", "1年3月"), Residence(card_number="AB00000000CD"), None]
)
def test_what_a_residence_card_said_comes_along_and_its_pictures_stay_behind(
    content: Content, offices: Offices, residence: Residence | None
) -> None:
    guide, made = content.guide, datetime(2026, 11, 20, 10, 30, tzinfo=JST)
    anna = Person(
        "LEE ANNA", foreign=True, residence=residence, pictures=Pictures(b"name", b"address", b"front", b"photo")
    )
    case = Case(("tennyu",), (anna,), {}, {}, make_plan(guide, ("tennyu",), {}, (anna,), made.date()), made, "ja")
    handover = handover_of(case, city="aonami", kiosk="kiosk-1")
    back = case_of(offices.read(*offices.write(handover)), guide, content.forms)
    assert back.people == (replace(anna, pictures=Pictures()),)


@pytest.mark.parametrize("residence", ["永住者", 3, ["a"], {"status": 5, "until": None}])
def test_a_residence_that_no_visit_of_ours_has_is_no_way_to_break_anything(
    content: Content, hanako: Handover, residence: Any
) -> None:
    odd = replace(hanako, people=({"name": "LEE ANNA", "residence": residence},))
    assert handover_json(odd, content.guide, content.forms)["ticket"] == "A12"


def test_a_day_that_is_none_was_altered(content: Content, hanako: Handover) -> None:
    odd = replace(hanako, people=({"name": "LEE ANNA", "residence": {"until": "soon"}},))
    with pytest.raises(Altered):
        handover_json(odd, content.guide, content.forms)


def test_several_events_are_handed_over_with_what_was_told_for_them(content: Content, offices: Offices) -> None:
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
    texts = offices.write(handover_of(case, city="aonami", kiosk="kiosk-1"))
    opened = case_of(offices.read(*texts), content.guide, content.forms)
    assert opened.all_events == ("konin", "tenshutsu")
    forms = boxes_of(opened, content.guide, content.forms)
    assert list(forms) == ["F01"]
    assert {box: forms["F01"][box] for box in ("what.kind", "what.moved", "new.address", "old.head_name")} == {
        "what.kind": "tenshutsu",
        "what.moved": "令和8年11月30日",
        "new.address": "カナダ",
        "old.head_name": "番号　太郎",
    }


def test_the_counter_is_told_what_the_paper_says_also_on_its_continuation(content: Content) -> None:
    hanako = Person(name="番号　花子", birth=date(1990, 1, 2), foreign=False)
    known: dict[str, Value | None] = {"cert_kinds": frozenset({"jumin"})}
    made = datetime(2026, 11, 20, 10, 30, tzinfo=JST)
    plan = make_plan(content.guide, ("shomei",), known, (hanako,), made.date())
    case = Case(("shomei",), (hanako,), known, {}, plan, made, "ja")
    boxes = boxes_of(case, content.guide, content.forms)
    assert boxes["F02"]["notifier.who"] == "番号　花子"


@pytest.mark.parametrize(
    ("type_", "told", "known"),
    [
        (FactType.BOOL, True, True),
        (FactType.BOOL, None, None),
        (FactType.INT, 3, 3),
        (FactType.DATE, "2026-11-16", date(2026, 11, 16)),
        (FactType.SET, ["a", "b"], frozenset({"a", "b"})),
    ],
)
def test_a_fact_comes_back_in_its_type(
    content: Content, hanako: Handover, type_: FactType, told: Any, known: Any
) -> None:
    guide = replace(content.guide, facts={**content.guide.facts, "new": Fact("new", type_)})
    assert case_of(replace(hanako, facts={"new": told}), guide, content.forms).known == {"new": known}


@pytest.mark.parametrize(
    ("type_", "told"),
    [(FactType.DATE, "soon"), (FactType.DATE, True), (FactType.BOOL, 1), (FactType.INT, True), (FactType.ENUM, ["a"])],
)
def test_what_does_not_fit_a_fact_that_the_city_has_changed_is_left_out(
    content: Content, hanako: Handover, type_: FactType, told: Any
) -> None:
    guide = replace(content.guide, facts={**content.guide.facts, "has_dog": Fact("has_dog", type_)})
    facts = {"has_mnc": True, "has_dog": told, "gone": True}
    assert case_of(replace(hanako, facts=facts), guide, content.forms).known == {"has_mnc": True}
