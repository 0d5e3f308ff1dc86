"""Rows that the office adds: whole texts, the moment they were written down, and by whom."""

from datetime import UTC, datetime
from typing import TypedDict

from sqlalchemy import Table, and_, insert, or_, select
from sqlalchemy.orm import Session

from metrics.access import acting
from metrics.errors import UserError
from metrics.records.division_code import mistake
from metrics.records.printable import objection, tidied
from sql.database.moments import written

LONGEST = 2_000


class EntryRefused(UserError):
    """What was typed into an order, a promise or a meeting cannot be kept as it stands."""

    exit_code = 25


class Entry(TypedDict, total=False):
    """What every entry in the office's book says beside its words: who wrote it (`signed`).

    `at` is the moment it is written down (left out: now), `form` the form that it came with: a form
    that is sent again writes nothing more.
    """

    by: str | None
    at: datetime | None
    form: str | None


def add(
    session: Session,
    table: Table,
    *,
    by: str | None = None,
    at: datetime | None = None,
    **values: object,
) -> int:
    """Append one row written by somebody (`signed`) at a moment (null: now), and return its number."""
    moment = written(at or datetime.now(UTC))
    row = insert(table).values(at=moment, by=signed(by), **values)
    return int(session.execute(row.returning(table.c.id)).scalar_one())


def signed(by: str | None) -> str:
    """Return who signs: the account that acts; on the command line who is named, else the machine.

    Raises:
        EntryRefused: if the name given cannot be kept.
    """
    who = acting.signed(by)
    return acting.actor().signs if who is None else text(who, "经办人")


def sent_before(
    session: Session, table: Table, form: str | None, after: int = 0, /, **said: object
) -> int | None:
    """Return the number of the row that a form wrote already; null where it is new.

    A form that is sent again by another click is told by its own number (`form`). Whoever saw no
    answer fills it in anew: then the row is told by all that was `said`, to the word; rows up to
    number `after` do not count, because they were answered meanwhile.
    """
    ways = [] if form is None else [table.c.form == form]
    if said:
        same = (table.c[name].is_not_distinct_from(value) for name, value in said.items())
        ways.append(and_(table.c.id > after, *same))
    if not ways:
        return None
    return session.scalar(select(table.c.id).where(or_(*ways)).order_by(table.c.id).limit(1))


def text(typed: str, label: str, *, longest: int | None = LONGEST) -> str:
    """Return what was typed, tidied, without blanks around it.

    Raises:
        EntryRefused: if nothing is left, it is too long, or no paper can print it.
    """
    words = tidied(typed).strip()
    if not words:
        raise EntryRefused(f"“{label}”不能为空，请填写。")
    if longest is not None and len(words) > longest:
        raise EntryRefused(f"“{label}”应在{longest}字以内，现有{len(words)}字。")
    if wrong := objection(words):
        raise EntryRefused(f"“{label}”{wrong}。")
    return words


def line(typed: str, label: str, *, longest: int = LONGEST) -> str:
    """Return what was typed into a field of one line, such as a name, tidied.

    Raises:
        EntryRefused: as `text`, and if there is more than one line, or a tab.
    """
    words = text(typed, label, longest=longest)
    if "\n" in words or "\t" in words:
        raise EntryRefused(f"“{label}”应写在一行内，不能有换行或制表符，请删除后重新填写。")
    return words


def place_code(code: str) -> str:
    """Return a division code; EntryRefused unless it has six digits."""
    if wrong := mistake(code):
        raise EntryRefused(f"{wrong}。")
    return code
