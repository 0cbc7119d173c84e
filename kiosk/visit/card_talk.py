"""The conversation about the card: wait for it, ask for what opens it, read it, or go on without it.

Any card may be put down; it says itself what it is and what it wants. No secret is ever tried in place of another.
"""

from dataclasses import dataclass, replace
from datetime import date

import structlog

from kiosk.errors import Blocked, CardExpired, KakanaiError, LastTry, NoCard, WrongSecret
from kiosk.people import Person, is_same
from kiosk.ports import CardFound, CardKind, CardRead, ReaderState, Secret, SecretKind, SecretWanted
from kiosk.visit.answers import (
    AnotherSecret,
    Answer,
    Back,
    SecretEntered,
    SecretLeftOut,
    TryAgain,
    WithoutCard,
)
from kiosk.visit.steps import (
    AwaitCard,
    CardUnusable,
    EnterCardNumber,
    EnterCheckNumber,
    EnterPin,
    Member,
    ReadingCard,
    Refused,
)
from kiosk.visit.work import (
    AwaitAnotherCard,
    AwaitCardOnReader,
    AwaitFoundGone,
    CardGone,
    ChallengeCard,
    Challenged,
    Failed,
    Outcome,
    ReadCard,
    Work,
)

log = structlog.get_logger()

SAFE_TRIES = 2
"""With fewer tries left the kiosk does not try: three wrong PINs lock the card for good."""

CardStep = AwaitCard | EnterPin | EnterCheckNumber | EnterCardNumber | ReadingCard | CardUnusable


SAME_CARD = "same_card"
"""The trouble of a card that was read before, for somebody else of this visit."""

NOT_GENUINE = "not_genuine"
"""The trouble of a card of which it was shown that it is forged or altered."""


@dataclass(frozen=True)
class NoCardUsed:
    """Somebody goes on without a card. ``owned``: they have a My Number card; ``None`` when nobody said so."""

    owned: bool | None = None


class CardTalk:
    """Ends with ``result``; until then ``step`` is shown and ``work`` is done.

    ``read`` are the people of the visit as their cards have them; the card of the last may still lie there.
    """

    def __init__(self, whom: Member, read: tuple[Person, ...] = ()) -> None:
        self._whom = whom
        self._read = read
        self._found: CardFound | None = None
        self._unsigned: CardRead | None = None
        self._asked: SecretKind | None = None
        self._owned: bool | None = None
        self.result: CardRead | NoCardUsed | None = None
        self.step: CardStep
        self.work: Work | None
        self._wait_again(None)

    def answer(self, answer: Answer) -> bool:
        """Take an answer; return False when it means to leave the conversation backwards."""
        match answer:
            case SecretEntered(secret) if secret.kind is self._asked and self._is_asking:
                self._present(secret)
            case AnotherSecret(kind) if self._is_asking:
                self._ask_instead(kind)
            case SecretLeftOut() if self._unsigned is not None:
                self._end(self._unsigned)
            case WithoutCard():
                self._end(NoCardUsed(self._owned or answer.owned))
            case TryAgain():
                self._make_room()
            case Back() if isinstance(self.step, AwaitCard):
                return False
            case Back():
                self._make_room()
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
                self._learn(outcome)
            case CardGone():
                self._gone()
            case CardRead():
                self._was_read(outcome)
            case Challenged() if self._unsigned is not None:
                self._judge(self._unsigned, signature=outcome.genuine)
            case Failed():
                log.info("card_failed", code=outcome.error.code)
                self._failed(outcome.error)

    @property
    def _is_asking(self) -> bool:
        return isinstance(self.step, EnterPin | EnterCheckNumber | EnterCardNumber)

    # --- what comes of it --------------------------------------------------------------

    def _learn(self, found: CardFound) -> None:
        """Ask for what opens the card, best first, and for nothing that has too few tries left."""
        self._found = found
        self._owned = found.kind is CardKind.MY_NUMBER or self._owned
        if found.opens:
            self._ask_best(found)
        else:
            self._present(None)

    def _was_read(self, read: CardRead) -> None:
        """Take what was read, unless it is known to be false; let the card sign where that is wanted and safe."""
        signs = self._found.signs if self._found else None
        if any(is_same(read.person, person) for person in self._read):
            self._wait_again(SAME_CARD)
        elif read.genuine is False:
            self._unusable(NOT_GENUINE)
        elif self._found is not None and signs is not None and _is_safe(signs):
            self._unsigned = read
            self._ask_signature(self._found, signs)
        else:
            self._end(read)

    def _judge(self, read: CardRead, *, signature: bool | None) -> None:
        """Fold a signature into the verdict on a card.

        A signature is of the card's key, not of what was read: a false one disproves the card, a good one proves
        nothing that the reading did not.
        """
        if signature is False:
            self._unusable(NOT_GENUINE)
        else:
            self._end(read)

    def _gone(self) -> None:
        """Whoever takes the card away before it is read has to put it down again; a card that was read is read."""
        if self._unsigned is not None:
            self._end(self._unsigned)
        else:
            self._wait_again(None if isinstance(self.step, AwaitCard) else "removed")

    def _failed(self, error: KakanaiError) -> None:
        match error:
            case WrongSecret() | LastTry() | Blocked() if self._found is not None and self._asked is not None:
                self._was_refused(self._found, self._asked, error)
            case _ if self._unsigned is not None:
                self._end(self._unsigned)
            case LastTry() | Blocked():
                self._unusable(error.code, error.tries_left)
            case CardExpired():
                self._unusable(error.code, expired=error.expired)
            case NoCard():
                self._wait_again("removed")
            case _:
                self._wait_again(error.code)

    def _was_refused(self, found: CardFound, kind: SecretKind, error: WrongSecret | LastTry | Blocked) -> None:
        """Ask once more for the same secret, with what is left for it, or leave its last try alone."""
        wrong = isinstance(error, WrongSecret)
        found = self._found = _with_tries(found, kind, _tries_left(error))
        if found.signs is not None and kind is found.signs.kind:
            self._ask_signature(found, found.signs, wrong=wrong)
            return
        wanted = next(one for one in found.opens if one.kind is kind)
        if _is_safe(wanted):
            self._ask(found, wanted, wrong=wrong)
        else:
            self._ask_best(found, refused=wanted)

    # --- what is asked -----------------------------------------------------------------

    def _ask_best(self, found: CardFound, refused: SecretWanted | None = None) -> None:
        """Ask for the first secret that may be tried; where there is none, the card cannot be used."""
        usable = next(filter(_is_safe, found.opens), None)
        if usable is not None:
            self._ask(found, usable)
        else:
            why = refused or found.opens[0]
            self._unusable(_trouble(why), why.tries_left)

    def _ask_instead(self, kind: SecretKind) -> None:
        assert self._found is not None
        wanted = next((one for one in self._found.opens if one.kind is kind and _is_safe(one)), None)
        if wanted is not None and self._unsigned is None:
            self._ask(self._found, wanted)

    def _ask(self, found: CardFound, wanted: SecretWanted, *, wrong: bool = False) -> None:
        others = tuple(one for one in found.opens if one.kind is not wanted.kind)
        instead = next((one.kind for one in others if _is_safe(one)), None)
        refused = next((Refused(one.kind, _trouble(one)) for one in others if not _is_safe(one)), None)
        tries = wanted.tries_left
        match wanted.kind:
            case SecretKind.CHECK_NUMBER:
                self._await_secret(EnterCheckNumber(tries, wrong, self._whom, instead, refused), wanted.kind)
            case SecretKind.CARD_NUMBER:
                self._await_secret(EnterCardNumber(found.kind, wrong, self._whom), wanted.kind)
            case _:
                pin = EnterPin(found.kind, tries, wrong, self._whom, wanted.kind, instead, refused)
                self._await_secret(pin, wanted.kind)

    def _ask_signature(self, found: CardFound, signs: SecretWanted, *, wrong: bool = False) -> None:
        """Ask for the PIN of the card's own key; with its last try left only say that it is not tried."""
        refused = None if _is_safe(signs) else Refused(signs.kind, _trouble(signs))
        step = EnterPin(found.kind, signs.tries_left, wrong, self._whom, signs.kind, refused=refused)
        self._await_secret(step, None if refused else signs.kind)

    def _await_secret(self, step: CardStep, asked: SecretKind | None) -> None:
        """Wait for the secret of the card that lies there; once it is gone, another one has another secret."""
        self._asked = asked
        self.step, self.work = step, AwaitFoundGone()

    # --- where it goes -----------------------------------------------------------------

    def _present(self, secret: Secret | None) -> None:
        kind = self._found.kind if self._found else None
        if secret is not None and self._unsigned is not None:
            self.step, self.work = ReadingCard(kind, signs=True), ChallengeCard(secret)
        else:
            self.step, self.work = ReadingCard(kind), ReadCard(secret)

    def _end(self, result: CardRead | NoCardUsed) -> None:
        self.result, self.work = result, None

    def _unusable(self, code: str, tries_left: int | None = None, expired: date | None = None) -> None:
        kind = self._found.kind if self._found else None
        self._forget_card()
        self.step, self.work = CardUnusable(code, tries_left, kind, expired), None

    def _wait_again(self, trouble: str | None) -> None:
        self._forget_card()
        self.step = AwaitCard(self._whom, trouble=trouble, another=bool(self._read))
        self.work = AwaitAnotherCard() if self._read else AwaitCardOnReader()

    def _make_room(self) -> None:
        """Wait until the card that is not wanted is gone: it would only be found again."""
        self._forget_card()
        self.step, self.work = AwaitCard(self._whom, another=True), AwaitFoundGone()

    def _forget_card(self) -> None:
        self._found = self._unsigned = self._asked = None


def _is_safe(wanted: SecretWanted) -> bool:
    """Whether the card may be asked: one that does not count cannot be locked."""
    return wanted.tries_left is None or wanted.tries_left >= SAFE_TRIES


def _trouble(wanted: SecretWanted) -> str:
    return LastTry.code if wanted.tries_left else Blocked.code


def _tries_left(error: WrongSecret | LastTry | Blocked) -> int | None:
    """Return what is left; a card that refuses without counting still says how it stands."""
    if error.tries_left is not None or isinstance(error, WrongSecret):
        return error.tries_left
    return 1 if isinstance(error, LastTry) else 0


def _with_tries(found: CardFound, kind: SecretKind, tries_left: int | None) -> CardFound:
    """Return what is known of a card after one of its secrets was tried."""
    opens = tuple(replace(one, tries_left=tries_left) if one.kind is kind else one for one in found.opens)
    signs = found.signs
    if signs is not None and signs.kind is kind:
        signs = replace(signs, tries_left=tries_left)
    return replace(found, opens=opens, signs=signs)
