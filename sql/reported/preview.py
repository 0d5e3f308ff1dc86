"""What a workbook would do if it were stored: looked at in a reading session, storing nothing.

Nobody waits for it: no place in the queue for writing is taken. The records in force are those of all
other units, with the workbook laid over them: it would be the newest of its data date, so a key that
others hold as well is the workbook's. They are then judged by the functions of the pages.
"""

from datetime import date

import polars as pl
from sqlalchemy.orm import Session

from metrics.changes.between_statements import Tables, differences
from metrics.changes.preview import Preview
from metrics.changes.standing import Standing, standing
from metrics.errors import UserError
from metrics.packs.pack import rules_of
from metrics.records.frames import REPORTING, Frames
from metrics.records.schema import Sheet
from metrics.records.sheets import SHEETS
from metrics.scope import LOCAL, Scope
from sql.reported import history
from sql.reported.intake import Looked
from sql.reported.review.cut import cut_known
from sql.reported.statements import Seen, line, owned, spoken
from sql.reported.submissions import sent_before
from sql.reported.successions import successions


def preview(session: Session, *, looked: Looked, year: int | None = None) -> Preview:
    """Tell what a workbook without errors would change, and where its unit would stand.

    `looked` is what the check found in this session. Figures are those of the plan year (null: the year
    of the data date, as the pages open with).
    """
    book, outcome = looked.book, looked.outcome
    year = year or book.as_of.year
    repeated = sent_before(
        session,
        unit=book.unit,
        as_of=book.as_of,
        file_sha256=outcome.file_sha256,
        kind=outcome.kind,
    )
    before, after, unjudged = standings(
        session, unit=book.unit, as_of=book.as_of, statement=looked.statement,
        newest=looked.newest, year=year,
    )  # fmt: skip
    return Preview(
        unit=book.unit, as_of=book.as_of, repeated=repeated,
        differences=differences(book.known.previous, looked.statement),
        before=before, after=after, unjudged=unjudged,
    )  # fmt: skip


def standings(
    session: Session, *, unit: str, as_of: date, statement: Tables, newest: int, year: int
) -> tuple[Standing | None, Standing | None, str]:
    """Return where a unit stands now and would stand with a statement, and why that cannot be told."""
    try:
        rules = rules_of(Scope(unit, as_of, year, LOCAL))
        to_come = overlaid(
            session, unit=unit, as_of=as_of, statement=statement, newest=newest, year=year
        )
        after = standing(to_come, rules, unit=unit)
    except UserError as error:
        return None, None, str(error)
    try:
        now = history.frames(session, as_of=as_of, year=year)
        return standing(now, rules, unit=unit), after, ""
    except UserError:
        return None, after, ""  # as before the first report of 区划: nothing stood yet


def overlaid(
    session: Session, *, unit: str, as_of: date, statement: Tables, newest: int, year: int
) -> Frames:
    """Return the records in force at a data date as they would be with a unit's statement stored.

    `newest` is the last submission that is seen.
    """
    seen = Seen(as_of, newest)
    others, cut = line(session, seen).filter(pl.col("unit") != unit), cut_known(session)
    if cut is not None:
        others = cut.ended(others)
    tables = {
        sheet.name: _laid_over(
            spoken(session, sheet, seen, others), statement.get(sheet.name), sheet, unit=unit
        )
        for sheet in SHEETS
    }
    reporting = others.filter(pl.col("place") == pl.col("newest"), pl.col("said") > 0)
    if any(table.height for table in statement.values()):
        reporting = pl.concat(
            [reporting.select(list(REPORTING)), _own(unit=unit, as_of=as_of, number=newest + 1)]
        )
    return Frames.of(
        as_of=as_of, year=year, tables=tables, reporting=reporting,
        successions=[each for each in successions(session) if each.since <= as_of],
    )  # fmt: skip


def _own(*, unit: str, as_of: date, number: int) -> pl.DataFrame:
    """Return the line of the submission that is to come, in the columns of REPORTING."""
    return pl.DataFrame([(unit, as_of, number, None)], schema=REPORTING, orient="row")


def _laid_over(
    others: pl.LazyFrame, own: pl.DataFrame | None, sheet: Sheet, *, unit: str
) -> pl.DataFrame:
    """Put the workbook last in line, and leave it to the rule of every page whose each key is."""
    said = pl.LazyFrame(schema=sheet.schema) if own is None else own.lazy()
    last = said.with_columns(unit=pl.lit(unit), newest=pl.lit(LAST, pl.UInt32))
    rows = last.select(pl.col(name).cast(dtype) for name, dtype in others.collect_schema().items())
    every = pl.concat([others, rows]).sort(*sheet.record_key, "newest", maintain_order=True)
    return owned(every, sheet).select(list(sheet.record_schema)).collect()


LAST = 2**32 - 1
"""A place behind all that are in line."""
