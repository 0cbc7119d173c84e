"""What a person in front of the lobby can say, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from kiosk.guidance.content import Party, Value
from kiosk.paperwork.case import NeedValue
from kiosk.paperwork.signature import Signature
from kiosk.people import Relation, Sex
from kiosk.ports import Secret, SecretKind


@dataclass(frozen=True)
class Begin:
    """The first touch."""

    language: str


@dataclass(frozen=True)
class SpeakLanguage:
    """The aids row: another language from now on."""

    language: str


@dataclass(frozen=True)
class PartyChosen:
    party: Party


@dataclass(frozen=True)
class EventsChosen:
    """What happened: one event, or several at once."""

    events: tuple[str, ...]


class Way(Enum):
    """Other ways to what happened than the large cards: the rarer events, everyday words, offices."""

    OTHERS = "others"
    WORDS = "words"
    OFFICES = "offices"


@dataclass(frozen=True)
class WayChosen:
    way: Way


@dataclass(frozen=True)
class DeskChosen:
    """What can be done at this desk?"""

    desk: str


@dataclass(frozen=True)
class ErrandChosen:
    """One thing to be done: the procedures that people call by these words."""

    procedures: tuple[str, ...]


@dataclass(frozen=True)
class ClerkWanted:
    """Nothing fits; ``desk``: the one to ask, where that is known."""

    desk: str | None = None


@dataclass(frozen=True)
class WithoutCard:
    """No card, or not this one. ``owned``: there is a My Number card, which is not used; ``None``: nobody said so."""

    owned: bool | None = None


@dataclass(frozen=True)
class SecretEntered:
    """What was typed for the card."""

    secret: Secret


@dataclass(frozen=True)
class AnotherSecret:
    """Not this secret but the other one that opens the card, too."""

    kind: SecretKind


@dataclass(frozen=True)
class SecretLeftOut:
    """Not this secret: go on with what the card has said without it."""


@dataclass(frozen=True)
class TryAgain:
    """Once more: another card, or the printer after somebody put things right."""


@dataclass(frozen=True)
class PersonConfirmed:
    right: bool


@dataclass(frozen=True)
class MemberAdded:
    """One more: who they are to SELF. ``sex`` where the word for it says so."""

    relation: Relation
    sex: Sex | None = field(default=None, repr=False)


@dataclass(frozen=True)
class MembersComplete:
    """Nobody else."""


@dataclass(frozen=True)
class MemberRemoved:
    number: int


@dataclass(frozen=True)
class MemberMoves:
    """Whether this one moves along; everybody does until somebody says otherwise."""

    number: int
    moves: bool


@dataclass(frozen=True)
class FactsAnswered:
    """The facts of one question screen; ``None``: I do not know."""

    facts: Mapping[str, Value | None] = field(repr=False)


@dataclass(frozen=True)
class ThingsInHand:
    """What of the things to bring is here today, by their codes; nobody needs to say it."""

    things: frozenset[str] = field(repr=False)


@dataclass(frozen=True)
class FuriganaOnPaper:
    """Whether the papers are in the way of the same language that has furigana."""

    wanted: bool


@dataclass(frozen=True)
class ChangeAnswer:
    """From the summary: the ``key`` of a SummaryLine or NeedLine, or ``party``, ``event``, ``members``, ``card:1``."""

    key: str


@dataclass(frozen=True)
class GoOn:
    """Everything here is right."""


@dataclass(frozen=True)
class NeedFilled:
    """``None``: left out (to be written by hand)."""

    value: NeedValue | None = field(repr=False)


@dataclass(frozen=True)
class Signed:
    """``None``: it will be signed on the paper."""

    signature: Signature | None = field(repr=False)


@dataclass(frozen=True)
class GiveUpPaper:
    """No paper: the number from the screen is enough."""


@dataclass(frozen=True)
class SheetBad:
    """A sheet came out, but torn, pale or crumpled."""


@dataclass(frozen=True)
class PrintAgain:
    """Print this one of ChooseSheet once more."""

    sheet: int


@dataclass(frozen=True)
class Back: ...


@dataclass(frozen=True)
class StartOver: ...


@dataclass(frozen=True)
class Leave:
    """The resident is done."""


@dataclass(frozen=True)
class Gone(Leave):
    """Nobody answers any more, which the machine takes for a good-bye."""


Answer = (
    Begin
    | SpeakLanguage
    | PartyChosen
    | EventsChosen
    | WayChosen
    | DeskChosen
    | ErrandChosen
    | ClerkWanted
    | WithoutCard
    | SecretEntered
    | AnotherSecret
    | SecretLeftOut
    | TryAgain
    | PersonConfirmed
    | MemberAdded
    | MembersComplete
    | MemberRemoved
    | MemberMoves
    | FactsAnswered
    | ThingsInHand
    | FuriganaOnPaper
    | ChangeAnswer
    | GoOn
    | NeedFilled
    | Signed
    | GiveUpPaper
    | SheetBad
    | PrintAgain
    | Back
    | StartOver
    | Leave
)
