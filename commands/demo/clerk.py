"""The clerk of the demo: at a real browser, with the keys of a keyboard and a scanner that types."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from socket import socket

import structlog
from playwright.sync_api import Error, Page, ViewportSize
from playwright.sync_api import TimeoutError as TooLate

from commands.certificate import Certificate, own_certificate
from commands.counter import counter_parts
from commands.stand.chromium import running_chromium
from commands.stand.process import forked
from config.city import Content
from kiosk.errors import UsageError
from kiosk.guidance.content import Desk
from kiosk.staff import Role
from ui.counter.app import counter_app
from ui.counter.parts import CounterParts
from ui.counter.server import Address, server_of

NAME = "sato"
HOST = "127.0.0.1"
SCREEN = ViewportSize(width=1440, height=900)
PATIENCE_MS = 20_000
SCANS = 3
"""A clerk scans again when it did not work; on a machine that does much else, keys come as slowly as a hand types."""

ANSWER_MS = 5_000

SHOWN = "#scan[aria-busy=false] #case"
ANSWERED = f"{SHOWN}, .gathering, #complaint > *"


@dataclass(frozen=True)
class Clerk:
    """Somebody at an open page of the counter. What is not there in time is an Error of playwright's."""

    page: Page
    home: str

    def sign_in(self, password: str) -> None:
        self.page.goto(self.home)
        self.page.keyboard.type(NAME)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(password)
        self.page.keyboard.press("Enter")

    def sit_at(self, desk: Desk) -> None:
        self.page.locator(f"input[name=window][value='{desk.window}']").check()
        self.page.keyboard.press("Enter")

    def call(self, number: str) -> None:
        """Call whose turn it is, which must be this number."""
        self.page.wait_for_url("**/queue")  # whole, with what its keys do
        self.page.locator("#waiting", has_text=number).wait_for()
        self.page.keyboard.press("F2")
        self.page.locator("#here .number", has_text=number).wait_for()

    def scan(self, texts: tuple[str, ...], picture: Path) -> str:
        """Scan the symbols of a sheet, picture what opens, and return its number."""
        self.page.goto(f"{self.home}/scan")
        for _ in range(SCANS):
            for text in texts:
                self._type(text)
            if self._shows(SHOWN):
                break
        self.page.locator(SHOWN).wait_for(state="attached")
        self.page.screenshot(path=picture)
        return self.page.locator(".head .number strong").inner_text()

    def _type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self._shows(ANSWERED)

    def _shows(self, what: str) -> bool:
        """Say whether it is there soon: a scan may have come to nothing."""
        try:
            self.page.locator(what).first.wait_for(state="attached", timeout=ANSWER_MS)
        except TooLate:
            return False
        return True


@contextmanager
def clerk_at_work(content: Content, city: Path, keys: Path) -> Iterator[Clerk]:
    """Serve the counter page of this city, and let somebody with a new account sign in.

    Raises UsageError when the browser does not start, or something that should be on a page is not.
    """
    certificate = own_certificate(keys, (HOST,), datetime.now(UTC))
    parts = counter_parts(content, content.settings.kiosk.database, city=city, keys=keys)
    password = token_urlsafe()
    parts.accounts.add(NAME, Role.CLERK, password)
    with Address(HOST, 0).listen() as listening, forked(lambda: _serve(parts, certificate, listening)):
        home = f"https://{HOST}:{listening.getsockname()[1]}"
        with running_chromium(certificate.file) as browser:
            page = browser.new_page(viewport=SCREEN, locale="ja-JP")
            page.set_default_timeout(PATIENCE_MS)
            clerk = Clerk(page, home)
            try:
                clerk.sign_in(password)
                yield clerk
            except Error as error:
                raise UsageError(f"the counter page did not do what a clerk does: {error.message}") from error


def _serve(parts: CounterParts, certificate: Certificate, listening: socket) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))  # not every picture
    server_of(counter_app(parts), certificate.file, certificate.private_key).run(sockets=[listening])
