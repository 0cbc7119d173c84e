"""What follows from the answers: how many procedures, how many today, each with its window, date and reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.calendar import say_day
from kiosk.guidance.content import Guide, Known, Privacy, ProcedureKind
from kiosk.guidance.plan import Entry
from kiosk.lettering.glyphs import Face
from kiosk.visit.steps import GoOn, ShowPlan
from kiosk.words import Words
from ui.lobby.controls import PrimaryButton
from ui.lobby.entry_card import EntryCard, EntryWords
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Help, Text
from ui.lobby.paging import Pages
from ui.lobby.panel import Note
from ui.lobby.screen import Screen
from ui.lobby.sentences import fact_sentence, label
from ui.lobby.style import Style

GROUPS = ("required", "confirm", "optional")


@dataclass(frozen=True)
class _Group:
    """A heading, and the cards under it; cards are built when they are first needed and used again."""

    heading: Text
    help: Text
    cards: list[EntryCard]
    column: QVBoxLayout


class PlanScreen(Screen[ShowPlan]):
    def __init__(self, style: Style, guide: Guide) -> None:
        super().__init__(style)
        self._guide = guide
        self._heading = Heading(style)
        self._help = Help(style)
        self._fees = Note(style, Icon.YEN, "city")
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.space("s"))
        self._groups = {group: self._add_group() for group in GROUPS}
        self._column.addWidget(self._fees)
        self._column.addStretch(1)
        self._pages = Pages(style, content)
        self._next = PrimaryButton(style, "next", height_px=160)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._help)
        self.column.addWidget(self._pages, 1)
        self.column.addWidget(self._next)
        self._next.clicked.connect(lambda: self.answered.emit(GoOn()))

    def present(self, step: ShowPlan, words: Words) -> None:
        plan = step.plan
        shown = {group: tuple(_open(getattr(plan, group))) for group in GROUPS}
        needed = (*shown["required"], *shown["confirm"])
        today = sum(self._can_be_done_here(entry) for entry in needed)
        self._heading.say(words.say("screen.plan.heading", procedures=len(needed), today=today))
        self._help.say(words["screen.plan.help"])
        self._fees.say(words.say("screen.plan.fees", yen=f"{plan.fees_yen:,}") if plan.fees_yen else "")
        self._next.say(words["screen.plan.next"])
        self._pages.speak(words)
        for name, entries in shown.items():
            self._fill(self._groups[name], name, entries, step.known, words)
        self._pages.to_top()

    def _add_group(self) -> _Group:
        heading = Text(self.look, "choice", face=Face.BOLD, colour="city")
        help_line = Text(self.look, "small", colour="ink_soft")
        column = QVBoxLayout()
        column.setSpacing(self.look.space("s"))
        self._column.addWidget(heading)
        self._column.addWidget(help_line)
        self._column.addLayout(column)
        return _Group(heading, help_line, [], column)

    def _fill(self, group: _Group, name: str, entries: tuple[Entry, ...], known: Known, words: Words) -> None:
        group.heading.say(words.say(f"screen.plan.{name}", procedures=len(entries)) if entries else "")
        group.help.say(words[f"screen.plan.{name}_help"] if entries else "")
        while len(group.cards) < len(entries):
            card = EntryCard(self.look)
            group.cards.append(card)
            group.column.addWidget(card)
        for card, entry in zip(group.cards, entries, strict=False):
            card.become(entry.procedure.id, self._words_of(entry, known, words))
        for n, card in enumerate(group.cards):
            card.setVisible(n < len(entries))

    def _words_of(self, entry: Entry, known: Known, words: Words) -> EntryWords:
        procedure = entry.procedure
        desk = self._guide.desks[procedure.desk]
        name = words[f"procedure.{procedure.id}.name"]
        plain = words.get(f"procedure.{procedure.id}.plain", "")
        floor = words.say("screen.plan.floor", floor=desk.floor) if desk.floor else ""
        return EntryWords(
            window=desk.window or "",
            colour=desk.colour or "",
            title=plain or name,
            subtitle=name if plain else "",
            desk="\u3000".join(filter(None, (floor, words[f"desk.{desk.id}.name"]))),
            due=_due(entry, words),
            bring=_bring(entry, words),
            fee=words.say("screen.plan.fee", yen=f"{procedure.fee_yen:,}") if procedure.fee_yen else "",
            why=words["screen.plan.why"],
            reasons=self._reasons(entry, known, words),
        )

    def _reasons(self, entry: Entry, known: Known, words: Words) -> tuple[str, ...]:
        """Say which answers made it so; what is known is a sentence, what is counted or unknown has its name."""
        if not entry.because:
            return (words["screen.plan.always"],)
        return tuple(self._reason(fact, known, words) for fact in entry.because)

    def _reason(self, fact: str, known: Known, words: Words) -> str:
        if fact in known and self._guide.facts[fact].count is None:
            return fact_sentence(self._guide.facts[fact], known[fact], words)
        return label(fact, words)

    def _can_be_done_here(self, entry: Entry) -> bool:
        procedure = entry.procedure
        return procedure.kind is not ProcedureKind.GUIDE and self._guide.desks[procedure.desk].window is not None


def _open(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Leave out what only staff may see: others stand behind."""
    return (entry for entry in entries if entry.procedure.privacy is not Privacy.STAFF_ONLY)


def _due(entry: Entry, words: Words) -> str:
    if entry.deadline is not None:
        return words.say("screen.plan.until", day=say_day(entry.deadline, words.language))
    return words.get(f"procedure.{entry.procedure.id}.due", "")


def _bring(entry: Entry, words: Words) -> str:
    return words["screen.plan.join"].join(short(words[f"bring.{code}"]) for code in entry.procedure.bring)


def short(thing: str) -> str:
    """Name a thing without the remark in brackets; the checklist has it in full."""
    return thing.partition("（")[0].partition(" (")[0]
