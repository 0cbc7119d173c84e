"""dbus and avahi for the virtual printer: those that run already, or our own for as long as they are needed."""

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commands.stand.daemon import as_root, find_program, start_quietly, stop_as_root
from kiosk.errors import UsageError

DBUS = Path("/run/dbus/system_bus_socket")
AVAHI = Path("/run/avahi-daemon/socket")
START_S = 10.0
POLL_S = 0.02

_LOCAL_ONLY = """\
[server]
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
[publish]
publish-workstation=no
"""
"""Our avahi speaks to this machine alone: a virtual printer has no business in the city's network."""


@contextmanager
def running_avahi() -> Iterator[None]:
    """Give DNS-SD, and the system bus on which it is found. Raises UsageError naming the package that is missing."""
    with tempfile.TemporaryDirectory() as folder, _running_dbus():
        config = Path(folder) / "avahi-daemon.conf"
        config.write_text(_LOCAL_ONLY)
        program = find_program("avahi-daemon", package="avahi-daemon")
        # As it stands, it changes user and root directory, and neither can be done in every container.
        command = [program, "--no-drop-root", "--no-chroot", "--no-rlimits", f"--file={config}"]
        with _running(AVAHI, command):
            yield


@contextmanager
def _running_dbus() -> Iterator[None]:
    program = find_program("dbus-daemon", package="dbus-daemon")
    with _running(DBUS, [program, "--system", "--nofork", "--nopidfile"]):
        yield


@contextmanager
def _running(address: Path, command: list[str]) -> Iterator[None]:
    if _answers(address):
        yield
        return
    if not address.parent.exists():
        subprocess.run([*as_root(), "mkdir", "-p", str(address.parent)], check=True)
    process = start_quietly([*as_root(), *command])
    try:
        _await(address, process)
        yield
    finally:
        stop_as_root(process)


def _await(address: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while not _answers(address):
        if process.poll() is not None or time.monotonic() > deadline:
            raise UsageError(f"Nothing answers at {address}, although it was started.")
        time.sleep(POLL_S)


def _answers(address: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        return client.connect_ex(str(address)) == 0
