"""The queue as it stands, for all pages: one thread looks, whoever has a page open is told."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Event, Lock, Thread

import structlog

from kiosk.errors import QueueError
from kiosk.ports import Clock, TicketStore, Windows
from kiosk.queue.ticket import Ticket
from kiosk.queue.windows import OpenWindow

log = structlog.get_logger()

LOOK_S = 1.0
"""It looks at least so often, whether or not the database says that something has changed."""

_AWAY_S = 1.0
"""Between looks at a database that is away."""

BEAT_S = 10.0
"""Pages are told at least so often: the minutes that somebody waits go on by themselves."""

_GOODBYE_S = 2.0


@dataclass(frozen=True)
class View:
    """``tickets`` of the day in order of arrival. ``seen``: when it was so; ``is_away``: nobody knows what is now.

    ``version`` grows with every change: a page shows no earlier one that was overtaken on its way.
    """

    tickets: tuple[Ticket, ...]
    windows: tuple[OpenWindow, ...]
    kiosks_calling: tuple[str, ...]
    seen: datetime | None = None
    is_away: bool = False
    version: int = 0


class Live:
    """Threads may share it; ``changes`` is for coroutines of any loop."""

    def __init__(self, queue: TicketStore, windows: Windows, clock: Clock) -> None:
        self._queue = queue
        self._windows = windows
        self._clock = clock
        self._view = View((), (), ())
        self._lock = Lock()
        self._stopping = Event()
        self._is_looking = False
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def look(self) -> View:
        """Return what is now, or what was last when the database is away; tell everybody when that is news.

        One looks after the other: who began later publishes later, too.
        """
        with self._lock:
            try:
                view = self._read()
            except QueueError as error:
                self._note(error.code)
                view = replace(self._view, is_away=True)
            else:
                self._note("")
            return self._published(view)

    def current(self) -> View:
        """Return what is now. While the database is away, only the thread that looks again waits for it."""
        return self._view if self._is_looking and self._view.is_away else self.look()

    @property
    def view(self) -> View:
        """What was seen last."""
        return self._view

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look again and again, in a thread, until the block ends."""
        thread = Thread(target=self._look_on, name="counter-live", daemon=True)
        thread.start()
        self._is_looking = True
        try:
            yield
        finally:
            self._is_looking = False
            self._stopping.set()
            thread.join(_GOODBYE_S)

    async def changes(self) -> AsyncIterator[View]:
        """Yield the view now, whenever it changes, and every few seconds."""
        changed = asyncio.Event()
        waiter = (asyncio.get_running_loop(), changed)
        self._waiting.add(waiter)
        try:
            while True:
                changed.clear()
                yield self._view
                await _set_or_over(changed, BEAT_S)
        finally:
            self._waiting.discard(waiter)

    def _read(self) -> View:
        told = self._queue.tickets(), self._windows.all(), self._queue.kiosks_calling()
        return View(*told, self._clock.now())

    def _look_on(self) -> None:
        while not self._stopping.is_set():
            try:
                is_away = self.look().is_away
            except Exception as error:  # noqa: BLE001  # a fault of ours must not leave all pages with what was once
                log.error("counter_cannot_look", kind=type(error).__name__)  # noqa: TRY400  # what it says may be long
                is_away = True
            if is_away:
                self._stopping.wait(_AWAY_S)
            else:
                self._queue.await_change(LOOK_S)

    def _published(self, view: View) -> View:
        known = self._view
        is_news = replace(view, seen=known.seen, version=known.version) != known
        self._view = replace(view, version=known.version + is_news)
        if is_news:
            for loop, changed in tuple(self._waiting):
                loop.call_soon_threadsafe(changed.set)
        return self._view

    def _note(self, reason: str) -> None:
        if reason and not self._view.is_away:
            log.warning("counter_lost_the_queue", reason=reason)
        elif not reason and self._view.is_away:
            log.info("counter_sees_the_queue_again")


async def _set_or_over(changed: asyncio.Event, timeout_s: float) -> None:
    try:
        await asyncio.wait_for(changed.wait(), timeout_s)
    except TimeoutError:
        return
