import contextlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.apdu import Command, Response
from devices.my_number import PIN, TEXT_AP, MyNumberCard, attributes
from devices.simulator.card import Insertable, SoftwareCard
from devices.simulator.issue import issue_card
from devices.simulator.my_number import four_attributes, profile
from devices.simulator.people import HOLDERS, CardHolder
from devices.simulator.tries import TryCounters
from kiosk.errors import Blocked, CardError, LastTry, UnknownCard, Unreadable, WrongPin
from kiosk.people import Person, Sex

HANAKO = HOLDERS["hanako"]


class Powered:
    """A card under power; ``sent`` is what it was told."""

    def __init__(self, card: Insertable) -> None:
        self._card = card
        self.sent = []

    def transmit(self, apdu: bytes) -> bytes:
        self.sent.append(apdu)
        return self._card.transmit(apdu)

    def disconnect(self) -> None:
        self._card.power_off()


class Parrot:
    """Answers every command with success, and a read with its own data."""

    def __init__(self, data: bytes, step: int = 256, overrides: Mapping[int, bytes] | None = None) -> None:
        self._data, self._step, self._overrides = data, step, overrides or {}

    def transmit(self, apdu: bytes) -> bytes:
        command = Command.decode(apdu)
        if command.ins in self._overrides:
            return self._overrides[command.ins]
        if command.ins != 0xB0:
            return b"\x90\x00"
        offset = command.p1 << 8 | command.p2
        return Response(self._data[offset : offset + min(command.le, self._step)], 0x9000).encode()

    def disconnect(self) -> None:
        self._data = b""


def card_with(tries: int) -> tuple[SoftwareCard, TryCounters]:
    card_profile = profile(HANAKO)
    counters = TryCounters(card_profile)
    counters.set(TEXT_AP, PIN, tries)
    return SoftwareCard(card_profile, counters), counters


def verifies(line: Powered) -> list[bytes]:
    return [apdu for apdu in line.sent if apdu[1] == 0x20 and len(apdu) > 4]


def test_six_commands_read_the_four_attributes() -> None:
    line = Powered(issue_card())
    card = MyNumberCard(line)
    card.verify_pin("1234")
    assert card.person() == Person(
        name="番号　花子", address="架空県見本市中央１－２－３", birth=date(1990, 1, 2), sex=Sex.FEMALE
    )
    assert [apdu.hex().upper() for apdu in line.sent] == [
        "00A4040C0AD3921000310001010408",
        "00A4020C020011",
        "00200080",
        "002000800431323334",
        "00A4020C020002",
        "00B0000000",
    ]


def test_a_long_object_takes_one_more_read_for_every_256_bytes() -> None:
    line = Powered(issue_card(holder="long"))
    card = MyNumberCard(line)
    card.verify_pin("1234")
    card.person()
    length = len(four_attributes(HOLDERS["long"]))
    assert sum(apdu[1] == 0xB0 for apdu in line.sent) == -(-length // 256) == 2


@pytest.mark.parametrize("holder", HOLDERS.values(), ids=HOLDERS)
def test_names_and_addresses_are_exactly_what_the_card_says(holder: CardHolder) -> None:
    person = attributes(four_attributes(holder))
    assert (person.name, person.address) == (holder.name, holder.address)


@pytest.mark.parametrize(
    ("birth", "date_"),
    [
        ("20000229", date(2000, 2, 29)),
        ("19000229", None),
        ("19900000", None),
        ("99999999", None),
        ("１９９０", None),
        ("1990", None),
        ("", None),
    ],
)
def test_a_birth_that_is_no_date_is_unknown(birth: str, date_: date | None) -> None:
    assert attributes(four_attributes(replace(HANAKO, birth=birth))).birth == date_


@pytest.mark.parametrize(
    ("code", "sex"),
    [
        ("1", Sex.MALE),
        ("2", Sex.FEMALE),
        ("9", Sex.OTHER),
        ("3", Sex.OTHER),
        ("0", Sex.UNKNOWN),
        ("7", None),
        ("", None),
    ],
)
def test_sex_is_read_by_its_code(code: str, sex: Sex | None) -> None:
    assert attributes(four_attributes(replace(HANAKO, sex=code))).sex is sex


@pytest.mark.parametrize("filler", [b"\xff", b"\xff\xff", b"\x00\x00"])
def test_filler_before_the_data_is_skipped(filler: bytes) -> None:
    assert attributes(filler + four_attributes(HANAKO) + b"\xff" * 9).name == HANAKO.name


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff" * 256, id="filler only"),
        pytest.param(b"\xff\xff\xff" + four_attributes(HANAKO), id="too much filler"),
        pytest.param(b"\xff\x20\x00", id="no attributes"),
        pytest.param(b"\xff\x20\x03\xdf\x22\x00", id="no address"),
        pytest.param(b"\xff\x20\x08\xdf\x22\x02\xc3\x28\xdf\x23\x00", id="no UTF-8"),
        pytest.param(b"\xff\x20\x07\xdf\x22\x01\x1b\xdf\x23\x00", id="a control character"),
        pytest.param(b"\xff\x20\x82\x00", id="half a length"),
        pytest.param(b"\xff\x20\x82\xff\xff", id="longer than any file"),
        pytest.param(b"\xff\x20\x81\x80", id="cut off"),
    ],
)
def test_malformed_data_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        MyNumberCard(Parrot(data)).person()


@given(st.binary(max_size=300))
def test_any_data_is_a_person_or_unreadable(tail: bytes) -> None:
    with contextlib.suppress(Unreadable):
        MyNumberCard(Parrot(b"\xff\x20" + tail)).person()


@pytest.mark.parametrize("step", [1, 7, 255])
def test_a_card_that_gives_less_than_asked_is_asked_again(step: int) -> None:
    data = four_attributes(HANAKO)
    if step < 7:
        with pytest.raises(Unreadable):
            MyNumberCard(Parrot(data, step)).person()
    else:
        assert MyNumberCard(Parrot(data, step)).person().name == HANAKO.name


def test_unreadable_text_is_not_quoted() -> None:
    with pytest.raises(Unreadable) as caught:
        attributes(b"\xff\x20\x0b\xdf\x22\x05abc\xc3\x28\xdf\x23\x00")
    assert caught.value.__cause__ is None
    assert "abc" not in str(caught.value)


def test_a_card_without_the_application_is_unknown() -> None:
    with pytest.raises(UnknownCard):
        MyNumberCard(Powered(issue_card("unknown")))


@pytest.mark.parametrize(
    ("sw", "tries"), [(b"\x63\xc2", 2), (b"\x63\xc0", 0), (b"\x69\x83", 0), (b"\x69\x84", 0), (b"\x90\x00", 3)]
)
def test_tries_left_are_asked_for(sw: bytes, tries: int) -> None:
    assert MyNumberCard(Parrot(b"", overrides={0x20: sw})).tries_left() == tries


@pytest.mark.parametrize("sw", [b"\x63\x00", b"\x6f\x00"])
def test_a_card_that_does_not_tell_its_tries_is_not_tried(sw: bytes) -> None:
    with pytest.raises(Unreadable):
        MyNumberCard(Parrot(b"", overrides={0x20: sw})).verify_pin("1234")


@pytest.mark.parametrize(("tries", "error"), [(0, Blocked), (1, LastTry)])
@pytest.mark.parametrize("pin", ["1234", "9999"])
def test_the_last_try_is_never_used(tries: int, error: type[CardError], pin: str) -> None:
    card, counters = card_with(tries)
    line = Powered(card)
    with pytest.raises(error) as caught:
        MyNumberCard(line).verify_pin(pin)
    assert not verifies(line)
    assert caught.value.tries_left == counters.left(TEXT_AP, PIN) == tries


def test_a_wrong_pin_costs_one_try() -> None:
    card, counters = card_with(3)
    line = Powered(card)
    with pytest.raises(WrongPin) as caught:
        MyNumberCard(line).verify_pin("9999")
    assert len(verifies(line)) == 1
    assert caught.value.tries_left == counters.left(TEXT_AP, PIN) == 2


def test_the_right_pin_brings_all_tries_back() -> None:
    card, _ = card_with(2)
    assert MyNumberCard(Powered(card)).verify_pin("1234") == 3


@pytest.mark.parametrize("pin", ["", "123", "12345", "12a4", "１２３４", "1234\n"])
def test_a_pin_of_another_shape_is_wrong_without_being_sent(pin: str) -> None:
    card, counters = card_with(3)
    line = Powered(card)
    with pytest.raises(WrongPin) as caught:
        MyNumberCard(line).verify_pin(pin)
    assert not verifies(line)
    assert caught.value.tries_left == counters.left(TEXT_AP, PIN) == 3


@settings(max_examples=500)
@given(st.lists(st.sampled_from(["1234", "0000", "9999", "12", ""]), max_size=12))
def test_no_row_of_pins_locks_a_card(pins: list[str]) -> None:
    card, counters = card_with(3)
    for pin in pins:
        card.power_on()
        with suppress(CardError):
            MyNumberCard(Powered(card)).verify_pin(pin)
    assert counters.left(TEXT_AP, PIN) >= 1
