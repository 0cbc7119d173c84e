"""The page on which a sheet is scanned, read, corrected, printed again and exported.

What it shows of a resident is in the answer to one request alone: each request brings the scanned texts with it, and
the edits that have not been printed yet. Nothing of it is kept here, nor in a session, an address or a log.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from unicodedata import normalize

from starlette.responses import Response
from starlette.routing import BaseRoute

from kiosk.casework.casework import Desk, Gathered
from kiosk.casework.correction import Edit
from kiosk.casework.export import Encoding, Layout
from kiosk.errors import Cancelled, CorrectionRefused, PageUnknown, PrintError, QueueError, StoreUnavailable
from kiosk.handover.record import Handover
from kiosk.handover.trace import Stage, Trace
from kiosk.lettering.ruby import plain
from kiosk.queue.day import service_day
from kiosk.queue.ticket import Ticket
from ui.counter.asked import Asked
from ui.counter.parts import SheetParts
from ui.counter.site import Site

PATH = "/scan"

_PRINT_S = 60.0

_MEDIA: Mapping[Layout, str] = {Layout.CASE: "text/csv", Layout.PEOPLE: "text/csv", Layout.JSON: "application/json"}


def routes(site: Site) -> list[BaseRoute]:
    """Return nothing on a counter that opens no sheets."""
    if site.parts.sheets is None:
        return []
    page = ScanPage(site, site.parts.sheets)
    return [
        site.get(PATH, page.wait),
        site.post(PATH, page.open),
        site.post(f"{PATH}/show", page.show),
        site.post(f"{PATH}/tick", page.tick),
        site.post(f"{PATH}/print", page.print_out),
        site.post(f"{PATH}/sheet", page.pdf),
        site.post(f"{PATH}/export", page.export),
    ]


@dataclass(frozen=True)
class _Case:
    """One opened sheet with the edits that were typed: ``handover`` is after them, ``scanned`` before."""

    texts: tuple[str, ...]
    edits: tuple[Edit, ...]
    scanned: Handover
    handover: Handover


class ScanPage:
    def __init__(self, site: Site, sheets: SheetParts) -> None:
        self._site = site
        self._sheets = sheets
        self._casework = sheets.casework

    def wait(self, asked: Asked) -> Response:
        return self._site.pages.render(asked, "scan.html", shown=None, gathered=None)

    def open(self, asked: Asked) -> Response:
        """Show what was scanned, or say which symbol is still missing. This, and nothing else, counts as a scan."""
        gathered = self._casework.gather(_texts(asked))
        if gathered.missing:
            return self._answer(asked, gathered=gathered)
        case = self._case(asked, gathered.texts, ())
        return self._answer(asked, shown=self._shown(asked, case, self._scan(asked, case)))

    def show(self, asked: Asked) -> Response:
        """Show it again after edits."""
        case = self._case_of(asked)
        return self._answer(asked, shown=self._shown(asked, case, self._trace(case)))

    def tick(self, asked: Asked) -> Response:
        case = self._case_of(asked)
        stage = Stage(asked.field("stage")) if asked.field("stage") in {stage.value for stage in Stage} else None
        if stage is None:
            raise PageUnknown
        application = self._casework.application(case.scanned, self._site.pages.words(asked))
        trace = self._sheets.cases.tick(
            self._casework.fingerprint(case.texts),
            stage,
            asked.who,
            self._window(asked),
            desk=application.desk,
            event=application.event,
        )
        return self._answer(asked, shown=self._shown(asked, case, _before(trace)))

    def print_out(self, asked: Asked) -> Response:
        """Print the corrected sheet. Returns once the printer says that it is out."""
        sheets, case = self._sheets, self._case_of(asked)
        if sheets.printer is None or sheets.paper is None:
            raise PageUnknown
        document = self._casework.print_out(case.handover)
        try:
            sheets.printer().print(document.name, sheets.render(document), sheets.paper, _Patience(_PRINT_S))
        except (PrintError, Cancelled):
            return self._site.pages.render(asked, "_printed.html", 409, out=False)
        return self._site.pages.render(asked, "_printed.html", out=True)

    def pdf(self, asked: Asked) -> Response:
        """Return the corrected sheet to be printed by the browser."""
        document = self._casework.print_out(self._case_of(asked).handover)
        return Response(self._sheets.render(document), media_type="application/pdf")

    def export(self, asked: Asked) -> Response:
        """Return a file that the browser saves where the clerk says."""
        case = self._case_of(asked)
        try:
            layout, encoding = Layout(asked.field("layout")), Encoding(asked.field("encoding"))
        except ValueError:
            raise PageUnknown from None
        data = self._casework.exporting.export(case.handover, layout, encoding)
        kind = f"{_MEDIA[layout]}; charset={'utf-8' if encoding is Encoding.UTF8 else 'windows-31j'}"
        return Response(
            data, headers={"Content-Type": kind, "Content-Disposition": f'attachment; filename="{layout.value}"'}
        )

    def _case_of(self, asked: Asked) -> _Case:
        return self._case(asked, _texts(asked), _edits(asked))

    def _case(self, asked: Asked, texts: tuple[str, ...], edits: tuple[Edit, ...]) -> _Case:
        scanned = self._casework.open(texts)
        desk = Desk(asked.who, self._window(asked), self._now)
        return _Case(texts, edits, scanned, self._casework.correct(scanned, edits, desk))

    def _shown(self, asked: Asked, case: _Case, trace: Trace | None) -> dict[str, object]:
        """Return what the template says of a case. ``trace`` None: the database is away."""
        return {
            "application": self._casework.application(case.handover, self._site.pages.words(asked)),
            "texts": case.texts,
            "edits": [json.dumps(_written(edit), ensure_ascii=False) for edit in case.edits],
            "corrected": case.handover.revisions != (),
            "trace": trace,
            "ticket": self._ticket(case.scanned),
            "stages": tuple(Stage),
            "prints": self._sheets.printer is not None,
            "reasons": {act: self._reasons(asked, act) for act in ("strike", "add")},
        }

    def _reasons(self, asked: Asked, act: str) -> tuple[tuple[str, str], ...]:
        """Return why something can be struck or added: ids, and the city's words for them."""
        words, counter = self._site.pages.words(asked), self._casework.counter
        ids = counter.strike if act == "strike" else counter.add
        return tuple((id_, plain(words.get(f"casework.{act}.{id_}", id_))) for id_ in ids)

    def _answer(
        self, asked: Asked, *, shown: dict[str, object] | None = None, gathered: Gathered | None = None
    ) -> Response:
        template = "_scanned.html" if asked.wants_fragment else "scan.html"
        return self._site.pages.render(asked, template, shown=shown, gathered=gathered)

    def _scan(self, asked: Asked, case: _Case) -> Trace | None:
        try:
            return self._sheets.cases.scan(self._casework.fingerprint(case.texts), asked.who, self._window(asked))
        except StoreUnavailable:
            return None

    def _trace(self, case: _Case) -> Trace | None:
        try:
            return _before(self._sheets.cases.trace(self._casework.fingerprint(case.texts)))
        except StoreUnavailable:
            return None

    def _ticket(self, handover: Handover) -> Ticket | None:
        """Return the number of this sheet, unless it is of another day: then today's is somebody else's."""
        queue = self._site.parts.queue
        if queue is None or handover.ticket is None:
            return None
        try:
            ticket = queue.show(handover.ticket)
        except QueueError:
            return None
        return ticket if ticket.day == service_day(handover.made, self._site.parts.office) else None

    def _window(self, asked: Asked) -> str | None:
        """Return where this clerk sits."""
        windows = self._site.parts.windows
        try:
            own = [one.window for one in windows.all() if one.who == asked.who] if windows else []
        except StoreUnavailable:
            own = []
        return next(iter(own), None) or self._site.parts.window or None

    @property
    def _now(self) -> datetime:
        return self._site.parts.clock.now()


@dataclass(frozen=True)
class _Patience:
    """A ``kiosk.ports.Watch`` that gives up after so many seconds."""

    seconds: float
    begun: float = -1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "begun", monotonic())

    def cancelled(self) -> bool:
        return monotonic() - self.begun > self.seconds

    def report(self, progress: object) -> None:
        """Nobody looks at it: the page says how it ended."""


def _before(trace: Trace) -> Trace:
    """Return what was known before this scan, which is the last of them."""
    return Trace(trace.scans[:-1], trace.marks)


def _texts(asked: Asked) -> tuple[str, ...]:
    """Return the texts; what was typed with an input method of full width is still the same letters."""
    return tuple(normalize("NFKC", text) for text in asked.fields("text")) or ("",)


def _edits(asked: Asked) -> tuple[Edit, ...]:
    return tuple(map(_edit, asked.fields("edit")))


def _edit(text: str) -> Edit:
    try:
        match json.loads(text):
            case {"what": str(what), "typed": [*typed], "why": str(why), "note": str(note)}:
                return Edit(what, tuple(map(str, typed)), why, note)
    except ValueError:
        pass
    raise CorrectionRefused


def _written(edit: Edit) -> dict[str, object]:
    return {"what": edit.what, "typed": [*edit.typed], "why": edit.why, "note": edit.note}
