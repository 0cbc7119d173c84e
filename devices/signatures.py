"""RSA signatures with PKCS #1 v1.5 and SHA-256 (RFC 8017, 8.2), as cards make them, and who issued a certificate."""

import warnings
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import (
    AuthorityKeyIdentifier,
    Certificate,
    DuplicateExtension,
    ExtensionNotFound,
    InvalidVersion,
    SubjectKeyIdentifier,
    UnsupportedGeneralNameType,
    load_der_x509_certificate,
)

from kiosk.errors import Unreadable

MODULUS_BYTES = 256
EXPONENT_BYTES_MAX = 4
SHA256_IDENTIFIER = bytes.fromhex("300D06096086480165030402010500")
"""AlgorithmIdentifier of SHA-256 (RFC 8017, appendix B.1)."""
JAPAN = timezone(timedelta(hours=9))
MALFORMED = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    InvalidVersion,
    DuplicateExtension,
    UnsupportedGeneralNameType,
)
"""What the library says of a certificate that is none."""


def digest_info(digest: bytes) -> bytes:
    """Return the DigestInfo (RFC 8017, 9.2) that says of a digest of at most 96 bytes that SHA-256 made it."""
    value = b"\x04" + bytes((len(digest),)) + digest
    return b"\x30" + bytes((len(SHA256_IDENTIFIER) + len(value),)) + SHA256_IDENTIFIER + value


def digest_info_of(message: bytes) -> bytes:
    """Return the DigestInfo of a message's SHA-256."""
    return digest_info(sha256(message).digest())


def rsa_key(exponent: bytes, modulus: bytes) -> RSAPublicKey:
    """Return the public key of 2,048 bits. Raises Unreadable for numbers that are none."""
    if len(modulus) != MODULUS_BYTES or len(exponent) > EXPONENT_BYTES_MAX:
        raise Unreadable("The card's public key is not of 2,048 bits.")
    try:
        return RSAPublicNumbers(int.from_bytes(exponent), int.from_bytes(modulus)).public_key()
    except ValueError:
        raise Unreadable("The card's public key is none.") from None


def is_signed(key: RSAPublicKey, message: bytes, signature: bytes) -> bool:
    """Say whether this is the key's signature over the message."""
    try:
        key.verify(signature, message, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def is_signed_digest_info(key: RSAPublicKey, expected: bytes, signature: bytes) -> bool:
    """Say whether the signature is over exactly this DigestInfo, also one that no single hash would fill."""
    try:
        return key.recover_data_from_signature(signature, PKCS1v15(), None) == expected
    except InvalidSignature:
        return False


def certificate_of(der: bytes) -> Certificate:
    """As ``any_certificate``, but Unreadable, too, for one whose key is not RSA."""
    certificate = any_certificate(der)
    if not isinstance(certificate.public_key(), RSAPublicKey):
        raise Unreadable("The card's certificate is not for an RSA key.")
    return certificate


def any_certificate(der: bytes) -> Certificate:
    """Return the X.509 certificate. Raises Unreadable for anything else."""
    try:
        return _certificate(der)
    except MALFORMED:
        raise Unreadable("The card's certificate cannot be read.") from None


def _certificate(der: bytes) -> Certificate:
    """Read all of it that is used here: what is malformed inside shows only then."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is old-fashioned in a certificate is nothing that a kiosk can change
        certificate = load_der_x509_certificate(der)
        certificate.public_key()
        _ = certificate.extensions, certificate.subject, certificate.issuer
        _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc, certificate.signature_hash_algorithm
    return certificate


def key_of(certificate: Certificate) -> RSAPublicKey:
    """Return the key of a certificate that ``certificate_of`` accepted."""
    key = certificate.public_key()
    assert isinstance(key, RSAPublicKey)
    return key


def is_issued(certificate: Certificate, roots: Sequence[Certificate], today: date) -> bool | None:
    """Say whether one of these issued the certificate, and it holds today in Japan.

    ``None`` when none of them is its issuer, by name and (RFC 5280, 4.2.1.1) by key identifier: of an issuer that
    changes its key every few years, cards show certificates of several.
    """
    named = [root for root in roots if _names(certificate, root)]
    if not named:
        return None
    return any(_verifies(certificate, root) for root in named) and _holds(certificate, today)


def _names(certificate: Certificate, root: Certificate) -> bool:
    if certificate.issuer != root.subject:
        return False
    wanted, has = _authority(certificate), _subject_key(root)
    return wanted is None or has is None or wanted == has


def _verifies(certificate: Certificate, root: Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(root)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def _holds(certificate: Certificate, today: date) -> bool:
    begins = datetime.combine(today, time(), JAPAN)
    return certificate.not_valid_before_utc < begins + timedelta(days=1) and certificate.not_valid_after_utc >= begins


def _authority(certificate: Certificate) -> bytes | None:
    try:
        return certificate.extensions.get_extension_for_class(AuthorityKeyIdentifier).value.key_identifier
    except ExtensionNotFound:
        return None


def _subject_key(certificate: Certificate) -> bytes | None:
    try:
        return certificate.extensions.get_extension_for_class(SubjectKeyIdentifier).value.digest
    except ExtensionNotFound:
        return None
