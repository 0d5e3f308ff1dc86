"""What the database knows that a workbook is checked against, fetched sheet by sheet."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import polars as pl
from sqlalchemy.orm import Session

from metrics.records.reports import Question
from metrics.records.schema import Sheet
from metrics.records.sheets import BY_NAME
from metrics.records.sheets.divisions import REGIONS
from sql.reported.holders import holdings
from sql.reported.left_behind import orphans
from sql.reported.statements import Seen, in_force, line, newest_known
from sql.reported.successions import successions
from sql.workbook.checking import area_rules, holding_rules
from sql.workbook.checking.context import Checked, Known
from sql.workbook.checking.cross_rules import outside
from sql.workbook.checking.questions import Replaced, questions


def known_about(session: Session, book: Checked) -> Known:
    """Fetch what the workbook is checked against; of other units only what it refers to."""
    newest = newest_known(session, None)
    everyone = _Statement(session, Seen(book.as_of, newest), without=book.unit)
    wanted = outside(book)
    own = statement_before(session, book, REGIONS)
    held = holdings(session, unit=book.unit, as_of=book.as_of, codes=holding_rules.codes(book))
    # The plan years of other units' projects, where they have a compound of this workbook.
    wanted["projects"] += [h.project for h in held if h.sheet == "compounds"]
    others = {n: everyone.sheet(BY_NAME[n]) if wanted[n] else BY_NAME[n].empty() for n in wanted}
    known = Known(
        regions=everyone.sheet(REGIONS), others=others, previous=own, held=held,
        successions=successions(session),
    )  # fmt: skip
    gone = area_rules.dropped(replace(book, known=known))
    return replace(known, orphaned=orphans(session, unit=book.unit, as_of=book.as_of, regions=gone))


def statement_before(session: Session, book: Checked, *sheets: Sheet) -> dict[str, pl.DataFrame]:
    """Fetch some sheets of the unit's own statement before."""
    own = _Statement(session, Seen(book.as_of, newest_known(session, None), book.unit))
    return {sheet.name: own.sheet(sheet) for sheet in sheets}


def asked(
    session: Session, book: Checked, statement: Mapping[str, pl.DataFrame]
) -> tuple[Question, ...]:
    """Return what is asked before a statement takes the place of the unit's one before."""
    newest = newest_known(session, None)
    submissions = line(session, Seen(date.max, newest, book.unit)).filter(pl.col("said") > 0)
    replaced = Replaced(
        unit=book.unit, as_of=book.as_of, before=book.known.previous, after=statement,
        dates=frozenset(submissions["data_date"]),
    )  # fmt: skip
    return questions(replaced)


class _Statement:
    """What one unit, or all but one, say as of a day; sheets are fetched one by one."""

    def __init__(self, session: Session, seen: Seen, *, without: str | None = None) -> None:
        self._session, self._seen = session, seen
        self.submissions = line(session, seen)
        if without is not None:
            self.submissions = self.submissions.filter(pl.col("unit") != without)

    def sheet(self, sheet: Sheet) -> pl.DataFrame:
        """Return the records in force of one sheet, in its columns."""
        return in_force(self._session, sheet, self._seen, self.submissions).select(
            list(sheet.schema)
        )
