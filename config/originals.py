"""A city's own official sheets, over which forms are laid (the only importer of pypdfium2)."""

from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium

from kiosk.paperwork.sheet import Original

_A4_PT = (595.3, 841.9)
_TOLERANCE_PT = 3.0
_PICTURE_DPI = 150


class NoOriginal(Exception):
    """The message is the kind of fault."""


def read_original(path: Path) -> Original:
    """Read a PDF of one page of A4. Raises NoOriginal for anything else."""
    if not path.is_file():
        raise NoOriginal("no_original")
    data = path.read_bytes()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise NoOriginal("original_not_pdf") from error
    try:
        if len(document) != 1 or not _is_a4(document[0].get_size()):
            raise NoOriginal("original_not_one_a4")
        picture = BytesIO()
        document[0].render(scale=_PICTURE_DPI / 72).to_pil().convert("L").save(picture, "PNG")
    finally:
        document.close()
    return Original(data, picture.getvalue())


def _is_a4(size: tuple[float, float]) -> bool:
    return all(abs(one - other) < _TOLERANCE_PT for one, other in zip(size, _A4_PT, strict=True))
