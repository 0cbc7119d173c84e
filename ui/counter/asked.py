"""What a page is asked for: by whom, in which language, with which form."""

from dataclasses import dataclass, field

from starlette.datastructures import FormData
from starlette.requests import Request

from ui.counter.session import Session

FRAGMENT = "X-Kakanai-Fragment"
"""A header that our own scripts send: they want a piece of a page, not a whole one."""


@dataclass(frozen=True)
class Asked:
    """``session`` None: nobody is signed in. ``token`` is the browser's cookie, ``form`` empty unless it was POSTed."""

    request: Request = field(repr=False)
    session: Session | None
    language: str
    token: str = field(repr=False)
    form: FormData = field(repr=False)

    @property
    def wants_fragment(self) -> bool:
        return FRAGMENT in self.request.headers

    def field(self, name: str) -> str:
        """Return what was typed into a field of the form; empty when there is none."""
        typed = self.form.get(name, "")
        return typed if isinstance(typed, str) else ""

    def fields(self, name: str) -> tuple[str, ...]:
        """Return all values of a field that can be ticked several times."""
        return tuple(typed for typed in self.form.getlist(name) if isinstance(typed, str))

    @property
    def who(self) -> str:
        """The name of the account. Only for pages for which one has to be signed in."""
        assert self.session is not None
        return self.session.account.name
