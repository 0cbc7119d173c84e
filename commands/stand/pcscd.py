"""The PC/SC service with its virtual reader: the one that runs already, or one of our own while it is needed."""

import fcntl
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from commands.stand.daemon import as_root, find_program, start_quietly, stop_as_root
from devices.pcsc import PcscTerminal
from kiosk.errors import UsageError
from kiosk.ports import ReaderState

VIRTUAL_READER = "Virtual PCD 00 00"
"""Slot 0 of the virtual reader; slot 1 is ``Virtual PCD 00 01``."""

VIRTUAL_READER_CONFIG = Path("/etc/reader.conf.d/vpcd")
START_S = 10.0
POLL_S = 0.05

log = structlog.get_logger()


class Pcscd:
    """The service while it is needed. ``ours`` tells whether we started it, and so whether we stop it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        # A pcscd started by its systemd socket ends when nobody has been connected to it for a minute.
        self._company = PcscTerminal(VIRTUAL_READER)

    @property
    def ours(self) -> bool:
        return self._process is not None

    def start(self) -> None:
        """Return when the virtual reader is there. Raises UsageError naming what is missing."""
        if self._company.look().state is ReaderState.NO_SERVICE:
            self._process = _started()
        deadline = time.monotonic() + START_S
        while self._company.look().state in (ReaderState.NO_SERVICE, ReaderState.NO_READER):
            if time.monotonic() > deadline or self._ended():
                raise UsageError(self._what_is_wrong())
            time.sleep(POLL_S)

    def stop(self) -> None:
        """Stop the service if it is ours."""
        self._company.close()
        process, self._process = self._process, None
        if process is not None:
            stop_as_root(process)

    def restart(self) -> None:
        if not self.ours:
            raise UsageError("This pcscd is not ours to restart.")
        self.stop()
        self.start()

    def _ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def _what_is_wrong(self) -> str:
        if self._ended():
            return "pcscd ended as soon as it was started; `pcscd --foreground` shows why."
        return "pcscd runs without the virtual reader. Install the package vsmartcard-vpcd and restart pcscd."


@contextmanager
def running_pcscd() -> Iterator[Pcscd]:
    """Give a PC/SC service with a virtual reader. Raises UsageError naming the Debian package that is missing.

    Its port is the machine's, so runs side by side take turns.
    """
    with _my_turn():
        pcscd = Pcscd()
        try:
            pcscd.start()
            yield pcscd
        finally:
            pcscd.stop()


@contextmanager
def _my_turn() -> Iterator[None]:
    """Wait until no other run of this user has the virtual reader."""
    with Path(tempfile.gettempdir(), f"kakanai-{os.getuid()}-pcscd.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.info("another_run_has_the_virtual_reader")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _started() -> subprocess.Popen[bytes]:
    program = find_program("pcscd", package="pcscd")
    if not VIRTUAL_READER_CONFIG.exists():
        raise UsageError("The virtual card reader is missing. Install the package vsmartcard-vpcd.")
    return start_quietly([*as_root(), program, "--foreground", *_without_polkit(program)])


def _without_polkit(program: str) -> list[str]:
    """From pcsc-lite 2.0 on, pcscd asks polkit, which runs in no container; older ones do not know the option."""
    usage = subprocess.run([program, "--help"], capture_output=True, check=False).stdout
    return ["--disable-polkit"] if b"--disable-polkit" in usage else []
