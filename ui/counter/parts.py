"""What the counter page is made of; ``commands.counter`` joins it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kiosk.casework.casework import Casework
from kiosk.guidance.content import Desk, Guide
from kiosk.ports import Accounts, Cases, Clock, History, Printer, Render, TicketStore, Windows
from kiosk.settings import City, Office, Paper, Queue, Statistics, Tokens
from kiosk.words import Words
from ui.counter.chart import Chart


@dataclass(frozen=True)
class SheetParts:
    """What opens, corrects and prints sheets. ``printer`` None: corrected sheets are opened as PDF by the browser."""

    casework: Casework
    cases: Cases
    render: Render
    printer: Callable[[], Printer] | None = None
    paper: Paper | None = None


@dataclass(frozen=True)
class ManagerParts:
    """What figures and simulated days are made of. ``draw`` returns a chart as an ``<svg>`` element."""

    history: History
    guide: Guide
    statistics: Statistics
    draw: Callable[[Chart], str]


@dataclass(frozen=True)
class CounterParts:
    """``words`` by language, the first is what people meet first; ``desks`` in the city's order.

    ``queue`` None: sheet-only, on a PC without a network to the queue; ``windows`` is None then, too. ``window``: the
    one that is offered first ("" none). ``key`` makes the tokens of forms; a new one for every start.
    ``sheets`` None: no sheet is opened here; ``management`` None: there are no pages of managers.
    """

    city: City
    office: Office
    rules: Queue
    tokens: Tokens
    words: Mapping[str, Words]
    desks: Mapping[str, Desk]
    clock: Clock
    accounts: Accounts
    queue: TicketStore | None
    windows: Windows | None
    key: bytes = field(repr=False)
    window: str = ""
    sheets: SheetParts | None = None
    management: ManagerParts | None = None
