"""Where a line may end (JIS X 4051, the plain part): words stay whole, no line starts with 、 or ends with （."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Measured = tuple[str, float]
"""A cluster and its advance in 1/1000 em."""

_SPACES = frozenset(" \u3000\t\n")
_NOT_FIRST = frozenset(
    "、。，．・：；？！ヽヾゝゞ々ー）］｝〕〉》」』】’”〜…‐％,.:;?!)]}｡､｣･ｰﾞﾟ%"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶｧｨｩｪｫｬｭｮｯ"
)
_NOT_LAST = frozenset("（［｛〔〈《「『【‘“([{｢￥№")
_IN_WORDS = frozenset("'’-./@_&+:#")
_WORD_LETTERS = frozenset({"Lu", "Ll", "Lt", "Nd"})


@dataclass(frozen=True)
class Word:
    """What stays on one line, with the spaces after it; ``ink`` is its width without them, in 1/1000 em."""

    parts: tuple[Measured, ...]
    text: str
    ink: float
    advance: float


def split_words(text: Iterable[Measured]) -> tuple[Word, ...]:
    """Split where a line may end. A line break in the text ends its word."""
    words: list[list[Measured]] = []
    for part in text:
        if words and not _may_break(words[-1][-1][0], part[0]):
            words[-1].append(part)
        else:
            words.append([part])
    return tuple(map(_word, words))


def break_lines(words: Iterable[Word], limit: float) -> list[str]:
    """Fill lines up to ``limit`` (1/1000 em); joined they are the text. Spaces may hang over the end of a line.

    A word longer than a line is broken where the line ends.
    """
    lines: list[str] = []
    used = 0.0
    for word in _broken(words, limit):
        if not lines or used + word.ink > limit or lines[-1].endswith("\n"):
            lines.append("")
            used = 0.0
        lines[-1] += word.text
        used += word.advance
    return lines


def _broken(words: Iterable[Word], limit: float) -> Iterator[Word]:
    for word in words:
        if word.ink <= limit:
            yield word
        else:
            yield from (_word([part]) for part in word.parts)


def _word(parts: list[Measured]) -> Word:
    text = "".join(cluster for cluster, _ in parts)
    ink = sum(advance for cluster, advance in parts if cluster not in _SPACES)
    return Word(tuple(parts), text, ink, sum(advance for _, advance in parts))


def _may_break(before: str, after: str) -> bool:
    if before in _SPACES or after in _SPACES:
        return before == "\n" or after not in _SPACES
    if before in _NOT_LAST or after in _NOT_FIRST:
        return False
    return not (_in_word(before) and _in_word(after))


def _in_word(cluster: str) -> bool:
    return unicodedata.category(cluster[0]) in _WORD_LETTERS or cluster in _IN_WORDS
