"""The accounts of staff in the database, their passwords as argon2id writes them (the only importer of argon2)."""

from hashlib import sha256
from secrets import token_hex
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError, VerifyMismatchError
from sqlalchemy import Connection, Row, insert, select, update

from kiosk.errors import AccountExists, AccountLocked, UnknownAccount, WrongPassword
from kiosk.staff import MOST_FAILURES, Account, Role, account_name, check_password, password_text
from kiosk.storage.database import Database
from kiosk.storage.schema import accounts


class SqlAccounts:
    """``kiosk.ports.Accounts`` in a database. What hashes takes a tenth of a second and 64 MiB (RFC 9106, 4)."""

    def __init__(self, database: Database, hasher: PasswordHasher | None = None) -> None:
        self._database = database
        self._hasher = hasher or PasswordHasher()
        self._nobodys = self._hasher.hash(token_hex())

    def all(self) -> tuple[Account, ...]:
        with self._database.reading() as connection:
            return tuple(map(_account, connection.execute(select(accounts).order_by(accounts.c.name))))

    def find(self, name: str) -> Account:
        with self._database.reading() as connection:
            return _account(_row(connection, name))

    def add(self, name: str, role: Role, password: str) -> Account:
        check_password(password)
        account = Account(account_name(name), role)
        hashed = self._hasher.hash(password_text(password))
        with self._database.writing() as connection:
            if connection.execute(select(accounts).where(accounts.c.name == account.name)).first():
                raise AccountExists
            connection.execute(insert(accounts).values(name=account.name, role=role.value, password=hashed))
        return account

    def check(self, name: str, password: str) -> Account:
        """Count the attempt first, so that many at once are not more than one after the other."""
        row = self._attempted(name)
        right = self._is_right(self._nobodys if row is None else row.password, password)
        if row is not None and row.failures >= MOST_FAILURES:
            raise AccountLocked
        if row is None or not right or row.disabled:
            raise WrongPassword
        return self._forgiven(row, password)

    def set_password(self, name: str, password: str) -> Account:
        check_password(password)
        return self._set(name, password=self._hasher.hash(password_text(password)), failures=0)

    def disable(self, name: str) -> Account:
        return self._set(name, disabled=True)

    def enable(self, name: str) -> Account:
        return self._set(name, disabled=False, failures=0)

    def unlock(self, name: str) -> Account:
        return self._set(name, failures=0)

    def _attempted(self, name: str) -> Row[Any] | None:
        """Return the account as it was before this attempt; None: there is none."""
        with self._database.writing() as connection:
            row = connection.execute(select(accounts).where(accounts.c.name == name)).first()
            if row is not None and row.failures < MOST_FAILURES:
                connection.execute(_of(name).values(failures=row.failures + 1))
            return row

    def _is_right(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password_text(password))
        except (VerifyMismatchError, VerificationError):
            return False

    def _forgiven(self, row: Row[Any], password: str) -> Account:
        if self._hasher.check_needs_rehash(row.password):
            return self._set(row.name, failures=0, password=self._hasher.hash(password_text(password)))
        return self._set(row.name, failures=0)

    def _set(self, name: str, **values: object) -> Account:
        with self._database.writing() as connection:
            _row(connection, name)
            connection.execute(_of(name).values(**values))
            return _account(_row(connection, name))


def _of(name: str) -> Any:
    return update(accounts).where(accounts.c.name == name)


def _row(connection: Connection, name: str) -> Row[Any]:
    row = connection.execute(select(accounts).where(accounts.c.name == name)).first()
    if row is None:
        raise UnknownAccount
    return row


def _account(row: Row[Any]) -> Account:
    mark = sha256(row.password.encode()).hexdigest()
    return Account(row.name, Role(row.role), row.disabled, row.failures, mark)
