"""五十音 as a table, the marks that change a kana, and the two ways to write it."""

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
_FIRST, _LAST = ord("ぁ"), ord("ゖ")
_TO_KATAKANA = {code: code + 0x60 for code in range(_FIRST, _LAST + 1)}
_TO_HIRAGANA = {katakana: hiragana for hiragana, katakana in _TO_KATAKANA.items()}


_CONSONANTS = ("", "k", "s", "t", "n", "h", "m", "y", "r", "w")
_VOWELS = "aiueo"
_ROMAJI = {
    kana: f"{consonant}{vowel}"
    for consonant, column in zip(_CONSONANTS, COLUMNS, strict=True)
    for vowel, kana in zip(_VOWELS, column, strict=True)
    if kana.strip()
} | {"し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "ん": "n", "を": "wo", "ゑ": "we"}


def romaji(kana: str) -> str:
    """Return one plain kana in Latin letters (Hepburn), for those who learn the script; empty for anything else."""
    return _ROMAJI.get(to_hiragana(kana), "")


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
    return text.translate(_TO_KATAKANA)


def to_hiragana(text: str) -> str:
    return text.translate(_TO_HIRAGANA)
