"""The colours of the page are the city's, and can be read on one another."""

import re

import pytest

from kiosk.settings import Tokens
from ui.counter.app import STATIC
from ui.counter.look import tokens_css
from ui.counter.parts import CounterParts

READ = [
    ("ink", "surface"),
    ("ink", "ground"),
    ("ink", "accent_tint"),
    ("ink_soft", "surface"),
    ("ink_soft", "ground"),
    ("ink_soft", "sunken"),
    ("city", "surface"),
    ("city", "city_tint"),
    ("on_city", "city"),
    ("on_city", "city_pressed"),
    ("on_accent", "accent"),
    ("danger", "surface"),
    ("danger", "danger_tint"),
    ("done", "surface"),
    ("done", "done_tint"),
]
"""What is read on what."""


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("ink", "ground"), READ)
def test_what_is_read_has_enough_contrast(parts: CounterParts, ink: str, ground: str) -> None:
    tokens: Tokens = parts.tokens
    darker, lighter = sorted(luminance(tokens.colours[name]) for name in (ink, ground))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_style_sheets_use_no_colours_but_the_citys(parts: CounterParts) -> None:
    known = set(re.findall(r"--[\w-]+", tokens_css(parts.tokens)))
    for sheet in STATIC.glob("*.css"):
        css = sheet.read_text()
        assert set(re.findall(r"var\((--[\w-]+)\)", css)) <= known, sheet.name
        assert not re.search(r":[^;{}]*#[0-9a-fA-F]{3,8}\b", css), sheet.name
        assert "url(" not in css, sheet.name
        assert "@import" not in css, sheet.name
