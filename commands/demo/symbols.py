"""What a scanner reads on a printed sheet."""

import subprocess
from io import BytesIO

import zxingcpp
from PIL import Image

DPI = 300


def symbols_of(pdf: bytes) -> tuple[str, ...]:
    """Return the texts of the symbols on the first page."""
    draw = ("pdftoppm", "-r", str(DPI), "-gray", "-singlefile", "-")
    with Image.open(BytesIO(subprocess.run(draw, input=pdf, capture_output=True, check=True).stdout)) as page:
        return tuple(code.text for code in zxingcpp.read_barcodes(page))
