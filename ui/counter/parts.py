"""What the counter page is made of; ``commands.counter`` joins it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.guidance.content import Desk
from kiosk.ports import Accounts, Clock, TicketStore, Windows
from kiosk.settings import City, Office, Queue, Tokens
from kiosk.words import Words


@dataclass(frozen=True)
class CounterParts:
    """``words`` by language, the first is what people meet first; ``desks`` in the city's order.

    ``queue`` None: sheet-only, on a PC without a network to the queue; ``windows`` is None then, too. ``window``: the
    one that is offered first ("" none). ``key`` makes the tokens of forms; a new one for every start.
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
