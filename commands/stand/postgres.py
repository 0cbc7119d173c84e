"""A real PostgreSQL server of our own, as durable as a city's, while it is needed; and a second one that follows it."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from commands.stand.daemon import find_program, free_port
from kiosk.errors import UsageError

OWNER = "kakanai_owner"
"""The role that owns the server's databases; it may make roles."""

START_S = 20.0
POLL_S = 0.02
_DEBIAN = Path("/usr/lib/postgresql")
_UNPRIVILEGED = ("postgres", "nobody")


@dataclass
class PostgresServer:
    """It listens on a port of this machine, and on a socket in ``folder``. Whoever is on this machine may come in."""

    folder: Path
    port: int
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def url(self, database: str = "postgres", role: str = OWNER) -> str:
        return f"postgresql+psycopg://{role}@127.0.0.1:{self.port}/{database}"

    @property
    def address(self) -> tuple[str, ...]:
        """How PostgreSQL's own programs are told where it is."""
        return ("-h", "127.0.0.1", "-p", str(self.port), "-U", OWNER)

    def make_database(self, name: str, template: str = "template1") -> str:
        """Make a database like another one, which nobody uses meanwhile; return its URL."""
        self.run("createdb", *self.address, "--template", template, name)
        return self.url(name)

    def run(self, program: str, *arguments: str) -> str:
        """Run one of PostgreSQL's own programs in ``folder``; return what it says. Raises UsageError when it fails."""
        return _run_in(self.folder, program, *arguments)

    def start(self) -> None:
        """Return when it answers, also when it did before."""
        if self._process is not None:
            return
        settings = ("listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}")
        command = [_program("postgres"), "-D", "data", "-p", str(self.port)]
        command += [word for setting in settings for word in ("-c", setting)]
        quiet = subprocess.DEVNULL
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=quiet, stdout=quiet, stderr=log, cwd=self.folder, user=_user()
            )
        deadline = time.monotonic() + START_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise UsageError(f"PostgreSQL does not start: {(self.folder / 'log').read_text()[-500:]}")
            time.sleep(POLL_S)

    def stop(self, how: str = "fast") -> None:
        """Stop it: ``fast`` ends its sessions, ``immediate`` is as if the machine had lost its power."""
        process, self._process = self._process, None
        if process is not None:
            self.run("pg_ctl", "stop", "-D", "data", "-m", how)
            process.wait()

    def promote(self) -> None:
        """Let it no longer follow, but lead."""
        self.run("pg_ctl", "promote", "-D", "data")

    def wait_for_standby(self) -> None:
        """Acknowledge only what another server has, too (https://www.postgresql.org/docs/current/warm-standby.html)."""
        with (self.folder / "data" / "postgresql.auto.conf").open("a") as settings:
            settings.write("synchronous_standby_names = '*'\n")
        self.run("pg_ctl", "reload", "-D", "data")
        while "*" not in self.run("psql", *self.address, "-d", "postgres", "-Atc", "SHOW synchronous_standby_names"):
            time.sleep(POLL_S)

    def _answers(self) -> bool:
        return subprocess.run([_program("pg_isready"), *self.address, "-q"], check=False).returncode == 0


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """Give an empty server. Raises UsageError naming the Debian package that is missing."""
    with _folder() as folder:
        _run_in(folder, "initdb", "-D", "data", "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        with _running(PostgresServer(folder, free_port())) as server:
            yield server


@contextmanager
def running_standby(leader: PostgresServer) -> Iterator[PostgresServer]:
    """Give a server that follows another by streaming, and can be read.

    From now on the other one acknowledges only what this one has, too.
    """
    with _folder() as folder:
        _run_in(folder, "pg_basebackup", *leader.address, "-D", "data", "--write-recovery-conf", "--checkpoint", "fast")
        with _running(PostgresServer(folder, free_port())) as server:
            leader.wait_for_standby()
            yield server


@contextmanager
def _running(server: PostgresServer) -> Iterator[PostgresServer]:
    with ExitStack() as ending:
        ending.callback(server.stop, "immediate")  # nobody comes back to it
        server.start()
        yield server


@contextmanager
def _folder() -> Iterator[Path]:
    """Give a folder of the user as whom it runs."""
    with tempfile.TemporaryDirectory(prefix="kakanai-postgres-") as name:
        if (user := _user()) is not None:
            shutil.chown(name, user)
        yield Path(name)


def _run_in(folder: Path, program: str, *arguments: str) -> str:
    ran = subprocess.run(
        [_program(program), *arguments], cwd=folder, user=_user(), capture_output=True, text=True, check=False
    )
    if ran.returncode != 0:
        raise UsageError(f"{program} of PostgreSQL failed: {ran.stderr.strip()}")
    return ran.stdout


def _program(name: str) -> str:
    """Return a program of the newest version that is installed; Debian keeps them apart, and off the PATH."""
    versions = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return str(versions[-1]) if versions else find_program(name, package="postgresql")


def _user() -> str | None:
    """Return whom root becomes, as PostgreSQL refuses root; None for everybody else, who stay who they are."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in _UNPRIVILEGED if name in known)
