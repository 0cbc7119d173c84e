"""Accounts from the command line: the password is never an argument, and never printed."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import Result
from typer.testing import CliRunner

from commands.staff import staff
from kiosk.errors import BadAccountName, KakanaiError, UnknownAccount, WeakPassword, WrongPassword
from kiosk.staff import MOST_FAILURES, Role
from kiosk.storage.accounts import SqlAccounts
from kiosk.storage.database import Database

pytestmark = pytest.mark.usefixtures("served_city")

Run = Callable[..., Result]

PASSWORD = "hanamizuki 2026"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/staff.db"


@pytest.fixture
def run(url: str) -> Run:
    def run(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(staff, [*arguments, "--database", url], input=typed)

    return run


@pytest.fixture
def accounts(url: str) -> Iterator[SqlAccounts]:
    with closing(Database(url)) as database:
        yield SqlAccounts(database, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def test_the_first_account_comes_from_the_command_line(run: Run, accounts: SqlAccounts) -> None:
    added = run("add", "hanako", "--role", "admin", "--json", typed=f"{PASSWORD}\n")
    expected = {"name": "hanako", "role": "admin", "disabled": False, "locked": False, "failures": 0}
    assert json.loads(added.stdout) == expected
    assert accounts.check("hanako", PASSWORD).role is Role.ADMIN


def test_a_clerk_is_what_one_is_unless_said_otherwise_and_no_password_is_printed(run: Run) -> None:
    said = [run("add", "hanako", typed=f"{PASSWORD}\n").output, run("list").output, run("list", "--json").output]
    assert "窓口" in said[0]
    assert json.loads(said[2])[0]["role"] == "clerk"
    assert all(PASSWORD not in output and "argon2" not in output for output in said)


@pytest.mark.parametrize(
    ("arguments", "typed", "error"),
    [
        (("add", "taro"), "", WeakPassword),
        (("add", "花子"), f"{PASSWORD}\n", BadAccountName),
        (("password", "nobody"), f"{PASSWORD}\n", UnknownAccount),
    ],
)
def test_what_cannot_be_is_an_error_of_its_own(
    run: Run, arguments: tuple[str, ...], typed: str, error: type[KakanaiError]
) -> None:
    assert isinstance(run(*arguments, typed=typed).exception, error)


def test_an_account_is_disabled_and_enabled(run: Run, accounts: SqlAccounts) -> None:
    accounts.add("hanako", Role.CLERK, PASSWORD)
    assert json.loads(run("disable", "hanako", "--json").stdout)["disabled"]
    assert accounts.find("hanako").disabled
    run("enable", "hanako")
    assert accounts.check("hanako", PASSWORD).name == "hanako"


@pytest.mark.parametrize("act", ["unlock", "password"])
def test_a_locked_account_is_unlocked_or_gets_a_new_password(run: Run, accounts: SqlAccounts, act: str) -> None:
    accounts.add("hanako", Role.CLERK, PASSWORD)
    for _ in range(MOST_FAILURES):
        with suppress(WrongPassword):
            accounts.check("hanako", "something else")
    assert accounts.find("hanako").is_locked
    run(act, "hanako", typed=f"{PASSWORD}\n")
    assert accounts.check("hanako", PASSWORD).name == "hanako"


@pytest.mark.parametrize(
    ("again", "status", "said"), [(PASSWORD, 0, "hanako"), ("something else", 1, "ちがっています")]
)
def test_at_a_terminal_it_is_typed_twice_and_not_shown(url: str, again: str, status: int, said: str) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, str(ROOT / "main.py"), "staff", "add", "hanako", "--database", url]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True) as process:
        os.close(theirs)
        shown = "".join(_answer(ours, typed) for typed in (PASSWORD, again)) + _shown(ours, "")
        assert process.wait() == status
    os.close(ours)
    assert said in shown
    assert PASSWORD not in shown


def _answer(terminal: int, typed: str) -> str:
    """Type this once it is asked for: what was typed before is thrown away by whoever asks for a password."""
    asked = _shown(terminal, ": ")
    os.write(terminal, f"{typed}\n".encode())
    return asked


def _shown(terminal: int, until: str) -> str:
    """Return what a terminal shows, until it ends like this; with nothing to end like, until nobody writes any more."""
    shown = b""
    with suppress(OSError):  # EIO: nobody does
        while not until or not shown.endswith(until.encode()):
            shown += os.read(terminal, 1024)
    return shown.decode()
