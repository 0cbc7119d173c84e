import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.lettering.clusters import clusters


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("花子", ("花", "子")),
        ("葛\U000e0102飾", ("葛\U000e0102", "飾")),
        ("芦\ufe00屋", ("芦\ufe00", "屋")),
        ("𠮷野", ("𠮷", "野")),
        ("か\u3099く", ("か\u3099", "く")),
        ("e\u0301\u0323a", ("e\u0301\u0323", "a")),
        ("ｶﾞ", ("ｶ", "ﾞ")),
        ("\u0301a", ("\u0301", "a")),
        ("\n\u0301", ("\n", "\u0301")),
    ],
)
def test_a_character_keeps_its_marks(text: str, parts: tuple[str, ...]) -> None:
    assert clusters(text) == parts


@given(st.text())
def test_nothing_is_lost(text: str) -> None:
    assert "".join(clusters(text)) == text
