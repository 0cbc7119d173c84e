"""The tables: tickets, every change of them, and kiosks that call a clerk. Nothing about a person."""

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

VERSION = 1


class Instant(TypeDecorator[datetime]):
    """An aware moment. SQLite keeps no zone, so that it is stored, and comes back, in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value


metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

tickets = Table(
    "tickets",
    metadata,
    Column("day", Date, primary_key=True),
    Column("letter", String(1), primary_key=True),
    Column("serial", Integer, primary_key=True),
    Column("state", String(8), nullable=False),
    Column("route", JSON, nullable=False),
    Column("at", String(64)),
    Column("window", String(16)),
    Column("priority", Boolean, nullable=False, default=False),
    Column("taken", Instant, nullable=False),
    Column("called", Instant),
    Column("arrival", Integer),
    Column("paper", Boolean, nullable=False, default=True),
    Column("reference", String(16), nullable=False, unique=True),
    Column("holder", String(128), nullable=False),
    Index("tickets_by_state", "day", "state"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("letter", String(1), nullable=False),
    Column("serial", Integer, nullable=False),
    Column("act", String(8), nullable=False),
    Column("state", String(8), nullable=False),
    Column("desk", String(64)),
    Column("window", String(16)),
    Column("moment", Instant, nullable=False),
    ForeignKeyConstraint(["day", "letter", "serial"], ["tickets.day", "tickets.letter", "tickets.serial"]),
)

clerk_calls = Table(
    "clerk_calls",
    metadata,
    Column("kiosk", String(64), primary_key=True),
    Column("since", Instant, nullable=False),
)
