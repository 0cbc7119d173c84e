"""Whatever is done in whatever order: no number twice, none lost, every ticket in a state that makes sense."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.errors import NobodyWaiting, UnknownTicket, WrongState
from kiosk.queue.ticket import Ticket, TicketState
from kiosk.queue.transition import LEGAL, Act
from kiosk.settings import Office
from kiosk.storage.database import Database
from kiosk.storage.tickets import SqlTicketStore

DESKS = ("shimin", "kokuho", "kodomo")
OFFICE = Office(time(8, 30), time(17, 15), "Asia/Tokyo", (), (), time(4, 0), 4)

serials = st.integers(1, 8)
letters = st.sampled_from("AB")
desks = st.sampled_from(DESKS)


class SetClock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))

    def now(self) -> datetime:
        return self.moment


class QueueMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.clock = SetClock()
        self.store = SqlTicketStore(Database("sqlite://"), self.clock, OFFICE)
        self.given: set[tuple[object, str]] = set()

    @initialize()
    def open_with_a_few(self) -> None:
        for letter in "AAB":
            self.take(letter, list(DESKS))

    @rule(letter=letters, route=st.lists(desks, max_size=4))
    def take(self, letter: str, route: list[str]) -> None:
        ticket = self.store.take(letter, tuple(route), "kiosk-1/visit")
        assert (ticket.day, ticket.number) not in self.given
        self.given.add((ticket.day, ticket.number))

    @rule(letter=letters, serial=serials, paper=st.booleans())
    def publish(self, letter: str, serial: int, paper: bool) -> None:
        self._act(Act.PUBLISH, f"{letter}{serial}", lambda number: self.store.publish(number, paper=paper))

    @rule(letter=letters, serial=serials)
    def call(self, letter: str, serial: int) -> None:
        self._act(Act.CALL, f"{letter}{serial}", lambda number: self.store.call(number, "1"))

    @rule(letter=letters, serial=serials, desk=desks)
    def pass_on(self, letter: str, serial: int, desk: str) -> None:
        self._act(Act.PASS, f"{letter}{serial}", lambda number: self.store.pass_on(number, desk))

    @rule(letter=letters, serial=serials, act=st.sampled_from([Act.DONE, Act.HOLD, Act.NO_SHOW, Act.VOID]))
    def act(self, letter: str, serial: int, act: Act) -> None:
        acts = {
            Act.DONE: self.store.done,
            Act.HOLD: self.store.hold,
            Act.NO_SHOW: self.store.no_show,
            Act.VOID: self.store.void,
        }
        self._act(act, f"{letter}{serial}", acts[act])

    @rule(desk=desks)
    def call_next(self, desk: str) -> None:
        waiting = [t for t in self.store.tickets() if t.state is TicketState.WAITING and t.at == desk]
        try:
            called = self.store.call_next((desk,), "2")
        except NobodyWaiting:
            assert not waiting
        else:
            assert called.number == waiting[0].number

    @rule(hours=st.integers(-30, 30))
    def clock_jumps(self, hours: int) -> None:
        self.clock.moment += timedelta(hours=hours)

    @rule()
    def visits_die(self) -> None:
        self.store.void_abandoned("kiosk-1", "kiosk-1/next")
        assert all(ticket.state is not TicketState.TAKEN for ticket in self.store.tickets())

    @invariant()
    def every_number_of_the_day_is_accounted_for(self) -> None:
        tickets = self.store.tickets()
        for letter in "AB":
            serials = sorted(int(t.number[1:]) for t in tickets if t.number[0] == letter)
            assert serials == list(range(1, len(serials) + 1))

    @invariant()
    def every_ticket_makes_sense(self) -> None:
        for ticket in self.store.tickets():
            assert (ticket.window is not None) == (ticket.state is TicketState.CALLED)
            assert (ticket.arrival is None) <= (ticket.state in {TicketState.TAKEN, TicketState.VOID})
            assert ticket.at is None or ticket.at in ticket.route
            assert len(set(ticket.route)) == len(ticket.route)

    def _act(self, act: Act, number: str, change: Callable[[str], Ticket]) -> None:
        try:
            before = self.store.show(number)
        except UnknownTicket:
            return
        try:
            change(number)
        except WrongState:
            assert before.state not in LEGAL[act]
            assert self.store.show(number) == before
        else:
            assert before.state in LEGAL[act]

    def teardown(self) -> None:
        self.store.close()


TestQueue = QueueMachine.TestCase
TestQueue.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
