"""A place to put cards on, once in memory and once behind the real PC/SC service, and somebody who looks on."""

import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from datetime import date
from functools import partial
from threading import Condition

import pytest

from commands.stand.pcscd import Pcscd
from devices.cards.card import Wanted
from devices.pcsc import PcscTerminal
from devices.reader import IdentityCardReader
from devices.simulator.card import Insertable
from devices.simulator.terminal import MemorySlot
from devices.simulator.vpcd import InsertedCard
from devices.terminal import LyingCard, Sight, Terminal
from kiosk.ports import CardFound, ReaderState

SLOT, READER = 1, "Virtual PCD 00 01"
"""The demo and those who try the lobby have the other slot."""
PATIENCE_S = 15.0


class Onlooker:
    """A watch that remembers what was reported, and loses interest when told to or when nothing comes of it."""

    def __init__(self) -> None:
        self.seen: list[object] = []
        self._changed = Condition()
        self._deadline = time.monotonic() + PATIENCE_S

    def cancelled(self) -> bool:
        return time.monotonic() > self._deadline

    def report(self, progress: object) -> None:
        with self._changed:
            self.seen.append(progress)
            self._changed.notify_all()

    def leave(self) -> None:
        self._deadline = -math.inf

    def wait_until_last_seen(self, state: ReaderState) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.seen[-1:] == [state], PATIENCE_S), self.seen

    def wait_until_seen(self, *states: ReaderState) -> None:
        """Wait until exactly these were reported, in this order."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.seen == list(states), PATIENCE_S), self.seen


class Place:
    """One reader and what lies on it."""

    def __init__(self, open_terminal: Callable[[], Terminal]) -> None:
        self.open_terminal = open_terminal
        self.reader = IdentityCardReader(open_terminal, Wanted(today=lambda: date(2026, 11, 26)))
        self.onlooker = Onlooker()
        self._threads = ThreadPoolExecutor(2)

    def awaited_card(self) -> Future[CardFound]:
        """Wait for a card in another thread."""
        return self._threads.submit(self.reader.await_card, self.onlooker)

    def awaited_removal(self, onlooker: Onlooker) -> Future[None]:
        """Wait in another thread until the card is gone."""
        return self._threads.submit(self.reader.await_removal, onlooker)

    def insert(self, card: Insertable) -> None:
        raise NotImplementedError

    def remove(self) -> None:
        raise NotImplementedError

    def clear(self) -> None:
        """Take everything away and wait until the reader has noticed."""
        self.onlooker.leave()
        self._threads.shutdown()
        self.remove()
        self.reader.await_removal(Onlooker())


class PlaceInMemory(Place):
    def __init__(self) -> None:
        self._slot = MemorySlot()
        super().__init__(self._slot.terminal)

    def insert(self, card: Insertable) -> None:
        self._slot.insert(card)

    def remove(self) -> None:
        self._slot.remove()


class PlaceBehindPcscd(Place):
    def __init__(self) -> None:
        super().__init__(partial(PcscTerminal, READER))
        self._inserted: InsertedCard | None = None
        self._lay_there: tuple[LyingCard, ...] = ()

    def insert(self, card: Insertable) -> None:
        """Insert after pcscd has noticed that the card before is gone, which takes it up to 400 ms."""
        if self._inserted is not None:
            self._look_until(lambda sight: sight.cards != self._lay_there)
        self._inserted = InsertedCard(card, SLOT)
        self._inserted.insert()
        self._lay_there = self._look_until(lambda sight: sight.state is ReaderState.CARD).cards

    def remove(self) -> None:
        if self._inserted is not None:
            self._inserted.remove()

    def _look_until(self, seen: Callable[[Sight], bool]) -> Sight:
        deadline = time.monotonic() + PATIENCE_S
        with closing(PcscTerminal(READER)) as terminal:
            while not seen(sight := terminal.look()):
                assert time.monotonic() < deadline, sight
        return sight


@pytest.fixture
def onlooker() -> Onlooker:
    return Onlooker()


@pytest.fixture
def place_behind_pcscd(pcscd: Pcscd) -> Iterator[PlaceBehindPcscd]:
    place = PlaceBehindPcscd()
    yield place
    place.clear()


@pytest.fixture
def place_in_memory() -> Iterator[PlaceInMemory]:
    place = PlaceInMemory()
    yield place
    place.clear()


@pytest.fixture(params=["place_in_memory", "place_behind_pcscd"], ids=["memory", "pcscd"])
def place(request: pytest.FixtureRequest) -> Place:
    return request.getfixturevalue(request.param)
