"""Every box of every form with the longest values that the law and the map allow, and more people than there are rows.

Nothing is cut, nothing overlaps, nothing leaves its place, nothing is smaller than six points.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby

import pytest

from config.content import Content
from kiosk.lettering.fitting import MM_PER_PT
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.fill import FilledForm
from kiosk.paperwork.form import BY_HAND, Box, BoxKind, Form, Place
from kiosk.paperwork.layout import Blanks, lay_out_form
from kiosk.paperwork.sheet import Frame, Ink, Mark, Page, Ring, Rule, Run, Symbol, Tick
from printing.qr import encode

ROUNDING_MM = 0.06
LEAST_PT = 6.0
TAGS = {"自署", "本人記入"}
KANJI = "番号寿限無五劫擦切海砂利水魚行末雲来風食寝処住藪柑子長久命助渡邉\U000e0110﨑髙𠮷"
LATIN = "WOLFESCHLEGELSTEINHAUSENBERGERDORFF　ADOLPH BLAINE CHARLES DAVID EARL FREDERICK GERALD HUBERT-IRVIN M"
KANA = "ジュゲムジュゲムゴコウノスリキレ　カイジャリスイギョノスイギョウマツウンライマツフウライマツクウネルトコロ"
HOME = (
    "みらい県青波市字北海道上川郡東神楽町ひじり野南一条三丁目123456番地の78\n"
    "グランドメゾン・レジデンシャルタワー青波中央公園前アネックスイースト館・サウスコート壱番街2345号室"
)
LONGEST: Mapping[str, tuple[str, ...]] = {
    "name": (f"{(KANJI * 2)[:49]}　{(KANJI * 3)[-50:]}", LATIN),
    "kana": (KANA,),
    "text": (HOME,),
    "address": (HOME,),
    "postal": ("978-0001",),
    "phone": ("+81-90-0000-0000 内線12345",),
    "ticket": ("A9999",),
    "birth": ("昭和62年12月31日", "1987年12月31日"),
    "today": ("令和28年12月31日",),
    "nationality": ("グレートブリテン及び北アイルランド連合王国", "セントビンセント及びグレナディーン諸島"),
    "to": ("父の妻の弟の子（縁故者）",),
    "age": ("120",),
    "grade": ("6",),
    "fact": ("令和28年12月31日",),
    "status": ("高度専門職（1号イ）・企業内転勤・技術・人文知識・国際業務",),
    "period": ("4年11月29日",),
    "year": ("2029",),
    "month": ("12",),
    "day": ("31",),
    "card_number": ("AB12345678CD",),
    "fees": ("123,450",),
}
"""By what a box takes: the last part of its dotted names, or the first."""


def longest(box: Box, turn: int) -> str:
    """Return what is the longest in this box, another one in every other row."""
    if box.kind is BoxKind.DATE:
        return LONGEST["birth"][turn % 2 if box.options else 0]
    if box.kind is BoxKind.CHOICE:
        rest = any(option.rest for option in box.options)
        return LONGEST["to"][0] if rest else " ".join(option.id for option in box.options)
    parts = [part for name in box.names for part in (name.split(":")[0].rpartition(".")[2], *name.split("."))]
    kind = next((part for part in parts if part in LONGEST), "kana" if box.kind is BoxKind.KANA else "name")
    values = LONGEST[kind]
    return values[turn % len(values)]


def filled(form: Form, further: Form | None) -> FilledForm:
    """Fill everything, with two people more than the form has rows for."""
    values: dict[str, str] = {}
    people: dict[str, int] = {}
    for section in (
        *form.sections,
        *(section for section in (further.sections if further else ()) if not section.rows),
    ):
        rows = range(1, section.rows.last + 3) if section.rows else (None,)
        if section.rows:
            people[section.id] = section.rows.last + 2
        for row in rows:
            for box in section.boxes:
                if box.kind not in BY_HAND:
                    values[f"{section.id}{row or ''}.{box.id}"] = longest(box, row or 0)
    return FilledForm(form.id, values, (), people)


@pytest.fixture(scope="module")
def sheets(form_id: str, content: Content, blanks: Blanks, lettering: Lettering) -> "Sheets":
    return Sheets(form_id, content, blanks, lettering)


class Sheets:
    """A form laid out: its pages, what it says, and where a value may stand on each page."""

    def __init__(self, id_: str, content: Content, blanks: Blanks, lettering: Lettering) -> None:
        form = content.forms[id_]
        further = content.forms.get(form.continuation or "")
        self.filled = filled(form, further)
        self.is_whole = further is not None or not form.continuation
        symbols = ("A" * 800,) if form.symbol else ()
        documents = lay_out_form(
            blanks[id_],
            self.filled,
            lettering,
            symbols=symbols,
            encode=encode,
            continuation=blanks[further.id] if further else None,
        )
        self.pages = [document.pages[0] for document in documents]
        self.printed = [{id(mark) for mark in blanks[id_].marks}] + [
            {id(mark) for mark in blanks[further.id].marks} if further else set() for _ in documents[1:]
        ]
        self.form, self.further = form, further

    def places(self, page: int) -> Iterator[Place]:
        """Where a value may stand on this page."""
        form = self.form if page == 0 or self.further is None else self.further
        for placed in form.placed(max(0, page - 1)):
            for box in placed.section.boxes:
                yield placed.place(box.at)
                yield from (placed.place(option.rest) for option in box.options if option.rest)
        if form.in_full:
            yield form.in_full.at
        if form.rest:
            yield form.rest.at

    def written(self, page: int) -> list[Run]:
        return [run for run in inked(self.pages[page]) if id(run) not in self.printed[page]]


def text_of(run: Run) -> str:
    return "".join(glyph.text for glyph in run.glyphs)


def stretches(run: Run) -> Iterator[Place]:
    """Yield the squares of letters that stand together; room is left between brackets for what is written there."""
    em = run.size_pt * MM_PER_PT
    x = run.x_mm
    for spaces, glyphs in groupby(run.glyphs, key=lambda glyph: glyph.text.isspace()):
        advances = [glyph.advance / 1000 * em for glyph in glyphs]
        right = x + sum(advances[:-1]) + min(advances[-1], em)
        if not spaces:
            yield x, run.y_mm - 0.88 * em, right, run.y_mm + 0.12 * em
        x += sum(advances)


def inked(page: Page) -> list[Run]:
    return [mark for mark in page.marks if isinstance(mark, Run) and text_of(mark).strip()]


def extent(mark: Mark) -> Place:
    """Left, top, right, bottom; of text the squares of its letters without the spaces at its ends."""
    match mark:
        case Run():
            lefts, tops, rights, bottoms = zip(*stretches(mark), strict=True)
            return min(lefts), min(tops), max(rights), max(bottoms)
        case Rule():
            return mark.x1_mm, mark.y1_mm, mark.x2_mm, mark.y2_mm
        case Symbol():
            side = mark.module_mm * len(mark.rows)
            return mark.x_mm, mark.y_mm, mark.x_mm + side, mark.y_mm + side
        case Ink():
            raise AssertionError(mark)
        case Frame() | Ring() | Tick():
            return mark.x_mm, mark.y_mm, mark.x_mm + mark.w_mm, mark.y_mm + mark.h_mm


def overlap(one: Place, other: Place) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > ROUNDING_MM
        and min(one[3], other[3]) - max(one[1], other[1]) > ROUNDING_MM
    )


def within(place: Place, area: Place) -> bool:
    x, y, w, h = area
    return (
        place[0] >= x - ROUNDING_MM
        and place[1] >= y - ROUNDING_MM
        and place[2] <= x + w + ROUNDING_MM
        and place[3] <= y + h + ROUNDING_MM
    )


def near_each_other(texts: list[Run]) -> Iterator[tuple[Run, Run]]:
    """Yield the pairs of texts in the same strips of 10 mm."""
    strips: dict[int, list[tuple[Place, Run]]] = defaultdict(list)
    for run in texts:
        for place in stretches(run):
            for strip in range(int(place[1] // 10), int(place[3] // 10) + 1):
                strips[strip].append((place, run))
    for strip in strips.values():
        for at, (place, run) in enumerate(strip):
            yield from (
                (run, other) for second, other in strip[at + 1 :] if other is not run and overlap(place, second)
            )


def test_no_two_texts_overlap(sheets: Sheets) -> None:
    found = {(text_of(one), text_of(other)) for page in sheets.pages for one, other in near_each_other(inked(page))}
    assert found == set()


def test_every_value_stands_in_a_place_of_its_own(sheets: Sheets) -> None:
    free = [
        text_of(run)
        for page in range(len(sheets.pages))
        for run in sheets.written(page)
        if not any(within(extent(run), place) for place in sheets.places(page))
    ]
    assert [text for text in free if not text.isdecimal() and "続紙" not in text] == []


def test_everything_lies_within_the_margins(sheets: Sheets) -> None:
    outside = [
        mark for page in sheets.pages for mark in page.marks if not within(extent(mark), (11.8, 10, 186.9, 277.4))
    ]
    assert outside == []


def test_no_value_is_smaller_than_six_points(sheets: Sheets) -> None:
    written = [run for page in range(len(sheets.pages)) for run in sheets.written(page)]
    assert {text_of(run) for run in written if run.size_pt < LEAST_PT} - TAGS == set()


def test_every_character_of_every_value_is_on_some_sheet(sheets: Sheets) -> None:
    said = squeezed("".join(text_of(run) for page in sheets.pages for run in inked(page)))
    boxes = {f"{placed.name(box)}": box for placed in sheets.form.placed() for box in placed.section.boxes}
    texts = [
        value
        for name, value in sheets.filled.values.items()
        if (box := boxes.get(name)) and box.kind in {BoxKind.TEXT, BoxKind.NAME, BoxKind.KANA}
    ]
    assert [value for value in texts if squeezed(value) not in said] == []


def squeezed(text: str) -> str:
    return "".join(text.split())
