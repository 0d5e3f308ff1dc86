"""Warnings that senders were given, kept with their submissions."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; of what was submitted before nobody knows how many there were."""
    for column in (sa.Column("warned", sa.Integer), sa.Column("warnings", sa.Text)):
        op.add_column("submissions", column)


def downgrade() -> None:
    """Drop them."""
    for name in ("warnings", "warned"):
        op.drop_column("submissions", name)
