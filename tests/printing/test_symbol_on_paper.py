"""The printed page as a scanner gets it: 300 dpi, rotated, blurred, a tenth of the symbol covered."""

import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter
from pyzbar import pyzbar

from kiosk.paperwork.sheet import Document, Media, Page, Symbol
from printing.pdf import PdfRenderer
from printing.qr import encode

SIDE_MM = 47.0
DPI = 300
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LENGTHS = {"a single person": 560, "a household of six": 885, "the longest of one symbol": 1451}


def text_of(length: int) -> str:
    """Return letters that follow no pattern, as sealed ones do."""
    number, letters = 1, []
    for _ in range(length):
        number = number * 48271 % 0x7FFFFFFF
        letters.append(ALPHABET[number % 32])
    return "".join(letters)


def by_zxing(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def by_zbar(picture: Image.Image) -> list[str]:
    return [code.data.decode() for code in pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])]


def turned(degrees: float) -> Callable[[Image.Image], Image.Image]:
    return lambda picture: picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def blurred(picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(1.2))


def covered(picture: Image.Image) -> Image.Image:
    """Lay a tenth of the symbol's area under white, in its middle: a sticker or a torn piece."""
    found = picture.copy()
    side = SIDE_MM / 25.4 * DPI
    left, top = (place / 25.4 * DPI for place in (149.5, 237.5))
    hole = side * 0.1**0.5
    middle = (left + side * 0.55, top + side * 0.45)
    box = (middle[0] - hole / 2, middle[1] - hole / 2, middle[0] + hole / 2, middle[1] + hole / 2)
    ImageDraw.Draw(found).rectangle(box, fill=255)
    return found


HARMS: dict[str, tuple[Callable[[Image.Image], Image.Image], ...]] = {
    "as it is": (),
    "a little askew": (turned(3),),
    "on its side": (turned(90),),
    "upside down and askew": (turned(184),),
    "blurred": (blurred,),
    "a tenth covered": (covered,),
    "all of it": (covered, turned(7), blurred),
}


@pytest.fixture(scope="module")
def page(render: PdfRenderer, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], tuple[str, Image.Image]]:
    folder = tmp_path_factory.mktemp("pages")

    @cache
    def printed(length: int) -> tuple[str, Image.Image]:
        text = text_of(length)
        rows = encode(text)
        sheet = Page(210, 297, (Symbol(149.5, 237.5, SIDE_MM / len(rows), rows),))
        path = Path(folder, f"{length}.pdf")
        path.write_bytes(render(Document("application", Media.A4, (sheet,))))
        command = ["pdftoppm", "-r", str(DPI), "-gray", "-singlefile", path.name, path.stem]
        subprocess.run(command, cwd=folder, check=True)
        with Image.open(path.with_suffix(".pgm")) as picture:
            return text, picture.copy()

    return printed


@pytest.mark.parametrize("length", LENGTHS.values(), ids=LENGTHS)
@pytest.mark.parametrize("harms", HARMS.values(), ids=HARMS)
@pytest.mark.parametrize("read", [by_zxing, by_zbar])
def test_the_symbol_is_read(
    page: Callable[[int], tuple[str, Image.Image]],
    length: int,
    harms: tuple[Callable[[Image.Image], Image.Image], ...],
    read: Callable[[Image.Image], list[str]],
) -> None:
    text, picture = page(length)
    for harm in harms:
        picture = harm(picture)
    assert read(picture) == [text]
