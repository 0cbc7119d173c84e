"""The My Number card: what opens it, who it belongs to, until when it holds, and whether it is genuine.

The 券面事項入力補助AP has name, address, birth and sex, the 券面事項確認AP pictures of the face, the 共通カードAP its
last day, the 公的個人認証AP a key to sign with. The files that hold the Individual Number, or what it can be computed
from, are not on the allow-list, nor is 照合番号A, which is that number.
"""

import secrets
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import ClassVar

from devices.apdu import AID, CLA, INS
from devices.cards.card import Wanted
from devices.cards.my_number import jpki, surface
from devices.cards.my_number.common import COMMON_AP, RECORDS, read_expiry
from devices.cards.my_number.jpki import JPKI_AP, Jpki
from devices.cards.my_number.proof import CHALLENGE_BYTES, OWN_KEY, CardKeys, all_proven, prove_face, prove_text
from devices.cards.my_number.surface import SURFACE_AP, CardFace, read_face
from devices.cards.my_number.text import (
    ATTRIBUTES,
    CERTIFICATE,
    CHECK_NUMBER_B,
    KEY,
    PIN,
    SECRETS,
    TEXT_AP,
    read_attributes,
)
from devices.connection import Allowed
from devices.files import CardFiles
from devices.signatures import is_issued, is_signed, key_of
from kiosk.errors import UnknownCard, Unreadable
from kiosk.ports import CardFound, CardKind, CardRead, Secret, SecretKind, SecretWanted

LICENCE_AP: AID = bytes.fromhex("A0000002310600000000000000000000")
"""The driving licence on a My Number card (マイナ免許証)."""

FILES = frozenset(
    {
        *((TEXT_AP, fid) for fid in (PIN, CHECK_NUMBER_B, ATTRIBUTES, CERTIFICATE, KEY)),
        *((SURFACE_AP, fid) for fid in (surface.CHECK_NUMBER, surface.FACE, surface.CERTIFICATE)),
        *((JPKI_AP, fid) for fid in (jpki.CERTIFICATE, jpki.AUTHENTICATION_PIN)),
        (COMMON_AP, RECORDS),
    }
)
SIGNATURES = frozenset(
    (CLA.PROPRIETARY, INS.PERFORM_SECURITY_OPERATION, 0x00, key) for key in (OWN_KEY, jpki.AUTHENTICATION_KEY)
)


class MyNumberCard:
    """A session with a My Number card.

    It is found out by its 公的個人認証AP, and the record in the 共通カードAP is read before the 券面事項入力補助AP is
    selected: a card that only said that it had left that one would take the record's file for the Individual Number's.
    """

    APPLICATION: ClassVar[AID] = JPKI_AP
    ALLOWED: ClassVar[Allowed] = Allowed(FILES, SIGNATURES, frozenset({LICENCE_AP}))

    def __init__(self, files: CardFiles, wanted: Wanted) -> None:
        self._files = files
        self._wanted = wanted

    def found(self) -> CardFound:
        expires = self.expires()
        self._select_text()
        tries = {kind: self._files.tries_left(secret) for kind, secret in SECRETS.items()}
        return CardFound(
            CardKind.MY_NUMBER,
            opens=tuple(SecretWanted(kind, left) for kind, left in tries.items()),
            expires=expires,
            signs=self._signs(),
            carries_licence=self._files.has_application(LICENCE_AP),
        )

    def expires(self) -> date | None:
        return read_expiry(self._files)

    def read(self, secret: Secret | None) -> CardRead:
        """Open it and read who it belongs to.

        With 照合番号B always its face, too, unless that number does not open it: its pictures show what text cannot
        carry. ``genuine`` is of all that was read, and None without anything being asked where no root is trusted.
        """
        if secret is None or secret.kind not in SECRETS:
            raise Unreadable("A My Number card opens with its PIN or its 照合番号B only.")
        self._select_text()
        tries = self._files.open_with(SECRETS[secret.kind], secret.text)
        person = read_attributes(self._files)
        read = CardRead(CardKind.MY_NUMBER, person, tries, genuine=prove_text(self._files, self._roots))
        face = read_face(self._files, secret.text) if secret.kind is SecretKind.CHECK_NUMBER else None
        return read if face is None else self._with_face(read, face)

    def challenge(self, secret: Secret) -> bool | None:
        """Let the card sign, if its certificate is of a trusted issuer and holds today; else nothing is presented.

        False: it does not hold, was not signed by the issuer that it names, or the card has another key.
        """
        if secret.kind is not SecretKind.AUTHENTICATION_PIN:
            raise Unreadable("A My Number card signs with its 利用者証明用暗証番号 only.")
        self._files.select_application(JPKI_AP)
        card = Jpki(self._files)
        certificate = card.certificate()
        issued = is_issued(certificate, self._wanted.trust.certificates, self._wanted.today())
        if not issued:
            return issued
        message = secrets.token_bytes(CHALLENGE_BYTES)
        return is_signed(key_of(certificate), message, card.sign(secret.text, message))

    def _select_text(self) -> None:
        """Old 住基カード and telephones have the 公的個人認証AP, too, but not this one."""
        if not self._files.has_application(TEXT_AP):
            raise UnknownCard("This card has certificates, but no name and address that we read.")

    @property
    def _roots(self) -> CardKeys:
        return self._wanted.trust.card_keys

    def _with_face(self, read: CardRead, face: CardFace) -> CardRead:
        proven = all_proven(read.genuine, prove_face(self._files, face, self._roots))
        person = replace(read.person, pictures=face.pictures(photo=self._wanted.photo))
        return replace(read, person=person, expires=face.expires, genuine=proven)

    def _signs(self) -> SecretWanted | None:
        """Return the secret of the signature where the city wants one and the card can give it."""
        if self._wanted.challenge and self._files.has_application(JPKI_AP):
            with suppress(Unreadable):
                card = Jpki(self._files)
                if card.has_certificate():
                    return SecretWanted(SecretKind.AUTHENTICATION_PIN, card.tries_left())
        return None
