"""``kakanai counter``: the page of the staff."""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from secrets import token_bytes
from typing import Annotated

import structlog
import typer

from commands.certificate import Certificate, given_certificate, own_certificate
from commands.city import SAMPLE, City, Database, Keys, Language
from commands.clock import CityClock
from commands.counter_sheets import sheet_parts
from commands.late import late
from commands.serving import Served
from commands.tickets import queue_in, refuse_outdated
from config.city import Content
from kiosk.errors import UsageError
from kiosk.settings import Counter
from kiosk.storage import database as storage
from kiosk.storage.accounts import SqlAccounts
from kiosk.storage.history import SqlHistory
from kiosk.storage.windows import SqlWindows
from ui.counter.app import counter_app
from ui.counter.parts import CounterParts, ManagerParts
from ui.counter.server import Address, server_of

log = structlog.get_logger()

_KEY_BYTES = 32
_CHARTS_KEPT = 64

Host = Annotated[str, typer.Option(metavar="ADDRESS", help="Where it listens; empty: as kiosk.yaml says.")]
Port = Annotated[int, typer.Option(metavar="N", help="Its port; 0: as kiosk.yaml says.")]
Window = Annotated[str, typer.Option(metavar="N", help="The window that is offered first.")]
SheetOnly = Annotated[bool, typer.Option("--sheet-only", help="No queue: scan, correct, print and export alone.")]
CertificateFile = Annotated[Path | None, typer.Option("--certificate", metavar="FILE", help="In PEM.")]
PrivateKeyFile = Annotated[Path | None, typer.Option("--private-key", metavar="FILE", help="In PEM.")]


def counter(
    *,
    host: Host = "",
    port: Port = 0,
    window: Window = "",
    sheet_only: SheetOnly = False,
    certificate: CertificateFile = None,
    private_key: PrivateKeyFile = None,
    city: City = SAMPLE,
    database: Database = "",
    keys: Keys = "",
    lang: Language = "ja",
) -> None:
    """Serve the counter page over TLS until it is stopped."""
    served = Served(city)
    served.tell()
    content = served.content
    settings = content.settings.counter
    folder = Path(keys or content.settings.kiosk.keys)
    url = database or content.settings.kiosk.database
    refuse_outdated(url)
    parts = counter_parts(content, url, city=city, keys=folder, window=window, sheet_only=sheet_only)
    shown = _certificate(settings, certificate, private_key, folder, lang)
    address = Address(host or settings.host, port or settings.port)
    with address.listen() as listening:
        port = listening.getsockname()[1]
        log.info("counter_opens", address=f"https://{address.host}:{port}/", fingerprint=shown.fingerprint)
        server_of(counter_app(parts), shown.file, shown.private_key).run(sockets=[listening])


def counter_parts(
    content: Content,
    database: str,
    *,
    city: Path,
    keys: Path,
    window: str = "",
    sheet_only: bool = False,
) -> CounterParts:
    """Build the parts of a counter page of this city on the database at this URL."""
    settings = content.settings
    clock = CityClock(settings.office.zone)
    opened = storage.Database(database)
    return CounterParts(
        city=settings.city,
        office=settings.office,
        rules=settings.queue,
        tokens=settings.tokens,
        words={language: content.words[language] for language in settings.kiosk.languages if language in content.words},
        desks=content.guide.desks,
        clock=clock,
        accounts=SqlAccounts(opened),
        queue=None if sheet_only else queue_in(opened, content, "counter"),
        windows=None if sheet_only else SqlWindows(opened, clock),
        key=token_bytes(_KEY_BYTES),
        window=window,
        sheets=sheet_parts(content, city, keys, opened, clock),
        management=None if sheet_only else manager_parts(content, opened),
    )


def manager_parts(content: Content, database: storage.Database) -> ManagerParts:
    """Build what the pages of managers need; what draws is imported with the first chart."""
    settings = content.settings
    return ManagerParts(
        history=SqlHistory(database, settings.office),
        guide=content.guide,
        statistics=settings.statistics,
        draw=lru_cache(_CHARTS_KEPT)(lambda chart: str(late("ui.counter.drawing:svg_of")(chart, settings.tokens))),
    )


def _certificate(
    settings: Counter, file: Path | None, private_key: Path | None, keys: Path, language: str
) -> Certificate:
    """Return the one that was given on the command line or in kiosk.yaml, or else our own."""
    on_command_line = (str(file or ""), str(private_key or ""))
    given = on_command_line if any(on_command_line) else (settings.certificate, settings.private_key)
    if all(given):
        return given_certificate(Path(given[0]), Path(given[1]))
    if any(given):
        raise UsageError(
            "証明書と秘密鍵は、両方書いてください。"
            if language.startswith("ja")
            else "give both, the certificate and its private key."
        )
    return own_certificate(keys, _names(settings), datetime.now(UTC))


def _names(settings: Counter) -> tuple[str, ...]:
    everywhere = {"0.0.0.0", "::", ""}  # noqa: S104  # no name of ours: "on all addresses"
    return (*settings.names, *({settings.host} - everywhere))
