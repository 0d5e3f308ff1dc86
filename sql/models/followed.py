"""What accounts follow (我的关注) and opened last: each one's own matter, told to nobody else."""

from sqlalchemy import Column, Index, String, Table, Text

from sql.models.base import ID, METADATA, MOMENT, counted_as

# `kind` is place or project, `key` its code; `did` is followed, left or opened. Rows are only added: the
# newest of a kind and key that is not `opened` says whether it is followed.
FOLLOWED = Table(
    "followed",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("account", ID, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("key", Text, nullable=False),
    Column("did", String(16), nullable=False),
    Column("at", MOMENT, nullable=False),
    Index("ix_followed_account", "account"),
    info=counted_as("关注和浏览", "条"),
    sqlite_autoincrement=True,
)
