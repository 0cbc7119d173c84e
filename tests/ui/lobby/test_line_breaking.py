"""Lines end between phrases, and every character stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.lettering.ruby import annotated, has_readings, plain, spans
from ui.lobby.line_breaking import phrases, wrap, wrap_evenly


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("新しい住所に住み始めた日はいつですか", ["新しい", "住所に", "住み始めた", "日はいつですか"]),
        ("引っ越してきた", ["引っ越してきた"]),
        ("お名前と住所", ["お名前と", "住所"]),
        ("世帯主（代表の方）は", ["世帯主", "（代表の方）は"]),
        ("What brings you here?", ["What ", "brings ", "you ", "here?"]),
    ],
)
def test_lines_may_end_between_phrases(text: str, broken: list[str]) -> None:
    assert phrases(text) == broken


@given(st.text(alphabet="あいのはを漢字住所カード（）、。 abc"), st.integers(2, 20))
def test_nothing_is_lost_but_spaces(text: str, width: int) -> None:
    for lines in (wrap(text, width, len), wrap_evenly(text, width, len)):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_even_lines_leave_no_word_alone() -> None:
    assert wrap_evenly("手続きは七つです。きょうできます。", 14, len) == ("手続きは七つです。", "きょうできます。")


def test_even_lines_break_no_phrase_that_fits() -> None:
    asked = "むすめさんのお生まれになった日を入れてください"
    assert wrap_evenly(asked, 18, len) == ("むすめさんのお生まれになった", "日を入れてください")


READ = st.sampled_from(
    ("{新|あたら}しい", "{住所|じゅうしょ}", "に", "カード", "、", "（", "）", "{引|ひ}っ{越|こ}す", " ")
)


@given(st.lists(READ).map("".join).map(annotated), st.integers(2, 20))
def test_a_word_and_its_reading_are_never_parted(text: str, width: int) -> None:
    for lines in (wrap(text, width, measure), wrap_evenly(text, width, measure)):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert not any(has_readings("".join(span.base for span in spans(line))) for line in lines)


@given(st.lists(READ).map("".join))
def test_readings_change_nothing_about_where_a_line_may_end(written: str) -> None:
    assert list(map(plain, phrases(annotated(written)))) == phrases(plain(annotated(written)))


def measure(line: str) -> float:
    return len(plain(line))
