"""The published national tables, through the same door as any workbook."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest

from metrics.progress.national_series import LABELS
from metrics.progress.published import start_table
from metrics.records.frames import Frames
from sql.database.engine import session_scope
from sql.reported import history
from sql.supplied import published
from sql.supplied.national_series import national_series

JUNE, SEPTEMBER = date(2023, 6, 30), date(2023, 9, 30)
DECEMBER, MAY = date(2022, 12, 31), date(2024, 5, 31)


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


@pytest.mark.parametrize("table", published.PUBLISHED, ids=lambda each: str(each.as_of))
def test_rows_add_up_to_the_starts_that_the_series_tells_of_those_months(table: published.Table):
    """The series prints them in 万 with two decimals; two units of 2022-12 are not legible."""
    told = {(each.year, each.months): each.started for each in national_series()}
    summed = sum(int(row["started_compounds"]) for row in table.rows)
    series = told[table.as_of.year, f"1-{table.as_of.month}"]
    apart = {DECEMBER: Decimal("0.13")}.get(table.as_of, Decimal(0))
    assert series is not None
    assert (Decimal(summed) / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP) == series - apart


def test_may_2024_prints_no_total_and_gets_none():
    rows = published.returns(MAY).filter(pl.col("year") == 2024)
    assert rows.height == 32
    assert rows["started_compounds"].sum() == 22_627
    assert published.NATION not in rows["region"]


def test_the_series_has_its_sources_and_invents_nothing():
    series = national_series()
    assert (series[0].year, series[-1].year) == (2021, 2026)
    assert all(each.label in LABELS and (each.source or each.label == "未核") for each in series)
    last = series[-1]
    assert (last.planned, last.started, last.households, last.rate) == (None,) * 4
    april = next(each for each in series if (each.year, each.months) == (2025, "1-4"))
    assert (str(april.planned), str(april.started), april.rate) == ("2.5", "0.5679", None)


def test_who_sent_a_table_names_the_page_it_was_read_on(sqlite_database: str):
    published.load()
    with session_scope() as session:
        senders = {each.data_date: each.sent_by for each in history.submissions(session)}
    assert senders[DECEMBER] == "住房和城乡建设部公布数据"
    assert "转载页bari-btp.com/20/4062.html，未经原件核对" in senders[JUNE]


def test_import_reproduces_the_june_table(sqlite_database: str):
    assert published.load() == [DECEMBER, JUNE, SEPTEMBER, MAY]
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
        assert len(history.submissions(session)) == 4
