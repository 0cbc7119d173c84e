"""The issuers of cards that a city trusts, in card_roots.yaml."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from config.content import inspect, load
from kiosk.settings import CardRoot

RSA_KEY, EC_KEY = (
    key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    for key in (rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1()))
)
ID = "39393930303031080530303100000000"


def block(text: str) -> str:
    return "|\n" + "".join(f"    {line}\n" for line in text.splitlines())


def faults(city: Path, text: str) -> list[str]:
    (city / "card_roots.yaml").write_text(text, encoding="utf-8")
    return [str(fault) for fault in inspect(city).faults]


def test_a_city_need_not_trust_anybody(city: Path) -> None:
    assert load(city).settings.card_roots == ()


def test_an_issuer_is_read_as_it_is_written(city: Path) -> None:
    assert not faults(city, f'- name: 国\n  id: "{ID}"\n  key: {block(RSA_KEY)}')
    assert load(city).settings.card_roots == (CardRoot("国", ID, RSA_KEY),)


def test_what_is_new_of_a_kiosk_is_off(city: Path) -> None:
    kiosk = load(city).settings.kiosk
    assert not kiosk.card_photo
    assert not kiosk.jpki_challenge


PEM = block(RSA_KEY)
CERTIFICATE_FOR_A_KEY = RSA_KEY.replace("PUBLIC KEY", "CERTIFICATE")
ONE_OF = "card_roots.yaml:1: write either id and key, or certificate."
NO_KEY = 'card_roots.yaml:{}: this is no PEM from "-----BEGIN PUBLIC KEY-----" to "-----END PUBLIC KEY-----".'
NO_CERTIFICATE = 'card_roots.yaml:{}: this is no PEM from "-----BEGIN CERTIFICATE-----" to "-----END CERTIFICATE-----".'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- name: 国\n", [ONE_OF]),
        (f'- name: 国\n  id: "{ID}"\n', [ONE_OF]),
        (f"- name: 国\n  key: {PEM}", [ONE_OF]),
        (f'- name: 国\n  id: "{ID}"\n  key: {PEM}  certificate: {block(CERTIFICATE_FOR_A_KEY)}', [ONE_OF]),
        (f'- id: "{ID}"\n  key: {PEM}', ['card_roots.yaml:1: "name" is missing.']),
        (f"- name: 国\n  id: abc\n  key: {PEM}", ["card_roots.yaml:2: write 32 hex digits."]),
        (
            f"- name: 国\n  id: {ID}\n  key: {PEM}",
            ["card_roots.yaml:2: write text here; put numbers and true in quotes to make them text."],
        ),
        (f'- name: 国\n  id: "{ID}"\n  key: {block(CERTIFICATE_FOR_A_KEY)}', [NO_KEY.format(3)]),
        (f'- name: 国\n  id: "{ID}"\n  key: MIIB\n', [NO_KEY.format(3)]),
        (f'- name: 国\n  id: "{ID}"\n  key: {block(RSA_KEY[:-60] + RSA_KEY[-50:])}', [NO_KEY.format(3)]),
        (f'- name: 国\n  id: "{ID}"\n  key: {block(RSA_KEY.replace("A", "?"))}', [NO_KEY.format(3)]),
        (f'- name: 国\n  id: "{ID}"\n  key: {block(EC_KEY)}', ["card_roots.yaml:3: this is no RSA key."]),
        (f"- name: 国\n  certificate: {PEM}", [NO_CERTIFICATE.format(2)]),
        (
            f'- name: 国\n  id: "{ID}"\n  key: {PEM}- name: 県\n  id: "{ID}"\n  key: {PEM}',
            [f'card_roots.yaml:{5 + len(RSA_KEY.splitlines())}: "{ID}" is also in card_roots.yaml:1.'],
        ),
        (
            "- {name: 国, practise: true}\n",
            ['card_roots.yaml:1: "practise" is not known here. Did you mean "practice"?'],
        ),
        ("", ["card_roots.yaml:1: the file is empty."]),
    ],
)
def test_what_is_wrong_with_an_issuer_is_said_with_its_line(city: Path, text: str, expected: list[str]) -> None:
    found = faults(city, text)
    assert found == expected
