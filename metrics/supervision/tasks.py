"""Key tasks (重点任务): when each is due, its light, and who answers for it.

Deadlines of three kinds. 当月: 「2023年8月」, the last day of the month, once. 每年: 「每年9月底前」, the
last day of that month of the year of the data date. 按年度: 「按年度组织实施」, the end of that year. The
last two reopen each year: only a completion dated in the year of the data date counts, and 已完成
without a date is then not known; the cycle before is told beside it (`task_cycles`). An unreadable
deadline has no due date and is shown 黑.

Each unit numbers its own list, so a place sees several: its own, and those of the units above and
below it.
"""

import calendar as months
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import polars as pl

from metrics.records.frames import Frames
from metrics.records.regions import lineage
from metrics.rules.value import Rules
from metrics.supervision.lights import TASK, lit
from metrics.supervision.task_cycles import cycle_before

ONCE, YEARLY, OPEN = KINDS = ("当月", "每年", "按年度")


class Deadline(NamedTuple):
    """A deadline as written: its kind, and the year (0 = every year), month and day it names."""

    kind: str
    year: int = 0
    month: int = 12
    day: int = 0

    def on(self, year: int) -> date:
        """Return the due date in the year of the data date; day 0 is the last of the month."""
        of = self.year or year
        return date(of, self.month, self.day or months.monthrange(of, self.month)[1])


_ONCE = re.compile(
    r"^(?P<year>\d{4})(?:年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?|-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?)"
    r"(?:年?底)?(?:之?前)?(?:完成)?$"
)
_YEARLY = re.compile(r"^每年(?:(?P<month>\d{1,2})月)?(?:年?底)?(?:之?前)?(?:完成)?$")
_OPEN = re.compile(r"^(?:按年度(?:组织)?实施|长期(?:坚持|实施)?|持续(?:推进|实施)?)$")
_SPLIT = re.compile(r"[、,;\s]+")


def deadline(text: str | None) -> Deadline | None:
    """Read a deadline as officers write it; null where it cannot be read."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))
    if _OPEN.match(plain):
        return Deadline(OPEN)
    once, yearly = _ONCE.match(plain), _YEARLY.match(plain)
    if once:
        month, day = once["month"] or once["m"] or 12, once["day"] or once["d"] or 0
        return _real(Deadline(ONCE, int(once["year"]), int(month), int(day)))
    return _real(Deadline(YEARLY, month=int(yearly["month"] or 12))) if yearly else None


def _real(read: Deadline) -> Deadline | None:
    try:
        read.on(2000)
    except ValueError:
        return None
    return read


def units(text: str) -> list[str]:
    """Split 责任单位 into units, in the order written, each once."""
    plain = unicodedata.normalize("NFKC", text)
    return list(dict.fromkeys(unit for unit in _SPLIT.split(plain) if unit))


def tasks(
    frames: Frames,
    rules: Rules,
    *,
    before: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """List the tasks of every reporting unit, each list in the order of its numbers.

    `before` is 重点任务 as in force on the
    last 31 December (null: not at hand). Adds to the sheet: unit_list, deadline_kind (KINDS, null =
    unreadable), due, light, days and working_days late (negative = left, or early), provisional,
    and what `cycle_before` tells of the year before.
    """
    sheet, year = frames.tables["tasks"], frames.as_of.year
    read = [deadline(text) for text in sheet["deadline"]]
    listed = sheet.with_columns(
        pl.Series("unit_list", [units(text) for text in sheet["units"]], pl.List(pl.String)),
        pl.Series("deadline_kind", [each and each.kind for each in read], pl.String),
        pl.Series("due", [each and each.on(year) for each in read], pl.Date),
        pl.Series("place", [_number(task) for task in sheet["task"]], pl.Int64),
    )
    states = listed.select(
        "due", actual=_actual(frames), done=_done(frames), owed=pl.lit(value=True)
    )
    lights = lit(states, as_of=frames.as_of, rules=rules, kind=TASK)
    cycle = cycle_before(
        listed, due=_due_in(year - 1, read), year=year - 1, rules=rules, before=before
    )
    table = pl.concat([listed.drop("due"), lights, cycle], how="horizontal")
    return table.sort("unit", "place", "task").drop("place")


def answered_by(listed: pl.DataFrame, unit: str) -> pl.DataFrame:
    """Keep the tasks that one responsible unit answers for, alone or with others."""
    return listed.filter(pl.col("unit_list").list.contains(unit))


def reporters(frames: Frames, place: str) -> list[str]:
    """Return the units whose task lists a place sees: its own, those above, those below.

    Its own comes first, then those above from the nearest on, then those below by code.
    """
    pairs = lineage(frames.regions)
    reported = set(frames.tables["tasks"]["unit"].drop_nulls())
    above = pairs.filter(region=place)["ancestor"].to_list()
    below = pairs.filter(ancestor=place)["region"].to_list()
    nearest = {code: -pairs.filter(region=code).height for code in above}
    seen = dict.fromkeys([*sorted(above, key=lambda code: nearest[code]), *sorted(below)])
    return [code for code in seen if code in reported]


def responsible_units(listed: pl.DataFrame) -> list[str]:
    """Return the units that answer for any of the tasks, sorted."""
    return sorted(listed["unit_list"].explode().drop_nulls().unique())


def _due_in(year: int, read: Iterable[Deadline | None]) -> pl.Series:
    """Return the due dates of a year; null for tasks that do not recur."""
    recurring = (each if each and each.kind != ONCE else None for each in read)
    return pl.Series("due", [each and each.on(year) for each in recurring], pl.Date)


def _number(task: str) -> int:
    digits = re.search(r"\d{1,9}", task)
    return int(digits[0]) if digits else 0


def _finished(frames: Frames) -> pl.Expr:
    """Say whether the completion counts: by the data date, and for recurring tasks in its year."""
    this_year = pl.col("finished_on").dt.year() == frames.as_of.year
    once = (pl.col("deadline_kind") == ONCE).fill_null(value=True)
    return frames.happened("finished_on") & (once | this_year).fill_null(value=False)


def _undated() -> pl.Expr:
    """Say whether 已完成 was reported without its day."""
    return (pl.col("status") == "已完成").fill_null(value=False) & pl.col("finished_on").is_null()


def _done(frames: Frames) -> pl.Expr:
    """Say whether the task is done; null where 已完成 has no day and the task recurs."""
    recurs = pl.col("deadline_kind").is_in([YEARLY, OPEN]).fill_null(value=False)
    return pl.when(_undated() & recurs).then(None).otherwise(_finished(frames) | _undated())


def _actual(frames: Frames) -> pl.Expr:
    """Return the day it was done; undated, the data date tells nothing beyond the due date."""
    certain = _undated() & (pl.lit(frames.as_of) <= pl.col("due"))
    return pl.when(_finished(frames)).then("finished_on").when(certain).then(pl.lit(frames.as_of))
