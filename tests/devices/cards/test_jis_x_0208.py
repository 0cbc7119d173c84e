import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cards.driving_licence.jis_x_0208 import begins_text, text_of
from devices.simulator.licence_text import LicenceWriter
from kiosk.errors import Unreadable
from kiosk.lettering.gaiji import GAIJI, LACKING, is_private_use

CODES = [
    (row << 8 | cell).to_bytes(2) for row in range(0x21, 0x75) for cell in range(0x21, 0x7F) if not 0x29 <= row <= 0x2F
]


def written(text: str) -> bytes:
    return LicenceWriter().write(text, 10_000)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("48563966", "番号"),
        ("2121", "\u3000"),
        ("2331 2341 2361", "１Ａａ"),
        ("2422 2522 2647 2758 2821", "あアηж─"),
        ("3021 4F53 5021 7426", "亜腕弌熙"),
        ("", ""),
    ],
)
def test_codes_are_characters(code: str, text: str) -> None:
    assert text_of(bytes.fromhex(code)) == text


@pytest.mark.parametrize(
    ("code", "character"),
    [
        ("215D", "\uff0d"),
        ("2141", "\uff5e"),
        ("2142", "\u2225"),
        ("2171", "\uffe0"),
        ("2172", "\uffe1"),
        ("224C", "\uffe2"),
        ("213D", "\u2015"),
        ("213C", "\u30fc"),
        ("2140", "\uff3c"),
        ("2131", "\uffe3"),
        ("216F", "\uffe5"),
    ],
)
def test_codes_with_two_characters_are_those_that_cities_write(code: str, character: str) -> None:
    assert text_of(bytes.fromhex(code)) == character


def test_characters_that_only_the_card_knows_are_private() -> None:
    text = text_of(bytes.fromhex("FFF1FFF2FFF3FFF4FFF5FFF6FFF7FFFA"))
    assert text == "\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue00a" == "".join(GAIJI) + LACKING
    assert all(map(is_private_use, text))


@pytest.mark.parametrize(
    ("code", "of_1978", "since_1983"),
    [("4930", "檜", "桧"), ("5B58", "桧", "檜"), ("4C79", "藪", "薮"), ("7421", "堯", "堯"), ("3646", "堯", "尭")],
)
def test_the_year_of_an_edition_decides_between_two_forms(code: str, of_1978: str, since_1983: str) -> None:
    value = bytes.fromhex(code)
    assert text_of(value, edition=0x78) == of_1978
    assert {text_of(value, edition) for edition in (0x00, 0x83, 0x90, 0x97)} == {since_1983}


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("48", id="half a character"),
        pytest.param("485639", id="one and a half"),
        pytest.param("2D21", id="a code of another set (①)"),
        pytest.param("7521", id="after the last row"),
        pytest.param("222F", id="a hole"),
        pytest.param("1B24", id="an escape"),
        pytest.param("0A0A", id="control bytes"),
        pytest.param("2120", id="half of a space"),
        pytest.param("217F", id="delete"),
        pytest.param("C8D6", id="eight bits"),
        pytest.param("8EB1", id="half-width kana of EUC-JP"),
        pytest.param("FFF0", id="before the first 外字"),
        pytest.param("FFF8", id="after the last 外字"),
        pytest.param("F1FF", id="the other way round"),
        pytest.param("FFFF", id="filler"),
        pytest.param("0000", id="zeros"),
    ],
)
def test_what_is_no_text_is_unreadable_and_not_quoted(value: str) -> None:
    with pytest.raises(Unreadable) as caught:
        text_of(bytes.fromhex(value))
    assert caught.value.__cause__ is None


def test_the_standard_has_6879_characters_each_with_a_code_of_its_own() -> None:
    characters = []
    for code in CODES:
        with contextlib.suppress(Unreadable):
            characters.append(text_of(code))
    assert len(characters) == len(set(characters)) == 6879
    assert not any(map(is_private_use, characters))


@given(st.lists(st.sampled_from(CODES)))
def test_what_is_read_is_written_again_in_the_same_codes(codes: list[bytes]) -> None:
    value = b"".join(codes)
    with contextlib.suppress(Unreadable):
        assert written(text_of(value)) == value


@given(st.binary(max_size=200), st.integers(0, 255))
def test_any_bytes_are_text_or_unreadable(value: bytes, edition: int) -> None:
    with contextlib.suppress(Unreadable):
        assert len(text_of(value, edition)) == len(value) / 2


@pytest.mark.parametrize("edition", [0x78, 0x83, 0x90, 0x97, 0x00, 0x04, 0x12])
def test_no_text_begins_with_the_year_of_an_edition(edition: int) -> None:
    assert not begins_text(edition)


def test_every_text_begins_with_what_begins_one() -> None:
    assert all(begins_text(code[0]) for code in CODES)
    assert begins_text(0xFF)
