"""Signing in and out, the lock after five idle minutes, one's own password, and the language of the page."""

from contextlib import suppress
from dataclasses import replace

import structlog
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kiosk.errors import (
    AccountLocked,
    BadAccountName,
    KakanaiError,
    PasswordsDiffer,
    QueueError,
    StaffError,
    WrongPassword,
)
from kiosk.handover.symbols import OPENING
from kiosk.staff import MOST_LETTERS, Account, account_name
from ui.counter.asked import Asked
from ui.counter.attempts import FREE_OF_A_NAME, FREE_OF_AN_ADDRESS, Attempts
from ui.counter.gate import LANGUAGE, LOCKED, SIGN_IN, set_cookie
from ui.counter.pages import written
from ui.counter.session import COOKIE, Session
from ui.counter.site import Site

log = structlog.get_logger()

HOME = "/"

AT_ONCE = 2
"""Passwords that are looked at in the same moment: each takes 64 MiB, and anybody may send them."""


def routes(site: Site) -> list[BaseRoute]:
    door = _Door(site)
    anyone = site.gate.anyone
    return [
        Route(SIGN_IN, anyone(door.show), methods=["GET"]),
        Route(SIGN_IN, anyone(door.sign_in, at_once=AT_ONCE), methods=["POST"]),
        Route("/sign-out", anyone(door.sign_out), methods=["POST"]),
        Route("/lock", anyone(door.lock), methods=["POST"]),
        Route(LOCKED, anyone(door.show_locked), methods=["GET"]),
        Route(LOCKED, anyone(door.unlock, at_once=AT_ONCE), methods=["POST"]),
        Route("/language", anyone(door.set_language), methods=["POST"]),
        site.post("/active", lambda _asked: Response(status_code=204)),
        site.get("/password", door.show_password),
        site.post("/password", door.set_password),
    ]


class _Door:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._by_name = Attempts(site.parts.clock, FREE_OF_A_NAME)
        self._by_address = Attempts(site.parts.clock, FREE_OF_AN_ADDRESS)

    def show(self, asked: Asked) -> Response:
        if asked.session is not None:
            return RedirectResponse(LOCKED if asked.session.is_locked else HOME, 303)
        return self._site.pages.render(asked, "sign_in.html", name="", complaint="", back=_back(asked))

    def sign_in(self, asked: Asked) -> Response:
        try:
            account = self._checked(asked, asked.field("name"))
        except KakanaiError as error:
            return self._again(asked, "sign_in.html", error)
        if asked.session is not None:
            self._site.sessions.end(asked.session)
        return self._entered(self._site.sessions.begin(account, asked.language), _back(asked))

    def show_locked(self, asked: Asked) -> Response:
        if asked.session is None:
            return RedirectResponse(SIGN_IN, 303)
        if not asked.session.is_locked:
            return RedirectResponse(_back(asked), 303)
        return self._site.pages.render(asked, "locked.html", name=asked.who, complaint="", back=_back(asked))

    def unlock(self, asked: Asked) -> Response:
        if asked.session is None:
            return RedirectResponse(SIGN_IN, 303)
        try:
            account = self._checked(asked, asked.who)
        except KakanaiError as error:
            return self._again(asked, "locked.html", error)
        self._site.sessions.end(asked.session)
        return self._entered(self._site.sessions.begin(account, asked.language), _back(asked))

    def lock(self, asked: Asked) -> Response:
        if asked.session is not None:
            self._site.sessions.lock(asked.session)
        return RedirectResponse(LOCKED, 303)

    def sign_out(self, asked: Asked) -> Response:
        if asked.session is not None:
            self._leave_window(asked.who)
            self._site.sessions.end(asked.session)
        response = RedirectResponse(SIGN_IN, 303)
        response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
        return response

    def set_language(self, asked: Asked) -> Response:
        wanted = asked.field("language")
        response = RedirectResponse(_back(asked), 303)
        if wanted in self._site.parts.words:
            set_cookie(response, LANGUAGE, wanted)
            if asked.session is not None:
                self._site.sessions.keep(replace(asked.session, language=wanted))
        return response

    def show_password(self, asked: Asked) -> Response:
        return self._site.pages.render(asked, "password.html", complaint="", is_set=False)

    def set_password(self, asked: Asked) -> Response:
        """Only with the old one: somebody else may stand at an open page. Of all sessions, this one alone goes on."""
        assert asked.session is not None
        try:
            self._checked(asked, asked.who)
            account = self._site.parts.accounts.set_password(asked.who, _typed_twice(asked))
        except StaffError as error:
            return self._password_page(asked, self._site.pages.sentence(asked, error))
        self._site.sessions.keep(replace(asked.session, account=account))
        return self._password_page(asked, "")

    def _password_page(self, asked: Asked, complaint: str) -> Response:
        status = 401 if complaint else 200
        return self._site.pages.render(
            asked, "password.html", status, complaint=written(complaint), is_set=not complaint
        )

    def _checked(self, asked: Asked, typed: str) -> Account:
        if _is_scanned(asked.field("password")):
            raise WrongPassword
        name, address = _name(typed), asked.request.client.host if asked.request.client else ""
        self._by_name.check(name)
        self._by_address.check(address)
        try:
            account = self._site.parts.accounts.check(name, asked.field("password"))
        except (WrongPassword, AccountLocked) as error:
            self._by_name.note_wrong(name)
            self._by_address.note_wrong(address)
            log.warning("sign_in_refused", code=error.code, address=address)
            raise
        self._by_name.note_right(name)
        log.info("signed_in", account=name, address=address)
        return account

    def _again(self, asked: Asked, template: str, error: KakanaiError) -> Response:
        complaint = written(self._site.pages.sentence(asked, error))
        name = asked.who if asked.session else asked.field("name")
        return self._site.pages.render(asked, template, 401, name=name, complaint=complaint, back=_back(asked))

    def _entered(self, session: Session, back: str) -> Response:
        response = RedirectResponse(back, 303)
        set_cookie(response, COOKIE, session.token)
        return response

    def _leave_window(self, who: str) -> None:
        windows = self._site.parts.windows
        if windows is not None:
            with suppress(QueueError):  # a database that is away must keep nobody from leaving
                windows.close(who)


def _name(typed: str) -> str:
    """A name that nobody can have is a wrong one, like one that nobody has."""
    try:
        return account_name(typed)
    except BadAccountName:
        return ""


def _is_scanned(typed: str) -> bool:
    """Say whether a scanner typed it: who did not see that the page is locked has tried no password."""
    return len(typed) > MOST_LETTERS and typed.upper().startswith(OPENING)


def _back(asked: Asked) -> str:
    """Return the page of ours from which somebody was sent here."""
    back = asked.field("back") or asked.request.query_params.get("back", "")
    is_ours = back.startswith("/") and not back.startswith(("//", "/\\", SIGN_IN, LOCKED))
    return back if is_ours else HOME


def _typed_twice(asked: Asked) -> str:
    first, second = asked.field("new_password"), asked.field("new_password_again")
    if first != second:
        raise PasswordsDiffer
    return first
