import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.cards.pictures import as_png
from devices.simulator.pictures import face_as_jpeg2000, text_as_png, text_as_tiff
from kiosk.errors import Unreadable

PICTURES = (text_as_png("番号"), text_as_tiff("番号", height_px=24), face_as_jpeg2000())


@pytest.mark.parametrize("picture", PICTURES, ids=["PNG", "TIFF", "JPEG 2000"])
def test_a_picture_becomes_a_png_whatever_fills_it_up(picture: bytes) -> None:
    assert as_png(picture).startswith(b"\x89PNG")
    assert as_png(picture) == as_png(picture.ljust(7000, b"\0"))


def test_a_picture_that_would_fill_the_memory_is_unreadable() -> None:
    data = bytearray(text_as_png("番号"))
    data[16:24] = (60_000).to_bytes(4) * 2
    with pytest.raises(Unreadable):
        as_png(bytes(data))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PICTURES), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=6))
def test_any_damage_is_unreadable_at_most(picture: bytes, where: list[tuple[int, int]]) -> None:
    data = bytearray(picture)
    for at, byte in where:
        data[at % len(data)] = byte
    with contextlib.suppress(Unreadable):
        assert as_png(bytes(data)).startswith(b"\x89PNG")
