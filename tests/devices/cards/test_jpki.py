"""A My Number card signs a challenge with its key for user authentication, opened by that key's own PIN."""

import contextlib
from dataclasses import replace
from datetime import date

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate
from hypothesis import given
from hypothesis import strategies as st

from devices.apdu import AID, FID
from devices.cards.card import Wanted
from devices.cards.my_number.jpki import AUTHENTICATION_PIN, JPKI_AP, Jpki
from devices.connection import AllowList
from devices.files import CardFiles
from devices.recognition import recognise
from devices.signatures import key_of
from devices.simulator.card import Insertable, SoftwareCard
from devices.simulator.faults import Faults
from devices.simulator.files import Application, CardProfile, SigningKey
from devices.simulator.issue import issue_card
from devices.simulator.my_number import profile
from devices.simulator.people import HOLDERS
from devices.simulator.practice_keys import practice_certificate, practice_key
from devices.simulator.tries import TryCounters
from devices.trust import Trust
from kiosk.errors import Blocked, CardError, LastTry, NotAllowed, UnknownCard, Unreadable, WrongSecret
from kiosk.ports import CardFound, Secret, SecretKind, SecretWanted

HANAKO = HOLDERS["hanako"]
PIN = Secret(SecretKind.AUTHENTICATION_PIN, HANAKO.authentication_pin)
ROOT = practice_certificate("my_number_jpki_ca_certificate")
CERTIFICATE, AUTHENTICATION_KEY = 0x000A, 0x0017


def wanting(*roots: Certificate, today: date = date(2026, 11, 26), challenge: bool = True) -> Wanted:
    return Wanted(Trust(certificates=roots), challenge=challenge, today=lambda: today)


class Powered:
    """A card under power; ``sent`` is what it was told."""

    def __init__(self, card: Insertable) -> None:
        self._card = card
        self.sent = []

    def transmit(self, apdu: bytes) -> bytes:
        self.sent.append(apdu.hex().upper())
        return self._card.transmit(apdu)

    def disconnect(self) -> None:
        self._card.power_off()

    def presented(self) -> list[str]:
        return [apdu for apdu in self.sent if apdu.startswith("0020") and len(apdu) > 8]


def found(card: Insertable, wanted: Wanted) -> CardFound:
    return recognise(Powered(card), wanted).found()


def challenge(card: Insertable, wanted: Wanted, secret: Secret = PIN) -> bool | None:
    return recognise(Powered(card), wanted).challenge(secret)


def with_jpki(**changes: object) -> CardProfile:
    """Hanako's card with another application for JPKI."""
    card = profile(HANAKO)
    applications = (replace(one, **changes) if one.aid == JPKI_AP else one for one in card.applications)
    return replace(card, applications=tuple(applications))


def jpki_of(card_profile: CardProfile) -> Application:
    return next(one for one in card_profile.applications if one.aid == JPKI_AP)


def with_certificate(content: bytes) -> SoftwareCard:
    files = jpki_of(profile(HANAKO)).files
    return SoftwareCard(with_jpki(files={**files, CERTIFICATE: replace(files[CERTIFICATE], content=content)}))


# --- what a card can sign --------------------------------------------------------------


def test_a_card_says_what_its_signature_needs_only_where_one_is_wanted() -> None:
    assert found(issue_card(), wanting(ROOT)).signs == SecretWanted(SecretKind.AUTHENTICATION_PIN, 3)
    assert found(issue_card(), wanting(ROOT, challenge=False)).signs is None


@pytest.mark.parametrize("content", [b"", b"\xff" * 300, b"\x00" * 16, b"\x30"])
def test_a_card_without_a_certificate_does_not_sign(content: bytes) -> None:
    assert found(with_certificate(content), wanting(ROOT)).signs is None


def test_a_card_without_the_application_is_none_of_ours() -> None:
    card_profile = profile(HANAKO)
    left = tuple(one for one in card_profile.applications if one.aid != JPKI_AP)
    with pytest.raises(UnknownCard):
        challenge(SoftwareCard(replace(card_profile, applications=left)), wanting(ROOT))


def test_the_certificate_is_read_without_a_secret() -> None:
    line = Powered(issue_card())
    files = CardFiles(line)
    files.select_application(JPKI_AP)
    card = Jpki(files)
    assert card.certificate().issuer == ROOT.subject
    assert key_of(card.certificate()).public_numbers() == (
        practice_key("my_number_jpki_authentication").public_key().public_numbers()
    )
    assert not line.presented()


# --- the challenge ---------------------------------------------------------------------


def test_a_card_that_signs_with_a_trusted_certificate_is_true() -> None:
    assert challenge(issue_card(), wanting(ROOT)) is True


def test_five_commands_are_a_challenge() -> None:
    line = Powered(issue_card())
    session = recognise(line, wanting(ROOT))
    line.sent.clear()
    session.challenge(PIN)
    assert [apdu[:8] for apdu in line.sent] == ["00A4040C", "00B08A00", "00200098", "00200098", "802A0097"]


def test_every_challenge_is_another() -> None:
    line = Powered(issue_card())
    for _ in range(2):
        recognise(line, wanting(ROOT)).challenge(PIN)
        line.disconnect()
    assert len({apdu for apdu in line.sent if apdu.startswith("802A")}) == 2


@pytest.mark.parametrize(
    ("wanted", "card", "proven"),
    [
        pytest.param(wanting(), issue_card(), None, id="nobody is trusted"),
        pytest.param(wanting(ROOT), issue_card(faults=Faults(forged=True)), False, id="forged"),
        pytest.param(wanting(ROOT), issue_card(faults=Faults(expired=True)), False, id="over"),
        pytest.param(wanting(ROOT, today=date(2035, 1, 3)), issue_card(), False, id="over tomorrow"),
        pytest.param(wanting(ROOT, today=date(2015, 12, 31)), issue_card(), False, id="not yet"),
    ],
)
def test_no_pin_is_presented_for_a_certificate_that_proves_nothing(
    wanted: Wanted, card: SoftwareCard, proven: bool | None
) -> None:
    line = Powered(card)
    assert recognise(line, wanted).challenge(PIN) is proven
    assert not line.presented()


@pytest.mark.parametrize("today", [date(2016, 1, 1), date(2035, 1, 2)])
def test_a_certificate_holds_on_its_first_and_last_day_in_japan(today: date) -> None:
    assert challenge(issue_card(), wanting(ROOT, today=today)) is True


def test_a_card_with_another_key_than_its_certificate_is_false() -> None:
    signing = jpki_of(profile(HANAKO)).signing
    key = SigningKey(practice_key("my_number_text"), signing[AUTHENTICATION_KEY].access)
    assert challenge(SoftwareCard(with_jpki(signing={AUTHENTICATION_KEY: key})), wanting(ROOT)) is False


def test_a_card_that_refuses_to_sign_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        challenge(SoftwareCard(with_jpki(signing={})), wanting(ROOT))


# --- its PIN ---------------------------------------------------------------------------


def counted_card(tries: int) -> tuple[SoftwareCard, TryCounters]:
    counters = TryCounters(profile(HANAKO))
    counters.set(JPKI_AP, AUTHENTICATION_PIN, tries)
    return SoftwareCard(profile(HANAKO), counters), counters


@pytest.mark.parametrize(("tries", "error"), [(0, Blocked), (1, LastTry)])
def test_the_last_try_is_never_used(tries: int, error: type[CardError]) -> None:
    card, counters = counted_card(tries)
    line = Powered(card)
    with pytest.raises(error):
        recognise(line, wanting(ROOT)).challenge(PIN)
    assert not line.presented()
    assert counters.left(JPKI_AP, AUTHENTICATION_PIN) == tries


def left(counters: TryCounters) -> dict[tuple[AID, FID], int]:
    return {(one.aid, fid): counters.left(one.aid, fid) for one in profile(HANAKO).applications for fid in one.keys}


def test_a_wrong_pin_costs_one_try_of_its_own_alone() -> None:
    card, counters = counted_card(3)
    before = left(counters)
    with pytest.raises(WrongSecret) as caught:
        challenge(card, wanting(ROOT), Secret(SecretKind.AUTHENTICATION_PIN, "0000"))
    assert caught.value.tries_left == 2
    assert left(counters) == before | {(JPKI_AP, AUTHENTICATION_PIN): 2}


@pytest.mark.parametrize("kind", [kind for kind in SecretKind if kind is not SecretKind.AUTHENTICATION_PIN])
def test_the_pin_of_another_application_is_never_presented(kind: SecretKind) -> None:
    line = Powered(issue_card())
    with pytest.raises(Unreadable):
        recognise(line, wanting(ROOT)).challenge(Secret(kind, HANAKO.authentication_pin))
    assert not line.presented()


@pytest.mark.parametrize(
    "apdu",
    [
        pytest.param("00A4020C020001", id="the certificate that names the holder"),
        pytest.param("00B0810000", id="the same, by its short identifier"),
        pytest.param("0020009B06413132333435", id="the password for signatures"),
        pytest.param("802A009A0100", id="the key for signatures"),
        pytest.param("802A00800100", id="whatever key is current"),
        pytest.param("00A4020C020017", id="the key itself"),
    ],
)
def test_nothing_else_of_the_application_may_be_used(apdu: str) -> None:
    line = Powered(issue_card())
    session_line = AllowList(line, type(recognise(line, wanting(ROOT))).ALLOWED)
    CardFiles(session_line).select_application(JPKI_AP)
    with pytest.raises(NotAllowed):
        session_line.transmit(bytes.fromhex(apdu))


# --- parsers ---------------------------------------------------------------------------

DER = jpki_of(profile(HANAKO)).files[CERTIFICATE].content


def test_a_certificate_that_is_none_is_unreadable() -> None:
    with pytest.raises(Unreadable) as caught:
        challenge(with_certificate(DER[:4] + bytes(len(DER) - 4)), wanting(ROOT))
    assert caught.value.__cause__ is None


@given(st.lists(st.tuples(st.integers(0, len(DER) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_certificate_with_some_bytes_changed_is_never_believed(changes: list[tuple[int, int]]) -> None:
    data = bytearray(DER)
    for at, byte in changes:
        data[at] = byte
    with contextlib.suppress(Unreadable):
        proven = challenge(with_certificate(bytes(data)), wanting(ROOT))
        assert proven is not True or bytes(data) == DER


@given(st.binary(max_size=400))
def test_any_certificate_is_one_or_unreadable(tail: bytes) -> None:
    with contextlib.suppress(Unreadable):
        challenge(with_certificate(b"\x30\x82" + len(tail).to_bytes(2) + tail), wanting(ROOT))


def test_the_practice_root_is_the_one_on_the_card() -> None:
    assert jpki_of(profile(HANAKO)).files[0x000B].content == ROOT.public_bytes(Encoding.DER)
