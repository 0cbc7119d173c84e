"""Invented pictures for the gallery, as cards have them: a name, an address, a whole face, and nobody's photo."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from kiosk.lettering.debian import FONTS
from kiosk.lettering.glyphs import Face

_WHITE, _BLACK, _GREY = 255, 0, 150
_MARGIN_PX = 10
_CARD_PX = (1028, 648)
"""85.6 x 54 mm at 12 pixels a millimetre."""


def written(*lines: str, height_px: int = 48) -> bytes:
    """Return lines in black on white."""
    font = _font(height_px)
    step = round(height_px * 1.3)
    size = (round(max(map(font.getlength, lines))) + 2 * _MARGIN_PX, step * len(lines) + 2 * _MARGIN_PX)
    image = Image.new("L", size, _WHITE)
    _write(ImageDraw.Draw(image), lines, (_MARGIN_PX, _MARGIN_PX), height_px)
    return _png(image)


def front(*lines: str) -> bytes:
    """Return the face of a residence card: lines of text at the left, a photo at the right."""
    image = Image.new("L", _CARD_PX, 235)
    draw = ImageDraw.Draw(image)
    _write(draw, lines, (36, 30), 40)
    image.paste(_portrait((252, 320)), (740, 150))
    return _png(image)


def photo() -> bytes:
    return _png(_portrait((240, 300)))


def _portrait(size: tuple[int, int]) -> Image.Image:
    width, height = size
    image = Image.new("L", size, 220)
    draw = ImageDraw.Draw(image)
    draw.ellipse((width * 0.28, height * 0.15, width * 0.72, height * 0.6), fill=_GREY)
    draw.ellipse((width * 0.08, height * 0.66, width * 0.92, height * 1.5), fill=_GREY)
    return image


def _write(draw: ImageDraw.ImageDraw, lines: Sequence[str], start: tuple[int, int], height_px: int) -> None:
    for number, line in enumerate(lines):
        place = (start[0], start[1] + number * round(height_px * 1.3))
        draw.text(place, line, font=_font(height_px), fill=_BLACK)


def _font(height_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS[Face.TEXT]), height_px)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
