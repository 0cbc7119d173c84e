"""The contract of a CardReader for every card of a resident's wallet, in memory and behind the real PC/SC service."""

import contextlib
import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from devices.apdu import SW
from devices.cards.card import Wanted
from devices.reader import IdentityCardReader
from devices.simulator.card import SoftwareCard
from devices.simulator.faults import Faults, FaultyCard, Malformed
from devices.simulator.issue import MODELS, issue_card, secrets_of
from devices.simulator.people import HOLDERS
from devices.simulator.terminal import MemorySlot
from devices.simulator.tries import TryCounters
from kiosk.errors import (
    Blocked,
    CardError,
    CardExpired,
    CardRemoved,
    CardTimeout,
    LastTry,
    NotAllowed,
    UnknownCard,
    WrongSecret,
)
from kiosk.ports import CardKind, Secret, SecretKind

TODAY = date(2026, 11, 26)
HOLDER = "anh"

KINDS = {
    "my_number": CardKind.MY_NUMBER,
    "my_number_licence": CardKind.MY_NUMBER,
    "driving_licence": CardKind.DRIVING_LICENCE,
    "residence": CardKind.RESIDENCE,
    "residence_2": CardKind.RESIDENCE,
    "special_permanent": CardKind.SPECIAL_PERMANENT,
    "special_permanent_2": CardKind.SPECIAL_PERMANENT,
}
OPENED = [
    pytest.param(kind, secret, id=f"{kind}-{secret.kind.value}")
    for kind in KINDS
    for secret in secrets_of(kind, HOLDER)
]
COUNTED = [given for given in OPENED if given.values[1].kind is not SecretKind.CARD_NUMBER]

# The fixtures are in conftest.py, which tests cannot import from.
Place = Any
Onlooker = Any


def another(secret: Secret) -> Secret:
    """A secret of the same shape that is not this one."""
    digits = str.maketrans("0123456789", "1234567890")
    return replace(secret, text=secret.text.translate(digits))


def in_memory(card: Any) -> tuple[MemorySlot, IdentityCardReader]:
    slot = MemorySlot(card)
    return slot, IdentityCardReader(slot.terminal, Wanted(today=lambda: TODAY))


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_says_what_it_is_and_what_opens_it(place: Place, onlooker: Onlooker, kind: str) -> None:
    place.insert(card := issue_card(kind, HOLDER))
    found = place.reader.await_card(onlooker)
    assert found.kind is KINDS[kind]
    assert [wanted.kind for wanted in found.opens] == [secret.kind for secret in secrets_of(kind, HOLDER)]
    assert all(wanted.tries_left != 0 for wanted in found.opens)
    assert not card.tripped


@pytest.mark.parametrize(("kind", "secret"), OPENED)
def test_a_card_is_read_with_each_of_its_secrets(place: Place, onlooker: Onlooker, kind: str, secret: Secret) -> None:
    place.insert(card := issue_card(kind, HOLDER))
    read = place.reader.read(secret, onlooker)
    assert read.kind is KINDS[kind]
    assert read.person.name or read.person.pictures.name or read.person.pictures.front
    assert read.apdus <= 60
    assert not card.tripped


@pytest.mark.parametrize(("kind", "secret"), OPENED)
def test_a_wrong_secret_is_told_and_the_right_one_opens_after_it(
    place: Place, onlooker: Onlooker, kind: str, secret: Secret
) -> None:
    place.insert(card := issue_card(kind, HOLDER))
    full = place.reader.await_card(onlooker).opens
    with pytest.raises(WrongSecret) as caught:
        place.reader.read(another(secret), onlooker)
    tries = next(wanted.tries_left for wanted in full if wanted.kind is secret.kind)
    assert caught.value.tries_left == (None if tries is None else tries - 1)
    assert place.reader.read(secret, onlooker).tries_left == tries
    assert not card.tripped


@pytest.mark.parametrize(("fault", "error"), [("last_try", LastTry), ("blocked", Blocked)])
@pytest.mark.parametrize(("kind", "secret"), COUNTED)
def test_the_last_try_is_left_to_the_counter(
    onlooker: Onlooker, kind: str, secret: Secret, fault: str, error: type[CardError]
) -> None:
    _, reader = in_memory(card := issue_card(kind, HOLDER, Faults(**{fault: True})))
    for text in (secret, another(secret)):
        with pytest.raises(error) as caught:
            reader.read(text, onlooker)
        assert caught.value.tries_left == (1 if fault == "last_try" else 0)
    assert not card.tripped


@pytest.mark.parametrize("kind", ["my_number", "driving_licence"])
def test_an_expired_card_is_told_before_anything_is_asked(place: Place, onlooker: Onlooker, kind: str) -> None:
    place.insert(issue_card(kind, HOLDER, Faults(expired=True)))
    with pytest.raises(CardExpired) as caught:
        place.reader.await_card(onlooker)
    assert caught.value.expired is not None
    assert caught.value.expired < TODAY


@pytest.mark.parametrize(("kind", "secret"), OPENED)
def test_an_expired_card_is_not_read(onlooker: Onlooker, kind: str, secret: Secret) -> None:
    _, reader = in_memory(issue_card(kind, HOLDER, Faults(expired=True)))
    if kind in ("residence", "special_permanent"):
        assert reader.read(secret, onlooker).expires is None, "its last day is only printed on its face"
        return
    with pytest.raises(CardExpired):
        reader.read(secret, onlooker)


@pytest.mark.parametrize(
    "faults",
    [
        Faults(first_6f00=True),
        Faults(short_reads=True),
        Faults(no_extended=True),
        Faults(filler=True),
        Faults(short_reads=True, no_extended=True, first_6f00=True, filler=True),
    ],
    ids=["first command fails", "short reads", "no extended length", "filler", "all at once"],
)
@pytest.mark.parametrize(("kind", "secret"), OPENED)
def test_a_card_with_habits_of_its_own_says_the_same(
    onlooker: Onlooker, kind: str, secret: Secret, faults: Faults
) -> None:
    _, plain = in_memory(issue_card(kind, HOLDER))
    _, odd = in_memory(FaultyCard(issue_card(kind, HOLDER, faults), faults))
    assert odd.read(secret, onlooker).person == plain.read(secret, onlooker).person


@pytest.mark.parametrize("malformed", Malformed)
@pytest.mark.parametrize(("kind", "secret"), OPENED)
def test_malformed_data_is_an_error_of_the_card(
    onlooker: Onlooker, kind: str, secret: Secret, malformed: Malformed
) -> None:
    _, plain = in_memory(issue_card(kind, HOLDER))
    _, reader = in_memory(FaultyCard(card := issue_card(kind, HOLDER), Faults(malformed=malformed)))
    try:
        assert reader.read(secret, onlooker).person == plain.read(secret, onlooker).person, (
            "what was cut came after all"
        )
        assert malformed is Malformed.CUT
    except NotAllowed as error:
        raise AssertionError(malformed) from error
    except CardError:
        pass
    assert not card.tripped


# --- taken away -------------------------------------------------------------------------------


def commands_of(kind: str, secret: Secret | None) -> int:
    """How many commands finding the card takes, or reading it with this secret."""
    counting = FaultyCard(issue_card(kind, HOLDER), Faults())
    _, reader = in_memory(counting)
    if secret is None:
        reader.await_card(_Nobody())
    else:
        reader.read(secret, _Nobody())
    return counting.commands


class _Nobody:
    def cancelled(self) -> bool:
        return False

    def report(self, progress: object) -> None: ...


PULLED = [
    pytest.param(given.values[0], given.values[1], n, id=f"{given.id}-{n}")
    for given in OPENED
    for n in range(1, commands_of(*given.values) + 1)
]
SOME = 3
"""Behind pcscd, which takes a second to notice, every third command: the journeys pull a card at every one."""
PULLED_WHILE_FOUND = [
    pytest.param(kind, n, id=f"{kind}-{n}") for kind in KINDS for n in range(1, commands_of(kind, None) + 1)
]


@pytest.mark.parametrize(("kind", "secret", "command"), PULLED)
def test_a_card_pulled_at_any_command_ends_the_read_and_can_be_put_back(
    place_in_memory: Place, onlooker: Onlooker, kind: str, secret: Secret, command: int
) -> None:
    pulled_and_put_back(place_in_memory, onlooker, kind, secret, command)


@pytest.mark.parametrize(("kind", "secret", "command"), PULLED[::SOME])
def test_a_card_pulled_behind_pcscd_ends_the_read_and_can_be_put_back(
    place_behind_pcscd: Place, onlooker: Onlooker, kind: str, secret: Secret, command: int
) -> None:
    pulled_and_put_back(place_behind_pcscd, onlooker, kind, secret, command)


def pulled_and_put_back(place: Place, onlooker: Onlooker, kind: str, secret: Secret, command: int) -> None:
    card = issue_card(kind, HOLDER)
    place.insert(FaultyCard(card, Faults(pulled=command)))
    with pytest.raises(CardRemoved):
        place.reader.read(secret, onlooker)
    place.reader.await_removal(onlooker)
    place.insert(card)
    assert place.reader.read(secret, onlooker).kind is KINDS[kind]
    assert not card.tripped


@pytest.mark.parametrize(("kind", "command"), PULLED_WHILE_FOUND)
def test_a_card_pulled_while_it_is_found_out_can_be_put_back(onlooker: Onlooker, kind: str, command: int) -> None:
    card = issue_card(kind, HOLDER)
    slot, reader = in_memory(FaultyCard(card, Faults(pulled=command)))
    with pytest.raises(CardRemoved):
        reader.await_card(onlooker)
    slot.insert(card)
    assert reader.await_card(onlooker).kind is KINDS[kind]


# --- status words -----------------------------------------------------------------------------

STATUS_WORDS = [*SW, 0x63C0, 0x63C1, 0x63C2, 0x6105, 0x6C05, 0x0000, 0xFFFF]


@pytest.mark.parametrize(("kind", "secret"), OPENED)
def test_any_status_word_at_any_step_is_an_answer_or_an_error_of_the_card(
    onlooker: Onlooker, kind: str, secret: Secret
) -> None:
    for step in range(1, commands_of(kind, secret) + 1):
        for sw in STATUS_WORDS:
            faults = Faults(status_words=((step, sw),))
            card = issue_card(kind, HOLDER)
            _, reader = in_memory(FaultyCard(card, faults))
            try:
                read = reader.read(secret, onlooker)
            except NotAllowed as error:
                raise AssertionError((step, hex(sw))) from error
            except CardError:
                continue
            assert read.kind is KINDS[kind], (step, hex(sw))
            assert not card.tripped


# --- never locked -----------------------------------------------------------------------------

FLOWS = 10_000


def test_ten_thousand_flows_of_secrets_lock_no_card() -> None:
    dice = random.Random(20261126)
    for flow in range(FLOWS):
        kind = dice.choice([*KINDS])
        model = MODELS[kind]
        profile = model.profile(HOLDERS[HOLDER], Faults())
        tries = TryCounters(profile)
        card = model.card(profile, tries)
        slot, reader = in_memory(card)
        for _ in range(dice.randint(1, 4)):
            _one_move(dice, slot, reader, card, kind)
        for aid, fid in model.counted:
            assert tries.left(aid, fid) >= 1, (flow, kind)
        assert not card.tripped


def _one_move(dice: random.Random, slot: MemorySlot, reader: IdentityCardReader, card: SoftwareCard, kind: str) -> None:
    """Type something right, wrong or of another card; look at it again; or let its power go."""
    secret = dice.choice(secrets_of(kind, HOLDER))
    typed = dice.choice(
        [secret, another(secret), another(secret), replace(secret, text=dice.choice(["", "12", "９９９９"]))]
    )
    with contextlib.suppress(CardError):
        match dice.randint(0, 9):
            case 0:
                IdentityCardReader(slot.terminal).await_card(_Nobody())
            case 1:
                card.reset()
            case _:
                reader.read(typed, _Nobody())


# --- others -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(set(MODELS) - set(KINDS)))
def test_any_other_card_is_none_that_we_read(place: Place, onlooker: Onlooker, kind: str) -> None:
    place.insert(card := issue_card(kind, HOLDER))
    with pytest.raises(UnknownCard):
        place.reader.await_card(onlooker)
    assert not card.tripped


def test_a_card_that_falls_silent_is_given_up_and_another_can_be_read(place: Place, onlooker: Onlooker) -> None:
    silent = FaultyCard(issue_card("my_number", HOLDER), Faults(silent=4))
    place.insert(silent)
    place.reader.await_presence(onlooker)
    secret = secrets_of("my_number", HOLDER)[0]
    impatient = IdentityCardReader(place.open_terminal, Wanted(today=lambda: TODAY), session_s=0.5)
    with pytest.raises(CardTimeout):
        impatient.read(secret, onlooker)
    silent.take_away()
    place.remove()
    place.reader.await_removal(onlooker)
    place.insert(issue_card("my_number", HOLDER))
    assert impatient.read(secret, onlooker).kind is CardKind.MY_NUMBER
