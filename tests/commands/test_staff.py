"""Accounts from the command line: the password is never an argument, and never printed."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from commands.staff import staff
from kiosk.errors import AccountLocked, BadAccountName, KakanaiError, UnknownAccount, WeakPassword, WrongPassword
from kiosk.staff import MOST_FAILURES, Account, Role
from kiosk.storage.accounts import SqlAccounts
from kiosk.storage.database import Database

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


def check(url: str, password: str) -> Account:
    with closing(Database(url)) as database:
        return SqlAccounts(database).check("hanako", password)


def test_the_first_account_comes_from_the_command_line(run: Run, url: str) -> None:
    added = run("add", "hanako", "--role", "admin", "--json", typed=f"{PASSWORD}\n")
    expected = {"name": "hanako", "role": "admin", "disabled": False, "locked": False, "failures": 0}
    assert json.loads(added.stdout) == expected
    assert check(url, PASSWORD).role is Role.ADMIN


def test_a_clerk_is_what_one_is_unless_said_otherwise(run: Run) -> None:
    assert "窓口" in run("add", "hanako", typed=f"{PASSWORD}\n").stdout
    assert json.loads(run("list", "--json").stdout)[0]["role"] == "clerk"


def test_no_command_prints_a_password(run: Run) -> None:
    said = [run("add", "hanako", typed=f"{PASSWORD}\n"), run("list"), run("list", "--json")]
    said.append(run("password", "hanako", typed=f"{PASSWORD}!\n"))
    assert all(PASSWORD not in result.output and "argon2" not in result.output for result in said)


@pytest.mark.parametrize(
    ("arguments", "typed", "error"),
    [
        (("add", "taro"), "short\n", WeakPassword),
        (("add", "taro"), "", WeakPassword),
        (("add", "花子"), f"{PASSWORD}\n", BadAccountName),
        (("disable", "nobody"), "", UnknownAccount),
        (("password", "nobody"), f"{PASSWORD}\n", UnknownAccount),
    ],
)
def test_what_cannot_be_is_an_error_of_its_own(
    run: Run, arguments: tuple[str, ...], typed: str, error: type[KakanaiError]
) -> None:
    assert isinstance(run(*arguments, typed=typed).exception, error)


def test_an_account_is_disabled_and_enabled(run: Run, url: str) -> None:
    run("add", "hanako", typed=f"{PASSWORD}\n")
    assert json.loads(run("disable", "hanako", "--json").stdout)["disabled"]
    with pytest.raises(WrongPassword):
        check(url, PASSWORD)
    run("enable", "hanako")
    assert check(url, PASSWORD).name == "hanako"


def test_a_locked_account_is_unlocked_or_gets_a_new_password(run: Run, url: str) -> None:
    run("add", "hanako", typed=f"{PASSWORD}\n")
    for act in (("unlock", "hanako"), ("password", "hanako")):
        for _ in range(MOST_FAILURES):
            with suppress(WrongPassword):
                check(url, "something else")
        with pytest.raises(AccountLocked):
            check(url, PASSWORD)
        assert not json.loads(run(*act, "--json", typed=f"{PASSWORD}\n").stdout)["locked"]
        assert check(url, PASSWORD).name == "hanako"


def test_nobody_is_listed_where_there_is_nobody(run: Run) -> None:
    assert "まだいません" in run("list").stdout
    assert run("list", "--json").stdout == "[]\n"


@pytest.mark.parametrize(("again", "status", "said"), [(PASSWORD, 0, "hanako"), ("something else", 1, "ちがっています")])
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
