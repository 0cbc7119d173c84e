"""The real counter page on a real database, asked over HTTP, with a clock that the test sets."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher
from httpx import Response
from starlette.testclient import TestClient

from commands.city import SAMPLE, content_of
from commands.clock import SetClock
from config.city import Content
from kiosk.staff import Role
from kiosk.storage.accounts import SqlAccounts
from kiosk.storage.database import Database
from kiosk.storage.tickets import SqlTicketStore
from kiosk.storage.windows import SqlWindows
from ui.counter.app import counter_app
from ui.counter.parts import CounterParts

PASSWORD = "hanamizuki 2026"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""argon2id all the same, for passwords that protect nothing."""

_TOKEN = re.compile(r'name="form-token" content="([0-9a-f]{64})"')


@dataclass
class Browser:
    """A browser as far as HTTP goes: it keeps cookies, and sends the forms of the page that it saw last."""

    client: TestClient
    page: Response | None = None

    def get(self, path: str, **more: object) -> Response:
        self.page = self.client.get(path, **more)  # type: ignore[arg-type]
        return self.page

    def post(self, path: str, **fields: object) -> Response:
        """Send a form with the token of the page that was seen last."""
        self.page = self.client.post(path, data={"form_token": self.form_token, **fields})
        return self.page

    @property
    def form_token(self) -> str:
        found = _TOKEN.search(self.page.text if self.page else "")
        return found[1] if found else ""

    def sign_in(self, name: str, password: str = PASSWORD) -> Response:
        self.get("/sign-in")
        return self.post("/sign-in", name=name, password=password)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo")))


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database: in SQLite, unless a test asks for PostgreSQL."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return f"sqlite:///{tmp_path}/queue.db"
    make: Callable[[], str] = request.getfixturevalue("postgres_url")
    return make()


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def content() -> Content:
    return content_of(SAMPLE)


@pytest.fixture
def parts(database: Database, clock: SetClock, content: Content) -> CounterParts:
    accounts = SqlAccounts(database, QUICK)
    for name, role in (("hanako", Role.CLERK), ("taro", Role.CLERK), ("kacho", Role.MANAGER), ("joho", Role.ADMIN)):
        accounts.add(name, role, PASSWORD)
    return CounterParts(
        city=content.settings.city,
        office=content.settings.office,
        rules=content.settings.queue,
        tokens=content.settings.tokens,
        words=content.words,
        desks=content.guide.desks,
        clock=clock,
        accounts=accounts,
        queue=SqlTicketStore(database, clock, content.settings.office, queue=content.settings.queue),
        windows=SqlWindows(database, clock),
        key=b"k" * 32,
    )


@pytest.fixture
def open_browser(parts: CounterParts) -> Iterator[Callable[[], Browser]]:
    """Opens browsers of one counter; each has cookies of its own."""
    app = counter_app(parts)
    opened: list[TestClient] = []

    def open_one() -> Browser:
        client = TestClient(app, base_url="https://counter.example", raise_server_exceptions=False)
        opened.append(client)
        return Browser(client)

    yield open_one
    for client in opened:
        client.close()


@pytest.fixture
def browser(open_browser: Callable[[], Browser]) -> Browser:
    return open_browser()


@pytest.fixture
def with_parts(parts: CounterParts) -> Callable[..., Browser]:
    """Opens a browser of a counter that differs in these parts."""

    def open_one(**other: object) -> Browser:
        app = counter_app(replace(parts, **other))  # type: ignore[arg-type]
        return Browser(TestClient(app, base_url="https://counter.example", raise_server_exceptions=False))

    return open_one
