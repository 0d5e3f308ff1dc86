"""A nation with years of weekly changes, read as of a day from SQLite and from PostgreSQL.

The first week is invented; every later one has a submission of each unit in which 5 % of its records
are stored again, written by the database itself. Left out is the constraint that keys do not repeat:
no reading asks for it, and keeping it up takes longer than all the rest.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import (
    Date,
    Insert,
    MetaData,
    Table,
    UniqueConstraint,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.orm import Session

from metrics.records.sheets import BY_NAME
from sql.database.engine import engine, session_scope
from sql.database.moments import written
from sql.demo.scale import fill as fill_first
from sql.models import HISTORIES, METADATA, SUBMISSIONS

ROOT = Path(__file__).parents[2]
START = date(2022, 8, 12)
SHARE = 20
"""One record in so many is stored again each week."""


def measure(*, compounds: int, weeks: int) -> Iterator[str]:
    """Fill and read SQLite, then PostgreSQL; every step is a process of its own."""
    from tests.postgres_server import binaries, server

    yield f"{compounds:,} compounds, {weeks} weeks"
    with tempfile.TemporaryDirectory() as folder:
        yield from _steps(f"sqlite:///{folder}/nation.sqlite", compounds, weeks)
    programs = binaries()
    if programs is not None:
        with server(programs) as url:
            yield from _steps(url, compounds, weeks)


def _steps(url: str, compounds: int, weeks: int) -> Iterator[str]:
    for step in BY_STEP:
        command = [sys.executable, "-m", "tests.bench.nation", step, str(compounds), str(weeks)]
        environment = {**os.environ, "DATABASE_URL": url}
        done = subprocess.run(
            command, env=environment, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE
        )
        yield f"{url.partition(':')[0]:11}{done.stdout.rstrip()}"


def fill(compounds: int, weeks: int) -> str:
    """Fill an empty database: the first week from frames, the others from the first."""
    start = time.perf_counter()
    tables = _bare()
    tables.create_all(engine())
    with session_scope(writing=True) as session:
        units = fill_first(session, compounds=compounds, as_of=START)
        for week in range(1, weeks):
            session.execute(_submissions(week, units))
        for table in HISTORIES.values():
            _weeks(session, table, weeks, units)
    with engine().begin() as connection:
        for table in METADATA.tables.values():
            for index in table.indexes:
                index.create(connection)
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    with session_scope() as session:
        stored = sum(_count(session, table) for table in HISTORIES.values())
        sent = _count(session, SUBMISSIONS)
    taken = time.perf_counter() - start
    return f"{f'{stored:,} rows of {sent:,} submissions filled':52}{taken:8.1f} s"


def _bare() -> MetaData:
    """Return the tables without constraints on keys; indexes are made when the rows are there."""
    bare = MetaData()
    for table in METADATA.sorted_tables:
        copy = table.to_metadata(bare)
        copy.indexes.clear()
        keys = {c for c in copy.constraints if isinstance(c, UniqueConstraint)}
        copy.constraints.difference_update(keys)
        copy.constraints.difference_update(copy.foreign_key_constraints)
    return bare


def _submissions(week: int, units: int) -> Insert:
    """Say that every unit submitted again: number and date move on, 5 % of the records changed."""
    s, day = SUBMISSIONS.c, START + timedelta(weeks=week)
    at = written(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    changed = s.added // SHARE
    values = {c.name: c for c in s} | {
        "id": s.id + week * units,
        "data_date": literal(day, Date),
        "accepted_at": literal(at),
        "added": literal(0),
        "changed": changed,
        "unchanged": s.added - changed,
    }
    rows = select(*values.values()).where(s.id <= units).order_by(s.id)
    return insert(SUBMISSIONS).from_select(list(values), rows)


def _weeks(session: Session, table: Table, weeks: int, units: int) -> None:
    """Store the rows of the later weeks, from a copy of the first week's in shares."""
    quote = session.connection().dialect.identifier_preparer.quote
    own = ("id", "submission", "added_by")
    columns = ", ".join(quote(c.name) for c in table.c if c.name not in own)
    run = session.connection().exec_driver_sql
    share = f"id - id / {SHARE} * {SHARE}"
    run(
        f"CREATE TEMPORARY TABLE base AS SELECT {share} AS share, t.* FROM {table.name} t"
        " ORDER BY 1, id"
    )
    run("CREATE INDEX base_share ON base (share)")
    for week in range(1, weeks):
        moved = f"submission + {week * units}"
        run(
            f"INSERT INTO {table.name} (submission, added_by, {columns})"
            f" SELECT {moved}, {moved}, {columns} FROM base WHERE share = {week % SHARE}"
        )
    run("DROP TABLE base")


def _count(session: Session, table: Table) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def newest(compounds: int, weeks: int) -> str:
    """Read every sheet as of the newest day."""
    return _ours("as of the newest day", START + timedelta(weeks=weeks - 1), compounds)


def halfway(compounds: int, weeks: int) -> str:
    """Read every sheet as of a day in the middle of the history."""
    return _ours("as of a day half-way", START + timedelta(weeks=weeks // 2), compounds)


def only_compounds(compounds: int, weeks: int) -> str:
    """Read one sheet as of the newest day, for the comparison with a cursor."""
    day = START + timedelta(weeks=weeks - 1)
    return _ours("its compounds: ours", day, compounds, sheets=["compounds"])


def _ours(what: str, day: date, compounds: int, sheets: list[str] | None = None) -> str:
    from sql.reported.history import frames

    start = time.perf_counter()
    with session_scope() as session:
        found = frames(session, as_of=day, year=day.year, sheets=sheets)
    taken = time.perf_counter() - start
    assert found.tables["compounds"].height == compounds
    return _line(what, taken)


def cursor(compounds: int, weeks: int) -> str:
    """Read the same as one writes it: a window function, a plain cursor, a frame of its rows."""
    import polars as pl

    day = START + timedelta(weeks=weeks - 1)
    sheet = BY_NAME["compounds"]
    schema, key = sheet.schema, ", ".join(sheet.key)
    start = time.perf_counter()
    with session_scope() as session:
        plain = session.connection().connection.cursor()
        plain.execute(_WINDOW.format(columns=", ".join(schema), key=key, day=day))
        rows = plain.fetchall()
    if engine().dialect.name == "sqlite":  # which has days as text and flags as numbers
        stand_ins = {pl.Date: pl.String, pl.Boolean: pl.Int8}
        found = pl.DataFrame(
            rows, schema={n: stand_ins.get(t, t) for n, t in schema.items()}, orient="row"
        ).with_columns(
            pl.col(n).str.to_date() if t is pl.Date else pl.col(n).cast(t)
            for n, t in schema.items()
        )
    else:
        found = pl.DataFrame(rows, schema=schema, orient="row")
    taken = time.perf_counter() - start
    assert found.height == compounds
    return _line("its compounds: window function and cursor", taken)


_WINDOW = """
    SELECT {columns} FROM (
        SELECT t.*, row_number() OVER (
            PARTITION BY s.unit, {key} ORDER BY s.data_date DESC, s.id DESC
        ) AS nth
        FROM reported_compounds t JOIN submissions s ON s.id = t.submission
        WHERE s.data_date <= '{day}'
    ) AS ranked
    WHERE nth = 1 AND NOT gone ORDER BY {key}
"""


def _line(what: str, taken: float) -> str:
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = used.ru_utime + used.ru_stime
    return f"{what:52}{taken:8.1f} s{cpu:8.1f} cpu s{used.ru_maxrss / 1024:8.0f} MiB"


BY_STEP: dict[str, Callable[[int, int], str]] = {
    "fill": fill,
    "newest": newest,
    "halfway": halfway,
    "only_compounds": only_compounds,
    "cursor": cursor,
}

if __name__ == "__main__":
    print(BY_STEP[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3])))  # noqa: T201
