"""The ports of one kiosk: reader, printers, queue, bell and PDF. Slow to import; the first screen needs none."""

import uuid
from functools import partial

from commands.kiosk_parts import KioskParts
from commands.tickets import queue_of
from commands.wanted import wanted_of
from devices.bell import AlsaBell
from devices.pcsc import PcscTerminal
from devices.reader import IdentityCardReader
from kiosk.storage.tickets import SqlTicketStore
from kiosk.visit.work import Outside
from printing.ipp import IppPrinter
from printing.pdf import PdfRenderer


class KioskPorts:
    """What all visits of a kiosk share: the renderer, which has drawn what is the same on every sheet, and the bell."""

    def __init__(self, parts: KioskParts) -> None:
        self._content = parts.content
        self.render = PdfRenderer(parts.lettering.fonts, (blank.marks for blank in parts.blanks.values()))
        self._bell = AlsaBell()
        self._wanted = wanted_of(parts.content.settings, lambda: parts.clock.now().date())

    def store(self) -> SqlTicketStore:
        return queue_of(self._content)

    def outside(self) -> Outside:
        """Return the ports of one visit; nothing is opened before it is used."""
        kiosk = self._content.settings.kiosk
        sender = f"kakanai-{kiosk.id}"
        sheets = IppPrinter(kiosk.sheets_printer, sender)
        same = kiosk.slips_printer == kiosk.sheets_printer
        return Outside(
            reader=IdentityCardReader(partial(PcscTerminal, *kiosk.readers), self._wanted),
            sheets=sheets,
            slips=sheets if same else IppPrinter(kiosk.slips_printer, sender),
            store=self.store(),
            bell=self._bell,
            render=self.render,
            kiosk=kiosk.id,
            holder=f"{kiosk.id}/{uuid.uuid4().hex[:8]}",
        )
