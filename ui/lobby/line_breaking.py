"""Where a line may end, so that Japanese breaks between phrases and short texts fill their lines evenly.

Phrases are guessed from the script: hiragana followed by another script usually ends one. A word and its reading
(furigana) are never parted.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from kiosk.lettering.ruby import has_readings, plain, spans

Measure = Callable[[str], float]
"""The width of a piece of text in pixels."""

_NEVER_FIRST = "、。，．・：；？！）」』】〕…ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々〜～%％"
_OPENING = "（「『【〔"
_CLOSING = "）」』】〕"
_LONGEST_REMARK = 12
_PARTICLES = "はがをにのともでへやかねよ"
_PHRASE_END = re.compile(
    r"(?<=[、。，？！・])(?![、。，？！）」』】〕・])"
    r"|(?<=[）」』】〕])(?![、。，？！）」』】〕・ぁ-ゖ])"
    rf"|(?=[{_OPENING}])"
    r"|(?<=[ぁ-ゖ])(?=[^ぁ-ゖ、。，？！）」』】〕・ー\s])"
    r"|(?<=\s)(?=\S)"
    r"|(?<=[→/])",
)


def phrases(text: str) -> list[str]:
    """Split at every place where a line may end; joined again they are the text."""
    return _annotated_phrases(text) if has_readings(text) else _plain_phrases(text)


def _annotated_phrases(text: str) -> list[str]:
    """Split where the text without its readings would be, and never inside what has one."""
    lengths = map(len, _plain_phrases(plain(text)))
    pieces: list[str] = []
    left = 0
    for atom in _atoms(text):
        if left <= 0:
            pieces.append("")
        while left <= 0:
            left += next(lengths)
        pieces[-1] += atom
        left -= len(plain(atom))
    return pieces


def _atoms(text: str) -> Sequence[str]:
    """Take apart into what is never parted: characters, and words with their reading."""
    if not has_readings(text):
        return text
    return [atom for span in spans(text) for atom in ([span.held] if span.reading else span.base)]


def _plain_phrases(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in _PHRASE_END.split(text):
        if pieces and (not _ends_phrase(pieces[-1]) or _is_open(pieces[-1])):
            pieces[-1] += piece
        elif piece:
            pieces.append(piece)
    return pieces


def _is_open(piece: str) -> bool:
    """Say whether a short remark in brackets has begun and not ended."""
    opened = max(piece.rfind(bracket) for bracket in _OPENING)
    closed = max(piece.rfind(bracket) for bracket in _CLOSING)
    return opened > closed and len(piece) - opened <= _LONGEST_REMARK


def _ends_phrase(piece: str) -> bool:
    """Say whether hiragana at the end closes a phrase, and is not the middle of a word such as 引っ越し or お名前."""
    kana = re.search(r"[ぁ-ゖ]+$", piece)
    if kana is None:
        return not piece.endswith(tuple(_OPENING))
    if piece[-1] in "っおご":
        return False
    return len(kana[0]) > 1 or piece[-1] in _PARTICLES


def wrap(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    """Break into lines no wider than ``width``; a phrase that is too long breaks between characters."""
    return tuple(line for part in text.split("\n") for line in _broken(part, width, measure))


def _broken(part: str, width: float, measure: Measure) -> Iterator[str]:
    if measure(part) <= width:
        yield part
    else:
        yield from _fill(phrases(part), width, measure)


def wrap_evenly(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    """Break into as few lines as ``wrap`` does, but of like length, so that no word is left alone.

    A phrase that fits into ``width`` stays whole.
    """
    best = wrap(text, width, measure)
    if len(best) < 2:
        return best
    advances = (measure(phrase.rstrip()) for part in text.split("\n") for phrase in phrases(part))
    low, high = max((advance for advance in advances if advance <= width), default=0.0), width
    low = max(low, width / 2)
    for _ in range(4):
        middle = (low + high) / 2
        lines = wrap(text, middle, measure)
        if len(lines) <= len(best) and all(measure(line) <= middle for line in lines):
            best, high = lines, middle
        else:
            low = middle
    return best


def _fill(pieces: list[str], width: float, measure: Measure) -> Iterator[str]:
    line = ""
    for piece in pieces:
        if measure((line + piece).rstrip()) <= width:
            line += piece
            continue
        if line:
            yield line.rstrip()
        *full, line = _characters(piece, width, measure)
        yield from full
    yield line.rstrip()


def _characters(piece: str, width: float, measure: Measure) -> list[str]:
    lines = [""]
    for character in _atoms(piece):
        if lines[-1] and measure(lines[-1] + character) > width and character not in _NEVER_FIRST:
            lines.append("")
        lines[-1] += character
    return lines
