"""Finding events, procedures and offices by everyday words, typed in kana, in kanji or in Latin letters.

All languages are searched at once. Japanese is found from the beginning of any of its words, as their furigana read;
other languages word by word, where a rare word says more than a common one. What is misspelled comes last.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

import jaconv
from rapidfuzz import fuzz, process

from kiosk.guidance.content import Desk, Event, Guide, Procedure
from kiosk.lettering.ruby import spans
from kiosk.words import Words

Target = Event | Procedure | Desk
"""What can be found."""

_FIELDS: Mapping[str, Mapping[str, float]] = {
    "event": {"find": 1.1, "everyday": 1.05, "statute": 1.0, "why": 0.85},
    "procedure": {"find": 0.93, "plain": 0.93, "name": 0.95},
    "desk": {"find": 0.8, "does": 0.8, "name": 0.7},
}
"""Where words stand, and how much it means to be found there."""

_LISTED = frozenset({"find", "does"})
"""These hold several things one after the other."""

_LEAST, _LEAST_FUZZY = 50.0, 76.0
_LEAST_ALONE, _NEXT = 30.0, 0.85
"""When nothing is likely: what the best must have all the same, and how much of that whatever stands beside it."""

_AGAIN, _APART = 4.0, 0.9
_BEGUN = 0.9, 0.7
"""What a word counts that goes on after what was typed: where that is no word itself, and where it is one."""

_SHORT = 3
"""Anything shorter is looked for at the beginning of words alone, as it was typed."""

_COMMAS = re.compile(r"[、，,・;]")
_WORD_STARTS = re.compile(r"[ァ-ヺー]+|[A-Za-z0-9][A-Za-z0-9'’-]*")
_LATIN = re.compile(r"[a-z0-9]+")
_KANA = re.compile(r"[ぁ-ゖー]+")
_KANJI = re.compile(r"[々㐀-鿿豈-﫿𠀀-𳎯]")

_PARTICLES = re.compile("[のをがはにで]")
_LARGE = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ", "ー-' 　")


@dataclass(frozen=True)
class _Place:
    """Where words stand: a field of one target, and what it means to be found there."""

    target: int
    field: str
    weight: float


@dataclass(frozen=True)
class _Term:
    """Kana from the beginning of a word to the end of its phrase; ``whole``: a thing of a list, in full."""

    text: str
    place: _Place
    whole: bool


@dataclass(frozen=True)
class _Phrase:
    words: frozenset[str]
    place: _Place


_Found = Iterable[tuple[_Place, float]]
_Scores = dict[int, dict[str, float]]
"""The best score in each field of each target."""


class Search:
    """Built once of a city's content; ``words`` of all its languages."""

    def __init__(self, guide: Guide, words: Iterable[Words]) -> None:
        self._targets: tuple[Target, ...] = tuple(_targets(guide))
        self._words = tuple(words)
        sentences = [sentence for one in self._words for sentence in _sentences(self._targets, one)]
        self._terms = tuple(term for place, text in sentences for term in _terms(place, text))
        self._texts = [term.text for term in self._terms]
        self._phrases = tuple(phrase for place, text in sentences for phrase in _phrases(place, text))
        self._having: Mapping[str, Sequence[_Phrase]] = _by_word(self._phrases)
        count = Counter(word for phrase in self._phrases for word in phrase.words)
        self._rarity = {word: log(1 + len(self._phrases) / n) for word, n in count.items()}
        self._vocabulary = list(self._rarity)

    def find(self, typed: str) -> tuple[Target, ...]:
        """Return what is meant, the likeliest first; nothing when nothing comes near."""
        text = fold(typed)
        if _KANJI.search(text):
            text = self._kanji.read(text)
        found: _Scores = {}
        if _LATIN.search(text):
            found = _best(self._latin(_LATIN.findall(text)))
            text = fold(str(jaconv.alphabet2kana(text)))
        kana = text.translate(_LARGE)
        if _KANA.fullmatch(kana):
            found = _either(found, self._japanese(kana))
        scores = {target: _total(fields) for target, fields in found.items()}
        best = max(scores.values(), default=0.0)
        least = _LEAST if best >= _LEAST else max(_LEAST_ALONE, best * _NEXT)
        likely = (target for target, score in scores.items() if score >= least)
        return tuple(self._targets[n] for n in sorted(likely, key=lambda n: (-scores[n], n)))

    @cached_property
    def _kanji(self) -> "_Kanji":
        """Made when kanji are typed, which the keys of the lobby do not have."""
        searched = (text for one in self._words for _, text in _sentences(self._targets, one))
        all_ = (text for one in self._words for text in one.sentences.values())
        return _Kanji(_readings(all_) | _readings(searched))

    def _japanese(self, typed: str) -> _Scores:
        """Look for all of it; else for each of its words; else for what is spelled like it."""
        whole = _best(self._kana(typed))
        words = [word for word in _PARTICLES.split(typed) if len(word) > 1]
        if len(words) > 1:
            whole = _either(whole, _all_of([_best(self._kana(word)) for word in words]))
        if whole or len(typed) < _SHORT:
            return whole
        return _best(self._begun(typed)) or _best(self._misspelled(typed))

    def _kana(self, typed: str) -> Iterator[tuple[_Place, float]]:
        for term in self._terms:
            if term.text.startswith(typed):
                left = len(term.text) - len(typed)
                yield term.place, 100 if term.whole and not left else 94 - min(left, 12) / 2
            elif len(typed) >= _SHORT and typed in term.text:
                yield term.place, 66

    def _begun(self, typed: str) -> Iterator[tuple[_Place, float]]:
        """Take what goes on after a thing that is known, or has a polite word before it."""
        for term in self._terms:
            if term.whole and len(term.text) > 1 and term.text in typed:
                yield term.place, 50 + 40 * len(term.text) / len(typed)

    def _misspelled(self, typed: str) -> Iterator[tuple[_Place, float]]:
        near = process.extract(typed, self._texts, scorer=fuzz.ratio, score_cutoff=_LEAST_FUZZY, limit=None)
        for _, score, n in near:
            yield self._terms[n].place, score * 0.8

    def _latin(self, typed: Sequence[str]) -> Iterator[tuple[_Place, float]]:
        """Score by how much of what was typed a phrase says, and a little by how little else it says."""
        meant = [dict(self._meant(word, last=n == len(typed) - 1)) for n, word in enumerate(typed)]
        unknown = max(self._rarity.values(), default=1.0) / 2
        rarity = [max(map(self._rarity.__getitem__, words), default=unknown) for words in meant]
        near = {phrase for words in meant for word in words for phrase in self._having[word]}
        for phrase in near:
            said = [max((words.get(word, 0.0) for word in phrase.words), default=0.0) for words in meant]
            covered = sum(share * weight for share, weight in zip(said, rarity, strict=True)) / sum(rarity)
            spoken = min(1.0, sum(map(bool, said)) / len(phrase.words))
            yield phrase.place, 94 * covered + 6 * spoken

    def _meant(self, typed: str, *, last: bool) -> Iterator[tuple[str, float]]:
        """Yield the words that this may be: itself; what it begins, while it is typed; what is spelled like it."""
        if typed in self._rarity:
            yield typed, 1.0
        begun = [word for word in self._vocabulary if word.startswith(typed) and word != typed]
        if last and len(typed) > 1 and begun:
            share = _BEGUN[typed in self._rarity]
            yield from ((word, share) for word in begun)
        elif len(typed) > _SHORT and typed not in self._rarity:
            near = process.extract(typed, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_LEAST_FUZZY, limit=4)
            yield from ((word, score / 120) for word, score, _ in near)


class _Kanji:
    """What kanji are in kana, the longest known word first; what no word of the city reads is left out."""

    def __init__(self, readings: Mapping[str, str]) -> None:
        self._readings = readings
        self._known = re.compile("|".join(map(re.escape, sorted(readings, key=len, reverse=True))) or r"(?!)")

    def read(self, text: str) -> str:
        return _KANJI.sub("", self._known.sub(lambda match: self._readings[match[0]], text))


def _readings(texts: Iterable[str]) -> dict[str, str]:
    """Return how words are read by their furigana, most often."""
    count: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for span in (span for text in texts for span in spans(text) if span.reading):
        count[fold(span.base)][span.reading] += 1
    return {base: readings.most_common(1)[0][0] for base, readings in count.items()}


def fold(text: str) -> str:
    """Return how a text is compared: width, case, hiragana and katakana make no difference."""
    return str(jaconv.kata2hira(unicodedata.normalize("NFKC", text).casefold())).strip()


def _targets(guide: Guide) -> Iterator[Target]:
    """In the order in which they stand when they are equally likely."""
    yield from guide.events.values()
    procedures = [procedure for procedure in guide.procedures.values() if procedure.is_open]
    at = {procedure.desk for procedure in procedures}
    yield from (desk for desk in guide.desks.values() if desk.id in at)
    yield from procedures


def _sentences(targets: Sequence[Target], words: Words) -> Iterator[tuple[_Place, str]]:
    for n, target in enumerate(targets):
        kind = type(target).__name__.lower()
        for field, weight in _FIELDS[kind].items():
            text = words.sentences.get(f"{kind}.{target.id}.{field}")
            if text:
                yield _Place(n, field, weight), text


def _parts(place: _Place, text: str) -> list[str]:
    return _COMMAS.split(text) if place.field in _LISTED else [text]


def _terms(place: _Place, text: str) -> Iterator[_Term]:
    for part in _parts(place, text):
        told, starts = _told(part.strip())
        for start in dict.fromkeys(starts):
            kana = fold(told[start:]).translate(_LARGE)
            if _KANA.match(kana):
                yield _Term(kana, place, whole=place.field in _LISTED and start == 0)


def _told(text: str) -> tuple[str, list[int]]:
    """Return a text as it is read, and where its words begin: at furigana, at katakana, and the first of all."""
    told, starts = "", [0]
    for span in spans(text):
        if span.reading:
            starts.append(len(told))
        else:
            starts += [len(told) + match.start() for match in _WORD_STARTS.finditer(span.base)]
        told += span.reading or span.base
    return told, starts


def _phrases(place: _Place, text: str) -> Iterator[_Phrase]:
    for part in _parts(place, text):
        words = frozenset(_LATIN.findall(fold(part)))
        if words:
            yield _Phrase(words, place)


def _by_word(phrases: Iterable[_Phrase]) -> Mapping[str, Sequence[_Phrase]]:
    having: defaultdict[str, list[_Phrase]] = defaultdict(list)
    for phrase in phrases:
        for word in phrase.words:
            having[word].append(phrase)
    return having


# --- scores --------------------------------------------------------------------------------


def _best(found: _Found) -> _Scores:
    scores: _Scores = {}
    for place, score in found:
        fields = scores.setdefault(place.target, {})
        fields[place.field] = max(score * place.weight, fields.get(place.field, 0.0))
    return scores


def _either(some: _Scores, others: _Scores) -> _Scores:
    found = {target: dict(fields) for target, fields in some.items()}
    for target, fields in others.items():
        for field, score in fields.items():
            mine = found.setdefault(target, {})
            mine[field] = max(score, mine.get(field, 0.0))
    return found


def _all_of(each: Sequence[_Scores]) -> _Scores:
    """Keep what has every one of the words, wherever in it they stand."""
    both = set(each[0]).intersection(*each[1:])
    return {target: {"": min(_total(scores[target]) for scores in each) * _APART} for target in both}


def _total(fields: Mapping[str, float]) -> float:
    """Prefer what says it in its name and its description and its synonyms over what says it in one of them."""
    return max(fields.values()) + _AGAIN * sum(score >= _LEAST for score in fields.values())
