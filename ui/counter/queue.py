"""The page of calls: one's window, who stands there, who waits; every act once, whoever presses twice."""

import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from threading import Lock
from unicodedata import normalize

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute

from kiosk.errors import NoWindow, PageOutdated, PageUnknown, QueueError, StoreUnavailable, WindowTaken, WrongState
from kiosk.ports import TicketStore, Windows
from kiosk.queue.ticket import Ticket
from kiosk.queue.transition import AT_WINDOW, Act
from kiosk.queue.windows import OpenWindow
from ui.counter.asked import Asked
from ui.counter.at_window import Rules, at_window, possible, stamp
from ui.counter.gate import LOCKED, SIGN_IN
from ui.counter.live import Live, View
from ui.counter.pages import written
from ui.counter.site import Site

PATH = "/queue"

_WINDOW = re.compile(r"[0-9A-Za-z-]{1,8}")


def routes(site: Site, live: Live) -> list[BaseRoute]:
    """Return nothing on a counter without a queue."""
    queue, windows = site.parts.queue, site.parts.windows
    if queue is None or windows is None:
        return []
    page = _QueuePage(site, queue, windows, live)
    return [
        site.get(PATH, page.show),
        site.post(PATH, page.act),
        site.get(f"{PATH}/now", page.now, counts=False),
        site.get(f"{PATH}/live", page.stream, counts=False),
        site.get(f"{PATH}/window", page.choose),
        site.post(f"{PATH}/window", page.open),
    ]


class _QueuePage:
    def __init__(self, site: Site, queue: TicketStore, windows: Windows, live: Live) -> None:
        self._site = site
        self._queue = queue
        self._windows = windows
        self._live = live
        self._rules = Rules(site.parts.rules, site.parts.desks)
        self._acting = Lock()

    def show(self, asked: Asked) -> Response:
        view = self._live.current()
        if self._window(view, asked) is None and not view.is_away:
            return RedirectResponse(f"{PATH}/window", 303)
        return self._site.pages.render(asked, "queue.html", **self._shown(asked, view))

    def now(self, asked: Asked) -> Response:
        """The piece of the page that changes, for browsers to which nothing can be sent unasked."""
        self._site.presence.note(asked.who)
        return self._site.pages.render(asked, "_queue.html", **self._shown(asked, self._live.current()))

    def stream(self, asked: Asked) -> Response:
        return StreamingResponse(self._events(asked), media_type="text/event-stream")

    def act(self, asked: Asked) -> Response:
        """Do one thing. One after the other, so that what was looked at is still so when it is done."""
        try:
            self._want_known()
            with self._acting:
                did = self._do(asked)
        except (QueueError, PageOutdated) as error:
            complaint = self._site.pages.sentence(asked, error)
            return self._answer(asked, 409, complaint=complaint)
        return self._answer(asked, 200, did=did)

    def choose(self, asked: Asked) -> Response:
        return self._choose_page(asked)

    def open(self, asked: Asked) -> Response:
        window = normalize("NFKC", asked.field("other") or asked.field("window")).strip().upper()
        desks = tuple(id_ for id_ in self._rules.desks if id_ in asked.fields("desk")) or self._desks_of(window)
        if _WINDOW.fullmatch(window) is None or not desks:
            return self._choose_page(asked, status=409, complaint="counter.window.incomplete")
        sit = self._windows.take_over if asked.field("take_over") else self._windows.open
        try:
            sit(window, desks, asked.who)
        except WindowTaken as taken:
            return self._site.pages.render(
                asked, "take_over.html", 409, taken_window=window, desks=desks, who=taken.who
            )
        self._live.look()
        return RedirectResponse(PATH, 303)

    def _do(self, asked: Asked) -> str:
        """Do what the form says, and return what was done, in words."""
        store, act = self._queue.signed(asked.who), asked.field("act")
        if act == "came":
            store.clerk_came(asked.field("kiosk"))
            return self._did(asked, act)
        window = self._own_window(asked)
        if act == "next":
            self._want_free(window)
            return self._did(asked, act, store.call_next(window.desks, window.window))
        ticket = store.show(normalize("NFKC", asked.field("number")))
        self._check(asked, ticket, window)
        return self._did(asked, act, self._acts(store.as_seen(ticket), ticket, window, asked)[act]())

    def _check(self, asked: Asked, ticket: Ticket, window: OpenWindow) -> None:
        """Refuse what is not possible, and what a page asks for that showed the ticket otherwise."""
        if asked.field("seen") not in {"", stamp(ticket)}:
            raise PageOutdated
        act = _ACTS.get(asked.field("act"))
        if act is None:
            raise PageUnknown
        if ticket.state in AT_WINDOW and ticket.window != window.window:
            raise WrongState(f"{ticket.number} is at window {ticket.window}.")
        is_calling_anew = act in _CALLS and ticket.window != window.window
        if is_calling_anew:
            self._want_free(window)
        if act not in possible(ticket, self._rules.queue, is_free=True):
            raise WrongState(f"{ticket.number} is {ticket.state.value}.")

    def _acts(
        self, store: TicketStore, ticket: Ticket, window: OpenWindow, asked: Asked
    ) -> Mapping[str, Callable[[], Ticket]]:
        number, at = ticket.number, window.window
        return {
            "call": lambda: store.call(number, at),
            "again": lambda: store.call(number, at),
            "second": lambda: store.second_call(number, at),
            "serve": lambda: store.serve(number),
            "done": lambda: store.done(number),
            "hold": lambda: store.hold(number),
            "noshow": lambda: store.no_show(number),
            "pass": lambda: store.pass_on(number, self._desk(asked.field("desk") or ticket.at or "")),
            "back": lambda: store.pass_on(number, self._desk(ticket.at or "")),
            "priority": lambda: store.prioritise(number, priority=not ticket.priority),
        }

    def _want_known(self) -> None:
        """Keep nobody waiting for a database of which it is known that it is away."""
        if self._live.current().is_away:
            raise StoreUnavailable("The queue is away.")

    def _want_free(self, window: OpenWindow) -> None:
        """One household at a window: nobody is called while somebody is still there."""
        if any(ticket.state in AT_WINDOW and ticket.window == window.window for ticket in self._queue.tickets()):
            raise PageOutdated

    def _desk(self, id_: str) -> str:
        if id_ not in self._rules.desks:
            raise PageUnknown
        return id_

    def _did(self, asked: Asked, act: str, ticket: Ticket | None = None) -> str:
        return self._site.pages.words(asked).say(f"counter.did.{act}", number=ticket.number if ticket else "")

    def _answer(self, asked: Asked, status: int, *, did: str = "", complaint: str = "") -> Response:
        view = self._live.current()
        if not asked.wants_fragment and not complaint:
            return RedirectResponse(PATH, 303)
        template = "_queue.html" if asked.wants_fragment else "queue.html"
        return self._site.pages.render(
            asked, template, status, **self._shown(asked, view, did=did, complaint=complaint)
        )

    def _shown(self, asked: Asked, view: View, *, did: str = "", complaint: str = "") -> dict[str, object]:
        """Return the values of queue.html and _queue.html."""
        window = self._window(view, asked)
        now = self._site.parts.clock.now()
        return {
            "view": view,
            "at": at_window(view, window, self._rules, now) if window else None,
            "desks": self._rules.desks,
            "did": written(did),
            "complaint": written(complaint),
        }

    async def _events(self, asked: Asked) -> AsyncIterator[str]:
        """Send the page's piece whenever it differs, as long as it would be shown to who asks for it now."""
        last = ""
        async for view in self._live.changes():
            session = await run_in_threadpool(self._site.gate.valid, self._site.sessions.find(asked.token))
            if session is None or session.is_locked:
                yield _event("leave", LOCKED if session else SIGN_IN)
                return
            piece = await run_in_threadpool(self._piece, replace(asked, session=session), view)
            yield ": \n\n" if piece == last else _event("queue", piece)
            last = piece

    def _piece(self, asked: Asked, view: View) -> str:
        self._site.presence.note(asked.who)
        return self._site.pages.text(asked, "_queue.html", **self._shown(asked, view))

    def _window(self, view: View, asked: Asked) -> OpenWindow | None:
        return next((window for window in view.windows if window.who == asked.who), None)

    def _own_window(self, asked: Asked) -> OpenWindow:
        """Return where this clerk sits now, asked anew: somebody else may have taken the window over."""
        own = next((window for window in self._windows.all() if window.who == asked.who), None)
        if own is None:
            raise NoWindow
        return own

    def _desks_of(self, window: str) -> tuple[str, ...]:
        return tuple(desk.id for desk in self._rules.desks.values() if desk.window == window)

    def _choose_page(self, asked: Asked, *, status: int = 200, complaint: str = "") -> Response:
        now, everybody = self._site.parts.clock.now(), self._windows.all()
        sitting = {window.window: window for window in everybody if not window.is_left(now)}
        own = next((window for window in everybody if window.who == asked.who), None)
        numbers = dict.fromkeys(desk.window for desk in self._rules.desks.values() if desk.window)
        return self._site.pages.render(
            asked,
            "window.html",
            status,
            choices=[(number, self._desks_of(number), sitting.get(number)) for number in numbers],
            desks=[desk for desk in self._rules.desks.values() if desk.window],
            own=own,
            chosen=own.window if own else self._site.parts.window,
            complaint=written(self._site.pages.words(asked)[complaint]) if complaint else "",
        )


_ACTS: Mapping[str, Act] = {
    "call": Act.CALL,
    "again": Act.AGAIN,
    "second": Act.SECOND_CALL,
    "serve": Act.SERVE,
    "done": Act.DONE,
    "hold": Act.HOLD,
    "noshow": Act.NO_SHOW,
    "pass": Act.PASS,
    "back": Act.PASS,
    "priority": Act.PRIORITISE,
}
_CALLS = (Act.CALL, Act.SECOND_CALL)


def _event(name: str, data: str) -> str:
    """One event of a stream (WHATWG HTML, 9.2)."""
    lines = "".join(f"data: {line}\n" for line in data.splitlines())
    return f"event: {name}\n{lines}\n"
