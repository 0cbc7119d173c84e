"""Charts as SVG: real text, colours of the tokens, nothing that a page's policy refuses."""

import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree as ET

import pytest

from commands.city import SAMPLE, content_of
from kiosk.settings import Tokens
from ui.counter.chart import Chart, Hue, Limit, Series, Shape
from ui.counter.drawing import svg_of

HOURS = tuple(f"{hour}時台" for hour in range(8, 18))


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return content_of(SAMPLE).settings.tokens


def chart(shape: Shape = Shape.COLUMNS, title: str = '待ち時間 <b>&"') -> Chart:
    median = Series("半分 $x^2$", (0, 3, 12, 22, 25, None, 12, 8, 4, 1.5))
    behind = Series("9割", (2, 13, 32, 52, 45, None, 22, 18, 14, 6), Hue.BEHIND)
    return Chart(title, HOURS, (median, behind), "分", shape, Limit(40, "40分"))


@pytest.mark.parametrize("shape", Shape)
def test_a_chart_is_one_element_with_a_name_and_no_style(tokens: Tokens, shape: Shape) -> None:
    svg = svg_of(chart(shape), tokens)
    root = ET.fromstring(svg.replace("xlink:href", "href"))  # noqa: S314  # our own
    assert root.get("aria-label") == '待ち時間 <b>&"'
    assert root.get("role") == "img"
    assert "style" not in svg
    assert "font-family" not in svg, "the page's own fonts"
    assert "http" not in svg.replace("http://www.w3.org", "")


def test_words_are_text_as_they_are(tokens: Tokens) -> None:
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg_of(chart(), tokens))
    assert {"8時台", "17時台", "半分 $x^2$", "9割", "40分", "22 / 52", "1.5 / 6", "– / –"} <= set(texts)


def test_colours_are_the_tokens(tokens: Tokens) -> None:
    used = {colour.lower() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", svg_of(chart(), tokens))}
    assert used <= {colour.lower() for colour in tokens.colours.values()}


def test_bars_that_are_compared_differ_in_lightness(tokens: Tokens) -> None:
    """Nobody has to tell hues apart: WCAG 1.4.11 asks for 3:1 between what must be told apart."""
    first, second, behind = (_luminance(tokens.colours[hue.value]) for hue in (Hue.FIRST, Hue.SECOND, Hue.BEHIND))
    assert (second + 0.05) / (first + 0.05) >= 3
    assert (behind + 0.05) / (first + 0.05) >= 3


def test_several_threads_draw_at_once(tokens: Tokens) -> None:
    alone = svg_of(chart(), tokens)
    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(lambda _: svg_of(chart(), tokens), range(8)))
    assert {re.sub(r"[a-z][0-9a-f]{10}\b", "", svg) for svg in drawn} == {re.sub(r"[a-z][0-9a-f]{10}\b", "", alone)}


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
