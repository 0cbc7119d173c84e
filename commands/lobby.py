"""``kakanai lobby``: the kiosk."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from commands.city import SAMPLE, City, Database, Keys
from commands.kiosk_parts import KioskParts, kiosk_parts, with_kiosk
from commands.late import late
from commands.serving import Served
from commands.size import Size, pixels
from commands.supervisor import Channel, Supervisor
from config.city import Content

Reader = Annotated[str, typer.Option(metavar="NAME", help="Pattern of the card reader's name; empty: the city's.")]
PrinterUri = Annotated[str, typer.Option(metavar="URI", help="An IPP printer for all paper; empty: the city's.")]


def lobby(
    *,
    city: City = SAMPLE,
    database: Database = "",
    reader: Reader = "",
    printer: PrinterUri = "",
    keys: Keys = "",
    size: Size = "",
) -> None:
    """Serve residents until it is stopped: one visit after the other, each in a process of its own."""
    gc.disable()  # a city once loaded stays, and the supervisor makes no garbage; its visits collect theirs
    kiosk = ServedKiosk(city, database=database, reader=reader, printer=printer, keys=keys)
    size_px = pixels(size)

    def visit(channel: Channel) -> None:
        late("commands.visit_process:serve")(kiosk.parts, size_px, channel)

    Supervisor(visit, meanwhile=kiosk.parts.load_rest, renew=kiosk.renew).run()


class ServedKiosk:
    """``parts`` are the kiosk's with the content of now; ``given`` are settings that the command line overrules."""

    def __init__(self, city: Path, *, printer: str = "", **given: object) -> None:
        self._served = Served(city)
        self._served.tell()
        self._given: Callable[[Content], Content] = lambda content: with_kiosk(content, printer=printer, **given)
        self.parts: KioskParts = kiosk_parts(self._given(self._served.content))

    def renew(self) -> bool:
        """Take what is new; return whether there was anything."""
        if not self._served.renew():
            return False
        parts = kiosk_parts(self._given(self._served.content), self.parts.lettering)
        parts.load_rest()
        self.parts = parts
        return True
