"""What was written on a driving licence when it was issued: 記載事項, DF1/EF01.

NPA 運転免許証及び運転免許証作成システム等仕様書 (V10), known here through programs that cite it. Tags are one byte
each, whatever their bits say. UNCERTAIN: 統一氏名 may be in one byte a character; what is no JIS X 0208 there counts as
not told.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from devices import tlv
from devices.cards.driving_licence import jis_x_0208
from devices.cards.driving_licence.era import era_date_of
from kiosk.errors import Unreadable

EDITION, NAME, KANA, ALIAS, UNIFIED_KANA, BIRTH, ADDRESS = range(0x11, 0x18)
ISSUED, REFERENCE, COLOUR, EXPIRES = range(0x18, 0x1C)
CONDITIONS = range(0x1C, 0x20)
COMMISSION, NUMBER = 0x20, 0x21
OBTAINED: Mapping[int, str] = {
    0x22: "motorcycles_small_special_and_mopeds",
    0x23: "others",
    0x24: "second_class",
}
"""The days on which each of three groups was first obtained: 二・小・原, 他, 二種."""
CATEGORIES: Mapping[int, str] = dict(
    enumerate(
        (
            "large",  # 大型
            "ordinary",  # 普通
            "large_special",  # 大特
            "large_motorcycle",  # 大自二
            "ordinary_motorcycle",  # 普自二
            "small_special",  # 小特
            "moped",  # 原付
            "towing",  # け引
            "large_second_class",  # 大二
            "ordinary_second_class",  # 普二
            "large_special_second_class",  # 大特二
            "towing_second_class",  # け引二
            "medium",  # 中型
            "medium_second_class",  # 中二
            "semi_medium",  # 準中型
        ),
        start=0x25,
    )
)
"""The day on which each category was obtained."""


@dataclass(frozen=True)
class LicenceEntries:
    """記載事項 (本籍 aside) as issued. What is not there is empty or ``None``; so is a date that is none.

    ``edition`` is the year of the character set, in BCD. ``obtained`` and ``categories`` are by the names above.
    """

    edition: int = field(repr=False)
    name: str = field(repr=False)
    kana: str = field(repr=False)
    alias: str = field(repr=False)
    unified_kana: str = field(repr=False)
    birth: date | None = field(repr=False)
    address: str = field(repr=False)
    issued: date | None = field(repr=False)
    reference: str = field(repr=False)
    colour: str = field(repr=False)
    expires: date | None = field(repr=False)
    conditions: tuple[str, ...] = field(repr=False)
    commission: str = field(repr=False)
    number: str = field(repr=False)
    obtained: Mapping[str, date] = field(repr=False)
    categories: Mapping[str, date] = field(repr=False)


def licence_entries(data: bytes) -> LicenceEntries:
    """Return what DF1/EF01 says. Raises Unreadable when it is malformed or lacks name or address."""
    fields = _Fields(tlv.objects(data, tlv.Tags.ONE_BYTE))
    if not (fields.values.get(NAME) and fields.values.get(ADDRESS)):
        raise Unreadable("The licence lacks a name or an address.")
    return LicenceEntries(
        edition=fields.edition,
        name=fields.text(NAME),
        kana=fields.text(KANA),
        alias=fields.text(ALIAS),
        unified_kana=fields.text_or_nothing(UNIFIED_KANA),
        birth=fields.day(BIRTH),
        address=fields.text(ADDRESS),
        issued=fields.day(ISSUED),
        reference=fields.ascii(REFERENCE),
        colour=fields.text(COLOUR),
        expires=fields.day(EXPIRES),
        conditions=tuple(filter(None, map(fields.text, CONDITIONS))),
        commission=fields.text(COMMISSION),
        number=fields.ascii(NUMBER),
        obtained=fields.days(OBTAINED),
        categories=fields.days(CATEGORIES),
    )


@dataclass(frozen=True)
class _Fields:
    """The values of DF1/EF01 by their tags."""

    values: Mapping[int, bytes]

    @property
    def edition(self) -> int:
        return int.from_bytes(self.values.get(EDITION, b"")[:1])

    def text(self, tag: int) -> str:
        return jis_x_0208.text_of(self.values.get(tag, b""), self.edition)

    def text_or_nothing(self, tag: int) -> str:
        try:
            return self.text(tag)
        except Unreadable:
            return ""

    def ascii(self, tag: int) -> str:
        value = self.values.get(tag, b"")
        if not re.fullmatch(rb"[ -~]*", value):
            raise Unreadable("A number on the licence is none.")
        return value.decode("ascii")

    def day(self, tag: int) -> date | None:
        return era_date_of(self.values.get(tag, b""))

    def days(self, names: Mapping[int, str]) -> Mapping[str, date]:
        found = ((name, self.day(tag)) for tag, name in names.items())
        return {name: day for name, day in found if day}
