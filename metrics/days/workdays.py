"""Official working days (工作日), make-up workdays (调休) included, counted for whole columns at once.

A year without an official list counts Monday to Friday but for the statutory days of rest (法定节假日:
known years ahead), and whatever touches it is provisional (暂定): which days are made up for is not
decreed yet. Days outside 1900–2199 (「无」 among them) have no answer: null.
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

FOLDER = Path(__file__).with_name("calendars")
PROVISIONAL = "暂定：该年度工作日安排尚未公布，按周一至周五并扣除法定节假日推算。"
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
EPOCH_TO_FIRST = (FIRST - date(1970, 1, 1)).days


@dataclass(frozen=True)
class Calendar:
    """Every day from FIRST to LAST: whether it is one, and how many there are up to and with it.

    A working day is known by its number, its place (from 1) among all of `workdays`. `coming` is
    the number of each day, or of the next working day where it is not one; `since` and `until`
    bound the official list; `version` names the lists and their content. Days and numbers go in and
    come out as expressions, so that many columns are looked up side by side.
    """

    works: pl.Series
    running: pl.Series
    coming: pl.Series
    workdays: pl.Series
    since: date
    until: date
    version: str

    def passed(self, days: pl.Expr) -> pl.Expr:
        """Count the working days up to and including each day."""
        return _at(self.running, days)

    def count(self, start: pl.Expr, end: pl.Expr) -> pl.Expr:
        """Count the working days after `start` up to and including `end`; negative if before it."""
        return self.passed(end) - self.passed(start)

    def number(self, days: pl.Expr, distance: int) -> pl.Expr:
        """Return the number of the working day so many after (or, negative, before) each day.

        A distance of 0 is the day itself, or the next working day where it is not one.
        """
        return _at(self.running if distance > 0 else self.coming, days) + distance

    def workday(self, number: pl.Expr) -> pl.Expr:
        """Return the working day of each number."""
        return _gather(self.workdays, number - 1)

    def due(self, base: pl.Expr, distance: int, *, moves: bool) -> pl.Expr:
        """Return what is due so many working days after each day.

        `moves` says that a day of rest on which something is due moves to the next working day.
        """
        return self.workday(self.number(base, distance)) if distance or moves else base

    def add(self, days: pl.Expr, distance: int) -> pl.Expr:
        """Return the working day so many working days after (or, negative, before) each day.

        A distance of 0 is the day itself, working or not.
        """
        return self.workday(self.number(days, distance)) if distance else days

    def on_or_after(self, days: pl.Expr) -> pl.Expr:
        """Return each day, or the next working day where it is not one."""
        return self.workday(self.number(days, 0))

    def is_workday(self, days: pl.Expr) -> pl.Expr:
        """Say which days are working days."""
        return _at(self.works, days)

    def provisional(self, days: pl.Expr) -> pl.Expr:
        """Say which days lie outside the official list; null where the day is unknown."""
        return ~days.is_between(self.since, self.until)


def _at(table: pl.Series, days: pl.Expr) -> pl.Expr:
    return _gather(table, days.cast(pl.Date).to_physical() - EPOCH_TO_FIRST)


def _gather(table: pl.Series, places: pl.Expr) -> pl.Expr:
    # What lies before the table becomes a number beyond its end: one comparison finds either.
    return pl.lit(table).gather(places.reinterpret(signed=False), null_on_oob=True)


@cache
def calendar() -> Calendar:
    """Read the official list and fill the other years with Monday to Friday, statutory days aside."""
    listed, official = _days("workdays_*.csv")
    statutory, rest = _days("statutory_days_*.csv")
    every = pl.DataFrame({"day": pl.date_range(FIRST, LAST, "1d", eager=True)})
    works = _works(every, {day: row["w"] == "true" for day, row in listed.items()}, statutory)
    running, since, until = works.cast(pl.Int32).cum_sum(), min(listed), max(listed)
    digest = hashlib.sha256(official + rest).hexdigest()[:12]
    return Calendar(
        works=works,
        running=running,
        coming=running + (~works).cast(pl.Int32),
        workdays=every["day"].filter(works),
        since=since,
        until=until,
        version=f"{since.year}–{until.year}·{digest}",
    )


def _days(files: str) -> tuple[dict[date, dict[str, str]], bytes]:
    """Return the rows of the one file of that name by day, and its content."""
    (file,) = FOLDER.glob(files)
    content = file.read_bytes()
    rows = csv.DictReader(content.decode().splitlines())
    return {date.fromisoformat(row["d"]): row for row in rows}, content


def _works(
    every: pl.DataFrame, listed: Mapping[date, bool], statutory: Iterable[date]
) -> pl.Series:
    """Say of every day whether it is a working day: the official list first."""
    official = pl.DataFrame({"day": list(listed), "listed": list(listed.values())})
    rest = pl.Series(list(statutory), dtype=pl.Date).implode()
    otherwise = (pl.col("day").dt.weekday() <= 5) & ~pl.col("day").is_in(rest)
    days = every.join(official, on="day", how="left", maintain_order="left")
    return days.select(pl.coalesce("listed", otherwise).alias("works")).to_series()


def workdays_after(day: date, distance: int) -> date:
    """Return the working day so many working days after a day."""
    workday: date = pl.select(calendar().add(pl.lit(day), distance)).item()
    return workday


def note(day: date) -> str:
    """Say that a day is provisional; empty for one in the official list."""
    return "" if calendar().since <= day <= calendar().until else PROVISIONAL


@cache
def workday_counted(day: date, distance: int) -> date | None:
    """Return the working day so many after (or before) the last one up to and including a day.

    From it on, fewer than `distance` working days have passed by a day; null outside 1900–2199.
    """
    days = calendar()
    workday: date | None = pl.select(days.workday(days.passed(pl.lit(day)) + distance)).item()
    return workday
