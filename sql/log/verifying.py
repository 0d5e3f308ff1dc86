"""Whether the chain of the log is whole: each entry says what it said, and leans on the one before.

Who could change the structure of the database could take the triggers off, change an entry and write
all digests after it anew. That shows only against a head that was noted elsewhere: in a backup, on a
paper, by whoever asks for it now and then.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from metrics.access.entry import Head
from metrics.errors import UserError
from sql.database import chain
from sql.database.chain import SIGNED, START
from sql.models.log import LOG

BEGINNING = Head(0, START)
"""The head of a log in which nothing is."""
COLUMNS = (*SIGNED, "digest")
"""What a row is asked for, in this order."""
AT_ONCE = 5_000
SHORTEST = 8
"""So much of a digest must be noted at least to be held against."""
_AT, _BEFORE = SIGNED.index("at"), SIGNED.index("before")
Row = Sequence[Any]


class LogBroken(UserError):
    """The log is not what was written: the text names the first entry that is wrong, and why."""

    exit_code = 58


def verified(
    rows: Iterable[Row], *, after: Head = BEGINNING, noted: Head | None = None
) -> Head:  # fmt: skip
    """Return the head of a log whose rows (`COLUMNS`, by number) go on after a head that is known.

    `noted` is a head that somebody noted elsewhere.

    Raises:
        LogBroken: at the first entry that is wrong.
    """
    head, last = after, ""
    for row in rows:
        _fits(row, head, last)
        head, last = Head(row[0], row[-1]), row[_AT]
        if noted is not None and head.number == noted.number:
            _as_noted(head, noted)
    if noted is not None and head.number < noted.number:
        raise LogBroken(
            f"操作日志只有{head.number}条，另处记下的是第{noted.number}条：末尾有记录被删去。"
        )
    return head


def _fits(row: Row, head: Head, last: str) -> None:
    number, due = row[0], head.number + 1
    if number != due:
        raise LogBroken(f"操作日志第{due}条不存在（其后是第{number}条）：有记录被删去。")
    if row[_BEFORE] != head.digest:
        raise LogBroken(f"操作日志第{number}条与前一条不衔接：前一条或本条被改动。")
    if chain.digest_of(row[:-1]) != row[-1]:
        raise LogBroken(f"操作日志第{number}条的内容与其摘要不符：内容被改动。")
    if row[_AT] <= last:
        raise LogBroken(f"操作日志第{number}条的时间不晚于前一条：时间被改动。")


def _as_noted(head: Head, noted: Head) -> None:
    if not head.digest.startswith(noted.digest.lower()):
        raise LogBroken(
            f"操作日志第{head.number}条的摘要是{head.digest[:12]}，另处记下的是{noted.digest[:12]}："
            "该条或此前的记录被改写。"
        )


def verify(
    connection: Connection,
    *,
    after: Head = BEGINNING,
    noted: Head | None = None,
    progress: Callable[[int], object] = lambda _number: None,
) -> Head:
    """Return the head of a database's log, after all entries that follow `after` were read and proved.

    `progress` is told the number of the entry that is being read, now and then.

    Raises:
        LogBroken: at the first entry that is wrong.
    """
    query = (
        select(*(LOG.c[name] for name in COLUMNS))
        .where(LOG.c.number > after.number)
        .order_by(LOG.c.number)
    )
    with connection.execute(query, execution_options={"yield_per": AT_ONCE}) as found:
        return verified(_told(found, progress), after=after, noted=noted)


def _told(found: Any, progress: Callable[[int], object]) -> Iterable[Row]:
    for part in found.partitions():
        progress(part[0][0])
        yield from map(tuple, part)


def head(connection: Connection) -> Head:
    """Return where the log ends, unproved; `BEGINNING` where nothing is in it."""
    newest = select(LOG.c.number, LOG.c.digest).order_by(LOG.c.number.desc()).limit(1)
    found = connection.execute(newest).first()
    return BEGINNING if found is None else Head(*found)
