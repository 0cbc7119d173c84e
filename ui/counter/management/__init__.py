"""The pages of managers: how it stands, what the figures were, and what they would be with other windows."""

from starlette.routing import BaseRoute

from ui.counter.management import figures, now, what_if
from ui.counter.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """Return nothing on a counter without a queue."""
    return [route for module in (now, figures, what_if) for route in module.routes(site)]
