"""What the checklist says, and to whom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from config.content import Content
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.checklist import checklist
from kiosk.paperwork.sheet import Document, Frame, Page, Run

LAST_MM = 288.0

Write = Callable[..., Document]
Visit = Callable[..., Case]


@pytest.fixture
def write(content: Content, lettering: Lettering) -> Write:
    def written(case: Case, language: str = "ja") -> Document:
        return checklist(case, content.guide, content.words[language], lettering)

    return written


def text_of(page: Page) -> str:
    return "".join(glyph.text for mark in page.marks if isinstance(mark, Run) for glyph in mark.glyphs)


def whole(document: Document) -> str:
    return "".join(map(text_of, document.pages))


def test_desks_stand_in_walking_order(write: Write, visit: Visit) -> None:
    text = whole(write(visit(has_mnc=True, any_kokuho=True, uses_city_water=True)))
    desks = ("市民課", "マイナンバーカード窓口", "保険年金課", "上下水道課")
    places = [text.index(desk) for desk in desks]
    assert places == sorted(places)


def test_deadlines_are_days(write: Write, visit: Visit) -> None:
    text = whole(write(visit(move_date=date(2026, 11, 16))))
    assert "11月30日（月）まで" in text


def test_a_day_of_another_year_says_its_year(write: Write, visit: Visit) -> None:
    assert "令和9年1月" in whole(write(visit(move_date=date(2026, 12, 25))))


def test_every_reason_is_what_the_resident_said(write: Write, visit: Visit) -> None:
    text = whole(write(visit(has_dog=True)))
    assert "理由: 犬を飼っています" in text


def test_what_is_unknown_is_to_be_checked(write: Write, visit: Visit) -> None:
    assert "要確認" not in whole(write(visit()))
    text = whole(write(visit(has_dog=None)))
    assert "要確認" in text
    assert "「わからない」とお答えになったこと: 犬を飼っている" in text


def test_fees_are_added_up(write: Write, visit: Visit) -> None:
    assert "手数料はかかりません" in whole(write(visit()))
    assert "手数料の合計 300円" in whole(write(visit(wants_inkan=True))).replace("  ", " ")


def test_the_number_is_large_and_no_name_is_there(write: Write, visit: Visit) -> None:
    case = visit()
    document = write(case)
    sizes = {glyph.text: mark.size_pt for mark in runs(document) for glyph in mark.glyphs}
    assert sizes["A"] >= 40
    assert "花子" not in whole(document)
    assert "東京都千代田区" not in whole(document)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_is_smaller_than_14_points(write: Write, visit: Visit, language: str) -> None:
    document = write(visit(any_shintai=True, has_dog=None, wants_inkan=True), language)
    assert min(mark.size_pt for mark in runs(document)) >= 14


def runs(document: Document) -> list[Run]:
    return [mark for page in document.pages for mark in page.marks if isinstance(mark, Run)]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_everything_lies_on_its_page(write: Write, content: Content, visit: Visit, language: str) -> None:
    everything = {fact.id: True for fact in content.guide.facts.values() if fact.type.value == "bool"}
    for page in write(visit(**everything), language).pages:
        for mark in page.marks:
            if isinstance(mark, Run):
                width = sum(glyph.advance for glyph in mark.glyphs) / 1000 * mark.size_pt * 25.4 / 72
                assert mark.x_mm >= 15
                assert mark.x_mm + width <= 195.1
                assert 12 < mark.y_mm <= LAST_MM


def test_what_is_for_staff_alone_changes_nothing(write: Write, visit: Visit) -> None:
    assert write(visit(dv_support=True)) == write(visit(dv_support=False))


def test_what_is_discreet_stands_on_the_inside_page_alone(write: Write, visit: Visit) -> None:
    *outside, inside = write(visit(any_shintai=True)).pages
    assert "身体障害者手帳" in text_of(inside)
    seen = "".join(map(text_of, outside))
    assert "障" not in seen
    assert "くわしくは「内側のページ」に書いてあります" in seen


def test_without_anything_discreet_there_is_no_inside_page(write: Write, visit: Visit) -> None:
    assert "ご本人だけ" not in whole(write(visit()))


def test_the_colour_of_a_desk_is_that_of_the_signs(write: Write, visit: Visit, content: Content) -> None:
    frames = [mark for page in write(visit()).pages for mark in page.marks if isinstance(mark, Frame)]
    assert content.guide.desks["shimin"].colour in {frame.colour for frame in frames}


def test_another_language_keeps_the_japanese_names(write: Write, visit: Visit) -> None:
    text = whole(write(visit(any_kokuho=True), "en"))
    assert "Moving-in notification" in text
    assert "転入届" in text
    assert "By Monday 30 November" in text
    assert "PIN of the card (4 digits)カードの暗証番号" in text


def test_before_the_number_is_taken_there_is_a_place_for_it(write: Write, visit: Visit) -> None:
    assert "番号は窓口で" in whole(write(replace(visit(), ticket=None)))


def test_pages_are_numbered(write: Write, visit: Visit) -> None:
    pages = write(visit(any_shintai=True)).pages
    assert all(f"{n} / {len(pages)}" in text_of(page) for n, page in enumerate(pages, start=1))
