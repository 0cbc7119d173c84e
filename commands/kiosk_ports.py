"""The ports of one kiosk: reader, printers, queue, bell and PDF. Slow to import; the first screen needs none."""

import uuid
from functools import cache, partial
from pathlib import Path

from commands.kiosk_parts import KioskParts
from commands.tickets import queue_in, queue_of
from commands.wanted import wanted_of
from devices.bell import AlsaBell
from devices.pcsc import PcscTerminal
from devices.reader import IdentityCardReader
from kiosk.paperwork.sheet import Media
from kiosk.storage.database import Database
from kiosk.storage.ledger import LedgerFile
from kiosk.storage.ledgered_tickets import LedgeredTickets
from kiosk.storage.tallies import SqlTallies
from kiosk.storage.tickets import SqlTicketStore
from kiosk.visit.work import Outlet, Outside
from printing.ipp.printer import IppPrinter
from printing.pdf import PdfRenderer


class KioskPorts:
    """What all visits of a kiosk share: the renderer, which has drawn what is the same on every sheet, and the bell."""

    def __init__(self, parts: KioskParts) -> None:
        self._content = parts.content
        self._clock = parts.clock
        further = {form.continuation for form in parts.content.forms.values()}  # few visits go on on another sheet
        printed = (blank.marks for id_, blank in parts.blanks.items() if id_ not in further)
        self.render = PdfRenderer(parts.lettering.fonts, printed)
        self._bell = AlsaBell()
        self._wanted = wanted_of(parts.content.settings, lambda: parts.clock.now().date())

    def store(self) -> SqlTicketStore:
        return queue_of(self._content)

    def outside(self) -> Outside:
        """Return the ports of one visit; nothing is opened before it is used."""
        settings = self._content.settings
        kiosk = settings.kiosk
        database = Database(kiosk.database)
        queue = queue_in(database, self._content, kiosk.id)
        ledgered = self._with_ledger(queue)
        printer = cache(partial(IppPrinter, sender=f"kakanai-{kiosk.id}"))
        return Outside(
            reader=IdentityCardReader(partial(PcscTerminal, *kiosk.readers), self._wanted),
            outlets={Media(key): Outlet(printer(paper.printer), paper) for key, paper in kiosk.paper_by_kind.items()},
            store=ledgered or queue,
            bell=self._bell,
            render=self.render,
            kiosk=kiosk.id,
            holder=f"{kiosk.id}/{uuid.uuid4().hex[:8]}",
            tallies=SqlTallies(database, self._clock, settings.office),
            ledger=ledgered,
        )

    def _with_ledger(self, queue: SqlTicketStore) -> LedgeredTickets | None:
        """Return the queue with numbers for when it is away; None where it is a file of this machine."""
        settings = self._content.settings
        if not settings.kiosk.needs_ledger:
            return None
        ledger = LedgerFile(Path(settings.kiosk.ledger), settings.kiosk.id)
        reserve = dict.fromkeys(self._letters(), settings.kiosk.reserve)
        return LedgeredTickets(queue, ledger, self._clock, settings.office, reserve)

    def _letters(self) -> list[str]:
        """Return with which letters a number can begin."""
        desks, one_stop = self._content.guide.desks, self._content.settings.queue.one_stop
        first = [desks[one_stop]] if one_stop else desks.values()
        return sorted({desk.letter for desk in first if desk.letter})
