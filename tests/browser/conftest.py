"""The real counter page in real browsers: served over TLS on a port of its own, with a clock that the test sets."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from commands.certificate import Certificate, own_certificate
from commands.city import SAMPLE, content_of
from commands.clock import SetClock
from commands.counter import counter_parts
from commands.keys.folder import KeyFolder
from commands.stand.chromium import running_chromium
from config.city import Content
from config.example import read_example
from config.published import dictionary_for
from kiosk.errors import UsageError
from kiosk.handover.record import handover_of
from kiosk.handover.text import Opening, write_handover
from kiosk.ports import TicketStore
from kiosk.staff import Role
from kiosk.storage.accounts import SqlAccounts
from kiosk.storage.cases import SqlCases
from kiosk.storage.database import Database
from kiosk.storage.tickets import SqlTicketStore
from kiosk.storage.windows import SqlWindows
from ui.counter.app import counter_app
from ui.counter.parts import CounterParts
from ui.counter.server import Address, server_of

PASSWORD = "hanamizuki 2026"
STAFF = {"hanako": Role.CLERK, "taro": Role.CLERK, "kacho": Role.MANAGER, "joho": Role.ADMIN}
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""argon2id all the same, for passwords that protect nothing."""

ACCEPT_DAYS = 14
HOST = "127.0.0.1"
OFFICE_SCREEN = {"width": 1366, "height": 768}
PATIENCE_MS = 10_000

REFUSED = re.compile(r"Failed to load resource: the server responded with a status of (401|403|409|429)\b")
"""Chromium counts as an error what is an answer of ours: a wrong password, a page that was outdated."""


@dataclass
class Watched:
    """A page, and all that went wrong in it. ``allowed``: what a test means to go wrong, as patterns."""

    page: Page
    home: str
    wrong: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error in the page: {error}"))
        self.page.on("request", self._on_request)

    def faults(self) -> list[str]:
        return [fault for fault in self.wrong if not any(re.search(one, fault) for one in self.allowed)]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not REFUSED.match(message.text):
            self.wrong.append(f"{message.type} on the console: {message.text}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.home}/", "blob:", "data:")):
            self.wrong.append(f"request to elsewhere: {request.url}")


@dataclass
class Office:
    """A counter page that is served, and what lies behind it."""

    parts: CounterParts
    clock: SetClock
    home: str

    @property
    def queue(self) -> TicketStore:
        assert self.parts.queue is not None
        return self.parts.queue

    def come(self, *route: str, priority: bool = False) -> str:
        """Let a household wait for these desks; return its number."""
        letter = self.parts.desks[route[0]].letter
        assert letter is not None
        number = self.queue.take(letter, route, "kiosk-1/visit", priority=priority).number
        return self.queue.publish(number, paper=True).number

    def sit_at(self, window: str, name: str, *desks: str) -> None:
        """Let somebody have chosen a window already."""
        assert self.parts.windows is not None
        self.parts.windows.open(window, desks, name)


@dataclass
class Clerk:
    """Somebody at a browser of their own: a context with nothing in it from anybody else."""

    context: BrowserContext
    watched: Watched
    clock: SetClock

    @property
    def page(self) -> Page:
        return self.watched.page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, path: str = "/") -> None:
        self.page.goto(self.watched.home + path)

    def sign_in(self, name: str) -> None:
        self.go("/sign-in")
        self.type_in(name, PASSWORD)
        self.page.locator("header .name", has_text=name).wait_for()

    def type_in(self, name: str, password: str) -> None:
        """Sign in by keyboard, as the page stands."""
        self.page.locator("#name").fill(name)
        self.page.locator("#password").fill(password)
        self.press("Enter")

    def wait_minutes(self, minutes: float) -> None:
        """Let time pass for the server and for this page, which must have its clock from us."""
        self.clock.forward(minutes=minutes)
        self.page.clock.fast_forward(round(minutes * 60_000))


@pytest.fixture(scope="module")
def chromium(certificate: Certificate) -> Iterator[Browser]:
    """A browser that trusts our certificate and no other of its kind.

    One for each module: while it runs, nothing else in this thread can have an event loop.
    """
    try:
        with running_chromium(certificate.file) as browser:
            yield browser
    except UsageError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return own_certificate(tmp_path_factory.mktemp("tls"), (HOST,), datetime.now(UTC))


@pytest.fixture(scope="session")
def content() -> Content:
    return content_of(SAMPLE)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo")))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(f"sqlite:///{tmp_path}/queue.db")) as database:
        yield database


@pytest.fixture(scope="session")
def loaded(content: Content, keys: Path, tmp_path_factory: pytest.TempPathFactory) -> CounterParts:
    """What ``kakanai counter`` is made of; loaded once."""
    elsewhere = f"sqlite:///{tmp_path_factory.mktemp('elsewhere')}/queue.db"
    return counter_parts(content, elsewhere, city=SAMPLE, keys=keys)


@pytest.fixture
def parts(loaded: CounterParts, content: Content, keys: Path, database: Database, clock: SetClock) -> CounterParts:
    """The same with our clock and a fresh database."""
    accounts = SqlAccounts(database, QUICK)
    for name, role in STAFF.items():
        accounts.add(name, role, PASSWORD)
    assert loaded.sheets is not None
    dictionary = dictionary_for(content)

    def opening() -> Opening:
        known = {dictionary.id: dictionary}.get
        return Opening(loaded.city.id, KeyFolder(keys).counter_keys(), known, clock.now().date(), ACCEPT_DAYS)

    return replace(
        loaded,
        clock=clock,
        accounts=accounts,
        queue=SqlTicketStore(database, clock, loaded.office),
        windows=SqlWindows(database, clock),
        sheets=replace(
            loaded.sheets,
            casework=replace(loaded.sheets.casework, opening=opening),
            cases=SqlCases(database, clock),
        ),
    )


@pytest.fixture
def office(parts: CounterParts, clock: SetClock, certificate: Certificate) -> Iterator[Office]:
    with served(parts, certificate) as home:
        yield Office(parts, clock, home)


@pytest.fixture
def sit_down(office: Office, chromium: Browser) -> Iterator[Callable[..., Clerk]]:
    """Lets somebody sit down at a browser. At the end, nothing may have gone wrong in any of them."""
    clerks: list[Clerk] = []

    def sit_down(name: str = "", **options: object) -> Clerk:
        context = chromium.new_context(viewport=OFFICE_SCREEN, locale="ja-JP", **options)
        context.set_default_timeout(PATIENCE_MS)
        clerk = Clerk(context, Watched(context.new_page(), office.home), office.clock)
        clerks.append(clerk)
        if name:
            clerk.sign_in(name)
        return clerk

    yield sit_down
    for clerk in clerks:
        clerk.context.close()
    assert [fault for clerk in clerks for fault in clerk.watched.faults()] == []


@pytest.fixture
def clerk(sit_down: Callable[..., Clerk]) -> Clerk:
    """Somebody at a browser in which nobody is signed in."""
    return sit_down()


@pytest.fixture
def seal(content: Content, keys: Path, clock: SetClock) -> Callable[..., tuple[str, ...]]:
    """Seals an example as the kiosk does: in one symbol, or in two."""

    def seal_one(example: str, *, in_two: bool = False, city: str = "aonami") -> tuple[str, ...]:
        case = read_example(SAMPLE / "examples" / f"{example}.yaml", content.guide, content.needs, "Asia/Tokyo")
        case = replace(case, made=clock.now(), ticket="A1")
        handover = handover_of(case, city=city, kiosk=content.settings.kiosk.id)
        if in_two:
            others = tuple({**handover.people[0], "name": token_hex(60)} for _ in range(12))
            handover = replace(handover, people=(*handover.people, *others))
        return write_handover(handover, KeyFolder(keys).kiosk_keys(handover.kiosk), dictionary_for(content))

    return seal_one


@contextmanager
def served(parts: CounterParts, certificate: Certificate) -> Iterator[str]:
    """Serve these parts, as the command does, in a thread; give the address."""
    server = server_of(counter_app(parts), certificate.file, certificate.private_key)
    with Address(HOST, 0).listen() as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"https://{HOST}:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
