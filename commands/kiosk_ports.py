"""The ports of one kiosk: reader, printers, queue, bell and PDF. Slow to import; the first screen needs none."""

import uuid
from functools import cache, partial

from commands.kiosk_parts import KioskParts
from commands.tickets import queue_of
from commands.wanted import wanted_of
from devices.bell import AlsaBell
from devices.pcsc import PcscTerminal
from devices.reader import IdentityCardReader
from kiosk.paperwork.sheet import Media
from kiosk.storage.tickets import SqlTicketStore
from kiosk.visit.work import Outlet, Outside
from printing.ipp.printer import IppPrinter
from printing.pdf import PdfRenderer


class KioskPorts:
    """What all visits of a kiosk share: the renderer, which has drawn what is the same on every sheet, and the bell."""

    def __init__(self, parts: KioskParts) -> None:
        self._content = parts.content
        further = {form.continuation for form in parts.content.forms.values()}  # few visits go on on another sheet
        printed = (blank.marks for id_, blank in parts.blanks.items() if id_ not in further)
        self.render = PdfRenderer(parts.lettering.fonts, printed)
        self._bell = AlsaBell()
        self._wanted = wanted_of(parts.content.settings, lambda: parts.clock.now().date())

    def store(self) -> SqlTicketStore:
        return queue_of(self._content)

    def outside(self) -> Outside:
        """Return the ports of one visit; nothing is opened before it is used."""
        kiosk = self._content.settings.kiosk
        printer = cache(partial(IppPrinter, sender=f"kakanai-{kiosk.id}"))
        return Outside(
            reader=IdentityCardReader(partial(PcscTerminal, *kiosk.readers), self._wanted),
            outlets={Media(key): Outlet(printer(paper.printer), paper) for key, paper in kiosk.paper_by_kind.items()},
            store=self.store(),
            bell=self._bell,
            render=self.render,
            kiosk=kiosk.id,
            holder=f"{kiosk.id}/{uuid.uuid4().hex[:8]}",
        )
