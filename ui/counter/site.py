"""What every module of pages is given."""

from dataclasses import dataclass
from datetime import date

from starlette.routing import BaseRoute, Route

from kiosk.queue.day import service_day
from kiosk.staff import Role
from ui.counter.gate import Gate, Handler
from ui.counter.pages import Pages
from ui.counter.parts import CounterParts
from ui.counter.presence import Presence
from ui.counter.session import Sessions


@dataclass(frozen=True)
class Site:
    """The parts, and the gate through which all pages are reached. A module of pages exports ``routes(site)``."""

    parts: CounterParts
    pages: Pages
    sessions: Sessions
    gate: Gate
    presence: Presence

    def today(self) -> date:
        """Return the day of the queue."""
        return service_day(self.parts.clock.now(), self.parts.office)

    def get(self, path: str, handler: Handler, role: Role = Role.CLERK, *, counts: bool = True) -> BaseRoute:
        """A page for those with this role."""
        return Route(path, self.gate.signed_in(handler, role, counts=counts), methods=["GET"])

    def post(self, path: str, handler: Handler, role: Role = Role.CLERK, *, counts: bool = True) -> BaseRoute:
        """What a form does, for those with this role; its token has been checked."""
        return Route(path, self.gate.signed_in(handler, role, counts=counts), methods=["POST"])
