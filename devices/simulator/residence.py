"""Software residence cards and special permanent resident certificates of both generations: what is on them."""

from collections.abc import Mapping
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from devices import tlv
from devices.apdu import AID, MF
from devices.cards.residence import files
from devices.cards.residence.card import DF1, DF2, DF3, NUMBER, TYPE, TYPE_FILE, TYPES, CardType, Generation
from devices.cards.residence.files import CardFile
from devices.cards.residence.proof import FACE_BYTES, NAME_BYTES, SCALAR, first_message, second_message
from devices.simulator.faults import Faults
from devices.simulator.files import Application, CardProfile, DataFile, Key, MasterFile, any_of
from devices.simulator.people import CardHolder
from devices.simulator.pictures import face_as_jpeg2000, text_as_tiff
from devices.simulator.practice_keys import practice_certificate, practice_curve_key, practice_key
from kiosk.ports import CardKind

ATR = bytes.fromhex("3B888001000000009181C100D8")
"""That of a driving licence: a reader that believed it would be wrong."""

OPENED = any_of((MF, NUMBER))
UNLIMITED = 15
"""Tries of a key that nothing counts down."""
VERSION_FILE, VERSION = 0x0B, 0xC0

FRONT_BYTES = 7000
FRONT_PX, LINE_PX = 28, 24
"""Heights of the letters: the longest of our names must fit into the pictures."""

EARLIER_ADDRESS = "架空県見本市元町９－９－９"
"""On the front of the card of somebody who has moved."""
MOVED_ON, EXPIRED_ON = "20250401", "20200331"

OTHER, NOTE, RESERVED = CardFile(0x03, 207), 0xD9, 0xDE
"""DF2, second generation: whether the agency wrote something there. Nobody asks for it."""

TITLES = {CardKind.RESIDENCE: "在留カード", CardKind.SPECIAL_PERMANENT: "特別永住者証明書"}

Contents = Mapping[AID, Mapping[CardFile, bytes]]


def profile(type_: CardType, holder: CardHolder, faults: Faults) -> CardProfile:
    """Return the card of this holder."""
    make = _first if type_.generation is Generation.FIRST else _second
    return of_contents(_code(type_), holder, make(type_.kind, holder, faults), bytes(16) if faults.filler else b"")


def of_contents(code: bytes, holder: CardHolder, contents: Contents, filler: bytes = b"") -> CardProfile:
    """Return a card of the type with this code, with these files; ``filler`` stands at the end of each."""
    root = Application(
        MF,
        keys={NUMBER: Key(holder.card_number.encode(), UNLIMITED)},
        files={
            VERSION_FILE: DataFile(tlv.encoded(VERSION, b"0001")),
            TYPE_FILE: DataFile(tlv.encoded(TYPE, code) + filler),
        },
    )
    applications = (
        Application(aid, files={file.short: DataFile(content + filler, OPENED) for file, content in inside.items()})
        for aid, inside in contents.items()
    )
    return CardProfile(ATR, (root, *applications), MasterFile.SELECTED)


def _code(type_: CardType) -> bytes:
    return next(code for code, known in TYPES.items() if known == type_)


def _first(kind: CardKind, holder: CardHolder, faults: Faults) -> Contents:
    front = _front(kind, holder, faults).ljust(FRONT_BYTES, b"\0")
    face = face_as_jpeg2000().ljust(FACE_BYTES, b"\0")
    proof = {
        files.FIRST_SIGNATURE: _rsa_signature(first_message(front, face), faults),
        files.FIRST_CERTIFICATE: _certificate(Generation.FIRST),
    }
    return {
        DF1: {
            files.FRONT: _file(files.FRONT, {files.FRONT_PICTURE: front}),
            files.PHOTO: _file(files.PHOTO, {files.FIRST_FACE: face}),
        },
        DF2: {files.BACK_ADDRESS: _file(files.BACK_ADDRESS, _back(holder, faults))},
        DF3: {files.FIRST_PROOF: _file(files.FIRST_PROOF, proof)},
    }


def _back(holder: CardHolder, faults: Faults) -> Mapping[int, bytes]:
    """Return the address on the back, which is empty until the holder moves."""
    texts = (MOVED_ON, "000000", holder.address) if faults.moved else ("", "", "")
    tags = (files.BACK_DATE, files.BACK_MUNICIPALITY, files.BACK_TEXT)
    return {tag: text.encode() for tag, text in zip(tags, texts, strict=True)}


def _front(kind: CardKind, holder: CardHolder, faults: Faults) -> bytes:
    """Return a picture of what stands on the front of a card of the first generation."""
    lines = (
        f"{TITLES[kind]}　{holder.card_number}",
        holder.name,
        f"{holder.birth}　{holder.sex}　{holder.nationality}",
        EARLIER_ADDRESS if faults.moved else holder.address,
        f"{files.period(holder.period)}　{holder.stay_until}",
    )
    return text_as_tiff(*lines, height_px=FRONT_PX)


def _second(kind: CardKind, holder: CardHolder, faults: Faults) -> Contents:
    entries = _entries(kind, holder, faults)
    name = text_as_tiff(holder.name, height_px=LINE_PX).ljust(NAME_BYTES, b"\0")
    face = face_as_jpeg2000().ljust(FACE_BYTES, b"\0")
    address = text_as_tiff(holder.address, height_px=LINE_PX).ljust(NAME_BYTES, b"\0")
    proof = {
        files.SECOND_SIGNATURE: _ecdsa_signature(second_message(entries, face, name), faults),
        files.SECOND_CERTIFICATE: _certificate(Generation.SECOND),
    }
    entries_file = files.ENTRIES[kind]
    return {
        DF1: {
            entries_file: _file(entries_file, entries),
            files.NAME_AND_FACE: _file(files.NAME_AND_FACE, {files.NAME_PICTURE: name, files.FACE: face}),
            files.ADDRESS_PICTURE: _file(files.ADDRESS_PICTURE, {files.ADDRESS: address}),
        },
        DF2: {OTHER: _file(OTHER, {NOTE: b"0", RESERVED: b""})},
        DF3: {files.SECOND_PROOF: _file(files.SECOND_PROOF, proof)},
    }


def _entries(kind: CardKind, holder: CardHolder, faults: Faults) -> Mapping[int, bytes]:
    """Return what is text on a card of the second generation, in the order of its standard."""
    texts = {
        files.CARD_EXPIRY: EXPIRED_ON if faults.expired else holder.card_until,
        files.BIRTH: holder.birth,
        files.SEX: {"1": "1", "2": "2"}.get(holder.sex, "3"),
        files.NATIONALITY: holder.nationality,
        files.STATUS: holder.status,
        files.PERIOD: holder.period,
    }
    if kind is CardKind.RESIDENCE:
        texts |= {
            files.PERMISSION: "00",
            files.PERMISSION_DATE: "20240401",
            files.WORK: "1",
            files.STAY_EXPIRY: holder.stay_until,
        }
    return {tag: text.encode() for tag, text in texts.items()}


def _file(file: CardFile, objects: Mapping[int, bytes]) -> bytes:
    """Return its content, with 00 at the end up to its length."""
    return b"".join(tlv.encoded(tag, value) for tag, value in objects.items()).ljust(file.length, b"\0")


# --- the issuer ------------------------------------------------------------------------


def _certificate(generation: Generation) -> bytes:
    return practice_certificate(SIGNERS[generation]).public_bytes(Encoding.DER)


SIGNERS = {Generation.FIRST: "residence_1_signer", Generation.SECOND: "residence_2_signer"}
ROOTS = {Generation.FIRST: "residence_1_root", Generation.SECOND: "residence_2_root"}
"""Keys and certificates that sign our cards, and what they are traced to."""


def _rsa_signature(message: bytes, faults: Faults) -> bytes:
    key = _strange_rsa_key() if faults.forged else practice_key(SIGNERS[Generation.FIRST])
    return key.sign(message, PKCS1v15(), SHA256())


def _ecdsa_signature(message: bytes, faults: Faults) -> bytes:
    key = ec.generate_private_key(ec.SECP384R1()) if faults.forged else practice_curve_key(SIGNERS[Generation.SECOND])
    return b"".join(part.to_bytes(SCALAR) for part in decode_dss_signature(key.sign(message, ec.ECDSA(SHA256()))))


@cache
def _strange_rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
