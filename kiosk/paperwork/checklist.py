"""The checklist that the resident takes along: where to go in which order, what to bring, by when, and why."""

from collections.abc import Iterator, Sequence

from kiosk.calendar import say_day
from kiosk.guidance.content import Guide
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.lettering.ruby import plain
from kiosk.paperwork.case import Case
from kiosk.paperwork.checklist_blocks import LEFT_MM, NAME, RIGHT_MM, STRONG, TEXT, WIDTH_MM, Blocks, led_by
from kiosk.paperwork.errand import Amounts, Errands, Item, Part, Stop
from kiosk.paperwork.floor_map import FloorMap
from kiosk.paperwork.flow import Block, Chapter, Hold, gap, moved_down, pages_of, paragraph, stack
from kiosk.paperwork.form import Align
from kiosk.paperwork.sheet import Document, Frame, Mark, Media, Page, Rule
from kiosk.paperwork.telling import errands_of
from kiosk.paperwork.typesetting import Style, Typesetter
from kiosk.words import Words

_PAGE_MM = (210.0, 297.0)
_TOP_MM = 14.0
_FOOT_MM = 281.0
_ROOM_MM = _FOOT_MM - _TOP_MM
_HEAD_MM = 42.0

_TITLE = Style(25, Face.BOLD)


def checklist(case: Case, guide: Guide, words: Words, lettering: Lettering, *, two_sided: bool = False) -> Document:
    """Lay the checklist out on as many A4 pages as it needs, nothing smaller than 14 pt but on the map.

    A single person finds at each desk what is to be done there; several people first the way and what to bring, then
    what is for all of them and what for each. Nothing on it says who the resident is, and events that are spoken of
    softly are not named. What is discreet stands on a last page that is folded inwards; ``staff_only`` stands nowhere.
    ``two_sided``: it is printed on both sides of the paper, and that page begins a sheet of its own.
    """
    errands = errands_of(case, guide, words)
    writer = _Writer(Blocks(Typesetter(lettering), words), guide)
    head = writer.head(case, errands, [event for event in case.events if not guide.events[event].quiet])
    first = pages_of(writer.chapters(errands), _ROOM_MM - head.height_mm, _ROOM_MM)
    inside = pages_of(writer.inside(errands), _ROOM_MM, _ROOM_MM) if errands.has_inside else ()
    bodies = (stack(head, first[0]), *first[1:], *inside)
    pages = [
        Page(*_PAGE_MM, (*moved_down(body.marks, _TOP_MM), *writer.foot(number, len(bodies))))
        for number, body in enumerate(bodies, start=1)
    ]
    if two_sided and inside and len(first) % 2:
        pages.insert(len(first), Page(*_PAGE_MM, ()))
    title = plain(words["paper.checklist.title"])
    return Document("checklist", Media.CHECKLIST, tuple(pages), title, words.language)


class _Writer:
    def __init__(self, blocks: Blocks, guide: Guide) -> None:
        self._blocks = blocks
        self._words = blocks.words
        self._map = FloorMap(guide.floors, guide.desks, blocks.typesetter, blocks.words)

    def head(self, case: Case, errands: Errands, events: Sequence[str]) -> Block:
        """The number in a frame, and beside it what this is, where to go first and how much can be done today."""
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
        below = stack(
            paragraph(self._blocks.typesetter, told, x, width, TEXT),
            gap(1.5),
            self._first_desk(case, errands, x, width),
            gap(1),
            self._amounts(errands.amounts, x, width),
        )
        marks += moved_down(below.marks, 11)
        return Block(max(_HEAD_MM, 11 + below.height_mm + 2), tuple(marks))

    def _number(self, ticket: str | None) -> Block:
        blocks = self._blocks
        if ticket:
            return Block(33, blocks.put(ticket, (LEFT_MM, 9, 58, 24), Style(52, Face.BOLD, Align.CENTER)))
        style = Style(15, Face.BOLD, Align.CENTER)
        return stack(gap(14), paragraph(blocks.typesetter, blocks.say("no_number"), LEFT_MM + 4, 50, style))

    def _first_desk(self, case: Case, errands: Errands, x: float, width: float) -> Block:
        """Say where the number is called; where that would tell of something discreet, only that it is called."""
        desk = next((stop.desk for stop in (*errands.way, *errands.later)), None)
        called = next(iter(case.plan.desks), None)
        if desk is not None and desk.id == called:
            floor = self._blocks.floor(desk)
            sentence = self._words.say("paper.checklist.first", window=desk.window, floor=floor)
        elif called is not None:
            sentence = self._blocks.say("first_called")
        else:
            return Block(0)
        return paragraph(self._blocks.typesetter, sentence, x, width, NAME)

    def _amounts(self, amounts: Amounts, x: float, width: float) -> Block:
        """Say how much is for today, for later and outside, where it is not all the same."""
        counted = (("today", amounts.today), ("later", amounts.later), ("outside", amounts.outside))
        told = [self._words.say(f"paper.checklist.{name}_count", number=number) for name, number in counted if number]
        return paragraph(self._blocks.typesetter, "　".join(told), x, width, TEXT) if told else Block(0)

    def chapters(self, errands: Errands) -> Iterator[Chapter]:
        """Yield everything that may be seen by others."""
        yield from self._of_several(errands) if errands.parts else self._of_one(errands)
        yield from self._list("outside", errands.outside)
        yield from self._list("optional", errands.optional, help_="optional_help")

    def _of_one(self, errands: Errands) -> Iterator[Chapter]:
        yield from self._way(errands, "way_help", list(self._blocks.stops(errands.way)))
        yield from self._things(errands.bring)
        yield self._fees(errands)
        yield from self._list("later", errands.later, help_="later_help")

    def _of_several(self, errands: Errands) -> Iterator[Chapter]:
        yield from self._way(errands, "way_short_help", list(self._blocks.way(errands.way)))
        yield self._fees(errands)
        yield from self._things(errands.bring)
        yield from self._parts(errands.parts)

    def _way(self, errands: Errands, help_: str, stops: list[Block]) -> Iterator[Chapter]:
        """Yield the desks with a map before them; a line says when the inside page has more of them."""
        blocks = self._blocks
        inside = [blocks.paragraph(blocks.say("inside"), STRONG), gap(2)] if errands.has_inside else []
        if stops or inside:
            plan = self._map.draw([stop.desk for stop in errands.way], LEFT_MM, WIDTH_MM)
            lead = blocks.lead("way", help_) if stops else blocks.lead("way")
            yield Chapter(tuple(led_by(stack(lead, *inside, plan), stops)))

    def _parts(self, parts: Sequence[Part]) -> Iterator[Chapter]:
        """Yield what is for whom, the family first; nobody's things are parted for nothing."""
        lead = self._blocks.lead("parts", "parts_help")
        for n, part in enumerate(parts):
            blocks = tuple(self._blocks.part(part))
            hold = Hold.APART if part.apart else Hold.TOGETHER if part.who else Hold.LOOSE
            yield Chapter(tuple(led_by(lead, blocks)) if n == 0 else blocks, hold)

    def inside(self, errands: Errands) -> Iterator[Chapter]:
        """Yield the page that is folded inwards, with dotted marks where to fold it."""
        fold = 148.5 - _TOP_MM
        marks = (Rule(0, fold, LEFT_MM - 3, fold, dashed=True), Rule(RIGHT_MM + 3, fold, 210, fold, dashed=True))
        title = stack(Block(0, marks), self._blocks.lead("inside_title", "inside_help"))
        plan = self._map.draw(errands.way_inside, LEFT_MM, WIDTH_MM)
        yield Chapter((stack(title, plan),))
        if errands.parts_inside:
            for part in errands.parts_inside:
                yield Chapter(tuple(self._blocks.part(part)), Hold.TOGETHER)
        else:
            yield Chapter(tuple(self._blocks.stops(errands.inside)))
        yield from self._things(errands.bring_inside)

    def foot(self, page: int, pages: int) -> Iterator[Mark]:
        yield Rule(LEFT_MM, _FOOT_MM + 1, RIGHT_MM, _FOOT_MM + 1, 0.3)
        place = (LEFT_MM, _FOOT_MM + 2, WIDTH_MM, 6)
        foot = self._words.say("paper.checklist.foot", city=self._words["screen.frame.city"])
        yield from self._blocks.put(foot, place, Style(14, grey=0.35))
        number = self._words.say("paper.checklist.page", page=page, pages=pages)
        yield from self._blocks.put(number, place, Style(14, align=Align.RIGHT))

    def _list(self, title: str, stops: Sequence[Stop], help_: str | None = None) -> Iterator[Chapter]:
        """Yield errands without their desks' headings; the place stands beside each."""
        if stops:
            blocks = self._blocks
            errands = [
                blocks.errand(errand, LEFT_MM + 9, blocks.place(stop), title)
                for stop in stops
                for errand in stop.errands
            ]
            yield Chapter(tuple(led_by(blocks.lead(title, help_), errands)), Hold.RATHER)

    def _fees(self, errands: Errands) -> Chapter:
        return Chapter((self._blocks.fees(errands.fees_yen, vary=errands.fees_vary),))

    def _things(self, items: Sequence[Item]) -> Iterator[Chapter]:
        """Yield what to bring; when somebody said what is here, that first, and then what is for the next time."""
        here, missing = [item for item in items if item.in_hand], [item for item in items if not item.in_hand]
        said = bool(here) or any(item.used_for for item in missing)
        yield from self._items("in_hand", None, here)
        yield from self._items("next_time" if said else "bring", "next_help" if said else "bring_help", missing)

    def _items(self, title: str, help_: str | None, items: Sequence[Item]) -> Iterator[Chapter]:
        if items:
            blocks = self._blocks
            things = [blocks.thing(item) for item in items]
            yield Chapter(tuple(led_by(blocks.lead(title, help_), things)), Hold.RATHER)
