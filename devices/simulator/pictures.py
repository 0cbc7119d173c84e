"""Pictures for software cards: text as it would be printed, and a face that is nobody's."""

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT_FILE = Path("/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Regular.ttf")
MARGIN_PX = 8


def text_as_png(*lines: str, height_px: int = 48) -> bytes:
    """Return lines in black on white, one bit a pixel, as the face of a My Number card has its name and address."""
    return _saved(_written(lines, height_px), "PNG")


def text_as_tiff(*lines: str, height_px: int = 48) -> bytes:
    """As the above in TIFF with MMR (ITU-T T.6), as residence cards have it."""
    out = io.BytesIO()
    _written(lines, height_px).save(out, "TIFF", compression="group4")
    return out.getvalue()


def face_as_jpeg2000(side_px: tuple[int, int] = (120, 150)) -> bytes:
    """Return an outline of a head and shoulders in JPEG 2000."""
    width, height = side_px
    image = Image.new("L", side_px, 220)
    draw = ImageDraw.Draw(image)
    draw.ellipse((width * 0.28, height * 0.15, width * 0.72, height * 0.62), fill=120)
    draw.ellipse((width * 0.08, height * 0.66, width * 0.92, height * 1.5), fill=120)
    return _saved(image, "JPEG2000")


def _written(lines: Sequence[str], height_px: int) -> Image.Image:
    font = ImageFont.truetype(FONT_FILE, height_px)
    width = max(int(font.getlength(line)) for line in lines) + 2 * MARGIN_PX
    step = int(height_px * 1.3)
    image = Image.new("1", (width, step * len(lines) + 2 * MARGIN_PX), 1)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((MARGIN_PX, MARGIN_PX + number * step), line, font=font, fill=0)
    return image


def _saved(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()
