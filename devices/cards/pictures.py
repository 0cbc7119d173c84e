"""Pictures on cards (PNG, TIFF with MMR, JPEG 2000), made into PNG."""

import io
import struct
import warnings

from PIL import Image

from kiosk.errors import Unreadable

FORMATS = ("PNG", "TIFF", "JPEG2000")
SIDE_MAX = 4000
"""Pixels of the longest side that we are ready to decode; whole faces have about 1,000."""
MALFORMED = (
    *(OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError, Warning),
    *(struct.error, MemoryError, Image.DecompressionBombError),
)
"""What the decoders were seen to raise for bytes that are no picture."""


def as_png(picture: bytes) -> bytes:
    """Return the picture as PNG; empty stays empty. Raises Unreadable for what is no picture of these formats."""
    if not picture:
        return b""
    try:
        return _converted(picture)
    except MALFORMED:
        # Without its cause: what the decoders say may quote the bytes.
        raise Unreadable("The card's picture cannot be decoded.") from None


def _converted(picture: bytes) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with Image.open(io.BytesIO(picture), formats=FORMATS) as image:
            if max(image.size) > SIDE_MAX:
                raise ValueError(image.size)
            image.convert("1" if image.mode == "1" else "RGB").save(out, "PNG", optimize=True)
    return out.getvalue()
