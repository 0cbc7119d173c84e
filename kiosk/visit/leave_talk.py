"""The last conversation, with the reader alone: no card may be left behind when a visit ends."""

from kiosk.ports import ReaderState
from kiosk.visit.answers import Answer, Leave
from kiosk.visit.steps import CardLeft, Leaving, Over
from kiosk.visit.work import AwaitRemoval, Outcome, Work

ANSWER_S = 3.0
"""How long an empty screen waits for a reader that says nothing."""


class LeaveTalk:
    """``step`` is Over once no card lies there, or nobody can tell; it is CardLeft only when the reader says so."""

    def __init__(self, *, card_may_lie: bool) -> None:
        self.step: Leaving | CardLeft | Over = Leaving() if card_may_lie else Over()
        self.work: Work | None = AwaitRemoval(ANSWER_S) if card_may_lie else None

    def answer(self, answer: Answer) -> None:
        """Take a second good-bye, which waits for no reader."""
        if isinstance(answer, Leave):
            self._end()

    def progress(self, progress: object) -> None:
        match progress:
            case ReaderState.CARD if isinstance(self.step, Leaving):
                self.step, self.work = CardLeft(), AwaitRemoval()
            case ReaderState.NO_SERVICE | ReaderState.NO_READER:
                self._end()

    def settle(self, _outcome: Outcome) -> None:
        """The card is gone, or the reader failed."""
        self._end()

    def _end(self) -> None:
        self.step, self.work = Over(), None
