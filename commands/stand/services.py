"""dbus and avahi for the virtual printer: those that run already, or our own for as long as they are needed."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.errors import UsageError

DBUS = Path("/run/dbus/system_bus_socket")
AVAHI = Path("/run/avahi-daemon/socket")
START_S = 10.0
POLL_S = 0.02

_AVAHI_CONF = """\
[server]
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
[publish]
publish-workstation=no
[rlimits]
"""
"""Our avahi speaks to this machine only: a test printer has no business in the city's network."""


@contextmanager
def running_dbus() -> Iterator[None]:
    """Give a system bus. Raises UsageError naming the Debian package that is missing."""
    with _running(DBUS, ["dbus-daemon", "--system", "--nofork", "--nopidfile"], package="dbus-daemon"):
        yield


@contextmanager
def running_avahi() -> Iterator[None]:
    """Give a DNS-SD service on a system bus. Neither drops root nor changes root: both fail in containers."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "avahi-daemon.conf"
        config.write_text(_AVAHI_CONF)
        command = ["avahi-daemon", "--no-drop-root", "--no-chroot", "--no-rlimits", "--file", str(config)]
        with _running(AVAHI, command, package="avahi-daemon"):
            yield


@contextmanager
def _running(address: Path, command: list[str], *, package: str) -> Iterator[None]:
    if _answers(address):
        yield
        return
    if shutil.which(command[0], path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin") is None:
        raise UsageError(f"{command[0]} is missing. Install the package {package}.")
    if not address.parent.exists():
        subprocess.run([*as_root(), "mkdir", "-p", str(address.parent)], check=True)
    process = subprocess.Popen([*as_root(), *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(address, process, command[0])
        yield
    finally:
        stop(process)
