"""The 61 key tasks of Shenzhen as a sample, filed as a workbook of a unit through the usual door.

A workbook is a whole statement, so the tasks are sent together with all that the unit has reported;
where nobody has reported the unit's division yet, its rows of the national list go with them.
"""

import csv
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from sqlalchemy.orm import Session

from metrics.errors import UserError
from metrics.records.reports import Outcome
from metrics.records.sheets.divisions import REGIONS
from metrics.records.sheets.supervision import TASKS
from sql.database.engine import session_scope
from sql.reported.history import records
from sql.reported.intake import Opened, import_opened, open_workbook
from sql.reported.statements import Seen, newest_known
from sql.reported.submissions import statement
from sql.workbook.writing.template import divisions_below, write_workbook

SAMPLE = Path(__file__).parent / "samples" / "shenzhen_tasks.csv"
FILE_NAME = "深圳市重点任务样例.xlsx"
SENT_BY = "样例"


class TasksReported(UserError):
    """The unit has key tasks of its own, which a sample must not replace."""

    exit_code = 27


def sample() -> pl.DataFrame:
    """Return the 61 items as 重点任务; category, work, status and completion are blank.

    What the sample could not take from the original is told in 进展说明.
    """
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = [
            {"task": row["number"], "content": row["title"], "units": row["units"],
             "deadline": row["deadline"], "progress": row["note"] or None}
            for row in csv.DictReader(file)
        ]  # fmt: skip
    return pl.DataFrame(
        [{name: row.get(name) for name in TASKS.schema} for row in rows], TASKS.schema
    )


def load(*, unit: str, as_of: date) -> Outcome:
    """File the sample as the unit's statement of a data date, beside what it has reported.

    Raises:
        TasksReported: if the unit has reported key tasks by that date.
    """
    while True:
        with session_scope() as session:
            newest = newest_known(session, None)
            sheets = _statement(session, unit=unit, as_of=as_of)
        opened = _through_the_door(sheets)
        with session_scope(writing=True) as session:
            if newest_known(session, None) == newest:  # else what was reported since goes with it
                return import_opened(
                    session, opened=opened, unit=unit, as_of=as_of, sent_by=SENT_BY
                )


def _statement(session: Session, *, unit: str, as_of: date) -> dict[str, pl.DataFrame]:
    filed = statement(session, Seen(as_of, newest_known(session, None), unit))
    if filed["tasks"].height:
        raise TasksReported(
            f"{unit}截至{as_of}已报送重点任务{filed['tasks'].height}项，样例不覆盖已报的任务。"
        )
    sheets = filed | {"tasks": sample()}
    if unit not in records(session, sheet=REGIONS.name, as_of=as_of)["region"]:
        sheets["regions"] = divisions_below(unit)
    return {name: frame for name, frame in sheets.items() if frame.height}


def _through_the_door(sheets: dict[str, pl.DataFrame]) -> Opened:
    with TemporaryDirectory(prefix="dudao-") as folder:
        path = Path(folder) / FILE_NAME
        write_workbook(path, sheets)
        return open_workbook(path)
