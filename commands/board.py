"""``kakanai board``: the display above the counters."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Annotated

import typer

from commands.city import SAMPLE, City, Database
from commands.clock import CityClock
from commands.serving import Served
from commands.size import Size, pixels
from commands.tickets import opened_queue
from config.city import Content
from devices.announcer import AlsaAnnouncer
from kiosk.ports import Announcer
from ui.board.display import BoardParts, run_board

Silent = Annotated[bool, typer.Option("--silent", help="Only show: another board in this hall speaks.")]


def board(*, city: City = SAMPLE, database: Database = "", size: Size = "", silent: Silent = False) -> None:
    """Show and say who is called, and show who waits, until the window is closed."""
    served = Served(city)
    served.tell()
    content = served.content
    with opened_queue(content, database) as store, announcing(content, silent=silent) as announcer:
        run_board(board_parts(content), store, announcer, size=pixels(size))


def board_parts(content: Content) -> BoardParts:
    """Build a board of this city."""
    settings = content.settings
    return BoardParts(
        words=content.words,
        tokens=settings.tokens,
        city=settings.city,
        board=settings.board,
        clock=CityClock(settings.office.zone),
    )


@contextmanager
def announcing(content: Content, *, silent: bool = False) -> Iterator[Announcer | None]:
    """Give the board's voice, unless it is ``silent``; its process is ended with the block."""
    if silent:
        yield None
        return
    with closing(AlsaAnnouncer(content.settings.board.voice)) as announcer:
        announcer.wake()
        yield announcer
