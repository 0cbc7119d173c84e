"""Who may do what in the database: one PostgreSQL role for each surface, with no more than the surface needs."""

from collections.abc import Iterator, Mapping
from enum import Enum

from sqlalchemy import text

from kiosk.storage.database import Database
from kiosk.storage.schema import metadata, revision


class Right(Enum):
    """What may be done with the rows of a table; in the words of SQL."""

    READ = "SELECT"
    ADD = "INSERT"
    CHANGE = "UPDATE"
    REMOVE = "DELETE"


_R, _A, _C, _D = Right.READ, Right.ADD, Right.CHANGE, Right.REMOVE
Rights = Mapping[str, frozenset[Right]]
"""By table."""

ROLES: Mapping[str, Rights] = {
    "kakanai_lobby": {
        "tickets": frozenset({_R, _A, _C}),
        "changes": frozenset({_R, _A}),
        "windows": frozenset({_R}),
        "clerk_calls": frozenset({_R, _A, _D}),
        "tallies": frozenset({_R, _A, _C}),
    },
    "kakanai_board": {
        "tickets": frozenset({_R}),
        "changes": frozenset({_R}),
        "windows": frozenset({_R}),
        "clerk_calls": frozenset({_R}),
    },
    "kakanai_counter": {
        "tickets": frozenset({_R, _A, _C}),
        "changes": frozenset({_R, _A}),
        "windows": frozenset({_R, _A, _C, _D}),
        "clerk_calls": frozenset({_R, _A, _D}),
        "accounts": frozenset({_R, _A, _C}),
        "scans": frozenset({_R, _A}),
        "marks": frozenset({_R, _A}),
        "tallies": frozenset({_R}),
    },
    "kakanai_manager": {
        "tickets": frozenset({_R}),
        "changes": frozenset({_R}),
        "windows": frozenset({_R}),
        "scans": frozenset({_R}),
        "marks": frozenset({_R}),
        "tallies": frozenset({_R}),
    },
}
"""The lobby takes numbers, the board reads them, the counter calls, a manager counts. History is never rewritten."""

_STAFF = "who"
"""The column that names a member of staff, in whatever table; only the counter reads it."""
_KNOWS_STAFF = "kakanai_counter"


def statements() -> tuple[str, ...]:
    """Return the SQL that makes the roles and gives them these rights and no others; run again it changes nothing."""
    return (*_closed(), *(statement for role, rights in ROLES.items() for statement in _role(role, rights)))


def granted(role: str, table: str, rights: frozenset[Right]) -> tuple[str, ...]:
    """Return rights in the words of SQL, with columns where not all of them are meant."""
    columns = metadata.tables[table].c
    seen = ", ".join(f'"{column.name}"' for column in columns if column.name != _STAFF)
    hides = role != _KNOWS_STAFF and _STAFF in columns
    return tuple(
        f"{right.value} ({seen})" if hides and right is Right.READ else right.value
        for right in sorted(rights, key=lambda right: right.value)
    )


def apply(database: Database) -> None:
    """Run it. Raises StoreUnavailable when whoever we are there may not."""
    with database.writing() as connection:
        for statement in statements():
            connection.execute(text(statement))


def _closed() -> Iterator[str]:
    """Take away what everybody may."""
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC"


def _role(role: str, rights: Rights) -> Iterator[str]:
    yield (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}')"
        f" THEN CREATE ROLE {role} LOGIN; END IF; END $$"
    )
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}"
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT SELECT ON {revision.name} TO {role}"
    for table, allowed in rights.items():
        yield f"GRANT {', '.join(granted(role, table, allowed))} ON {table} TO {role}"
        if Right.ADD in allowed and "id" in metadata.tables[table].c:
            yield f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {role}"
