"""A software card with secure messaging, as it answers to those who do not keep to the protocol."""

from collections.abc import Callable

import pytest

from devices.apdu import SW, Command, Response, read_binary_of, select_application, select_master_file
from devices.cards.residence.card import DF1, DF2, DF3, CardType, Generation
from devices.connection import send
from devices.secure_messaging import AES_128, TRIPLE_DES, Session, Share, Suite, key_of_number, share_in, token
from devices.simulator.card import Insertable
from devices.simulator.faults import Faults
from devices.simulator.issue import issue_card
from devices.simulator.people import HOLDERS
from devices.simulator.residence import profile
from devices.simulator.secured import SecuredCard
from kiosk.ports import CardKind

NUMBER = HOLDERS["anh"].card_number.encode()
CHALLENGE = Command(0x84, 0, 0, le=8)
OURS = Share(b"ourshare", b"half of the key!")
ALL = bytes.fromhex("96020000")


class Powered:
    """A card on which commands are simply tried, and what it agreed on with us."""

    def __init__(self, card: Insertable, suite: Suite) -> None:
        self.card = card
        self.suite = suite
        self.session: Session | None = None

    def transmit(self, apdu: bytes) -> bytes:
        return self.card.transmit(apdu)

    def disconnect(self) -> None:
        self.card.power_off()

    def say(self, *commands: Command) -> int:
        return [send(self, command).sw for command in commands][-1]

    def authenticate(self, number: bytes = NUMBER) -> int:
        challenge, key = send(self, CHALLENGE).data, key_of_number(number)
        answer = send(self, Command(0x82, 0, 0, token(self.suite, key, OURS, challenge), le=256))
        share = share_in(self.suite, key, answer.data, OURS.nonce)
        self.session = Session.of(self.suite, OURS, share) if share else None
        return answer.sw

    def verify(self, number: bytes = NUMBER) -> int:
        assert self.session is not None
        return self.say(Command(0x20, 0, 0x86, self.session.wrap(number), cla=0x08))

    def open(self) -> None:
        assert (self.authenticate(), self.verify()) == (SW.SUCCESS, SW.SUCCESS)


@pytest.fixture(params=[("residence", TRIPLE_DES), ("residence_2", AES_128)], ids=["first", "second"])
def powered(request: pytest.FixtureRequest) -> Powered:
    kind, suite = request.param
    powered = Powered(issue_card(kind, "anh"), suite)
    assert powered.say(select_master_file()) == SW.SUCCESS
    return powered


def secured(short: int, wanted: bytes = ALL, le: int = 65536) -> Command:
    return Command(0xB0, 0x80 | short, 0, wanted, le=le, cla=0x08)


def a_file(powered: Powered) -> int:
    return 0x05 if powered.suite is TRIPLE_DES else 0x04


def test_the_type_is_free(powered: Powered) -> None:
    answer = send(powered, read_binary_of(0x0A, 256))
    assert answer == Response(b"\xc1\x011" if powered.suite is TRIPLE_DES else b"\xc1\x0205", SW.SUCCESS)
    assert powered.say(read_binary_of(0x0B, 256)) == SW.SUCCESS


@pytest.mark.parametrize("aid", [DF1, DF2, DF3], ids=["DF1", "DF2", "DF3"])
def test_nothing_else_is_read_before_the_number_is_verified(powered: Powered, aid: bytes) -> None:
    assert powered.authenticate() == SW.SUCCESS
    assert powered.say(select_application(aid)) == SW.SUCCESS
    short = {DF1: a_file(powered), DF2: 0x01 if powered.suite is TRIPLE_DES else 0x03, DF3: 0x02}[aid]
    assert powered.say(read_binary_of(short, 256)) == SW.SECURITY_STATUS_NOT_SATISFIED
    assert powered.say(secured(short)) == SW.SECURITY_STATUS_NOT_SATISFIED


def test_what_is_on_the_face_leaves_the_card_enciphered_only(powered: Powered) -> None:
    powered.open()
    assert powered.say(select_application(DF1), read_binary_of(a_file(powered), 256)) == (
        SW.SECURITY_STATUS_NOT_SATISFIED
    )
    answer = send(powered, secured(a_file(powered)))
    assert answer.sw == SW.SUCCESS
    assert powered.session is not None
    assert powered.session.unwrap(answer.data)[:1] == b"\xd0"
    assert b"II*\x00" not in answer.data


def test_the_signature_is_plain_once_the_number_is_verified(powered: Powered) -> None:
    powered.open()
    assert powered.say(select_application(DF3), read_binary_of(0x02, 65536)) == SW.SUCCESS


def test_there_is_no_limit_of_tries(powered: Powered) -> None:
    for _ in range(50):
        assert powered.authenticate(b"AA99999999AA") == SW.VERIFICATION_FAILED
    powered.open()


def test_another_number_in_the_session_is_wrong_without_a_count(powered: Powered) -> None:
    assert powered.authenticate() == SW.SUCCESS
    assert powered.verify(b"AA99999999AA") == SW.VERIFICATION_FAILED
    assert powered.verify() == SW.SUCCESS


@pytest.mark.parametrize(
    "forget", [lambda card: card.reset(), lambda card: card.power_off(), lambda card: card.power_on()]
)
def test_the_session_is_forgotten_with_reset_and_power(powered: Powered, forget: Callable[[Insertable], None]) -> None:
    powered.open()
    forget(powered.card)
    assert powered.say(select_application(DF3), read_binary_of(0x02, 256)) == SW.SECURITY_STATUS_NOT_SATISFIED
    assert powered.say(select_application(DF1), secured(a_file(powered))) == SW.CONDITIONS_NOT_SATISFIED
    assert powered.say(select_master_file()) == SW.SUCCESS
    assert powered.verify() == SW.CONDITIONS_NOT_SATISFIED


def test_a_challenge_is_used_once(powered: Powered) -> None:
    key = key_of_number(NUMBER)
    message = token(powered.suite, key, OURS, send(powered, CHALLENGE).data)
    again = Command(0x82, 0, 0, message, le=256)
    assert [powered.say(again), powered.say(again)] == [SW.SUCCESS, SW.CONDITIONS_NOT_SATISFIED]


def test_no_session_is_spoken_twice(powered: Powered) -> None:
    powered.open()
    first = powered.session
    powered.open()
    assert first != powered.session


@pytest.mark.parametrize(
    ("command", "sw"),
    [
        (Command(0x84, 0, 0, le=16), SW.WRONG_LENGTH),
        (Command(0x82, 0, 0, bytes(40), le=256), SW.CONDITIONS_NOT_SATISFIED),
        (Command(0x20, 0, 0x86), SW.SECURE_MESSAGING_OBJECT_MISSING),
        (Command(0x20, 0, 0x86, NUMBER), SW.SECURE_MESSAGING_OBJECT_MISSING),
        (Command(0x20, 0, 0x86, bytes(19), cla=0x08), SW.CONDITIONS_NOT_SATISFIED),
        (Command(0x20, 0, 0x87, bytes(19), cla=0x08), SW.FILE_OR_APPLICATION_NOT_FOUND),
        (secured(0x0A), SW.CONDITIONS_NOT_SATISFIED),
        (Command(0x24, 0, 0x86, bytes(12)), SW.INSTRUCTION_NOT_SUPPORTED),
        (Command(0xA4, 0, 0, b"\x2f\x01"), SW.FILE_OR_APPLICATION_NOT_FOUND),
    ],
)
def test_status_words_before_a_session(powered: Powered, command: Command, sw: int) -> None:
    assert powered.say(command) == sw


@pytest.mark.parametrize(
    ("command", "sw"),
    [
        (Command(0x20, 0, 0x86, bytes(19), cla=0x08), SW.SECURE_MESSAGING_OBJECT_INCORRECT),
        (secured(0x02, b"\x97\x01\x00"), SW.SECURE_MESSAGING_OBJECT_INCORRECT),
        (secured(0x02, b"\x96\x02\x00"), SW.SECURE_MESSAGING_OBJECT_INCORRECT),
        (secured(0x02, b"\x96\x02\x01\x00", le=256), SW.WRONG_LENGTH),
        (secured(0x02, b"\x96\x02\x00\xe0", le=256), SW.SUCCESS),
        (Command(0xB0, 0x7F, 0, ALL, le=65536, cla=0x08), SW.OFFSET_OUTSIDE_EF),
        (Command(0x82, 0, 0, bytes(40), le=256), SW.CONDITIONS_NOT_SATISFIED),
    ],
)
def test_status_words_in_a_session(powered: Powered, command: Command, sw: int) -> None:
    powered.open()
    if command.ins == 0xB0:
        powered.say(select_application(DF3), secured(0x02))
    assert powered.say(command) == sw


@pytest.mark.parametrize("data", [bytes(40), bytes(39)])
def test_a_token_that_is_none_is_refused(powered: Powered, data: bytes) -> None:
    expected = SW.VERIFICATION_FAILED if len(data) == 40 else SW.WRONG_LENGTH
    assert powered.say(CHALLENGE, Command(0x82, 0, 0, data, le=256)) == expected


def test_random_numbers_come_from_outside() -> None:
    made = profile(CardType(CardKind.RESIDENCE, Generation.FIRST), HOLDERS["anh"], Faults())
    card = SecuredCard(made, suite=TRIPLE_DES, random=lambda length: b"\x2a" * length)
    assert card.transmit(CHALLENGE.encode()) == b"\x2a" * 8 + b"\x90\x00"
