"""Official working days (工作日), make-up workdays (调休) included, counted for whole columns at once.

A year without an official list counts Monday to Friday, and whatever touches it is provisional
(暂定). Days outside 1900–2199 (「无」 among them) have no answer: null.
"""

import csv
import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

FOLDER = Path(__file__).with_name("calendars")
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
EPOCH_TO_FIRST = (FIRST - date(1970, 1, 1)).days


@dataclass(frozen=True)
class Calendar:
    """Every day from FIRST to LAST: whether it is one, and how many there are up to and with it.

    `following` is each day, or the next working day where it is not one; `workdays` lists the
    working days in order; `since` and `until` bound the official list; `version` names the list
    and its content.
    """

    works: pl.Series
    running: pl.Series
    following: pl.Series
    workdays: pl.Series
    since: date
    until: date
    version: str

    def count(self, start: pl.Series, end: pl.Series) -> pl.Series:
        """Count the working days after `start` up to and including `end`; negative if before it."""
        return self._up_to(end) - self._up_to(start)

    def add(self, days: pl.Series, distance: int) -> pl.Series:
        """Return the working day so many working days after (or, negative, before) each day.

        A distance of 0 is the day itself, working or not.
        """
        if distance == 0:
            return days
        last = self._up_to(days)
        if distance > 0:
            return self._workday(last + distance)
        return self._workday(last - self.is_workday(days).cast(pl.Int32) + distance + 1)

    def on_or_after(self, days: pl.Series) -> pl.Series:
        """Return each day, or the next working day where it is not one."""
        return self.following.gather(self._place(days))

    def is_workday(self, days: pl.Series) -> pl.Series:
        """Say which days are working days."""
        return self.works.gather(self._place(days))

    def provisional(self, days: pl.Series) -> pl.Series:
        """Say which days lie outside the official list; null where the day is unknown."""
        return ~days.is_between(self.since, self.until)

    def _up_to(self, days: pl.Series) -> pl.Series:
        return self.running.gather(self._place(days))

    def _place(self, days: pl.Series) -> pl.Series:
        # Whole columns are subtracted faster as numbers than as dates.
        place = days.cast(pl.Date).to_physical() - EPOCH_TO_FIRST
        return place.set(~place.is_between(0, len(self.works) - 1), None)

    def _workday(self, number: pl.Series) -> pl.Series:
        known = number.is_between(1, len(self.workdays))
        return self.workdays.gather((number - 1).set(~known, None))


@cache
def calendar() -> Calendar:
    """Read the official list and fill the other years with Monday to Friday."""
    (file,) = FOLDER.glob("*.csv")
    content = file.read_bytes()
    rows = csv.DictReader(content.decode().splitlines())
    listed = {date.fromisoformat(row["d"]): row["w"] == "true" for row in rows}
    official = pl.DataFrame({"day": list(listed), "listed": list(listed.values())})
    days = pl.select(day=pl.date_range(FIRST, LAST, "1d"))
    every = days.join(official, on="day", how="left").sort("day")
    works = every.select(
        pl.coalesce("listed", pl.col("day").dt.weekday() <= 5).alias("works")
    ).to_series()
    since, until = min(listed), max(listed)
    digest = hashlib.sha256(content).hexdigest()[:12]
    return Calendar(
        works=works,
        running=works.cast(pl.Int32).cum_sum(),
        following=every.select(pl.when(works).then("day").fill_null(strategy="backward"))["day"],
        workdays=every["day"].filter(works),
        since=since,
        until=until,
        version=f"{since.year}–{until.year}·{digest}",
    )
