from hypothesis import given
from hypothesis import strategies as st

from devices import part10

FEATURES = bytes.fromhex("060442330006120442330012")
"""VERIFY_PIN_DIRECT, and GET_TLV_PROPERTIES with its control code, as libccid answers."""


def test_the_control_code_of_a_feature_is_found() -> None:
    assert part10.control_code(FEATURES, part10.GET_TLV_PROPERTIES) == 0x42330012
    assert part10.control_code(FEATURES[:6], part10.GET_TLV_PROPERTIES) is None


def test_the_longest_data_is_little_endian() -> None:
    assert part10.longest_data(bytes.fromhex("0B024C050A0400000100")) == 0x10000
    assert part10.longest_data(bytes.fromhex("0A0400000000")) == 0
    assert part10.longest_data(bytes.fromhex("0B024C05")) is None


@given(st.binary(max_size=40))
def test_any_answer_is_read_or_says_nothing(answer: bytes) -> None:
    told = (part10.control_code(answer, part10.GET_TLV_PROPERTIES), part10.longest_data(answer))
    assert all(value is None or value >= 0 for value in told)
