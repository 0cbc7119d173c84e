"""One kiosk, joined: what is loaded once for all visits, and the ports that each visit opens for itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from commands.clock import CityClock
from commands.late import late
from config.city import Content
from kiosk.lettering.debian import FONTS
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering, load_lettering
from kiosk.paperwork.layout import BlankForm, Modules, draw_blank
from kiosk.ports import Render, TicketStore
from kiosk.visit.papers import Papers
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
    blanks: Mapping[str, BlankForm]
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

    @cached_property
    def ports(self) -> PortMaker:
        """What makes the ports. Imported here, and by the supervisor while the first visit is already painting."""
        made: PortMaker = late("commands.kiosk_ports:KioskPorts")(self)
        return made

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
    """Load fonts, unless they are there already, and draw what is the same on every sheet."""
    lettering = lettering or load_lettering(FONTS)
    settings = content.settings
    blanks = {id_: draw_blank(form, settings.city, lettering) for id_, form in content.forms.items()}
    return KioskParts(
        content=content,
        fonts=FONTS,
        lettering=lettering,
        blanks=blanks,
        clock=CityClock(settings.office.zone),
    )


def with_kiosk(content: Content, **changes: object) -> Content:
    """Return the content with other settings of the kiosk: a database or printer named on the command line."""
    given = {name: value for name, value in changes.items() if value}
    kiosk = replace(content.settings.kiosk, **given)  # type: ignore[arg-type]  # names are Kiosk's own
    return replace(content, settings=replace(content.settings, kiosk=kiosk))
