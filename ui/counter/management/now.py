"""How it stands now; the page asks again every few seconds."""

from starlette.responses import Response
from starlette.routing import BaseRoute

from kiosk.ports import TicketStore, Windows
from kiosk.queue.sentences import wait_words
from kiosk.queue.waiting import Wait
from kiosk.staff import Role
from kiosk.statistics.now import Now, now_at
from ui.counter.asked import Asked
from ui.counter.management.naming import Names
from ui.counter.management.order import place_in
from ui.counter.site import Site

PATH = "/manager"


def routes(site: Site) -> list[BaseRoute]:
    queue, windows = site.parts.queue, site.parts.windows
    if site.parts.management is None or queue is None or windows is None:
        return []

    def show(asked: Asked) -> Response:
        return site.pages.render(asked, "manager_now.html", **_shown(site, asked, _now(site, queue, windows)))

    def again(asked: Asked) -> Response:
        return site.pages.render(asked, "_manager_now.html", **_shown(site, asked, _now(site, queue, windows)))

    return [site.get(PATH, show, Role.MANAGER), site.get(f"{PATH}/now", again, Role.MANAGER, counts=False)]


def _now(site: Site, queue: TicketStore, windows: Windows) -> Now:
    waits = queue.waits()
    in_order = {desk: waits[desk] for desk in sorted(waits, key=place_in(site.parts.desks))}
    return now_at(site.parts.clock.now(), queue.tickets(), windows.all(), in_order)


def _shown(site: Site, asked: Asked, now: Now) -> dict[str, object]:
    words = site.pages.words(asked)

    def wait(said: Wait) -> str:
        return wait_words(said, words)

    return {
        "at": site.parts.clock.now(),
        "state": now,
        "names": Names(words),
        "wait": wait,
        "longest_wait_min": site.parts.rules.longest_wait_min,
    }
