"""Meetings, promises and orders with their events, and the library of cases."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
PLACE, MOMENT = sa.String(12), sa.String(27)
TABLES = (
    "meetings", "meeting_entries", "promises", "promise_events", "orders", "order_events", "cases",
)  # fmt: skip


def upgrade() -> None:
    """Make the tables."""
    _meetings()
    _promises()
    _orders()
    _cases()


def downgrade() -> None:
    """Drop the tables; every meeting, promise, order and case is lost."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _meetings() -> None:
    _table(
        "meetings",
        sa.Column("place", PLACE, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("data_date", sa.Date, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("submission", sa.BigInteger, nullable=False),
        sa.Column("known_at", MOMENT, nullable=False),
        sa.Column("agenda", sa.Text, nullable=False),
    )
    op.create_index("ix_meetings_place", "meetings", ["place", "held_on"])
    _table(
        "meeting_entries",
        sa.Column("meeting", ID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("item", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        points_to={"meeting": "meetings"},
    )
    op.create_index("ix_meeting_entries_meeting", "meeting_entries", ["meeting"])


def _promises() -> None:
    _table(
        "promises",
        sa.Column("meeting", ID, nullable=False),
        sa.Column("item", sa.Text),
        sa.Column("region", PLACE, nullable=False),
        sa.Column("project", sa.Text),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        points_to={"meeting": "meetings"},
    )
    op.create_index("ix_promises_meeting", "promises", ["meeting"])
    _table(
        "promise_events",
        sa.Column("promise", ID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("meeting", ID),
        sa.Column("text", sa.Text, nullable=False),
        points_to={"promise": "promises", "meeting": "meetings"},
    )
    op.create_index("ix_promise_events_promise", "promise_events", ["promise"])


def _orders() -> None:
    _table(
        "orders",
        sa.Column("place", PLACE, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("issued_on", sa.Date, nullable=False),
        sa.Column("region", PLACE, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("reference", sa.Text),
        sa.Column("data_date", sa.Date),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("requirement", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("meeting", ID),
        sa.UniqueConstraint("place", "year", "number", name="uq_orders"),
        points_to={"meeting": "meetings"},
    )
    op.create_index("ix_orders_origin", "orders", ["place", "origin", "reference"])
    _table(
        "order_events",
        sa.Column("order", ID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        points_to={"order": "orders"},
    )
    op.create_index("ix_order_events_order", "order_events", ["order"])


def _cases() -> None:
    _table(
        "cases",
        sa.Column("theme", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("indicators", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.UniqueConstraint("theme", "place", "summary", name="uq_cases"),
    )


def _table(
    name: str, *columns: sa.schema.SchemaItem, points_to: dict[str, str] | None = None
) -> None:
    """Make one table with its number, its columns, and the moment and the hand of each row."""
    op.create_table(
        name,
        sa.Column("id", ID, nullable=False),
        *columns,
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *(
            sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{name}_{column}")
            for column, target in (points_to or {}).items()
        ),
        sqlite_autoincrement=True,
    )
