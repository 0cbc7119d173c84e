"""The small map on the checklist."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.content import Content
from kiosk.lettering.fitting import MM_PER_PT
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.checklist import checklist
from kiosk.paperwork.floor_map import LEAST_PT, FloorMap
from kiosk.paperwork.flow import Block
from kiosk.paperwork.sheet import Frame, Ring, Rule, Run
from kiosk.paperwork.typesetting import Typesetter

LANGUAGES = ["ja", "ja-x-easy", "en"]
WAY_PT = 1.6


def draw(content: Content, lettering: Lettering, desks: list[str], language: str = "ja") -> Block:
    guide = content.guide
    drawer = FloorMap(guide.floors, guide.desks, Typesetter(lettering), content.words[language])
    return drawer.draw([guide.desks[desk] for desk in desks], 15, 180)


def text(run: Run) -> str:
    return "".join(glyph.text for glyph in run.glyphs)


def texts(block: Block) -> list[str]:
    return [text(mark) for mark in block.marks if isinstance(mark, Run)]


def within(run: Run, mark: Frame | Ring) -> bool:
    return mark.x_mm < run.x_mm < mark.x_mm + mark.w_mm and mark.y_mm < run.y_mm < mark.y_mm + mark.h_mm


def inside(block: Block, marks: Iterator[Frame] | Iterator[Ring]) -> list[str]:
    return [text(run) for mark in marks for run in block.marks if isinstance(run, Run) and within(run, mark)]


def goals(block: Block) -> list[str]:
    """The numbers of the windows that are filled."""
    return inside(block, (mark for mark in block.marks if isinstance(mark, Frame) and mark.colour))


def stops(block: Block) -> list[str]:
    return inside(block, (mark for mark in block.marks if isinstance(mark, Ring)))


def test_the_windows_of_the_visit_are_filled_and_numbered_in_order(content: Content, lettering: Lettering) -> None:
    block = draw(content, lettering, ["shimin", "kokuho", "kankyou"])
    assert goals(block) == ["1", "3", "14"]
    assert stops(block) == ["1", "2", "3"]


def test_one_stop_needs_no_number(content: Content, lettering: Lettering) -> None:
    block = draw(content, lettering, ["kokuho"])
    assert goals(block) == ["3"]
    assert stops(block) == []


def test_floors_without_a_stop_are_not_drawn(content: Content, lettering: Lettering) -> None:
    assert "2階" not in texts(draw(content, lettering, ["shimin"]))
    assert {"1階", "2階"} <= set(texts(draw(content, lettering, ["zeimu"])))


def test_the_way_begins_at_the_kiosk(content: Content, lettering: Lettering) -> None:
    block = draw(content, lettering, ["shimin"])
    (kiosk,) = (mark for mark in block.marks if isinstance(mark, Frame) and mark.fill_grey == 0)
    first = next(mark for mark in block.marks if isinstance(mark, Rule) and mark.width_pt == WAY_PT)
    assert kiosk.x_mm <= first.x1_mm <= kiosk.x_mm + kiosk.w_mm
    assert kiosk.y_mm <= first.y1_mm <= kiosk.y_mm + kiosk.h_mm


def test_a_city_without_a_map_prints_none(content: Content, lettering: Lettering, hanako: Case) -> None:
    guide = replace(content.guide, floors={})
    sheet = checklist(hanako, guide, content.words["ja"], lettering)
    assert min(mark.size_pt for page in sheet.pages for mark in page.marks if isinstance(mark, Run)) >= 14


def test_nothing_of_the_map_needs_colour(content: Content, lettering: Lettering) -> None:
    """Whoever sees the colours of the desks as grey still tells what is filled from what is not."""
    block = draw(content, lettering, list(content.guide.desks))
    for mark in block.marks:
        if isinstance(mark, Frame) and mark.colour:
            red, green, blue = bytes.fromhex(mark.colour.removeprefix("#"))
            assert 0.299 * red + 0.587 * green + 0.114 * blue < 0.55 * 255


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_lie_on_the_map_by_themselves(content: Content, lettering: Lettering, language: str) -> None:
    windows = [desk.id for desk in content.guide.desks.values() if desk.window]
    block = draw(content, lettering, windows, language)
    runs = [mark for mark in block.marks if isinstance(mark, Run)]
    assert min(run.size_pt for run in runs if not is_reading(run, runs)) >= LEAST_PT
    assert [(text(a), text(b)) for a, b in combinations(runs, 2) if overlap(a, b)] == []
    assert all(box(run)[0] >= 15 and box(run)[2] <= 195 for run in runs)
    assert max(box(run)[3] for run in runs) <= block.height_mm


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_the_way_every_stop_is_there_once(content: Content, lettering: Lettering, data: st.DataObject) -> None:
    windows = [desk.id for desk in content.guide.desks.values() if desk.window]
    chosen = data.draw(st.sets(st.sampled_from(windows)))
    ordered = [desk for desk in windows if desk in chosen]
    block = draw(content, lettering, ordered)
    assert sorted(goals(block), key=int) == [content.guide.desks[desk].window for desk in ordered]
    assert block.height_mm <= 60


def is_reading(run: Run, runs: list[Run]) -> bool:
    """Whether it is furigana over another, which only the floors' names have."""
    return any(other.size_pt == 2 * run.size_pt and overlap_across(run, other) for other in runs)


def box(run: Run) -> tuple[float, float, float, float]:
    em = run.size_pt * MM_PER_PT
    width = sum(glyph.advance for glyph in run.glyphs) / 1000 * em
    return run.x_mm, run.y_mm - 0.75 * em, run.x_mm + width, run.y_mm + 0.05 * em


def overlap_across(one: Run, other: Run) -> bool:
    return min(box(one)[2], box(other)[2]) > max(box(one)[0], box(other)[0])


def overlap(one: Run, other: Run) -> bool:
    a, b = box(one), box(other)
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.05 and min(a[3], b[3]) - max(a[1], b[1]) > 0.05
