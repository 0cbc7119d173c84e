"""The software My Number card, looked at by OpenSSL."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import Certificate, load_der_x509_certificate

from devices.apdu import AID, FID, compute_digital_signature
from devices.cards.my_number.common import COMMON_AP, expiry_in
from devices.cards.my_number.jpki import CERTIFICATE, JPKI_AP
from devices.cards.my_number.text import TEXT_AP
from devices.connection import send
from devices.signatures import digest_info_of
from devices.simulator.card import Insertable
from devices.simulator.faults import Faults
from devices.simulator.files import DataFile
from devices.simulator.issue import MODELS, issue_card
from devices.simulator.my_number import profile
from devices.simulator.my_number_jpki import ISSUER_CERTIFICATE
from devices.simulator.people import HOLDERS
from devices.simulator.practice_keys import KEYS, practice_key

HANAKO = HOLDERS["hanako"]
TOKEN = 0x0006


class Powered:
    """A card on which commands are simply tried."""

    def __init__(self, card: Insertable) -> None:
        self._card = card

    def transmit(self, apdu: bytes) -> bytes:
        return self._card.transmit(apdu)

    def disconnect(self) -> None:
        self._card.power_off()


def file(aid: AID, fid: FID, kind: str = "my_number", faults: Faults | None = None) -> DataFile:
    applications = MODELS[kind].profile(HANAKO, faults or Faults()).applications
    return next(one for one in applications if one.aid == aid).files[fid]


def certificate(fid: FID = CERTIFICATE, faults: Faults | None = None) -> Certificate:
    return load_der_x509_certificate(file(JPKI_AP, fid, faults=faults).content)


def openssl(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("open_key", "p2", "aid", "key"),
    [
        ("", 0x00, TEXT_AP, "my_number_text"),
        ("002000980435363738", 0x97, JPKI_AP, "my_number_jpki_authentication"),
        ("0020009B09505241435449434531", 0x9A, JPKI_AP, "my_number_jpki_signature"),
    ],
)
def test_openssl_verifies_what_the_card_signs(tmp_path: Path, open_key: str, p2: int, aid: AID, key: str) -> None:
    line = Powered(issue_card())
    line.transmit(b"\x00\xa4\x04\x0c\x0a" + aid)
    if open_key:
        assert line.transmit(bytes.fromhex(open_key)) == b"\x90\x00"
    challenge, signature, public = tmp_path / "challenge", tmp_path / "signature", tmp_path / "key.pem"
    challenge.write_bytes(b"a challenge")
    signature.write_bytes(send(line, compute_digital_signature(digest_info_of(b"a challenge"), p2)).data)
    public.write_bytes(practice_key(key).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    command = ("dgst", "-sha256", "-verify", public, "-signature", signature)
    assert openssl(*command, challenge).stdout == "Verified OK\n"
    challenge.write_bytes(b"another challenge")
    assert openssl(*command, challenge).returncode != 0


@pytest.mark.parametrize("fid", [CERTIFICATE, 0x0001])
@pytest.mark.parametrize(("faults", "is_good"), [(Faults(), True), (Faults(forged=True), False)])
def test_openssl_verifies_the_certificates_of_the_card(tmp_path: Path, fid: FID, faults: Faults, is_good: bool) -> None:
    issuer, own = tmp_path / "issuer.pem", tmp_path / "own.pem"
    issuer.write_bytes(certificate(ISSUER_CERTIFICATE).public_bytes(Encoding.PEM))
    own.write_bytes(certificate(fid, faults).public_bytes(Encoding.PEM))
    assert (openssl("verify", "-CAfile", issuer, own).returncode == 0) is is_good


def test_a_certificate_ends_with_its_card() -> None:
    assert certificate().not_valid_after_utc.isoformat() == "2035-01-02T14:59:59+00:00"
    assert certificate(faults=Faults(expired=True)).not_valid_after_utc.isoformat() == "2020-01-02T14:59:59+00:00"


def test_nobody_is_named_in_the_certificates() -> None:
    for fid in (CERTIFICATE, 0x0001):
        assert HANAKO.name.encode() not in file(JPKI_AP, fid).content
        assert b"PRACTICE" in file(JPKI_AP, fid).content


@pytest.mark.parametrize(
    ("kind", "token"),
    [("my_number", b"JPKIAPICCTOKEN2 "), ("juki", b"JPKIAPICCTOKEN  "), ("phone", b"JPKIAPGPSETOKEN ")],
)
def test_the_token_tells_a_card_from_its_forerunner_and_a_telephone(kind: str, token: bytes) -> None:
    content = file(JPKI_AP, TOKEN, kind).content
    assert content.startswith(token)
    assert len(content) == 160


@pytest.mark.parametrize("name", HOLDERS)
def test_a_card_ends_on_a_birthday_of_its_holder(name: str) -> None:
    holder = HOLDERS[name]
    common = next(one for one in profile(holder).applications if one.aid == COMMON_AP)
    last_day = expiry_in(common.files[0x0001].records[0])
    if name == "variants":
        assert last_day is None
    else:
        assert isinstance(last_day, date)
        assert f"{last_day:%Y%m%d}" == holder.check_number_b[6:10] + holder.birth[4:]


@pytest.mark.parametrize("holder", HOLDERS.values(), ids=HOLDERS)
def test_no_number_on_a_software_card_can_be_anybodys(holder: object) -> None:
    """Check digit of an Individual Number (総務省令第85号, 5条)."""
    digits = [int(digit) for digit in reversed(holder.number)]
    weights = [n + 1 if n <= 6 else n - 5 for n in range(1, 12)]
    rest = sum(digit * weight for digit, weight in zip(digits[1:], weights, strict=True)) % 11
    assert len(digits) == 12
    assert digits[0] != (0 if rest <= 1 else 11 - rest)


def test_the_same_card_is_not_signed_twice() -> None:
    assert profile(HANAKO, Faults()) is profile(HANAKO, Faults())
    assert profile(HANAKO, Faults(forged=True)) != profile(HANAKO, Faults())


def test_every_practice_key_says_that_it_proves_nothing() -> None:
    files = list(KEYS.glob("my_number_*.pem"))
    assert len(files) == 8
    assert all("proves nothing" in file.read_text("ascii").splitlines()[0] for file in files)


def test_all_holders_have_the_same_pins() -> None:
    """So that a test may take any of them."""
    secrets = {(holder.pin, holder.authentication_pin, holder.signature_password) for holder in HOLDERS.values()}
    assert len(secrets) == 1
