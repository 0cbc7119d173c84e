"""One kiosk, joined: what is loaded once for all visits, and the ports that each visit opens for itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from commands.clock import CityClock
from commands.late import late
from config.city import Content
from kiosk.handover.record import Handover
from kiosk.lettering.debian import FONTS
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering, load_lettering
from kiosk.paperwork.layout import Blanks, Modules
from kiosk.ports import Render, TicketStore
from kiosk.visit.papers import Papers, Seal
from kiosk.visit.path import Ground
from kiosk.visit.visit import Visit
from kiosk.visit.work import Outside


class ClosingStore(TicketStore, Protocol):
    """A queue that holds a connection."""

    def close(self) -> None: ...


class PortMaker(Protocol):
    """``commands.kiosk_ports.KioskPorts``, which this module must not import."""

    @property
    def render(self) -> Render: ...

    def store(self) -> ClosingStore: ...

    def outside(self) -> Outside: ...


@dataclass(frozen=True)
class KioskParts:
    """Everything of one kiosk that holds no connection and no thread, so that it can be forked."""

    content: Content
    fonts: Mapping[Face, Path]
    lettering: Lettering
    blanks: Blanks
    clock: CityClock

    @cached_property
    def papers(self) -> Papers:
        return Papers(
            guide=self.content.guide,
            settings=self.content.settings,
            words=self.content.words,
            lettering=self.lettering,
            encode=encode,
            seal=self._seal,
            forms=self.content.forms,
            blanks=self.blanks,
        )

    def _seal(self, handover: Handover) -> tuple[str, ...]:
        texts: tuple[str, ...] = self._sealing(handover)
        return texts

    @cached_property
    def _sealing(self) -> Seal:
        """What seals, imported when the first visit is laid out."""
        made: Seal = late("commands.keys.sealing:Sealing")(self.content)
        return made

    def visit(self) -> Visit:
        """Return a new visit, which begins today."""
        kiosk = self.content.settings.kiosk
        today = self.clock.now().date()
        ground = Ground(self.content.guide, self.content.forms, today, sign_on_screen=kiosk.sign_on_screen)
        return Visit(ground, self.papers, self.clock, language=self.content.settings.kiosk.languages[0])

    @cached_property
    def ports(self) -> PortMaker:
        """What makes the ports. Imported here, and by the supervisor while the first visit is already painting."""
        made: PortMaker = late("commands.kiosk_ports:KioskPorts")(self)
        return made

    def load_rest(self) -> None:
        """Load what no first screen needs, for all visits that are forked from then on."""
        self.ports  # noqa: B018  # made once
        self._sealing  # noqa: B018  # as above

    @property
    def render(self) -> Render:
        return self.ports.render

    def store(self) -> ClosingStore:
        """Return a queue of its own for this process."""
        return self.ports.store()

    def outside(self) -> Outside:
        """Return the ports of one visit."""
        return self.ports.outside()


def encode(text: str) -> Modules:
    """Encode a text as a QR symbol, importing what that takes when the first one is wanted."""
    rows: Modules = late("printing.qr:encode")(text)
    return rows


def kiosk_parts(content: Content, lettering: Lettering | None = None) -> KioskParts:
    """Load fonts, unless they are there already."""
    lettering = lettering or load_lettering(FONTS)
    settings = content.settings
    return KioskParts(
        content=content,
        fonts=FONTS,
        lettering=lettering,
        blanks=Blanks(content.forms, settings.city, lettering),
        clock=CityClock(settings.office.zone),
    )


def with_kiosk(content: Content, *, printer: str = "", **changes: object) -> Content:
    """Return the content with other settings of the kiosk: a database, or a printer for all paper."""
    given = {name: value for name, value in changes.items() if value}
    kiosk = replace(content.settings.kiosk, **given)  # type: ignore[arg-type]  # names are Kiosk's own
    kiosk = kiosk.printing_on(printer) if printer else kiosk
    return replace(content, settings=replace(content.settings, kiosk=kiosk))
