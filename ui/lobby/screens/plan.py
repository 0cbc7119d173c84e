"""What follows from the answers: how many procedures, how many today, each with its window, date and reason.

Below them, what to bring, to be ticked by who likes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.calendar import say_day
from kiosk.guidance.content import Fact, Guide, Known, Privacy, ProcedureKind
from kiosk.guidance.plan import Entry, Plan
from kiosk.guidance.sentences import floor_words, in_short, reason, remark, unknown_sentence
from kiosk.lettering.glyphs import Face
from kiosk.visit.answers import GoOn, ThingsInHand
from kiosk.visit.steps import Member, ShowPlan
from kiosk.words import Words
from ui.lobby.controls import PrimaryButton, Tick
from ui.lobby.entry_card import EntryCard, EntryWords
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Help, Text
from ui.lobby.members import household_of, who_and_age
from ui.lobby.paging import Pages
from ui.lobby.panel import Note
from ui.lobby.screen import Screen
from ui.lobby.style import Style
from ui.lobby.way import WayPicture, floor_of

GROUPS = ("required", "confirm", "optional")


@dataclass(frozen=True)
class _Group:
    """A heading, and the cards under it; cards are built when they are first needed and used again."""

    heading: Text
    help: Text
    column: QVBoxLayout
    cards: list[EntryCard]


class PlanScreen(Screen[ShowPlan]):
    """Objects ``why:<procedure>``, ``thing:<code>`` and ``next``."""

    def __init__(self, style: Style, guide: Guide, today: Callable[[], date]) -> None:
        super().__init__(style)
        self._guide = guide
        self._today = today
        self._step: ShowPlan | None = None
        self._in_hand: frozenset[str] = frozenset()
        self._ticks: list[Tick] = []
        self._members: tuple[Member, ...] = ()
        self._heading = Heading(style)
        self._help = Help(style)
        self._fees = Note(style, Icon.YEN, "city")
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.space("s"))
        required, confirm, optional = GROUPS
        self._groups = {group: self._add_group() for group in (required, confirm)}
        self._column.addWidget(self._fees)
        self._things = self._add_heading()
        self._groups[optional] = self._add_group()
        self._column.addStretch(1)
        self._pages = Pages(style, content)
        self._way = WayPicture(style)
        self._rest = QWidget()
        self._next = PrimaryButton(style, "next", height_px=160)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._help)
        self.column.addWidget(self._pages, 1)
        self.column.addWidget(self._way)
        self.column.addWidget(self._rest, 1)
        self.column.addWidget(self._next)
        self._next.clicked.connect(lambda: self.answered.emit(GoOn()))

    def present(self, step: ShowPlan, words: Words) -> None:
        plan = step.plan
        if step is not self._step:
            self._step, self._in_hand = step, step.in_hand
        self._members = household_of(step.members)
        shown = {group: tuple(_open(getattr(plan, group))) for group in GROUPS}
        something = any(shown.values())
        self._next.say(words["screen.plan.next"])
        self._pages.setVisible(something)
        self._rest.setVisible(not something)
        self._way.setVisible(not something and bool(plan.desks))
        if not something:
            self._say_nothing(plan, words)
            return
        self._say_first((*shown["required"], *shown["confirm"]), words)
        self._fees.say(_fees(plan, words))
        self._pages.speak(words)
        for name, entries in shown.items():
            self._fill(self._groups[name], name, entries, step.known, words)
        self._offer_things((*shown["required"], *shown["confirm"]), words)
        self._pages.to_top()

    def _say_first(self, needed: tuple[Entry, ...], words: Words) -> None:
        today = sum(self._can_be_done_here(entry) for entry in needed)
        self._heading.say(
            words.say("screen.plan.heading", procedures=_count(len(needed), words), today=_count(today, words))
            if needed
            else words["screen.plan.only_optional"]
        )
        self._help.say(words["screen.plan.help"])

    def _say_nothing(self, plan: Plan, words: Words) -> None:
        """Lead those of whom nothing came out to the desk that knows what to do."""
        self._heading.say(words["screen.plan.nothing"])
        self._help.say(words["screen.plan.nothing_help"] if plan.desks else "")
        for desk in map(self._guide.desks.__getitem__, plan.desks[:1]):
            self._way.point(desk, floor_of(desk, self._guide.desks.values()), words)

    def _add_group(self) -> _Group:
        return _Group(*self._add_heading(), [])

    def _add_heading(self) -> tuple[Text, Text, QVBoxLayout]:
        """Add a heading with a line of help, and the column under it."""
        heading = Text(self.look, "choice", face=Face.BOLD, colour="city")
        help_line = Text(self.look, "small", colour="ink_soft")
        column = QVBoxLayout()
        column.setSpacing(self.look.space("s"))
        self._column.addWidget(heading)
        self._column.addWidget(help_line)
        self._column.addLayout(column)
        return heading, help_line, column

    def _fill(self, group: _Group, name: str, entries: tuple[Entry, ...], known: Known, words: Words) -> None:
        group.heading.say(words.say(f"screen.plan.{name}", procedures=len(entries)) if entries else "")
        group.help.say(words.get(f"screen.plan.{name}_help", "") if entries else "")
        while len(group.cards) < len(entries):
            card = EntryCard(self.look)
            group.cards.append(card)
            group.column.addWidget(card)
        for card, entry in zip(group.cards, entries, strict=False):
            reasons = self._unknown(entry, words) if name == "confirm" else self._reasons(entry, known, words)
            card.become(entry.procedure.id, self._words_of(entry, reasons, words))
        for n, card in enumerate(group.cards):
            card.setVisible(n < len(entries))

    def _offer_things(self, entries: Iterable[Entry], words: Words) -> None:
        """Let each thing to bring be ticked by who has it here; nobody needs to."""
        wanted = {code for entry in entries for code in entry.bring}
        codes = [code for code in self._guide.bring if code in wanted]
        heading, help_line, column = self._things
        heading.say(words["screen.plan.in_hand"] if codes else "")
        help_line.say(words["screen.plan.in_hand_help"] if codes else "")
        while len(self._ticks) < len(codes):
            tick = Tick(self.look, "thing")
            tick.clicked.connect(self._on_ticked)
            column.addWidget(tick)
            self._ticks.append(tick)
        for tick, code in zip(self._ticks, codes, strict=False):
            tick.setObjectName(f"thing:{code}")
            tick.setChecked(code in self._in_hand)
            thing = words[f"bring.{code}"]
            tick.say(in_short(thing), remark(thing))
        for n, tick in enumerate(self._ticks):
            tick.setVisible(n < len(codes))

    def _on_ticked(self) -> None:
        ticked = (tick.objectName().removeprefix("thing:") for tick in self._ticks if tick.isChecked())
        self._in_hand = frozenset(ticked)
        self.answered.emit(ThingsInHand(self._in_hand))

    def _words_of(self, entry: Entry, reasons: tuple[str, ...], words: Words) -> EntryWords:
        procedure = entry.procedure
        desk = self._guide.desks[procedure.desk]
        name = words[f"procedure.{procedure.id}.name"]
        plain = words.get(f"procedure.{procedure.id}.plain", "")
        return EntryWords(
            window=desk.window or "",
            floor=floor_words(desk.floor, words),
            colour=desk.colour or "",
            title=plain or name,
            subtitle=(*((name,) if plain else ()), words[f"desk.{desk.id}.name"]),
            whom=self._whom(entry, words),
            due="\u3000".join(filter(None, (_opens(entry, words), _due(entry, words)))),
            bring=_bring(entry, words),
            fee=_fee(entry, words),
            more=words["screen.plan.more"],
            details=(
                (words["screen.plan.note"], tuple(filter(None, (words.get(f"procedure.{procedure.id}.note", ""),)))),
                (words["screen.plan.bring"], tuple(words[f"bring.{code}"] for code in entry.bring)),
                (words["screen.plan.why"], reasons),
            ),
        )

    def _whom(self, entry: Entry, words: Words) -> str:
        """Say whom it is for, where it is for some of several."""
        meant = [member for member in self._members if member.number in entry.people]
        if not 0 < len(meant) < len(self._members):
            return ""
        people = (who_and_age(member, words, self._today()) for member in meant)
        return words.say("screen.plan.whom", who=words["screen.plan.whom_join"].join(people))

    def _reasons(self, entry: Entry, known: Known, words: Words) -> tuple[str, ...]:
        """Say which answers made it so."""
        if not entry.because:
            return (words["screen.plan.always"],)
        return tuple(reason(fact, known, words) for fact in self._told(entry))

    def _unknown(self, entry: Entry, words: Words) -> tuple[str, ...]:
        """Say what would decide it, if anybody knew."""
        return tuple(unknown_sentence(fact.id, words) for fact in self._told(entry))

    def _told(self, entry: Entry) -> Iterable[Fact]:
        facts = map(self._guide.facts.__getitem__, entry.because)
        return (fact for fact in facts if fact.privacy is not Privacy.STAFF_ONLY)

    def _can_be_done_here(self, entry: Entry) -> bool:
        procedure = entry.procedure
        if entry.opens is not None:
            return False
        return procedure.kind is not ProcedureKind.GUIDE and self._guide.desks[procedure.desk].window is not None


def _open(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Leave out what only staff may see, since others stand behind, and what something else of the plan does."""
    return (entry for entry in entries if entry.procedure.is_open and not entry.covered)


def _count(number: int, words: Words) -> str:
    """Count as people do: Japanese counts a few things with another word than many."""
    return words.say("screen.plan.few" if number < 10 else "screen.plan.many", number=number)


def _opens(entry: Entry, words: Words) -> str:
    """Say from which day on it can be done, where that is still to come."""
    return words.say("screen.plan.opens", day=say_day(entry.opens, words.language)) if entry.opens else ""


def _due(entry: Entry, words: Words) -> str:
    if entry.deadline is not None:
        return words.say("screen.plan.until", day=say_day(entry.deadline, words.language))
    return words.get(f"procedure.{entry.procedure.id}.due", "")


def _fees(plan: Plan, words: Words) -> str:
    """Say what is to be paid today, and that more may be."""
    if not plan.fees_yen:
        return ""
    fees = words.say("screen.plan.fees", yen=f"{plan.fees_yen:,}")
    more = any(entry.procedure.fee_varies for entry in plan.required)
    return "\n".join((fees, words["screen.plan.fees_more"])) if more else fees


def _fee(entry: Entry, words: Words) -> str:
    if entry.procedure.fee_varies:
        return words["screen.plan.fee_varies"]
    yen = entry.procedure.fee_yen
    return words.say("screen.plan.fee", yen=f"{yen:,}") if yen else ""


def _bring(entry: Entry, words: Words) -> str:
    """Name the first thing and count the others; the card unfolds to show them all."""
    first, *others = (in_short(words[f"bring.{code}"]) for code in entry.bring) if entry.bring else ("",)
    return words.say("screen.plan.bring_more", first=first, number=len(others)) if others else first
