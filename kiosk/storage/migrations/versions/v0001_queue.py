"""Tickets, every change of them, and kiosks that call a clerk: the first schema that was in use."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    version = op.create_table("schema_version", sa.Column("version", sa.Integer, primary_key=True))
    op.bulk_insert(version, [{"version": 1}])
    op.create_table(
        "tickets",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("letter", sa.String(1), primary_key=True),
        sa.Column("serial", sa.Integer, primary_key=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("route", sa.JSON, nullable=False),
        sa.Column("at", sa.String(64)),
        sa.Column("window", sa.String(16)),
        sa.Column("priority", sa.Boolean, nullable=False),
        sa.Column("taken", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called", sa.DateTime(timezone=True)),
        sa.Column("arrival", sa.Integer),
        sa.Column("paper", sa.Boolean, nullable=False),
        sa.Column("reference", sa.String(16), nullable=False, unique=True),
        sa.Column("holder", sa.String(128), nullable=False),
        sa.Index("tickets_by_state", "day", "state"),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("letter", sa.String(1), nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("act", sa.String(8), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("desk", sa.String(64)),
        sa.Column("window", sa.String(16)),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["day", "letter", "serial"], ["tickets.day", "tickets.letter", "tickets.serial"]),
    )
    op.create_table(
        "clerk_calls",
        sa.Column("kiosk", sa.String(64), primary_key=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )
