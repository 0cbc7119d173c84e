"""What the lobby shows now, as frozen values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from kiosk.guidance.content import Known, Party, Question, Value
from kiosk.guidance.plan import Plan
from kiosk.paperwork.case import NeedKind, NeedValue
from kiosk.paperwork.sheet import Document
from kiosk.paperwork.signature import Signature
from kiosk.people import Person, Relation, Sex
from kiosk.ports import CardKind, ReaderState, SecretKind
from kiosk.queue.waiting import Prospect, Wait


class Stage(Enum):
    """The four dots at the top: where one is."""

    CARD = "card"
    QUESTIONS = "questions"
    CHECK = "check"
    PRINT = "print"


class Voice(Enum):
    """How a step speaks of SELF: to them, or of them to somebody who helps or stands in for them."""

    YOU = "you"
    PRINCIPAL = "principal"


@dataclass(frozen=True)
class Member:
    """Of whom a step speaks. ``number`` counts the household from 1; 0 is who stands at the window for them.

    ``person`` is what is known so far.
    """

    number: int
    person: Person = field(default_factory=Person, repr=False)
    voice: Voice = Voice.YOU


# --- Steps ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attract:
    """Nobody is here. The whole screen is a button."""

    people_waiting: int | None = None
    wait: Wait | None = None


@dataclass(frozen=True)
class ChooseParty:
    """Who came, and for whom? ``chosen`` when one comes back to change it."""

    parties: tuple[Party, ...] = tuple(Party)
    chosen: Party | None = None


@dataclass(frozen=True)
class ChooseEvent:
    """What happened? ``rare`` stand behind "something else". ``chosen`` when one comes back to change it."""

    events: tuple[str, ...]
    rare: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChooseOtherEvent:
    """Something else: the rarer events, and the ways to somebody who helps."""

    events: tuple[str, ...]


@dataclass(frozen=True)
class SearchByWords:
    """What is it about, in everyday words? What is typed stays on the screen."""


@dataclass(frozen=True)
class ChooseDesk:
    """Which office? Those at which a resident can do something."""

    desks: tuple[str, ...]


@dataclass(frozen=True)
class ShowDesk:
    """What can be done at this desk."""

    desk: str
    procedures: tuple[str, ...]


@dataclass(frozen=True)
class ChooseOccasion:
    """The same thing is done on several occasions: which of these events is it?"""

    procedures: tuple[str, ...]
    events: tuple[str, ...]


@dataclass(frozen=True)
class NoEventFits:
    """A clerk helps, at ``desk`` where that is known; the visit can go back or end."""

    desk: str | None = None


@dataclass(frozen=True)
class AwaitCard:
    """Put the card on the reader. ``trouble`` is an error code of what went wrong a moment ago.

    ``another``: the card read before this one has to make room where ``reader`` still has one.
    """

    whom: Member = field(default_factory=lambda: Member(1))
    reader: ReaderState = ReaderState.EMPTY
    trouble: str | None = None
    another: bool = False


@dataclass(frozen=True)
class Refused:
    """A secret that is not tried here any more; only the counter can help. ``trouble``: ``last_try`` or ``blocked``."""

    secret: SecretKind
    trouble: str


@dataclass(frozen=True)
class EnterPin:
    """Four digits: ``secret`` says which of the card's PINs; ``wrong`` when the last ones were not right.

    ``tries_left`` None: the card does not count. ``instead``: another secret that opens the card, too. ``refused``: one
    that is not asked for; this one itself when it was wrong too often, and nothing can be typed any more.
    """

    kind: CardKind
    tries_left: int | None
    wrong: bool = False
    whom: Member = field(default_factory=lambda: Member(1))
    secret: SecretKind = SecretKind.PIN
    instead: SecretKind | None = None
    refused: Refused | None = None


@dataclass(frozen=True)
class EnterCheckNumber:
    """照合番号B: the digits that are printed on the face of a My Number card, copied as they stand there.

    ``instead`` and ``refused`` as above.
    """

    tries_left: int | None
    wrong: bool = False
    whom: Member = field(default_factory=lambda: Member(1))
    instead: SecretKind | None = None
    refused: Refused | None = None


@dataclass(frozen=True)
class EnterCardNumber:
    """The number on the face of a residence card, or of a special permanent resident certificate."""

    kind: CardKind
    wrong: bool = False
    whom: Member = field(default_factory=lambda: Member(1))


@dataclass(frozen=True)
class ReadingCard:
    """Do not move the card. ``kind`` None: it is not known. ``signs``: it has been read, and is proven genuine now."""

    kind: CardKind | None = None
    signs: bool = False


@dataclass(frozen=True)
class CardUnusable:
    """This card is not used here: ``last_try``, ``blocked``, ``expired``, ``not_genuine``. The way on is without it.

    ``kind`` None: it was not found out. ``expired`` is the last day on which it held.
    """

    trouble: str
    tries_left: int | None = None
    kind: CardKind | None = None
    expired: date | None = None


@dataclass(frozen=True)
class ConfirmPerson:
    """Is this right? ``by_hand``: it was typed, and is shown back in full."""

    whom: Member
    by_hand: bool = False


@dataclass(frozen=True)
class GatherHousehold:
    """Who else? All that is known of those who are there, and how another is added.

    ``offers``: who another can be. ``complete`` False: somebody is still missing. ``moving``: it is about a move, on
    which somebody may not come along.
    """

    members: tuple[Member, ...] = field(repr=False)
    offers: tuple[tuple[Relation, Sex | None], ...]
    complete: bool = True
    moving: bool = True


@dataclass(frozen=True)
class AskQuestion:
    """One screen of questions. ``given`` holds what was answered here before; ``left`` counts this one too."""

    question: Question
    given: Mapping[str, Value | None] = field(repr=False)
    left: int
    asked: int
    members: tuple[Member, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class SummaryLine:
    """One answer: ``key`` to change it, the question, and the facts answered there."""

    key: str
    question: str
    facts: Mapping[str, Value | None] = field(repr=False)


@dataclass(frozen=True)
class Summary:
    """All answers. ``members``: the household, and before it (number 0) who stands at the window for them."""

    party: Party
    events: tuple[str, ...]
    members: tuple[Member, ...] = field(repr=False)
    lines: tuple[SummaryLine, ...]


@dataclass(frozen=True)
class ShowPlan:
    """What follows from the answers; ``known`` says what they were, for the reasons. ``in_hand``: what was brought.

    Ticking things does not change the step; it says what was ticked when one came to it.
    """

    plan: Plan
    known: Known = field(default_factory=dict, repr=False)
    members: tuple[Member, ...] = field(default=(), repr=False)
    in_hand: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True)
class FillNeed:
    """Something about somebody that neither card nor answers gave. ``optional`` may be left out.

    ``need`` names its words. ``whom`` None: it is of nobody in particular. ``people``: whom one can choose from, with
    their numbers. ``surnames``: family names to take over, each with its reading where one was typed. ``picture``:
    what the card shows of it (PNG), to be copied.
    """

    need: str
    kind: NeedKind
    optional: bool
    given: NeedValue | None = field(default=None, repr=False)
    whom: Member | None = None
    people: tuple[Member, ...] = field(default=(), repr=False)
    surnames: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    others: bool = False
    building: bool = True
    left: int = 1
    picture: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class NeedLine:
    """One need that is settled unless it is changed: ``key`` to change it; ``value`` None is left to the hand."""

    key: str
    need: str
    kind: NeedKind
    value: NeedValue | None = field(repr=False)


@dataclass(frozen=True)
class CheckNeeds:
    """What the form will say of the household if nobody objects."""

    lines: tuple[NeedLine, ...]
    members: tuple[Member, ...] = field(repr=False)


@dataclass(frozen=True)
class Sign:
    """Sign here with a finger, or later on the paper; ``given`` is what was signed before."""

    given: Signature | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Preview:
    """The sheets as they will be printed. ``furigana`` None: the language has no way of its own with furigana."""

    documents: tuple[Document, ...] = field(repr=False)
    furigana: bool | None = None


class SheetState(Enum):
    TO_COME = "to_come"
    PRINTING = "printing"
    OUT = "out"
    FAILED = "failed"


@dataclass(frozen=True)
class Printing:
    """Sheet by sheet. ``reasons``: printer-state-reasons that keep paper from coming out.

    ``trouble``: the error code that ended it (``printer_unreachable``, ``print_refused``). ``wait``: how long it will
    be until the number is called.
    """

    sheets: tuple[tuple[str, SheetState], ...]
    reasons: tuple[str, ...] = ()
    trouble: str | None = None
    wait: Wait | None = None


@dataclass(frozen=True)
class ChooseSheet:
    """Which sheet is to be printed once more; only those that came out, by their places among all sheets."""

    sheets: Mapping[int, Document] = field(repr=False)


@dataclass(frozen=True)
class Finished:
    """The number and the way. ``paper`` False: it did not come out, the number must be taken from here.

    ``number`` None: no ticket could be had (``trouble`` says why); a clerk helps. ``prospect`` None: nobody can tell.
    ``card_on_reader``: the reader says that a card lies there.
    ``reference`` is the QR's text, shown when there is no paper; ``handover`` are likewise those of the application.
    """

    number: str | None
    desk: str | None
    prospect: Prospect | None
    paper: bool
    card_on_reader: bool = False
    trouble: str | None = None
    reference: str = ""
    handover: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Leaving:
    """Everything is forgotten, and the reader is asked whether a card lies there. Nothing is shown."""


@dataclass(frozen=True)
class CardLeft:
    """Everything is forgotten, but a card still lies on the reader. Nothing says whose it is."""


@dataclass(frozen=True)
class Over:
    """The visit is gone; its process ends."""


Step = (
    Attract
    | ChooseParty
    | ChooseEvent
    | ChooseOtherEvent
    | SearchByWords
    | ChooseDesk
    | ShowDesk
    | ChooseOccasion
    | NoEventFits
    | AwaitCard
    | EnterPin
    | EnterCheckNumber
    | EnterCardNumber
    | ReadingCard
    | CardUnusable
    | ConfirmPerson
    | GatherHousehold
    | AskQuestion
    | Summary
    | ShowPlan
    | FillNeed
    | CheckNeeds
    | Sign
    | Preview
    | Printing
    | ChooseSheet
    | Finished
    | Leaving
    | CardLeft
    | Over
)


def step_name(step: Step) -> str:
    """Return the kind of step as files and figures have it: AwaitCard is await_card."""
    return re.sub(r"(?<=.)(?=[A-Z])", "_", type(step).__name__).lower()
