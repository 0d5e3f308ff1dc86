"""Who sends a workbook on which data date.

In January, March and June everyone does, governments included; at the other month-ends the owners
of projects whose turn it is, half of them. In the weeks between, a quarter sends one each week, as
an office asks of those with works under way. One county never has, and one has stopped.
"""

from datetime import date

import polars as pl

from sql.demo.places import SILENT, STOPPED, code
from sql.demo.timeline import DATES, LAST_OF_STOPPED, MONTH_ENDS

EVERYONE = (DATES[0], DATES[2], DATES[5])
MONTHLY_TURNS, WEEKLY_TURNS = 2, 4


def units_without_reports(divisions: pl.DataFrame) -> list[str]:
    """Return the units that never report: one county of each province."""
    tops = divisions.filter(pl.col("level") == "省")["region"]
    return [code(*SILENT, province=int(top[:2])) for top in tops]


def senders(divisions: pl.DataFrame, *, on: date) -> list[str]:
    """Return the units that send a workbook on a data date, the province first, then by code."""
    units = divisions.filter(pl.col("level") != "国").sort("region")
    silent = units_without_reports(divisions)
    stopped = code(*STOPPED)
    owners = set(units.filter(pl.col("_load") > 0)["region"])
    sending = [
        unit
        for unit in units["region"]
        if unit not in silent and (on in EVERYONE or (unit in owners and _turn(unit, on)))
    ]
    return [unit for unit in sending if unit != stopped or on <= LAST_OF_STOPPED]


def _turn(unit: str, on: date) -> bool:
    turns = MONTHLY_TURNS if on in MONTH_ENDS else WEEKLY_TURNS
    return (int(unit[2:4]) + int(unit[4:]) + DATES.index(on)) % turns == 0


def newest(divisions: pl.DataFrame, *, as_of: date) -> dict[date, list[str]]:
    """Return, by data date, the units whose newest workbook by `as_of` is of that date."""
    latest: dict[str, date] = {}
    for on in DATES:
        if on <= as_of:
            latest.update(dict.fromkeys(senders(divisions, on=on), on))
    days = sorted(set(latest.values()))
    return {on: sorted(u for u, last in latest.items() if last == on) for on in days}
