"""Whatever is touched, put down, pulled out or broken: no screen is ever without a way out.

Hypothesis plays residents who touch anything that can be touched, cards that come and go, and machines that fail.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QCoreApplication, QTimer

from commands.kiosk_parts import KioskParts, kiosk_parts
from config.content import Content
from kiosk import errors
from kiosk.people import Person, Residence
from kiosk.ports import CardFound, CardKind, CardRead, PrinterNotice, ReaderState, SecretKind, SecretWanted
from kiosk.queue.ticket import Ticket, TicketState
from kiosk.queue.waiting import Prospect, Wait
from kiosk.visit import steps, work
from kiosk.visit.answers import Answer, Leave
from kiosk.visit.visit import Visit
from kiosk.visit.work import Failed, Outcome
from ui.lobby.overlays import Overlay
from ui.lobby.resident import Resident
from ui.lobby.slide import Slide
from ui.lobby.touch import Touchable
from ui.lobby.window import LobbyWindow

PEOPLE = (
    *(
        Person(f"番号　{name}", birth=birth, address="架空県見本市中央１－２－３")
        for name, birth in (
            ("花子", date(1990, 1, 2)),
            ("太郎", None),
            ("ウメ", date(1928, 2, 29)),
            ("葛\U000e0100", None),
        )
    ),
    Person(address="架空県見本市中央１－２－３", residence=Residence(card_number="AB00000000CD")),
)
OPENED_BY = {
    CardKind.MY_NUMBER: (SecretKind.PIN, SecretKind.CHECK_NUMBER),
    CardKind.DRIVING_LICENCE: (SecretKind.PIN,),
    CardKind.RESIDENCE: (SecretKind.CARD_NUMBER,),
    CardKind.SPECIAL_PERMANENT: (SecretKind.CARD_NUMBER,),
}
KINDS = tuple(CardKind)
FAILURES = (
    *(errors.NoService(), errors.NoReader(), errors.NoCard(), errors.UnknownCard(), errors.CardRemoved()),
    *(errors.WrongSecret(tries_left=left) for left in (None, 0, 1, 2)),
    *(errors.LastTry(tries_left=1), errors.Blocked(tries_left=0), errors.CardTimeout(), errors.Unreadable()),
    *(errors.PrinterUnreachable(), errors.PrintRefused(), errors.StoreUnavailable(), errors.Overdue()),
    errors.KakanaiError(),
)
NO_WAY_OUT = ("clerk", "language:")
"""What is on every screen and leads nowhere else."""

LEADING_ON = (
    *(
        "idle:",
        "clerk:",
        "start_over:no",
        "begin",
        "next",
        "yes",
        "none",
        "add:",
        "town:",
        "choice:",
        "skip",
        "no_card",
    ),
    *(
        "key:chome",
        "day:",
        "key:",
        "unknown",
        "instead",
        "change:",
        "choose_again",
        "try_again",
        "without_paper",
        "leave",
    ),
)
"""The beginnings of names, what leads furthest first."""


def _rank(name: str) -> int:
    return next((at for at, start in enumerate(LEADING_ON) if name.startswith(start)), len(LEADING_ON))


class Lobby(RuleBasedStateMachine):
    """One window, one visit after the other. ``parts``, ``window`` and the count are given by the test."""

    parts: ClassVar[KioskParts]
    window: ClassVar[LobbyWindow]
    shown: ClassVar[Counter[type[steps.Step]]]

    @initialize()
    def somebody_comes(self) -> None:
        self.window.show_step(steps.Over())
        for overlay in self.window.findChildren(Overlay):
            overlay.hide()
        self.visit: Visit = self.parts.visit()
        self.resident = Resident(self.window, 1.0)
        self.window.answered.connect(self._on_answered)
        self.window.set_language(self.visit.language)
        self._show()

    @rule(which=st.integers(0, 200))
    def touches_anything(self, which: int) -> None:
        self._come_when_it_is_over()
        options = sorted(self.resident.options())
        if options:
            self._click(options[which % len(options)])

    @rule(times=st.integers(1, 40), seed=st.integers(0, 1000))
    def goes_on(self, times: int, seed: int) -> None:
        """Do what leads on, so that the deep screens are reached as well."""
        for n in range(seed, seed + times):
            self._come_when_it_is_over()
            card, person = KINDS[n % len(KINDS)], PEOPLE[n % len(PEOPLE)]
            outcome = self._success(card, person, 3) if self._is_machines_turn(n) else None
            if outcome is not None:
                self.visit.settle(outcome)
                self._show()
            elif ways := self._ways():
                best = min(map(_rank, ways))
                leading = sorted(way for way in ways if _rank(way) == best)
                self._click(leading[n % len(leading)])

    @precondition(lambda self: self.visit.work is not None)
    @rule(kind=st.sampled_from(KINDS), person=st.sampled_from(PEOPLE), tries=st.integers(0, 3))
    def machine_does_its_work(self, kind: CardKind, person: Person, tries: int) -> None:
        outcome = self._success(kind, person, tries)
        if outcome is not None:
            self.visit.settle(outcome)
            self._show()

    @precondition(lambda self: self.visit.work is not None)
    @rule(error=st.sampled_from(FAILURES))
    def machine_fails(self, error: errors.KakanaiError) -> None:
        self.visit.settle(Failed(error))
        self._show()

    @rule(news=st.sampled_from((*ReaderState, PrinterNotice(("media-empty",)), PrinterNotice(()))))
    def devices_say_something(self, news: object) -> None:
        self.visit.progress(news)
        self._show()

    @rule()
    def card_is_taken_away(self) -> None:
        if isinstance(self.visit.work, work.AwaitFoundGone | work.AwaitRemoval):
            self.visit.settle(work.CardGone())
            self._show()

    @invariant()
    def there_is_a_way_out(self) -> None:
        if isinstance(self.visit.step, steps.Over) or self._ways() or self._ends_by_itself():
            return
        for timer in self.window.findChildren(QTimer):
            if timer.isActive():
                timer.timeout.emit()
        assert self._ways(), (self.visit.step, self.resident.options())

    @invariant()
    def a_clerk_can_be_called(self) -> None:
        alone = steps.Attract | steps.Over | steps.Leaving
        covered = any(name.startswith(("clerk:", "start_over:", "idle:")) for name in self.resident.options())
        assert isinstance(self.visit.step, alone) or covered or self.resident.sees("clerk"), self.visit.step

    def teardown(self) -> None:
        if not hasattr(self, "visit"):
            return
        self.visit.answer(Leave())
        while self.visit.work is not None:
            self.visit.settle(work.CardGone())
        assert self.visit.step == steps.Over()
        self.window.answered.disconnect(self._on_answered)

    def _on_answered(self, answer: Answer) -> None:
        self.visit.answer(answer)
        self.window.set_language(self.visit.language)
        self._show()

    def _come_when_it_is_over(self) -> None:
        if isinstance(self.visit.step, steps.Over):
            self.visit = self.parts.visit()
            self._show()

    def _is_machines_turn(self, dice: int) -> bool:
        busy = steps.ReadingCard | steps.Printing | steps.AwaitCard
        return isinstance(self.visit.step, busy) and self.visit.work is not None and dice % 2 == 0

    def _click(self, name: str) -> None:
        (control,) = (one for one in self.window.findChildren(Touchable, name) if one.isVisible())
        control.click()

    def _show(self) -> None:
        """Show the step as it is when it has come to rest: nothing slides, everything is laid out."""
        self.window.show_step(self.visit.step)
        for slide in self.window.findChildren(Slide):
            slide.stop()
        QCoreApplication.sendPostedEvents()
        self.shown[type(self.visit.step)] += 1

    def _ways(self) -> list[str]:
        return [name for name in self.resident.options() if not name.startswith(NO_WAY_OUT) or ":" in name[:6]]

    def _ends_by_itself(self) -> bool:
        """Whether the machine gives up at a deadline, or waits for a hand that takes a card away."""
        now = self.visit.work
        return now is not None and (now.deadline_s is not None or isinstance(self.visit.step, steps.CardLeft))

    def _success(self, kind: CardKind, person: Person, tries: int) -> Outcome | None:
        match self.visit.work:
            case work.Arrive():
                return work.Counted(tries)
            case work.AwaitCardOnReader() | work.AwaitAnotherCard():
                signs = SecretWanted(SecretKind.AUTHENTICATION_PIN, tries) if kind is CardKind.MY_NUMBER else None
                return CardFound(kind, tuple(SecretWanted(secret, tries) for secret in OPENED_BY[kind]), signs=signs)
            case work.ReadCard():
                return CardRead(kind, person, 3, genuine=(None, True, False)[tries % 3])
            case work.ChallengeCard():
                return work.Challenged((None, True, False)[tries % 3])
            case work.TakeTicket(route=route):
                now = self.parts.clock.now()
                taken = Ticket(
                    "A1", now.date(), TicketState.TAKEN, route, None, None, False, now, None, "AAAAAAAAAAAAAAAA", now
                )
                return work.TicketTaken(taken, Prospect(tries, Wait(0, 5 * tries)))
            case work.PrintSheet():
                return work.SheetOut()
            case work.PublishTicket():
                return work.Published()
        return None


@pytest.fixture
def machine(content: Content, window: LobbyWindow) -> Iterator[type[Lobby]]:
    Lobby.parts, Lobby.window, Lobby.shown = kiosk_parts(content), window, Counter()
    yield Lobby
    del Lobby.parts, Lobby.window, Lobby.shown


def test_no_screen_is_without_a_way_out(machine: type[Lobby]) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # hypothesis leaves it so
        machine,
        settings=settings(
            max_examples=40, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        ),
    )
    deep = {steps.GatherHousehold, steps.AskQuestion, steps.Summary, steps.ShowPlan, steps.FillNeed}
    assert deep <= machine.shown.keys(), machine.shown
