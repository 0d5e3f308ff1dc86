"""The data dates (数据截止日期) of a place: the days for which a unit of its circle has submitted.

A submission that was withdrawn (撤销) has no date any more, and neither has the withdrawal. One that
was taken back (撤回) never had any, and dates are those before it.

The circle of a city or county is its province: all of a province speak of the same weeks, so that a
city's page stands beside its row on the province's page.

Which units belong to a circle is asked of every line of 区划 up to the data date, not only of those
in force on it: a county that was merged away stays among the units whose days count. A merger takes
no date from the papers before or after it: what they are compared with (上期), and the number (期号)
of the first that is issued in a year, go by the days before them.
"""

from collections.abc import Collection, Iterable
from datetime import date

import polars as pl

from metrics.records.regions import circles, within
from metrics.records.succession import Succession

Sent = Collection[tuple[str, date]]
"""Unit and data date of every submission that stands."""


def standing(submissions: Iterable[tuple[str, date, bool]]) -> list[tuple[str, date]]:
    """Return unit and data date of what stands, of submissions in line in the order of acceptance.

    Each is unit, data date and whether it says nothing. Of several of one unit and date the last
    counts: a workbook sent after a withdrawal stands.
    """
    last = {(unit, day): says_nothing for unit, day, says_nothing in submissions}
    return [pair for pair, says_nothing in last.items() if not says_nothing]


def carried_on(sent: Sent, successions: Iterable[Succession]) -> list[tuple[str, date]]:
    """Return what was sent, and for each division that took over (区划调整) the dates of those before."""
    pairs = list(dict.fromkeys(sent))
    for each in sorted(successions):
        days = [day for unit, day in pairs if unit == each.old]
        pairs += [(each.new, day) for day in days]
    return list(dict.fromkeys(pairs))


def data_dates(sent: Sent, divisions: pl.DataFrame, place: str) -> tuple[date, ...]:
    """Return the data dates of a place, newest first, from the day on that 区划 has named it.

    `sent` and `divisions`, the lines of 区划 (region, parent, level, since), go up to the date asked
    for. A province of which no unit has submitted has the dates of the division above it, and a
    place of which none is left the newest date there is.
    """
    since = min(divisions.filter(region=place)["since"].to_list(), default=date.min)
    for circle in circles(divisions, place):
        units = set(within(divisions, circle)["region"])
        days = {day for unit, day in sent if unit in units and day >= since}
        if days:
            return tuple(sorted(days, reverse=True))
    return tuple(sorted({day for _, day in sent}, reverse=True)[:1])


def newest_of(sent: Sent, divisions: pl.DataFrame, place: str) -> dict[str, date]:
    """Return the newest data date of each unit of the place itself that has submitted, by code."""
    units = set(within(divisions, place)["region"])
    last = {unit: day for unit, day in sorted(sent, key=lambda pair: pair[1]) if unit in units}
    return dict(sorted(last.items()))
