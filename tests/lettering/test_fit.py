import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering

ADDRESS = "青波県青波市大字潮見台一丁目１２３４番地　コーポ青波サンライズマンション弐番館１０２号室"


def test_what_fits_keeps_its_size(lettering: Lettering) -> None:
    fitted = lettering.fit("番号　花子", Face.NAME, w_mm=50, h_mm=8, size_pt=12)
    assert (fitted.lines, fitted.size_pt, fitted.rest) == (("番号　花子",), 12, "")


def test_a_long_name_first_becomes_a_little_smaller_on_one_line(lettering: Lettering) -> None:
    fitted = lettering.fit("番号　花子", Face.NAME, w_mm=18, h_mm=20, size_pt=12)
    assert fitted.lines == ("番号　花子",)
    assert 9 <= fitted.size_pt < 12


def test_then_it_takes_more_lines_rather_than_becoming_tiny(lettering: Lettering) -> None:
    fitted = lettering.fit(ADDRESS, Face.TEXT, w_mm=60, h_mm=12, size_pt=11)
    assert len(fitted.lines) == 3
    assert fitted.size_pt > 8


def test_a_low_box_keeps_one_line_and_becomes_smaller(lettering: Lettering) -> None:
    fitted = lettering.fit("番号　花子花子", Face.NAME, w_mm=18, h_mm=4.5, size_pt=12)
    assert fitted.lines == ("番号　花子花子",)
    assert 7 <= fitted.size_pt < 9


def test_what_does_not_fit_at_the_smallest_size_is_given_back(lettering: Lettering) -> None:
    fitted = lettering.fit("あ" * 100, Face.TEXT, w_mm=25.4, h_mm=5, size_pt=12, min_pt=7.2)
    assert fitted.size_pt == 7.2
    assert fitted.lines == ("あ" * 10,)
    assert fitted.rest == "あ" * 90


@pytest.mark.parametrize(("w_mm", "h_mm"), [(2, 50), (50, 2)])
def test_a_box_smaller_than_one_character_takes_nothing(lettering: Lettering, w_mm: float, h_mm: float) -> None:
    fitted = lettering.fit("花子", Face.TEXT, w_mm=w_mm, h_mm=h_mm, size_pt=12)
    assert (fitted.lines, fitted.rest) == ((), "花子")


def test_a_narrow_box_is_filled_at_the_size_at_which_a_character_fits(lettering: Lettering) -> None:
    fitted = lettering.fit("花子", Face.NAME, w_mm=3, h_mm=20, size_pt=12)
    assert fitted.lines == ("花", "子")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ああああ、いい", ("あああ", "あ、いい")),
        ("あああ（いい）", ("あああ", "（いい）")),
        ("データデータ", ("データ", "データ")),
        ("ああHello World", ("ああ", "Hello ", "World")),
        ("住所１２３４番地", ("住所", "１２３４", "番地")),
        ("あ\n\nい", ("あ", "", "い")),
        ("Donaudampfschiff", ("Donaud", "ampfsch", "iff")),
    ],
)
def test_lines_end_where_a_reader_expects_it(lettering: Lettering, text: str, lines: tuple[str, ...]) -> None:
    fitted = lettering.fit(text, Face.NAME, w_mm=4 * 25.4 / 6, h_mm=50, size_pt=12, min_pt=12)
    assert fitted.lines == lines


@given(
    st.text(st.sampled_from("あ漢、（）ー12 ab\u3000\n𠮷\u3099\U000e0102한")) | st.text(),
    st.floats(1, 100),
    st.floats(1, 30),
    st.sampled_from([6.0, 9.5, 14.0]),
)
def test_no_character_is_ever_lost(lettering: Lettering, text: str, w_mm: float, h_mm: float, size_pt: float) -> None:
    fitted = lettering.fit(text, Face.NAME, w_mm=w_mm, h_mm=h_mm, size_pt=size_pt)
    assert "".join(fitted.lines) + fitted.rest.replace("\n", "") == text.replace("\n", "")


@given(st.text(st.sampled_from("あ漢、（）ー12 ab\u3000\n𠮷")), st.floats(3, 60), st.floats(3, 30))
def test_lines_stay_inside_the_box(lettering: Lettering, text: str, w_mm: float, h_mm: float) -> None:
    fitted = lettering.fit(text, Face.NAME, w_mm=w_mm, h_mm=h_mm, size_pt=12)
    em_mm = fitted.size_pt * 25.4 / 72
    for line in fitted.lines:
        assert lettering.width_mm(line.rstrip(" \u3000"), Face.NAME, fitted.size_pt) <= w_mm + 1e-6
    if fitted.lines:
        assert em_mm * (1 + 1.15 * (len(fitted.lines) - 1)) <= h_mm + 1e-6
