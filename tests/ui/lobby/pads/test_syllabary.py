"""The table of kana and the keys that change one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.lobby.pads.boards import kana_rows
from ui.lobby.pads.syllabary import COLUMNS, romaji, small, to_hiragana, to_katakana, voiced

PLAIN = "".join(COLUMNS).replace("　", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("か", "が"),
        ("が", "か"),
        ("は", "ば"),
        ("ば", "ぱ"),
        ("ぱ", "は"),
        ("う", "ゔ"),
        ("っ", "づ"),
        ("カ", "ガ"),
        ("ハ", "バ"),
        ("バ", "パ"),
        ("な", "な"),
        ("ー", "ー"),
        ("A", "A"),
        ("番", "番"),
    ],
)
def test_marks_go_round(before: str, after: str) -> None:
    assert voiced(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [("つ", "っ"), ("っ", "つ"), ("や", "ゃ"), ("ツ", "ッ"), ("あ", "ぁ"), ("づ", "っ"), ("か", "か"), ("ー", "ー")],
)
def test_small_letters_go_to_and_fro(before: str, after: str) -> None:
    assert small(before) == after


@given(st.sampled_from(PLAIN))
def test_three_marks_at_most_bring_a_kana_back(kana: str) -> None:
    round_trip = [voiced(kana), voiced(voiced(kana)), voiced(voiced(voiced(kana)))]
    assert kana in round_trip
    assert small(small(kana)) == kana


@given(st.text(alphabet=PLAIN + "がぱゃっー　"))
def test_hiragana_survives_katakana(text: str) -> None:
    assert to_hiragana(to_katakana(text)) == text


def test_katakana_is_what_forms_want() -> None:
    assert to_katakana("ゔぁっきー　ゑ") == "ヴァッキー　ヱ"


def test_the_table_reads_from_right_to_left_in_two_blocks() -> None:
    rows = kana_rows()
    assert rows[0] == "なたさかあ"
    assert rows[4] == "のとそこお"
    assert rows[5] == "わらやまは"
    assert rows[6] == "ゐり　みひ"
    assert rows[9] == "んろよもほ"
    assert sorted("".join(rows)) == sorted("".join(COLUMNS))


@pytest.mark.parametrize(
    ("kana", "latin"), [("あ", "a"), ("し", "shi"), ("フ", "fu"), ("ゐ", "wi"), ("ん", "n"), ("が", "")]
)
def test_romaji_is_hepburn(kana: str, latin: str) -> None:
    assert romaji(kana) == latin
