"""Whether a residence card is genuine: the issuer's signature over what was read.

Source: 在留カード等仕様書 Ver 1.5, 3.4.3 (RSA of 2,048 bits), and 第２世代在留カード等仕様書 Ver 1.1, 3.4.3 (ECDSA on
P-384), both with SHA-256.
"""

from datetime import date

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Certificate

from devices.cards.residence import files
from devices.signatures import any_certificate, is_issued, is_signed
from devices.trust import Trust
from kiosk.errors import Unreadable

FACE_BYTES, NAME_BYTES, ENTRIES_BYTES = 3000, 2500, 53
"""What is signed is filled up to these lengths with 00 (second generation)."""
SCALAR = 48
"""Bytes of each of the two numbers of a signature on the curve P-384."""


def first_message(front: bytes, face: bytes) -> bytes:
    """Return what is signed on a card of the first generation."""
    return front + face


def second_message(entries: files.Objects, face: bytes, name: bytes) -> bytes:
    """Return what is signed on a card of the second generation: the values of the entries, the face and the name.

    UNCERTAIN: a single open reader fills all three up with 00; on real cards the pictures have these lengths anyway.
    """
    values = b"".join(entries.values()).ljust(ENTRIES_BYTES, b"\0")
    return values + face.ljust(FACE_BYTES, b"\0") + name.ljust(NAME_BYTES, b"\0")


def is_proven(trust: Trust, proof: files.Objects, message: bytes, today: date) -> bool | None:
    """Say whether a trusted issuer signed this; ``None`` when no certificate that holds today can be traced to one."""
    certificate = _certificate(proof.get(files.FIRST_CERTIFICATE) or proof.get(files.SECOND_CERTIFICATE, b""))
    if certificate is None or not is_issued(certificate, trust.certificates, today):
        return None
    signature = proof.get(files.FIRST_SIGNATURE) or proof.get(files.SECOND_SIGNATURE, b"")
    match certificate.public_key():
        case RSAPublicKey() as key:
            return is_signed(key, message, signature)
        case EllipticCurvePublicKey() as key:
            return _is_signed_on_curve(key, message, signature)
    return False


def _certificate(der: bytes) -> Certificate | None:
    """What is no certificate leads to no issuer."""
    try:
        return any_certificate(der)
    except Unreadable:
        return None


def _is_signed_on_curve(key: EllipticCurvePublicKey, message: bytes, signature: bytes) -> bool:
    """The signature is r and s, one after the other: the 96 bytes that it has are too few for ASN.1."""
    if len(signature) != 2 * SCALAR:
        return False
    r, s = int.from_bytes(signature[:SCALAR]), int.from_bytes(signature[SCALAR:])
    try:
        key.verify(encode_dss_signature(r, s), message, ECDSA(SHA256()))
    except (InvalidSignature, UnsupportedAlgorithm):
        return False
    return True
