"""The counter page as a web application: its modules of pages, its static files, its log."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http import HTTPStatus
from time import perf_counter
from typing import Final

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.errors import PageUnknown
from ui.counter import accounts, management, queue, scan, sign_in
from ui.counter.asked import Asked
from ui.counter.gate import Gate
from ui.counter.live import Live
from ui.counter.look import tokens_css
from ui.counter.pages import HEADERS, TEMPLATES, Pages
from ui.counter.parts import CounterParts
from ui.counter.presence import Presence
from ui.counter.session import Sessions
from ui.counter.site import Site

log = structlog.get_logger()

STATIC: Final = TEMPLATES.parent / "static"

_MODULES: Sequence[Callable[[Site], list[BaseRoute]]] = (
    sign_in.routes,
    scan.routes,
    management.routes,
    accounts.routes,
)


def counter_app(parts: CounterParts) -> Starlette:
    """Return the whole site."""
    live = _live(parts)
    site = site_of(parts, live)
    own = [route for routes in _MODULES for route in routes(site)]
    calls = queue.routes(site, live) if live else []
    return Starlette(
        routes=[site.get("/", lambda asked: _home(site, asked)), *own, *calls, *_files(parts), _nothing_else(site)],
        middleware=[Middleware(_Headers), Middleware(_Log)],
        lifespan=_looking(live) if live else None,
    )


def site_of(parts: CounterParts, live: Live | None = None) -> Site:
    """Return what modules of pages are given."""
    sessions = Sessions(parts.clock, parts.key)
    pages = Pages(parts, sessions, live)
    presence = Presence(parts.windows, parts.clock)
    gate = Gate(pages, sessions, parts.accounts, presence, tuple(parts.words))
    return Site(parts, pages, sessions, gate, presence)


def _live(parts: CounterParts) -> Live | None:
    if parts.queue is None or parts.windows is None:
        return None
    return Live(parts.queue, parts.windows, parts.clock)


def _looking(live: Live) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """Look at the queue as long as the site is served."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        with live.looking():
            yield

    return lifespan


def _home(site: Site, asked: Asked) -> Response:
    """Go to the first place that there is for this role on this counter."""
    place = next(iter(site.pages.places(asked)), None)
    if place is None:
        raise PageUnknown
    return RedirectResponse(place.path, 303)


def _files(parts: CounterParts) -> list[BaseRoute]:
    css = tokens_css(parts.tokens)
    return [
        Route("/static/tokens.css", lambda _request: Response(css, media_type="text/css")),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def _nothing_else(site: Site) -> BaseRoute:
    def refuse(_asked: Asked) -> Response:
        raise PageUnknown

    return Route("/{anything:path}", site.gate.anyone(refuse), methods=["GET", "POST"])


class _Headers:
    """Puts the headers that every answer has on every answer, whoever makes it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower().encode(): value.encode() for name, value in HEADERS.items()}
                kept = [(name, value) for name, value in message["headers"] if name not in own]
                message["headers"] = [*kept, *own.items()]
            await send(message)

        await self._app(scope, receive, send_with_headers)


class _Log:
    """One line per answer: never the query, nor the path of what does not exist; people may fill them with anything."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = perf_counter()

        async def send_and_log(message: Message) -> None:
            if message["type"] == "http.response.start":
                ms = round((perf_counter() - begun) * 1000)
                path = scope["path"] if message["status"] != HTTPStatus.NOT_FOUND else "-"
                log.info("answered", method=scope["method"], path=path, status=message["status"], ms=ms)
            await send(message)

        await self._app(scope, receive, send_and_log)
