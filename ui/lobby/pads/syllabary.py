"""五十音 as a table, the marks that change a kana, and the ways to write it."""

import jaconv

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

_IN_THE_TABLE = frozenset("".join(COLUMNS)) - {"　"}

_VOICED = {
    **dict(
        zip("うかきくけこさしすせそたちつてとはひふへほ", "ゔがぎぐげござじずぜぞだぢづでどばびぶべぼ", strict=True)
    ),
    **dict(zip("ばびぶべぼ", "ぱぴぷぺぽ", strict=True)),
}
_SMALL = dict(zip("あいうえおつやゆよわ", "ぁぃぅぇぉっゃゅょゎ", strict=True))
_PLAIN = {
    **dict(
        zip("ゔがぎぐげござじずぜぞだぢづでどぱぴぷぺぽ", "うかきくけこさしすせそたちつてとはひふへほ", strict=True)
    ),
    **{small: kana for kana, small in _SMALL.items()},
}


def romaji(kana: str) -> str:
    """Return one plain kana in Latin letters (Hepburn), for those who learn the script; empty for anything else."""
    plain = to_hiragana(kana)
    return str(jaconv.kana2alphabet(plain)) if plain in _IN_THE_TABLE else ""


def voiced(kana: str) -> str:
    """Put 濁点 on, then 半濁点 where there is one, then take it off: は→ば→ぱ→は. Others stay as they are."""
    return _turned(kana, _VOICED)


def small(kana: str) -> str:
    """Make the kana small, or full again: つ→っ→つ. Others stay as they are."""
    return _turned(kana, _SMALL)


def _turned(kana: str, table: dict[str, str]) -> str:
    hiragana = to_hiragana(kana)
    plain = _PLAIN.get(hiragana, hiragana)
    turned = table.get(hiragana) or (plain if hiragana in table.values() else table.get(plain, hiragana))
    return turned if hiragana == kana else to_katakana(turned)


def to_katakana(text: str) -> str:
    return str(jaconv.hira2kata(text))


def to_hiragana(text: str) -> str:
    return str(jaconv.kata2hira(text))
