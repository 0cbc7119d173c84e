"""Software My Number cards: the applications, keys and files of a real one, with practice keys and nobody's data."""

from functools import lru_cache

from devices.apdu import AID, FID
from devices.cards.my_number import common, surface, text
from devices.cards.my_number.card import LICENCE_AP
from devices.cards.my_number.jpki import AUTHENTICATION_PIN, JPKI_AP
from devices.cards.my_number.surface import SURFACE_AP
from devices.cards.my_number.text import PIN, TEXT_AP
from devices.simulator import my_number_jpki
from devices.simulator.faults import Faults
from devices.simulator.files import Access, Application, CardProfile, DataFile, Key, KeyName, SigningKey, any_of
from devices.simulator.my_number_objects import (
    Issuer,
    card_face,
    card_verifiable_certificate,
    data_object,
    expiry,
    expiry_record,
    four_attributes,
    genuine_issuer,
    nobody,
    signed_key,
    with_gaiji,
)
from devices.simulator.people import CardHolder
from devices.simulator.practice_keys import practice_key

ATR = bytes.fromhex("3B888001000005E0B381A1007F")
OLD_CARD_ATR = bytes.fromhex("3B888001000014E0B38191005E")
UNKNOWN_ATR = bytes.fromhex("3B8180018080")

JUKI_AP: AID = bytes.fromhex("D3921000310001010401")
MUNICIPAL_PIN: FID = 0x001C
"""The PIN of the 住基AP, and apart from it of the 共通カードAP."""

CHECK_A, CHECK_B = 0x0014, text.CHECK_NUMBER_B
SURFACE_BIRTH, SURFACE_CHECK_B, SURFACE_CHECK_A = 0x0011, surface.CHECK_NUMBER, 0x0013
NUMBER, DIGESTS, NUMBER_PICTURE = 0x0001, 0x0003, 0x0005
FILLER = b"\xff\xff"

COUNTED: tuple[KeyName, ...] = (
    (TEXT_AP, PIN),
    (TEXT_AP, CHECK_B),
    (SURFACE_AP, SURFACE_CHECK_B),
    (JPKI_AP, AUTHENTICATION_PIN),
)
NO_FAULTS = Faults()


@lru_cache(maxsize=64)
def profile(holder: CardHolder, faults: Faults = NO_FAULTS) -> CardProfile:
    """Return the card of this holder. It is signed once: the same card is given again."""
    expires = expiry(holder, expired=faults.expired)
    issuer = nobody() if faults.forged else genuine_issuer()
    certificates = my_number_jpki.issue_certificates(holder, expires, forged=faults.forged)
    return CardProfile(
        ATR,
        (
            _text(holder, issuer, faults),
            _surface(holder, issuer, expires),
            _common(holder, expires),
            _juki(holder),
            my_number_jpki.application(holder, certificates),
        ),
    )


def with_licence(holder: CardHolder, faults: Faults) -> CardProfile:
    """Return a card that is a driving licence, too, as far as that can be told from outside."""
    card = profile(holder, faults)
    return CardProfile(card.atr, (*card.applications, Application(LICENCE_AP)))


def old_card(holder: CardHolder, faults: Faults) -> CardProfile:
    """Return the forerunner (住基カード), without anything that we read."""
    return CardProfile(OLD_CARD_ATR, (_jpki_alone(holder, faults, my_number_jpki.OLD_CARD_TOKEN),))


def phone(holder: CardHolder, faults: Faults) -> CardProfile:
    """Return a telephone with its holder's certificates, and none of a card's other applications."""
    return CardProfile(ATR, (_jpki_alone(holder, faults, my_number_jpki.PHONE_TOKEN),))


def unknown_card(_holder: CardHolder, _faults: Faults) -> CardProfile:
    """Return a card without any application."""
    return CardProfile(UNKNOWN_ATR, ())


def _text(holder: CardHolder, issuer: Issuer, faults: Faults) -> Application:
    """The 券面事項入力補助AP."""
    key = practice_key("my_number_text")
    shown = with_gaiji(holder) if faults.gaiji else holder
    every = _text_keys(PIN, CHECK_A, CHECK_B)
    return Application(
        TEXT_AP,
        keys={
            PIN: Key(holder.pin.encode(), 3),
            CHECK_A: Key(holder.number.encode(), 10),
            CHECK_B: Key(holder.check_number_b.encode(), 10),
        },
        files={
            NUMBER: DataFile(_number(holder), _text_keys(PIN, CHECK_A), forbidden=True),
            text.ATTRIBUTES: DataFile(
                (FILLER if faults.filler else b"") + four_attributes(shown) + FILLER, _text_keys(PIN, CHECK_B)
            ),
            DIGESTS: DataFile(data_object(0xFF30, b""), every, forbidden=True),
            text.CERTIFICATE: DataFile(card_verifiable_certificate(issuer)),
            text.KEY: DataFile(signed_key(key.public_key(), issuer), every),
        },
        signing={None: SigningKey(key)},
    )


def _surface(holder: CardHolder, issuer: Issuer, expires: str) -> Application:
    """The 券面事項確認AP, with a picture of the number that nobody may take."""
    return Application(
        SURFACE_AP,
        keys={
            SURFACE_BIRTH: Key(holder.check_number_b[:6].encode(), 10),
            SURFACE_CHECK_A: Key(holder.number.encode(), 10),
            SURFACE_CHECK_B: Key(holder.check_number_b.encode(), 10),
        },
        files={
            surface.FACE: DataFile(
                card_face(holder, expires, issuer), any_of((SURFACE_AP, SURFACE_CHECK_A), (SURFACE_AP, SURFACE_CHECK_B))
            ),
            surface.CERTIFICATE: DataFile(card_verifiable_certificate(issuer)),
            NUMBER_PICTURE: DataFile(data_object(0xFF40, b""), any_of((SURFACE_AP, SURFACE_CHECK_A)), forbidden=True),
        },
        signing={None: SigningKey(practice_key("my_number_surface"))},
    )


def _common(holder: CardHolder, expires: str) -> Application:
    """The 共通カードAP."""
    return Application(
        common.COMMON_AP,
        keys={MUNICIPAL_PIN: Key(holder.pin.encode(), 3)},
        files={common.RECORDS: DataFile(records=(expiry_record(expires),))},
    )


def _juki(holder: CardHolder) -> Application:
    """The 住基AP, of which nothing is known but its key."""
    return Application(JUKI_AP, keys={MUNICIPAL_PIN: Key(holder.pin.encode(), 3)})


def _jpki_alone(holder: CardHolder, faults: Faults, token: bytes) -> Application:
    expires = expiry(holder, expired=faults.expired)
    return my_number_jpki.application(
        holder, my_number_jpki.issue_certificates(holder, expires, forged=faults.forged), token
    )


def _text_keys(*fids: FID) -> Access:
    return any_of(*((TEXT_AP, fid) for fid in fids))


def _number(holder: CardHolder) -> bytes:
    return data_object(0xFF10, holder.number.encode()) + FILLER
