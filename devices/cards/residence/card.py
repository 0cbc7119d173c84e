"""The residence card and the special permanent resident certificate, first and second generation: how they are read.

What is printed on the face opens them: the card's number, for which tries are not counted. Source: 在留カード等仕様書
Ver 1.5 and 第２世代在留カード等仕様書 Ver 1.1 (出入国在留管理庁). What the files hold is in ``files``.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import ClassVar

from devices.apdu import AID, BY_SHORT_EF_IDENTIFIER, CLA, FID, INS, MF, SHORT_LE_MAX, SW, Command, Response
from devices.cards.card import Wanted
from devices.cards.residence import files
from devices.cards.residence.proof import first_message, is_proven, second_message
from devices.cards.values import date_of
from devices.connection import Allowed
from devices.files import CardFiles
from devices.secure_messaging import (
    AES_128,
    NONCE,
    TRIPLE_DES,
    Random,
    SecuredReading,
    Session,
    Share,
    Suite,
    key_of_number,
    share_in,
    token,
)
from kiosk.errors import UnknownCard, Unreadable, WrongSecret
from kiosk.people import Person, Pictures
from kiosk.ports import CardFound, CardKind, CardRead, Secret, SecretKind, SecretWanted

DF1: AID = bytes.fromhex("D392F0004F02") + bytes(10)
DF2: AID = bytes.fromhex("D392F0004F03") + bytes(10)
DF3: AID = bytes.fromhex("D392F0004F04") + bytes(10)

NUMBER: FID = 0x06
"""The key under the root that is the number on the face."""
NUMBER_PATTERN = "[A-Za-z]{2}[0-9]{8}[A-Za-z]{2}"


class Generation(Enum):
    """Each speaks its own cipher; a card answers the other one as if the number were wrong."""

    FIRST = TRIPLE_DES
    SECOND = AES_128

    @property
    def suite(self) -> Suite:
        return self.value


@dataclass(frozen=True)
class CardType:
    kind: CardKind
    generation: Generation


TYPE_FILE, TYPE = 0x0A, 0xC1
TYPES: Mapping[bytes, CardType] = {
    b"1": CardType(CardKind.RESIDENCE, Generation.FIRST),
    b"2": CardType(CardKind.SPECIAL_PERMANENT, Generation.FIRST),
    b"05": CardType(CardKind.RESIDENCE, Generation.SECOND),
    b"06": CardType(CardKind.SPECIAL_PERMANENT, Generation.SECOND),
}
ON_MY_NUMBER_CARDS = (b"07", b"08")
"""特定在留カード and 特定特別永住者証明書 speak a third protocol."""

READ: Mapping[AID, tuple[files.CardFile, ...]] = {
    DF1: (files.FRONT, files.PHOTO, *files.ENTRIES.values(), files.NAME_AND_FACE, files.ADDRESS_PICTURE),
    DF2: (files.BACK_ADDRESS,),
    DF3: (files.FIRST_PROOF, files.SECOND_PROOF),
}

GET_CHALLENGE = Command(INS.GET_CHALLENGE, 0, 0, le=NONCE)
MUTUAL_AUTHENTICATE = Command(INS.EXTERNAL_AUTHENTICATE, 0, 0, le=SHORT_LE_MAX)
VERIFY_NUMBER = Command(INS.VERIFY, 0, BY_SHORT_EF_IDENTIFIER | NUMBER, cla=CLA.SECURE_MESSAGING)


class ResidenceCard:
    """A session with one of these cards."""

    APPLICATION: ClassVar[AID] = DF1
    ALLOWED: ClassVar[Allowed] = Allowed(
        files=frozenset({(MF, TYPE_FILE), *((df, file.short) for df, inside in READ.items() for file in inside)}),
        commands=frozenset(
            (command.cla, command.ins, command.p1, command.p2)
            for command in (GET_CHALLENGE, MUTUAL_AUTHENTICATE, VERIFY_NUMBER)
        ),
        secured=True,
    )

    def __init__(self, card: CardFiles, wanted: Wanted, random: Random = secrets.token_bytes) -> None:
        self._files = card
        self._wanted = wanted
        self._random = random

    def found(self) -> CardFound:
        """Raises UnknownCard for the types that are part of a My Number card, and for any new one."""
        return CardFound(self._type().kind, (SecretWanted(SecretKind.CARD_NUMBER),))

    def expires(self) -> date | None:
        return None

    def read(self, secret: Secret | None) -> CardRead:
        if secret is None or secret.kind is not SecretKind.CARD_NUMBER:
            raise Unreadable("This card opens with the number on its face only.")
        if not re.fullmatch(NUMBER_PATTERN, secret.text):
            raise WrongSecret("The number has another shape.")
        number = secret.text.upper()
        type_ = self._type()
        secured = self._opened_with(number, type_.generation.suite)
        return _OpenCard(self._files, secured, self._wanted, type_.kind, number).read(type_.generation)

    def challenge(self, secret: Secret) -> bool | None:  # noqa: ARG002  # no secret opens what is not there
        raise Unreadable("This card signs nothing.")

    def _type(self) -> CardType:
        self._files.select_master_file()
        code = self._files.read_object(TYPE_FILE, TYPE)
        if code in ON_MY_NUMBER_CARDS:
            raise UnknownCard("A residence card that is part of a My Number card (特定在留カード) is not read here.")
        if code not in TYPES:
            raise UnknownCard("This residence card is of a type that is not read here.")
        return TYPES[code]

    def _opened_with(self, number: str, suite: Suite) -> CardFiles:
        """Prove each other that the number is known, and present it; return the files as they can be read then."""
        session = self._authenticated(suite, key_of_number(number.encode("ascii")))
        _require_right(self._files.send(replace(VERIFY_NUMBER, data=session.wrap(number.encode("ascii")))))
        return self._files.through(lambda line: SecuredReading(line, session))

    def _authenticated(self, suite: Suite, key: bytes) -> Session:
        own = Share.drawn(self._random)
        challenge = self._files.send(GET_CHALLENGE)
        if not challenge.ok or len(challenge.data) != NONCE:
            raise Unreadable(f"The card gave no random number ({challenge.sw:04X}).")
        answer = self._files.send(replace(MUTUAL_AUTHENTICATE, data=token(suite, key, own, challenge.data)))
        _require_right(answer)
        other = share_in(suite, key, answer.data, own.nonce)
        if other is None or other.nonce != challenge.data:
            raise WrongSecret("The card does not prove that this number is its own.")
        return Session.of(suite, own, other)


def _require_right(response: Response) -> None:
    """Such a card does not count: 6300 says nothing of tries."""
    if response.sw == SW.VERIFICATION_FAILED:
        raise WrongSecret("The number is not that of this card.")
    if not response.ok:
        raise Unreadable(f"The card did not judge the number ({response.sw:04X}).")


@dataclass(frozen=True)
class _OpenCard:
    """A card that was opened with its number. Files of DF1 are read ``secured``, all others plain."""

    plain: CardFiles
    secured: CardFiles
    wanted: Wanted
    kind: CardKind
    number: str

    def read(self, generation: Generation) -> CardRead:
        self.plain.select_application(DF1)
        return self._read_first() if generation is Generation.FIRST else self._read_second()

    def _read_first(self) -> CardRead:
        front = files.required(self._secured(files.FRONT), files.FRONT_PICTURE)
        face = self._secured(files.PHOTO).get(files.FIRST_FACE, b"") if self._wants_face() else b""
        back = self._plain(DF2, files.BACK_ADDRESS)
        person = Person(
            address=files.text(back, files.BACK_TEXT),
            residence=files.residence(self.kind, self.number, {}),
            pictures=Pictures(front=files.picture(front), photo=self._photo(face)),
        )
        genuine = self._genuine(files.FIRST_PROOF, first_message(front, face))
        return CardRead(self.kind, person, tries_left=None, genuine=genuine, details=files.back(back))

    def _read_second(self) -> CardRead:
        entries = self._secured(files.ENTRIES[self.kind])
        pictures = self._secured(files.NAME_AND_FACE)
        name, face = files.required(pictures, files.NAME_PICTURE), pictures.get(files.FACE, b"")
        address = self._secured(files.ADDRESS_PICTURE).get(files.ADDRESS, b"")
        person = Person(
            birth=date_of(entries.get(files.BIRTH, b"")),
            sex=files.SEXES.get(entries.get(files.SEX, b"")),
            nationality=files.nationality(entries),
            residence=files.residence(self.kind, self.number, entries),
            pictures=Pictures(name=files.picture(name), address=files.picture(address), photo=self._photo(face)),
        )
        return CardRead(
            self.kind,
            person,
            tries_left=None,
            expires=files.expiry(entries),
            genuine=self._genuine(files.SECOND_PROOF, second_message(entries, face, name)),
            details=files.permission(entries),
        )

    def _wants_face(self) -> bool:
        return self.wanted.photo or self._wants_proof()

    def _wants_proof(self) -> bool:
        return bool(self.wanted.trust.certificates)

    def _photo(self, face: bytes) -> bytes:
        return files.picture(face) if self.wanted.photo else b""

    def _genuine(self, proof: files.CardFile, message: bytes) -> bool | None:
        if not self._wants_proof():
            return None
        return is_proven(self.wanted.trust, self._plain(DF3, proof), message, self.wanted.today())

    def _secured(self, file: files.CardFile) -> files.Objects:
        return files.objects(self.secured.read_whole(file.short, file.length))

    def _plain(self, application: AID, file: files.CardFile) -> files.Objects:
        self.plain.select_application(application)
        return files.objects(self.plain.read_whole(file.short, file.length))
