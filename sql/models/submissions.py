"""Submissions (报送): one accepted workbook of one reporting unit with a data date."""

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from sql.models.base import ID, METADATA, MOMENT, PLACE, counted_as

# `accepted_at` is text in UTC, "2023-07-28T09:30:00.000000Z": the same on both databases, and in
# order as text. It grows strictly with `id` (`sql/reported/submissions.py`), so "known at a moment" is a
# bound on `id`.
SUBMISSIONS = Table(
    "submissions",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("unit", PLACE, nullable=False),
    Column("data_date", Date, nullable=False),
    Column("accepted_at", MOMENT, nullable=False),
    Column("sent_by", Text),
    Column("file_name", Text, nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("removed", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Index("ix_submissions_unit_data_date", "unit", "data_date"),
    info=counted_as("报送", "份"),
    # A number given away is never given again, even if the last submission's rows were deleted
    # by hand: caches are keyed by the newest id.
    sqlite_autoincrement=True,
)
