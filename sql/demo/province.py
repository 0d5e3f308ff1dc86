"""The records of the demo province as one data date shows them."""

from datetime import date
from functools import lru_cache

import polars as pl

from metrics.records.frames import Frames
from metrics.records.invented import PREFIXES
from metrics.records.sheets import BY_NAME
from sql.demo.reported import Tables, reported
from sql.demo.schedule import newest, units_without_reports
from sql.demo.timeline import DATES, YEAR
from sql.demo.truth import Truth, invent

COMPOUNDS = 3000
ONE_PROVINCE = 20_000
"""Up to so many compounds one province holds them; beyond that there are 31."""


@lru_cache(maxsize=1)
def truth() -> Truth:
    """Return the truth of the demo province, invented once per process."""
    return invent(compounds_wanted=COMPOUNDS)


@lru_cache(maxsize=12)
def sheets(as_of: date) -> Tables:
    """Return what every unit of the demo province would report on one data date."""
    return reported(truth(), as_of=as_of)


def frames(*, as_of: date = DATES[-1], year: int = YEAR) -> Frames:
    """Return the demo's frames as of a data date, as the import of its workbooks leaves them."""
    divisions = truth().divisions
    sent = newest(divisions, as_of=as_of)
    tables = {
        name: pl.concat(_sent_on(name, day, units) for day, units in sent.items())
        for name in sheets(DATES[0])
    }
    return Frames.of(as_of=as_of, year=year, tables=tables, reporting=_reporting(sent))


def _sent_on(name: str, day: date, units: list[str]) -> pl.DataFrame:
    # The frames keep the unit where a record's number is only that unit's own.
    return (
        sheets(day)[name]
        .filter(pl.col("unit").is_in(units))
        .select(list(BY_NAME[name].record_schema))
    )


def _reporting(sent: dict[date, list[str]]) -> pl.DataFrame:
    rows = [(unit, day, f"{day}T12:00:00Z") for day, units in sent.items() for unit in units]
    frame = pl.DataFrame(rows, schema=["unit", "data_date", "accepted_at"], orient="row")
    return frame.sort("data_date", "unit").with_row_index("submission", offset=1)


def tables_at_scale(*, compounds: int, as_of: date = DATES[-1]) -> Tables:
    """Return every sheet with `unit` for so many compounds; all but the silent units report."""
    provinces = 1 if compounds <= ONE_PROVINCE else len(PREFIXES)
    invented = invent(compounds_wanted=compounds, provinces=provinces)
    silent = units_without_reports(invented.divisions)
    every = reported(invented, as_of=as_of)
    return {name: frame.filter(~pl.col("unit").is_in(silent)) for name, frame in every.items()}


def frames_at_scale(*, compounds: int, as_of: date = DATES[-1], year: int = YEAR) -> Frames:
    """Return frames with exactly so many compound rows, for benchmarks.

    Up to 20 000 compounds lie in one province, more in a nation of 31. No database is touched.
    """
    tables = tables_at_scale(compounds=compounds, as_of=as_of)
    units = pl.concat(frame.select("unit") for frame in tables.values()).unique().sort("unit")
    sent = {as_of: units["unit"].to_list()}
    return Frames.of(as_of=as_of, year=year, tables=tables, reporting=_reporting(sent))
