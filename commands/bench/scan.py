"""How long it takes from the letters of a symbol to the application: the server's part of it."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.datastructures import FormData
from starlette.requests import Request

from commands.bench.handover import largest_case
from commands.bench.sample import Measured, times_ms
from commands.city import SAMPLE, content_of
from commands.counter import counter_parts
from commands.keys.folder import KeyFolder
from commands.keys.making import make_keys
from config.published import dictionary_for
from kiosk.handover.record import handover_of
from kiosk.handover.text import write_handover
from kiosk.staff import Account, Role
from ui.counter.app import site_of
from ui.counter.asked import FRAGMENT, Asked
from ui.counter.scan import PATH, ScanPage
from ui.counter.session import Sessions


def scan() -> Measured:
    """A household of six: opened, decided, named box by box, noted in SQLite, and written as HTML."""
    content = content_of(SAMPLE)
    settings = content.settings
    with TemporaryDirectory() as folder:
        keys = Path(folder)
        make_keys(keys, settings.kiosk.id)
        parts = counter_parts(content, f"sqlite:///{folder}/queue.db", city=SAMPLE, keys=keys)
        assert parts.sheets is not None
        case = replace(largest_case(content), made=parts.clock.now())
        handover = handover_of(case, city=settings.city.id, kiosk=settings.kiosk.id)
        texts = write_handover(handover, KeyFolder(keys).kiosk_keys(settings.kiosk.id), dictionary_for(content))
        site = site_of(parts)
        page, asked = ScanPage(site, parts.sheets), _asked(site.sessions, texts)
        return Measured(times_ms(lambda: page.open(asked), 60), counts={"letters": sum(map(len, texts))})


def _asked(sessions: Sessions, texts: tuple[str, ...]) -> Asked:
    """Return what the browser sends for a scan."""
    session = sessions.begin(Account("clerk", Role.CLERK), "ja")
    request = Request({"type": "http", "method": "POST", "path": PATH, "headers": [(FRAGMENT.lower().encode(), b"1")]})
    return Asked(request, session, "ja", session.token, FormData([("text", text) for text in texts]))
