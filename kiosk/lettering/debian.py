"""Where Debian puts the fonts: packages fonts-ipamj-mincho and fonts-morisawa-bizud-gothic."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from kiosk.lettering.glyphs import Face

_TRUETYPE = Path("/usr/share/fonts/truetype")

FONTS: Mapping[Face, Path] = MappingProxyType(
    {
        Face.NAME: _TRUETYPE / "ipamj/ipamjm.ttf",
        Face.TEXT: _TRUETYPE / "bizud-gothic/BIZUDPGothic-Regular.ttf",
        Face.BOLD: _TRUETYPE / "bizud-gothic/BIZUDPGothic-Bold.ttf",
    }
)
