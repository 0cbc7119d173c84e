"""What we wrote, laid over a city's own official sheets (the only importer of pikepdf)."""

from collections.abc import Sequence
from io import BytesIO

import pikepdf

from kiosk.paperwork.sheet import Original


def laid_over(written: bytes, originals: Sequence[Original | None]) -> bytes:
    """Return the PDF with the original of each page beneath it. The same input gives the same bytes."""
    with pikepdf.open(BytesIO(written)) as document:
        for page, original in zip(document.pages, originals, strict=True):
            if original is not None:
                with pikepdf.open(BytesIO(original.pdf)) as sheet:
                    page.add_underlay(sheet.pages[0], pikepdf.Rectangle(page.mediabox))
        file = BytesIO()
        document.save(file, deterministic_id=True)
        return file.getvalue()
