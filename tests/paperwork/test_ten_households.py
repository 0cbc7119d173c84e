"""Every form for ten households, printed, read back and compared box by box."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import chain
from pathlib import Path

import pikepdf
import pytest

from commands.city import SAMPLE
from config.content import Content
from config.example import read_example
from kiosk.lettering.fitting import MM_PER_PT
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.fill import FilledForm, fill_forms
from kiosk.paperwork.form import BY_HAND, Box, BoxKind, Chosen, Place, Placed
from kiosk.paperwork.layout import Blanks, lay_out_form
from kiosk.paperwork.sheet import Document, Media, Page, Ring, Tick
from printing.pdf import PdfRenderer
from printing.qr import encode

HOUSEHOLDS = (
    "F01-hanako",
    "F01-family6",
    "F01-proxy",
    "F01-tenkyo",
    "F01-tenshutsu",
    "F01-konin",
    "F01-shibou",
    "F07-1a-born",
    "tennyu-family-of-four",
    "mynumber-lost",
)
TEXTS = {BoxKind.TEXT, BoxKind.NAME, BoxKind.KANA}
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


@dataclass(frozen=True)
class Word:
    """A word where it is on a page."""

    page: int
    text: str
    x_mm: float
    y_mm: float


@dataclass(frozen=True)
class Printed:
    """The sheets of one form for all households, as one file."""

    pdf: bytes
    sheets: tuple[tuple[FilledForm, Page, int], ...]
    words: tuple[Word, ...]

    def text(self, page: int, place: Place) -> str:
        """What stands in a place, without its spaces."""
        x, y, w, h = place
        inside = [
            word for word in self.words if word.page == page and x <= word.x_mm <= x + w and y <= word.y_mm <= y + h
        ]
        return "".join(word.text for word in sorted(inside, key=lambda word: (round(word.y_mm), word.x_mm)))


@pytest.fixture(scope="module")
def cases(content: Content) -> list[Case]:
    found = []
    for name in HOUSEHOLDS:
        path = Path(SAMPLE, "examples", f"{name}.yaml")
        found.append(read_example(path, content.guide, content.needs, content.settings.office.zone))
    return found


@pytest.fixture(scope="module")
def printed(form_id: str, content: Content, cases: list[Case], blanks: Blanks, lettering: Lettering) -> Printed:
    form = content.forms[form_id]
    sheets: list[tuple[FilledForm, Page, int]] = []
    pages: list[Page] = []
    for case in cases:
        for filled in fill_forms((form,), case, content.guide, content.forms):
            documents = lay_out_form(
                blanks[form.id],
                filled,
                lettering,
                encode=encode,
                continuation=blanks.get(form.continuation or ""),
            )
            sheets.append((filled, documents[0].pages[0], len(pages)))
            pages += [document.pages[0] for document in documents]
    title = form.title
    pdf = PdfRenderer(lettering.fonts)(Document(form.id, Media.A4, tuple(pages), title))
    return Printed(pdf, tuple(sheets), tuple(_words(pdf)))


def _words(pdf: bytes) -> Iterator[Word]:
    command = ["pdftotext", "-bbox", "-", "-"]
    said = subprocess.run(command, input=pdf, check=True, capture_output=True).stdout.decode()
    for number, page in enumerate(said.split("<page ")[1:]):
        for left, top, right, bottom, text in _WORD.findall(page):
            x, y = ((float(one) + float(other)) / 2 * MM_PER_PT for one, other in ((left, right), (top, bottom)))
            yield Word(number, unescape(text), x, y)


def boxes(printed: Printed, content: Content) -> Iterator[tuple[FilledForm, Page, int, Placed, Box]]:
    for filled, page, number in printed.sheets:
        for placed in content.forms[filled.form].placed():
            yield from ((filled, page, number, placed, box) for box in placed.section.boxes)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_what_was_filled_in_is_what_is_read_back(printed: Printed, content: Content) -> None:
    wrong = []
    for filled, _, number, placed, box in boxes(printed, content):
        value = filled.values.get(placed.name(box), "")
        if box.kind in TEXTS and value and not box.is_left(value):
            read = printed.text(number, placed.place(box.at))
            if squeezed(value) not in read and "※" not in read:
                wrong.append((placed.name(box), value, read))
    assert wrong == []


def test_every_choice_is_marked_and_no_other(printed: Printed, content: Content) -> None:
    for filled, page, _, placed, box in boxes(printed, content):
        if box.kind is BoxKind.CHOICE:
            chosen = set(filled.values.get(placed.name(box), "").split())
            kind = Ring if box.chosen is Chosen.RING else Tick
            marks = [mark for mark in page.marks if isinstance(mark, kind)]
            for option in box.options:
                x, y, w, h = placed.place(option.at)
                is_marked = any(
                    abs(mark.x_mm + mark.w_mm / 2 - x - w / 2) < 1 and abs(mark.y_mm + mark.h_mm / 2 - y - h / 2) < 1
                    for mark in marks
                )
                is_rest = option.rest is not None and bool(chosen - {one.id for one in box.options})
                assert is_marked == (option.id in chosen or is_rest), (placed.name(box), option.id)


def test_what_only_the_hand_or_the_clerk_writes_stays_empty(printed: Printed, content: Content) -> None:
    for filled, _, _, placed, box in boxes(printed, content):
        if box.kind in BY_HAND:
            assert placed.name(box) not in filled.values


def test_the_file_is_whole_and_says_what_it_is(printed: Printed, content: Content, tmp_path: Path) -> None:
    path = tmp_path / "sheets.pdf"
    path.write_bytes(printed.pdf)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    fonts = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert fonts
    assert all(re.search(r"^[A-Z]{6}\+.* yes yes yes ", font) for font in fonts), fonts
    with pikepdf.open(path) as file:
        form = content.forms[printed.sheets[0][0].form]
        assert (str(file.Root.Lang), str(file.docinfo.Title)) == ("ja", form.title)
        assert form.title


def test_no_sheet_names_what_must_not_be_printed_and_marked(printed: Printed, content: Content) -> None:
    """Choices about 生活保護, 支援措置 and the like are marked by the resident's own hand."""
    by_hand = re.compile("生活保護|生保|支援措置|ＤＶ|DV|いじめ|不登校|病名|障害名")
    options = chain.from_iterable(box.options for _, _, _, _, box in boxes(printed, content))
    assert [option.label for option in options if option.when is not None and by_hand.search(option.label)] == []
