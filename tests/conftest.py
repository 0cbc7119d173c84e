"""What tests of several rooms share: services of the system for the whole run, and for nobody else meanwhile."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.stand.pcscd import Pcscd, running_pcscd
from commands.stand.services import running_avahi

SCREEN = Path(__file__).parent / "screen.json"
"""A panel as in the lobby; Qt's own screen that nobody sees is too small for it."""

os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREEN}"


@pytest.fixture(scope="session")
def pcscd() -> Iterator[Pcscd]:
    """The PC/SC service with its virtual reader."""
    with running_pcscd() as service:
        yield service


@pytest.fixture(scope="session")
def dns_sd() -> Iterator[None]:
    """The services that ippeveprinter needs. Started once, and not stopped under another run that found them."""
    with Path(tempfile.gettempdir(), "kakanai-avahi.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with running_avahi():
            yield
