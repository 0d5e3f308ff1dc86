"""Official numbers of papers, kept with every print that was made."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.String(27)


def upgrade() -> None:
    """Make the tables; a place's first paper then begins with the number of its data date."""
    op.create_table(
        "issued_papers",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("place", sa.String(12), nullable=False),
        sa.Column("data_date", sa.Date, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_issued_papers"),
        sa.UniqueConstraint("kind", "place", "data_date", name="uq_issued_papers"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_issued_papers_number", "issued_papers", ["kind", "place", "year", "number"], unique=True
    )
    op.create_table(
        "paper_prints",
        sa.Column("id", ID, nullable=False),
        sa.Column("paper", ID, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_paper_prints"),
        sa.ForeignKeyConstraint(["paper"], ["issued_papers.id"], name="fk_paper_prints_paper"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_paper_prints_paper", "paper_prints", ["paper"])


def downgrade() -> None:
    """Drop the tables; numbers are counted again by data date."""
    op.drop_table("paper_prints")
    op.drop_table("issued_papers")
