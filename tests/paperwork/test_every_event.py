"""F01 as every event fills it: which box says what, what is asked for it, and that nothing required stays empty."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Protocol

import pytest

from config.content import Content
from kiosk.guidance.content import FactType, Value
from kiosk.guidance.plan import make_plan
from kiosk.paperwork.case import Case, NeedKind, NeedValue
from kiosk.paperwork.fill import FilledForm, fill_forms
from kiosk.paperwork.form import BY_HAND, Form
from kiosk.paperwork.values import Values
from kiosk.paperwork.wanted import Wanted, forms_of, wanted_of
from kiosk.people import Address, Person, Relation, Sex

MADE = datetime(2026, 11, 20, 12, tzinfo=timezone(timedelta(hours=9)))


class Examples(Protocol):
    """Reads an example of F01 by its name."""

    def __call__(self, name: str) -> Case: ...


class Visits(Protocol):
    """Builds a case of some events in which everything is no but what is said, and the card said little."""

    def __call__(self, *events: str, **facts: Value | None) -> Case: ...


def fill(content: Content, case: Case) -> FilledForm:
    return fill_forms((content.forms["F01"],), case, content.guide, {})[0]


ALIKE = ("what.today", "number.ticket", "notifier.kana", "notifier.birth", "notifier.phone", "notifier.status")
OF_PEOPLE = ("kana", "name", "birth", "sex", "card", "school")


def telling(values: Mapping[str, str]) -> dict[str, str]:
    """Leave out what is the same for every event."""
    own = {name: value for name, value in values.items() if name not in ALIKE}
    return {name: value for name, value in own.items() if not (name[0] == "p" and name.split(".")[1] in OF_PEOPLE)}


FILLED: Mapping[str, Mapping[str, str]] = {
    "tenkyo": {
        "what.kind": "tenkyo head",
        "what.moved": "令和8年11月14日",
        "notifier.postal": "978-0003",
        "notifier.address": "みらい県青波市港町二丁目3番4号\nコーポみなと201号室",
        "notifier.same_address": "new",
        "new.postal": "978-0003",
        "new.address": "みらい県青波市港町二丁目3番4号\nコーポみなと201号室",
        "new.same_address": "notifier",
        "new.head_kana": "バンゴウ　ハナコ",
        "new.head_name": "番号　花子",
        "old.address": "みらい県青波市中央一丁目2番3号　メゾン中央405号室",
        "old.head_kana": "バンゴウ　タロウ",
        "old.head_name": "番号　太郎",
        "p1.relation": "head",
        "p2.relation": "husband",
        "p3.relation": "child",
        "more.sigcert": "unwanted",
    },
    "tenshutsu": {
        "what.kind": "tenshutsu",
        "what.moved": "令和8年11月30日",
        "notifier.address": "みらい県青波市中央一丁目2番3号　メゾン中央405号室",
        "new.address": "みらい県遠野原市中央二丁目3番4号\nハイツ遠野原102号室",
        "new.head_kana": "バンゴウ　ハナコ",
        "new.head_name": "番号　花子",
        "old.address": "みらい県青波市中央一丁目2番3号　メゾン中央405号室",
        "old.same_address": "notifier",
        "old.head_kana": "バンゴウ　タロウ",
        "old.head_name": "番号　太郎",
        "p1.relation": "wife",
        "p2.relation": "child",
    },
    "abroad": {
        "what.kind": "tenshutsu",
        "what.moved": "令和8年12月5日",
        "notifier.address": "みらい県青波市中央一丁目2番3号　メゾン中央405号室",
        "new.address": "カナダ",
        "old.address": "みらい県青波市中央一丁目2番3号　メゾン中央405号室",
        "old.same_address": "notifier",
        "old.head_kana": "バンゴウ　ハナコ",
        "old.head_name": "番号　花子",
        "p1.relation": "head",
    },
    "setai": {
        "what.kind": "head",
        "what.moved": "令和8年11月18日",
        "notifier.address": "みらい県青波市中央一丁目2番3号　メゾン中央405号室",
        "new.address": "みらい県青波市中央一丁目2番3号　メゾン中央405号室",
        "new.head_kana": "バンゴウ　ハナコ",
        "new.head_name": "番号　花子",
        "old.address": "みらい県青波市中央一丁目2番3号　メゾン中央405号室",
        "old.head_kana": "バンゴウ　タダシ",
        "old.head_name": "番号　正",
        "p1.relation": "head",
        "p2.relation": "child",
        "p3.relation": "father",
    },
    "shibou": {
        "what.kind": "head",
        "what.moved": "令和8年11月15日",
        "notifier.address": "みらい県青波市中央一丁目2番3号　メゾン中央405号室",
        "new.address": "みらい県青波市中央一丁目2番3号　メゾン中央405号室",
        "new.head_kana": "バンゴウ　ウメコ",
        "new.head_name": "番号　梅子",
        "old.address": "みらい県青波市中央一丁目2番3号　メゾン中央405号室",
        "old.head_kana": "バンゴウ　タダシ",
        "p1.relation": "child",
        "p2.relation": "head",
    },
    "konin": {
        "what.kind": "tennyu",
        "what.moved": "令和8年11月16日",
        "notifier.postal": "978-0001",
        "notifier.address": "みらい県青波市中央一丁目2番3号\nメゾン中央405号室",
        "notifier.same_address": "new",
        "new.postal": "978-0001",
        "new.address": "みらい県青波市中央一丁目2番3号\nメゾン中央405号室",
        "new.same_address": "notifier",
        "new.head_kana": "ミホン　ジロウ",
        "new.head_name": "見本　次郎",
        "old.address": "東京都千代田区霞が関二丁目1番2号　青葉ハイツ201",
        "old.head_kana": "バンゴウ　ハナコ",
        "old.head_name": "番号　花子",
        "p1.relation": "wife",
        "p1.honseki": "みらい県青波市港町10番地",
        "p1.head_of_register": "見本　次郎",
        "p2.relation": "head",
        "p2.honseki": "1と同じ",
        "p2.head_of_register": "1と同じ",
        "more.sigcert": "wanted",
    },
}


@pytest.mark.parametrize("name", FILLED)
def test_every_event_fills_its_own_boxes(name: str, content: Content, examples: Examples) -> None:
    assert telling(fill(content, examples(name)).values) == FILLED[name]


@pytest.mark.parametrize("name", [name for name in FILLED if name != "shibou"])
def test_of_what_was_told_in_full_only_the_signature_is_left(name: str, content: Content, examples: Examples) -> None:
    assert fill(content, examples(name)).by_hand == ("notifier.name",)


def test_the_name_of_who_died_is_written_by_the_family(content: Content, examples: Examples) -> None:
    assert fill(content, examples("shibou")).by_hand == ("notifier.name", "old.head_name")


def test_only_who_moves_out_has_a_row(content: Content, examples: Examples) -> None:
    assert fill(content, examples("tenshutsu")).people == {"p": 2}


@pytest.mark.parametrize(
    ("change", "kind"), [("head", "head"), ("split", "household"), ("merge", "household"), (None, None)]
)
def test_a_change_of_household_is_ticked_as_it_was_told(
    change: str | None, kind: str | None, content: Content, visits: Visits
) -> None:
    filled = fill(content, visits("setai", household_change=change))
    assert filled.values.get("what.kind") == kind
    assert ("what.kind" in filled.by_hand) is (kind is None)


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({"marriage_date": date(2026, 10, 1)}, "令和8年10月1日"),
        ({}, "令和8年11月20日"),  # no other day told: that of the notification
        ({"moves_too": True, "move_way": "in", "move_date": date(2026, 11, 2)}, "令和8年11月2日"),
    ],
)
def test_at_a_marriage_the_day_is_that_of_the_move_or_of_the_marriage(
    facts: Mapping[str, Value], day: str, content: Content, visits: Visits
) -> None:
    day_of = {"move_date": None, "event_date": None, **facts}
    assert fill(content, visits("konin", head_changes=True, **day_of)).values["what.moved"] == day


def test_what_one_event_says_is_not_denied_by_another(content: Content, visits: Visits) -> None:
    case = visits("konin", moves_too=True, move_way="in", from_abroad=True)
    told = replace(case, needs={"old_country": "カナダ"})
    assert fill(content, told).values["old.address"] == "カナダ"


def test_several_events_are_ticked_on_one_sheet(content: Content, visits: Visits) -> None:
    assert fill(content, visits("tenkyo", "setai", household_change="split")).values["what.kind"] == "tenkyo household"


def test_a_move_of_which_nobody_knows_where_to_is_left_to_the_hand(content: Content, visits: Visits) -> None:
    case = visits("konin", moves_too=True, move_way=None)
    home = replace(case, people=(replace(case.people[0], address="みらい県青波市港町1番地"), *case.people[1:]))
    filled = fill(content, home)
    assert {"what.kind", "new.address"} <= set(filled.by_hand)
    assert filled.values["old.address"] == "みらい県青波市港町1番地"


def test_who_stands_in_is_the_notifier_of_an_event_that_does_not_ask_it(content: Content, visits: Visits) -> None:
    helper = Person(name="見本　次郎", address="みらい県青波市中央一丁目1番1号", relation=Relation.OTHER)
    case = replace(visits("setai", household_change="head", notifier_is_proxy=True), proxy=helper)
    values = fill(content, case).values
    assert values["notifier.status"] == "proxy"
    assert values["notifier.address"] == "みらい県青波市中央一丁目1番1号"


@pytest.mark.parametrize("event", ["tenshutsu", "setai"])
def test_the_certificate_for_signatures_is_no_matter_of_every_event(
    event: str, content: Content, visits: Visits
) -> None:
    assert "more.sigcert" not in fill(content, visits(event, has_mnc=True)).values
    assert fill(content, visits("tenkyo", has_mnc=True)).values["more.sigcert"] == "unwanted"


MOVE_IN: dict[str, Value] = {"moves_too": True, "move_way": "in"}
TOLD: list[tuple[tuple[str, ...], Mapping[str, Value]]] = [
    (("tennyu",), {}),
    (("tennyu",), {"from_abroad": True}),
    (("tennyu",), {"joins_household": True}),
    (("tenkyo",), {"head_changes": True}),
    (("tenkyo",), {"joins_household": True}),
    (("tenshutsu",), {}),
    (("tenshutsu",), {"to_abroad": True}),
    (("setai",), {"household_change": "merge"}),
    (("shibou",), {"d_head": True, "d_remain15": 2}),
    (("konin",), {"head_changes": True, "household_change": "head"}),
    (("konin",), MOVE_IN),
    (("konin",), MOVE_IN | {"from_abroad": True}),
    (("konin",), MOVE_IN | {"move_way": "within"}),
    (("rikon",), MOVE_IN | {"move_way": "out"}),
    (("rikon",), {"head_changes": True, "household_change": "split"}),
    (("shussei", "tenkyo"), {}),
    (("tenkyo", "setai"), {"household_change": "head"}),
]


@pytest.mark.parametrize(("events", "facts"), TOLD)
def test_nothing_required_is_empty_once_everything_is_told(
    events: tuple[str, ...], facts: Mapping[str, Value], content: Content, visits: Visits
) -> None:
    case = told(content, visits(*events, **facts))
    required = set(required_of(content.forms["F01"], case, content))
    by_others = {"new.head_name"} if "joins_household" in facts else set[str]()
    assert required - set(fill(content, case).values) == by_others


@pytest.mark.parametrize(("events", "facts"), TOLD)
def test_what_is_asked_is_printed(
    events: tuple[str, ...], facts: Mapping[str, Value], content: Content, visits: Visits
) -> None:
    case = told(content, visits(*events, **facts))
    written = "\n".join(fill(content, case).values.values())
    words = {key: _word(value) for key, value in case.needs.items() if not isinstance(value, int | frozenset)}
    assert [key for key, word in words.items() if word not in written] == []


def told(content: Content, case: Case) -> Case:
    """Answer all that the forms ask."""
    needs: dict[str, NeedValue] = {}
    forms = forms_of(content.guide, content.forms, case)
    while new := [one for one in wanted_of(forms, case, content.guide, frozenset(needs)) if one.key not in needs]:
        needs |= {one.key: _answer(one, number) for number, one in enumerate(new, start=len(needs))}
    people = enumerate(case.people, start=1)
    kana = tuple(replace(person, kana=str(needs.get(f"kana:{number}", person.kana))) for number, person in people)
    return replace(case, needs=needs, people=kana)


def _answer(wanted: Wanted, number: int) -> NeedValue:
    """Answer with something that nobody else says."""
    match wanted.need.kind:
        case NeedKind.ADDRESS:
            return Address("9780001", "みらい県", "青波市", "中央", f"{number + 100}番地")
        case NeedKind.PERSON:
            return wanted.choices[0]
        case NeedKind.PEOPLE:
            return frozenset(wanted.choices)
    return f"こたえ{number + 100}"


def _word(value: NeedValue) -> str:
    return value.street if isinstance(value, Address) else str(value)


def required_of(form: Form, case: Case, content: Content) -> Iterator[str]:
    """Yield the required boxes that arise and are not only written by hand."""
    values = Values(case, content.guide)
    for placed in form.placed():
        for box in placed.section.boxes:
            arises = box.given is None or values.holds(box.given) is not False
            if box.required and box.kind not in BY_HAND and arises and (placed.row or 1) <= len(case.people):
                yield placed.name(box)


@pytest.mark.parametrize(
    ("events", "facts", "first"),
    [
        (("tenkyo",), {}, "F01"),
        (("konin",), {}, "R01"),
        (("konin",), MOVE_IN, "F01"),
        (("konin",), {"head_changes": True}, "F01"),
        (("koseki",), {}, "R01"),
        (("shussei", "tenkyo"), {}, "F01"),
    ],
)
def test_the_first_sheet_is_for_the_counter(
    events: tuple[str, ...], facts: Mapping[str, Value], first: str, content: Content, visits: Visits
) -> None:
    case = visits(*events, **facts)
    assert forms_of(content.guide, content.forms, case)[0].id == first


def test_a_visit_has_one_first_sheet_with_a_place_for_the_symbol(content: Content, visits: Visits) -> None:
    for event in content.guide.events:
        forms = forms_of(content.guide, content.forms, visits(event))
        assert forms[0].symbol, event
        assert forms[0].alone is not any(form.symbol and not form.alone for form in forms), event


def test_drafts_come_behind_it(content: Content, visits: Visits) -> None:
    forms = forms_of(content.guide, content.forms, visits("konin"))
    assert [form.id for form in forms] == ["R01", "K01"]
    drafted = forms_of(content.guide, content.forms, visits("shibou", "konin"))
    assert [form.symbol is None for form in drafted] == sorted(form.symbol is None for form in drafted)


@pytest.mark.parametrize(
    ("insured", "funeral", "still"),
    [
        ("kokuho", date(2026, 11, 18), False),
        ("kokuho", date(2026, 11, 22), True),
        ("kokuho", None, True),
        ("shaho", None, True),
    ],
)
def test_whose_funeral_is_over_has_been_notified(
    insured: str, funeral: date | None, still: bool, content: Content, visits: Visits
) -> None:
    forms = forms_of(content.guide, content.forms, visits("shibou", d_ins=insured, funeral_date=funeral))
    assert ({"K06", "K07"} <= {form.id for form in forms}) is still


@pytest.fixture(scope="session")
def visits(content: Content) -> Visits:
    kinds = {fact.id: fact.type for fact in content.guide.facts.values() if not fact.is_computed}
    dates = dict.fromkeys(("move_date", "event_date", "death_date"), date(2026, 11, 16))
    nothing: dict[str, Value | None] = {id_: False for id_, kind in kinds.items() if kind is FactType.BOOL}
    people = (
        Person(name="番号　花子", birth=date(1990, 1, 2), sex=Sex.FEMALE, foreign=False, has_my_number_card=True),
        Person(name="番号　太郎", birth=date(1989, 3, 4), relation=Relation.SPOUSE, foreign=False),
    )

    def case(*events: str, **facts: Value | None) -> Case:
        known = {**nothing, **dates, **facts}
        plan = make_plan(content.guide, events, known, people, MADE.date())
        return Case(events, people, known, {}, plan, MADE, "ja", ticket="A12")

    return case
