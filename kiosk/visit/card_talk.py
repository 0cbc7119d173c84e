"""The conversation about the card: wait for it, ask for its PIN, read it, or go on without it."""

from dataclasses import dataclass, replace

import structlog

from kiosk.errors import (
    Blocked,
    CardError,
    KakanaiError,
    LastTry,
    NoCard,
    WrongPin,
)
from kiosk.people import Person, is_same
from kiosk.ports import CardFound, CardKind, CardRead, ReaderState
from kiosk.visit.answers import Answer, Back, PinEntered, TryAgain, WithoutCard
from kiosk.visit.steps import AwaitCard, CardUnusable, EnterPin, Member, ReadingCard
from kiosk.visit.work import (
    AwaitAnotherCard,
    AwaitCardOnReader,
    AwaitRemoval,
    CardGone,
    Failed,
    Outcome,
    ReadCard,
    Work,
)

log = structlog.get_logger()

SAFE_TRIES = 2
"""With fewer tries left the kiosk does not try: three wrong PINs lock the card for good."""

CardStep = AwaitCard | EnterPin | ReadingCard | CardUnusable


SAME_CARD = "same_card"
"""The trouble of a card that was read before, for somebody else of this visit."""


@dataclass(frozen=True)
class NoCardUsed:
    """Somebody goes on without a card. ``owned``: they have one all the same; ``None`` when nobody said so."""

    owned: bool | None = None


class CardTalk:
    """Ends with ``result``; until then ``step`` is shown and ``work`` is done.

    ``read`` are the people of the visit whose cards were read before; the card of the last may still lie there.
    """

    def __init__(self, whom: Member, read: tuple[Person, ...] = ()) -> None:
        self._whom = whom
        self._read = read
        self._kind = CardKind.MY_NUMBER
        self._owned: bool | None = None
        self.result: CardRead | NoCardUsed | None = None
        self.step: CardStep
        self.work: Work | None
        self._wait_again(None)

    def answer(self, answer: Answer) -> bool:
        """Take an answer; return False when it means to leave the conversation backwards."""
        match answer:
            case PinEntered() if isinstance(self.step, EnterPin):
                self.step, self.work = ReadingCard(), ReadCard(answer.pin)
            case WithoutCard():
                self.result, self.work = NoCardUsed(self._owned or answer.owned), None
            case TryAgain():
                self._wait_again(None)
            case Back() if isinstance(self.step, AwaitCard):
                return False
            case Back():
                self._wait_again(None)
        return True

    def progress(self, progress: object) -> None:
        """Take a change of the reader while waiting.

        A trouble stays said until another card is found or the reader goes: its card still lies there.
        """
        if isinstance(self.step, AwaitCard) and isinstance(progress, ReaderState):
            there = progress in (ReaderState.EMPTY, ReaderState.CARD)
            self.step = replace(self.step, reader=progress, trouble=self.step.trouble if there else None)

    def settle(self, outcome: Outcome) -> None:
        match outcome:
            case CardFound():
                self._found(outcome)
            case CardGone():
                self._wait_again("removed")
            case CardRead() if any(is_same(outcome.person, person) for person in self._read):
                self._wait_again(SAME_CARD)
            case CardRead():
                self.result, self.work = outcome, None
            case Failed():
                log.info("card_failed", code=outcome.error.code)
                self._failed(outcome.error)

    def _found(self, found: CardFound) -> None:
        self._kind = found.kind
        self._owned = True
        if found.tries_left >= SAFE_TRIES:
            self._ask_pin(found.tries_left)
        else:
            self._unusable(LastTry.code if found.tries_left else Blocked.code, found.tries_left)

    def _failed(self, error: KakanaiError) -> None:
        tries_left = error.tries_left if isinstance(error, CardError) else None
        match error:
            case WrongPin() if tries_left is not None and tries_left >= SAFE_TRIES:
                self._ask_pin(tries_left, wrong=True)
            case WrongPin() if tries_left:
                self._unusable(LastTry.code, tries_left)
            case WrongPin() | LastTry() | Blocked():
                self._unusable(LastTry.code if isinstance(error, LastTry) else Blocked.code, tries_left)
            case NoCard():
                self._wait_again("removed")
            case _:
                self._wait_again(error.code)

    def _ask_pin(self, tries_left: int, *, wrong: bool = False) -> None:
        """Ask for the PIN of the card that lies there; once it is gone, another one has another PIN."""
        self.step = EnterPin(self._kind, tries_left, wrong=wrong, whom=self._whom)
        self.work = AwaitRemoval()

    def _unusable(self, code: str, tries_left: int | None) -> None:
        self.step, self.work = CardUnusable(code, tries_left), None

    def _wait_again(self, trouble: str | None) -> None:
        self.step = AwaitCard(self._whom, trouble=trouble, another=bool(self._read))
        self.work = AwaitAnotherCard() if self._read else AwaitCardOnReader()
