"""Accounts of staff, on every kind of database: argon2id, ten wrong passwords, and nobody told who exists."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import pytest
from argon2 import PasswordHasher

from kiosk.errors import (
    AccountExists,
    AccountLocked,
    BadAccountName,
    KakanaiError,
    StaffError,
    UnknownAccount,
    WeakPassword,
    WrongPassword,
)
from kiosk.staff import LEAST_LETTERS, MOST_FAILURES, Account, Role
from kiosk.storage.accounts import SqlAccounts
from kiosk.storage.database import Database

PASSWORD = "hanamizuki 2026"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with closing(Database(url)) as database:
        yield database


@pytest.fixture
def accounts(database: Database) -> SqlAccounts:
    accounts = SqlAccounts(database, QUICK)
    accounts.add("hanako", Role.CLERK, PASSWORD)
    return accounts


def test_the_right_password_says_who_it_is(accounts: SqlAccounts) -> None:
    assert accounts.check("hanako", PASSWORD) == Account("hanako", Role.CLERK)


@pytest.mark.parametrize(("name", "password"), [("hanako", "something else"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_one_says_nothing(accounts: SqlAccounts, name: str, password: str) -> None:
    with pytest.raises(WrongPassword):
        accounts.check(name, password)


def test_a_password_is_the_same_on_every_keyboard(accounts: SqlAccounts) -> None:
    accounts.set_password("hanako", "ｶﾞｷﾞｸﾞ ｇｅｇｏ 2026")
    assert accounts.check("hanako", "ガギグ gego 2026").name == "hanako"


def test_the_database_holds_argon2id_alone(accounts: SqlAccounts, database: Database) -> None:
    with database.reading() as connection:
        stored = connection.exec_driver_sql("select password from accounts").scalar_one()
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


def test_ten_wrong_ones_in_a_row_lock_it_also_for_the_right_one(accounts: SqlAccounts) -> None:
    for _ in range(MOST_FAILURES):
        with pytest.raises(WrongPassword):
            accounts.check("hanako", "something else")
    with pytest.raises(AccountLocked):
        accounts.check("hanako", PASSWORD)
    accounts.unlock("hanako")
    assert accounts.check("hanako", PASSWORD).failures == 0


def test_the_right_one_forgets_the_wrong_ones(accounts: SqlAccounts) -> None:
    for _ in range(MOST_FAILURES - 1):
        with suppress(WrongPassword):
            accounts.check("hanako", "something else")
    accounts.check("hanako", PASSWORD)
    assert accounts.find("hanako").failures == 0


def test_many_attempts_at_once_are_not_more_than_ten(accounts: SqlAccounts) -> None:
    def attempt(number: int) -> type[KakanaiError]:
        try:
            accounts.check("hanako", f"guess number {number}")
        except StaffError as error:
            return type(error)
        raise AssertionError

    with ThreadPoolExecutor(4) as many:
        told = list(many.map(attempt, range(3 * MOST_FAILURES)))
    assert told.count(WrongPassword) == MOST_FAILURES


def test_a_disabled_account_is_nobodys(accounts: SqlAccounts) -> None:
    accounts.disable("hanako")
    with pytest.raises(WrongPassword):
        accounts.check("hanako", PASSWORD)
    accounts.enable("hanako")
    assert accounts.check("hanako", PASSWORD).name == "hanako"


def test_an_older_hash_is_renewed_by_the_right_password(accounts: SqlAccounts, database: Database) -> None:
    stronger = SqlAccounts(database, PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    stronger.check("hanako", PASSWORD)
    with database.reading() as connection:
        stored = connection.exec_driver_sql("select password from accounts").scalar_one()
    assert ",t=2," in stored
    assert stronger.check("hanako", PASSWORD).name == "hanako"


def test_a_name_is_given_once(accounts: SqlAccounts) -> None:
    with pytest.raises(AccountExists):
        accounts.add("Hanako", Role.ADMIN, PASSWORD)


@pytest.mark.parametrize("name", ["", "花子", "a b", "-a", "a" * 33, "<b>"])
def test_a_name_can_be_typed_everywhere(accounts: SqlAccounts, name: str) -> None:
    with pytest.raises(BadAccountName):
        accounts.add(name, Role.CLERK, PASSWORD)


@pytest.mark.parametrize("password", ["", "x" * (LEAST_LETTERS - 1)])
def test_a_password_has_ten_letters(accounts: SqlAccounts, password: str) -> None:
    with pytest.raises(WeakPassword):
        accounts.add("taro", Role.CLERK, password)
    with pytest.raises(WeakPassword):
        accounts.set_password("hanako", password)


def test_who_does_not_exist_is_said_to_be_so(accounts: SqlAccounts) -> None:
    for act in (accounts.find, accounts.disable, accounts.enable, accounts.unlock):
        with pytest.raises(UnknownAccount):
            act("nobody")


def test_all_are_listed_by_name(accounts: SqlAccounts) -> None:
    accounts.add("aoi", Role.MANAGER, PASSWORD)
    assert [(account.name, account.role) for account in accounts.all()] == [
        ("aoi", Role.MANAGER),
        ("hanako", Role.CLERK),
    ]


@pytest.mark.parametrize("role", list(Role))
def test_a_role_covers_itself_and_those_before_it(role: Role) -> None:
    order = list(Role)
    assert [role.covers(other) for other in order] == [order.index(other) <= order.index(role) for other in order]
