import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.apdu import (
    Command,
    Response,
    bytes_waiting,
    compute_digital_signature,
    read_binary,
    read_binary_of,
    read_record_of,
    right_le,
    select_application,
    select_file,
    tries_in,
    verify,
)

commands = st.builds(
    Command,
    ins=st.integers(0, 255),
    p1=st.integers(0, 255),
    p2=st.integers(0, 255),
    data=st.binary(max_size=255),
    le=st.none() | st.integers(1, 256),
    cla=st.integers(0, 255),
)


@pytest.mark.parametrize(
    ("command", "apdu"),
    [
        (select_application(bytes.fromhex("D3921000310001010408")), "00A4040C0AD3921000310001010408"),
        (select_file(0x0011), "00A4020C020011"),
        (verify(b""), "00200080"),
        (verify(b"1234"), "002000800431323334"),
        (read_binary(0, 256), "00B0000000"),
        (read_binary(0x1234, 7), "00B0123407"),
        (verify(b"", 0x11), "00200091"),
        (verify(b"1234", 0x18), "002000980431323334"),
        (read_binary_of(0x04, 256), "00B0840000"),
        (read_binary_of(0x04, 568), "00B08400000238"),
        (read_record_of(0x01, 1), "00B2010C00"),
        (compute_digital_signature(b"\x30\x31", 0x97), "802A009702303100"),
    ],
)
def test_commands_have_the_bytes_of_the_standard(command: Command, apdu: str) -> None:
    assert command.encode().hex().upper() == apdu


@given(commands)
def test_what_is_encoded_is_decoded_again(command: Command) -> None:
    assert Command.decode(command.encode()) == command


@pytest.mark.parametrize(
    ("apdu", "data", "le"),
    [
        ("00B00000000370", b"", 0x370),
        ("00B00000000000", b"", 65536),
        ("00200080000002AABB", b"\xaa\xbb", None),
        ("00200080000002AABB0100", b"\xaa\xbb", 256),
    ],
)
def test_extended_lengths_are_understood(apdu: str, data: bytes, le: int | None) -> None:
    command = Command.decode(bytes.fromhex(apdu))
    assert (command.data, command.le) == (data, le)


@pytest.mark.parametrize("apdu", ["", "00A404", "00A4040C0AD392", "00A4020C0200", "00A4020C02000100FF", "00A4020C0001"])
def test_lengths_that_contradict_each_other_are_refused(apdu: str) -> None:
    with pytest.raises(ValueError, match="APDU"):
        Command.decode(bytes.fromhex(apdu))


@given(st.binary(max_size=40))
def test_any_bytes_are_decoded_or_refused(apdu: bytes) -> None:
    with contextlib.suppress(ValueError):
        Command.decode(apdu)


@pytest.mark.parametrize(
    ("sw", "tries"), [(0x63C3, 3), (0x63C0, 0), (0x6983, 0), (0x6984, 0), (0x6300, None), (0x9000, None)]
)
def test_status_words_tell_the_tries_left(sw: int, tries: int) -> None:
    assert tries_in(sw) == tries


def test_status_words_tell_lengths() -> None:
    assert (bytes_waiting(0x6110), bytes_waiting(0x6100), bytes_waiting(0x9000)) == (16, 256, None)
    assert (right_le(0x6C10), right_le(0x6C00), right_le(0x9000)) == (16, 256, None)


def test_neither_secrets_nor_answers_are_shown() -> None:
    assert "1234" not in repr(verify(b"1234"))
    assert "hanako" not in repr(Response(b"hanako", 0x9000))
