"""What runs in the process of one visit: its window, joined to its ports. Brings Qt, so imported after the fork."""

from collections.abc import Callable, Sequence
from functools import cache

from commands.kiosk_parts import KioskParts, encode
from commands.late import late
from config.content import Content
from config.postal import PostalCodes
from kiosk.ports import Watch
from kiosk.visit.work import Outcome, Outside, Perform, Work
from ui.lobby.app import Attend, Channel, VisitParts, run_visit, wait_for_anybody
from ui.lobby.assembly import ScreenParts
from ui.lobby.finding import Find, Target


def serve(
    parts: KioskParts, size_px: tuple[int, int] | None, channel: Channel, attend: Attend = wait_for_anybody
) -> None:
    """Serve one resident; return when the visit is over."""
    run_visit(visit_parts(parts, parts.outside, size_px), channel, attend)


def visit_parts(parts: KioskParts, outside: Callable[[], Outside], size_px: tuple[int, int] | None) -> VisitParts:
    """Join one visit to its ports, which are made when the first work wants them."""
    return VisitParts(screen_parts(parts), parts.visit(), performing(outside), size_px)


def screen_parts(parts: KioskParts) -> ScreenParts:
    content = parts.content
    return ScreenParts(
        settings=content.settings,
        guide=content.guide,
        words=content.words,
        lettering=parts.lettering,
        font_files=parts.fonts,
        symbol=encode,
        towns=PostalCodes(content.towns),
        today=lambda: parts.clock.now().date(),
        find=_finding(content),
    )


def _finding(content: Content) -> Find:
    """Return how everyday words are looked for; what that takes is built when somebody first searches."""
    search = cache(lambda: late("kiosk.guidance.search:Search")(content.guide, content.words.values()))

    def find(typed: str) -> Sequence[Target]:
        found: Sequence[Target] = search().find(typed)
        return found

    return find


def performing(outside: Callable[[], Outside]) -> Perform:
    """Return how the lobby has work done, off the GUI thread, with ports that are made once."""
    ports = cache(outside)

    def perform(work: Work, watch: Watch) -> Outcome:
        return work.perform(ports(), watch)

    return perform
