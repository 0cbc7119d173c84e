"""The lobby's ledger: numbers also when the queue is away, none twice, and all of them accounted for in the end."""

import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from commands.clock import SetClock
from kiosk.errors import StoreUnavailable
from kiosk.queue.number import number_of
from kiosk.queue.ticket import Ticket, TicketState
from kiosk.storage.database import Database
from kiosk.storage.ledger import LedgerFile
from kiosk.storage.ledgered_tickets import LedgeredTickets, Patience
from kiosk.storage.schema import changes, tickets
from kiosk.storage.tickets import SqlTicketStore

ROUTE = ("juumin", "hoken")
MEMORY = "/dev/shm"  # noqa: S108  # files of these tests need not outlive a power cut
HOPEFUL = Patience(answer_s=30.0, away_s=0.0)
"""Of a lobby that asks each time anew, however slow the machine is."""


class Line(Enum):
    """How the network is for one call: it may also fail when everything is done, and the answer alone is lost."""

    GOOD = "good"
    CUT = "cut"
    ANSWER_LOST = "answer_lost"


class Killed(Exception):  # what happened
    """The lobby's process is gone. No code of ours expects it."""


@dataclass
class Network:
    """Between a lobby and its queue. ``coming``: how it will be for the next calls; then it is as ``line`` says."""

    store: Any
    line: Line = Line.GOOD
    coming: list[Line] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            line = self.coming.pop(0) if self.coming else self.line
            self.calls[name] += 1
            if line is Line.CUT:
                raise StoreUnavailable
            said = getattr(self.store, name)(*args, **kwargs)
            if line is Line.ANSWER_LOST:
                raise StoreUnavailable
            return said

        return call


@dataclass
class Mortal:
    """What a lobby uses, until it is killed: before the first call, between any two, or after the last.

    Each is a transaction; what a process did between two calls is gone with it.
    """

    thing: Any
    heartbeat: Callable[[], None]

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.thing, name)
        if not callable(found) or name in {"alone", "close"}:
            return found

        def call(*args: Any, **kwargs: Any) -> Any:
            self.heartbeat()
            return found(*args, **kwargs)

        return call


@dataclass
class Lobby:
    """A kiosk over its visits, each a process of its own with the same ledger. ``lives_for`` counts heartbeats.

    ``households`` are the numbers that somebody saw, ``waits`` those of whom the machine said that they wait now.
    """

    network: Network
    path: Path
    clock: Any
    office: Any
    kiosk: str = "kiosk-1"
    patience: Patience = HOPEFUL
    reserve: int = 4
    lives_for: int | None = None
    households: list[str] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)
    torn: set[str] = field(default_factory=set)
    _visits: Any = field(default_factory=count)
    _queue: Any = None
    holder: str = ""

    def __post_init__(self) -> None:
        self.next_visit()

    def next_visit(self) -> None:
        """Start another process; what the one before had in memory is gone."""
        self.close()
        ledger = Mortal(LedgerFile(self.path, self.kiosk), self._beat)
        queue = Mortal(self.network, self._beat)
        letters = {"A": self.reserve, "B": self.reserve}
        self._queue = LedgeredTickets(queue, ledger, self.clock, self.office, letters, patience=self.patience)  # type: ignore[arg-type]
        self.holder = f"{self.kiosk}/{next(self._visits)}"

    def arrive(self) -> None:
        self.next_visit()
        self._queue.void_abandoned(self.kiosk, self.holder)

    def take(self, letter: str = "A") -> Ticket:
        ticket: Ticket = self._queue.take(letter, ROUTE, self.holder, event="tennyu")
        self.households.append(f"{ticket.day} {ticket.number}")
        return ticket

    def publish(self, ticket: Ticket) -> None:
        key = f"{ticket.day} {ticket.number}"
        self.torn.add(key)
        self._queue.publish(ticket.number, paper=True)
        self.torn.remove(key)
        self.waits.append(key)

    def come(self, letter: str = "A") -> Ticket:
        """Let a household come, and wait."""
        ticket = self.take(letter)
        self.publish(ticket)
        return ticket

    def keep(self) -> None:
        self._queue.keep()

    def standing(self) -> Any:
        with closing(LedgerFile(self.path, self.kiosk)) as ledger:
            return ledger.standing()

    def close(self) -> None:
        if self._queue is not None:
            self._queue._ledger.close()

    def _beat(self) -> None:
        if self.lives_for is not None:
            self.lives_for -= 1
            if self.lives_for < 0:
                raise Killed


@pytest.fixture
def network(store: SqlTicketStore) -> Network:
    return Network(store)


@pytest.fixture
def lobby(network: Network, tmp_path: Path, clock: Any, office: Any) -> Iterator[Lobby]:
    lobby = Lobby(network, tmp_path / "ledger.db", clock, office)
    yield lobby
    lobby.close()


def test_numbers_come_from_the_queue_while_it_answers(lobby: Lobby) -> None:
    lobby.keep()
    assert lobby.come().number == "A5"
    assert lobby.standing().reserved == 8


def test_a_household_gets_a_reserved_number_when_the_queue_is_away(lobby: Lobby, network: Network) -> None:
    lobby.keep()
    network.line = Line.CUT
    ticket = lobby.take()
    assert (ticket.number, ticket.state, ticket.route) == ("A1", TicketState.TAKEN, ROUTE)
    assert ticket.reference == network.store.show("A1").reference


def test_without_a_reserved_number_the_queue_is_away(lobby: Lobby, network: Network) -> None:
    network.line = Line.CUT
    with pytest.raises(StoreUnavailable):
        lobby.take()


def test_who_came_meanwhile_waits_once_the_queue_is_back(lobby: Lobby, network: Network, later: Any) -> None:
    lobby.keep()
    network.line = Line.CUT
    came = lobby.clock.now()
    lobby.come()
    later(minutes=20)
    network.line = Line.GOOD
    lobby.keep()
    told = network.store.show("A1")
    assert (told.state, told.at, told.since, told.taken, told.event) == (
        TicketState.WAITING,
        "juumin",
        came,
        came,
        "tennyu",
    )
    assert network.store.call_next(("juumin",), "1").number == "A1"


def test_who_came_during_the_outage_is_called_before_those_after_it(lobby: Lobby, network: Network, later: Any) -> None:
    """Another kiosk has its network all the time."""
    other = network.store
    lobby.keep()
    other.publish(other.take("A", ROUTE, "kiosk-2/1").number, paper=True)
    network.line = Line.CUT
    later(minutes=1)
    lobby.come()
    later(minutes=1)
    other.publish(other.take("A", ROUTE, "kiosk-2/2").number, paper=True)
    later(minutes=1)
    lobby.come()
    network.line = Line.GOOD
    lobby.keep()
    in_order = [ticket.number for ticket in other.tickets() if ticket.arrival is not None]
    assert in_order == ["A5", "A1", "A6", "A2"]
    assert [other.call_next(("juumin",), "1").number for _ in range(4)] == in_order


def test_a_number_of_the_queue_waits_though_the_queue_went_away_before_its_paper_was_out(
    lobby: Lobby, network: Network
) -> None:
    ticket = lobby.take()
    network.line = Line.CUT
    lobby.publish(ticket)
    network.line = Line.GOOD
    lobby.arrive()
    assert network.store.show(ticket.number).state is TicketState.WAITING


def test_what_a_visit_left_behind_becomes_void_also_of_the_ledger(lobby: Lobby, network: Network) -> None:
    lobby.keep()
    network.line = Line.CUT
    lobby.take()
    network.line = Line.GOOD
    lobby.arrive()
    assert network.store.show("A1").state is TicketState.VOID


def test_what_nobody_used_becomes_void_at_the_turn_of_the_day(lobby: Lobby, network: Network, later: Any) -> None:
    lobby.keep()
    later(days=1)
    lobby.keep()
    lobby.keep()
    assert Counter(ended(network.store)[f"2026-11-20 {letter}{n}"] for letter in "AB" for n in range(1, 5)) == {
        "void": 8
    }
    network.line = Line.CUT
    assert str(lobby.take().day) == "2026-11-21"


def test_a_number_of_yesterday_is_not_given(lobby: Lobby, network: Network, later: Any) -> None:
    lobby.keep()
    later(days=1)
    network.line = Line.CUT
    with pytest.raises(StoreUnavailable):
        lobby.take()


def test_a_household_of_yesterday_is_told_to_yesterday(lobby: Lobby, network: Network, later: Any) -> None:
    lobby.keep()
    network.line = Line.CUT
    lobby.come()
    later(days=1)
    network.line = Line.GOOD
    lobby.keep()
    assert ended(network.store)["2026-11-20 A1"] == "waiting"


def test_numbers_are_reserved_again_when_half_are_gone(lobby: Lobby, network: Network) -> None:
    lobby.keep()
    network.line = Line.CUT
    lobby.come()
    network.line = Line.GOOD
    lobby.keep()
    assert lobby.standing().reserved == 7
    network.line = Line.CUT
    lobby.come()
    network.line = Line.GOOD
    lobby.keep()
    assert lobby.standing().reserved == 8


def test_a_lost_ledger_leaves_no_number_open(lobby: Lobby, network: Network) -> None:
    lobby.keep()
    lobby.close()
    lobby.path.unlink()
    lobby.next_visit()
    lobby.keep()
    assert [network.store.show(f"A{n}").state.value for n in (1, 4, 5, 8)] == ["void", "void", "taken", "taken"]


def test_a_copied_ledger_gives_nothing_to_another_kiosk(lobby: Lobby, network: Network) -> None:
    lobby.keep()
    network.line = Line.CUT
    other = Lobby(network, lobby.path, lobby.clock, lobby.office, kiosk="kiosk-2")
    with pytest.raises(StoreUnavailable):
        other.take()
    other.close()


def test_two_lobbies_share_a_ledger_and_no_number(lobby: Lobby, network: Network) -> None:
    other = Lobby(network, lobby.path, lobby.clock, lobby.office, kiosk="kiosk-2")
    lobby.keep()
    other.keep()
    network.line = Line.CUT
    given = [each.come().number for each in (lobby, other) * 4]
    assert len(set(given)) == 8
    other.close()


def test_a_number_that_the_queue_will_not_hear_of_is_kept_for_somebody_to_look(
    lobby: Lobby, network: Network, later: Any
) -> None:
    """Until the end of its day."""
    lobby.keep()
    network.line = Line.CUT
    lobby.come()
    network.store.void("A1")
    network.line = Line.GOOD
    lobby.keep()
    assert lobby.standing().refused == ("A1",)
    later(days=1)
    lobby.keep()
    assert lobby.standing().refused == ()


def test_a_ledger_that_cannot_be_written_keeps_nobody_from_a_number(lobby: Lobby, network: Network) -> None:
    lobby.path.write_bytes(b"no database" * 100)
    assert lobby.come().number == "A1"
    with pytest.raises(Exception, match="ledger"):
        lobby.keep()
    assert lobby.come().number == "A2"


def test_a_ledger_that_cannot_be_read_keeps_nobody_from_the_kiosk_and_voids_nobodys_number(
    lobby: Lobby, network: Network
) -> None:
    lobby.take()
    lobby.path.write_bytes(b"no database" * 100)
    lobby.arrive()
    assert ended(network.store) == {"2026-11-20 A1": "taken"}


def test_the_standing_says_since_when_somebody_waits_unheard(lobby: Lobby, network: Network, later: Any) -> None:
    lobby.keep()
    network.line = Line.CUT
    since = lobby.clock.now()
    lobby.come()
    later(minutes=5)
    lobby.come("B")
    standing = lobby.standing()
    assert (standing.reserved, standing.waiting, standing.since) == (6, 2, since)


# --- patience ------------------------------------------------------------------------------


def test_a_queue_that_stays_silent_is_not_waited_for(network: Network, tmp_path: Path, clock: Any, office: Any) -> None:
    """The second one need not wait at all."""
    silence = threading.Event()

    class Silent:
        def __getattr__(self, name: str) -> Callable[..., Any]:
            return lambda *_args, **_kwargs: silence.wait()

    lobby = Lobby(network, tmp_path / "ledger.db", clock, office)
    lobby.keep()
    lobby.network, lobby.patience = Silent(), Patience(answer_s=0.01, away_s=60.0)  # type: ignore[assignment]
    lobby.next_visit()
    assert [lobby.take().number, lobby.take().number] == ["A1", "A2"]
    with pytest.raises(StoreUnavailable):
        lobby.arrive()
    silence.set()
    lobby.close()


def test_a_queue_that_did_not_answer_is_not_asked_again_at_once(lobby: Lobby, network: Network) -> None:
    lobby.keep()
    lobby.patience = Patience(answer_s=30.0, away_s=60.0)
    lobby.next_visit()
    network.line = Line.CUT
    lobby.take()
    lobby.take()
    assert network.calls["take"] == 1


def test_it_is_taken_to_be_away_also_while_there_is_nothing_to_tell(lobby: Lobby, network: Network) -> None:
    lobby.keep()
    lobby.patience = Patience(answer_s=30.0, away_s=60.0)
    lobby.next_visit()
    network.line = Line.CUT
    lobby.take()
    lobby.keep()
    lobby.take()
    assert network.calls["take"] == 1


def test_it_is_asked_all_the_same_when_the_ledger_has_nothing_left(lobby: Lobby, network: Network) -> None:
    lobby.patience = Patience(answer_s=30.0, away_s=60.0)
    lobby.next_visit()
    network.coming = [Line.CUT]
    assert lobby.take().number == "A1"


# --- whatever happens ----------------------------------------------------------------------


def ended(store: SqlTicketStore) -> dict[str, str]:
    """Return every number that there ever was, of all days, and its state."""
    with store._database.reading() as connection:
        rows = connection.execute(select(tickets)).all()
    return {f"{row.day} {number_of(row.letter, row.serial)}": row.state for row in rows}


def settle(lobby: Lobby) -> None:
    """Let everything come to rest: the network is good, nobody dies, and a day goes by."""
    lobby.network.line, lobby.lives_for = Line.GOOD, None
    lobby.network.coming.clear()
    lobby.arrive()
    lobby.keep()
    lobby.clock.moment += timedelta(days=1)
    lobby.keep()
    lobby.keep()


def check_every_number(lobby: Lobby) -> None:
    """No number twice; who was told that they wait does; all others are void; and nothing is left to be told.

    Of who waited when the machine died, it may be the one or the other.
    """
    store = lobby.network.store
    assert len(set(lobby.households)) == len(lobby.households)
    states = ended(store)
    today = {key for key in states if key.startswith(str(lobby.clock.now().date()))}
    waiting = {key for key, state in states.items() if state == "waiting"}
    assert set(lobby.waits) <= waiting <= set(lobby.waits) | lobby.torn
    assert {state for key, state in states.items() if key not in waiting | today} <= {"void"}
    assert {states[key] for key in today} <= {"taken"}
    assert (lobby.standing().waiting, lobby.standing().refused) == (0, ())
    check_history(store)


def check_history(store: SqlTicketStore) -> None:
    """Every number was taken or reserved once, and began to wait or became void once at most."""
    with store._database.reading() as connection:
        acts = Counter((row.day, row.letter, row.serial, row.act) for row in connection.execute(select(changes)))
    assert set(acts.values()) <= {1}


def an_outage(lobby: Lobby) -> Iterator[Callable[[], object]]:
    """Yield what happens, one after the other, to a lobby that loses its network for a while."""
    network = lobby.network
    yield lobby.arrive
    yield lobby.keep
    yield lobby.come
    ticket: list[Ticket] = []
    yield lambda: ticket.append(lobby.take())
    yield lambda: setattr(network, "line", Line.CUT)
    yield lambda: [lobby.publish(each) for each in ticket]
    yield lambda: [suppressed(lobby.arrive), lobby.come()]
    yield lambda: lobby.come("B")
    yield lambda: [suppressed(lobby.arrive), lobby.take()]
    yield lambda: suppressed(lobby.arrive)
    yield lobby.come
    yield lambda: setattr(network, "line", Line.GOOD)
    yield lobby.keep
    yield lobby.arrive
    yield lobby.come


def suppressed(act: Callable[[], object]) -> None:
    with suppress(StoreUnavailable):
        act()


def run_until_killed(lobby: Lobby) -> bool:
    """Let the outage happen; who is killed comes back with the next visit. Say whether somebody was."""
    killed = False
    for happens in an_outage(lobby):
        try:
            happens()
        except Killed:
            killed, lobby.lives_for = True, None
            suppressed(lobby.arrive)
        except StoreUnavailable:
            pass
    return killed


def test_nothing_is_lost_or_doubled_at_whatever_step_the_lobby_is_killed(office: Any, clock: Any) -> None:
    steps = 0
    began = clock.moment
    for steps in count():
        clock.moment = began
        with made_lobby(clock, office) as lobby:
            lobby.lives_for = steps
            killed = run_until_killed(lobby)
            settle(lobby)
            check_every_number(lobby)
            if not killed:
                break
    assert steps > 50


@cache
def new_queue() -> bytes:
    """Return the file of a queue in which nobody has been."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "queue.db")
        with closing(Database(f"sqlite:///{file}")) as database:
            database.upgrade()
        return file.read_bytes()


@contextmanager
def made_lobby(clock: Any, office: Any) -> Iterator[Lobby]:
    """Give a lobby and its queue, both new, in files that are gone afterwards."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        Path(folder, "queue.db").write_bytes(new_queue())
        store = SqlTicketStore(Database(f"sqlite:///{folder}/queue.db"), clock, office)
        with closing(store), closing(Lobby(Network(store), Path(folder, "ledger.db"), clock, office)) as lobby:
            yield lobby


def do(lobby: Lobby, act: str) -> None:
    match act:
        case "tomorrow":
            lobby.clock.moment += timedelta(days=1)
        case "yesterday":
            lobby.clock.moment -= timedelta(days=1)
        case _:
            getattr(lobby, act)()


acts = st.sampled_from(["come", "take", "arrive", "keep", "tomorrow", "yesterday"])
lines = st.lists(st.sampled_from(Line), max_size=6)


@given(life=st.lists(st.tuples(acts, lines, st.booleans()), max_size=25))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_number_is_given_once_and_accounted_for_however_the_network_fails(
    office: Any, life: list[tuple[str, list[Line], bool]]
) -> None:
    """Also when the lobby is killed, and its clock is set forward and back."""
    clock = SetClock(datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo")))
    latest = clock.moment
    with made_lobby(clock, office) as lobby:
        for act, coming, killed in life:
            lobby.network.coming = list(coming)
            lobby.lives_for = len(coming) if killed else None
            with suppress(StoreUnavailable):
                try:
                    do(lobby, act)
                except Killed:
                    lobby.lives_for = None
                    lobby.arrive()
            latest = max(latest, clock.moment)
        clock.moment = latest
        settle(lobby)
        check_every_number(lobby)
