"""The lobby's look: a city's tokens as colours, fonts and pixels, at one scale that stays while a window lives."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase

from kiosk.lettering.glyphs import Face
from kiosk.settings import Tokens

PORTRAIT = QSize(1080, 1920)
LANDSCAPE = QSize(2638, 1484)
"""The frame stands beside the screens, which keep the height that they have in portrait."""


def scale_for(window: QSize) -> float:
    """Return pixels per design pixel, so that the whole design fits a window of this size."""
    design = PORTRAIT if window.height() >= window.width() else LANDSCAPE
    return min(window.width() / design.width(), window.height() / design.height())


def load_families(files: Mapping[Face, Path]) -> Mapping[Face, str]:
    """Register the font files with Qt and return the family of each face. Raises ValueError for a file that is none."""
    return {face: _family(path) for face, path in files.items()}


def _family(path: Path) -> str:
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    if not families:
        raise ValueError(f"not a font: {path}")
    return families[0]


@dataclass(frozen=True)
class Style:
    """Tokens at one ``scale`` (pixels per design pixel); ``families`` names a font family for each face."""

    tokens: Tokens
    scale: float
    families: Mapping[Face, str]

    def px(self, design_px: float) -> int:
        """Return window pixels; a line that exists never scales to nothing."""
        return max(1, round(design_px * self.scale)) if design_px else 0

    def space(self, name: str) -> int:
        return self.px(self.tokens.space_px[name])

    def radius(self, name: str) -> int:
        return self.px(self.tokens.radius_px[name])

    def colour(self, name: str) -> QColor:
        return QColor(self.tokens.colours[name])

    def font(self, name: str, face: Face = Face.TEXT) -> QFont:
        """Return the font of a type size (``title``, ``choice``, ``text``, ``small`` ...) in a face."""
        font = QFont(self.families[face])
        font.setPixelSize(self.px(self.tokens.type_px[name]))
        font.setBold(face is Face.BOLD)
        return font
