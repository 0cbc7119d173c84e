"""The conversation about the card: wait for it, ask for its PIN, read it, or go on without it."""

import structlog

from kiosk.errors import (
    Blocked,
    CardError,
    KakanaiError,
    LastTry,
    NoCard,
    WrongPin,
)
from kiosk.ports import CardFound, CardKind, CardRead, ReaderState
from kiosk.visit.steps import (
    Answer,
    AwaitCard,
    Back,
    CardUnusable,
    EnterPin,
    PinEntered,
    ReadingCard,
    TryAgain,
    WithoutCard,
)
from kiosk.visit.work import AwaitCardOnReader, Failed, Outcome, ReadCard, Work

log = structlog.get_logger()

SAFE_TRIES = 2
"""With fewer tries left the kiosk does not try: three wrong PINs lock the card for good."""

CardStep = AwaitCard | EnterPin | ReadingCard | CardUnusable


class NoCardUsed:
    """The answer of a visit that goes on without a card."""


class CardTalk:
    """Ends with ``result``; until then ``step`` is shown and ``work`` is done."""

    def __init__(self) -> None:
        self.result: CardRead | NoCardUsed | None = None
        self.step: CardStep = AwaitCard()
        self.work: Work | None = AwaitCardOnReader()
        self._kind = CardKind.MY_NUMBER

    def answer(self, answer: Answer) -> bool:
        """Take an answer; return False when it means to leave the conversation backwards."""
        match answer:
            case PinEntered() if isinstance(self.step, EnterPin):
                self.step, self.work = ReadingCard(), ReadCard(answer.pin)
            case WithoutCard():
                self.result, self.work = NoCardUsed(), None
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
            self.step = AwaitCard(progress, self.step.trouble if there else None)

    def settle(self, outcome: Outcome) -> None:
        match outcome:
            case CardFound():
                self._found(outcome)
            case CardRead():
                self.result, self.work = outcome, None
            case Failed():
                log.info("card_failed", code=outcome.error.code)
                self._failed(outcome.error)

    def _found(self, found: CardFound) -> None:
        self._kind = found.kind
        if found.tries_left >= SAFE_TRIES:
            self.step, self.work = EnterPin(found.kind, found.tries_left), None
        else:
            self._unusable(LastTry.code if found.tries_left else Blocked.code, found.tries_left)

    def _failed(self, error: KakanaiError) -> None:
        tries_left = error.tries_left if isinstance(error, CardError) else None
        match error:
            case WrongPin() if tries_left is not None and tries_left >= SAFE_TRIES:
                self.step, self.work = EnterPin(self._kind, tries_left, wrong=True), None
            case WrongPin() if tries_left:
                self._unusable(LastTry.code, tries_left)
            case WrongPin() | LastTry() | Blocked():
                self._unusable(LastTry.code if isinstance(error, LastTry) else Blocked.code, tries_left)
            case NoCard():
                self._wait_again("removed")
            case _:
                self._wait_again(error.code)

    def _unusable(self, code: str, tries_left: int | None) -> None:
        self.step, self.work = CardUnusable(code, tries_left), None

    def _wait_again(self, trouble: str | None) -> None:
        self.step, self.work = AwaitCard(trouble=trouble), AwaitCardOnReader()
