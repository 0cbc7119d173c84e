"""Which text stands in which box of F01."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from config.content import Content
from kiosk.paperwork.case import Case
from kiosk.paperwork.fill import FilledForm, fill_form
from kiosk.people import Person

Fill = Callable[[Case], FilledForm]


@pytest.fixture
def fill(content: Content) -> Fill:
    return lambda case: fill_form(content.forms["F01"], case, content.guide)


def with_fact(case: Case, **facts: bool | None) -> Case:
    return replace(case, known={**case.known, **facts})


def with_visitor(case: Case, **changes: object) -> Case:
    return replace(case, people=(replace(case.people[0], **changes),))  # type: ignore[arg-type]


def test_one_adult_who_moved_in(fill: Fill, hanako: Case) -> None:
    assert fill(hanako).values == {
        "what.kind": "tennyu",
        "what.moved": "令和8年11月16日",
        "what.today": "令和8年11月20日",
        "notifier.kana": "バンゴウ　ハナコ",
        "notifier.status": "self",
        "notifier.postal": "978-0001",
        "notifier.address": "みらい県青波市中央一丁目2番3号\nメゾン中央405号室",
        "notifier.same_address": "new",
        "notifier.phone": "090-0000-0000",
        "new.postal": "978-0001",
        "new.address": "みらい県青波市中央一丁目2番3号\nメゾン中央405号室",
        "new.same_address": "notifier",
        "new.head_kana": "バンゴウ　ハナコ",
        "new.head_name": "番号　花子",
        "old.address": "東京都千代田区霞が関二丁目1番2号　青葉ハイツ201",
        "p1.kana": "バンゴウ　ハナコ",
        "p1.name": "番号　花子",
        "p1.birth": "平成4年3月15日",
        "p1.sex": "female",
        "p1.relation": "self",
        "p1.card": "yes",
        "more.sigcert": "wanted",
        "number.ticket": "A12",
    }


def test_signature_and_register_are_left_to_the_hand(fill: Fill, hanako: Case) -> None:
    assert fill(hanako).by_hand == ("notifier.name", "old.head_name", "p1.honseki", "p1.head_of_register")


def test_who_joins_a_household_is_not_its_head(fill: Fill, hanako: Case) -> None:
    joins = with_fact(replace(hanako, needs={**hanako.needs, "head_kana": "レイ　タロウ"}), joins_household=True)
    values = fill(joins).values
    assert values["new.head_kana"] == "レイ　タロウ"
    assert "new.head_name" not in values
    assert "p1.relation" not in values


def test_unknown_marks_neither_choice(fill: Fill, hanako: Case) -> None:
    values = fill(with_fact(hanako, notifier_is_proxy=None, has_mnc=None)).values
    assert "notifier.status" not in values
    assert "p1.card" not in values


def test_from_abroad_there_is_no_old_address(fill: Fill, hanako: Case) -> None:
    filled = fill(with_fact(hanako, from_abroad=True))
    assert "old.address" not in filled.values
    assert "old.address" in filled.by_hand


@pytest.mark.parametrize(
    ("birth", "nationality", "written"),
    [
        (date(2019, 5, 1), "", "令和元年5月1日"),
        (date(1989, 1, 7), "", "昭和64年1月7日"),
        (date(1989, 1, 8), "", "平成元年1月8日"),
        (date(1912, 7, 29), "", "明治45年7月29日"),
        (date(1989, 1, 8), "日本", "平成元年1月8日"),
        (date(1989, 1, 8), "ベトナム", "1989年1月8日"),
    ],
)
def test_birthdays_by_era_and_foreigners_by_the_western_year(
    fill: Fill,
    hanako: Case,
    birth: date,
    nationality: str,
    written: str,
) -> None:
    assert fill(with_visitor(hanako, birth=birth, nationality=nationality)).values["p1.birth"] == written


def test_without_a_card_the_hand_writes_who_it_is(fill: Fill, hanako: Case) -> None:
    filled = fill(replace(hanako, people=(), needs={**hanako.needs, "kana": "バンゴウ　ハナコ"}))
    assert filled.values["p1.kana"] == "バンゴウ　ハナコ"
    assert {"p1.name", "p1.birth", "old.address"} <= set(filled.by_hand)


def test_only_those_who_move_have_a_row(fill: Fill, hanako: Case) -> None:
    stays = Person(name="番号　次郎", relation="husband", moves=False)
    assert fill(replace(hanako, people=(*hanako.people, stays))).people == 1


def test_people_beyond_the_rows_are_not_lost(fill: Fill, hanako: Case) -> None:
    children = tuple(Person(name=f"番号　{n}子", relation="child") for n in "一二三四五六")
    filled = fill(replace(hanako, people=(*hanako.people, *children)))
    assert filled.values["p7.name"] == "番号　六子"


def test_nothing_of_a_hidden_address_is_on_the_form(fill: Fill, hanako: Case) -> None:
    assert fill(with_fact(hanako, dv_support=True)).values == fill(with_fact(hanako, dv_support=False)).values


def test_a_filled_form_shows_no_values_in_its_repr(fill: Fill, hanako: Case) -> None:
    assert "花子" not in repr(fill(hanako))
