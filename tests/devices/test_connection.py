import contextlib
from collections.abc import Callable
from typing import Never

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.apdu import Command, Response, read_binary, select_application, select_file, verify
from devices.connection import AllowList, Counting, Patience, WholeAnswers, send
from devices.my_number import ALLOWED, ATTRIBUTES, PIN, TEXT_AP
from devices.simulator.card import SoftwareCard
from devices.simulator.issue import issue_card
from devices.simulator.my_number import JPKI_AP, SURFACE_AP
from kiosk.errors import Cancelled, CardTimeout, NotAllowed, Unreadable


class Line:
    """A card under power, or any other function of bytes."""

    def __init__(self, transmit: Callable[[bytes], bytes]) -> None:
        self.sent = []
        self._transmit = transmit

    def transmit(self, apdu: bytes) -> bytes:
        self.sent.append(apdu)
        return self._transmit(apdu)

    def disconnect(self) -> None:
        self.sent.clear()


def answering(*answers: str) -> Line:
    left = list(answers)
    return Line(lambda apdu: bytes.fromhex(left.pop(0)))


class Onlooker:
    def __init__(self, *, gone: bool = False) -> None:
        self._gone = gone

    def cancelled(self) -> bool:
        return self._gone

    def report(self, progress: object) -> Never:
        raise AssertionError(progress)


OPEN = [select_application(TEXT_AP), select_file(PIN), verify(b"1234")]


def allowed_line(*commands: Command) -> tuple[SoftwareCard, AllowList]:
    card = issue_card()
    line = AllowList(Line(card.transmit), ALLOWED)
    for command in commands:
        send(line, command)
    return card, line


def test_what_is_needed_passes() -> None:
    _, line = allowed_line(*OPEN, select_file(ATTRIBUTES))
    assert send(line, read_binary(0, 256)).ok


@pytest.mark.parametrize(
    "apdu",
    [
        pytest.param(select_file(0x0001).encode(), id="the number"),
        pytest.param(select_file(0x0003).encode(), id="what it can be computed from"),
        pytest.param(select_file(0x0014).encode(), id="the key that is the number"),
        pytest.param(select_application(SURFACE_AP).encode(), id="the number as a picture"),
        pytest.param(select_application(JPKI_AP).encode(), id="certificates"),
        pytest.param(select_application(TEXT_AP[:-1]).encode(), id="half a name"),
        pytest.param(bytes.fromhex("00A4040C" + "00000A" + TEXT_AP.hex() + "0100"), id="wants control information"),
        pytest.param(bytes.fromhex("00A4020C0000020001"), id="the number, extended"),
        pytest.param(bytes.fromhex("00A4000C020001"), id="by another way of selecting"),
        pytest.param(bytes.fromhex("00A4080C020001"), id="by path"),
        pytest.param(bytes.fromhex("00A40000"), id="the master file"),
        pytest.param(bytes.fromhex("00B0810000"), id="read by short identifier"),
        pytest.param(bytes.fromhex("00B18001045402000000"), id="read with odd instruction"),
        pytest.param(bytes.fromhex("00B2010400"), id="read record"),
        pytest.param(bytes.fromhex("002000940C" + "30" * 12), id="verify by short identifier"),
        pytest.param(bytes.fromhex("002401800431323334"), id="change the PIN"),
        pytest.param(bytes.fromhex("01B0000000"), id="another channel"),
        pytest.param(bytes.fromhex("10A4020C020001"), id="chained"),
        pytest.param(b"\x00\xa4\x02", id="malformed"),
    ],
)
def test_everything_else_is_not_even_sent(apdu: bytes) -> None:
    below = Line(issue_card().transmit)
    line = AllowList(below, ALLOWED)
    for command in [*OPEN, select_file(ATTRIBUTES)]:
        send(line, command)
    sent = len(below.sent)
    with pytest.raises(NotAllowed):
        line.transmit(apdu)
    assert len(below.sent) == sent


def test_a_file_allowed_in_one_application_is_not_in_none() -> None:
    _, line = allowed_line()
    with pytest.raises(NotAllowed):
        send(line, select_file(ATTRIBUTES))


def test_nothing_is_read_when_the_file_was_not_found() -> None:
    line = AllowList(answering("9000", "6A82"), ALLOWED)
    send(line, select_application(TEXT_AP))
    send(line, select_file(ATTRIBUTES))
    with pytest.raises(NotAllowed):
        send(line, read_binary(0, 256))


def test_files_are_closed_when_the_application_was_not_found() -> None:
    line = AllowList(answering("9000", "6A82"), ALLOWED)
    send(line, select_application(TEXT_AP))
    send(line, select_application(TEXT_AP))
    with pytest.raises(NotAllowed):
        send(line, select_file(ATTRIBUTES))


near_misses = st.builds(
    Command,
    ins=st.sampled_from([0xA4, 0xB0, 0x20, 0xB1, 0xC0]),
    p1=st.sampled_from([0x00, 0x01, 0x02, 0x04, 0x08, 0x81, 0x82, 0x83, 0x85]),
    p2=st.sampled_from([0x00, 0x04, 0x0C, 0x80, 0x91, 0x94]),
    data=st.sampled_from([b"", TEXT_AP, SURFACE_AP, JPKI_AP, b"1234", b"0" * 12, b"\x3f\x00"])
    | st.integers(0, 0x15).map(lambda fid: fid.to_bytes(2)),
    le=st.sampled_from([None, 2, 256]),
    cla=st.sampled_from([0x00, 0x00, 0x00, 0x01, 0x08, 0x80]),
)


@given(st.lists(near_misses.map(Command.encode) | st.binary(max_size=20), max_size=30))
def test_no_sequence_of_commands_trips_the_wire(apdus: list[bytes]) -> None:
    card, line = allowed_line(*OPEN)
    for apdu in apdus:
        with contextlib.suppress(NotAllowed):
            line.transmit(apdu)
    assert not card.tripped


def test_a_right_length_is_used_for_reading_again() -> None:
    below = answering("6C05", "48656C6C6F9000")
    assert send(WholeAnswers(below), read_binary(0, 256)) == Response(b"Hello", 0x9000)
    assert below.sent[-1] == read_binary(0, 5).encode()


def test_announced_bytes_are_fetched() -> None:
    below = answering("48656103", "6C6C6F9000")
    assert send(WholeAnswers(below), read_binary(0, 256)) == Response(b"Hello", 0x9000)
    assert below.sent[-1].hex() == "00c0000003"


@pytest.mark.parametrize("sw", ["6C04", "6F00", "6700", "6581", "6400"])
def test_a_verify_is_never_repeated(sw: str) -> None:
    below = answering(sw)
    send(WholeAnswers(below), verify(b"1234"))
    assert len(below.sent) == 1


def test_commands_are_counted() -> None:
    counting = Counting(answering("9000", "9000"))
    send(counting, verify(b""))
    send(counting, verify(b""))
    assert counting.apdus == 2


def test_an_answer_without_a_status_word_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        send(answering("90"), verify(b""))


def test_nothing_is_sent_for_nobody() -> None:
    below = answering()
    with pytest.raises(Cancelled):
        Patience(below, Onlooker(gone=True), timeout_s=10).transmit(b"")
    assert not below.sent


def test_nothing_is_sent_when_time_is_up() -> None:
    clock = iter([0.0, 9.9, 10.1])
    line = Patience(answering("9000"), Onlooker(), timeout_s=10, monotonic=lambda: next(clock))
    line.transmit(b"")
    with pytest.raises(CardTimeout):
        line.transmit(b"")
