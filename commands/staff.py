"""``kakanai staff``: who may sign in to the counter page."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from commands import serving
from commands.city import SAMPLE, City, Database, Json, Language, words_in
from kiosk.errors import PasswordsDiffer
from kiosk.lettering.ruby import plain
from kiosk.ports import Accounts
from kiosk.staff import Account, Role, account_name
from kiosk.storage import database as storage
from kiosk.storage.accounts import SqlAccounts
from kiosk.words import Words

staff = typer.Typer(no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="a-z, 0-9, '.', '_' and '-', at most 32.")]
AsRole = Annotated[Role, typer.Option("--role", help="What the account may do.")]


@staff.callback()
def all_staff() -> None:
    """Who may sign in to the counter page. Passwords are typed twice, or come as one line of standard input."""


@staff.command()
def add(
    name: Name,
    *,
    role: AsRole = Role.CLERK,
    city: City = SAMPLE,
    database: Database = "",
    as_json: Json = False,
    lang: Language = "ja",
) -> None:
    """Add an account and ask for its password."""
    new = account_name(name)
    with _opened(city, database, lang) as office:
        office.tell(office.accounts.add(new, role, office.new_password()), as_json=as_json)


@staff.command("list")
def list_all(*, city: City = SAMPLE, database: Database = "", as_json: Json = False, lang: Language = "ja") -> None:
    """List all accounts, also those that are disabled."""
    with _opened(city, database, lang) as office:
        accounts = office.accounts.all()
        if as_json:
            typer.echo(json.dumps([_described(account) for account in accounts]))
        else:
            typer.echo("\n".join(map(office.line, accounts)) or office.word("counter.accounts.nobody"))


def _add(name: str, act: Callable[["_Office", str], Account], says: str) -> None:
    """Add a command that does one thing with one account and tells what became of it."""

    @staff.command(name, help=says)
    def do(
        account: Name, *, city: City = SAMPLE, database: Database = "", as_json: Json = False, lang: Language = "ja"
    ) -> None:
        with _opened(city, database, lang) as office:
            office.tell(act(office, account_name(account)), as_json=as_json)


_add("disable", lambda office, name: office.accounts.disable(name), "Let an account sign in no longer.")
_add("enable", lambda office, name: office.accounts.enable(name), "Let a disabled account sign in again.")
_add("unlock", lambda office, name: office.accounts.unlock(name), "Unlock an account after ten wrong passwords.")
_add("password", lambda office, name: office.set_password(name), "Give an account a new password; unlocks it.")


@dataclass(frozen=True)
class _Office:
    """The accounts, and the words in which they are told."""

    accounts: Accounts
    words: Words

    def set_password(self, name: str) -> Account:
        self.accounts.find(name)
        return self.accounts.set_password(name, self.new_password())

    def new_password(self) -> str:
        """Return what was typed twice, or the one line that a program sent."""
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\r\n")
        typed = getpass(f"{self.word('counter.password.new')}: ")
        if getpass(f"{self.word('counter.password.again')}: ") != typed:
            raise PasswordsDiffer
        return typed

    def tell(self, account: Account, *, as_json: bool) -> None:
        typer.echo(json.dumps(_described(account)) if as_json else self.line(account))

    def line(self, account: Account) -> str:
        state = self.word(f"counter.accounts.is.{_state(account)}")
        return f"{account.name}  {self.word(f'counter.role.{account.role.value}')}  {state}"

    def word(self, key: str) -> str:
        return plain(self.words[key])


def _state(account: Account) -> str:
    return "disabled" if account.disabled else "locked" if account.is_locked else "open"


def _described(account: Account) -> dict[str, object]:
    """Return what ``--json`` prints of an account."""
    return {
        "name": account.name,
        "role": account.role.value,
        "disabled": account.disabled,
        "locked": account.is_locked,
        "failures": account.failures,
    }


@contextmanager
def _opened(city: Path, database: str, language: str) -> Iterator[_Office]:
    content = serving.Served(city).content
    with closing(storage.Database(database or content.settings.kiosk.database)) as opened:
        yield _Office(SqlAccounts(opened), words_in(content, language))
