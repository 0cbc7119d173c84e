import subprocess
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.errors import UsageError
from kiosk.paperwork.sheet import Document, Media, Page, Symbol
from printing.pdf import PdfRenderer
from printing.qr import encode

BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def scanned(rows: tuple[tuple[bool, ...], ...], render: PdfRenderer, folder: Path) -> list[str]:
    page = Page(210, 297, (Symbol(100, 200, 0.5, rows),))
    (folder / "sheet.pdf").write_bytes(render(Document("application", Media.A4, (page,))))
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-singlefile", "sheet.pdf", "sheet"], cwd=folder, check=True)
    with Image.open(folder / "sheet.pgm") as picture:
        return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("length", [12, 300, 900])
def test_a_printed_symbol_is_read_back(length: int, render: PdfRenderer, tmp_path: Path) -> None:
    text = (BASE32 * 30)[7 : 7 + length]
    assert scanned(encode(text), render, tmp_path) == [text]


@settings(max_examples=20, deadline=None)
@given(st.text(BASE32, min_size=1, max_size=400))
def test_every_text_of_the_alphabet_is_read_back(text: str) -> None:
    rows = encode(text)
    side = len(rows) + 8
    picture = Image.new("L", (side, side), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            picture.putpixel((x + 4, y + 4), 0 if dark else 255)
    (code,) = zxingcpp.read_barcodes(picture.resize((side * 3, side * 3)))
    assert (code.text, code.ec_level) == (text, "M")


@pytest.mark.parametrize(
    ("length", "version"), [(1, 1), (20, 1), (21, 2), (221, 8), (311, 10), (312, 11), (1637, 27), (3391, 40)]
)
def test_the_symbol_is_the_smallest_that_holds_the_text(length: int, version: int) -> None:
    assert len(encode("A" * length)) == 17 + 4 * version


def test_the_quiet_zone_is_left_to_the_layout() -> None:
    rows = encode("TICKET")
    assert rows[0][:7] == (True,) * 7
    assert [len(row) for row in rows] == [len(rows)] * len(rows)


@pytest.mark.parametrize("text", ["lower case", "番号", "A" * 3392])
def test_what_does_not_fit_one_symbol_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        encode(text)
    assert text not in str(refused.value)
