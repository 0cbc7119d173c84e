"""Joins a visit to its window: shows each step, has its work done, and ends it when nobody is there any more."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.ports import Sound
from kiosk.settings import Kiosk
from kiosk.visit.answers import Answer, Back, Begin, Gone, Leave, SpeakLanguage, StartOver
from kiosk.visit.steps import Attract, CardLeft, Finished, Leaving, Over, ReadingCard, Step
from kiosk.visit.visit import Visit
from kiosk.visit.work import CallClerk, KeepLedger, Kept, Outcome, Perform, Ring
from ui.lobby.background import Background
from ui.lobby.window import LobbyWindow

CARD_RINGS_EVERY_S = 6.0
"""Often enough for somebody who walks away, rarely enough for those who work here."""


LEDGER_EVERY_S = 5.0
"""A household that came while the queue was away is on its board so soon after the queue is back."""


class Presenter(QObject):
    """``stepped`` carries each new step once it is shown; ``over`` comes once, at the end. It ends with the window."""

    stepped = Signal(object)
    over = Signal()

    def __init__(self, visit: Visit, window: LobbyWindow, perform: Perform, kiosk: Kiosk) -> None:
        super().__init__(window)
        self._visit = visit
        self._window = window
        self._kiosk = kiosk
        self._shown: Step | None = None
        self._work = Background(perform)
        self._calls = Background(perform)
        self._rings = Background(perform)
        self._ledger = Background(perform)
        self._count = Background(perform)
        self._idle = _timer(self, kiosk.idle_s)
        self._half_warned = _timer(self, kiosk.idle_warning_s / 2)
        self._warned = _timer(self, kiosk.idle_warning_s)
        self._farewell = _timer(self, kiosk.finish_s)
        self._card_rings = _timer(self, CARD_RINGS_EVERY_S)
        self._card_rings.setSingleShot(False)
        self._ledger_rests = _timer(self, LEDGER_EVERY_S)
        self._connect()
        self._show(forward=True)

    @property
    def step(self) -> Step:
        """What is shown now."""
        return self._visit.step

    def begin(self) -> None:
        """Come to the screen: from now on the visit works."""
        self._work.follow(self._visit.work)
        self._ledger_rests.start()

    def make_way(self) -> None:
        """End for a newer visit, unless somebody has begun."""
        if isinstance(self._visit.step, Attract):
            self._on_answered(Leave())

    def wait_for_left_work(self, patience_s: float) -> None:
        """Return when nothing of the visit goes on any more, or after that many seconds."""
        self._count.follow(None)
        for work in (self._work, self._count):
            work.wait_for_left_work(patience_s)

    def _connect(self) -> None:
        self._window.answered.connect(self._on_answered)
        self._window.clerk_called.connect(self._on_clerk_called)
        self._window.touched.connect(self._on_touched)
        self._work.progressed.connect(self._on_progressed)
        self._work.settled.connect(self._on_settled)
        self._ledger.settled.connect(self._on_ledger_kept)
        self._ledger_rests.timeout.connect(self._on_ledger_rested)
        self._idle.timeout.connect(self._on_idle)
        self._half_warned.timeout.connect(self._on_half_warned)
        self._warned.timeout.connect(self._on_gone)
        self._farewell.timeout.connect(self._on_gone)
        self._card_rings.timeout.connect(self._on_card_rings)

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        self._visit.answer(answer)
        if isinstance(answer, Begin | SpeakLanguage):
            self._window.set_language(self._visit.language)
        self._refresh(forward=not isinstance(answer, Back | StartOver))

    @Slot(object)
    def _on_progressed(self, progress: object) -> None:
        self._visit.progress(progress)
        self._refresh(forward=True)

    @Slot(object)
    def _on_settled(self, outcome: Outcome) -> None:
        self._visit.settle(outcome)
        self._refresh(forward=True)

    @Slot()
    def _on_clerk_called(self) -> None:
        self._calls.follow(CallClerk())

    @Slot()
    def _on_touched(self) -> None:
        self._watch_for_idleness()

    @Slot()
    def _on_idle(self) -> None:
        self._window.show_idle_warning(round(self._kiosk.idle_warning_s))
        self._warned.start()
        self._half_warned.start()
        self._ring(Sound.WARNING)

    @Slot()
    def _on_half_warned(self) -> None:
        self._ring(Sound.WARNING)

    @Slot()
    def _on_card_rings(self) -> None:
        self._ring(Sound.CARD)

    @Slot()
    def _on_gone(self) -> None:
        self._on_answered(Gone())

    @Slot()
    def _on_ledger_rested(self) -> None:
        self._ledger.follow(KeepLedger())

    @Slot(object)
    def _on_ledger_kept(self, outcome: Outcome) -> None:
        """Keep it again, also when the queue is away, as long as there is one and the visit is not over."""
        if outcome != Kept(again=False) and not isinstance(self._shown, Over):
            self._ledger_rests.start()

    def _ring(self, sound: Sound) -> None:
        self._rings.follow(Ring(sound))

    def _refresh(self, *, forward: bool) -> None:
        """Work first: a card or a printer need not wait until the screen is painted."""
        self._work.follow(self._visit.work)
        self._count.follow(self._visit.count)
        self._show(forward=forward)

    def _show(self, *, forward: bool) -> None:
        step = self._visit.step
        if step is self._shown:
            return
        if type(step) is not type(self._shown):
            self._warned.stop()
        self._shown = step
        self._window.show_step(step, forward=forward)
        self._watch_for_idleness()
        self._watch_card()
        self.stepped.emit(step)
        if isinstance(step, Over):
            self._ledger_rests.stop()
            self.over.emit()

    def _watch_for_idleness(self) -> None:
        """Begin to count anew. A person may read in peace, and the machine's own time does not count.

        A new step is a sign of life as a touch is: somebody put down a card, or filled in paper.
        """
        for timer in (self._idle, self._half_warned, self._warned, self._farewell):
            timer.stop()
        self._window.hide_idle_warning()
        match self._shown:
            case Attract() | Leaving() | CardLeft() | Over() | ReadingCard() | None:
                pass
            case Finished(card_on_reader=True):
                pass
            case Finished(paper=True, number=str()):
                self._farewell.start()
            case _:
                self._idle.start()

    def _watch_card(self) -> None:
        """Ring at once and again and again while a card is left on the reader."""
        if not _says_card(self._shown):
            self._card_rings.stop()
        elif not self._card_rings.isActive():
            self._card_rings.start()
            self._ring(Sound.CARD)


def _says_card(step: Step | None) -> bool:
    return isinstance(step, CardLeft) or (isinstance(step, Finished) and step.card_on_reader)


def _timer(parent: QObject, seconds: float) -> QTimer:
    return QTimer(parent, singleShot=True, interval=round(seconds * 1000))
