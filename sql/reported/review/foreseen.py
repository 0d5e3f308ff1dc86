"""What a submission under review would do if it counted: beside what counts of its unit now."""

from sqlalchemy.orm import Session

from metrics.changes.between_statements import Tables, differences
from metrics.changes.preview import Preview
from metrics.records.reports import Submission
from metrics.records.sheets import SHEETS
from sql.reported.preview import standings
from sql.reported.review.cut import cut_known
from sql.reported.statements import Seen, line, newest_known, planned
from sql.reported.submissions import statement


def foreseen(session: Session, one: Submission, *, year: int | None = None) -> Preview:
    """Tell what changes against the last statement that counts, and where the unit would stand.

    The submission is the unit's newest of its data date. Figures are those of the plan year (null: the
    year of the data date).
    """
    newest = newest_known(session, None)
    seen = Seen(one.data_date, newest, one.unit)
    said = statement(session, seen)
    before, after, unjudged = standings(
        session, unit=one.unit, as_of=one.data_date, statement=said, newest=newest,
        year=year or one.data_date.year,
    )  # fmt: skip
    return Preview(
        unit=one.unit, as_of=one.data_date, repeated=None,
        differences=differences(_counted(session, seen), said),
        before=before, after=after, unjudged=unjudged,
    )  # fmt: skip


def _counted(session: Session, seen: Seen) -> Tables:
    """Return what counts of a unit as of a day, sheet by sheet."""
    submissions, cut = line(session, seen), cut_known(session)
    if cut is not None:
        submissions = cut.ended(submissions)
    return {
        sheet.name: planned(session, sheet, seen, submissions).select(list(sheet.schema)).collect()
        for sheet in SHEETS
    }
