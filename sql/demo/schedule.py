"""Who sends a workbook on which data date.

At a month-end everyone does, but one county never has and one has stopped. In the weeks between
only the counties whose turn it is send one, as an office asks of those with works under way; the
last week everyone with works does.
"""

from datetime import date

import polars as pl

from sql.demo.places import SILENT, STOPPED, code
from sql.demo.timeline import DATES, LAST_OF_STOPPED, MONTH_ENDS

TURNS = 3
"""Every third county sends a workbook in a given week."""


def units_without_reports(divisions: pl.DataFrame) -> list[str]:
    """Return the units that never report: one county of each province."""
    tops = divisions.filter(pl.col("level") == "省")["region"]
    return [code(*SILENT, province=int(top[:2])) for top in tops]


def senders(divisions: pl.DataFrame, *, on: date) -> list[str]:
    """Return the units that send a workbook on a data date, the province first, then by code."""
    units = divisions.filter(pl.col("level") != "国").sort("region")
    silent = units_without_reports(divisions)
    stopped = code(*STOPPED)
    kept = [unit for unit in units["region"] if unit not in silent and _turn(unit, on)]
    return [unit for unit in kept if unit != stopped or on <= LAST_OF_STOPPED]


def _turn(unit: str, on: date) -> bool:
    if on in MONTH_ENDS:
        return True
    works = not unit.endswith("00") or unit.endswith("0000")
    return works and (int(unit[2:4]) + int(unit[4:])) % TURNS == DATES.index(on) % TURNS


def newest(divisions: pl.DataFrame, *, as_of: date) -> dict[date, list[str]]:
    """Return, by data date, the units whose newest workbook by `as_of` is of that date."""
    latest: dict[str, date] = {}
    for on in DATES:
        if on <= as_of:
            latest.update(dict.fromkeys(senders(divisions, on=on), on))
    days = sorted(set(latest.values()))
    return {on: sorted(u for u, last in latest.items() if last == on) for on in days}
