import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.apdu import MF, SW, Command, read_binary, read_binary_of, select_application, select_file, verify
from devices.cards.driving_licence.card import CHANGES, COMMON_DATA, DF1, ENTRIES, PIN1, PIN_SETTING
from devices.cards.driving_licence.jis_x_0208 import text_of
from devices.connection import send
from devices.simulator.card import SoftwareCard
from devices.simulator.driving_licence import DF2, DF3, PIN2, profile
from devices.simulator.faults import Faults
from devices.simulator.issue import issue_card
from devices.simulator.licence_text import LicenceWriter
from devices.simulator.people import HOLDERS

ROOT = Command(0xA4, 0, 0)
SECRET_1, SECRET_2, UNSET = b"1234", b"4321", b"****"
SIZES = {0x0001: 880, 0x0002: 82, 0x0003: 264, 0x0004: 640, 0x0005: 663, 0x0006: 256, 0x0007: 578}


class Powered:
    """A licence on which commands are simply tried."""

    def __init__(self, card: SoftwareCard) -> None:
        self.card = card

    def transmit(self, apdu: bytes) -> bytes:
        return self.card.transmit(apdu)

    def disconnect(self) -> None:
        self.card.power_off()

    def say(self, *commands: Command) -> int:
        """Send all of them; return the last status word."""
        return [send(self, command).sw for command in commands][-1]

    def read(self, *commands: Command) -> bytes:
        """Send all of them; return the last answer."""
        return [send(self, command).data for command in commands][-1]


def licence(holder: str = "hanako", **faults: bool) -> Powered:
    return Powered(issue_card("driving_licence", holder, Faults(**faults)))


@pytest.mark.parametrize(
    ("commands", "sw"),
    [
        ([select_file(COMMON_DATA)], SW.SUCCESS),
        ([ROOT, read_binary_of(PIN_SETTING, 3)], SW.SUCCESS),
        ([Command(0xA4, 0, 0, MF), select_file(PIN_SETTING)], SW.SUCCESS),
        ([verify(b"", PIN1)], 0x63C3),
        ([verify(b"", PIN2)], 0x63C3),
        ([select_file(PIN1), verify(b"")], 0x63C3),
        ([verify(b"0000", PIN1)], 0x63C2),
        ([verify(SECRET_1, PIN2)], 0x63C2),
        ([verify(SECRET_1, PIN1)], SW.SUCCESS),
        ([select_file(PIN1), read_binary(0, 4)], SW.COMMAND_INCOMPATIBLE_WITH_FILE_STRUCTURE),
        ([select_application(DF1), select_file(COMMON_DATA)], SW.FILE_OR_APPLICATION_NOT_FOUND),
        ([select_application(DF1), ROOT, select_file(COMMON_DATA)], SW.SUCCESS),
        ([select_application(DF1), verify(b"", PIN1)], SW.COMMAND_INCOMPATIBLE_WITH_FILE_STRUCTURE),
        ([select_application(DF3), read_binary_of(0x0001, 1)], SW.SECURITY_STATUS_NOT_SATISFIED),
        ([select_application(DF1[:-1])], SW.FILE_OR_APPLICATION_NOT_FOUND),
        ([Command(0xDA, 0, 0, le=8)], SW.INSTRUCTION_NOT_SUPPORTED),
    ],
)
def test_status_words_are_those_of_real_licences(commands: list[Command], sw: int) -> None:
    assert licence().say(*commands) == sw


@pytest.mark.parametrize(
    ("secrets", "opened"),
    [
        ([], set()),
        ([(SECRET_1, PIN1)], {0x0001, 0x0003, 0x0004, 0x0005, 0x0007}),
        ([(SECRET_2, PIN2)], set()),
        ([(SECRET_1, PIN1), (SECRET_2, PIN2)], set(SIZES)),
    ],
)
def test_each_pin_opens_its_own_files(secrets: list[tuple[bytes, int]], opened: set[int]) -> None:
    powered = licence()
    for secret, fid in secrets:
        assert powered.say(verify(secret, fid)) == SW.SUCCESS
    powered.say(select_application(DF1))
    assert {fid for fid in SIZES if powered.say(read_binary_of(fid, 1)) == SW.SUCCESS} == opened
    photo = powered.say(select_application(DF2), read_binary_of(0x0001, 1))
    assert (photo == SW.SUCCESS) == (len(secrets) == 2)


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("moved", [False, True])
def test_files_have_their_sizes(holder: str, moved: bool) -> None:
    powered = licence(holder, moved=moved)
    powered.say(verify(SECRET_1, PIN1), verify(SECRET_2, PIN2), select_application(DF1))
    assert {fid: len(powered.read(read_binary_of(fid, 4096))) for fid in SIZES} == SIZES
    assert len(powered.read(select_application(DF2), read_binary_of(0x0001, 4096))) == 2005
    assert len(powered.read(select_application(DF3), read_binary_of(0x0001, 4096))) == 512


def test_free_files_are_as_the_specification_has_them() -> None:
    powered = licence()
    common = powered.read(select_file(COMMON_DATA), read_binary(0, 256))
    assert common.hex(" ", 4).upper() == "45 0B303130 20250312 20350412 46020000"
    assert powered.read(read_binary_of(PIN_SETTING, 256)) == b"\x05\x01\x01"
    assert licence(unset_pin=True).read(read_binary_of(PIN_SETTING, 256)) == b"\x05\x01\x00"


def test_a_licence_without_pins_opens_with_the_default() -> None:
    powered = licence(unset_pin=True)
    assert powered.say(verify(UNSET, PIN1)) == powered.say(verify(UNSET, PIN2)) == SW.SUCCESS
    assert powered.say(verify(SECRET_1, PIN1)) == 0x63C2


def test_filler_stands_at_the_end_of_files() -> None:
    powered = licence(filler=True)
    assert powered.read(read_binary_of(PIN_SETTING, 256)) == b"\x05\x01\x01" + b"\xff" * 16
    entries = powered.read(verify(SECRET_1, PIN1), select_application(DF1), read_binary_of(ENTRIES, 4096))
    assert (len(entries), entries[-200:]) == (896, b"\xff" * 200)


@pytest.mark.parametrize(("aid", "fid"), [(DF1, 0x0002), (DF1, 0x0006), (DF2, 0x0001)])
def test_what_lies_behind_pin_2_trips_the_wire(aid: bytes, fid: int) -> None:
    powered = licence()
    powered.say(select_application(aid))
    assert not powered.card.tripped
    powered.say(read_binary_of(fid, 1))
    assert powered.card.tripped


def test_three_wrong_pins_block_it() -> None:
    powered = licence()
    wrong = [powered.say(verify(b"0000", PIN1)) for _ in range(4)]
    assert wrong == [0x63C2, 0x63C1, 0x63C0, SW.REFERENCE_DATA_NOT_USABLE]
    assert powered.say(verify(b"", PIN1)) == SW.REFERENCE_DATA_NOT_USABLE
    assert powered.say(verify(b"", PIN2)) == 0x63C3


def test_only_pin_1_is_blocked_or_has_its_last_try() -> None:
    assert licence(blocked=True).say(verify(b"", PIN1)) == SW.REFERENCE_DATA_NOT_USABLE
    assert licence(blocked=True).say(verify(b"", PIN2)) == 0x63C3
    assert licence(last_try=True).say(verify(b"", PIN1)) == 0x63C1


def test_nobody_who_did_not_move_has_changes() -> None:
    powered = licence()
    changes = powered.read(verify(SECRET_1, PIN1), select_application(DF1), read_binary_of(CHANGES, 640))
    assert changes[:3] == b"\x50\x01\x00"
    assert changes[3:145] == b"".join(bytes((tag, 0)) for tag in range(0x51, 0x98))
    assert set(changes[145:]) == {0xFF}


def test_the_atr_is_that_of_a_licence() -> None:
    assert profile(HOLDERS["hanako"], Faults()).atr.hex().upper() == "3B888001000000009181C100D8"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("NGUYEN Thi-1", "ＮＧＵＹＥＮ　Ｔｈｉ－１"),
        ("１－２～３", "１－２～３"),
        ("葛\U000e0100\U00020bb7葛\U000e0100", "\ue001\ue002\ue001"),
        ("髙\U00020bb7﨑\U00020bb7", "\ue001\ue002\ue00a\ue002"),
        ("ｱé", "\ue001\ue002"),
    ],
)
def test_what_the_code_lacks_is_numbered_as_it_comes_up(text: str, read: str) -> None:
    assert text_of(LicenceWriter().write(text, 100)) == read


@given(st.text(st.sampled_from("番号花子\U00020bb7髙A1 \u3000"), max_size=30), st.integers(2, 40))
def test_what_has_no_room_is_seen_to_be_missing(text: str, length_max: int) -> None:
    written = LicenceWriter().write(text, length_max)
    whole = LicenceWriter().write(text, 1000)
    assert len(written) <= length_max
    assert written == whole or written == whole[: len(written) - 2] + b"\xff\xfa"


def test_a_reading_without_room_is_left_out() -> None:
    assert LicenceWriter().write_whole("バンゴウ", 8) == LicenceWriter().write("バンゴウ", 8)
    assert LicenceWriter().write_whole("バンゴウ", 7) == b""
