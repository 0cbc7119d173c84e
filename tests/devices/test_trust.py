"""Whom a city trusts, out of its settings."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from config.content import load
from devices.simulator.my_number_objects import ROOT_ID
from devices.simulator.practice_keys import practice_certificate, practice_key
from devices.trust import Trust, trust_of
from kiosk.errors import UsageError
from kiosk.settings import CardRoot

SAMPLE = Path(__file__).parents[2] / "config" / "aonami"
KEY = practice_key("my_number_root").public_key()
CERTIFICATE = practice_certificate("my_number_jpki_ca_certificate")


def pem_of(key: object) -> str:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def test_nobody_is_trusted_unless_the_city_says_so() -> None:
    assert trust_of(()) == Trust()


def test_keys_and_certificates_are_told_apart() -> None:
    roots = (
        CardRoot("key", id=ROOT_ID.hex(), key=pem_of(KEY)),
        CardRoot("certificate", certificate=CERTIFICATE.public_bytes(Encoding.PEM).decode()),
    )
    trust = trust_of(roots)
    assert {id_: key.public_numbers() for id_, key in trust.card_keys.items()} == {ROOT_ID: KEY.public_numbers()}
    assert trust.certificates == (CERTIFICATE,)


def test_the_sample_city_trusts_the_software_cards_and_says_that_this_is_practice() -> None:
    roots = load(SAMPLE).settings.card_roots
    trust = trust_of(roots)
    assert trust.card_keys[ROOT_ID].public_numbers() == KEY.public_numbers()
    assert CERTIFICATE in trust.certificates
    assert all(root.practice for root in roots)


@pytest.mark.parametrize(
    "root",
    [
        CardRoot("no key", id="00" * 16, key="-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n"),
        CardRoot("elliptic", id="00" * 16, key=pem_of(ec.generate_private_key(ec.SECP256R1()).public_key())),
        CardRoot("no certificate", certificate="-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"),
    ],
)
def test_an_issuer_that_cannot_be_read_is_named(root: CardRoot) -> None:
    with pytest.raises(UsageError, match=root.name):
        trust_of([root])
