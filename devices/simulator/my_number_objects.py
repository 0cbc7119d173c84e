"""What is written on a software My Number card, byte by byte."""

from dataclasses import dataclass, replace
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from devices.cards.my_number import common, proof, surface, text
from devices.signatures import digest_info
from devices.simulator.people import CardHolder
from devices.simulator.pictures import face_as_jpeg2000, text_as_png
from devices.simulator.practice_keys import practice_key
from devices.simulator.signing import sign_digest_info

OFFSETS = 0xDF21
SECURITY_CODE = 0xDF2A
ROOT_ID = b"9990001\x08\x05001\0\0\0\0"
"""Names the practice root. Identifiers of real cards begin with 5, of the test cards of J-LIS with 6."""
ISSUER_ID = b"9999999\x08\x05001\0\0\0\0"
SUBSTITUTE = "\ue001"
"""UNCERTAIN which character stands for one that is missing; this one is of private use, so that no font has it."""
EXPIRED_YEAR = "2020"
SERIAL_AND_MUNICIPALITY = b"000000000000000" + b"99999"


@dataclass(frozen=True)
class Issuer:
    """Who signs a card: ``root`` certifies the issuer's key, ``issuer`` what is on the card."""

    root: RSAPrivateKey
    issuer: RSAPrivateKey


GENUINE_KEYS = ("my_number_root", "my_number_issuer")
FORGED_KEYS = ("my_number_text", "my_number_surface")


def genuine_issuer() -> Issuer:
    return Issuer(*map(practice_key, GENUINE_KEYS))


def nobody() -> Issuer:
    """Return somebody who signs in the name of the practice root, without its key."""
    return Issuer(*map(practice_key, FORGED_KEYS))


def expiry(holder: CardHolder, *, expired: bool = False) -> str:
    """Return YYYYMMDD: cards end on a birthday, in the year that 照合番号B says, or are over."""
    return (EXPIRED_YEAR if expired else holder.check_number_b[6:10]) + holder.birth[4:]


def with_gaiji(holder: CardHolder) -> CardHolder:
    """Return the holder as text has them when their last character is one that the chip's set lacks."""
    return replace(holder, name=holder.name[:-1] + SUBSTITUTE)


def expiry_record(expires: str) -> bytes:
    """Return the record of the 共通カードAP."""
    return common.HEADER + SERIAL_AND_MUNICIPALITY + expires.encode()


def four_attributes(holder: CardHolder) -> bytes:
    """Return FF20 of the 券面事項入力補助AP."""
    return with_offsets(
        text.FOUR_ATTRIBUTES,
        data_object(text.NAME, holder.name.encode()),
        data_object(text.ADDRESS, holder.address.encode()),
        data_object(text.BIRTH, holder.birth.encode()),
        data_object(text.SEX, holder.sex.encode()),
    )


def card_face(holder: CardHolder, expires: str, issuer: Issuer) -> bytes:
    """Return FF20 of the 券面事項確認AP."""
    groups = (
        (
            data_object(surface.BIRTH, holder.birth.encode()),
            data_object(surface.SEX, holder.sex.encode()),
            data_object(surface.KEY, card_key(practice_key("my_number_surface").public_key())),
        ),
        (
            data_object(surface.NAME, text_as_png(holder.name)),
            data_object(surface.ADDRESS, text_as_png(*lines(holder.address))),
        ),
        (data_object(surface.PHOTO, face_as_jpeg2000()),),
    )
    digests = b"".join(sha256(b"".join(group)).digest() for group in groups)
    return with_offsets(
        surface.TEMPLATE,
        *(one for group in groups for one in group),
        data_object(surface.SIGNATURE, sign_digest_info(issuer.issuer, digest_info(digests))),
        data_object(surface.EXPIRES, expires.encode()),
        data_object(SECURITY_CODE, text_as_png(holder.check_number_b[10:], height_px=12)),
    )


def lines(address: str, characters: int = 26) -> list[str]:
    """Break an address as the face of a card has it."""
    return [address[at : at + characters] for at in range(0, len(address), characters)]


def signed_key(key: RSAPublicKey, issuer: Issuer) -> bytes:
    """Return FF50: the key with which an application signs, certified by the issuer."""
    shown = data_object(proof.KEY, card_key(key))
    return data_object(proof.SIGNED_KEY, shown + data_object(proof.KEY_SIGNATURE, signed(issuer.issuer, shown)))


def card_verifiable_certificate(issuer: Issuer) -> bytes:
    """Return 7F21: the issuer's key, certified by the root."""
    body = ROOT_ID + ISSUER_ID + card_key(practice_key("my_number_issuer").public_key())
    signature = data_object(proof.CERTIFICATE_SIGNATURE, signed(issuer.root, body))
    return data_object(proof.CERTIFICATE, data_object(proof.BODY, body) + signature)


def card_key(key: RSAPublicKey) -> bytes:
    """Return a public key as cards write it."""
    numbers = key.public_numbers()
    return data_object(proof.EXPONENT, numbers.e.to_bytes(3)) + data_object(proof.MODULUS, numbers.n.to_bytes(256))


def signed(key: RSAPrivateKey, message: bytes) -> bytes:
    return key.sign(message, PKCS1v15(), SHA256())


def with_offsets(tag: int, *objects: bytes) -> bytes:
    """Return a template of these objects, and of a table before them of where they begin in the file."""
    table_length = 3 + 2 * len(objects)
    body_length = table_length + sum(map(len, objects))
    at = len(_header(tag, body_length)) + table_length
    offsets = b""
    for one in objects:
        offsets += at.to_bytes(2)
        at += len(one)
    return data_object(tag, data_object(OFFSETS, offsets) + b"".join(objects))


def data_object(tag: int, value: bytes) -> bytes:
    """Return one BER-TLV data object."""
    return _header(tag, len(value)) + value


def _header(tag: int, length: int) -> bytes:
    written = tag.to_bytes((tag.bit_length() + 7) // 8)
    if length < 0x80:
        return written + bytes((length,))
    return written + (bytes((0x81, length)) if length < 0x100 else b"\x82" + length.to_bytes(2))
