"""What a counter needs: longer states, since when and how often called, who did it; windows, accounts, sheets, sums."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_SINCE = """
UPDATE tickets SET since = coalesce((
    SELECT max(moment) FROM changes
    WHERE changes.day = tickets.day AND changes.letter = tickets.letter AND changes.serial = tickets.serial
), taken)
"""
_CALLS = """
UPDATE tickets SET calls = (
    SELECT count(*) FROM changes
    WHERE changes.day = tickets.day AND changes.letter = tickets.letter AND changes.serial = tickets.serial
      AND act = 'call' AND id > coalesce((
        SELECT max(waited.id) FROM changes AS waited
        WHERE waited.day = tickets.day AND waited.letter = tickets.letter AND waited.serial = tickets.serial
          AND waited.state = 'waiting'
      ), 0)
)
"""


def upgrade() -> None:
    # First of all: what follows asks for the history of each ticket, of all years
    op.create_index("changes_by_ticket", "changes", ["day", "letter", "serial"])
    _widen_tickets()
    _sign_changes()
    op.drop_table("schema_version")
    _seat_staff()
    _note_sheets()
    _sum_up()


def _widen_tickets() -> None:
    with op.batch_alter_table("tickets") as tickets:
        tickets.alter_column("state", existing_type=sa.String(8), type_=sa.String(16), existing_nullable=False)
        tickets.add_column(sa.Column("since", sa.DateTime(timezone=True)))
        tickets.add_column(sa.Column("calls", sa.Integer))
        tickets.add_column(sa.Column("event", sa.String(64)))
    op.execute(_SINCE)
    op.execute(_CALLS)
    with op.batch_alter_table("tickets") as tickets:
        tickets.alter_column("since", existing_type=sa.DateTime(timezone=True), nullable=False)
        tickets.alter_column("calls", existing_type=sa.Integer, nullable=False)
    op.create_index("tickets_by_arrival", "tickets", ["day", "arrival"])
    op.drop_index("tickets_by_state", "tickets")
    op.create_index("tickets_by_state", "tickets", ["state", "day"])


def _sign_changes() -> None:
    """Nobody had noted who it was."""
    with op.batch_alter_table("changes") as changes:
        for column in ("act", "state"):
            changes.alter_column(column, existing_type=sa.String(8), type_=sa.String(16), existing_nullable=False)
        changes.add_column(sa.Column("who", sa.String(128)))
    op.execute("UPDATE changes SET who = 'unknown'")
    with op.batch_alter_table("changes") as changes:
        changes.alter_column("who", existing_type=sa.String(128), nullable=False)


def _seat_staff() -> None:
    op.create_table(
        "windows",
        sa.Column("window", sa.String(16), primary_key=True),
        sa.Column("desks", sa.JSON, nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "accounts",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password", sa.String(256), nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
    )


def _note_sheets() -> None:
    op.create_table(
        "scans",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False, index=True),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("window", sa.String(16)),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "marks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False, index=True),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("desk", sa.String(64)),
        sa.Column("event", sa.String(64)),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("window", sa.String(16)),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
    )


def _sum_up() -> None:
    op.create_table(
        "tallies",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("what", sa.String(32), primary_key=True),
        sa.Column("event", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
