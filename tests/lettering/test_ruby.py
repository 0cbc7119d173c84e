"""Furigana in texts: written by people, held, taken apart, measured and broken into lines."""

import pytest

from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.lettering.ruby import Span, annotated, has_readings, plain, spans, spoken

WRITTEN = "{転入届|てんにゅうとどけ}を{出|だ}す"
HELD = annotated(WRITTEN)


def test_a_text_is_seen_or_heard() -> None:
    assert (plain(HELD), spoken(HELD)) == ("転入届を出す", "てんにゅうとどけをだす")


def test_a_text_is_its_spans() -> None:
    found = spans(HELD)
    assert found == (Span("転入届", "てんにゅうとどけ"), Span("を"), Span("出", "だ"), Span("す"))
    assert "".join(span.held for span in found) == HELD


@pytest.mark.parametrize("text", ["", "転入届を出す", "{value}まで"])
def test_what_has_no_reading_stays_as_it_is(text: str) -> None:
    assert annotated(text) == text
    assert not has_readings(text)
    assert plain(text) == text


def test_placeholders_are_filled_beside_readings() -> None:
    assert plain(annotated("{day}までに{出|だ}す").format(day="11月30日")) == "11月30日までに出す"


def test_a_word_is_as_wide_as_the_wider_of_itself_and_its_reading(lettering: Lettering) -> None:
    def width(text: str) -> float:
        return lettering.width_mm(annotated(text), Face.TEXT, 14)

    assert width("{市役所|し}") == pytest.approx(width("市役所"))
    assert width("{表|おもてがわ}") > width("表")


@pytest.mark.parametrize("width_em", [3, 5, 8, 20])
def test_no_line_ends_inside_a_word_that_has_a_reading(lettering: Lettering, width_em: float) -> None:
    lines = lettering.lines(HELD * 3, Face.TEXT, width_em=width_em)
    assert "".join(lines) == HELD * 3
    assert not any(has_readings("".join(span.base for span in spans(line))) for line in lines)
