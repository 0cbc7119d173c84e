"""The accounts of staff, for admins: unlocked, disabled, enabled. New ones come from ``kakanai staff add``."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from kiosk.errors import NotYourPage, PageUnknown
from kiosk.staff import Role
from ui.counter.asked import Asked
from ui.counter.site import Site

_PATH = "/accounts"


def routes(site: Site) -> list[BaseRoute]:
    accounts = site.parts.accounts

    def show(asked: Asked) -> Response:
        return site.pages.render(asked, "accounts.html", accounts=accounts.all())

    def change(asked: Asked) -> Response:
        acts = {"unlock": accounts.unlock, "disable": accounts.disable, "enable": accounts.enable}
        act = acts.get(asked.field("act"))
        if act is None:
            raise PageUnknown
        if asked.field("name") == asked.who:
            raise NotYourPage
        account = act(asked.field("name"))
        if account.disabled:
            site.sessions.end_all_of(account.name)
        return RedirectResponse(_PATH, 303)

    return [site.get(_PATH, show, Role.ADMIN), site.post(_PATH, change, Role.ADMIN)]
