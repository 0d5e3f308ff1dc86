"""The demo has a database of its own; one of an earlier version that holds only the demo becomes that.

Earlier versions wrote the demo into the database that an office was to use. Such a file takes the
place of the demo's: nothing in it is lost, and its copies stay where they are.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.records.invented import of_the_demo
from sql.database import settings
from sql.database.engine import let_go, session_scope
from sql.database.migrate import DatabaseNotReady, ensure_ready
from sql.database.snapshot import stamp
from sql.models import OFFICE, SUBMISSIONS
from sql.models.office import SETTINGS

TAKEN_OVER = (
    "{old}中只有演示数据，已改名为{new}，内容没有改动。正式使用时另建数据库，与演示数据分开。"
)


def take_over() -> str:
    """Make an office's file that holds only the demo the demo's; say so, or nothing where it is not so.

    Raises:
        DatabaseNotReady: if the file is in use by another process.
        DatabaseUnavailable: if it cannot be read.
    """
    old = settings.OFFICE_FILE
    if settings.is_named() or settings.demo_asked() or not old.exists():
        return ""
    with settings.using(settings.office_url()):
        ensure_ready()
        with session_scope() as session:
            invented = _holds_only_the_demo(session)
    let_go()
    if not invented:
        return ""
    new = settings.DEMO_FILE
    if new.exists():
        new = new.with_name(f"{new.stem}-{stamp()}{new.suffix}")
    _rename(old, new)
    return TAKEN_OVER.format(old=old.name, new=new.name)


def _holds_only_the_demo(session: Session) -> bool:
    """Say whether everything in it is of invented places, but for what the ministry published."""
    units = set(session.scalars(select(SUBMISSIONS.c.unit).distinct()))
    places = {
        place
        for table in OFFICE
        if "place" in table.c and table.c.place.type.python_type is str
        for place in session.scalars(select(table.c.place).distinct())
    }
    begun = session.scalar(select(SETTINGS.c.id).limit(1)) is not None
    return bool(units) and not begun and all(map(of_the_demo, units | _codes(places)))


def _codes(places: set[str]) -> set[str]:
    """Return those that are codes: a case names its place in words."""
    return {place for place in places if place.isascii() and place.isdigit()}


def _rename(old: Path, new: Path) -> None:
    """Give a database another name while nobody else has it open."""
    with closing(sqlite3.connect(old, timeout=2, isolation_level=None)) as connection:
        try:
            # It leaves its log only where no other connection has it open.
            connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError:
            raise _in_use(old) from None
    try:
        old.rename(new)
    except OSError:
        raise _in_use(old) from None


def _in_use(old: Path) -> DatabaseNotReady:
    return DatabaseNotReady(
        f"“{old}”中只有演示数据，须先改名，但它正被使用：请先停止页面服务，再执行一次。"
    )
