"""五十音 as a table, the marks that change a kana, and the two ways to write it."""

from enum import Enum

COLUMNS = (
    "あいうえお",
    "かきくけこ",
    "さしすせそ",
    "たちつてと",
    "なにぬねの",
    "はひふへほ",
    "まみむめも",
    "や　ゆ　よ",
    "らりるれろ",
    "わゐゑをん",
)
"""The columns of the table from right to left; U+3000 is an empty place."""

LONG_VOWEL = "ー"


class Mark(Enum):
    """Keys that change the last kana; pressed again they change it back."""

    DAKUTEN = "dakuten"
    HANDAKUTEN = "handakuten"
    SMALL = "small"


_MARKED = {
    Mark.DAKUTEN: dict(
        zip("うかきくけこさしすせそたちつてとはひふへほ", "ゔがぎぐげござじずぜぞだぢづでどばびぶべぼ", strict=True)
    ),
    Mark.HANDAKUTEN: dict(zip("はひふへほ", "ぱぴぷぺぽ", strict=True)),
    Mark.SMALL: dict(zip("あいうえおつやゆよわ", "ぁぃぅぇぉっゃゅょゎ", strict=True)),
}
_PLAIN = {marked: plain for table in _MARKED.values() for plain, marked in table.items()}
_FIRST, _LAST = ord("ぁ"), ord("ゖ")
_TO_KATAKANA = {code: code + 0x60 for code in range(_FIRST, _LAST + 1)}
_TO_HIRAGANA = {katakana: hiragana for hiragana, katakana in _TO_KATAKANA.items()}


def marked(kana: str, mark: Mark) -> str:
    """Return the kana with this mark put on, or taken off where it already stands; itself when it cannot bear it.

    >>> marked("ば", Mark.HANDAKUTEN), marked("が", Mark.DAKUTEN), marked("な", Mark.SMALL)
    ('ぱ', 'か', 'な')
    """
    hiragana = to_hiragana(kana)
    plain = _PLAIN.get(hiragana, hiragana)
    changed = _MARKED[mark].get(plain, hiragana)
    turned = plain if changed == hiragana else changed
    return turned if hiragana == kana else to_katakana(turned)


def to_katakana(text: str) -> str:
    return text.translate(_TO_KATAKANA)


def to_hiragana(text: str) -> str:
    return text.translate(_TO_HIRAGANA)
