"""Pages out of templates: words escaped, with furigana where they have it, and headers that keep a page to itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from kiosk.errors import (
    AccountLocked,
    FormForged,
    FormTooLarge,
    KakanaiError,
    NotYourPage,
    PageUnknown,
    StoreUnavailable,
    TooSoon,
    WrongPassword,
)
from kiosk.handover.symbols import OPENING
from kiosk.lettering.ruby import plain, spans
from kiosk.staff import Role
from kiosk.words import Words
from ui.counter.asked import Asked
from ui.counter.live import Live
from ui.counter.parts import CounterParts
from ui.counter.session import IDLE, Sessions

TEMPLATES = Path(__file__).parent / "templates"

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()",
}
"""Of every answer: nothing from elsewhere, nothing kept, nothing framed (OWASP Secure Headers)."""

_STATUS: Mapping[type[KakanaiError], int] = {
    WrongPassword: 401,
    AccountLocked: 403,
    FormForged: 403,
    NotYourPage: 403,
    PageUnknown: 404,
    FormTooLarge: 413,
    TooSoon: 429,
    StoreUnavailable: 503,
}
_ELSE_STATUS = 409


@dataclass(frozen=True)
class Place:
    """An entry of the navigation: word ``counter.place.<id>``, where it leads, who sees it."""

    id: str
    path: str
    role: Role = Role.CLERK
    needs_queue: bool = False
    needs_sheets: bool = False
    needs_management: bool = False


PLACES = (
    Place("queue", "/queue", needs_queue=True),
    Place("scan", "/scan", needs_sheets=True),
    Place("manager", "/manager", Role.MANAGER, needs_management=True),
    Place("accounts", "/accounts", Role.ADMIN),
)
"""In the order in which they stand in the head of every page."""


class Pages:
    """Renders the templates of this folder."""

    def __init__(self, parts: CounterParts, sessions: Sessions, live: Live | None = None) -> None:
        self._parts = parts
        self._live = live
        self._sessions = sessions
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, asked: Asked, template: str, status: int = 200, /, **values: object) -> Response:
        """Return a page or a fragment. In templates, ``say`` and ``plain`` are the words of who asked."""
        return HTMLResponse(self.text(asked, template, **values), status)

    def text(self, asked: Asked, template: str, **values: object) -> str:
        return self._templates.get_template(template).render(**self._shared(asked), **values)

    def words(self, asked: Asked) -> Words:
        return self._parts.words[asked.language]

    def sentence(self, asked: Asked, error: KakanaiError) -> str:
        """Return what to tell a clerk: ``counter.error.<code>`` where it is not what the lobby says."""
        words = self.words(asked)
        for key in (f"counter.error.{error.code}", f"error.{error.code}", "counter.error.error"):
            if key in words:
                return words.say(
                    key, **{name: value for name, value in vars(error).items() if isinstance(value, str | Path)}
                )
        raise KeyError(error.code)

    def error(self, asked: Asked, error: KakanaiError) -> Response:
        """Return the sentence for an error as a page, or as a fragment for a script."""
        status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), _ELSE_STATUS)
        return self.sentence_page(asked, self.sentence(asked, error), status)

    def sentence_page(self, asked: Asked, sentence: str, status: int) -> Response:
        template = "_error.html" if asked.wants_fragment else "error.html"
        return self.render(asked, template, status, sentence=written(sentence))

    def places(self, asked: Asked) -> tuple[Place, ...]:
        """Return where this account may go."""
        if asked.session is None or asked.session.is_locked:
            return ()
        role = asked.session.account.role
        lacks_queue, lacks_sheets = self._parts.queue is None, self._parts.sheets is None
        return tuple(
            place
            for place in PLACES
            if role.covers(place.role)
            and not (place.needs_queue and lacks_queue)
            and not (place.needs_sheets and lacks_sheets)
            and not (place.needs_management and self._parts.management is None)
        )

    def _own_window(self, asked: Asked) -> str:
        """Return the window at which this account was seen last; empty: none."""
        known = self._live.view.windows if self._live and asked.session else ()
        return next((window.window for window in known if window.who == asked.who), "")

    def _shared(self, asked: Asked) -> dict[str, object]:
        words = self.words(asked)
        return {
            "say": lambda key, **values: written(words.say(key, **values)),
            "plain": lambda key, **values: plain(words.say(key, **values)),
            "has": lambda key: key in words,
            "city": self._parts.city,
            "language": asked.language,
            "languages": {language: plain(each["counter.language"]) for language, each in self._parts.words.items()},
            "session": asked.session,
            "places": self.places(asked),
            "own_window": self._own_window(asked),
            "scans": OPENING if self._parts.sheets else "",
            "path": asked.request.url.path,
            "form_token": self._sessions.form_token(asked.token),
            "now": self._parts.clock.now(),
            "idle_s": int(IDLE.total_seconds()),
        }


def written(text: str) -> Markup:
    """Return words as HTML: escaped, and with ``<ruby>`` where they have readings."""
    return Markup().join(_spans(text))


def _spans(text: str) -> Iterator[Markup]:
    for span in spans(text):
        if span.reading:
            yield Markup("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>").format(span.base, span.reading)
        else:
            yield escape(span.base)
