"""The checklist that the resident takes along: where to go in which order, what to bring, by when, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kiosk.calendar import say_day
from kiosk.guidance.content import Desk, Guide
from kiosk.guidance.sentences import floor_words
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.errand import Errand, Errands, Stop, errands_of
from kiosk.paperwork.flow import Block, gap, moved_down, pages_of, paragraph, stack
from kiosk.paperwork.form import Align, Place
from kiosk.paperwork.sheet import Document, Frame, Mark, Media, Page, Rule
from kiosk.paperwork.typesetting import Style, Typesetter
from kiosk.words import Words

_PAGE_MM = (210.0, 297.0)
_LEFT_MM, _RIGHT_MM = 15.0, 195.0
_WIDTH_MM = _RIGHT_MM - _LEFT_MM
_TOP_MM = 14.0
_FOOT_MM = 281.0
_HEAD_MM = 42.0
_INDENT_MM = 17.0
_TICK_MM = 5.0

_TEXT = Style(14, gap=1.35)
_SOFT = Style(14, grey=0.35, gap=1.35)
_STRONG = Style(14, Face.BOLD, gap=1.35)
_NAME = Style(15.5, Face.BOLD, gap=1.35)
_DESK = Style(16.5, Face.BOLD)
_HEADING = Style(18, Face.BOLD)
_TITLE = Style(25, Face.BOLD)
_NO_COLOUR = "#505050"


def checklist(case: Case, guide: Guide, words: Words, lettering: Lettering) -> Document:
    """Lay the checklist out on as many A4 pages as it needs, nothing smaller than 14 pt.

    Nothing on it says who the resident is. What is discreet stands on a last page that is folded inwards;
    what is ``staff_only`` stands nowhere.
    """
    errands = errands_of(case, guide, words)
    writer = _Writer(Typesetter(lettering), words)
    first = pages_of(writer.blocks(errands), _FOOT_MM - _TOP_MM - _HEAD_MM, _FOOT_MM - _TOP_MM)
    head = writer.head(case, errands)
    inside = pages_of(writer.inside(errands), _FOOT_MM - _TOP_MM, _FOOT_MM - _TOP_MM) if errands.inside else ()
    bodies = (stack(head, first[0]), *first[1:], *inside)
    pages = (
        Page(*_PAGE_MM, (*moved_down(body.marks, _TOP_MM), *writer.foot(number, len(bodies))))
        for number, body in enumerate(bodies, start=1)
    )
    return Document("checklist", Media.A4, tuple(pages))


class _Writer:
    def __init__(self, typesetter: Typesetter, words: Words) -> None:
        self._typesetter = typesetter
        self._words = words

    def head(self, case: Case, errands: Errands) -> Block:
        """The number in a frame, and beside it what this is and where to go first."""
        marks: list[Mark] = [Frame(_LEFT_MM, 0, 58, 36, stroke_pt=1.2, radius_mm=3)]
        marks += self._put(self._say("number"), (_LEFT_MM, 2, 58, 7), Style(14, align=Align.CENTER))
        marks += self._number(case.ticket).marks
        x = _LEFT_MM + 64
        width = _RIGHT_MM - x
        marks += self._put(self._say("title"), (x, -1, width, 11), _TITLE)
        event = self._words[f"event.{case.events[0]}.everyday"]
        day = say_day(case.made.date(), self._words.language, weekday=False)
        marks += self._put(f"{event}　{day}", (x, 11, width, 6), _TEXT)
        marks += moved_down(self._first_desk(errands, x, width).marks, 20)
        return Block(_HEAD_MM, tuple(marks))

    def _number(self, ticket: str | None) -> Block:
        if ticket:
            return Block(33, self._put(ticket, (_LEFT_MM, 9, 58, 24), Style(52, Face.BOLD, Align.CENTER)))
        style = Style(15, Face.BOLD, Align.CENTER)
        return stack(gap(14), paragraph(self._typesetter, self._say("no_number"), _LEFT_MM + 4, 50, style))

    def blocks(self, errands: Errands) -> list[Block]:
        """Everything that may be seen by others."""
        return [
            *_led_by(self._lead("way", "way_help"), self._stops(errands.way)),
            *self._things(errands.bring),
            self._fees(errands.fees_yen),
            *self._list("outside", errands.outside),
            *self._list("optional", errands.optional, help_="optional_help"),
        ]

    def inside(self, errands: Errands) -> list[Block]:
        """The page that is folded inwards, with dotted marks where to fold it."""
        fold = 148.5 - _TOP_MM
        marks = (Rule(0, fold, _LEFT_MM - 3, fold, dashed=True), Rule(_RIGHT_MM + 3, fold, 210, fold, dashed=True))
        title = stack(Block(0, marks), self._lead("inside_title", "inside_help"))
        return [*_led_by(title, self._stops(errands.inside)), *self._things(errands.bring_inside)]

    def foot(self, page: int, pages: int) -> Iterator[Mark]:
        yield Rule(_LEFT_MM, _FOOT_MM + 1, _RIGHT_MM, _FOOT_MM + 1, 0.3)
        place = (_LEFT_MM, _FOOT_MM + 2, _WIDTH_MM, 6)
        yield from self._put(
            self._words.say("paper.checklist.foot", city=self._words["screen.frame.city"]), place, Style(14, grey=0.35)
        )
        number = self._words.say("paper.checklist.page", page=page, pages=pages)
        yield from self._put(number, place, Style(14, align=Align.RIGHT))

    def _first_desk(self, errands: Errands, x: float, width: float) -> Block:
        desk = next((stop.desk for stop in errands.way), None)
        if desk is None:
            return Block(0)
        sentence = self._words.say("paper.checklist.first", window=desk.window, floor=self._floor(desk))
        return paragraph(self._typesetter, sentence, x, width, _NAME)

    def _list(self, title: str, stops: Sequence[Stop], help_: str | None = None) -> Iterator[Block]:
        """Yield errands without their desks' headings; the place stands beside each."""
        if stops:
            errands = [
                self._errand(errand, _LEFT_MM + 9, self._place(stop)) for stop in stops for errand in stop.errands
            ]
            yield from _led_by(self._lead(title, help_), errands)

    def _things(self, things: Sequence[str]) -> Iterator[Block]:
        if things:
            yield from _led_by(self._lead("bring", "bring_help"), [self._thing(thing) for thing in things])

    def _lead(self, title: str, help_: str | None = None) -> Block:
        heading = Block(11.5, self._put(self._say(title), (_LEFT_MM, 2.5, _WIDTH_MM, 8), _HEADING))
        return stack(heading, self._paragraph(self._say(help_), _TEXT), gap(2)) if help_ else heading

    def _place(self, stop: Stop) -> str:
        """Say where, for a desk with a window."""
        window = stop.desk.window
        return self._words.say("paper.checklist.window", window=window, floor=self._floor(stop.desk)) if window else ""

    def _thing(self, thing: str) -> Block:
        x, width = _LEFT_MM + 9, _WIDTH_MM - 9
        said = zip(thing.split("\n"), (_TEXT, _SOFT), strict=False)
        lines = (paragraph(self._typesetter, line, x, width, style) for line, style in said)
        return stack(Block(0, (_square(_LEFT_MM + 1, 0.8),)), *lines, gap(1.8))

    def _stops(self, stops: Iterable[Stop]) -> list[Block]:
        """A desk's name stays with the first thing to do there."""
        blocks: list[Block] = []
        for stop in stops:
            blocks += _led_by(
                self._desk(stop), [self._errand(errand, _LEFT_MM + _INDENT_MM + 8) for errand in stop.errands]
            )
        return blocks

    def _desk(self, stop: Stop) -> Block:
        marks: list[Mark] = [Rule(_LEFT_MM, 0, _RIGHT_MM, 0, 0.6)]
        desk = stop.desk
        x = _LEFT_MM
        if desk.window is not None:
            marks.append(Frame(_LEFT_MM, 2, 12, 12, stroke_pt=None, radius_mm=6, colour=desk.colour or _NO_COLOUR))
            number = Style(19 if len(desk.window) < 2 else 16, Face.BOLD, Align.CENTER, grey=1.0)
            marks += self._put(desk.window, (_LEFT_MM, 2, 12, 12), number)
            x += _INDENT_MM
        marks += self._put(self._floor(desk), (_RIGHT_MM - 24, 2, 24, 12), Style(16.5, Face.BOLD, Align.RIGHT))
        name = self._fitted(stop.name, _RIGHT_MM - x - 26)
        marks += moved_down(name.marks, 2 + (12 - name.height_mm) / 2)
        return Block(15.5, tuple(marks))

    def _errand(self, errand: Errand, x: float, place: str = "") -> Block:
        """Name and day share a line where both have room on it."""
        width = _RIGHT_MM - x
        said = "　".join(filter(None, (errand.until, self._fee(errand), place)))
        beside = self._typesetter.width(errand.name, _NAME) + self._typesetter.width(said, _STRONG) + 6 <= width
        name = paragraph(self._typesetter, errand.name, x, width, _NAME)
        day = self._put(said, (x, 0, width, name.height_mm), replace(_STRONG, align=Align.RIGHT)) if beside else ()
        lines = ((errand.plain, _TEXT), ("" if beside else said, _STRONG), (errand.why, _SOFT))
        told = [paragraph(self._typesetter, line, x, width, style) for line, style in lines if line]
        badge = (self._badge(x),) if errand.confirm else ()
        return stack(Block(0, (_square(x - 8, 0.9), *day)), name, *badge, *told, gap(3.2))

    def _fee(self, errand: Errand) -> str:
        return self._words.say("paper.checklist.fee", yen=f"{errand.fee_yen:,}") if errand.fee_yen else ""

    def _badge(self, x: float) -> Block:
        """要確認 in a frame: what stays open is settled at the window."""
        text = self._say("confirm")
        width = self._typesetter.width(text, _STRONG) + 5
        frame = Frame(x, 0.4, width, 7, stroke_pt=0.8, radius_mm=1.5)
        return Block(8, (frame, *self._put(text, (x, 0.4, width, 7), replace(_STRONG, align=Align.CENTER))))

    def _fees(self, yen: int) -> Block:
        sentence = self._words.say("paper.checklist.fees", yen=f"{yen:,}") if yen else self._say("fees_none")
        return stack(
            gap(2), self._paragraph(self._say("again"), _TEXT), gap(2), self._paragraph(sentence, _NAME), gap(2)
        )

    def _fitted(self, text: str, width: float) -> Block:
        """Set a desk's name on one line, or on two smaller ones."""
        style = _DESK if self._typesetter.width(text, _DESK) <= width else replace(_DESK, size_pt=14, gap=1.15)
        return paragraph(self._typesetter, text, _RIGHT_MM - 26 - width, width, style)

    def _paragraph(self, text: str, style: Style) -> Block:
        return paragraph(self._typesetter, text, _LEFT_MM, _WIDTH_MM, style)

    def _put(self, text: str, place: Place, style: Style) -> tuple[Mark, ...]:
        return self._typesetter.block([text], place, style)

    def _floor(self, desk: Desk) -> str:
        return floor_words(desk.floor, self._words)

    def _say(self, key: str) -> str:
        return self._words[f"paper.checklist.{key}"]


def _led_by(lead: Block, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, the first of them never parted from what leads to it."""
    yield stack(lead, *blocks[:1])
    yield from blocks[1:]


def _square(x: float, y: float) -> Frame:
    return Frame(x, y, _TICK_MM, _TICK_MM, stroke_pt=0.8, radius_mm=0.5)
