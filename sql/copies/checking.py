"""Whether a database is sound: its file, what rows refer to, the order of acceptance, the counts of each submission."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator

from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import DatabaseError

from metrics.errors import UserError
from sql.archive.file import Archive
from sql.archive.manifest import LOG, Manifest, taken
from sql.archive.rows import FILES, SLICE
from sql.archive.shapes import DAY, FLAG, NUMBER, TEXT, Shape, shapes
from sql.copies.taking import source
from sql.database.engine import DatabaseUnavailable
from sql.database.settings import told
from sql.log.verifying import COLUMNS, LogBroken, verified, verify
from sql.migrations import append_only
from sql.models import HISTORIES, WORKBOOK_FILES
from sql.models.base import called
from sql.workbook.originals import Original, OriginalDamaged, unpack

MOST_TOLD = 20
_KEPT_AS = {NUMBER: "integer", FLAG: "integer", DAY: "text", TEXT: "text"}
"""How SQLite, which takes anything in any column, keeps what belongs there."""


class DatabaseNotSound(UserError):
    """A database is damaged, or was changed by another hand; the text lists what was found."""

    exit_code = 41


def sound(url: URL) -> Manifest:
    """Return what a database holds, after all that can be checked was checked.

    Raises:
        DatabaseNotSound: with everything that was found.
        DatabaseNotReady: if there is none, or a newer version made it.
        DatabaseUnavailable: if it cannot be reached.
    """
    try:
        with source(url) as connection:
            return _checked(url, connection)
    except DatabaseUnavailable as error:
        if _damaged(error.__cause__):
            raise _not_sound(url, ["文件已损坏，无法读取"]) from error
        raise


def _checked(url: URL, connection: Connection) -> Manifest:
    found = list(_file_faults(connection))
    if found:  # what a damaged file answers to anything else is worth nothing
        raise _not_sound(url, found)
    found = [fault for faults in _CHECKS for fault in faults(connection)]
    if found:
        raise _not_sound(url, found)
    return taken(connection)


def _not_sound(url: URL, found: list[str]) -> DatabaseNotSound:
    listed = "\n".join(f"　{fault}" for fault in found[:MOST_TOLD])
    more = f"\n　另有{len(found) - MOST_TOLD}处" if len(found) > MOST_TOLD else ""
    return DatabaseNotSound(
        f"{told(url)}检查未通过，请先另存一份留查，再用最近的完好备份恢复：\n{listed}{more}"
    )


def _damaged(cause: BaseException | None) -> bool:
    """Say whether SQLite found its file damaged: the class itself, none of those under it."""
    original = cause.orig if isinstance(cause, DatabaseError) else None
    return type(original) is sqlite3.DatabaseError


def _file_faults(connection: Connection) -> Iterator[str]:
    """Tell what SQLite itself finds wrong in its file, pages and indexes."""
    if connection.dialect.name == "sqlite":
        said = connection.exec_driver_sql(f"PRAGMA integrity_check({MOST_TOLD})").scalars().all()
        yield from (f"文件完整性：{each}" for each in said if each != "ok")


def _references(connection: Connection) -> Iterator[str]:
    """Tell of rows that refer to rows which are not there; PostgreSQL lets none be."""
    if connection.dialect.name != "sqlite":
        return
    broken = Counter(row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check"))
    for table, number in sorted(broken.items()):
        yield f"“{called(table)}”有{number}条指向的记录不存在"


def _kinds(connection: Connection) -> Iterator[str]:
    """Tell of values of another kind than their column: no door of the programme stores one."""
    if connection.dialect.name != "sqlite":
        return
    for shape in shapes(connection):
        yield from _kinds_of(connection, shape)


def _kinds_of(connection: Connection, shape: Shape) -> Iterator[str]:
    quote = connection.dialect.identifier_preparer.quote
    misfits = ", ".join(
        f"coalesce(sum(typeof({quote(name)}) NOT IN ('null', '{_KEPT_AS[kind]}')), 0)"
        for name, kind in shape.columns.items()
    )
    counts = connection.exec_driver_sql(f"SELECT {misfits} FROM {quote(shape.name)}").one()  # noqa: S608
    for name, number in zip(shape.columns, counts, strict=True):
        if number:
            yield f"“{called(shape.name)}”的“{called(shape.name, name)}”列有{number}个值的类型不对"


def _order(connection: Connection) -> Iterator[str]:
    """Tell of submissions whose moment is not after that of the submission before."""
    rows = connection.execute(text("SELECT id, accepted_at FROM submissions ORDER BY id"))
    last = ""
    for number, accepted in rows.yield_per(SLICE):
        if accepted <= last:
            yield f"第{number}号报送的接收时间{accepted}不晚于上一份报送"
        last = accepted


def _counts(connection: Connection) -> Iterator[str]:
    """Tell of submissions that have more or fewer rows than they wrote when they were accepted."""
    there: Counter[int] = Counter()
    for shape in shapes(connection):
        if shape.name in {table.name for table in HISTORIES.values()}:
            query = f"""SELECT submission, count(*) FROM {shape.name}
                WHERE added_by = submission GROUP BY submission"""  # noqa: S608
            there.update({row[0]: row[1] for row in connection.execute(text(query))})
    query = "SELECT id, added + changed + removed FROM submissions ORDER BY id"
    for number, written in connection.execute(text(query)):
        if there[number] != written:
            yield f"第{number}号报送应有记录{written}条，库中有{there[number]}条"


# A database of an earlier version may have neither what is taken back nor originals.


def _taken_back(connection: Connection) -> Iterator[str]:
    """Tell of submissions that take back what is no earlier submission of the same unit and day."""
    if not any("undoes" in shape.columns for shape in shapes(connection)):
        return
    query = """SELECT u.id FROM submissions AS u LEFT JOIN submissions AS s ON s.id = u.undoes
        AND s.id < u.id AND s.unit = u.unit AND s.data_date = u.data_date AND s.undoes IS NULL
        WHERE u.undoes IS NOT NULL AND s.id IS NULL ORDER BY u.id"""
    for number in connection.execute(text(query)).scalars():
        yield f"第{number}号报送所撤回的不是本单位此前的报送"


def _originals(connection: Connection) -> Iterator[str]:
    """Tell of workbooks that are no longer what was sent."""
    if WORKBOOK_FILES.name not in {shape.name for shape in shapes(connection)}:
        return
    query = text("SELECT sha256, size, packed FROM workbook_files ORDER BY id")
    for row in connection.execute(query, execution_options={"yield_per": FILES}):
        try:
            unpack(Original(*row))
        except OriginalDamaged as error:
            yield str(error)


def _chain(connection: Connection) -> Iterator[str]:
    """Tell where the log (操作日志) is not what was written."""
    if LOG in {shape.name for shape in shapes(connection)}:
        try:
            verify(connection)
        except LogBroken as error:
            yield str(error)


def _triggers(connection: Connection) -> Iterator[str]:
    """Tell of tables whose rows the database no longer refuses to change: somebody took triggers off."""
    missing = append_only.missing(connection)
    if missing:
        yield f"有{len(missing)}个拒绝修改的触发器已被拆除，如{missing[0]}，其间记录可能被改写"


def prove_log(archive: Archive) -> None:
    """Make sure that the log in a backup is what was written.

    Raises:
        LogBroken: at the first entry that is wrong.
    """
    held = {entry.name: entry for entry in archive.manifest.tables}.get(LOG)
    if held is None:
        return
    places = [list(held.columns).index(name) for name in COLUMNS]
    parts = archive.slices(Shape(LOG, held.columns, ()))
    verified([row[place] for place in places] for part in parts for row in part)


_CHECKS: tuple[Callable[[Connection], Iterator[str]], ...] = (
    _references, _kinds, _order, _counts, _taken_back, _originals, _chain, _triggers,
)  # fmt: skip
