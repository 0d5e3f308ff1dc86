"""Changes of divisions (区划调整): who took over from whom, from which day, by which document."""

from sqlalchemy import Column, Date, ForeignKey, Index, Table, Text, UniqueConstraint

from sql.models.base import FORM, ID, METADATA, MOMENT, PLACE, WHAT, counted_as

DIVISION_CHANGES = Table(
    "division_changes",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("kind", Text, nullable=False),  # renamed, recoded, moved, merged, split
    Column("since", Date, nullable=False),
    Column("document", Text, nullable=False),
    Column("note", Text),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_division_changes_since", "since"),
    Index("ix_division_changes_form", "form", unique=True),
    info=counted_as("区划调整", "次"),
    sqlite_autoincrement=True,
)
# A division that goes on under its own code succeeds itself.
DIVISION_SUCCESSORS = Table(
    "division_successors",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("change", ID, ForeignKey("division_changes.id"), nullable=False),
    Column("old", PLACE, nullable=False),
    Column("new", PLACE, nullable=False),
    UniqueConstraint("change", "old", "new"),
    info=counted_as("区划承接关系", "条"),
    sqlite_autoincrement=True,
)
DIVISION_CHANGE_EVENTS = Table(
    "division_change_events",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("change", ID, ForeignKey("division_changes.id"), nullable=False),
    Column("kind", Text, nullable=False),  # carried out, revoked
    Column("text", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_division_change_events_change", "change"),
    Index("ix_division_change_events_form", "form", unique=True),
    info=counted_as("区划调整办理记录", "条"),
    sqlite_autoincrement=True,
)
DIVISIONS_CHANGED = (DIVISION_CHANGES, DIVISION_SUCCESSORS, DIVISION_CHANGE_EVENTS)
