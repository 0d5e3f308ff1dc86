"""The published national tables, through the same door as any workbook."""

from datetime import date

import polars as pl
import pytest

from metrics.progress.published import start_table
from metrics.records.frames import Frames
from sql.database.engine import session_scope
from sql.reported import history
from sql.supplied import published

JUNE, SEPTEMBER = date(2023, 6, 30), date(2023, 9, 30)
DECEMBER = date(2022, 12, 31)


def frames(as_of: date, year: int) -> Frames:
    with session_scope() as session:
        return history.frames(session, as_of=as_of, year=year)


def test_nation_has_31_provinces_and_the_corps():
    regions = published.regions()
    assert regions.filter(pl.col("parent") == published.NATION).height == 32
    assert dict(regions.select("region", "name").iter_rows())["660000"] == "新疆生产建设兵团"


def test_households_are_exact():
    returns = published.returns(DECEMBER)
    hebei = returns.filter(pl.col("region") == "130000").row(0, named=True)
    assert (hebei["planned_households"], hebei["started_households"]) == (530_000, 532_600)


def test_units_not_legible_in_2022_are_not_reported():
    reported = set(published.returns(DECEMBER)["region"])
    assert {"650000", "660000"}.isdisjoint(reported)
    assert len(reported) == 30


def test_plans_that_were_not_published_stay_blank():
    june = published.returns(JUNE).filter(pl.col("year") == 2023)
    assert june["planned_compounds"].null_count() == june.height == 33


@pytest.mark.parametrize(("as_of", "total"), [(JUNE, 42_621), (SEPTEMBER, 51_294)])
def test_rows_add_up_to_the_printed_total(as_of: date, total: int):
    rows = published.returns(as_of).filter(pl.col("year") == 2023)
    own = rows.filter(pl.col("region") == published.NATION)["started_compounds"]
    assert own.to_list() == [total]
    assert rows["started_compounds"].sum() - total == total


def test_import_reproduces_the_june_table(sqlite_database: str):
    assert published.load() == [DECEMBER, JUNE, SEPTEMBER]
    table = start_table(frames(JUNE, 2023), place=published.NATION, year=2023)
    assert table.rows["published_order"].to_list() == list(range(1, 33))
    assert table.rows["name"].head(3).to_list() == ["贵州省", "河北省", "湖北省"]
    assert table.rows["rank"].head(6).to_list() == [1, 1, 3, 3, 3, 6]
    assert table.total["started_compounds"].item() == 42_621


def test_every_year_stays_readable(sqlite_database: str):
    published.load()
    table = start_table(frames(SEPTEMBER, 2022), place=published.NATION, year=2022)
    assert table.rows.filter(pl.col("started_compounds").is_null())["region"].to_list() == [
        "650000",
        "660000",
    ]


def test_importing_again_adds_nothing(sqlite_database: str):
    published.load()
    published.load()
    assert published.load(if_empty=True) == []
    with session_scope() as session:
        assert len(history.submissions(session)) == 3
