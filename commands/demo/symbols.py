"""What a scanner reads on a printed sheet."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import zxingcpp
from PIL import Image

DPI = 300


def symbols_of(sheet: Path) -> Iterator[str]:
    """Yield what a scanner reads on the first page of a printed sheet."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "page")
        subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-singlefile", str(sheet), str(picture)], check=True)
        with Image.open(picture.with_suffix(".pgm")) as page:
            yield from (code.text for code in zxingcpp.read_barcodes(page))
