"""Sealed evaluations (封账轮次), what happened to them, and objections (异议) to their figures."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TABLES = (
    "seal_files",
    "rounds",
    "round_events",
    "objections",
    "objection_files",
    "objection_events",
)


def upgrade() -> None:
    """Make the tables; nothing is sealed yet."""
    _seal_files()
    _rounds()
    _round_events()
    _objections()
    _objection_files()
    _objection_events()


def downgrade() -> None:
    """Drop them."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _seal_files() -> None:
    op.create_table(
        "seal_files",
        sa.Column("id", ID, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("packed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_seal_files"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_seal_files_sha256", "seal_files", ["sha256"], unique=True)


def _rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", ID, nullable=False),
        sa.Column("place", sa.String(12), nullable=False),
        sa.Column("data_date", sa.Date, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("rules_on", sa.Date, nullable=False),
        sa.Column("standard", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("log_number", ID, nullable=False),
        sa.Column("replaces", ID, nullable=True),
        sa.Column("account", ID, nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("form", sa.String(36), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
        sa.ForeignKeyConstraint(["replaces"], ["rounds.id"], name="fk_rounds_replaces"),
        sa.UniqueConstraint("place", "year", "number", name="uq_rounds"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rounds_form", "rounds", ["form"], unique=True)
    op.create_index("ix_rounds_replaces", "rounds", ["replaces"])


def _round_events() -> None:
    op.create_table(
        "round_events",
        sa.Column("id", ID, nullable=False),
        sa.Column("round", ID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("account", ID, nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("form", sa.String(36), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_round_events"),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_round_events_round"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_round_events_form", "round_events", ["form"], unique=True)
    op.create_index("ix_round_events_round", "round_events", ["round"])


def _objections() -> None:
    op.create_table(
        "objections",
        sa.Column("id", ID, nullable=False),
        sa.Column("round", ID, nullable=False),
        sa.Column("unit", sa.String(12), nullable=False),
        sa.Column("code", sa.String(14), nullable=False),
        sa.Column("figure", sa.Text, nullable=False),
        sa.Column("region", sa.String(12), nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("account", ID, nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("form", sa.String(36), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_objections"),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_objections_round"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_objections_form", "objections", ["form"], unique=True)
    op.create_index("ix_objections_round", "objections", ["round"])


def _objection_files() -> None:
    op.create_table(
        "objection_files",
        sa.Column("id", ID, nullable=False),
        sa.Column("objection", ID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("packed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_objection_files"),
        sa.ForeignKeyConstraint(
            ["objection"], ["objections.id"], name="fk_objection_files_objection"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_objection_files_objection", "objection_files", ["objection"])


def _objection_events() -> None:
    op.create_table(
        "objection_events",
        sa.Column("id", ID, nullable=False),
        sa.Column("objection", ID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("round", ID, nullable=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("account", ID, nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("form", sa.String(36), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_objection_events"),
        sa.ForeignKeyConstraint(
            ["objection"], ["objections.id"], name="fk_objection_events_objection"
        ),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_objection_events_round"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_objection_events_form", "objection_events", ["form"], unique=True)
    op.create_index("ix_objection_events_objection", "objection_events", ["objection"])
