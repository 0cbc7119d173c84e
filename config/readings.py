"""Whether furigana fits its kanji, by the readings of a dictionary (Sudachi) and the city's own ``readings.yaml``.

Which of the readings of a word is meant, no dictionary can tell: にち and か are both readings of 日. What no way of
reading the kanji gives is wrong.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from jaconv import kata2hira
from sudachipy import Dictionary

from config.draft import Draft
from config.faults import fault
from config.marked import ScalarNode
from kiosk.errors import Fault
from kiosk.lettering.ruby import Span, spans

FILE = "readings.yaml"
"""Readings that the dictionary lacks: a word, and how this city reads it."""

_EASY = "-x-easy"
"""Ends the name of a language in which every kanji has its reading."""

_KANJI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々〆\U00020000-\U0003ffff]+")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]+")
_VOICED = dict(
    zip(
        "かきくけこさしすせそたちつてとはひふへほ",
        "がぎぐげござじずぜぞだぢづでどばびぶべぼ",
        strict=True,
    )
)
_PLOSIVE = dict(zip("はひふへほ", "ぱぴぷぺぽ", strict=True))
_ENDINGS = "いきぎしちにびみりえけげせてねべめれ"
"""How verbs end where they become a part of a word that writes them without: 名寄 for 名寄せ."""
_LOOK_AHEAD = 5
"""So many pieces behind a kanji can belong to its word: 引っ越し."""


def doubtful_readings(draft: Draft) -> Iterator[Fault]:
    """Yield a fault for every reading that does not fit, and in easy Japanese for kanji without one."""
    own = dict(_own(draft))
    for texts in draft.texts.values():
        for key, sentence in texts.sentences.items():
            marked, line = texts.places[key]
            for kind, values in _doubts(spans(sentence), own, easy=texts.language.endswith(_EASY)):
                yield fault(marked.file, line, kind, **values)


def _own(draft: Draft) -> Iterator[tuple[str, str]]:
    for marked, root in draft.optional_roots(FILE):
        for word, _, node in marked.pairs(root):
            if isinstance(node, ScalarNode):
                yield word, kata2hira(node.value)


def _doubts(sentence: tuple[Span, ...], own: Mapping[str, str], *, easy: bool) -> Iterator[tuple[str, dict[str, str]]]:
    for at, span in enumerate(sentence):
        told = {"base": span.base, "reading": span.reading}
        if span.reading and not _KANA.fullmatch(span.reading):
            yield "reading_not_kana", told
        elif span.reading and not _fits(span.base, kata2hira(span.reading), tuple(_behind(sentence[at + 1 :])), own):
            yield "reading_wrong", told
        elif easy and not span.reading and (bare := _KANJI.search(span.base)):
            yield "reading_missing", {"base": bare[0]}


def _behind(following: Iterable[Span]) -> Iterator[tuple[str, str]]:
    """Yield what stands behind a kanji piece by piece, with its reading: kana, and kanji that have one."""
    for span in following:
        for base in [span.base] if span.reading else span.base:
            reading = kata2hira(span.reading or base)
            if not _KANA.fullmatch(reading):
                return
            yield base, reading


def _fits(base: str, reading: str, behind: tuple[tuple[str, str], ...], own: Mapping[str, str]) -> bool:
    """Whether the word can be cut into pieces whose readings make up this one."""
    if not _KANJI.search(base):
        return not _KANA.fullmatch(base) or kata2hira(base) == reading
    if reading in _stems(base, behind):
        return True
    cuts = ((base[:end], base[end:]) for end in range(1, len(base) + 1))
    return any(
        reading.startswith(piece) and _fits_rest(rest, reading[len(piece) :], behind, own)
        for word, rest in cuts
        for piece in ((own[word], *_pieces(word)) if word in own else _pieces(word))
    )


def _fits_rest(base: str, reading: str, behind: tuple[tuple[str, str], ...], own: Mapping[str, str]) -> bool:
    return _fits(base, reading, behind, own) if base and reading else not base and not reading


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="small")


@cache
def _readings(word: str) -> frozenset[str]:
    return frozenset(kata2hira(found.reading_form()) for found in _dictionary().lookup(word))


@cache
def _pieces(word: str) -> frozenset[str]:
    """How a piece of a word can be read: also softened (連濁), or cut short before the next (促音)."""
    if _KANA.fullmatch(word):
        return frozenset({kata2hira(word)})
    whole = {reading for ending in ("", *_ENDINGS) for reading in _readings(word + ending) if reading.endswith(ending)}
    soft = {one for reading in whole for one in _softened(reading)}
    return frozenset(soft | {f"{reading[:-1]}っ" for reading in soft if len(reading) > 1 and reading[-1] in "つくちき"})


def _softened(reading: str) -> Iterator[str]:
    yield reading
    for softer in (_VOICED, _PLOSIVE):
        if reading[:1] in softer:
            yield softer[reading[0]] + reading[1:]


def _stems(base: str, behind: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Yield the readings of the word that goes on behind, without what stands there: 住 of 住む, 引 of 引っ越し."""
    word, rest = base, ""
    for piece, reading in behind[:_LOOK_AHEAD]:
        word, rest = word + piece, rest + reading
        for whole in _readings(word):
            if whole.endswith(rest):
                yield from _softened(whole.removesuffix(rest))
