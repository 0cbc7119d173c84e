"""The pieces that a checklist is made of: headings, desks, things to do and things to bring, as blocks of marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.guidance.content import Desk
from kiosk.guidance.sentences import floor_words
from kiosk.lettering.glyphs import Face
from kiosk.lettering.ruby import has_readings
from kiosk.paperwork.errand import Errand, Item, Part, Stop
from kiosk.paperwork.flow import Block, gap, moved_down, paragraph, stack
from kiosk.paperwork.form import Align, Place
from kiosk.paperwork.sheet import Frame, Mark, Ring, Rule, Tick
from kiosk.paperwork.typesetting import Style, Typesetter
from kiosk.words import Words

LEFT_MM, RIGHT_MM = 15.0, 195.0
WIDTH_MM = RIGHT_MM - LEFT_MM
_INDENT_MM = 17.0
_TICK_MM = 5.0
_DISC_MM, _SMALL_DISC_MM = 12.0, 8.0
_FLOOR_MM = 24.0
_BETWEEN_MM = 5.0

TEXT = Style(14, gap=1.35)
SOFT = Style(14, grey=0.35, gap=1.35)
STRONG = Style(14, Face.BOLD, gap=1.35)
_CLOSE, _CLOSE_SOFT, _CLOSE_STRONG = (replace(style, gap=1.25) for style in (TEXT, SOFT, STRONG))
NAME = Style(15.5, Face.BOLD, gap=1.35)
_DESK = Style(16.5, Face.BOLD)
_HEADING = Style(18, Face.BOLD)
_NO_COLOUR = "#505050"
_BAND_GREY = 0.92


@dataclass(frozen=True)
class Blocks:
    """Sets the pieces in the words of one language."""

    typesetter: Typesetter
    words: Words

    # --- headings ----------------------------------------------------------------------

    def lead(self, title: str, help_: str | None = None) -> Block:
        heading = Block(11.5, self.put(self.say(title), (LEFT_MM, 2.5, WIDTH_MM, 8), _HEADING))
        return stack(heading, self.paragraph(self.say(help_), TEXT), gap(2)) if help_ else heading

    def _part_heading(self, part: Part) -> Block:
        """A band that says for whom: the family, or one person with the number of their row in a ring."""
        marks: list[Mark] = [Frame(LEFT_MM, 2, WIDTH_MM, 11, stroke_pt=None, fill_grey=_BAND_GREY, radius_mm=2)]
        x = LEFT_MM + 3
        if part.row is not None:
            marks.append(Ring(x, 3.25, 8.5, 8.5, stroke_pt=1.1))
            marks += self.put(str(part.row), (x, 3.25, 8.5, 8.5), Style(16, Face.BOLD, Align.CENTER))
            x += 11.5
        who = (
            part.who if part.row is not None or not part.who else self.words.say("paper.checklist.stays", who=part.who)
        )
        marks += self.put(who or self.say("family"), (x, 2, RIGHT_MM - x, 11), _DESK)
        return Block(15.5, tuple(marks))

    # --- desks -------------------------------------------------------------------------

    def stops(self, stops: Sequence[Stop]) -> Iterator[Block]:
        """Yield desks with all that is done there; a desk's name stays with the first thing."""
        for stop in stops:
            errands = [self.errand(errand, LEFT_MM + _INDENT_MM + 8) for errand in stop.errands]
            yield from led_by(self._desk(stop), errands)

    def way(self, stops: Sequence[Stop]) -> Iterator[Block]:
        """Yield desks in few words, one under the other."""
        for stop in stops:
            x = LEFT_MM + 12
            width = RIGHT_MM - x - _FLOOR_MM
            name = self._fitted(stop.name.replace("\n", "　"), x, width, NAME)
            what = self.say("then").join(errand.title for errand in stop.errands)
            said = paragraph(self.typesetter, what, x, RIGHT_MM - x, TEXT)
            floor = self.put(self.floor(stop.desk), (RIGHT_MM - _FLOOR_MM, 0, _FLOOR_MM, 7.4), _right(NAME))
            disc = self._disc(stop.desk, LEFT_MM, 0.3, _SMALL_DISC_MM)
            yield stack(Block(0.6, disc), _level([name, Block(0, floor)]), said, gap(2.2))

    def place(self, stop: Stop) -> str:
        """Say where, for a desk with a window."""
        window = stop.desk.window
        return self.words.say("paper.checklist.window", window=window, floor=self.floor(stop.desk)) if window else ""

    def floor(self, desk: Desk) -> str:
        return floor_words(desk.floor, self.words)

    def _desk(self, stop: Stop) -> Block:
        desk = stop.desk
        x = LEFT_MM + (0 if desk.window is None else _INDENT_MM)
        floor = self.put(self.floor(desk), (RIGHT_MM - _FLOOR_MM, 2, _FLOOR_MM, 12), _right(_DESK))
        name = self._fitted(stop.name, x, RIGHT_MM - x - _FLOOR_MM - 2, _DESK)
        middle = moved_down(name.marks, 2 + (12 - name.height_mm) / 2)
        line = Rule(LEFT_MM, 0, RIGHT_MM, 0, 0.6)
        return Block(15.5, (line, *self._disc(desk, LEFT_MM, 2, _DISC_MM), *floor, *middle))

    def _disc(self, desk: Desk, x: float, y: float, side: float) -> tuple[Mark, ...]:
        """The number of a window as on the signs; nothing outside the city hall."""
        if desk.window is None:
            return ()
        disc = Frame(x, y, side, side, stroke_pt=None, radius_mm=side / 2, colour=desk.colour or _NO_COLOUR)
        size = (19 if len(desk.window) < 2 else 16) if side > _SMALL_DISC_MM else 14
        return (disc, *self.put(desk.window, (x, y, side, side), Style(size, Face.BOLD, Align.CENTER, grey=1.0)))

    def _fitted(self, text: str, x: float, width: float, style: Style) -> Block:
        """Set a desk's name on one line, or on two smaller ones."""
        fits = self.typesetter.width(text, style) <= width
        return paragraph(self.typesetter, text, x, width, style if fits else replace(style, size_pt=14, gap=1.15))

    # --- things to do and to bring -----------------------------------------------------

    def part(self, part: Part) -> Iterator[Block]:
        """Yield what is for these people, the heading with the first thing under it."""
        yield from led_by(self._part_heading(part), [self._errand_of(errand) for errand in part.errands])

    def _errand_of(self, errand: Errand) -> Block:
        """One thing to do with the window where it is done, for those who look for what is theirs."""
        x, width = LEFT_MM + 20, WIDTH_MM - 20
        marks = (_square(LEFT_MM + 1.5, 0.9), *self._disc(errand.desk, LEFT_MM + 9, -0.6, _SMALL_DISC_MM))
        place = "" if errand.desk.window else self.say("outside_place")
        name, said = self._name(errand, self._said(errand, place), x, width)
        return stack(Block(0, marks), name, *self._told(errand, said, x, width), gap(2.6))

    def _name(self, errand: Errand, said: str, x: float, width: float) -> tuple[Block, str]:
        """Set name, badges and day on one line where they have room; return what has to be said below it."""
        name = errand.name.replace("\n", "　")
        end = self.typesetter.width(name, NAME) + sum(self._badge_mm(key) + 3 for key in _badge_words(errand))
        if end > width:
            return stack(
                paragraph(self.typesetter, errand.name, x, width, NAME), self._badge_line(_badge_words(errand), x)
            ), said
        line = paragraph(self.typesetter, name, x, width, NAME)
        badges = Block(0, self._badges(_badge_words(errand), x + self.typesetter.width(name, NAME) + 3))
        if end + self.typesetter.width(said, _CLOSE_STRONG) + 6 > width:
            return _level([line, badges]), said
        right = Block(0, self.put(said, (x, 0, width, line.height_mm), _right(_CLOSE_STRONG)))
        return _level([line, badges, right]), ""

    def _told(self, errand: Errand, said: str, x: float, width: float) -> Iterator[Block]:
        """Yield by when and what it is, what to bring and why; the reason in the first line where it has room."""
        if errand.same_as:
            same = self.words.say("paper.checklist.same", who=errand.same_as)
            yield from self._packed([(said, _CLOSE_STRONG), (same, _CLOSE)], x, width)
            yield from self._missing(errand, x, width)
            return
        first = list(self._packed([(said, _CLOSE_STRONG), (errand.plain, _CLOSE), (errand.why, _CLOSE_SOFT)], x, width))
        alone = list(self._packed([(said, _CLOSE_STRONG), (errand.plain, _CLOSE)], x, width))
        is_in = len(first) == len(alone)
        yield from first if is_in else alone
        if here := [thing for thing in errand.bring if thing not in errand.missing]:
            things = self.say("and").join(here)
            yield self._lines(self.words.say("paper.checklist.bring_for", things=things), x, width, _CLOSE)
        yield from self._missing(errand, x, width)
        if not is_in:
            yield self._lines(errand.why, x, width, _CLOSE_SOFT)

    def _missing(self, errand: Errand, x: float, width: float) -> Iterator[Block]:
        """Yield what has to be brought another time."""
        if errand.missing:
            things = self.say("and").join(errand.missing)
            yield self._lines(self.words.say("paper.checklist.missing", things=things), x, width, _CLOSE_STRONG)

    def _packed(self, texts: Sequence[tuple[str, Style]], x: float, width: float) -> Iterator[Block]:
        """Yield lines of texts beside one another; one that has no room there begins a line of its own."""
        line: list[Block] = []
        used = 0.0
        for text, style in texts:
            long = self.typesetter.width(text, style)
            if line and text and used + long > width:
                yield _level(_standing(line))
                line, used = [], 0.0
            if text:
                line.append(self._lines(text, x + used, width - used, style))
                used += long + _BETWEEN_MM
        if line:
            yield _level(_standing(line))

    def _lines(self, text: str, x: float, width: float, style: Style) -> Block:
        return paragraph(self.typesetter, text, x, width, style) if text else gap(0)

    def errand(self, errand: Errand, x: float, place: str = "", under: str = "") -> Block:
        """Name and day share a line where both have room on it. ``under``: the heading that says of it what it is."""
        width = RIGHT_MM - x
        said = self._said(errand, place)
        beside = self.typesetter.width(errand.name, NAME) + self.typesetter.width(said, STRONG) + 6 <= width
        name = paragraph(self.typesetter, errand.name, x, width, NAME)
        day = self.put(said, (x, 0, width, name.height_mm), _right(STRONG)) if beside else ()
        lines = ((errand.plain, TEXT), ("" if beside else said, STRONG), (errand.why, SOFT))
        told = [paragraph(self.typesetter, line, x, width, style) for line, style in lines if line]
        badge = (self._badge_line(badges, x),) if (badges := _badge_words(errand, under)) else ()
        missing = self._missing(errand, x, width)
        return stack(Block(0, (_square(x - 8, 0.9), *day)), name, *badge, *told, *missing, gap(3.2))

    def _said(self, errand: Errand, place: str) -> str:
        return "　".join(filter(None, (errand.later, errand.until, errand.fee, place)))

    def thing(self, item: Item) -> Block:
        """Name a thing, ticked when it is here; what is missing says for what it will be wanted."""
        x, width = LEFT_MM + 9, WIDTH_MM - 9
        said = zip(item.name.split("\n"), (TEXT, SOFT), strict=False)
        lines = [self._lines(line, x, width, style) for line, style in said]
        if item.used_for:
            names = self.say("and").join(item.used_for)
            lines.append(self._lines(self.words.say("paper.checklist.used_for", names=names), x, width, _CLOSE_SOFT))
        marks: tuple[Mark, ...] = (_square(LEFT_MM + 1, 0.8),)
        if item.in_hand:
            marks += (Tick(LEFT_MM + 2, 1.6, _TICK_MM - 1.2, _TICK_MM - 1.8, stroke_pt=1.8),)
        return stack(Block(0, marks), *lines, gap(1.8))

    def fees(self, yen: int, *, vary: bool) -> Block:
        """Say the sum, and that there is more to pay of which only the counter knows how much."""
        sentences = [self.words.say("paper.checklist.fees", yen=f"{yen:,}")] if yen else []
        if vary or not sentences:
            sentences.append(self.say("fees_vary" if vary else "fees_none"))
        lines = (self.paragraph(sentence, NAME) for sentence in sentences)
        return stack(gap(2), self.paragraph(self.say("again"), TEXT), gap(2), *lines, gap(2))

    def _badges(self, badges: Sequence[str], x: float) -> tuple[Mark, ...]:
        """What is not settled, what need not be done at all, and what cannot be done yet."""
        marks: list[Mark] = []
        for key in badges:
            marks += self._badge(key, x, 0.2)
            x += self._badge_mm(key) + 3
        return tuple(marks)

    def _badge(self, key: str, x: float, y: float) -> tuple[Mark, ...]:
        """A word in a frame."""
        place = (x, y, self._badge_mm(key), 8.6 if has_readings(self.say(key)) else 7.0)
        frame = Frame(*place, stroke_pt=0.8, radius_mm=1.5)
        return (frame, *self.put(self.say(key), place, replace(STRONG, align=Align.CENTER)))

    def _badge_mm(self, key: str) -> float:
        return self.typesetter.width(self.say(key), STRONG) + 5

    def _badge_line(self, badges: Sequence[str], x: float) -> Block:
        """Set badges on a line of their own, or on several where they need them."""
        rows: list[list[str]] = [[]]
        end = x
        for key in badges:
            wide = self._badge_mm(key)
            if rows[-1] and end + wide > RIGHT_MM:
                rows.append([])
                end = x
            rows[-1].append(key)
            end += wide + 3
        return stack(*(self._badge_row(row, x) for row in rows))

    def _badge_row(self, badges: Sequence[str], x: float) -> Block:
        marks = self._badges(badges, x)
        return Block(max((mark.h_mm for mark in marks if isinstance(mark, Frame)), default=-1) + 1, marks)

    # --- words -------------------------------------------------------------------------

    def paragraph(self, text: str, style: Style) -> Block:
        return paragraph(self.typesetter, text, LEFT_MM, WIDTH_MM, style)

    def put(self, text: str, place: Place, style: Style) -> tuple[Mark, ...]:
        return self.typesetter.block([text], place, style)

    def say(self, key: str) -> str:
        return self.words[f"paper.checklist.{key}"]


def led_by(lead: Block, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, the first of them never parted from what leads to it."""
    yield stack(lead, *blocks[:1])
    yield from blocks[1:]


def _level(line: Sequence[Block]) -> Block:
    """Put blocks beside one another that have their places already."""
    return Block(max(block.height_mm for block in line), tuple(mark for block in line for mark in block.marks))


def _standing(line: Sequence[Block]) -> list[Block]:
    """Stand blocks on one baseline: what has furigana is higher."""
    height = max(block.height_mm for block in line)
    return [Block(height, moved_down(block.marks, height - block.height_mm)) for block in line]


def _badge_words(errand: Errand, under: str = "") -> tuple[str, ...]:
    so = {"confirm": errand.confirm, "optional": errand.optional, "later": bool(errand.later)}
    return tuple(key for key, holds in so.items() if holds and key != under)


def _right(style: Style) -> Style:
    return replace(style, align=Align.RIGHT)


def _square(x: float, y: float) -> Frame:
    return Frame(x, y, _TICK_MM, _TICK_MM, stroke_pt=0.8, radius_mm=0.5)
