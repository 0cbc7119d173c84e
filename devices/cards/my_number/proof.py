"""Whether a My Number card is genuine: it signs a challenge with a key that leads to a root which the city trusts.

No secret is needed beyond the one that opened the card. The chain is: a root's key, known by its identifier and not
on the card; the issuer's key, in a card-verifiable certificate (7F21); the application's own key, and for the face
all that is on it, signed by the issuer. All signatures are RSA with PKCS #1 v1.5 and SHA-256.

UNCERTAIN, as known from one open implementation that was tried on test cards, there being no public specification:
certificates are signed over the value of 5F4E, everything else over whole objects with their tags and lengths.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from devices import tlv
from devices.apdu import FID, compute_digital_signature
from devices.cards.my_number import surface, text
from devices.cards.my_number.surface import CardFace
from devices.files import CardFiles
from devices.signatures import digest_info, digest_info_of, is_signed, is_signed_digest_info, rsa_key
from kiosk.errors import Unreadable

CardKeys = Mapping[bytes, RSAPublicKey]
"""Roots by their identifiers."""

CERTIFICATE, BODY, CERTIFICATE_SIGNATURE = 0x7F21, 0x5F4E, 0x5F37
CERTIFICATE_LIKELY = 568
KEY_ID_BYTES = 16
BODY_BYTES = 2 * KEY_ID_BYTES + 265
SIGNED_KEY, KEY, KEY_SIGNATURE = 0xFF50, 0xDF51, 0xDF52
SIGNED_KEY_LIKELY = 536
EXPONENT, MODULUS = 0x90, 0x91

OWN_KEY = 0x00
"""P2: the key that an application signs with when no other is named; it needs no secret."""
CHALLENGE_BYTES = 32

FACE_GROUPS = (
    (surface.BIRTH, surface.SEX, surface.KEY),
    (surface.NAME, surface.ADDRESS),
    (surface.PHOTO,),
)
"""The signature of the face is over a digest of each of these, so that they can be proven without each other."""


@dataclass(frozen=True)
class CardVerifiableCertificate:
    """``key`` is certified by the key named ``issuer``, whose ``signature`` is over ``signed``."""

    issuer: bytes
    key: RSAPublicKey
    signed: bytes = field(repr=False)
    signature: bytes = field(repr=False)


OwnKey = Callable[[RSAPublicKey], RSAPublicKey | None]
"""From the issuer's key to the application's own, ``None`` when the issuer did not sign it. Raises Unreadable."""


def prove_text(files: CardFiles, roots: CardKeys) -> bool | None:
    """Prove the 券面事項入力補助AP, which is selected and was opened.

    ``None``: it names no root that we have. False: it does, but something is not signed, or is missing, or the card
    cannot sign with the key that it shows.
    """
    return _proven(files, text.CERTIFICATE, roots, lambda issuer: _text_key(files, issuer))


def prove_face(files: CardFiles, face: CardFace, roots: CardKeys) -> bool | None:
    """Prove the 券面事項確認AP, which is selected, and that its face was issued as it is. As ``prove_text``."""
    return _proven(files, surface.CERTIFICATE, roots, lambda issuer: _face_key(face, issuer))


def all_proven(*proofs: bool | None) -> bool | None:
    """Return the worst of them: a wrong one, else one that is missing."""
    return min(proofs, key=(False, None, True).index)


def _proven(files: CardFiles, certificate: FID, roots: CardKeys, own_key: OwnKey) -> bool | None:
    issuer = _certificate(files, certificate) if roots else None
    if issuer is None or issuer.issuer not in roots:
        return None
    if not is_signed(roots[issuer.issuer], issuer.signed, issuer.signature):
        return False
    try:
        key = own_key(issuer.key)
    except Unreadable:
        return False
    return key is not None and _signs_with(files, key)


def _certificate(files: CardFiles, fid: FID) -> CardVerifiableCertificate | None:
    try:
        return card_verifiable_certificate(files.read_object(fid, CERTIFICATE, likely=CERTIFICATE_LIKELY))
    except Unreadable:
        return None


def _text_key(files: CardFiles, issuer: RSAPublicKey) -> RSAPublicKey | None:
    template = files.read_object(text.KEY, SIGNED_KEY, likely=SIGNED_KEY_LIKELY)
    values, written = tlv.objects(template), tlv.objects_as_written(template)
    signed = is_signed(issuer, written.get(KEY, b""), values.get(KEY_SIGNATURE, b""))
    return card_key(values.get(KEY, b"")) if signed else None


def _face_key(face: CardFace, issuer: RSAPublicKey) -> RSAPublicKey | None:
    groups = (b"".join(face.written.get(tag, b"") for tag in tags) for tags in FACE_GROUPS)
    expected = digest_info(b"".join(sha256(group).digest() for group in groups))
    signed = is_signed_digest_info(issuer, expected, face.values.get(surface.SIGNATURE, b""))
    return card_key(face.values.get(surface.KEY, b"")) if signed else None


def _signs_with(files: CardFiles, key: RSAPublicKey) -> bool:
    """Internal authentication: whether the card itself has the private key."""
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    response = files.send(compute_digital_signature(digest_info_of(challenge), OWN_KEY))
    return response.ok and is_signed(key, challenge, response.data)


def card_verifiable_certificate(template: bytes) -> CardVerifiableCertificate:
    """Return what is in the template 7F21. Raises Unreadable when it is malformed."""
    fields = tlv.objects(template)
    body = fields.get(BODY, b"")
    if len(body) != BODY_BYTES or CERTIFICATE_SIGNATURE not in fields:
        raise Unreadable("The card's certificate lacks a part.")
    return CardVerifiableCertificate(
        issuer=body[:KEY_ID_BYTES],
        key=card_key(body[2 * KEY_ID_BYTES :]),
        signed=body,
        signature=fields[CERTIFICATE_SIGNATURE],
    )


def card_key(written: bytes) -> RSAPublicKey:
    """Return the RSA key that is written as its exponent (90) and modulus (91). Raises Unreadable."""
    numbers = tlv.objects(written)
    return rsa_key(numbers.get(EXPONENT, b""), numbers.get(MODULUS, b""))
