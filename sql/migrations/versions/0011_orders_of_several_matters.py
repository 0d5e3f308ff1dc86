"""Orders of several matters, what their papers said, and the office's own dates in its calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
PLACE, MOMENT, FORM = sa.String(12), sa.String(27), sa.String(36)


def upgrade() -> None:
    """Make the tables; an order from before has one matter, its own, and nothing kept of its paper."""
    op.add_column("orders", sa.Column("printed", sa.Text))
    op.create_table(
        "order_items",
        sa.Column("id", ID, nullable=False),
        sa.Column("order", ID, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("reference", sa.Text),
        sa.Column("project", sa.Text),
        sa.Column("data_date", sa.Date),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_order_items"),
        sa.ForeignKeyConstraint(["order"], ["orders.id"], name="fk_order_items_order"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_order_items_order", "order_items", ["order"])
    op.create_index("ix_order_items_origin", "order_items", ["origin", "reference"])
    _calendar()


def _calendar() -> None:
    op.create_table(
        "calendar_entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("place", PLACE, nullable=False),
        sa.Column("account", sa.BigInteger),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("venue", sa.Text),
        sa.Column("removes", ID),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("form", FORM),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_entries"),
        sa.ForeignKeyConstraint(
            ["removes"], ["calendar_entries.id"], name="fk_calendar_entries_removes"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_calendar_entries_place", "calendar_entries", ["place", "day"])
    op.create_index("ix_calendar_entries_form", "calendar_entries", ["form"], unique=True)


def downgrade() -> None:
    """Drop them; the matters of orders and the office's own dates are lost."""
    op.drop_table("calendar_entries")
    op.drop_table("order_items")
    op.drop_column("orders", "printed")
