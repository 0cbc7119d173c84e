"""Where the marks of F01 lie."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.content import Content
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.fill import FilledForm, fill_forms
from kiosk.paperwork.form import BY_HAND, Box, Place, Placed
from kiosk.paperwork.layout import BlankForm, lay_out_form
from kiosk.paperwork.sheet import Frame, Mark, Page, Ring, Rule, Run, Symbol, Tick
from printing.qr import encode

ROUNDING_MM = 0.05
LONG_NAME = "ウォルフェシュレーゲルシュタインハウゼンベルガードルフ　アドルフブレインチャールズ" + "デイビッド" * 20


def laid_out(blank: BlankForm, filled: FilledForm, lettering: Lettering, *symbols: str) -> Page:
    (document,) = lay_out_form(blank, filled, lettering, symbols=symbols, encode=encode)
    (page,) = document.pages
    return page


def extent(mark: Mark) -> tuple[float, float, float, float]:
    """Left, top, right, bottom; text by its em square."""
    match mark:
        case Run():
            em = mark.size_pt * 25.4 / 72
            width = sum(glyph.advance for glyph in mark.glyphs) / 1000 * em
            return mark.x_mm, mark.y_mm - 0.88 * em, mark.x_mm + width, mark.y_mm + 0.12 * em
        case Rule():
            return mark.x1_mm, mark.y1_mm, mark.x2_mm, mark.y2_mm
        case Symbol():
            side = mark.module_mm * len(mark.rows)
            return mark.x_mm, mark.y_mm, mark.x_mm + side, mark.y_mm + side
        case _:
            return mark.x_mm, mark.y_mm, mark.x_mm + mark.w_mm, mark.y_mm + mark.h_mm


def text_of(page: Page) -> dict[float, str]:
    """The text of each baseline."""
    runs = sorted((mark for mark in page.marks if isinstance(mark, Run)), key=lambda run: (run.y_mm, run.x_mm))
    return {
        y: "".join(glyph.text for run in line for glyph in run.glyphs)
        for y, line in groupby(runs, lambda run: run.y_mm)
    }


def inside(mark: Mark, place: Place) -> bool:
    left, top, right, bottom = extent(mark)
    x, y, w, h = place
    return (
        left >= x - ROUNDING_MM
        and right <= x + w + ROUNDING_MM
        and top >= y - ROUNDING_MM
        and bottom <= y + h + ROUNDING_MM
    )


def touches(mark: Mark, place: Place) -> bool:
    left, top, right, bottom = extent(mark)
    x, y, w, h = place
    return left < x + w and right > x and top < y + h and bottom > y


def boxes(blank: BlankForm) -> Iterator[tuple[Placed, Box]]:
    for placed in blank.form.placed():
        yield from ((placed, box) for box in placed.section.boxes)


@pytest.fixture(scope="session")
def filled(content: Content, hanako: Case) -> FilledForm:
    return fill_forms((content.forms["F01"],), hanako, content.guide, {})[0]


def only(values: dict[str, str]) -> FilledForm:
    return FilledForm("F01", values, (), {"p": 1})


def find(blank: BlankForm, name: str) -> tuple[Placed, Box]:
    return next((placed, box) for placed, box in boxes(blank) if placed.name(box) == name)


def added(blank: BlankForm, values: dict[str, str], lettering: Lettering) -> list[Mark]:
    """What these values put on the sheet, beyond what an empty one has."""
    before = laid_out(blank, only({}), lettering)
    return [mark for mark in laid_out(blank, only(values), lettering).marks if mark not in before.marks]


def test_everything_lies_within_the_margins(f01: BlankForm, filled: FilledForm, lettering: Lettering) -> None:
    page = laid_out(f01, filled, lettering, "A" * 500)
    assert [mark for mark in page.marks if not inside(mark, (11.8, 10, 186.4, 277.2))] == []


def test_values_stand_on_the_lines_of_their_boxes(f01: BlankForm, filled: FilledForm, lettering: Lettering) -> None:
    lines = text_of(laid_out(f01, filled, lettering))
    for text in ("番号　花子", "みらい県青波市中央一丁目2番3号", "令和8年11月16日", "バンゴウ　ハナコ", "A12"):
        assert any(text in line for line in lines.values()), text


def test_nothing_is_printed_where_the_hand_writes(f01: BlankForm, content: Content, lettering: Lettering) -> None:
    every = {placed.name(box): "花子" for placed, box in boxes(f01)}
    marks = added(f01, every, lettering)
    for placed, box in boxes(f01):
        if box.kind in BY_HAND:
            assert [mark for mark in marks if touches(mark, placed.place(box.at))] == [], placed.name(box)


def test_the_signature_is_shaded_and_told_to_the_preview(
    f01: BlankForm, filled: FilledForm, lettering: Lettering
) -> None:
    page = laid_out(f01, filled, lettering)
    area = next(area for area in page.own_hand if area.label == "paper.hand.sign")
    assert Frame(area.x_mm, area.y_mm, area.w_mm, area.h_mm, stroke_pt=None, fill_grey=0.9) in page.marks
    assert len(page.own_hand) == len(filled.by_hand)


def test_rows_of_nobody_ask_for_nothing(f01: BlankForm, filled: FilledForm, lettering: Lettering) -> None:
    second_row_mm = 121 + 16
    areas = laid_out(f01, filled, lettering).own_hand
    assert not any(second_row_mm <= area.y_mm < 201 for area in areas)


@pytest.mark.parametrize(
    ("box", "value", "mark"),
    [("what.kind", "tennyu", Tick), ("p1.sex", "female", Ring), ("p1.relation", "wife", Ring), ("p1.card", "no", Ring)],
)
def test_one_choice_is_marked(
    f01: BlankForm, lettering: Lettering, box: str, value: str, mark: type[Tick] | type[Ring]
) -> None:
    placed, found = find(f01, box)
    option = next(option for option in found.options if option.id == value)
    (made,) = added(f01, {box: value}, lettering)
    assert isinstance(made, mark)
    assert touches(made, placed.place(option.at))


@pytest.mark.parametrize(
    ("text", "era", "numbers"),
    [("令和元年5月1日", "令和", "元51"), ("昭和64年1月7日", "昭和", "6417"), ("1989年1月8日", "西暦", "198918")],
)
def test_the_era_is_ringed_and_the_numbers_stand_before_their_words(
    f01: BlankForm, lettering: Lettering, text: str, era: str, numbers: str
) -> None:
    marks = added(f01, {"p1.birth": text}, lettering)
    placed, box = find(f01, "p1.birth")
    option = next(option for option in box.options if option.id == era)
    assert [mark for mark in marks if isinstance(mark, Ring)] == [Ring(*placed.place(option.at))]
    written = "".join(glyph.text for mark in marks if isinstance(mark, Run) for glyph in mark.glyphs)
    assert written.replace("年", "").replace("月", "").replace("日", "") == numbers


@pytest.mark.parametrize(
    ("text", "era", "written"),
    [
        ("昭和19年（月日は不明）", "昭和", "19不詳不詳"),
        ("昭和19年4月（日は不明）", "昭和", "194不詳"),
        ("1944年4月", "西暦", "19444不詳"),
    ],
)
def test_an_unknown_part_of_a_birthday_is_said_to_be_unknown(
    f01: BlankForm, lettering: Lettering, text: str, era: str, written: str
) -> None:
    marks = added(f01, {"p1.birth": text}, lettering)
    placed, box = find(f01, "p1.birth")
    option = next(option for option in box.options if option.id == era)
    assert [mark for mark in marks if isinstance(mark, Ring)] == [Ring(*placed.place(option.at))]
    runs = sorted((mark for mark in marks if isinstance(mark, Run)), key=lambda run: run.x_mm)
    assert "".join(glyph.text for run in runs for glyph in run.glyphs) == written
    assert all(inside(run, placed.place(box.at)) for run in runs)


def test_a_relation_without_a_word_of_its_own_is_written_out(f01: BlankForm, lettering: Lettering) -> None:
    marks = added(f01, {"p1.relation": "妻の母"}, lettering)
    placed, box = find(f01, "p1.relation")
    other = next(option for option in box.options if option.rest)
    assert other.rest is not None
    assert [mark for mark in marks if isinstance(mark, Ring)] == [Ring(*placed.place(other.at))]
    (run,) = (mark for mark in marks if isinstance(mark, Run))
    assert "".join(glyph.text for glyph in run.glyphs) == "妻の母"
    assert inside(run, placed.place(other.rest))


@pytest.mark.parametrize(("name", "known"), [("番号　", "番号"), ("　花子", "花子")])
@pytest.mark.parametrize("box", ["p1.name", "new.head_name", "p1.head_of_register"])
def test_beside_half_a_name_there_is_a_blank_for_the_other(
    f01: BlankForm, lettering: Lettering, name: str, known: str, box: str
) -> None:
    page = laid_out(f01, FilledForm("F01", {box: name}, (box,), {"p": 1}), lettering)
    placed, found = find(f01, box)
    x, y, w, h = placed.place(found.at)
    (area,) = page.own_hand
    assert area.label == found.own_hand
    assert area.w_mm >= 20
    assert area.h_mm >= h - 1
    assert Frame(area.x_mm, area.y_mm, area.w_mm, area.h_mm) in page.marks
    (run,) = (mark for mark in page.marks if isinstance(mark, Run) and mark.face is Face.NAME)
    assert "".join(glyph.text for glyph in run.glyphs) == known
    assert inside(run, (x, y, w, h))
    assert not touches(run, (area.x_mm, area.y_mm, area.w_mm, area.h_mm))
    assert (run.x_mm < area.x_mm) == name.startswith("番号")


def test_a_long_name_shrinks_and_wraps_and_stays_whole(f01: BlankForm, lettering: Lettering) -> None:
    name = LONG_NAME[:50]
    placed, box = find(f01, "p1.name")
    runs = [mark for mark in added(f01, {"p1.name": name}, lettering) if isinstance(mark, Run)]
    assert "".join(glyph.text for run in runs for glyph in run.glyphs) == name
    assert all(inside(run, placed.place(box.at)) for run in runs)
    assert min(run.size_pt for run in runs) >= 6


TEXTS = st.text(st.sampled_from("番号花子𠮷渡邉髙﨑アイウエオーAZ az09-　・１ー丁目"), min_size=1, max_size=160)
TEXT_BOXES = ("p1.name", "p1.kana", "new.address", "old.address", "notifier.address", "new.head_name", "notifier.phone")


def test_whatever_is_written_stays_in_its_box(f01: BlankForm, lettering: Lettering) -> None:
    rest = f01.form.rest
    assert rest is not None

    @settings(max_examples=60, deadline=None)
    @given(TEXTS, st.sampled_from(TEXT_BOXES))
    def stays(text: str, name: str) -> None:
        placed, box = find(f01, name)
        runs = (mark for mark in added(f01, {name: text}, lettering) if isinstance(mark, Run))
        assert [run for run in runs if not inside(run, placed.place(box.at)) and not touches(run, rest.at)] == []

    stays()


def test_the_symbol_keeps_its_square_and_its_quiet_zone(
    f01: BlankForm, filled: FilledForm, lettering: Lettering
) -> None:
    page = laid_out(f01, filled, lettering, "A" * 800)
    (symbol,) = (mark for mark in page.marks if isinstance(mark, Symbol))
    side = symbol.module_mm * len(symbol.rows)
    quiet = 4 * symbol.module_mm
    around = (symbol.x_mm - quiet, symbol.y_mm - quiet, side + 2 * quiet, side + 2 * quiet)
    assert side == pytest.approx(47)
    assert symbol.module_mm >= 0.5
    assert [mark for mark in page.marks if mark != symbol and touches(mark, around)] == []


def test_a_day_that_is_not_known_is_left_to_be_written(
    f01: BlankForm, content: Content, hanako: Case, lettering: Lettering
) -> None:
    case = replace(hanako, known={**hanako.known, "move_date": None})
    page = laid_out(f01, fill_forms((f01.form,), case, content.guide, {})[0], lettering)
    assert "paper.hand.move_date" in {area.label for area in page.own_hand}
