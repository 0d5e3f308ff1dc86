"""The form that each row of the office's book was sent with: one form, one row."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    "meetings", "meeting_entries", "promises", "promise_events", "orders", "order_events", "cases",
    "case_events",
)  # fmt: skip


def upgrade() -> None:
    """Add the form; rows that stand already have none."""
    for table in TABLES:
        op.add_column(table, sa.Column("form", sa.String(36)))
        op.create_index(f"ix_{table}_form", table, ["form"], unique=True)


def downgrade() -> None:
    """Forget the forms; no row goes."""
    for table in TABLES:
        op.drop_index(f"ix_{table}_form", table)
        op.drop_column(table, "form")
