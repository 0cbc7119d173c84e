"""A real browser: Chromium without a window, for the tests, the demo and the pictures of the counter page."""

import os
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate
from playwright.sync_api import Browser, Error, sync_playwright

from commands.stand.daemon import find_program
from kiosk.errors import UsageError

_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
"""It asks nobody for anything but the pages that it is sent to."""

_NO_BUS = {"DBUS_SYSTEM_BUS_ADDRESS": "disabled:", "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
"""It ends when a bus that it talks to does, and those of a test run beside it come and go."""


@contextmanager
def running_chromium(trusted: Path | None = None) -> Iterator[Browser]:
    """Give a browser with a profile that is new and goes with it. It takes the certificate in the PEM file ``trusted``.

    Only one at a time in a thread. Raises UsageError when it is missing, or does not start.
    """
    program = find_program("chromium", package="chromium")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=program, args=[*_QUIET, *_trusting(trusted)], env={**os.environ, **_NO_BUS}
            )
        except Error as error:
            raise UsageError(f"Chromium does not start: {error.message.splitlines()[0]}") from error
        yield browser
        browser.close()


def _trusting(certificate: Path | None) -> list[str]:
    """Chromium keeps the certificates that it trusts where only other programs write; this names one by its key."""
    if certificate is None:
        return []
    key = load_pem_x509_certificate(certificate.read_bytes()).public_key()
    digest = sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    return [f"--ignore-certificate-errors-spki-list={b64encode(digest).decode()}"]
