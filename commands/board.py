"""``kakanai board``: the display above the counters."""

from commands.city import SAMPLE, City, Database
from commands.clock import CityClock
from commands.serving import Served
from commands.size import Size, pixels
from commands.tickets import opened_queue
from config.city import Content
from ui.board.display import BoardParts, run_board
from ui.board.said import Bilingual
from ui.board.source import Source

_FIRST, _SECOND = "ja", "en"


def board(*, city: City = SAMPLE, database: Database = "", size: Size = "") -> None:
    """Show who is called and who waits, until the window is closed."""
    served = Served(city)
    served.tell()
    with opened_queue(served.content, database) as store:
        run_board(board_parts(served.content, store), size=pixels(size))


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
