"""The gate before every page: who asks, may they, did the form come from us, and what errors look like.

Handlers are plain functions that run in a thread, so that a slow database or a password's hash never stops the others.
"""

import traceback
from asyncio import Semaphore
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import replace
from urllib.parse import quote

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kiosk.errors import (
    FormForged,
    FormTooLarge,
    KakanaiError,
    NotYourPage,
    StoreUnavailable,
    UnknownAccount,
)
from kiosk.ports import Accounts
from kiosk.staff import Role
from ui.counter.asked import Asked
from ui.counter.pages import Pages
from ui.counter.presence import Presence
from ui.counter.session import COOKIE, Session, Sessions, new_token

log = structlog.get_logger()

Handler = Callable[[Asked], Response]
Endpoint = Callable[[Request], Awaitable[Response]]

LANGUAGE = "__Host-kakanai-language"

SIGN_IN, LOCKED = "/sign-in", "/locked"

MOST_FORM_BYTES = 1 << 20
"""A scanned case with all its corrections is far smaller."""

_SIGNED_OUT = 401


class Gate:
    """Makes endpoints of handlers."""

    def __init__(
        self,
        pages: Pages,
        sessions: Sessions,
        accounts: Accounts,
        presence: Presence,
        languages: tuple[str, ...],
    ) -> None:
        self._pages = pages
        self._sessions = sessions
        self._accounts = accounts
        self._presence = presence
        self._languages = languages

    def signed_in(self, handler: Handler, role: Role = Role.CLERK, *, counts: bool = True) -> Endpoint:
        """Let those with this role in whose session is not locked.

        ``counts`` False: what a page asks for by itself is nothing that somebody did, and does not keep a session
        from being locked.
        """

        def guarded(asked: Asked) -> Response:
            session = self.valid(asked.session)
            if session is None or session.is_locked:
                return _turned_away(asked, LOCKED if session else SIGN_IN)
            if counts:
                session = self._sessions.touch(session)
                self._presence.note(session.account.name)
            if not session.account.role.covers(role):
                raise NotYourPage
            return handler(replace(asked, session=session))

        return self.anyone(guarded)

    def anyone(self, handler: Handler, *, at_once: int = 0) -> Endpoint:
        """Let everybody in: for the pages on which one signs in.

        ``at_once``: so many may do it at the same time, the others wait without a thread; 0: whoever comes.
        """
        turn = Semaphore(at_once) if at_once else nullcontext()

        async def endpoint(request: Request) -> Response:
            asked = self._asked(request)
            try:
                asked = replace(asked, form=await self._form(request, asked.token))
                async with turn:
                    response = await run_in_threadpool(handler, asked)
            except KakanaiError as error:
                log.info("page_refused", code=error.code)
                response = await run_in_threadpool(self._pages.error, asked, error)
            except Exception as error:  # noqa: BLE001  # whatever it is, the clerk gets a sentence and we the place
                log.error("page_failed", path=request.url.path, kind=type(error).__name__, at=_places(error))  # noqa: TRY400
                sentence = self._pages.words(asked)["counter.error.error"]
                response = await run_in_threadpool(self._pages.sentence_page, asked, sentence, 500)
            return _with_cookie(response, asked)

        return endpoint

    def valid(self, session: Session | None) -> Session | None:
        """Return it with the account as it is now; None, and it is over, when that may no longer sign in as it did."""
        if session is None:
            return None
        try:
            account = self._accounts.find(session.account.name)
        except UnknownAccount:
            account = replace(session.account, disabled=True)
        except StoreUnavailable:
            return session
        if account.disabled or account.password_mark != session.account.password_mark:
            self._sessions.end(session)
            return None
        return replace(session, account=account)

    def _asked(self, request: Request) -> Asked:
        token = request.cookies.get(COOKIE, "")
        session = self._sessions.find(token) if token else None
        language = session.language if session else request.cookies.get(LANGUAGE, "")
        known = language if language in self._languages else self._languages[0]
        return Asked(request, session, known, token or new_token(), FormData())

    async def _form(self, request: Request, token: str) -> FormData:
        if request.method != "POST":
            return FormData()
        if not 0 <= int(request.headers.get("content-length", "-1")) <= MOST_FORM_BYTES:
            raise FormTooLarge
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise FormForged
        form = await request.form(max_files=0)
        if not self._sessions.is_ours(token, str(form.get("form_token", ""))):
            raise FormForged
        return form


def _turned_away(asked: Asked, to: str) -> Response:
    """A script is told so, and goes there with its whole page."""
    if asked.wants_fragment:
        return Response(status_code=_SIGNED_OUT, headers={"X-Kakanai-Go": to})
    back = asked.request.url.path if asked.request.method == "GET" else ""
    return RedirectResponse(f"{to}?back={quote(back)}" if back not in {"", "/"} else to, 303)


def _with_cookie(response: Response, asked: Asked) -> Response:
    """Give a browser that is here for the first time the token without which it cannot send a form.

    A form comes without a cookie when another site sent it; then the browser may well have one, which stays.
    """
    is_first = asked.request.method == "GET" and COOKIE not in asked.request.cookies
    if is_first and "set-cookie" not in response.headers:
        set_cookie(response, COOKIE, asked.token)
    return response


def set_cookie(response: Response, name: str, value: str) -> None:
    """Lax: it comes along with a link in the city's portal, and not with forms of others."""
    response.set_cookie(name, value, path="/", secure=True, httponly=True, samesite="lax")


def _places(error: BaseException) -> str:
    """Where it happened, without what it says: that may hold what somebody typed."""
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(traceback.extract_tb(error.__traceback__)))
