"""What happens to a case after it was entered: corrected, withdrawn, taken up again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.String(27)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "case_events",
        sa.Column("id", ID, nullable=False),
        sa.Column("case", ID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("theme", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("summary", sa.Text),
        sa.Column("indicators", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_events"),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_case_events_case"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_events_case", "case_events", ["case"])


def downgrade() -> None:
    """Drop the table; every case stands again as it was first entered."""
    op.drop_table("case_events")
