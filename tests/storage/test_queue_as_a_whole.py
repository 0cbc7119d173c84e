"""Clerks, lobbies, clocks and crashes in any order: the queue does what its model does, and its history tells the same.

The suite runs a part of it; ``make soak`` takes all of the hundred thousand steps.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine, event, select, text

from commands.clock import SetClock
from kiosk.errors import KakanaiError, NobodyWaiting, UnknownTicket, WrongState
from kiosk.queue.number import number_of, parse_number
from kiosk.queue.ticket import Ticket, TicketState, Used
from kiosk.queue.transition import LEGAL as LEGAL_ACTS
from kiosk.queue.transition import Act
from kiosk.settings import Office, Queue
from kiosk.storage.database import Database
from kiosk.storage.schema import changes, tickets
from kiosk.storage.tickets import SqlTicketStore

TOKYO = ZoneInfo("Asia/Tokyo")
TURNS = time(4, 0)
OFFICE = Office(time(8, 30), time(17, 15), "Asia/Tokyo", (), (), TURNS, 4)
QUEUE = Queue(priority=2, ordinary=1, longest_wait_min=40)
DESKS = ("shimin", "kokuho", "kodomo")
KIOSKS = ("kiosk-1", "kiosk-2")


# --- The model ---------------------------------------------------------------------------------

QUEUED = "waiting passed_on"
AT_WINDOW = "called served second_call"

LEGAL = {
    "use": "taken",
    "publish": "taken",
    "call": f"{QUEUED} served held no_show",
    "again": "called",
    "serve": "called second_call",
    "second": "served held no_show second_call",
    "prioritise": f"taken {QUEUED} {AT_WINDOW} held no_show",
    "done": AT_WINDOW,
    "hold": f"{QUEUED} {AT_WINDOW}",
    "pass": f"{QUEUED} {AT_WINDOW} held no_show",
    "noshow": "called second_call",
    "void": f"taken {QUEUED} held",
}
"""From which states each act is possible."""

Key = tuple[date, str]


@dataclass(frozen=True)
class Number:
    """As much of a ticket as the rules speak of."""

    state: str
    route: tuple[str, ...]
    priority: bool
    since: datetime
    at: str | None = None
    window: str | None = None
    arrival: int | None = None
    calls: int = 0
    came: datetime | None = field(default=None, compare=False)


class Refused(Exception):
    """The act is not possible in this state."""


@dataclass
class Model:
    """A queue in two dictionaries. ``holders``: of numbers that nobody has yet, who took them."""

    queue: Queue
    now: datetime
    numbers: dict[Key, Number] = field(default_factory=dict)
    holders: dict[Key, str] = field(default_factory=dict)
    called: list[tuple[str, Key]] = field(default_factory=list)

    @property
    def day(self) -> date:
        """A day that has begun does not end because a clock is set back."""
        today = (self.now - timedelta(hours=TURNS.hour)).date()
        return max([today, *(day for day, _ in self.numbers)])

    @property
    def today(self) -> dict[str, Number]:
        day = self.day
        return {number: one for (on, number), one in self.numbers.items() if on == day}

    def take(self, letter: str, route: Iterable[str], holder: str, *, priority: bool) -> Key:
        serial = sum(number.startswith(letter) for number in self.today) + 1
        key = (self.day, f"{letter}{serial}")
        self.numbers[key] = Number("taken", tuple(dict.fromkeys(route)), priority, self.now)
        self.holders[key] = holder
        return key

    def next_for(self, desks: Iterable[str]) -> str | None:
        wanted = set(desks)
        here = {number: one for number, one in self.today.items() if one.state in QUEUED.split() and one.at in wanted}
        cap = timedelta(minutes=self.queue.longest_wait_min)
        overdue = {number: one for number, one in here.items() if self.now - one.since >= cap}
        went = [key for desk, key in self.called if desk in wanted and key[0] == self.day]
        round_ = went[-(self.queue.priority + self.queue.ordinary - 1) :]
        turn = sum(self.numbers[key].priority for key in round_) < self.queue.priority
        side = {number: one for number, one in here.items() if one.priority == turn}
        among = overdue or side or here
        return min(among, key=lambda number: among[number].arrival or 0, default=None)

    def act(self, act: str, key: Key, change: Callable[[Number], Number], *, at: datetime | None = None) -> None:
        before = self.numbers[key]
        if before.state not in LEGAL[act].split():
            raise Refused
        after = change(before)
        moved = (after.state, after.at) != (before.state, before.at)
        self.numbers[key] = replace(after, since=at or self.now) if moved else after
        if act == "call":
            self.called.append((after.at or "", key))

    def publish(self, key: Key, *, at: datetime | None = None) -> None:
        """Let it wait; who is told late is put before those who came after them."""
        came = at or self.now
        others = {other: one for other, one in self.numbers.items() if other[0] == key[0] and one.arrival is not None}
        end = max((one.arrival or 0 for one in others.values()), default=0) + 1
        after = [one.arrival or 0 for one in others.values() if at and one.came and one.came > at]
        place = min(after, default=end)
        self.act(
            "publish",
            key,
            lambda one: replace(one, state="waiting", at=next(iter(one.route), None), arrival=place, came=came),
            at=at,
        )
        for other, one in others.items():
            if one.arrival and one.arrival >= place:
                self.numbers[other] = replace(one, arrival=one.arrival + 1)


def called(window: str, state: str = "called") -> Callable[[Number], Number]:
    def change(one: Number) -> Number:
        goes_on = one.state in {state, "no_show"}
        return replace(one, state=state, window=window, calls=(one.calls if goes_on else 0) + 1)

    return change


def done(one: Number) -> Number:
    left = one.route[one.route.index(one.at) + 1 :] if one.at else ()
    return replace(one, state="passed_on" if left else "done", at=left[0] if left else None, window=None, calls=0)


def passed(desk: str) -> Callable[[Number], Number]:
    def change(one: Number) -> Number:
        route = list(one.route)
        if desk != one.at:
            route = [each for each in route if each != desk]
            route.insert(route.index(one.at) + 1 if one.at else 0, desk)
        state = "waiting" if route[0] == desk else "passed_on"
        return replace(one, state=state, at=desk, window=None, route=tuple(route), calls=0)

    return change


# --- The machine -------------------------------------------------------------------------------

letters = st.sampled_from("AB")
desks = st.sampled_from(DESKS)
some_desks = st.lists(desks, min_size=1, max_size=3, unique=True).map(tuple)
routes = st.lists(desks, max_size=4)
kiosks = st.sampled_from(KIOSKS)
picks = st.integers(0, 40)
windows = st.sampled_from("123")


class Crash(BaseException):
    """The process dies between two statements of a transaction."""


@contextmanager
def dying_before_history_is_written() -> Iterator[None]:
    def die(_connection: Any, _cursor: Any, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO changes"):
            raise Crash

    event.listen(Engine, "before_cursor_execute", die)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", die)


class QueueMachine(RuleBasedStateMachine):
    """Two clerks, each with a connection of their own, and two kiosks.

    ``steps`` counts over all machines.
    """

    steps = 0

    def __init__(self, fresh: Callable[[], str]) -> None:
        super().__init__()
        self.url = fresh()
        self.clock = SetClock(datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO))
        self.model = Model(QUEUE, self.clock.moment)
        self.replayed: dict[Key, TicketState] = {}
        self.seen = 0
        self._open()

    def _open(self) -> None:
        self.stores = tuple(
            SqlTicketStore(Database(self.url), self.clock, OFFICE, who=f"clerk-{n}", queue=QUEUE) for n in (1, 2)
        )
        self.store = self.stores[0]

    @initialize()
    def open_with_a_few(self) -> None:
        for letter in "AAB":
            self.come(letter, list(DESKS), "kiosk-1", priority=letter == "B")

    # --- lobbies

    @rule(letter=letters, route=routes, kiosk=kiosks, priority=st.booleans())
    def take(self, letter: str, route: list[str], kiosk: str, priority: bool) -> None:
        ticket = self.store.take(letter, tuple(route), f"{kiosk}/visit", priority=priority)
        assert (ticket.day, ticket.number) == self.model.take(letter, route, f"{kiosk}/visit", priority=priority)

    @rule(letter=letters, route=routes, kiosk=kiosks, priority=st.booleans())
    def come(self, letter: str, route: list[str], kiosk: str, priority: bool) -> None:
        self.take(letter, route, kiosk, priority)
        key = max(self.model.holders, key=lambda key: (key[0], key[1][0] == letter, parse_number(key[1])))
        self._both(key, lambda number: self.store.publish(number, paper=True), self.model.publish)

    @rule(pick=picks, paper=st.booleans())
    def publish(self, pick: int, paper: bool) -> None:
        self._both(
            self._key(pick, "publish"), lambda number: self.store.publish(number, paper=paper), self.model.publish
        )

    @rule(kiosk=kiosks)
    def visit_dies(self, kiosk: str) -> None:
        held = [key for key, holder in self.model.holders.items() if holder.startswith(f"{kiosk}/")]
        left = [key for key in held if self.model.numbers[key].state == "taken"]
        assert self.store.void_abandoned(kiosk, f"{kiosk}/next") == len(left)
        for key in left:
            self.model.act("void", key, void)

    @rule(letter=letters, number=st.integers(1, 4), kiosk=kiosks)
    def reserve(self, letter: str, number: int, kiosk: str) -> None:
        taken = self.store.reserve(letter, number, kiosk)
        keys = [self.model.take(letter, (), f"reserved by {kiosk}", priority=False) for _ in range(number)]
        assert [(ticket.day, ticket.number) for ticket in taken] == keys

    @rule(kiosk=kiosks, route=routes, late_min=st.integers(0, 50), waits=st.booleans(), priority=st.booleans())
    def use(self, kiosk: str, route: list[str], late_min: int, waits: bool, priority: bool) -> None:
        """Tell of the oldest reserved number, twice: a lobby that died does not know whether it has."""
        left = self._reserved(kiosk)
        if not left:
            return
        moment = self.clock.moment - timedelta(minutes=late_min)
        told = Used(*left[0], tuple(route), moment, moment if waits else None, priority=priority)
        assert self.store.use(told) == self.store.use(told)
        route_once = tuple(dict.fromkeys(route))
        if waits:
            self.model.act("use", left[0], lambda one: replace(one, route=route_once, priority=priority))
            self.model.publish(left[0], at=moment)
        else:
            self.model.act("void", left[0], void)

    # --- clerks

    @rule(at=some_desks, window=windows)
    def call_next(self, at: tuple[str, ...], window: str) -> None:
        expected = self.model.next_for(at)
        assert self._next(self.store, at, window) == expected
        self._called_next(expected, window)

    @rule(at=some_desks)
    def both_clerks_call_at_once(self, at: tuple[str, ...]) -> None:
        with ThreadPoolExecutor(2) as clerks:
            got = tuple(
                clerks.map(lambda clerk: self._next(clerk[0], at, clerk[1]), zip(self.stores, "12", strict=True))
            )
        order = "12" if got[0] == self.model.next_for(at) else "21"
        for window in order:
            assert got[int(window) - 1] == self.model.next_for(at)
            self._called_next(got[int(window) - 1], window)

    @rule(pick=picks, window=windows)
    def call(self, pick: int, window: str) -> None:
        self._call(self._key(pick, "call"), window)

    @rule(pick=picks, window=windows)
    def call_again(self, pick: int, window: str) -> None:
        self._call(self._key(pick, "again"), window)

    def _call(self, key: Key, window: str) -> None:
        again = key in self.model.numbers and self.model.numbers[key].state == "called"
        change = self._modelled("again" if again else "call", called(window))
        self._both(key, lambda number: self.store.call(number, window), change)

    @rule(pick=picks, window=windows)
    def second_call(self, pick: int, window: str) -> None:
        change = self._modelled("second", called(window, "second_call"))
        self._both(self._key(pick, "second"), lambda number: self.store.second_call(number, window), change)

    @rule(pick=picks, priority=st.booleans())
    def prioritise(self, pick: int, priority: bool) -> None:
        change = self._modelled("prioritise", lambda one: replace(one, priority=priority))
        self._both(
            self._key(pick, "prioritise"), lambda number: self.store.prioritise(number, priority=priority), change
        )

    @rule(pick=picks, desk=desks)
    def pass_on(self, pick: int, desk: str) -> None:
        change = self._modelled("pass", passed(desk))
        self._both(self._key(pick, "pass"), lambda number: self.store.pass_on(number, desk), change)

    @rule(pick=picks, act=st.sampled_from(["serve", "done", "hold", "noshow", "void"]))
    def act(self, pick: int, act: str) -> None:
        change, model = self._acts()[act]
        self._both(self._key(pick, act), change, self._modelled(act, model))

    @rule(pick=picks, act=st.sampled_from(["serve", "done", "hold", "noshow", "void"]))
    def crash(self, pick: int, act: str) -> None:
        """Die in the middle of an act; nothing of it has happened."""
        key = self._key(pick, act)
        change, _ = self._acts()[act]
        possible = key in self.model.numbers and self.model.numbers[key].state in LEGAL[act].split()
        with dying_before_history_is_written(), pytest.raises(Crash if possible else KakanaiError):
            change(key[1])
        self.reopen()

    # --- the house

    @rule()
    def reopen(self) -> None:
        for store in self.stores:
            store.close()
        self._open()

    @rule(minutes=st.integers(-60, 60))
    def time_passes_or_the_clock_is_corrected(self, minutes: int) -> None:
        self._set_clock(timedelta(minutes=minutes))

    @rule(hours=st.integers(-30, 30))
    def clock_jumps(self, hours: int) -> None:
        self._set_clock(timedelta(hours=hours))

    # --- what always holds

    @invariant()
    def the_queue_is_what_the_model_is(self) -> None:
        type(self).steps += 1
        assert {ticket.number: of(ticket) for ticket in self.store.tickets()} == self.model.today

    @invariant()
    def every_number_is_there_once_and_none_is_missing(self) -> None:
        by_letter: dict[tuple[date, str], list[int]] = {}
        for day, number in self.model.numbers:
            letter, serial = parse_number(number)
            by_letter.setdefault((day, letter), []).append(serial)
        assert all(sorted(serials) == list(range(1, len(serials) + 1)) for serials in by_letter.values())

    @invariant()
    def who_is_at_a_window_has_one_and_nobody_else_has(self) -> None:
        for one in self.model.today.values():
            assert (one.window is not None) == (one.state in AT_WINDOW.split())
            assert one.at is None or one.at in one.route

    @invariant()
    def the_board_counts_who_waits(self) -> None:
        board = self.store.board()
        waiting = {number for number, one in self.model.today.items() if one.state in QUEUED.split()}
        assert set(board.waiting) == waiting
        assert sum(letter.waiting for letter in board.letters) == len(waiting) == self.store.people_waiting()
        awaited = {line.number: line.window for line in board.called if line.awaited}
        called_now = {n: one.window for n, one in self.model.today.items() if one.state in {"called", "second_call"}}
        assert awaited == called_now

    @invariant()
    def history_replays_to_the_present_state(self) -> None:
        with self.store._database.reading() as connection:
            new = connection.execute(select(changes).where(changes.c.id > self.seen).order_by(changes.c.id)).all()
        for row in new:
            key = (row.day, number_of(row.letter, row.serial))
            if row.act in {"take", "reserve"}:
                assert key not in self.replayed
            else:
                assert self.replayed[key] in LEGAL_ACTS[Act(row.act)]
            self.replayed[key] = TicketState(row.state)
            self.seen = row.id
        assert {key: state.value for key, state in self.replayed.items()} == {
            key: one.state for key, one in self.model.numbers.items()
        }

    def teardown(self) -> None:
        """Also of the days that are over, every number is there as it was."""
        with self.store._database.reading() as connection:
            rows = connection.execute(select(tickets.c.day, tickets.c.letter, tickets.c.serial, tickets.c.state)).all()
        there = {(row.day, number_of(row.letter, row.serial)): row.state for row in rows}
        assert there == {key: one.state for key, one in self.model.numbers.items()}
        for store in self.stores:
            store.close()

    # --- means

    def _key(self, pick: int, act: str) -> Key:
        """Return one of the day's numbers, mostly one with which this can be done; at times one that nobody has."""
        today = self.model.today
        able = [number for number, one in today.items() if one.state in LEGAL[act].split()]
        numbers = able if able and pick % 4 else [*today, "B99"]
        return self.model.day, sorted(numbers, key=parse_number)[pick // 4 % len(numbers)]

    def _reserved(self, kiosk: str) -> list[Key]:
        mine = (key for key, holder in self.model.holders.items() if holder == f"reserved by {kiosk}")
        left = (key for key in mine if self.model.numbers[key].state == "taken")
        return sorted(left, key=lambda key: (key[0], parse_number(key[1])))

    def _modelled(self, act: str, change: Callable[[Number], Number]) -> Callable[[Key], None]:
        return lambda key: self.model.act(act, key, change)

    def _acts(self) -> dict[str, tuple[Callable[[str], Ticket], Callable[[Number], Number]]]:
        return {
            "serve": (self.store.serve, lambda one: replace(one, state="served")),
            "done": (self.store.done, done),
            "hold": (self.store.hold, lambda one: replace(one, state="held", window=None, calls=0)),
            "noshow": (self.store.no_show, lambda one: replace(one, state="no_show", window=None)),
            "void": (self.store.void, void),
        }

    def _both(self, key: Key, change: Callable[[str], Ticket], modelled: Callable[[Key], None]) -> None:
        """Do it in the queue and in the model; what one refuses, the other refuses, too."""
        if key not in self.model.numbers:
            with pytest.raises(UnknownTicket):
                change(key[1])
            return
        try:
            modelled(key)
        except Refused:
            with pytest.raises(WrongState):
                change(key[1])
        else:
            change(key[1])

    def _next(self, store: SqlTicketStore, at: tuple[str, ...], window: str) -> str | None:
        try:
            return store.call_next(at, window).number
        except NobodyWaiting:
            return None

    def _called_next(self, number: str | None, window: str) -> None:
        if number is not None:
            self.model.act("call", (self.model.day, number), called(window))

    def _set_clock(self, by: timedelta) -> None:
        self.clock.moment += by
        self.model.now = self.clock.moment


def void(one: Number) -> Number:
    return replace(one, state="void", at=None)


def of(ticket: Ticket) -> Number:
    return Number(
        ticket.state.value,
        ticket.route,
        ticket.priority,
        ticket.since,
        ticket.at,
        ticket.window,
        ticket.arrival,
        ticket.calls,
    )


# --- Runs --------------------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Gives the URL of an empty database, each time it is called."""
    if request.param == "sqlite":
        with TemporaryDirectory(dir="/dev/shm") as folder:  # its disk is not what is tried
            yield _files(Path(folder))
    else:
        make: Callable[[], str] = request.getfixturevalue("postgres_url")
        yield partial(_emptied, make())


def _files(folder: Path) -> Callable[[], str]:
    empty = folder / "empty.db"
    with closing(Database(f"sqlite:///{empty}")) as database:
        database.upgrade()
    files = (Path(shutil.copy(empty, folder / f"{n}.db")) for n in count())
    return lambda: f"sqlite:///{next(files)}"


def _emptied(url: str) -> str:
    with closing(Database(url)) as database, database.writing() as connection:
        connection.execute(text("TRUNCATE tickets, changes RESTART IDENTITY"))
    return url


def run(fresh: Callable[[], str], examples: int) -> int:
    """Return how many steps were taken."""
    before = QueueMachine.steps
    run_state_machine_as_test(
        partial(QueueMachine, fresh),
        settings=settings(
            max_examples=examples,
            stateful_step_count=60,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return QueueMachine.steps - before


@pytest.mark.parametrize(("fresh", "examples"), [("sqlite", 16), ("postgresql", 3)], indirect=["fresh"])
def test_whatever_is_done_in_whatever_order(fresh: Callable[[], str], examples: int) -> None:
    assert run(fresh, examples) > examples


@pytest.mark.soak
@pytest.mark.parametrize(("fresh", "least"), [("sqlite", 100_000), ("postgresql", 20_000)], indirect=["fresh"])
def test_a_hundred_thousand_steps(fresh: Callable[[], str], least: int, capsys: pytest.CaptureFixture[str]) -> None:
    steps = 0
    while steps < least:
        steps += run(fresh, examples=200)
        with capsys.disabled():
            print(f"{steps:,} of {least:,} steps")  # noqa: T201  # whoever asks for it waits long
