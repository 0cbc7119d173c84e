"""``kakanai lobby``: the kiosk."""

import gc
from typing import Annotated

import typer

from commands.city import SAMPLE, City, Database, content_of
from commands.kiosk_parts import kiosk_parts, with_kiosk
from commands.late import late
from commands.size import Size, pixels
from commands.supervisor import Channel, Supervisor

Reader = Annotated[str, typer.Option(metavar="NAME", help="Pattern of the card reader's name; empty: the city's.")]
PrinterUri = Annotated[str, typer.Option(metavar="URI", help="An IPP printer for all paper; empty: the city's.")]


def lobby(
    *, city: City = SAMPLE, database: Database = "", reader: Reader = "", printer: PrinterUri = "", size: Size = ""
) -> None:
    """Serve residents until it is stopped: one visit after the other, each in a process of its own."""
    gc.disable()  # a city once loaded stays, and the supervisor makes no garbage; its visits collect theirs
    content = with_kiosk(
        content_of(city), database=database, reader=reader, sheets_printer=printer, slips_printer=printer
    )
    parts = kiosk_parts(content)
    size_px = pixels(size)

    def visit(channel: Channel) -> None:
        late("commands.visit_process:serve")(parts, size_px, channel)

    Supervisor(visit, meanwhile=lambda: parts.ports).run()
