"""The driving licence with an IC chip: 記載事項 behind PIN1, with what was changed since.

NPA 運転免許証及び運転免許証作成システム等仕様書 (V10), known here through programs that cite it; what is UNCERTAIN
in the data stands in entries, changes and jis_x_0208. Nothing behind PIN2 (本籍, the photo) is ever
asked for, and PIN2 itself never named. The card's signature covers those files, too: without them nothing proves that a
licence is genuine.
"""

from datetime import date
from typing import ClassVar

from devices import tlv
from devices.apdu import AID, FID, MF
from devices.cards.card import Wanted
from devices.cards.driving_licence.changes import licence_changes
from devices.cards.driving_licence.details import details_of, holder_of
from devices.cards.driving_licence.entries import licence_entries
from devices.cards.values import date_of
from devices.connection import Allowed
from devices.files import CardFiles, SecretFile
from kiosk.errors import Unreadable
from kiosk.ports import CardFound, CardKind, CardRead, Secret, SecretKind, SecretWanted

DF1: AID = bytes.fromhex("A0000002310100000000000000000000")

COMMON_DATA: FID = 0x2F01
PIN_SETTING: FID = 0x000A
PIN1: FID = 0x0001
ENTRIES: FID = 0x0001
CHANGES: FID = 0x0004
COMMON_DATA_LENGTH, PIN_SETTING_LENGTH, ENTRIES_LENGTH, CHANGES_LENGTH = 17, 3, 880, 640

TYPED = SecretFile(PIN1, "[0-9]{4}", tries=3, by_short_identifier=True)
UNSET = SecretFile(PIN1, r"\*{4}", tries=3, by_short_identifier=True)
UNSET_PIN = "****"
"""PIN1 of somebody who did not set any."""

CARD_ISSUER_DATA = 0x45
_EXPIRY = slice(7, 11)
"""After the version of the specification (3 characters) and the day of issue (YYYYMMDD in BCD), as this is."""
_PIN_SETTINGS = {b"\x05\x01\x01": True, b"\x05\x01\x00": False}


class DrivingLicence:
    """A session with a driving licence. With the two commands that recognise it, seven find it out and ten read it.

    To read: SELECT MF, SELECT its EF01 and READ BINARY (has it expired?), VERIFY twice (the tries, then the PIN),
    SELECT DF1, READ BINARY of EF01 and of EF04. Nobody typed a PIN: one more, whether there is any. Without long
    answers five more. Files are named by their short identifiers, which programs use with real cards, but for
    MF/EF01, whose short identifier is not known. ``genuine`` stays None: see the module.
    """

    APPLICATION: ClassVar[AID] = DF1
    ALLOWED: ClassVar[Allowed] = Allowed(
        frozenset({(MF, COMMON_DATA), (MF, PIN_SETTING), (MF, PIN1), (DF1, ENTRIES), (DF1, CHANGES)}),
    )

    def __init__(self, files: CardFiles, wanted: Wanted) -> None:
        self._files = files
        self._wanted = wanted
        self._application = DF1

    def found(self) -> CardFound:
        expires = self.expires()
        opens = (SecretWanted(SecretKind.PIN, self._files.tries_left(TYPED)),) if self._pin_is_set() else ()
        return CardFound(CardKind.DRIVING_LICENCE, opens, expires)

    def expires(self) -> date | None:
        self._enter(MF)
        self._files.select(COMMON_DATA)
        return expiry_of(self._files.read_up_to(COMMON_DATA_LENGTH))

    def read(self, secret: Secret | None) -> CardRead:
        self._enter(MF)
        tries = self._open(secret)
        self._enter(DF1)
        entries = licence_entries(self._files.read_whole(ENTRIES, ENTRIES_LENGTH, asked=ENTRIES_LENGTH))
        changes = licence_changes(self._files.read_whole(CHANGES, CHANGES_LENGTH, asked=CHANGES_LENGTH))
        return CardRead(
            CardKind.DRIVING_LICENCE,
            holder_of(entries, changes),
            tries,
            entries.expires,
            details=details_of(entries, changes),
        )

    def challenge(self, secret: Secret) -> bool | None:  # noqa: ARG002  # no secret opens what is not there
        raise Unreadable("A driving licence signs nothing.")

    def _open(self, secret: Secret | None) -> int:
        if secret is None and not self._pin_is_set():
            return self._files.open_with(UNSET, UNSET_PIN)
        if secret is None or secret.kind is not SecretKind.PIN:
            raise Unreadable("A driving licence opens with its PIN1 only.")
        return self._files.open_with(TYPED, secret.text)

    def _pin_is_set(self) -> bool:
        setting = self._files.read_whole(PIN_SETTING, PIN_SETTING_LENGTH, asked=PIN_SETTING_LENGTH)
        if setting not in _PIN_SETTINGS:
            # Guessing could cost a try.
            raise Unreadable("The licence does not say whether its PIN is set.")
        return _PIN_SETTINGS[setting]

    def _enter(self, application: AID) -> None:
        """Go to the root, where PINs are, or to DF1, unless already there."""
        if application == self._application:
            return
        if application == MF:
            self._files.select_master_file()
        else:
            self._files.select_application(application)
        self._application = application


def expiry_of(common_data: bytes) -> date | None:
    """Return the last day on which a licence holds, of MF/EF01; ``None`` for no date. Raises Unreadable."""
    head = tlv.header(common_data, tags=tlv.Tags.ONE_BYTE)
    if head is None or head.tag != CARD_ISSUER_DATA or head.end > len(common_data):
        raise Unreadable("The licence does not begin with its issuer's data.")
    return date_of(common_data[head.start : head.end][_EXPIRY].hex().encode())
