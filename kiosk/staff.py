"""Who works at the counters: accounts, their roles, and what a password must be."""

import re
from dataclasses import dataclass, field
from enum import Enum
from unicodedata import normalize

from kiosk.errors import BadAccountName, WeakPassword

MOST_FAILURES = 10
"""Wrong passwords in a row after which an account is locked until an admin unlocks it."""

LEAST_LETTERS = 10
MOST_LETTERS = 200
"""Of a password. The upper bound keeps the hash from being fed whole books."""

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")


class Role(Enum):
    """What an account may do; each role may do all that those before it may."""

    CLERK = "clerk"
    MANAGER = "manager"
    ADMIN = "admin"

    def covers(self, wanted: "Role") -> bool:
        """Say whether this role may do what is for the other one."""
        order = list(Role)
        return order.index(self) >= order.index(wanted)


@dataclass(frozen=True)
class Account:
    """One member of staff. ``failures``: wrong passwords since the last right one.

    ``password_mark`` is another one for every password, and tells nothing of it.
    """

    name: str
    role: Role
    disabled: bool = False
    failures: int = 0
    password_mark: str = field(default="", repr=False, compare=False)

    @property
    def is_locked(self) -> bool:
        return self.failures >= MOST_FAILURES


def account_name(typed: str) -> str:
    """Return the name as it is kept. Raises BadAccountName for what is not 1 to 32 of ``a-z 0-9 . _ -``."""
    name = normalize("NFKC", typed).strip().lower()
    if _NAME.fullmatch(name) is None:
        raise BadAccountName
    return name


def password_text(typed: str) -> str:
    """Return the password as it is hashed: the same on every keyboard (NIST SP 800-63B, 3.1.1.2)."""
    return normalize("NFKC", typed)[:MOST_LETTERS]


def check_password(typed: str) -> None:
    """Raise WeakPassword for one that is too short."""
    if len(password_text(typed)) < LEAST_LETTERS:
        raise WeakPassword
