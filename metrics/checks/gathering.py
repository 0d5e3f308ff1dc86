"""What checks look at, gathered from the records: the data date, and the former ones that some check asks for."""

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from metrics.checks.material import Material
from metrics.records.adjustment import adjustment, recoded
from metrics.records.frames import Frames
from metrics.rules.value import Rules

_PRINTED_BEFORE = 2
"""How many former data dates of the year are read for the plans that were printed then."""


def days_asked(dates: Iterable[date], as_of: date, rules: Rules) -> tuple[date, ...]:
    """Return the former data dates that checks compare with, of those there are, the oldest first.

    They are the newest ones of the year, the last of the year before, and the newest from as many months ago as
    `check_g14` says.
    """
    former = sorted(each for each in dates if each < as_of)
    months = [rules["check_g14"][name] for name in ("月数", "较长月数")]
    bounds = [date(as_of.year, 1, 1), *(_day_after(as_of, each) for each in months)]
    newest = (max((each for each in former if each < bound), default=None) for bound in bounds)
    return tuple(
        sorted({each for each in newest if each is not None} | {*former[-_PRINTED_BEFORE:]})
    )


def _day_after(as_of: date, months: int) -> date:
    """Return the day after the one so many months ago: what was reported on that day counts."""
    moved: date = pl.select(pl.lit(as_of).dt.offset_by(f"-{months}mo").dt.offset_by("1d")).item()
    return moved


def gathered(
    frames: Frames,
    earlier: Mapping[date, Frames],
    supplements: Mapping[str, pl.DataFrame] | None = None,
) -> Material:
    """Put records, earlier ones of the same plan year and supplements together.

    The earlier ones stand under the codes of today; what was redrawn since the former data date is named.
    """
    told = {day: recoded(then, frames) for day, then in sorted(earlier.items())}
    last = earlier[max(earlier)] if earlier else None
    redrawn = frozenset[str]() if last is None else adjustment(last, frames).redrawn
    return Material(frames, told, supplements or {}, redrawn)
