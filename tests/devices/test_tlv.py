import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices import tlv
from kiosk.errors import Unreadable

tags = st.sampled_from([0x04, 0x53, 0x7F21, 0x5F37, *range(0xDF21, 0xDF2B), *range(0xFF10, 0xFF51, 0x10)])


def encoded(tag: int, value: bytes) -> bytes:
    width = 1 if tag < 0x100 else 2
    length = len(value)
    size = bytes((length,)) if length < 0x80 else b"\x81" + bytes((length,))
    return tag.to_bytes(width) + (size if length < 0x100 else b"\x82" + length.to_bytes(2)) + value


@given(
    st.dictionaries(tags, st.binary(max_size=300)),
    st.sampled_from([b"", b"\x00", b"\xff", b"\xff\xff\xff", b"\x00\x99"]),
)
def test_objects_are_found_up_to_the_filler(values: dict[int, bytes], filler: bytes) -> None:
    data = b"".join(encoded(tag, value) for tag, value in values.items())
    assert tlv.objects(data + filler) == values
    assert b"".join(tlv.objects_as_written(data + filler).values()) == data
    assert tlv.objects_as_written(data + filler).keys() == values.keys()


@given(st.binary(max_size=600))
def test_any_bytes_are_parsed_or_unreadable(data: bytes) -> None:
    try:
        found = tlv.objects(data)
    except Unreadable:
        with pytest.raises(Unreadable):
            tlv.objects_as_written(data)
        return
    assert data.startswith(b"".join(tlv.objects_as_written(data).values()))
    assert sum(map(len, found.values())) <= len(data)


@given(st.dictionaries(tags, st.binary(min_size=1, max_size=300), min_size=1), st.data())
def test_data_cut_anywhere_is_shorter_or_unreadable(values: dict[int, bytes], data: st.DataObject) -> None:
    whole = b"".join(encoded(tag, value) for tag, value in values.items())
    cut = data.draw(st.integers(0, len(whole) - 1))
    with contextlib.suppress(Unreadable):
        assert len(tlv.objects(whole[:cut])) < len(values)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("FF20", id="no length"),
        pytest.param("DF", id="half a tag"),
        pytest.param("DF8101", id="a tag of three bytes"),
        pytest.param("DF2180", id="indefinite length"),
        pytest.param("DF2183000001AA", id="a length of three bytes"),
        pytest.param("DF2182FFFF00", id="longer than the data"),
        pytest.param("DF2101AADF2101AA", id="twice"),
    ],
)
def test_malformed_objects_are_unreadable(data: str) -> None:
    with pytest.raises(Unreadable):
        tlv.objects(bytes.fromhex(data))


def test_the_extent_is_known_before_the_value_is_there() -> None:
    assert tlv.header(bytes.fromhex("FFFFFF20820123"), at=2) == tlv.Header(0xFF20, 7, 7 + 0x123)


def test_a_tag_of_two_bytes_may_end_as_if_a_third_came() -> None:
    data = bytes.fromhex("DFD102AABB 810100")
    assert tlv.objects(data, tlv.Tags.TWO_BYTES) == {0xDFD1: b"\xaa\xbb", 0x81: b"\x00"}


@pytest.mark.parametrize("data", ["DF", "DFD1", "DFD102AA"])
def test_a_tag_of_two_bytes_that_is_cut_off_is_unreadable(data: str) -> None:
    with pytest.raises(Unreadable):
        tlv.objects(bytes.fromhex(data), tlv.Tags.TWO_BYTES)


@given(tags | st.just(0xDFD1), st.binary(max_size=300) | st.sampled_from([bytes(0x7F), bytes(0xFF), bytes(0x1000)]))
def test_what_is_encoded_is_found_again(tag: int, value: bytes) -> None:
    assert tlv.objects(tlv.encoded(tag, value), tlv.Tags.TWO_BYTES) == {tag: value}
    assert tag == 0xDFD1 or len(value) > 300 or tlv.encoded(tag, value) == encoded(tag, value)
