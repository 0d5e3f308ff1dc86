"""Submissions (报送): one accepted workbook of one reporting unit with a data date, and its file."""

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from sql.models.base import ID, METADATA, MOMENT, PLACE, counted_as

# `accepted_at` is text in UTC, "2023-07-28T09:30:00.000000Z": the same on both databases, and in
# order as text. It grows strictly with `id` (`sql/reported/submissions.py`), so "known at a moment" is a
# bound on `id`.
#
# `kind` is what the workbook was said to be: `whole`, all that the unit has, or `part` (增量报送), where
# what is not in it stays. Both are kept alike, as differences from the statement before. A submission
# that `undoes` another (撤回) says nothing itself: from then on both are as if they had never been. It
# has no foreign key, because SQLite adds no such column to a table in use.
# `confirmed` are the questions asked before it was stored that were answered with yes, as JSON.
# `warned` is how many warnings (提示) its sender was given, `warnings` the first of them as JSON: both are
# null where none were looked for (撤销, 撤回, 区划调整) or kept (submissions of earlier versions).
# `account` is whose account sent it: null on the command line, and before there were accounts.
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
    Column("kind", Text, nullable=False, server_default="whole"),
    Column("undoes", ID),
    Column("confirmed", Text),
    Column("warned", Integer),
    Column("warnings", Text),
    Column("account", ID),
    Index("ix_submissions_unit_data_date", "unit", "data_date"),
    Index("ix_submissions_undoes", "undoes", unique=True),
    info=counted_as("报送", "份"),
    # A number given away is never given again, even if the last submission's rows were deleted
    # by hand: caches are keyed by the newest id.
    sqlite_autoincrement=True,
)
# The file as it was sent, once for all submissions with its digest: compressed, in Base64, so that
# backups and both databases keep it as they keep any text.
WORKBOOK_FILES = Table(
    "workbook_files",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("packed", Text, nullable=False),
    Index("ix_workbook_files_sha256", "sha256", unique=True),
    info=counted_as("报送原件", "份"),
    sqlite_autoincrement=True,
)
