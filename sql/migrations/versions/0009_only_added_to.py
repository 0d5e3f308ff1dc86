"""What is only ever added to is kept by the database itself (`sql/migrations/append_only.py`)."""

from alembic import op

from sql.migrations import append_only

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the triggers on; whoever migrates puts them on again after each later step."""
    append_only.keep(op.get_bind())


def downgrade() -> None:
    """Take them off."""
    append_only.lift(op.get_bind())
