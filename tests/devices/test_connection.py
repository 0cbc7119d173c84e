import contextlib
from collections.abc import Callable
from typing import Never

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.apdu import (
    CLA,
    INS,
    MF,
    Command,
    Response,
    read_binary,
    read_binary_of,
    read_record_of,
    select_application,
    select_file,
    select_master_file,
    verify,
)
from devices.cards.my_number.card import ATTRIBUTES, PIN, TEXT_AP, MyNumberCard
from devices.connection import Allowed, AllowList, Attended, Counting, WholeAnswers, send
from devices.simulator.card import SoftwareCard
from devices.simulator.issue import issue_card
from devices.simulator.my_number import JPKI_AP, SURFACE_AP
from kiosk.errors import Cancelled, NotAllowed, Unreadable


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
    line = AllowList(Line(card.transmit), MyNumberCard.ALLOWED)
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
        pytest.param(select_application(TEXT_AP[:-1]).encode(), id="half a name"),
        pytest.param(bytes.fromhex("00A4040C" + "00000A" + TEXT_AP.hex() + "0100"), id="wants control information"),
        pytest.param(bytes.fromhex("00A4020C0000020001"), id="the number, extended"),
        pytest.param(bytes.fromhex("00A4000C020001"), id="by another way of selecting"),
        pytest.param(bytes.fromhex("00A4080C020001"), id="by path"),
        pytest.param(bytes.fromhex("00A40000"), id="the master file"),
        pytest.param(bytes.fromhex("00B0810000"), id="the number, by short identifier"),
        pytest.param(bytes.fromhex("00B0830000"), id="what it can be computed from, by short identifier"),
        pytest.param(bytes.fromhex("00B0800000"), id="by a short identifier that is none"),
        pytest.param(bytes.fromhex("00B0A20000"), id="by a short identifier with a reserved bit"),
        pytest.param(bytes.fromhex("00B082000001FF00"), id="read with data"),
        pytest.param(bytes.fromhex("08B082000000049602000000" + "00"), id="read with secure messaging"),
        pytest.param(bytes.fromhex("00B18001045402000000"), id="read with odd instruction"),
        pytest.param(bytes.fromhex("00B2010C00"), id="a record of the number, by short identifier"),
        pytest.param(bytes.fromhex("00B2011C00"), id="a record, by short identifier"),
        pytest.param(bytes.fromhex("002000940C" + "30" * 12), id="the number tried, by short identifier"),
        pytest.param(bytes.fromhex("00200081"), id="tries of a file that is no secret"),
        pytest.param(bytes.fromhex("0020000004" + "31" * 4), id="verify what the card chooses"),
        pytest.param(bytes.fromhex("0020018004" + "31" * 4), id="verify with another P1"),
        pytest.param(bytes.fromhex("0820008004" + "31" * 4), id="verify with secure messaging"),
        pytest.param(bytes.fromhex("0084000008"), id="a challenge"),
        pytest.param(bytes.fromhex("802A008001FF00"), id="a signature by whatever key is current"),
        pytest.param(bytes.fromhex("00C0000100"), id="get response with another P2"),
        pytest.param(bytes.fromhex("00C200000100"), id="envelope"),
        pytest.param(bytes.fromhex("002401800431323334"), id="change the PIN"),
        pytest.param(bytes.fromhex("01B0000000"), id="another channel"),
        pytest.param(bytes.fromhex("10A4020C020001"), id="chained"),
        pytest.param(b"\x00\xa4\x02", id="malformed"),
    ],
)
def test_everything_else_is_not_even_sent(apdu: bytes) -> None:
    below = Line(issue_card().transmit)
    line = AllowList(below, MyNumberCard.ALLOWED)
    for command in [*OPEN, select_file(ATTRIBUTES)]:
        send(line, command)
    sent = len(below.sent)
    with pytest.raises(NotAllowed):
        line.transmit(apdu)
    assert len(below.sent) == sent


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(Command(INS.READ_BINARY, 0x82, 0, le=256), id="READ BINARY"),
        pytest.param(Command(INS.VERIFY, 0, 0x91), id="VERIFY"),
    ],
)
def test_an_allowed_file_is_reached_by_its_short_identifier(command: Command) -> None:
    _, line = allowed_line(*OPEN)
    assert send(line, command).sw != 0x6A82
    assert line.transmit(command.encode())


def test_what_is_reached_by_its_short_identifier_is_current() -> None:
    below = answering("9000", "019000", "029000")
    line = AllowList(below, MyNumberCard.ALLOWED)
    for command in (select_application(TEXT_AP), Command(INS.READ_BINARY, 0x82, 0, le=1), read_binary(1, 1)):
        assert send(line, command).ok


def test_a_short_identifier_that_was_not_found_closes_the_file() -> None:
    below = answering("9000", "9000", "6A82")
    line = AllowList(below, MyNumberCard.ALLOWED)
    send(line, select_application(TEXT_AP))
    send(line, select_file(ATTRIBUTES))
    send(line, Command(INS.READ_BINARY, 0x82, 0, le=1))
    with pytest.raises(NotAllowed):
        send(line, read_binary(0, 1))


ONE, OTHER = bytes.fromhex("A000000001"), bytes.fromhex("A000000002")


def test_an_application_that_is_selected_already_can_be_given() -> None:
    line = AllowList(answering("9000"), Allowed(frozenset({(ONE, 1)})), application=ONE)
    assert send(line, select_file(1)).ok


def test_a_file_of_one_application_is_not_one_of_the_other() -> None:
    allowed = Allowed(frozenset({(ONE, 1)}), applications=frozenset({OTHER}))
    line = AllowList(answering("9000"), allowed, application=ONE)
    assert send(line, select_application(OTHER)).ok
    for command in (select_file(1), Command(INS.READ_BINARY, 0x81, 0, le=1), Command(INS.READ_RECORD, 1, 0x0C, le=1)):
        with pytest.raises(NotAllowed):
            send(line, command)


def test_the_root_is_an_application_of_its_own() -> None:
    below = answering("9000", "9000", "9000")
    line = AllowList(below, Allowed(frozenset({(MF, 1), (ONE, 2)})))
    assert send(line, select_master_file()).ok
    assert send(line, select_file(1)).ok
    with pytest.raises(NotAllowed):
        send(line, select_file(2))
    assert line.transmit(bytes.fromhex("00A40000023F00"))
    assert len(below.sent) == 3


def test_a_card_without_an_allowed_root_is_not_asked_for_it() -> None:
    line = AllowList(answering(), Allowed(frozenset({(ONE, 1)})), application=ONE)
    with pytest.raises(NotAllowed):
        send(line, select_master_file())


def secured_line(below: Line) -> AllowList:
    return AllowList(below, Allowed(frozenset({(ONE, 5)}), secured=True), application=ONE)


SECURED_READ = bytes.fromhex("000000" + "04" + "96020000" + "0000")


def test_secured_reads_reach_the_same_files_and_no_others() -> None:
    below = answering("9000", "9000")
    line = secured_line(below)
    assert line.transmit(bytes((CLA.SECURE_MESSAGING, INS.READ_BINARY, 0x85)) + SECURED_READ) == b"\x90\x00"
    assert line.transmit(bytes((CLA.SECURE_MESSAGING, INS.READ_BINARY, 0x00)) + SECURED_READ) == b"\x90\x00"
    for apdu in (
        bytes((CLA.SECURE_MESSAGING, INS.READ_BINARY, 0x86)) + SECURED_READ,
        bytes((CLA.PROPRIETARY, INS.READ_BINARY, 0x85)) + SECURED_READ,
        bytes((CLA.PLAIN, INS.READ_BINARY, 0x85)) + SECURED_READ,
        bytes.fromhex("08A4020C020005"),
        bytes.fromhex("08B2010C00"),
    ):
        with pytest.raises(NotAllowed):
            line.transmit(apdu)
    assert len(below.sent) == 2


COMMAND = (0x00, 0x84, 0x00, 0x00)


def test_a_command_is_allowed_by_its_exact_header() -> None:
    below = answering("11223344556677889000")
    line = AllowList(below, Allowed(commands=frozenset({COMMAND})), application=ONE)
    assert line.transmit(bytes((*COMMAND, 8)))
    for place in range(4):
        other = bytearray((*COMMAND, 8))
        other[place] ^= 0x04
        with pytest.raises(NotAllowed):
            line.transmit(bytes(other))
    assert len(below.sent) == 1


def test_no_command_is_for_a_card_of_which_nothing_is_selected() -> None:
    line = AllowList(answering("6A82"), Allowed(frozenset({(ONE, 1)}), frozenset({COMMAND})))
    send(line, select_application(ONE))
    for apdu in (bytes((*COMMAND, 8)), bytes.fromhex("00C0000000")):
        with pytest.raises(NotAllowed):
            line.transmit(apdu)


def test_a_file_with_more_bytes_waiting_is_current() -> None:
    below = answering("9000", "6104", "11223344" + "9000", "9000")
    line = AllowList(below, MyNumberCard.ALLOWED)
    whole = WholeAnswers(line)
    send(whole, select_application(TEXT_AP))
    assert send(whole, select_file(ATTRIBUTES)).data == bytes.fromhex("11223344")
    assert send(line, read_binary(0, 1)).ok


@pytest.mark.parametrize(
    ("application", "fid"),
    [
        pytest.param(TEXT_AP, 0x0001, id="the number"),
        pytest.param(TEXT_AP, 0x0003, id="what it can be computed from"),
        pytest.param(TEXT_AP, 0x0014, id="the key that is the number"),
        pytest.param(SURFACE_AP, 0x0005, id="the number as a picture"),
        pytest.param(SURFACE_AP, 0x0013, id="the key that is the number, of the face"),
        pytest.param(JPKI_AP, 0x0001, id="the certificate with name and address"),
        pytest.param(JPKI_AP, 0x001A, id="the key of signatures"),
        pytest.param(JPKI_AP, 0x001B, id="its password"),
    ],
)
def test_forbidden_files_are_reached_by_no_name(application: bytes, fid: int) -> None:
    below = Line(issue_card().transmit)
    line = AllowList(below, MyNumberCard.ALLOWED)
    send(line, select_application(application))
    names = (
        select_file(fid),
        read_binary_of(fid, 256),
        read_record_of(fid, 1),
        verify(b"", fid),
        verify(b"1" * 12, fid),
    )
    for command in names:
        with pytest.raises(NotAllowed):
            send(line, command)
    assert len(below.sent) == 1


def test_a_file_allowed_in_one_application_is_not_in_none() -> None:
    _, line = allowed_line()
    with pytest.raises(NotAllowed):
        send(line, select_file(ATTRIBUTES))


def test_nothing_is_read_when_the_file_was_not_found() -> None:
    line = AllowList(answering("9000", "6A82"), MyNumberCard.ALLOWED)
    send(line, select_application(TEXT_AP))
    send(line, select_file(ATTRIBUTES))
    with pytest.raises(NotAllowed):
        send(line, read_binary(0, 256))


def test_files_are_closed_when_the_application_was_not_found() -> None:
    line = AllowList(answering("9000", "6A82"), MyNumberCard.ALLOWED)
    send(line, select_application(TEXT_AP))
    send(line, select_application(TEXT_AP))
    with pytest.raises(NotAllowed):
        send(line, select_file(ATTRIBUTES))


near_misses = st.builds(
    Command,
    ins=st.sampled_from([0xA4, 0xB0, 0x20, 0xB1, 0xB2, 0xC0]),
    p1=st.sampled_from([0x00, 0x01, 0x02, 0x04, 0x08, 0x80, 0x81, 0x82, 0x83, 0x85, 0xA1, 0xA2]),
    p2=st.sampled_from([0x00, 0x04, 0x0C, 0x14, 0x1C, 0x80, 0x81, 0x91, 0x94, 0xF1]),
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
        Attended(below, Onlooker(gone=True)).transmit(b"")
    assert not below.sent


def test_what_somebody_waits_for_is_sent() -> None:
    assert Attended(answering("9000"), Onlooker()).transmit(b"") == b"\x90\x00"
