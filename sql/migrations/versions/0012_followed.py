"""What accounts follow (我的关注) and opened last."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nobody follows anything yet."""
    op.create_table(
        "followed",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False,
        ),
        sa.Column("account", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("did", sa.String(16), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_followed"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_followed_account", "followed", ["account"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("followed")
