"""One kiosk, joined: what is loaded once for all visits, and the ports that each visit opens for itself."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from commands.clock import CityClock
from commands.tickets import queue_of
from config.content import Content
from config.postal import PostalCodes
from devices.pcsc import PcscTerminal
from devices.reader import IdentityCardReader
from kiosk.lettering.debian import FONTS
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering, load_lettering
from kiosk.paperwork.layout import BlankForm, draw_blank
from kiosk.storage.tickets import SqlTicketStore
from kiosk.visit.papers import Papers
from kiosk.visit.path import Ground
from kiosk.visit.visit import Visit
from kiosk.visit.work import Outside
from printing.ipp import IppPrinter
from printing.pdf import PdfRenderer
from printing.qr import encode


@dataclass(frozen=True)
class KioskParts:
    """Everything of one kiosk that holds no connection and no thread, so that it can be forked."""

    content: Content
    fonts: Mapping[Face, Path]
    lettering: Lettering
    blanks: Mapping[str, BlankForm]
    render: PdfRenderer
    postal: PostalCodes
    clock: CityClock

    @cached_property
    def papers(self) -> Papers:
        return Papers(
            guide=self.content.guide,
            settings=self.content.settings,
            words=self.content.words,
            lettering=self.lettering,
            encode=encode,
            blanks=self.blanks,
        )

    def visit(self) -> Visit:
        """Return a new visit, which begins today."""
        ground = Ground(self.content.guide, self.content.forms, self.clock.now().date())
        return Visit(ground, self.papers, self.clock, language=self.content.settings.kiosk.languages[0])

    def store(self) -> SqlTicketStore:
        """Return a queue of its own for this process."""
        return queue_of(self.content)

    def outside(self) -> Outside:
        """Return the ports of one visit; nothing is opened before it is used."""
        kiosk = self.content.settings.kiosk
        return Outside(
            reader=IdentityCardReader(PcscTerminal(kiosk.reader)),
            sheets=IppPrinter(kiosk.sheets_printer),
            slips=IppPrinter(kiosk.slips_printer),
            store=self.store(),
            render=self.render,
            kiosk=kiosk.id,
            holder=f"{kiosk.id}/{uuid.uuid4().hex[:8]}",
        )


def kiosk_parts(content: Content) -> KioskParts:
    """Load fonts and draw what is the same on every sheet."""
    lettering = load_lettering(FONTS)
    settings = content.settings
    blanks = {id_: draw_blank(form, settings.city, lettering) for id_, form in content.forms.items()}
    return KioskParts(
        content=content,
        fonts=FONTS,
        lettering=lettering,
        blanks=blanks,
        render=PdfRenderer(lettering.fonts, (blank.marks for blank in blanks.values())),
        postal=PostalCodes(content.towns),
        clock=CityClock(settings.office.zone),
    )


def with_kiosk(content: Content, **changes: object) -> Content:
    """Return the content with other settings of the kiosk: a database or printer named on the command line."""
    given = {name: value for name, value in changes.items() if value}
    kiosk = replace(content.settings.kiosk, **given)  # type: ignore[arg-type]  # names are Kiosk's own
    return replace(content, settings=replace(content.settings, kiosk=kiosk))
