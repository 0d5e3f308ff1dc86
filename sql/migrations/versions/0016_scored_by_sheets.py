"""What the office enters for a score sheet (考核细则): targets, points given by hand, self-evaluation."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TABLES = ("sheet_targets", "hand_scores", "self_scores")


def upgrade() -> None:
    """Make the tables; nothing is entered yet."""
    _table(
        "sheet_targets",
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    _table(
        "hand_scores",
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("scorer", sa.Text, nullable=False),
        sa.Column("scored_on", sa.Date, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    _table(
        "self_scores",
        sa.Column("unit", sa.String(12), nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("explanation", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _table(name: str, *said: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("id", ID, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("region", sa.String(12), nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        *said,
        sa.Column("account", ID, nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("form", sa.String(36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{name}_region", name, ["sheet", "year", "region"])
    op.create_index(f"ix_{name}_form", name, ["form"])
