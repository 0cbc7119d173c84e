"""Who is signed in, in the memory of this process alone: a restart asks everybody for the password again."""

import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from threading import Lock

from kiosk.ports import Clock
from kiosk.staff import Account

IDLE = timedelta(minutes=5)
"""Without a key or a click; then the session is locked."""

LONGEST = timedelta(hours=14)
"""After which even a session in use ends: nobody works longer than that."""

COOKIE = "__Host-kakanai"
"""The prefix makes browsers refuse it unless it is Secure, for the whole path and for this host alone (RFC 6265bis)."""

_TOKEN_BYTES = 32


@dataclass(frozen=True)
class Session:
    """One signed-in browser; nothing in it is about a resident. ``active``: when somebody last did something."""

    token: str = field(repr=False)
    account: Account
    begun: datetime
    active: datetime
    language: str
    is_locked: bool = False


class Sessions:
    """All sessions of this process. Threads may share it."""

    def __init__(self, clock: Clock, key: bytes) -> None:
        self._clock = clock
        self._key = key
        self._sessions: dict[str, Session] = {}
        self._lock = Lock()

    def begin(self, account: Account, language: str) -> Session:
        """Begin one with a token that nobody knew before."""
        now = self._clock.now()
        session = Session(token_urlsafe(_TOKEN_BYTES), account, now, now, language)
        with self._lock:
            self._drop_old(now)
            self._sessions[session.token] = session
        return session

    def find(self, token: str) -> Session | None:
        """Return the session as it stands now: locked when nobody did anything for too long; None: there is none."""
        now = self._clock.now()
        with self._lock:
            self._drop_old(now)
            session = self._sessions.get(token)
            if session is not None and abs(now - session.active) >= IDLE:
                session = self._sessions[token] = replace(session, is_locked=True)
            return session

    def keep(self, session: Session) -> None:
        """Remember what has changed in it; one that has ended meanwhile stays ended, a locked one locked."""
        with self._lock:
            kept = self._sessions.get(session.token)
            if kept is not None:
                self._sessions[session.token] = replace(session, is_locked=session.is_locked or kept.is_locked)

    def touch(self, session: Session) -> Session:
        """Note that somebody did something now."""
        touched = replace(session, active=self._clock.now())
        self.keep(touched)
        return touched

    def lock(self, session: Session) -> None:
        self.keep(replace(session, is_locked=True))

    def end(self, session: Session) -> None:
        with self._lock:
            self._sessions.pop(session.token, None)

    def end_all_of(self, name: str) -> None:
        """End the sessions of an account that may no longer sign in."""
        with self._lock:
            for token in [token for token, session in self._sessions.items() if session.account.name == name]:
                del self._sessions[token]

    def form_token(self, token: str) -> str:
        """Return what every form of the browser with this cookie must carry."""
        return hmac.new(self._key, token.encode(), sha256).hexdigest()

    def is_ours(self, token: str, form_token: str) -> bool:
        """Say whether a form came from a page that this browser got from us."""
        return bool(token) and hmac.compare_digest(self.form_token(token).encode(), form_token.encode())

    def _drop_old(self, now: datetime) -> None:
        old = [token for token, session in self._sessions.items() if abs(now - session.begun) >= LONGEST]
        for token in old:
            del self._sessions[token]


def new_token() -> str:
    """Return a token for a browser in which nobody is signed in yet."""
    return token_urlsafe(_TOKEN_BYTES)
