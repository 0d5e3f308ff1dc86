"""Which account wrote down what happened to an order or a promise: who answered does not confirm."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = ("order_events", "promise_events")


def upgrade() -> None:
    """Add the column; an event from before is told by the name that signed it."""
    for table in TABLES:
        op.add_column(
            table, sa.Column("account", sa.BigInteger().with_variant(sa.Integer, "sqlite"))
        )


def downgrade() -> None:
    """Drop it."""
    for table in TABLES:
        op.drop_column(table, "account")
