"""The tables: tickets and every change of them, windows, accounts of staff, counts. Nothing about a resident."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
)

REVISIONS = ("0001", "0002")
"""Every schema that there was, the newest last; ``kiosk.storage.migrations`` leads from each to the next."""


class Instant(TypeDecorator[datetime]):
    """An aware moment. SQLite keeps no zone, so that it is stored, and comes back, in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value


metadata = MetaData()

revision = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Which of REVISIONS a database has. Alembic's own table, and so none of ``metadata``."""

tickets = Table(
    "tickets",
    metadata,
    Column("day", Date, primary_key=True),
    Column("letter", String(1), primary_key=True),
    Column("serial", Integer, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("route", JSON, nullable=False),
    Column("at", String(64)),
    Column("window", String(16)),
    Column("priority", Boolean, nullable=False, default=False),
    Column("taken", Instant, nullable=False),
    Column("called", Instant),
    Column("since", Instant, nullable=False),
    Column("calls", Integer, nullable=False, default=0),
    Column("event", String(64)),
    Column("arrival", Integer),
    Column("paper", Boolean, nullable=False, default=True),
    Column("reference", String(16), nullable=False, unique=True),
    Column("holder", String(128), nullable=False),
    Index("tickets_by_state", "state", "day"),
    Index("tickets_by_arrival", "day", "arrival"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("letter", String(1), nullable=False),
    Column("serial", Integer, nullable=False),
    Column("act", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("desk", String(64)),
    Column("window", String(16)),
    Column("who", String(128), nullable=False),
    Column("moment", Instant, nullable=False),
    ForeignKeyConstraint(["day", "letter", "serial"], ["tickets.day", "tickets.letter", "tickets.serial"]),
    Index("changes_by_ticket", "day", "letter", "serial"),
)

clerk_calls = Table(
    "clerk_calls",
    metadata,
    Column("kiosk", String(64), primary_key=True),
    Column("since", Instant, nullable=False),
)

windows = Table(
    "windows",
    metadata,
    Column("window", String(16), primary_key=True),
    Column("desks", JSON, nullable=False),
    Column("who", String(64), nullable=False),
    Column("opened", Instant, nullable=False),
    Column("seen", Instant, nullable=False),
)
"""Where somebody sits now, and for which desks they call."""

accounts = Table(
    "accounts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("password", String(256), nullable=False),
    Column("disabled", Boolean, nullable=False, default=False),
    Column("failures", Integer, nullable=False, default=0),
)
"""``password`` as argon2 writes it (PHC string)."""

scans = Table(
    "scans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String(64), nullable=False, index=True),
    Column("who", String(64), nullable=False),
    Column("window", String(16)),
    Column("moment", Instant, nullable=False),
)
"""``fingerprint``: a keyed hash of the sheet's text, from which nobody without the key learns anything."""

marks = Table(
    "marks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String(64), nullable=False, index=True),
    Column("stage", String(16), nullable=False),
    Column("desk", String(64)),
    Column("event", String(64)),
    Column("who", String(64), nullable=False),
    Column("window", String(16)),
    Column("moment", Instant, nullable=False),
)
"""受付, 審査, 照合 and 交付 of a sheet, as they are ticked."""

tallies = Table(
    "tallies",
    metadata,
    Column("day", Date, primary_key=True),
    Column("what", String(32), primary_key=True),
    Column("event", String(64), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
)
"""Sums of a day that name nobody: where visits were left, what did not have to be written."""
