"""Parts of workbooks, submissions taken back, files as sent; settings, contacts, reminders, divisions."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT, PLACE, FORM = sa.String(27), sa.String(12), sa.String(36)
NEW = (
    "division_change_events", "division_successors", "division_changes", "reminders",
    "contact_events", "contacts", "settings", "workbook_files",
)  # fmt: skip


def upgrade() -> None:
    """Add the columns and make the tables; what was submitted before were whole workbooks."""
    whole = sa.Column("kind", sa.Text, nullable=False, server_default="whole")
    for column in (whole, sa.Column("undoes", ID), sa.Column("confirmed", sa.Text)):
        op.add_column("submissions", column)
    op.create_index("ix_submissions_undoes", "submissions", ["undoes"], unique=True)
    _files()
    _office()
    _divisions()


def _files() -> None:
    _table(
        "workbook_files",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("packed", sa.Text, nullable=False),
    )
    op.create_index("ix_workbook_files_sha256", "workbook_files", ["sha256"], unique=True)


def _office() -> None:
    _table(
        "settings",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("since", sa.Date),
        sa.Column("document", sa.Text),
        *_written(),
    )
    op.create_index("ix_settings_key", "settings", ["key", "since"])
    op.create_index("ix_settings_form", "settings", ["form"])
    _table(
        "contacts",
        sa.Column("unit", PLACE, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        *_reached(),
        *_written(),
    )
    op.create_index("ix_contacts_unit", "contacts", ["unit"])
    op.create_index("ix_contacts_form", "contacts", ["form"])
    _table(
        "contact_events",
        sa.Column("contact", ID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        *_reached(),
        *_written(),
        sa.ForeignKeyConstraint(["contact"], ["contacts.id"], name="fk_contact_events_contact"),
    )
    op.create_index("ix_contact_events_contact", "contact_events", ["contact"])
    op.create_index("ix_contact_events_form", "contact_events", ["form"])
    _table(
        "reminders",
        sa.Column("place", PLACE, nullable=False),
        sa.Column("unit", PLACE, nullable=False),
        sa.Column("due_for", sa.Date, nullable=False),
        sa.Column("reminded_on", sa.Date, nullable=False),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        *_written(),
    )
    op.create_index("ix_reminders_unit", "reminders", ["unit", "due_for"])
    op.create_index("ix_reminders_form", "reminders", ["form"])


def _divisions() -> None:
    _table(
        "division_changes",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        *_written(),
    )
    op.create_index("ix_division_changes_since", "division_changes", ["since"])
    op.create_index("ix_division_changes_form", "division_changes", ["form"], unique=True)
    _table(
        "division_successors",
        sa.Column("change", ID, nullable=False),
        sa.Column("old", PLACE, nullable=False),
        sa.Column("new", PLACE, nullable=False),
        _of_change("division_successors"),
        sa.UniqueConstraint("change", "old", "new", name="uq_division_successors"),
    )
    _table(
        "division_change_events",
        sa.Column("change", ID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        *_written(),
        _of_change("division_change_events"),
    )
    op.create_index("ix_division_change_events_change", "division_change_events", ["change"])
    op.create_index(
        "ix_division_change_events_form", "division_change_events", ["form"], unique=True
    )


def _table(name: str, *columns: sa.Column[object] | sa.Constraint) -> None:
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{name}")
    op.create_table(
        name, sa.Column("id", ID, nullable=False), *columns, key, sqlite_autoincrement=True
    )


def _reached() -> tuple[sa.Column[object], ...]:
    return tuple(sa.Column(name, sa.Text) for name in ("duty", "phone", "note"))


def _written() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("form", FORM),
    )


def _of_change(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["change"], ["division_changes.id"], name=f"fk_{table}_change")


def downgrade() -> None:
    """Drop all of it; what was taken back would stand again."""
    for name in NEW:
        op.drop_table(name)
    op.drop_index("ix_submissions_undoes", "submissions")
    for name in ("confirmed", "undoes", "kind"):
        op.drop_column("submissions", name)
