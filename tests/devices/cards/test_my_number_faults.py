"""A My Number card on a bad day: every status word in the place of every answer, and every way of being broken."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from devices.apdu import SW
from devices.cards.card import IdentityCard, Wanted
from devices.recognition import recognise
from devices.simulator import my_number_objects as objects
from devices.simulator.card import SoftwareCard
from devices.simulator.faults import Faults, FaultyCard, Malformed
from devices.simulator.issue import issue_card
from devices.simulator.my_number import profile
from devices.simulator.people import HOLDERS
from devices.simulator.practice_keys import practice_certificate, practice_key
from devices.simulator.tries import TryCounters
from devices.trust import Trust
from kiosk.errors import (
    Blocked,
    CardError,
    CardRemoved,
    LastTry,
    UnknownCard,
    Unreadable,
    WrongSecret,
)
from kiosk.people import Pictures
from kiosk.ports import CardFound, CardRead, Secret, SecretKind

HANAKO = HOLDERS["hanako"]
WANTED = Wanted(
    Trust(
        {objects.ROOT_ID: practice_key("my_number_root").public_key()},
        (practice_certificate("my_number_jpki_ca_certificate"),),
    ),
    challenge=True,
    today=lambda: date(2026, 11, 26),
)
STATUS_WORDS = sorted(
    {int(sw) for sw in SW if sw is not SW.SUCCESS}
    | {0x63C0, 0x63C1, 0x63C2, 0x63CA, 0x66F1, 0x6C00, 0x6C05, 0x6100, 0x6105, 0x6CFF, 0x69FC, 0x0000, 0xFFFF}
)

SELECT_TEXT = "00A4040C0AD3921000310001010408"

Outcome = CardFound | CardRead | bool | None | CardError
Flow = Callable[[IdentityCard], Outcome]


def read_with(kind: SecretKind, text: str) -> Flow:
    def read(session: IdentityCard) -> Outcome:
        session.expires()
        return session.read(Secret(kind, text))

    return read


FLOWS = {
    "found": lambda session: session.found(),
    "pin": read_with(SecretKind.PIN, HANAKO.pin),
    "check number": read_with(SecretKind.CHECK_NUMBER, HANAKO.check_number_b),
    "challenge": lambda session: session.challenge(Secret(SecretKind.AUTHENTICATION_PIN, HANAKO.authentication_pin)),
}
COMMANDS = {"found": 10, "pin": 10, "check number": 17, "challenge": 6}


class Powered:
    """A faulty card under power; ``sent`` is what it was told."""

    def __init__(self, card: FaultyCard) -> None:
        self._card = card
        self.sent = []

    def transmit(self, apdu: bytes) -> bytes:
        self.sent.append(apdu.hex().upper())
        return self._card.transmit(apdu)

    def disconnect(self) -> None:
        self._card.power_off()


@dataclass(frozen=True)
class Try:
    """What came of a flow on a card with this fault."""

    outcome: Outcome
    sent: list[str]
    lost: int


def tried(flow: str, faults: Faults) -> Try:
    counters = TryCounters(profile(HANAKO))
    card = SoftwareCard(profile(HANAKO), counters)
    line = Powered(FaultyCard(card, faults))
    try:
        outcome = FLOWS[flow](recognise(line, WANTED))
    except CardError as error:
        outcome = error
    assert not card.tripped
    keys = [(one.aid, fid, key.tries) for one in profile(HANAKO).applications for fid, key in one.keys.items()]
    return Try(outcome, line.sent, sum(full - counters.left(aid, fid) for aid, fid, full in keys))


def is_presented(apdu: str) -> bool:
    return apdu.startswith("0020") and len(apdu) > 8


ALL_STEPS = [(flow, step) for flow, commands in COMMANDS.items() for step in range(1, commands + 1)]


@pytest.mark.parametrize("flow", FLOWS)
def test_the_flows_have_as_many_commands_as_are_tried_here(flow: str) -> None:
    outcome = tried(flow, Faults())
    assert not isinstance(outcome.outcome, CardError)
    assert len(outcome.sent) == COMMANDS[flow]


@pytest.mark.parametrize(("flow", "step"), ALL_STEPS)
def test_every_status_word_at_every_step_makes_sense(flow: str, step: int) -> None:
    for sw in STATUS_WORDS:
        result = tried(flow, Faults(status_words=((step, sw),)))
        assert sum(map(is_presented, result.sent)) <= 2, hex(sw)
        assert result.lost == 0, hex(sw)
        assert_makes_sense(result, result.sent[step - 1], step, sw)


def assert_makes_sense(result: Try, command: str, step: int, sw: int) -> None:
    """What the resident is told, by what was asked and what was answered."""
    outcome, context = result.outcome, (command[:10], f"{sw:04X}", result.outcome)
    if step == 1 or command == SELECT_TEXT:
        assert isinstance(outcome, UnknownCard) or sw == SW.NO_PRECISE_DIAGNOSIS, context
    elif command.startswith(("0020009104", "002000950E", "0020009804")):
        assert isinstance(outcome, judged(sw)), context
    elif command.startswith("002000920E"):
        assert (isinstance(outcome, CardRead) and not outcome.person.pictures.name) or (
            isinstance(outcome, Unreadable) and judged(sw) is Unreadable
        ), context
    else:
        assert not isinstance(outcome, UnknownCard | WrongSecret), context


def judged(sw: int) -> type[CardError]:
    """What it means when a secret is answered with this."""
    if sw in (SW.AUTHENTICATION_METHOD_BLOCKED, SW.REFERENCE_DATA_NOT_USABLE, 0x63C0):
        return Blocked
    return WrongSecret if sw >> 4 == 0x63C else Unreadable


@pytest.mark.parametrize(
    ("sw", "error"), [(0x63C1, LastTry), (0x63C0, Blocked), (0x6984, Blocked), (0x6F00, Unreadable)]
)
@pytest.mark.parametrize(("flow", "step"), [("pin", 5), ("check number", 5), ("challenge", 4)])
def test_nothing_is_presented_when_too_few_tries_are_left(
    flow: str, step: int, sw: int, error: type[CardError]
) -> None:
    result = tried(flow, Faults(status_words=((step, sw),)))
    assert isinstance(result.outcome, error)
    assert not any(map(is_presented, result.sent))


@pytest.mark.parametrize("sw", [0x63C1, 0x63C0, 0x6983, 0x6984])
def test_a_face_with_too_few_tries_is_done_without(sw: int) -> None:
    [step] = [n for n, apdu in enumerate(tried("check number", Faults()).sent, 1) if apdu == "00200092"]
    outcome = tried("check number", Faults(status_words=((step, sw),))).outcome
    assert isinstance(outcome, CardRead)
    assert (outcome.person.pictures, outcome.genuine) == (Pictures(), True)


@pytest.mark.parametrize("flow", ["found", "pin", "check number"])
@pytest.mark.parametrize("asked", ["00A4040C0AD3921000310001010100", "00B2010C00"])
def test_a_date_that_is_refused_is_done_without(flow: str, asked: str) -> None:
    step = tried(flow, Faults()).sent.index(asked) + 1
    outcome = tried(flow, Faults(status_words=((step, 0x6A82),))).outcome
    assert isinstance(outcome, CardFound | CardRead)
    assert outcome.expires == (date(2035, 1, 2) if flow == "check number" else None)


@pytest.mark.parametrize("sw", [0x6982, 0x6A82, 0x6A88, 0x6D00, 0x6F00, 0x6700])
def test_a_card_that_cannot_sign_for_the_key_it_shows_is_not_genuine(sw: int) -> None:
    sent = tried("check number", Faults()).sent
    for step in (n for n, apdu in enumerate(sent, 1) if apdu.startswith("802A")):
        outcome = tried("check number", Faults(status_words=((step, sw),))).outcome
        assert isinstance(outcome, CardRead)
        assert outcome.genuine is False


@pytest.mark.parametrize(("flow", "step"), ALL_STEPS)
def test_a_card_pulled_at_any_command_is_gone(flow: str, step: int) -> None:
    result = tried(flow, Faults(pulled=step))
    assert isinstance(result.outcome, CardRemoved)
    assert len(result.sent) == step


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("malformed", Malformed)
def test_malformed_data_is_read_as_nothing(flow: str, malformed: Malformed) -> None:
    outcome = tried(flow, Faults(malformed=malformed)).outcome
    assert isinstance(outcome, Unreadable | CardFound)
    if isinstance(outcome, CardFound) and malformed is not Malformed.LENGTH:
        assert outcome.signs is None


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("faults", [Faults(short_reads=True), Faults(no_extended=True), Faults(first_6f00=True)])
def test_what_is_only_awkward_changes_nothing(flow: str, faults: Faults) -> None:
    assert tried(flow, faults).outcome == tried(flow, Faults()).outcome


@pytest.mark.parametrize("faults", [Faults(filler=True), Faults(forged=True), Faults(gaiji=True), Faults(expired=True)])
@pytest.mark.parametrize("flow", FLOWS)
def test_no_card_that_is_offered_trips_the_wire(flow: str, faults: Faults) -> None:
    card = issue_card(faults=faults)
    with contextlib.suppress(CardError):
        FLOWS[flow](recognise(Powered(FaultyCard(card, faults)), WANTED))
    assert not card.tripped
