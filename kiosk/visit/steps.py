"""What the lobby shows now (steps) and what a person in front of it can say (answers), as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from kiosk.guidance.content import Known, Question, Value
from kiosk.guidance.plan import Plan
from kiosk.paperwork.case import NeedKind, NeedValue
from kiosk.paperwork.sheet import Document
from kiosk.people import Person
from kiosk.ports import CardKind, ReaderState


class Stage(Enum):
    """The four dots at the top: where one is."""

    CARD = "card"
    QUESTIONS = "questions"
    CHECK = "check"
    PRINT = "print"


# --- Steps ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attract:
    """Nobody is here. The whole screen is a button."""

    people_waiting: int | None = None


@dataclass(frozen=True)
class ChooseEvent:
    """What happened? ``chosen`` when one comes back to change it."""

    events: tuple[str, ...]
    chosen: str | None = None


@dataclass(frozen=True)
class NoEventFits:
    """Something else: a clerk helps; the visit can go back or end."""


@dataclass(frozen=True)
class AwaitCard:
    """Put the card on the reader. ``trouble`` is an error code of what went wrong a moment ago."""

    reader: ReaderState = ReaderState.EMPTY
    trouble: str | None = None


@dataclass(frozen=True)
class EnterPin:
    """The 4-digit PIN of the card's 券面事項入力補助AP; ``wrong`` when the last one was not right."""

    kind: CardKind
    tries_left: int
    wrong: bool = False


@dataclass(frozen=True)
class ReadingCard:
    """Do not move the card."""


@dataclass(frozen=True)
class CardUnusable:
    """This card cannot be tried here any more (``last_try``, ``blocked``): the way on is without it."""

    trouble: str
    tries_left: int | None = None


@dataclass(frozen=True)
class ConfirmPerson:
    person: Person = field(repr=False)


@dataclass(frozen=True)
class AskQuestion:
    """One screen of questions. ``given`` holds what was answered here before; ``left`` counts this one too."""

    question: Question
    given: Mapping[str, Value | None] = field(repr=False)
    left: int
    asked: int


@dataclass(frozen=True)
class SummaryLine:
    """One answer: ``key`` to change it, the question, and the facts answered there."""

    key: str
    question: str
    facts: Mapping[str, Value | None] = field(repr=False)


@dataclass(frozen=True)
class Summary:
    """All answers. ``person`` None when no card was read."""

    event: str
    person: Person | None = field(repr=False)
    lines: tuple[SummaryLine, ...]


@dataclass(frozen=True)
class ShowPlan:
    """What follows from the answers; ``known`` says what they were, for the reasons."""

    plan: Plan
    event: str
    known: Known = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class FillNeed:
    """Something that a form needs and neither card nor answers gave. ``optional`` may be left out.

    ``name`` is the person's name to be spelled (kana), empty otherwise.
    """

    need: str
    kind: NeedKind
    optional: bool
    given: NeedValue | None = field(default=None, repr=False)
    name: str = field(default="", repr=False)
    left: int = 1


@dataclass(frozen=True)
class Preview:
    """The sheets as they will be printed."""

    documents: tuple[Document, ...] = field(repr=False)


class SheetState(Enum):
    TO_COME = "to_come"
    PRINTING = "printing"
    OUT = "out"
    FAILED = "failed"


@dataclass(frozen=True)
class Printing:
    """Sheet by sheet. ``reasons``: printer-state-reasons that a person has to act on.

    ``trouble``: the error code that ended it (``printer_unreachable``, ``print_refused``, ``store_unavailable``).
    """

    sheets: tuple[tuple[str, SheetState], ...]
    reasons: tuple[str, ...] = ()
    trouble: str | None = None


@dataclass(frozen=True)
class Finished:
    """The number and the way. ``paper`` False: it did not come out, the number must be taken from here.

    ``number`` None: no ticket could be had (``trouble`` says why); a clerk helps.
    ``card_on_reader``: the reader says that a card lies there.
    ``reference`` is the QR's text, shown when there is no paper; ``handover`` likewise for the application.
    """

    number: str | None
    window: str | None
    floor: str | None
    desk: str | None
    people_ahead: int | None
    minutes: int | None
    paper: bool
    card_on_reader: bool = False
    trouble: str | None = None
    reference: str = ""
    handover: str = field(default="", repr=False)


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
    | ChooseEvent
    | NoEventFits
    | AwaitCard
    | EnterPin
    | ReadingCard
    | CardUnusable
    | ConfirmPerson
    | AskQuestion
    | Summary
    | ShowPlan
    | FillNeed
    | Preview
    | Printing
    | Finished
    | Leaving
    | CardLeft
    | Over
)


# --- Answers -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Begin:
    """The first touch."""

    language: str


@dataclass(frozen=True)
class SpeakLanguage:
    """The aids row: another language from now on."""

    language: str


@dataclass(frozen=True)
class EventChosen:
    """``event`` None: something else."""

    event: str | None


@dataclass(frozen=True)
class WithoutCard:
    """No card, or not this one."""


@dataclass(frozen=True)
class PinEntered:
    pin: str = field(repr=False)


@dataclass(frozen=True)
class TryAgain:
    """Once more: another card, or the printer after somebody put things right."""


@dataclass(frozen=True)
class PersonConfirmed:
    right: bool


@dataclass(frozen=True)
class FactsAnswered:
    """The facts of one question screen; ``None``: I do not know."""

    facts: Mapping[str, Value | None] = field(repr=False)


@dataclass(frozen=True)
class ChangeAnswer:
    """From the summary: the ``key`` of a SummaryLine, or ``event`` or ``card``."""

    key: str


@dataclass(frozen=True)
class GoOn:
    """Everything here is right."""


@dataclass(frozen=True)
class NeedFilled:
    """``None``: left out (to be written by hand)."""

    value: NeedValue | None = field(repr=False)


@dataclass(frozen=True)
class GiveUpPaper:
    """No paper: the number from the screen is enough."""


@dataclass(frozen=True)
class Back: ...


@dataclass(frozen=True)
class StartOver: ...


@dataclass(frozen=True)
class Leave:
    """The resident is done, or went away."""


Answer = (
    Begin
    | SpeakLanguage
    | EventChosen
    | WithoutCard
    | PinEntered
    | TryAgain
    | PersonConfirmed
    | FactsAnswered
    | ChangeAnswer
    | GoOn
    | NeedFilled
    | GiveUpPaper
    | Back
    | StartOver
    | Leave
)
