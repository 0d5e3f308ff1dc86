"""The data date (数据截止日期) that pages open with, so that one early upload does not move everyone's.

The newest day up to which the place itself, or a share of its reporting units, has reported. The
share is a rule (`default_date_share`): 城镇老旧小区改造 documents ask for weekly and monthly reports
and do not say from how many on a week is told.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import ceil

import polars as pl

from metrics.errors import RuleNotInForce
from metrics.packs.pack import pack_for_place
from metrics.records.data_dates import Sent, newest_of
from metrics.records.regions import circles


def opening_of(sent: Sent, regions: pl.DataFrame, place: str) -> date:
    """Return the day a place opens with; one that never reported opens as its province does.

    `sent` is not empty, and `regions` is 区划 in force at the newest data date.
    """
    for reporting in (place, *circles(regions, place)):
        newest = newest_of(sent, regions, reporting)
        if newest:
            return opening(newest, place=reporting)
    return max(day for _, day in sent)


def opening(newest: Mapping[str, date], *, place: str) -> date:
    """Return the day a place opens with under its own rules; the newest while none is in force."""
    last = max(newest.values())
    try:
        share = pack_for_place(place).on(last)["default_date_share"]
    except RuleNotInForce:
        return last
    return default_date(newest, place=place, share=share)


def default_date(newest: Mapping[str, date], *, place: str, share: Fraction) -> date:
    """Return the newest day that enough of the units have reached.

    `newest` is each unit's newest data date; there is at least one. Units that never reported are
    not waited for. A share that rounds to less than one unit asks for one.
    """
    reached = sorted(newest.values(), reverse=True)
    enough = max(1, ceil(share * len(reached)))
    return max(reached[enough - 1], newest.get(place, date.min))


def ahead_of(newest: Mapping[str, date], day: date) -> dict[str, date]:
    """Return the units that have reported for a later day, the latest first, then by code."""
    later = [(unit, sent) for unit, sent in newest.items() if sent > day]
    return dict(sorted(later, key=lambda pair: (-pair[1].toordinal(), pair[0])))
