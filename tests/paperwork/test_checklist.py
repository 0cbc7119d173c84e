"""What the checklist says, and to whom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from config.content import Content
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.checklist import checklist
from kiosk.paperwork.floor_map import LEAST_PT
from kiosk.paperwork.sheet import Document, Frame, Page, Run, Tick

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
def test_nothing_but_the_map_is_smaller_than_14_points(write: Write, visit: Visit, language: str) -> None:
    for page in write(visit(any_shintai=True, has_dog=None, wants_inkan=True), language).pages:
        walls = [mark for mark in page.marks if isinstance(mark, Frame) and mark.w_mm > 80 and mark.h_mm > 30]
        small = [mark for mark in page.marks if isinstance(mark, Run) and mark.size_pt < 14]
        assert all(mark.size_pt >= LEAST_PT and any(within(mark, wall) for wall in walls) for mark in small)


def within(run: Run, wall: Frame) -> bool:
    return wall.x_mm <= run.x_mm <= wall.x_mm + wall.w_mm and wall.y_mm <= run.y_mm <= wall.y_mm + wall.h_mm


def test_what_can_be_done_today_is_counted(write: Write, visit: Visit) -> None:
    assert "きょうすること 2市役所の外 1" in whole(write(visit(has_car=True))).replace("\u3000", "")


def test_what_cannot_be_done_yet_waits_for_its_day(write: Write, visit: Visit) -> None:
    case = visit(move_date=date(2026, 12, 1))
    text = whole(write(case))
    waiting = [entry for entry in case.plan.required if entry.opens]
    assert {entry.opens for entry in waiting} == {date(2026, 12, 1)}
    assert text.index("あとですること") < text.index("転入届（国内から）")
    assert "12月1日（火）から" in text
    assert "まだできない手続きです" in text


def test_who_comes_after_the_day_has_nothing_to_wait_for(write: Write, visit: Visit) -> None:
    assert "あとですること" not in whole(write(visit()))


def test_what_is_in_hand_is_ticked_and_the_rest_is_for_the_next_time(write: Write, visit: Visit) -> None:
    document = write(replace(visit(has_dog=True), in_hand=frozenset({"ID", "MNC"})))
    text = whole(document)
    here, _, missing = text.partition("つぎに持ってくるもの")
    assert "お手元にあるもの本人確認のもの" in here
    assert "犬の鑑札・狂犬病予防注射済票使う手続き: 犬の転入の届出" in missing
    assert "足りないもの: カードの暗証番号、転出証明書" in text
    ticks = [mark for page in document.pages for mark in page.marks if isinstance(mark, Tick)]
    assert len(ticks) == 2


def test_who_said_nothing_of_what_is_in_hand_misses_nothing(write: Write, visit: Visit) -> None:
    document = write(visit(has_dog=True))
    text = whole(document)
    assert "持ってくるもの" in text
    assert "足りないもの" not in text
    assert "つぎに持ってくる" not in text
    assert [mark for page in document.pages for mark in page.marks if isinstance(mark, Tick)] == []


def test_a_desk_that_serves_only_what_is_discreet_is_marked_inside_alone(write: Write, visit: Visit) -> None:
    *outside, inside = write(visit(any_shintai=True)).pages
    assert {desk for page in outside for desk in goals(page)} == {"1", "14"}
    assert "10" in goals(inside)


def goals(page: Page) -> set[str]:
    """Return the numbers in the filled discs of the maps."""
    discs = [mark for mark in page.marks if isinstance(mark, Frame) and mark.colour and mark.w_mm < 8]
    words = [mark for mark in page.marks if isinstance(mark, Run) and mark.size_pt == 13]
    return {"".join(glyph.text for glyph in run.glyphs) for run in words for disc in discs if within(run, disc)}


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


def test_on_both_sides_of_the_paper_the_inside_page_begins_a_sheet(
    visit: Visit, content: Content, lettering: Lettering
) -> None:
    case = visit(any_shintai=True)
    words = content.words["ja"]
    pages = checklist(case, content.guide, words, lettering, two_sided=True).pages
    assert next(number for number, page in enumerate(pages) if "ご本人だけ" in text_of(page)) % 2 == 0
    assert [page for page in pages if page.marks] == list(checklist(case, content.guide, words, lettering).pages)


def test_the_file_says_its_title_and_language(write: Write, visit: Visit) -> None:
    japanese, english = write(visit()), write(visit(), "en")
    assert (japanese.title, japanese.language, english.language) == ("手続きチェックシート", "ja", "en")
