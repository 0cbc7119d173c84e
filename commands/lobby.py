"""``kakanai lobby``: the kiosk."""

import gc
from pathlib import Path
from typing import Annotated

import typer

from commands.city import SAMPLE, City, Database
from commands.kiosk_parts import KioskParts, kiosk_parts, with_kiosk
from commands.late import late
from commands.serving import Served
from commands.size import Size, pixels
from commands.supervisor import Channel, Supervisor

Reader = Annotated[str, typer.Option(metavar="NAME", help="Pattern of the card reader's name; empty: the city's.")]
PrinterUri = Annotated[str, typer.Option(metavar="URI", help="An IPP printer for all paper; empty: the city's.")]


def lobby(
    *, city: City = SAMPLE, database: Database = "", reader: Reader = "", printer: PrinterUri = "", size: Size = ""
) -> None:
    """Serve residents until it is stopped: one visit after the other, each in a process of its own."""
    gc.disable()  # a city once loaded stays, and the supervisor makes no garbage; its visits collect theirs
    kiosk = ServedKiosk(city, database=database, reader=reader, sheets_printer=printer, slips_printer=printer)
    size_px = pixels(size)

    def visit(channel: Channel) -> None:
        late("commands.visit_process:serve")(kiosk.parts, size_px, channel)

    Supervisor(visit, meanwhile=lambda: kiosk.parts.ports, renew=kiosk.renew).run()


class ServedKiosk:
    """``parts`` are the kiosk's with the content of now; ``given`` are settings that the command line overrules."""

    def __init__(self, city: Path, **given: object) -> None:
        self._served = Served(city)
        self._served.tell()
        self._given = given
        self.parts: KioskParts = kiosk_parts(with_kiosk(self._served.content, **given))

    def renew(self) -> bool:
        """Take what is new; return whether there was anything."""
        if not self._served.renew():
            return False
        parts = kiosk_parts(with_kiosk(self._served.content, **self._given), self.parts.lettering)
        parts.ports  # noqa: B018  # made once, for all visits that are forked from now on
        self.parts = parts
        return True
