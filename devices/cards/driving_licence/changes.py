"""What was changed on a driving licence since it was issued: 記載事項変更等, DF1/EF04.

NPA 運転免許証及び運転免許証作成システム等仕様書 (V10), known here through programs that cite it. Tags are one byte
each, whatever their bits say. UNCERTAIN, because only one program or two bear witness to it:

- a change is the year of the character set (one byte), the day (an era date in wide digits), the new text, and the name
  of the commission that entered it (five characters). One program reads it so from a real card. Another reads text
  alone, and dates elsewhere on the card are in ASCII: both are understood, too;
- the newest change is the one with the highest tag;
- whether a new condition replaces the first ones or adds to them is not known.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from devices import tlv
from devices.cards.driving_licence import era, jis_x_0208
from devices.cards.driving_licence.era import era_date_of
from kiosk.errors import Unreadable
from kiosk.people import NAME_GAP

CHANGED = 0x50
NEW_COMMISSIONS = range(0x51, 0x60)
NEW_NAMES = range(0x60, 0x68)
NEW_KANA = range(0x68, 0x70)
NEW_ADDRESSES = range(0x70, 0x78)
NEW_CONDITIONS = range(0x78, 0x80)
LIFTED_CONDITIONS = range(0x80, 0x88)
REMARKS = range(0x88, 0x90)

COMMISSION_LENGTH = 5
_COMMISSION = re.compile("[^公]{2,4}公.{0,2}")
"""公安委員会 in short, of a prefecture or a part of 北海道: 神奈川公委, 東京公委 and a space."""
_WIDE_DIGITS, _DIGITS = re.compile(rb"(?:#[0-9]){7}"), re.compile(rb"[0-9]{7}")


@dataclass(frozen=True)
class Change:
    """A new text, the day from which it holds, and the commission that entered it where the card tells them."""

    text: str = field(repr=False)
    day: date | None = field(default=None, repr=False)
    commission: str = field(default="", repr=False)


@dataclass(frozen=True)
class LicenceChanges:
    """記載事項変更等 (本籍 aside): the newest of each kind; ``None`` where nothing was changed."""

    name: Change | None = field(default=None, repr=False)
    kana: Change | None = field(default=None, repr=False)
    address: Change | None = field(default=None, repr=False)
    commission: Change | None = field(default=None, repr=False)
    condition: Change | None = field(default=None, repr=False)
    lifted: Change | None = field(default=None, repr=False)
    remark: Change | None = field(default=None, repr=False)


def licence_changes(data: bytes) -> LicenceChanges:
    """Return what DF1/EF04 says. Raises Unreadable."""
    values = tlv.objects(data, tlv.Tags.ONE_BYTE)
    return LicenceChanges(
        name=_newest(values, NEW_NAMES),
        kana=_newest(values, NEW_KANA),
        address=_newest(values, NEW_ADDRESSES),
        commission=_newest(values, NEW_COMMISSIONS),
        condition=_newest(values, NEW_CONDITIONS),
        lifted=_newest(values, LIFTED_CONDITIONS),
        remark=_newest(values, REMARKS),
    )


def _newest(values: Mapping[int, bytes], tags: range) -> Change | None:
    changes = (_change(values.get(tag, b"")) for tag in reversed(tags))
    return next((change for change in changes if change and change.text), None)


def _change(value: bytes) -> Change | None:
    if not value.strip(b"\xff"):
        return None
    if jis_x_0208.begins_text(value[0]):
        return Change(jis_x_0208.text_of(value).rstrip(NAME_GAP))
    day, text = _dated(value[1:])
    return _parted(jis_x_0208.text_of(text, edition=value[0]), day)


def _dated(value: bytes) -> tuple[date | None, bytes]:
    """Part the day that a change begins with, in wide digits or in ASCII, from what follows."""
    if _WIDE_DIGITS.match(value):
        length = jis_x_0208.BYTES_A_CHARACTER * era.LENGTH
        return era_date_of(value[1:length:2]), value[length:]
    if _DIGITS.match(value):
        return era_date_of(value[: era.LENGTH]), value[era.LENGTH :]
    raise Unreadable("A change on the licence has no date.")


def _parted(text: str, day: date | None) -> Change:
    """Part the commission from the text before it; where none stands at the end, the whole is the text."""
    commission = text[-COMMISSION_LENGTH:]
    if len(text) > COMMISSION_LENGTH and _COMMISSION.fullmatch(commission):
        return Change(text[:-COMMISSION_LENGTH].rstrip(NAME_GAP), day, commission.strip(NAME_GAP))
    return Change(text.rstrip(NAME_GAP), day)
