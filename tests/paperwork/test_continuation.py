"""F01 with more people and longer texts than it has room for: nothing is cut, and nothing overlaps."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from config.content import Content
from kiosk.calendar import PartialDate
from kiosk.lettering.fitting import MM_PER_PT
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.fill import FilledForm, fill_forms
from kiosk.paperwork.form import BoxKind, Form, Place
from kiosk.paperwork.layout import BlankForm, lay_out_form
from kiosk.paperwork.sheet import Area, Document, Frame, Mark, Page, Ring, Run, Symbol, Tick
from kiosk.people import Address, Person, Relation, Sex
from printing.pdf import PdfRenderer
from printing.qr import encode

ROUNDING_MM = 0.05
KANJI = "番号寿限無五劫擦切海砂利水魚行末雲来風食寝処住藪柑子長久命助渡邉\U000e0110﨑髙𠮷"
LATIN = "WOLFESCHLEGELSTEINHAUSENBERGERDORFF　ADOLPH BLAINE CHARLES DAVID EARL FREDERICK GERALD HUBERT-IRVIN M"
KANA = (
    "ジュゲムジュゲムゴコウノスリキレ　"
    "カイジャリスイギョノスイギョウマツウンライマツフウライマツクウネルトコロニスムトコロニ"
)
KYOTO = "上る東入る天神北町下る西入る大黒屋町山科区小野荘司町西京区大枝北沓掛町"
BUILDING = "グランドメゾン・レジデンシャルタワー青波中央公園前アネックスイースト館・サウスコート壱番街2345号室"
HOME = Address(
    "9780001", "みらい県", "青波市", "字北海道上川郡東神楽町ひじり野南一条三丁目", "123456番地の78", BUILDING
)
OLD_HOME = f"鹿児島県大島郡瀬戸内町大字古仁屋字船津123456番地の78　{BUILDING}"

Lay = Callable[[Case], tuple[Document, ...]]


def kanji(length: int) -> str:
    return (KANJI * 5)[:length]


def named(name: str, relation: Relation = Relation.CHILD, **more: object) -> Person:
    person = Person(
        name, KANA, date(1987, 12, 31), Sex.FEMALE, OLD_HOME, relation, has_my_number_card=True, foreign=False
    )
    return replace(person, **more)  # type: ignore[arg-type]


PEOPLE = (
    named(f"{kanji(49)}　{kanji(50)}", Relation.SELF),
    named(LATIN, Relation.SPOUSE, sex=Sex.MALE, nationality="グレートブリテン及び北アイルランド連合王国"),
    named(f"{kanji(60)}　", birth=PartialDate(2019, 10), has_my_number_card=False),
    named(f"　{kanji(40)}", birth=PartialDate(2024), has_my_number_card=False),
    named("番号　", birth=None, sex=None, has_my_number_card=False),
    named(LATIN[::-1], Relation.GRANDCHILD, nationality="セントビンセント及びグレナディーン諸島"),
)


@pytest.fixture(scope="session")
def longest(hanako: Case) -> Case:
    """Six people with the longest names, readings and addresses that the law and the map allow."""
    needs = {
        **hanako.needs,
        "new_head": 2,
        "phone": "+81-90-0000-0000 内線12345",
        "new_address": HOME,
        "honseki": replace(HOME, postal="", town=KYOTO, building=""),
        "hittosha": 1,
        "same_register": frozenset({1, 3, 4, 5}),
    }
    return replace(hanako, people=PEOPLE, needs=needs)


@pytest.fixture(scope="session")
def lay(content: Content, f01: BlankForm, f01_2: BlankForm, lettering: Lettering) -> Lay:
    def laid(case: Case) -> tuple[Document, ...]:
        filled = fill_forms((f01.form,), case, content.guide, {})[0]
        return lay_out_form(f01, filled, lettering, symbols=("A" * 800,), encode=encode, continuation=f01_2)

    return laid


@pytest.fixture(scope="session")
def sheets(lay: Lay, longest: Case) -> tuple[Document, ...]:
    return lay(longest)


def runs(page: Page) -> list[Run]:
    return [mark for mark in page.marks if isinstance(mark, Run)]


def text_of(mark: Run) -> str:
    return "".join(glyph.text for glyph in mark.glyphs)


def words(document: Document) -> str:
    return "".join(map(text_of, runs(document.pages[0])))


def ink(mark: Mark | Area) -> Place:
    """Left, top, right, bottom; of a run the squares of the letters, without the spaces at its ends.

    The last of letters that are set apart has no wider square than they.
    """
    if not isinstance(mark, Run):
        return mark.x_mm, mark.y_mm, mark.x_mm + mark.w_mm, mark.y_mm + mark.h_mm  # type: ignore[union-attr]
    em = mark.size_pt * MM_PER_PT
    advances = [glyph.advance / 1000 * em for glyph in mark.glyphs]
    blank = [glyph.text.isspace() for glyph in mark.glyphs]
    left = sum(advances[: blank.index(False)])
    last = len(blank) - 1 - blank[::-1].index(False)
    right = sum(advances[:last]) + min(advances[last], em)
    return mark.x_mm + left, mark.y_mm - 0.88 * em, mark.x_mm + right, mark.y_mm + 0.12 * em


def overlap(one: Place, other: Place) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > ROUNDING_MM
        and min(one[3], other[3]) - max(one[1], other[1]) > ROUNDING_MM
    )


def inside(mark: Mark, place: Place) -> bool:
    left, top, right, bottom = ink(mark)
    x, y, w, h = place
    return (
        left >= x - ROUNDING_MM
        and right <= x + w + ROUNDING_MM
        and top >= y - ROUNDING_MM
        and bottom <= y + h + ROUNDING_MM
    )


def inked(page: Page) -> list[Run]:
    return [run for run in runs(page) if text_of(run).strip()]


def places(form: Form, before: int) -> Iterator[Place]:
    """Where a value may stand: in its box, at an option or where the rest goes, or among the texts in full."""
    for placed in form.placed(before):
        for box in placed.section.boxes:
            yield placed.place(box.at)
            yield from (placed.place(option.rest) for option in box.options if option.rest)
    if form.in_full:
        yield form.in_full.at


def test_no_two_texts_overlap(sheets: tuple[Document, ...]) -> None:
    for sheet in sheets:
        (page,) = sheet.pages
        pairs = combinations(inked(page), 2)
        assert [(text_of(a), text_of(b)) for a, b in pairs if overlap(ink(a), ink(b))] == []


def test_every_value_lies_in_its_box_or_its_own_place(
    sheets: tuple[Document, ...], lay: Lay, f01: BlankForm, f01_2: BlankForm, lettering: Lettering
) -> None:
    for sheet, blank in zip(sheets, (f01, f01_2), strict=True):
        (page,) = sheet.pages
        written = [mark for mark in inked(page) if mark not in blank.marks]
        allowed = [*places(blank.form, 0), *([blank.form.rest.at] if blank.form.rest else [])]
        numbers = {str(number) for number in range(1, 20)}
        free = [run for run in written if not any(inside(run, place) for place in allowed)]
        assert {text_of(run) for run in free} - numbers - {"（続紙", "（続紙 2/2）"} == set()


def test_no_text_lies_where_the_hand_writes(sheets: tuple[Document, ...]) -> None:
    tags = {"本人記入", "自署", "年", "月", "日"}
    for sheet in sheets:
        (page,) = sheet.pages
        texts = [run for run in inked(page) if text_of(run) not in tags]
        assert [text_of(run) for run in texts for area in page.own_hand if overlap(ink(run), ink(area))] == []


def test_everything_lies_within_the_margins(sheets: tuple[Document, ...]) -> None:
    for sheet in sheets:
        shown = (mark for mark in sheet.pages[0].marks if isinstance(mark, Run | Frame | Ring | Tick))
        assert [mark for mark in shown if not inside(mark, (11.8, 10, 186.4, 277.2))] == []


def test_no_letter_is_smaller_than_six_points(sheets: tuple[Document, ...], f01: BlankForm, f01_2: BlankForm) -> None:
    drawn = {id(mark) for blank in (f01, f01_2) for mark in blank.marks}
    written = [run for sheet in sheets for run in inked(sheet.pages[0]) if id(run) not in drawn]
    assert min(run.size_pt for run in written if text_of(run) not in {"本人記入", "自署"}) >= 6


def values_of(form: Form, filled: FilledForm) -> list[str]:
    """All that is written as text, whole."""
    kinds = {
        placed.name(box): box.kind
        for before in (0, 1)
        for placed in form.placed(before)
        for box in placed.section.boxes
    }
    texts = {BoxKind.TEXT, BoxKind.KANA, BoxKind.NAME}
    return [value for name, value in filled.values.items() if kinds[name] in texts]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_character_of_every_value_is_on_some_sheet(
    sheets: tuple[Document, ...], longest: Case, f01: BlankForm, content: Content
) -> None:
    values = values_of(f01.form, fill_forms((f01.form,), longest, content.guide, {})[0])
    said = squeezed("".join(map(words, sheets)))
    assert [value for value in values if squeezed(value) not in said] == []


def test_every_character_is_in_the_pdf(sheets: tuple[Document, ...], longest: Case, lettering: Lettering) -> None:
    render = PdfRenderer(lettering.fonts)
    extracted = [
        subprocess.run(["pdftotext", "-raw", "-", "-"], input=render(sheet), capture_output=True, check=True).stdout
        for sheet in sheets
    ]
    said = squeezed("".join(text.decode() for text in extracted))
    for person in longest.people:
        assert squeezed(person.name) in said
        assert squeezed(person.kana) in said
    assert squeezed(OLD_HOME) in said
    assert squeezed(BUILDING) in said


def test_what_is_too_long_ends_with_its_mark_and_stands_in_full_behind_it(
    lay: Lay, hanako: Case, f01: BlankForm
) -> None:
    name = squeezed(f"{kanji(60)}　{kanji(40)}")
    first, second = lay(replace(hanako, people=(replace(hanako.people[0], name=name),)))
    row = next(placed for placed in f01.form.placed() if placed.row == 1)
    place = row.place(next(box.at for box in row.section.boxes if box.id == "name"))
    in_box = "".join(text_of(run) for run in runs(first.pages[0]) if inside(run, place))
    assert in_box.endswith("※1")
    assert name.startswith(in_box.removesuffix("※1"))
    assert len(in_box) > 40
    assert f"※1{name}" in squeezed(words(second))


def test_the_same_text_has_one_mark(lay: Lay, hanako: Case) -> None:
    name = f"{kanji(80)}　{kanji(60)}"
    first, second = lay(replace(hanako, people=(replace(hanako.people[0], name=name),)))
    assert words(first).count("※1") == 3
    assert "※2" not in words(first)
    assert squeezed(words(second)).count(squeezed(name)) == 1


def test_the_sixth_person_has_the_first_row_of_the_continuation(lay: Lay, family: Case, f01_2: BlankForm) -> None:
    first, second = lay(family)
    placed = next(placed for placed in f01_2.form.placed() if placed.row == 6)
    kana = next(run for run in runs(second.pages[0]) if text_of(run) == "バンゴウ　ウメコ")
    assert placed.y < kana.y_mm < placed.y + 16
    assert "バンゴウ　シロウ" in words(first)
    assert "バンゴウ　ウメコ" not in words(first)


def test_sheets_are_documents_that_are_counted(lay: Lay, family: Case) -> None:
    many = replace(family, people=(*family.people, *family.people[2:5] * 3))
    documents = lay(many)
    assert [document.name for document in documents] == ["F01", "F01-2", "F01-3"]
    assert "この届には続紙があります（1/3）" in words(documents[0])
    assert "（続紙 2/3）" in words(documents[1])
    assert "（続紙 3/3）" in words(documents[2])


def test_texts_go_on_where_one_sheet_does_not_hold_them(lay: Lay, hanako: Case, f01_2: BlankForm) -> None:
    parents = tuple(named(f"{kanji(n + 20)}　{KANJI[n:] * 9}", Relation.OTHER) for n in range(4))
    documents = lay(replace(hanako, people=(*hanako.people, *parents)))
    assert f01_2.form.in_full is not None
    texts = [
        text_of(run)
        for document in documents[1:]
        for run in runs(document.pages[0])
        if inside(run, f01_2.form.in_full.at)
    ]
    said = squeezed("".join(texts))
    assert len(documents) == 4
    assert all(squeezed(person.name) in said for person in parents)


def test_one_sheet_is_enough_for_five(lay: Lay, family: Case) -> None:
    (document,) = lay(replace(family, people=family.people[:5]))
    assert "続紙" not in words(document)


def test_the_symbol_is_on_the_first_sheet_alone(sheets: tuple[Document, ...]) -> None:
    symbols = [[mark for mark in sheet.pages[0].marks if isinstance(mark, Symbol)] for sheet in sheets]
    assert list(map(len, symbols)) == [1, 0]


def test_the_continuation_knows_the_number_and_is_signed(lay: Lay, family: Case) -> None:
    second = lay(family)[1]
    assert "A27" in words(second)
    assert "バンゴウ　ハナコ" in words(second)
    assert [area.label for area in second.pages[0].own_hand] == ["paper.hand.sign"]


def test_without_a_continuation_the_sheet_says_that_something_is_missing(
    content: Content, f01: BlankForm, lettering: Lettering, longest: Case
) -> None:
    filled = fill_forms((f01.form,), longest, content.guide, {})[0]
    (document,) = lay_out_form(f01, filled, lettering, encode=encode)
    assert "続紙があります" in words(document)


def test_every_one_of_several_symbols_says_which_it_is(
    f01: BlankForm, f01_2: BlankForm, hanako: Case, content: Content, lettering: Lettering
) -> None:
    filled = fill_forms((f01.form,), hanako, content.guide, {})[0]
    symbols = ("A" * 800, "B" * 800, "C" * 400)
    sheets = lay_out_form(f01, filled, lettering, symbols=symbols, encode=encode, continuation=f01_2)
    assert [sum(isinstance(mark, Symbol) for mark in sheet.pages[0].marks) for sheet in sheets] == [1, 1, 1]
    assert all(f"QR {number}/3" in words(sheet) for number, sheet in enumerate(sheets, start=1))


def test_a_single_symbol_needs_no_number(sheets: tuple[Document, ...]) -> None:
    assert "QR 1" not in words(sheets[0])
