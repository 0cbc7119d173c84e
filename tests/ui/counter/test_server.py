"""The counter on a real port: TLS with the certificate it made, and news that come by themselves."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import httpx
import pytest

from commands.certificate import TO_TRUST, own_certificate
from kiosk.errors import AddressTaken
from ui.counter.app import counter_app
from ui.counter.parts import CounterParts
from ui.counter.server import Address, server_of

# The fixtures are in conftest.py, which tests cannot import from.
WAIT_S = 10.0


@pytest.fixture
def port(parts: CounterParts, tmp_path: Path) -> Iterator[int]:
    made = own_certificate(tmp_path / "keys", (), datetime.now(UTC))
    server = server_of(counter_app(parts), made.file, made.private_key)
    listening = Address("127.0.0.1", 0).listen()
    thread = Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def client(port: int, tmp_path: Path) -> Iterator[httpx.Client]:
    """A browser that trusts nobody but this counter."""
    trust = ssl.create_default_context(cafile=str(tmp_path / "keys" / TO_TRUST))
    url = f"https://localhost:{port}"
    with httpx.Client(base_url=url, verify=trust, follow_redirects=True, timeout=WAIT_S) as client:
        yield client


def form_token(page: httpx.Response) -> str:
    return page.text.partition('name="form-token" content="')[2][:64]


def sign_in(client: httpx.Client) -> str:
    """Sign in at window 1, and return what forms must carry."""
    door = form_token(client.get("/sign-in"))
    token = form_token(client.post("/sign-in", data={"form_token": door, "name": "hanako", "password": PASSWORD}))
    client.post("/queue/window", data={"form_token": token, "window": "1"})
    return token


PASSWORD = "hanamizuki 2026"


def events(stream: httpx.Response) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each event."""
    name, data = "", []
    for line in stream.iter_lines():
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif not line and name:
            yield name, "\n".join(data)
            name, data = "", []


def test_the_certificate_is_trusted_and_the_page_is_there(client: httpx.Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.url.path == "/sign-in"
    assert "server" not in answer.headers


def test_an_address_that_is_taken_is_said_to_be_so(port: int) -> None:
    with pytest.raises(AddressTaken):
        Address("127.0.0.1", port).listen()


def test_plain_http_gets_no_answer(port: int) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_a_call_elsewhere_comes_to_an_open_page_by_itself(client: httpx.Client, parts: CounterParts) -> None:
    assert parts.queue is not None
    sign_in(client)
    with client.stream("GET", "/queue/live") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        news = events(stream)
        assert next(news)[0] == "queue"
        parts.queue.publish(parts.queue.take("A", ("shimin",), "kiosk-1/1").number, paper=True)
        assert any(name == "queue" and ">A1 <" in piece for name, piece in news)


def test_an_open_page_is_told_to_leave_when_its_session_ends(client: httpx.Client, parts: CounterParts) -> None:
    assert parts.queue is not None
    token = sign_in(client)
    with client.stream("GET", "/queue/live") as stream:
        news = events(stream)
        next(news)
        client.post("/lock", data={"form_token": token})
        parts.queue.call_clerk("kiosk-1")
        assert next(told for told in news if told[0] == "leave") == ("leave", "/locked")


def test_an_open_page_is_told_to_leave_when_its_account_is_disabled_elsewhere(
    client: httpx.Client, parts: CounterParts
) -> None:
    assert parts.queue is not None
    sign_in(client)
    with client.stream("GET", "/queue/live") as stream:
        news = events(stream)
        next(news)
        parts.accounts.disable("hanako")
        parts.queue.call_clerk("kiosk-1")
        assert next(news) == ("leave", "/sign-in")


def test_what_travels_is_encrypted_with_nothing_older_than_tls_1_2(port: int) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", port)) as raw, pytest.raises((ssl.SSLError, ConnectionError)):
        old.wrap_socket(raw)


def test_a_cipher_of_tls_1_2_that_will_not_last_is_not_taken(port: int) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    old.set_ciphers("ECDHE-ECDSA-AES128-SHA")
    with socket.create_connection(("127.0.0.1", port)) as raw, pytest.raises((ssl.SSLError, ConnectionError)):
        old.wrap_socket(raw)
