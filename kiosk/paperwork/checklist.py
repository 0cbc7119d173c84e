"""The checklist that the resident takes along: where to go in which order, what to bring, by when, and why."""

from collections.abc import Iterator, Sequence

from kiosk.calendar import say_day
from kiosk.guidance.content import Guide
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.lettering.ruby import has_readings
from kiosk.paperwork.case import Case
from kiosk.paperwork.checklist_blocks import LEFT_MM, NAME, RIGHT_MM, TEXT, WIDTH_MM, Blocks, led_by
from kiosk.paperwork.errand import Errands, Stop, errands_of
from kiosk.paperwork.flow import Block, gap, moved_down, pages_of, paragraph, stack
from kiosk.paperwork.form import Align
from kiosk.paperwork.sheet import Document, Frame, Mark, Media, Page, Rule
from kiosk.paperwork.typesetting import Style, Typesetter
from kiosk.words import Words

_PAGE_MM = (210.0, 297.0)
_TOP_MM = 14.0
_FOOT_MM = 281.0
_HEAD_MM = 42.0

_TITLE = Style(25, Face.BOLD)


def checklist(case: Case, guide: Guide, words: Words, lettering: Lettering) -> Document:
    """Lay the checklist out on as many A4 pages as it needs, nothing smaller than 14 pt.

    A single person finds at each desk what is to be done there; several people first the way and what to bring, then
    what is for all of them and what for each. Nothing on it says who the resident is, and events that are spoken of
    softly are not named. What is discreet stands on a last page that is folded inwards; ``staff_only`` stands nowhere.
    """
    errands = errands_of(case, guide, words)
    writer = _Writer(Blocks(Typesetter(lettering), words))
    first = pages_of(writer.blocks(errands), _FOOT_MM - _TOP_MM - _HEAD_MM, _FOOT_MM - _TOP_MM)
    head = writer.head(case, errands, [event for event in case.events if not guide.events[event].quiet])
    inside = pages_of(writer.inside(errands), _FOOT_MM - _TOP_MM, _FOOT_MM - _TOP_MM) if errands.inside else ()
    bodies = (stack(head, first[0]), *first[1:], *inside)
    pages = (
        Page(*_PAGE_MM, (*moved_down(body.marks, _TOP_MM), *writer.foot(number, len(bodies))))
        for number, body in enumerate(bodies, start=1)
    )
    return Document("checklist", Media.A4, tuple(pages))


class _Writer:
    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._words = blocks.words

    def head(self, case: Case, errands: Errands, events: Sequence[str]) -> Block:
        """The number in a frame, and beside it what this is and where to go first."""
        put, say = self._blocks.put, self._blocks.say
        marks: list[Mark] = [Frame(LEFT_MM, 0, 58, 36, stroke_pt=1.2, radius_mm=3)]
        marks += put(say("number"), (LEFT_MM, 2, 58, 7), Style(14, align=Align.CENTER))
        marks += self._number(case.ticket).marks
        x = LEFT_MM + 64
        width = RIGHT_MM - x
        marks += put(say("title"), (x, -1, width, 11), _TITLE)
        happened = say("join").join(self._words[f"event.{event}.everyday"] for event in events)
        day = say_day(case.made.date(), self._words.language, weekday=False)
        told = f"{happened}　{day}".strip()
        marks += put(told, (x, 12.5 if has_readings(told) else 11, width, 6), TEXT)
        marks += moved_down(self._first_desk(errands, x, width).marks, 20)
        return Block(_HEAD_MM, tuple(marks))

    def _number(self, ticket: str | None) -> Block:
        blocks = self._blocks
        if ticket:
            return Block(33, blocks.put(ticket, (LEFT_MM, 9, 58, 24), Style(52, Face.BOLD, Align.CENTER)))
        style = Style(15, Face.BOLD, Align.CENTER)
        return stack(gap(14), paragraph(blocks.typesetter, blocks.say("no_number"), LEFT_MM + 4, 50, style))

    def blocks(self, errands: Errands) -> list[Block]:
        """Everything that may be seen by others."""
        return [
            *(self._of_several(errands) if errands.parts else self._of_one(errands)),
            *self._list("outside", errands.outside),
            *self._list("optional", errands.optional, help_="optional_help"),
        ]

    def _of_one(self, errands: Errands) -> Iterator[Block]:
        yield from led_by(self._blocks.lead("way", "way_help"), list(self._blocks.stops(errands.way)))
        yield from self._things(errands.bring)
        yield self._blocks.fees(errands.fees_yen, vary=errands.fees_vary)

    def _of_several(self, errands: Errands) -> Iterator[Block]:
        yield from led_by(self._blocks.lead("way", "way_short_help"), list(self._blocks.way(errands.way)))
        yield self._blocks.fees(errands.fees_yen, vary=errands.fees_vary)
        yield from self._things(errands.bring)
        yield from led_by(self._blocks.lead("parts", "parts_help"), list(self._blocks.parts(errands.parts)))

    def inside(self, errands: Errands) -> list[Block]:
        """The page that is folded inwards, with dotted marks where to fold it."""
        fold = 148.5 - _TOP_MM
        marks = (Rule(0, fold, LEFT_MM - 3, fold, dashed=True), Rule(RIGHT_MM + 3, fold, 210, fold, dashed=True))
        title = stack(Block(0, marks), self._blocks.lead("inside_title", "inside_help"))
        parts, stops = errands.parts_inside, errands.inside
        told = self._blocks.parts(parts) if parts else self._blocks.stops(stops)
        return [*led_by(title, list(told)), *self._things(errands.bring_inside)]

    def foot(self, page: int, pages: int) -> Iterator[Mark]:
        yield Rule(LEFT_MM, _FOOT_MM + 1, RIGHT_MM, _FOOT_MM + 1, 0.3)
        place = (LEFT_MM, _FOOT_MM + 2, WIDTH_MM, 6)
        foot = self._words.say("paper.checklist.foot", city=self._words["screen.frame.city"])
        yield from self._blocks.put(foot, place, Style(14, grey=0.35))
        number = self._words.say("paper.checklist.page", page=page, pages=pages)
        yield from self._blocks.put(number, place, Style(14, align=Align.RIGHT))

    def _first_desk(self, errands: Errands, x: float, width: float) -> Block:
        desk = next((stop.desk for stop in errands.way), None)
        if desk is None:
            return Block(0)
        sentence = self._words.say("paper.checklist.first", window=desk.window, floor=self._blocks.floor(desk))
        return paragraph(self._blocks.typesetter, sentence, x, width, NAME)

    def _list(self, title: str, stops: Sequence[Stop], help_: str | None = None) -> Iterator[Block]:
        """Yield errands without their desks' headings; the place stands beside each."""
        if stops:
            blocks = self._blocks
            errands = [
                blocks.errand(errand, LEFT_MM + 9, blocks.place(stop)) for stop in stops for errand in stop.errands
            ]
            yield from led_by(blocks.lead(title, help_), errands)

    def _things(self, things: Sequence[str]) -> Iterator[Block]:
        if things:
            blocks = self._blocks
            yield from led_by(blocks.lead("bring", "bring_help"), [blocks.thing(thing) for thing in things])
