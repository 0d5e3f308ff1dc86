"""An invented nation straight into the database, for benchmarks: no workbook is written or read."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import polars as pl
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from metrics.errors import UserError
from metrics.records.invented import DEMO
from sql.database.bulk import insert_rows
from sql.database.moments import written
from sql.demo.province import tables_at_scale
from sql.demo.timeline import DATES
from sql.models import HISTORIES, SUBMISSIONS

_NUMBERS = {"unit": pl.String, "submission": pl.Int64}


class DatabaseNotEmpty(UserError):
    """Bulk filling would mix invented figures with submissions that are there."""

    exit_code = 23


def fill(session: Session, *, compounds: int, as_of: date = DATES[-1]) -> int:
    """Fill an empty database with one submission per unit; return how many there are.

    Raises:
        DatabaseNotEmpty: if anything was submitted before.
    """
    if session.scalar(select(func.count()).select_from(SUBMISSIONS)):
        raise DatabaseNotEmpty(
            "数据库中已有报送，不能再批量写入演示数据；请用环境变量 DATABASE_URL 指定一个空库。"
        )
    tables = tables_at_scale(compounds=compounds, as_of=as_of)
    sent = _submissions(tables, as_of=as_of)
    insert_rows(session, SUBMISSIONS, sent)
    # The database numbers them: numbers given from here would clash with its own later on.
    given = session.execute(select(SUBMISSIONS.c.unit, SUBMISSIONS.c.id)).all()
    numbers = pl.DataFrame(list(map(tuple, given)), schema=_NUMBERS, orient="row").with_columns(
        added_by="submission"
    )
    for name, frame in tables.items():
        rows = frame.join(numbers, on="unit", how="left", maintain_order="left")
        line = pl.int_range(pl.len(), dtype=pl.Int32).over("unit") + 4
        insert_rows(
            session,
            HISTORIES[name],
            rows.with_columns(sheet_row=line, gone=pl.lit(value=False)).drop("unit"),
        )
    return sent.height


def _submissions(tables: dict[str, pl.DataFrame], *, as_of: date) -> pl.DataFrame:
    counts = pl.concat(frame.select("unit") for frame in tables.values()).group_by("unit").len()
    noon = datetime(as_of.year, as_of.month, as_of.day, 12, tzinfo=UTC)
    # One after another, as submissions are accepted.
    moments = [written(noon + timedelta(microseconds=n)) for n in range(counts.height)]
    return counts.sort("unit").select(
        "unit",
        data_date=pl.lit(as_of),
        accepted_at=pl.Series(moments),
        sent_by=pl.lit(DEMO),
        file_name=pl.concat_str("unit", pl.lit("（批量生成，无文件）")),
        file_sha256=pl.lit(sha256(b"").hexdigest()),
        added=pl.col("len").cast(pl.Int64),
        changed=pl.lit(0),
        removed=pl.lit(0),
        unchanged=pl.lit(0),
    )
