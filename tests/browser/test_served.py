"""``kakanai counter`` as a city starts it: a process, its certificate, and who may listen in."""

import re
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, expect

from commands.certificate import TO_TRUST
from commands.stand.daemon import free_port

ROOT = Path(__file__).parents[2]
PASSWORD = "hanamizuki 2026"
KAKANAI = (sys.executable, str(ROOT / "main.py"))


@dataclass
class Running:
    home: str
    to_trust: Path


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A counter of its own process, with one account."""
    folder = tmp_path_factory.mktemp("counter")
    database = f"--database=sqlite:///{folder}/queue.db"
    subprocess.run([*KAKANAI, "staff", "add", "hanako", database], input=PASSWORD, text=True, check=True)
    port = free_port()
    with _process("counter", database, f"--keys={folder}", f"--port={port}") as process:
        _await(process, "counter_opens")
        yield Running(f"https://localhost:{port}", folder / TO_TRUST)


def test_clerk_signs_in_at_a_counter_of_its_own_process(running: Running, chromium: Browser) -> None:
    with chromium.new_context(ignore_https_errors=True) as context:
        page = context.new_page()
        page.goto(running.home)
        page.locator("#name").fill("hanako")
        page.locator("#password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator("header .name")).to_have_text("hanako")


def test_browser_that_does_not_know_the_certificate_refuses_it(running: Running, chromium: Browser) -> None:
    with chromium.new_context() as context, pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        context.new_page().goto(running.home)


def test_certificate_to_trust_is_enough_by_every_name_of_this_machine(running: Running) -> None:
    trusting = ssl.create_default_context(cafile=str(running.to_trust))
    for name in ("localhost", "127.0.0.1", socket.gethostname()):
        with _connected(running) as plain, trusting.wrap_socket(plain, server_hostname=name) as tls:
            assert tls.version() == "TLSv1.3"


def test_plain_http_is_answered_with_nothing(running: Running) -> None:
    with _connected(running) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert not re.match(rb"HTTP/", plain.recv(1000))


@contextmanager
def _connected(running: Running) -> Iterator[socket.socket]:
    address = urlsplit(running.home)
    with socket.create_connection((address.hostname, address.port)) as plain:
        yield plain


@contextmanager
def _process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([*KAKANAI, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    with process:
        try:
            yield process
        finally:
            process.terminate()


def _await(process: subprocess.Popen[str], said: str) -> None:
    assert process.stdout is not None
    assert any(said in line for line in process.stdout), "the counter page ended as soon as it was started"
