"""Whether a My Number card is genuine: true only when everything leads to a root that is trusted."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices import tlv
from devices.apdu import AID, FID
from devices.cards.card import Wanted
from devices.cards.my_number.proof import all_proven, card_key, card_verifiable_certificate
from devices.cards.my_number.surface import CHECK_NUMBER, SURFACE_AP
from devices.cards.my_number.text import TEXT_AP
from devices.recognition import recognise
from devices.simulator import my_number_objects as objects
from devices.simulator.card import Insertable, SoftwareCard
from devices.simulator.faults import Faults
from devices.simulator.files import Application, DataFile, SigningKey
from devices.simulator.issue import issue_card
from devices.simulator.my_number import profile
from devices.simulator.people import HOLDERS
from devices.simulator.practice_keys import practice_key
from devices.simulator.tries import TryCounters
from devices.trust import Trust
from kiosk.errors import Unreadable
from kiosk.ports import CardRead, Secret, SecretKind

HANAKO = HOLDERS["hanako"]
PIN = Secret(SecretKind.PIN, HANAKO.pin)
CHECK_NUMBER_B = Secret(SecretKind.CHECK_NUMBER, HANAKO.check_number_b)
TRUSTING = Wanted(Trust({objects.ROOT_ID: practice_key("my_number_root").public_key()}))
TRUSTING_OTHERS = Wanted(Trust({b"5" * 16: practice_key("my_number_root").public_key()}))
ISSUER = objects.genuine_issuer()
CERTIFICATE, KEY, FACE = 0x0004, 0x0007, 0x0002

both = pytest.mark.parametrize("secret", [PIN, CHECK_NUMBER_B], ids=["pin", "check number"])


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


def read(line: Powered, secret: Secret, wanted: Wanted = TRUSTING) -> CardRead:
    session = recognise(line, wanted)
    session.expires()
    return session.read(secret)


def genuine(card: Insertable, secret: Secret, wanted: Wanted = TRUSTING) -> bool | None:
    return read(Powered(card), secret, wanted).genuine


def changed(aid: AID, change: Callable[[Application], Application]) -> SoftwareCard:
    """Hanako's card with one of its applications changed."""
    card = profile(HANAKO)
    applications = tuple(change(one) if one.aid == aid else one for one in card.applications)
    return SoftwareCard(replace(card, applications=applications))


def with_file(aid: AID, fid: FID, content: bytes) -> SoftwareCard:
    def change(application: Application) -> Application:
        file = replace(application.files[fid], content=content)
        return replace(application, files={**application.files, fid: file})

    return changed(aid, change)


def content(aid: AID, fid: FID) -> bytes:
    return next(one for one in profile(HANAKO).applications if one.aid == aid).files[fid].content


@both
def test_a_card_that_leads_to_a_trusted_root_is_genuine(secret: Secret) -> None:
    assert genuine(issue_card(), secret) is True


@pytest.mark.parametrize("name", HOLDERS)
def test_every_software_card_is_genuine(name: str) -> None:
    assert genuine(issue_card(holder=name), Secret(SecretKind.CHECK_NUMBER, HOLDERS[name].check_number_b)) is True


@both
def test_a_forged_card_is_not(secret: Secret) -> None:
    assert genuine(issue_card(faults=Faults(forged=True)), secret) is False


@both
def test_a_card_of_an_issuer_that_is_not_trusted_stays_unproven(secret: Secret) -> None:
    assert genuine(issue_card(), secret, TRUSTING_OTHERS) is None


@both
def test_nothing_is_asked_for_a_proof_where_nobody_is_trusted(secret: Secret) -> None:
    line = Powered(issue_card())
    assert read(line, secret, Wanted()).genuine is None
    assert not [apdu for apdu in line.sent if apdu.startswith(("802A", "00B084", "00B087"))]
    assert len(line.sent) == {SecretKind.PIN: 7, SecretKind.CHECK_NUMBER: 12}[secret.kind]


def test_three_more_commands_prove_each_application() -> None:
    for secret, commands in ((PIN, 10), (CHECK_NUMBER_B, 17)):
        line = Powered(issue_card())
        read(line, secret)
        assert len(line.sent) == commands


def test_one_command_shows_that_the_issuer_is_not_trusted() -> None:
    line = Powered(issue_card())
    read(line, PIN, TRUSTING_OTHERS)
    assert len(line.sent) == 8


def test_every_proof_has_a_challenge_of_its_own() -> None:
    line = Powered(issue_card())
    for _ in range(2):
        read(line, CHECK_NUMBER_B)
        line.disconnect()
    challenges = [apdu for apdu in line.sent if apdu.startswith("802A0000")]
    assert len(set(challenges)) == 4


def test_a_face_that_does_not_open_leaves_the_text_proven() -> None:
    counters = TryCounters(profile(HANAKO))
    counters.set(SURFACE_AP, CHECK_NUMBER, 1)
    assert genuine(SoftwareCard(profile(HANAKO), counters), CHECK_NUMBER_B) is True


# --- what is wrong at each link of the chain -------------------------------------------


def without_signing(application: Application) -> Application:
    return replace(application, signing={})


def with_another_key(application: Application) -> Application:
    return replace(application, signing={None: SigningKey(practice_key("my_number_jpki_signature"))})


@pytest.mark.parametrize(("aid", "secret"), [(TEXT_AP, PIN), (SURFACE_AP, CHECK_NUMBER_B)])
@pytest.mark.parametrize("change", [without_signing, with_another_key])
def test_a_copy_without_the_private_key_is_not_genuine(
    aid: AID, secret: Secret, change: Callable[[Application], Application]
) -> None:
    card = changed(aid, change)
    assert genuine(card, secret) is False


def with_last_byte_changed(written: bytes) -> bytes:
    return written[:-1] + bytes((written[-1] ^ 1,))


NOBODY = objects.nobody()
WRONG_CERTIFICATES = [
    pytest.param(objects.card_verifiable_certificate(NOBODY), id="signed by nobody"),
    pytest.param(with_last_byte_changed(content(TEXT_AP, CERTIFICATE)), id="signature changed"),
]


@pytest.mark.parametrize(("aid", "secret"), [(TEXT_AP, PIN), (SURFACE_AP, CHECK_NUMBER_B)])
@pytest.mark.parametrize("certificate", WRONG_CERTIFICATES)
def test_a_wrong_certificate_of_the_issuer_is_not_believed(aid: AID, secret: Secret, certificate: bytes) -> None:
    assert genuine(with_file(aid, CERTIFICATE, certificate), secret) is False


@pytest.mark.parametrize("certificate", [b"\xff" * 16, b"\x7f\x21\x00", b"", b"\x7f\x21\x82\x02\x33\x5f"])
@pytest.mark.parametrize(("aid", "secret"), [(TEXT_AP, PIN), (SURFACE_AP, CHECK_NUMBER_B)])
def test_without_a_certificate_nothing_is_proven(aid: AID, secret: Secret, certificate: bytes) -> None:
    shown = read(Powered(with_file(aid, CERTIFICATE, certificate)), secret)
    assert (shown.genuine, shown.person.name) == (None, HANAKO.name)


TEXT_KEY = practice_key("my_number_text").public_key()
OTHER_KEY = practice_key("my_number_jpki_signature").public_key()
WRONG_KEYS = [
    pytest.param(objects.signed_key(TEXT_KEY, NOBODY), id="signed by nobody"),
    pytest.param(objects.signed_key(OTHER_KEY, ISSUER), id="another key"),
    pytest.param(with_last_byte_changed(objects.signed_key(TEXT_KEY, ISSUER)), id="signature changed"),
    pytest.param(objects.data_object(0xFF50, objects.data_object(0xDF51, objects.card_key(TEXT_KEY))), id="unsigned"),
    pytest.param(b"\xff\x50\x00", id="no key"),
    pytest.param(b"\xff\x50\x82\x02\x13\xdf\x51", id="cut off"),
    pytest.param(b"\xff" * 16, id="filler"),
]


@pytest.mark.parametrize("key", WRONG_KEYS)
def test_a_key_that_the_issuer_did_not_sign_is_not_believed(key: bytes) -> None:
    assert genuine(with_file(TEXT_AP, KEY, key), PIN) is False


FIELDS = tlv.objects(tlv.objects(content(SURFACE_AP, FACE))[0xFF20])


def face_with(values: Mapping[int, bytes]) -> bytes:
    written = (objects.data_object(tag, value) for tag, value in (FIELDS | values).items())
    return objects.data_object(0xFF20, b"".join(written))


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        (0xDF22, b"19900103"),
        (0xDF23, b"1"),
        (0xDF24, objects.card_key(OTHER_KEY)),
        (0xDF25, FIELDS[0xDF26]),
        (0xDF26, FIELDS[0xDF25]),
        (0xDF27, FIELDS[0xDF25]),
        (0xDF28, b""),
        (0xDF28, bytes(256)),
        (0xDF28, FIELDS[0xDF28][:255]),
    ],
)
def test_a_face_that_was_changed_is_not_genuine(tag: int, value: bytes) -> None:
    assert genuine(with_file(SURFACE_AP, FACE, face_with({tag: value})), CHECK_NUMBER_B) is False


@pytest.mark.parametrize(("tag", "value"), [(0xDF29, b"20400102"), (0xDF2A, b""), (0xDF7E, b"?")])
def test_what_the_signature_does_not_cover_may_be_anything(tag: int, value: bytes) -> None:
    assert genuine(with_file(SURFACE_AP, FACE, face_with({tag: value})), CHECK_NUMBER_B) is True


def test_the_face_of_another_card_is_not_genuine() -> None:
    """Signed by the right issuer, but for the key of another card."""
    taro = next(one for one in profile(HOLDERS["taro"]).applications if one.aid == SURFACE_AP)
    stolen = DataFile(taro.files[FACE].content, taro.files[FACE].access)
    key = SigningKey(practice_key("my_number_text"))

    def change(application: Application) -> Application:
        return replace(application, files={**application.files, FACE: stolen}, signing={None: key})

    assert genuine(changed(SURFACE_AP, change), CHECK_NUMBER_B) is False


@pytest.mark.parametrize(
    ("text", "face", "both_"),
    [
        (True, True, True),
        (True, None, None),
        (None, True, None),
        (None, False, False),
        (False, None, False),
        (False, True, False),
    ],
)
def test_a_card_is_as_genuine_as_its_worst_part(text: bool | None, face: bool | None, both_: bool | None) -> None:
    assert all_proven(text, face) is both_


# --- parsers ---------------------------------------------------------------------------

TEMPLATE = tlv.objects(content(TEXT_AP, CERTIFICATE))[0x7F21]


def test_a_certificate_names_its_issuer_and_holds_a_key() -> None:
    certificate = card_verifiable_certificate(TEMPLATE)
    assert certificate.issuer == objects.ROOT_ID
    assert certificate.key.public_numbers() == practice_key("my_number_issuer").public_key().public_numbers()


@given(st.binary(max_size=600))
def test_any_certificate_is_one_or_unreadable(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        card_verifiable_certificate(data)


@given(st.lists(st.tuples(st.integers(0, len(TEMPLATE) - 1), st.integers(0, 255)), max_size=4))
def test_a_certificate_with_some_bytes_changed_is_one_or_unreadable(changes: list[tuple[int, int]]) -> None:
    data = bytearray(TEMPLATE)
    for at, byte in changes:
        data[at] = byte
    with contextlib.suppress(Unreadable):
        card_verifiable_certificate(bytes(data))


@given(st.binary(max_size=6), st.binary(max_size=260) | st.binary(min_size=256, max_size=256))
def test_any_numbers_are_a_key_or_unreadable(exponent: bytes, modulus: bytes) -> None:
    with contextlib.suppress(Unreadable):
        card_key(objects.data_object(0x90, exponent) + objects.data_object(0x91, modulus))


@given(st.binary(max_size=300))
def test_any_data_is_a_key_or_unreadable(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        card_key(data)
