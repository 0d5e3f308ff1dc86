"""The library of cases (经验案例): its cases and what happened to them, only ever added to."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text, UniqueConstraint

from sql.models.base import FORM, ID, METADATA, MOMENT, WHAT, counted_as

CASES = Table(
    "cases",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("theme", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("indicators", Text, nullable=False),  # codes parted by a blank, A07.1 or A07
    Column("source", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    UniqueConstraint("theme", "place", "summary"),
    Index("ix_cases_form", "form", unique=True),
    info=counted_as("经验案例", "条"),
    sqlite_autoincrement=True,
)
# The five texts are those from then on; a withdrawal has none of its own.
CASE_EVENTS = Table(
    "case_events",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("case", ID, ForeignKey("cases.id"), nullable=False),
    Column("kind", Text, nullable=False),  # corrected, withdrawn, restored
    Column("theme", Text),
    Column("place", Text),
    Column("summary", Text),
    Column("indicators", Text),
    Column("source", Text),
    Column("text", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_case_events_case", "case"),
    Index("ix_case_events_form", "form", unique=True),
    info=counted_as("经验案例更正记录", "条"),
    sqlite_autoincrement=True,
)
