import json
from dataclasses import replace
from pathlib import Path

import pytest

from devices import tlv
from devices.apdu import SW, Command, read_binary, select_application, select_file, verify
from devices.cards.my_number.card import LICENCE_AP
from devices.cards.my_number.text import ATTRIBUTES, PIN, TEXT_AP, attributes
from devices.connection import send
from devices.simulator.card import Insertable
from devices.simulator.faults import Faults, FaultyCard, parse_faults
from devices.simulator.issue import issue_card
from devices.simulator.my_number import CHECK_A, CHECK_B, JPKI_AP, SURFACE_AP, four_attributes
from devices.simulator.people import HOLDERS, CardHolder
from kiosk.errors import CardRemoved, UsageError

NUMBER, DIGESTS, NUMBER_PICTURE = 0x0001, 0x0003, 0x0005
GET_CHALLENGE = Command(0x84, 0, 0, le=8)
COMMON_AP = bytes.fromhex("D3921000310001010100")
SIGN = Command(0x2A, 0, 0, b"?" * 51, 256, cla=0x80)


class Powered:
    """A card on which commands are simply tried."""

    def __init__(self, card: Insertable) -> None:
        self.card = card

    def transmit(self, apdu: bytes) -> bytes:
        return self.card.transmit(apdu)

    def disconnect(self) -> None:
        self.card.power_off()

    def say(self, *commands: Command) -> int:
        """Send all of them; return the last status word."""
        return [send(self, command).sw for command in commands][-1]


@pytest.fixture
def powered() -> Powered:
    return Powered(issue_card())


TEXT, JPKI, COMMON = map(select_application, (TEXT_AP, JPKI_AP, COMMON_AP))


@pytest.mark.parametrize(
    ("commands", "sw"),
    [
        ([select_application(b"\xa0\x00\x00\x00\x01")], SW.FILE_OR_APPLICATION_NOT_FOUND),
        ([select_file(PIN)], SW.FILE_OR_APPLICATION_NOT_FOUND),
        ([TEXT, select_file(0x0099)], SW.FILE_OR_APPLICATION_NOT_FOUND),
        ([read_binary(0, 256)], SW.NO_CURRENT_EF),
        ([TEXT, read_binary(0, 256)], SW.NO_CURRENT_EF),
        ([TEXT, verify(b"")], SW.NO_CURRENT_EF),
        ([TEXT, select_file(ATTRIBUTES), read_binary(0, 256)], SW.SECURITY_STATUS_NOT_SATISFIED),
        ([TEXT, select_file(PIN), read_binary(0, 256)], SW.COMMAND_INCOMPATIBLE_WITH_FILE_STRUCTURE),
        ([TEXT, select_file(ATTRIBUTES), verify(b"")], SW.COMMAND_INCOMPATIBLE_WITH_FILE_STRUCTURE),
        (
            [TEXT, select_file(PIN), verify(b"1234"), select_file(ATTRIBUTES), read_binary(0x700, 1)],
            SW.OFFSET_OUTSIDE_EF,
        ),
        ([TEXT, Command(0x20, 0, 0x91)], 0x63C3),
        ([TEXT, Command(0x20, 0, 0x95, b"0" * 14)], 0x63C9),
        ([Command(0xA4, 0, 0)], SW.INCORRECT_PARAMETERS_P1_P2),
        ([Command(0xA4, 0, 0, b"\x3f\x00")], SW.FILE_OR_APPLICATION_NOT_FOUND),
        ([TEXT, Command(0xA4, 0, 0), select_file(PIN)], SW.SUCCESS),
        ([GET_CHALLENGE], SW.SUCCESS),
        ([Command(0x84, 0, 0)], SW.WRONG_LENGTH),
        ([Command(0x24, 1, 0x80, b"1234")], SW.INSTRUCTION_NOT_SUPPORTED),
        ([TEXT, Command(0xB0, 0x84, 0, le=256)], SW.SUCCESS),
        ([TEXT, Command(0xB0, 0x87, 0, le=256)], SW.SECURITY_STATUS_NOT_SATISFIED),
        ([TEXT, SIGN], SW.SUCCESS),
        ([SIGN], SW.INCORRECT_PARAMETERS_P1_P2),
        ([TEXT, replace(SIGN, p2=0x97)], SW.REFERENCED_DATA_NOT_FOUND),
        ([TEXT, replace(SIGN, p2=0x7F)], SW.INCORRECT_PARAMETERS_P1_P2),
        ([TEXT, replace(SIGN, data=b"?" * 246)], SW.INCORRECT_PARAMETERS_IN_DATA),
        ([JPKI, replace(SIGN, p2=0x97)], SW.SECURITY_STATUS_NOT_SATISFIED),
        ([JPKI, Command(0x20, 0, 0x98, b"5678"), replace(SIGN, p2=0x97)], SW.SUCCESS),
        ([JPKI, Command(0x20, 0, 0x98, b"5678"), select_file(0x0017), replace(SIGN, p2=0x80)], SW.SUCCESS),
        ([JPKI, Command(0x20, 0, 0x98, b"5678"), replace(SIGN, p2=0x9A)], SW.SECURITY_STATUS_NOT_SATISFIED),
        ([JPKI, Command(0x20, 0, 0x98, b"1234")], 0x63C2),
        ([JPKI, Command(0xB0, 0x81, 0, le=256)], SW.SECURITY_STATUS_NOT_SATISFIED),
        ([JPKI, Command(0x20, 0, 0x9B, b"PRACTICE1"), Command(0xB0, 0x81, 0, le=256)], SW.SUCCESS),
        ([COMMON, Command(0xB2, 1, 0x0C, le=256)], SW.SUCCESS),
        ([COMMON, select_file(0x0001), Command(0xB2, 1, 0x04, le=256)], SW.SUCCESS),
        ([COMMON, Command(0xB2, 2, 0x0C, le=256)], SW.RECORD_NOT_FOUND),
        ([COMMON, Command(0xB0, 0x81, 0, le=256)], SW.COMMAND_INCOMPATIBLE_WITH_FILE_STRUCTURE),
        ([select_application(LICENCE_AP)], SW.FILE_OR_APPLICATION_NOT_FOUND),
        ([Command(0xCA, 0, 0, le=256, cla=0xFF)], SW.CLASS_NOT_SUPPORTED),
        ([Command(0xA4, 4, 0x0C, TEXT_AP, cla=0x01)], SW.LOGICAL_CHANNEL_NOT_SUPPORTED),
        ([select_application(JPKI_AP), select_file(0x0006), read_binary(0, 15)], SW.SUCCESS),
    ],
)
def test_status_words_are_those_of_real_cards(powered: Powered, commands: list[Command], sw: int) -> None:
    assert powered.say(*commands) == sw


def test_a_malformed_command_has_a_wrong_length(powered: Powered) -> None:
    assert powered.transmit(b"\x00\xa4\x04") == SW.WRONG_LENGTH.to_bytes(2)


@pytest.mark.parametrize(
    ("key", "secret", "attributes_sw", "number_sw"),
    [
        (PIN, b"1234", SW.SUCCESS, SW.SUCCESS),
        (CHECK_A, b"000000000001", SW.SECURITY_STATUS_NOT_SATISFIED, SW.SUCCESS),
        (CHECK_B, HOLDERS["hanako"].check_number_b.encode(), SW.SUCCESS, SW.SECURITY_STATUS_NOT_SATISFIED),
    ],
)
def test_each_secret_opens_its_own_files(
    powered: Powered, key: int, secret: bytes, attributes_sw: int, number_sw: int
) -> None:
    powered.say(TEXT, select_file(key), verify(secret))
    assert powered.say(select_file(ATTRIBUTES), read_binary(0, 256)) == attributes_sw
    assert powered.say(select_file(NUMBER), read_binary(0, 256)) == number_sw


@pytest.mark.parametrize(("aid", "fid"), [(TEXT_AP, NUMBER), (TEXT_AP, DIGESTS), (SURFACE_AP, NUMBER_PICTURE)])
def test_selecting_a_forbidden_file_trips_the_wire(powered: Powered, aid: bytes, fid: int) -> None:
    powered.say(select_application(aid))
    assert not powered.card.tripped
    powered.say(select_file(fid))
    assert powered.card.tripped


def test_reading_a_forbidden_file_by_its_short_identifier_trips_the_wire(powered: Powered) -> None:
    powered.say(TEXT, Command(0xB0, 0x81, 0, le=256))
    assert powered.card.tripped


def test_wrong_secrets_count_down_to_a_blocked_card(powered: Powered) -> None:
    powered.say(TEXT, select_file(PIN))
    assert [powered.say(verify(b"0000")) for _ in range(4)] == [0x63C2, 0x63C1, 0x63C0, SW.REFERENCE_DATA_NOT_USABLE]
    assert powered.say(verify(b"1234")) == SW.REFERENCE_DATA_NOT_USABLE
    assert powered.say(verify(b"")) == SW.REFERENCE_DATA_NOT_USABLE


def test_the_right_secret_refills_the_tries(powered: Powered) -> None:
    powered.say(TEXT, select_file(PIN), verify(b"0000"), verify(b"1234"))
    powered.card.power_off()
    assert powered.say(TEXT, select_file(PIN), verify(b"")) == 0x63C3


def test_asking_for_the_tries_costs_none(powered: Powered) -> None:
    powered.say(TEXT, select_file(PIN))
    assert {powered.say(verify(b"")) for _ in range(5)} == {0x63C3}


def test_a_verified_secret_outlasts_a_reset_but_not_the_power(powered: Powered) -> None:
    powered.say(TEXT, select_file(PIN), verify(b"1234"))
    powered.card.reset()
    assert powered.say(TEXT, select_file(PIN), verify(b"")) == SW.SUCCESS
    powered.card.power_on()
    assert powered.say(TEXT, select_file(PIN), verify(b"")) == 0x63C3


def test_tries_last_in_a_file(tmp_path: Path) -> None:
    state = tmp_path / "card.json"
    Powered(issue_card(state=state)).say(TEXT, select_file(PIN), verify(b"0000"))
    assert Powered(issue_card(state=state)).say(TEXT, select_file(PIN), verify(b"")) == 0x63C2


@pytest.mark.parametrize("content", ["", "[]", "{", json.dumps({"key": "many"})])
def test_a_file_that_is_no_state_is_refused(tmp_path: Path, content: str) -> None:
    state = tmp_path / "card.json"
    state.write_text(content)
    with pytest.raises(UsageError):
        issue_card(state=state)


def test_the_attributes_lie_where_the_table_says() -> None:
    assert four_attributes(HOLDERS["hanako"]).hex().upper() == (
        "FF2056DF2108000E0020004A0055DF220FE795AAE58FB7E38080E88AB1E5AD90DF2327E69EB6E7A9BAE79C8CE8A68BE69CACE5B882"
        "E4B8ADE5A4AEEFBC91EFBC8DEFBC92EFBC8DEFBC93DF24083139393030313032DF250132"
    )


@pytest.mark.parametrize("name", HOLDERS)
def test_the_table_of_offsets_is_right_for_every_holder(name: str) -> None:
    data = four_attributes(HOLDERS[name])
    table = data.index(b"\xdf\x21\x08") + 3
    offsets = [int.from_bytes(data[at : at + 2]) for at in range(table, table + 8, 2)]
    assert [data[at : at + 2].hex() for at in offsets] == ["df22", "df23", "df24", "df25"]
    assert attributes(tlv.objects(data)[0xFF20]).name == HOLDERS[name].name


def test_a_card_that_is_none_knows_no_application() -> None:
    powered = Powered(issue_card("unknown"))
    assert {powered.say(select_application(aid)) for aid in (TEXT_AP, JPKI_AP, SURFACE_AP)} == {0x6A82}


@pytest.mark.parametrize(("kind", "holder"), [("library", "hanako"), ("my_number", "nobody")])
def test_unknown_names_are_refused(kind: str, holder: CardHolder) -> None:
    with pytest.raises(UsageError, match=r"is none of the"):
        issue_card(kind, holder)


def test_faults_are_read_from_the_command_line() -> None:
    assert parse_faults(["pulled=3", "slow=200", "blocked", "last-try", "filler", "first-6f00"]) == Faults(
        pulled=3, slow_ms=200, blocked=True, last_try=True, filler=True, first_6f00=True
    )


@pytest.mark.parametrize("spec", ["", "pulled", "pulled=", "pulled=x", "blocked=1", "melted", "slow=-1"])
def test_what_is_no_fault_is_refused(spec: str) -> None:
    with pytest.raises(UsageError, match=r"is none of pulled=N"):
        parse_faults([spec])


def test_a_pulled_card_answers_until_it_is_pulled() -> None:
    powered = Powered(FaultyCard(issue_card(), Faults(pulled=2)))
    assert powered.say(TEXT) == SW.SUCCESS
    with pytest.raises(CardRemoved):
        powered.say(TEXT)


def test_a_slow_card_takes_its_time_for_every_command() -> None:
    naps = []
    card = FaultyCard(issue_card(), Faults(slow_ms=200), sleep=naps.append)
    Powered(card).say(TEXT, select_file(PIN))
    assert naps == [0.2, 0.2]


def test_only_the_first_command_after_power_up_fails() -> None:
    powered = Powered(FaultyCard(issue_card(), Faults(first_6f00=True)))
    assert [powered.say(TEXT), powered.say(TEXT)] == [SW.NO_PRECISE_DIAGNOSIS, SW.SUCCESS]
    powered.card.power_on()
    assert powered.say(TEXT) == SW.NO_PRECISE_DIAGNOSIS
