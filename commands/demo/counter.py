"""The counter of the demo: what was printed is scanned from the sheets and opened."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import zxingcpp
from PIL import Image

from commands.unseal import opening
from config.city import Content
from kiosk.errors import HandoverError, UsageError
from kiosk.handover.record import Handover
from kiosk.handover.text import read_handover

DPI = 300


def scan(out: Path, city: Path, content: Content, key: Path) -> Handover:
    """Return what the sheets in the demo's folder carry. Raises UsageError when the counter cannot open it."""
    texts = [text for sheet in sorted(out.glob("application-*.pdf")) for text in _symbols(sheet)]
    try:
        return read_handover("\n".join(texts), opening(city, content, key))
    except HandoverError as error:
        raise UsageError(f"the counter cannot open what was printed: {error.code}.") from error


def _symbols(sheet: Path) -> Iterator[str]:
    """Yield what a scanner reads on the first page of a printed sheet."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "page")
        subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-singlefile", str(sheet), str(picture)], check=True)
        with Image.open(picture.with_suffix(".pgm")) as page:
            yield from (code.text for code in zxingcpp.read_barcodes(page))
