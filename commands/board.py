"""``kakanai board``: the display above the counters."""

from typing import Annotated

import typer

from commands.city import SAMPLE, City, Database, content_of
from commands.clock import CityClock
from commands.tickets import opened_queue
from config.content import Content
from kiosk.errors import UsageError
from ui.board.display import BoardParts, run_board
from ui.board.said import Bilingual
from ui.board.source import Source

_FIRST, _SECOND = "ja", "en"

Size = Annotated[str, typer.Option(metavar="WxH", help="A window of so many pixels; empty: the whole last screen.")]


def board(*, city: City = SAMPLE, database: Database = "", size: Size = "") -> None:
    """Show who is called and who waits, until the window is closed."""
    content = content_of(city)
    with opened_queue(content, database) as store:
        run_board(board_parts(content, store), size=_pixels(size))


def board_parts(content: Content, source: Source) -> BoardParts:
    """Build a board of this city that looks at this queue."""
    settings = content.settings
    return BoardParts(
        said=Bilingual(content.words[_FIRST], content.words[_SECOND]),
        tokens=settings.tokens,
        city=settings.city,
        office=settings.office,
        clock=CityClock(settings.office.zone),
        source=source,
    )


def _pixels(size: str) -> tuple[int, int] | None:
    if not size:
        return None
    width, _, height = size.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise UsageError("A size is given in pixels, such as 1920x1080.")
    return int(width), int(height)
