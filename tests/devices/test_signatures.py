"""Signatures as cards make them, and whether a certificate is of an issuer that is trusted."""

import contextlib
import warnings
from datetime import UTC, date, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from devices.signatures import (
    certificate_of,
    digest_info,
    digest_info_of,
    is_issued,
    is_signed,
    is_signed_digest_info,
    rsa_key,
)
from devices.simulator.practice_keys import practice_certificate, practice_key
from devices.simulator.signing import sign_digest_info
from kiosk.errors import Unreadable

KEY = practice_key("my_number_text")
ROOT = practice_certificate("my_number_jpki_ca_certificate")
TODAY = date(2026, 11, 26)


def test_a_digest_info_has_the_bytes_of_the_standard() -> None:
    assert digest_info(bytes(32)).hex() == "3031300d060960864801650304020105000420" + "00" * 32
    assert digest_info(bytes(96)).hex() == "3071300d060960864801650304020105000460" + "00" * 96


@given(st.binary(max_size=100))
def test_what_a_card_signs_is_what_the_library_signs(message: bytes) -> None:
    signature = sign_digest_info(KEY, digest_info_of(message))
    assert signature == KEY.sign(message, padding.PKCS1v15(), SHA256())
    assert is_signed(KEY.public_key(), message, signature)
    assert is_signed_digest_info(KEY.public_key(), digest_info_of(message), signature)


@given(st.binary(max_size=300))
def test_any_bytes_are_no_signature(signature: bytes) -> None:
    assert not is_signed(KEY.public_key(), b"message", signature)
    assert not is_signed_digest_info(KEY.public_key(), digest_info_of(b"message"), signature)


def test_a_signature_over_more_than_the_digest_info_is_none() -> None:
    signature = sign_digest_info(KEY, digest_info(bytes(96)) + b"?")
    assert not is_signed_digest_info(KEY.public_key(), digest_info(bytes(96)), signature)


@pytest.mark.parametrize(
    ("exponent", "modulus"),
    [(3, 0), (0, 1), (1, 1), (2, 1 << 2047), (4, 1 << 2047)],
)
def test_numbers_that_are_no_key_are_unreadable(exponent: int, modulus: int) -> None:
    with pytest.raises(Unreadable) as caught:
        rsa_key(exponent.to_bytes(3), modulus.to_bytes(256))
    assert caught.value.__cause__ is None


@given(st.integers(3, (1 << 32) - 1), st.integers(1 << 1024, (1 << 2048) - 1), st.binary(max_size=256))
def test_a_key_that_is_nobodys_verifies_nothing(exponent: int, modulus: int, signature: bytes) -> None:
    with contextlib.suppress(Unreadable):
        key = rsa_key(exponent.to_bytes(4), modulus.to_bytes(256))
        assert not is_signed(key, b"message", signature)
        assert not is_signed_digest_info(key, digest_info_of(b"message"), signature)


@pytest.mark.parametrize("length", [0, 128, 255, 257, 512])
def test_keys_of_another_length_are_unreadable(length: int) -> None:
    with pytest.raises(Unreadable):
        rsa_key(b"\x01\x00\x01", b"\xc5" * length)


# --- certificates ----------------------------------------------------------------------


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def issued(
    subject: str,
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
    issuer: str,
    by: rsa.RSAPrivateKey,
    *,
    tells_key: bool = True,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(subject))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
    )
    if tells_key:
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), False)
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    return builder.sign(by, SHA256())


OLD, NEW = practice_key("my_number_root"), practice_key("my_number_issuer")
OLD_ROOT, NEW_ROOT = (issued("CA", key, "CA", key) for key in (OLD, NEW))


@pytest.mark.parametrize(
    ("certificate", "roots", "proven"),
    [
        (issued("card", KEY, "CA", NEW), (OLD_ROOT, NEW_ROOT), True),
        (issued("card", KEY, "CA", OLD), (OLD_ROOT, NEW_ROOT), True),
        (issued("card", KEY, "CA", NEW), (OLD_ROOT,), None),
        (issued("card", KEY, "CA", NEW), (), None),
        (issued("card", KEY, "somebody", NEW), (NEW_ROOT,), None),
        (issued("card", KEY, "CA", NEW, tells_key=False), (OLD_ROOT, NEW_ROOT), True),
        (issued("card", KEY, "CA", NEW, tells_key=False), (OLD_ROOT,), False),
    ],
)
def test_an_issuer_is_known_by_its_name_and_key(
    certificate: x509.Certificate, roots: tuple[x509.Certificate, ...], proven: bool | None
) -> None:
    assert is_issued(certificate, roots, TODAY) is proven


def test_a_certificate_for_another_kind_of_key_is_unreadable() -> None:
    certificate = issued("card", ec.generate_private_key(ec.SECP256R1()), "CA", NEW)
    with pytest.raises(Unreadable):
        certificate_of(certificate.public_bytes(Encoding.DER))


DER = ROOT.public_bytes(Encoding.DER)


@given(st.lists(st.tuples(st.integers(0, len(DER) - 1), st.integers(0, 255)), max_size=4))
def test_a_certificate_with_some_bytes_changed_is_one_or_unreadable(changes: list[tuple[int, int]]) -> None:
    data = bytearray(DER)
    for at, byte in changes:
        data[at] = byte
    with contextlib.suppress(Unreadable), warnings.catch_warnings():
        warnings.simplefilter("error")
        is_issued(certificate_of(bytes(data)), (ROOT,), TODAY)


@pytest.mark.parametrize("at", [DER.index(b"\xa0\x03\x02\x01") + 4, DER.index(b"\x55\x1d\x0f") + 2])
@pytest.mark.parametrize("byte", range(0, 256, 5))
def test_an_odd_version_or_extension_is_nothing_but_unreadable(at: int, byte: int) -> None:
    data = bytearray(DER)
    data[at] = byte
    with contextlib.suppress(Unreadable):
        certificate_of(bytes(data))
