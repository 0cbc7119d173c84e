"""Which text stands in which box of F01."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from config.content import Content
from kiosk.calendar import PartialDate
from kiosk.paperwork.case import Case
from kiosk.paperwork.fill import FilledForm, fill_forms
from kiosk.paperwork.form import Box, BoxKind, Form, Option, Section
from kiosk.people import Person, Relation, Residence

Fill = Callable[[Case], FilledForm]


@pytest.fixture
def fill(content: Content) -> Fill:
    return lambda case: fill_forms((content.forms["F01"],), case, content.guide, {})[0]


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
        "notifier.birth": "平成4年3月15日",
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
        "old.head_kana": "バンゴウ　ハナコ",
        "old.head_name": "番号　花子",
        "p1.kana": "バンゴウ　ハナコ",
        "p1.name": "番号　花子",
        "p1.birth": "平成4年3月15日",
        "p1.sex": "female",
        "p1.relation": "head",
        "p1.card": "yes",
        "more.sigcert": "wanted",
        "number.ticket": "A12",
    }


def test_signature_and_register_are_left_to_the_hand(fill: Fill, hanako: Case) -> None:
    assert fill(hanako).by_hand == ("notifier.name", "p1.honseki", "p1.head_of_register")


def test_who_joins_a_household_is_not_its_head(fill: Fill, hanako: Case) -> None:
    joins = with_fact(replace(hanako, needs={**hanako.needs, "head_kana": "レイ　タロウ"}), joins_household=True)
    values = fill(joins).values
    assert values["new.head_kana"] == "レイ　タロウ"
    assert "new.head_name" not in values
    assert "p1.relation" not in values


RESIDENCE = Residence("技術・人文知識・国際業務", "5年", date(2029, 4, 1), "AB00000000CD")
WRITTEN = {
    "more.residence_status": "技術・人文知識・国際業務",
    "more.residence_period": "5年",
    "more.residence_year": "2029",
    "more.residence_month": "4",
    "more.residence_day": "1",
    "more.residence_card": "AB00000000CD",
}


def residence_line(filled: FilledForm) -> dict[str, str]:
    return {box: value for box, value in filled.values.items() if box.startswith("more.residence")}


def test_what_a_residence_card_says_is_written_where_the_clerk_would_copy_it(fill: Fill, hanako: Case) -> None:
    filled = fill(with_visitor(hanako, residence=RESIDENCE))
    assert residence_line(filled) == WRITTEN
    assert not any(box.startswith("more.residence") for box in filled.by_hand)


def test_it_is_of_whoever_of_the_household_has_one(fill: Fill, hanako: Case) -> None:
    wife = Person("LEE ANNA", relation=Relation.SPOUSE, residence=RESIDENCE)
    assert residence_line(fill(replace(hanako, people=(*hanako.people, wife)))) == WRITTEN


@pytest.mark.parametrize(
    "others",
    [
        (),
        (Person(residence=RESIDENCE), Person(residence=replace(RESIDENCE, card_number="CD00000000AB"))),
        (Person(residence=RESIDENCE, moves=False),),
    ],
)
def test_the_line_is_the_clerks_where_none_or_several_were_read(
    others: tuple[Person, ...], fill: Fill, hanako: Case
) -> None:
    assert residence_line(fill(replace(hanako, people=(*hanako.people, *others)))) == {}


def test_a_certificate_without_a_period_leaves_the_rest_to_the_clerk(fill: Fill, hanako: Case) -> None:
    filled = fill(with_visitor(hanako, residence=Residence(card_number="AB00000000CD")))
    assert residence_line(filled) == {"more.residence_card": "AB00000000CD"}


def test_unknown_marks_neither_choice(fill: Fill, hanako: Case) -> None:
    unknown = with_visitor(with_fact(hanako, notifier_is_proxy=None), has_my_number_card=None)
    values = fill(unknown).values
    assert "notifier.status" not in values
    assert "p1.card" not in values


def test_a_square_without_a_word_is_ticked_by_nobody(content: Content, hanako: Case) -> None:
    consent = Box("consent", BoxKind.CHOICE, (0, 0, 8, 8), options=(Option("yes", (3, 3, 3, 3)),))
    form = Form("X", (Section("end", (12, 200), boxes=(consent,)),))
    assert fill_forms((form,), hanako, content.guide, {})[0].values == {}


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


@pytest.mark.parametrize(
    ("birth", "nationality", "written"),
    [
        (PartialDate(1944), "", "昭和19年（月日は不明）"),
        (PartialDate(1944, 4), "", "昭和19年4月（日は不明）"),
        (PartialDate(1944, 4), "ベトナム", "1944年4月"),
    ],
)
def test_of_a_birthday_stands_there_what_is_known(
    fill: Fill, hanako: Case, birth: PartialDate, nationality: str, written: str
) -> None:
    assert fill(with_visitor(hanako, birth=birth, nationality=nationality)).values["p1.birth"] == written


@pytest.mark.parametrize("name", ["番号　", "　花子"])
def test_half_a_name_is_written_and_the_other_half_left_to_the_hand(fill: Fill, hanako: Case, name: str) -> None:
    filled = fill(with_visitor(hanako, name=name))
    assert filled.values["p1.name"] == name
    assert {"p1.name", "new.head_name", "old.head_name"} <= set(filled.by_hand)
    assert filled.values["p1.kana"] == "バンゴウ　ハナコ"


@pytest.mark.parametrize("name", ["番号　花子", "グエン ヴァン ハイ"])
def test_a_whole_name_leaves_nothing_to_the_hand(fill: Fill, hanako: Case, name: str) -> None:
    assert "p1.name" not in fill(with_visitor(hanako, name=name)).by_hand


def test_only_those_who_move_have_a_row(fill: Fill, hanako: Case) -> None:
    stays = Person(name="番号　次郎", relation=Relation.SPOUSE, moves=False)
    assert fill(replace(hanako, people=(*hanako.people, stays))).people == {"p": 1}


def test_people_beyond_the_rows_are_not_lost(fill: Fill, hanako: Case) -> None:
    children = tuple(Person(name=f"番号　{n}子", relation=Relation.CHILD) for n in "一二三四五六")
    filled = fill(replace(hanako, people=(*hanako.people, *children)))
    assert filled.values["p7.name"] == "番号　六子"


def test_everybody_is_who_they_are_to_the_head(fill: Fill, family: Case) -> None:
    values = fill(family).values
    assert [values[f"p{row}.relation"] for row in range(1, 7)] == ["wife", "head", "child", "child", "child", "妻の母"]


def test_what_several_share_is_written_once(fill: Fill, family: Case) -> None:
    values = fill(family).values
    assert values["p1.honseki"] == "みらい県遠野原市中央二丁目10番地"
    assert values["p1.head_of_register"] == "番号　梅子"
    assert values["p3.honseki"] == values["p3.head_of_register"] == "1と同じ"


def test_the_same_as_whom_is_a_row_of_the_form(fill: Fill, family: Case) -> None:
    stays = replace(family.people[1], moves=False)
    people = (family.people[0], stays, *family.people[2:])
    shared = {**family.needs, "same_register": frozenset({3, 4})}
    values = fill(replace(family, people=people, needs=shared)).values
    assert values["p3.honseki"] == "2と同じ"


def test_a_foreign_national_has_a_nationality_and_no_register(fill: Fill, family: Case) -> None:
    filled = fill(family)
    assert filled.values["p2.head_of_register"] == "ベトナム"
    assert "p2.honseki" not in filled.values
    assert "p2.honseki" not in filled.by_hand


def test_who_stands_in_for_somebody_is_the_notifier(fill: Fill, proxy: Case) -> None:
    values = fill(proxy).values
    assert values["notifier.kana"] == "ミホン　ジロウ"
    assert values["notifier.status"] == "proxy"
    assert values["notifier.address"] == "みらい県青波市港町二丁目3番4号　コーポみなと201号室"
    assert values["p1.kana"] == "ミホン　サクラ"
    assert "notifier.same_address" not in values


def test_nothing_of_a_hidden_address_is_on_the_form(fill: Fill, hanako: Case) -> None:
    assert fill(with_fact(hanako, dv_support=True)).values == fill(with_fact(hanako, dv_support=False)).values


def test_a_filled_form_shows_no_values_in_its_repr(fill: Fill, hanako: Case) -> None:
    assert "花子" not in repr(fill(hanako))
