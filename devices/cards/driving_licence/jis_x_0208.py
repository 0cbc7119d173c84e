"""Text in JIS X 0208, two bytes a character in their 7-bit form (ISO/IEC 2022, without its escapes).

Driving licences have it so, with codes of their own for characters that it lacks: FFF1 to FFF7 are 外字 1 to 7 and FFFA
is 欠字 (NPA 運転免許証及び運転免許証作成システム等仕様書). That FF comes first on the card is UNCERTAIN. They become
private-use characters, see kiosk.lettering.gaiji.

Six codes have two characters in Unicode that mean the same. By the standard's own table 215D is U+2212, 2141 U+301C,
2142 U+2016, 2171 U+00A2, 2172 U+00A3 and 224C U+00AC. Here they are U+FF0D －, U+FF5E ～, U+2225 ∥, U+FFE0 ￠,
U+FFE1 ￡ and U+FFE2 ￢, as the systems of cities write them and the My Number card has them: an address with １－２ is
the same text from every card, and is found by who searches for it. Everything else is as in Python's euc_jp: 213D is
U+2015 ―.

Until the edition of 1983, 22 pairs of kanji had each other's codes, and four had the codes of simpler forms: 4930
is 檜 in 1978 and 桧 from 1983 on. A licence names the year of the edition with its texts. That it means by 1978 what
the standard does is UNCERTAIN; we take it at its word.
"""

from kiosk.errors import Unreadable
from kiosk.lettering.gaiji import GAIJI, LACKING

EDITION_OF_1978 = 0x78
"""As cards write it: the last two digits of the year in BCD."""

BYTES_A_CHARACTER = 2

_OWN = {b"\xff" + bytes((0xF1 + place,)): character for place, character in enumerate(GAIJI)} | {b"\xff\xfa": LACKING}
_GRAPHIC = range(0x21, 0x7F)
_AS_CITIES_WRITE = str.maketrans("−〜‖¢£¬", "－～∥￠￡￢")
_SWAPPED_IN_1983 = "鯵鰺鴬鶯蛎蠣撹攪竃竈潅灌諌諫頚頸砿礦蕊蘂靭靱賎賤壷壺砺礪梼檮涛濤迩邇蝿蠅桧檜侭儘薮藪篭籠"
"""Each with the one after it."""
_SWAPPED_BACK = "".join(map(str.__add__, _SWAPPED_IN_1983[1::2], _SWAPPED_IN_1983[::2]))
_BEFORE_1983 = str.maketrans(_SWAPPED_IN_1983 + "尭槙遥瑶", _SWAPPED_BACK + "堯槇遙瑤")


def text_of(value: bytes, edition: int = 0) -> str:
    """Return the text; ``edition`` is the year that the card names. Raises Unreadable for what is none.

    That is half a character, a code without one, and every control byte.
    """
    if len(value) % BYTES_A_CHARACTER:
        raise Unreadable("The card's text ends with half a character.")
    pairs = (value[at : at + BYTES_A_CHARACTER] for at in range(0, len(value), BYTES_A_CHARACTER))
    text = "".join(map(_character, pairs)).translate(_AS_CITIES_WRITE)
    return text.translate(_BEFORE_1983) if edition == EDITION_OF_1978 else text


def begins_text(byte: int) -> bool:
    """Say whether a character can begin with this byte; the year of an edition never does."""
    return byte in range(0x21, 0x75) or byte == 0xFF


def _character(pair: bytes) -> str:
    if pair in _OWN:
        return _OWN[pair]
    try:
        if all(byte in _GRAPHIC for byte in pair):
            return bytes(byte | 0x80 for byte in pair).decode("euc_jp")
    except UnicodeDecodeError:
        pass
    raise Unreadable("The card's text holds a code without a character.")
