"""The ticket slip of 80 mm: a number, where to go, how long it takes. No name, no office, no procedure.

Furigana stands over what the resident has to read; the city's name and the time have none, for want of room.
"""

from datetime import datetime

from kiosk.calendar import say_day
from kiosk.guidance.content import Desk
from kiosk.guidance.sentences import floor_words
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.lettering.ruby import plain
from kiosk.paperwork.flow import Block, gap, paragraph, stack
from kiosk.paperwork.form import Align
from kiosk.paperwork.layout import Encode
from kiosk.paperwork.sheet import Document, Mark, Media, Page, Rule, Symbol
from kiosk.paperwork.typesetting import Style, Typesetter
from kiosk.queue.sentences import wait_sentence
from kiosk.queue.waiting import Wait
from kiosk.words import Words

_WIDTH_MM, _HEIGHT_MM = 80.0, 200.0
_LEFT_MM = 5.0
_INNER_MM = _WIDTH_MM - 2 * _LEFT_MM
_MODULE_MM = 1.3
_NUMBER = Style(88, Face.BOLD, Align.CENTER, gap=1.0)


def ticket_slip(
    number: str,
    reference: str,
    desk: Desk,
    taken: datetime,
    *,
    wait: Wait | None,
    words: Words,
    lettering: Lettering,
    encode: Encode,
) -> Document:
    """Lay out the slip. ``reference`` is the QR's opaque text; ``wait`` is None while nobody can tell."""
    typesetter = Typesetter(lettering)

    def centred(text: str, size_pt: float, face: Face = Face.TEXT) -> Block:
        return paragraph(typesetter, text, _LEFT_MM, _INNER_MM, Style(size_pt, face, Align.CENTER))

    where = words.say("paper.slip.go", window=desk.window)
    when = f"{say_day(taken.date(), words.language, weekday=False)} {taken:%H:%M}"
    slip = stack(
        gap(8),
        centred(plain(words["screen.frame.city"]), 15, Face.BOLD),
        gap(4),
        _line(),
        gap(6),
        centred(words["paper.slip.title"], 16),
        gap(3),
        _number(number, typesetter),
        gap(4),
        centred(f"{where}  {floor_words(desk.floor, words)}".rstrip(), 25, Face.BOLD),
        gap(4),
        centred(_wait(wait, words), 14),
        gap(6),
        _line(),
        gap(6),
        centred(words["paper.slip.do"], 11),
        gap(3),
        centred(words["paper.slip.do_other"], 11),
        gap(7),
        _code(reference, encode),
        gap(5),
        centred(plain(when), 12),
    )
    page = Page(_WIDTH_MM, _HEIGHT_MM, slip.marks)
    return Document("ticket", Media.SLIP, (page,), plain(words["paper.slip.title"]), words.language)


def _number(number: str, typesetter: Typesetter) -> Block:
    fitted = typesetter.lettering.fit(number, Face.BOLD, w_mm=_INNER_MM, h_mm=34, size_pt=_NUMBER.size_pt, min_pt=40)
    style = Style(fitted.size_pt, Face.BOLD, Align.CENTER)
    return Block(34, typesetter.block(fitted.lines, (_LEFT_MM, 0, _INNER_MM, 34), style))


def _wait(wait: Wait | None, words: Words) -> str:
    return words["paper.slip.in_turn"] if wait is None else wait_sentence(wait, words)


def _line() -> Block:
    return Block(0, (Rule(_LEFT_MM, 0, _WIDTH_MM - _LEFT_MM, 0, 0.5),))


def _code(reference: str, encode: Encode) -> Block:
    rows = encode(reference)
    side = len(rows) * _MODULE_MM
    mark: Mark = Symbol((_WIDTH_MM - side) / 2, 0, _MODULE_MM, rows)
    return Block(side, (mark,))
