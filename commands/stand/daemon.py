"""Starting and stopping programs of the system, as root where that is needed."""

import os
import shutil
import socket
import subprocess

from kiosk.errors import UsageError


def find_program(name: str, *, package: str) -> str:
    """Return its path, also from where only root looks. Raises UsageError naming the Debian package."""
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin"))
    program = shutil.which(name, path=path)
    if program is None:
        raise UsageError(f"{name} is missing. Install the package {package}.")
    return program


def as_root() -> list[str]:
    """Return what to put before a command that only root may run."""
    return [] if os.geteuid() == 0 else ["sudo", "-n"]


def start_quietly(command: list[str]) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)


def stop_as_root(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started with ``as_root`` and wait for it."""
    if process.poll() is None:
        # The shell's own kill: a bare Debian has no program of that name.
        subprocess.run([*as_root(), "sh", "-c", f"kill {process.pid}"], check=True)
        process.wait()


def free_port() -> int:
    """Return a TCP port of this machine on which nobody listens."""
    with socket.socket() as one:
        one.bind(("localhost", 0))
        return int(one.getsockname()[1])
