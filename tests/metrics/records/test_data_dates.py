"""The data dates of a place: which units' days count, before and after a merger."""

from datetime import date

import polars as pl

from metrics.records.data_dates import data_dates, newest_of

MAY, JUNE, JULY = date(2024, 5, 31), date(2024, 6, 30), date(2024, 7, 31)
LINES = (
    ("100000", "国", None, MAY), ("620000", "省", "100000", MAY), ("620100", "市", "620000", MAY),
    ("620102", "县", "620100", MAY), ("620103", "县", "620100", MAY),
    ("620104", "县", "620100", JUNE), ("630000", "省", "100000", MAY),
)  # fmt: skip
DIVISIONS = pl.DataFrame(LINES, schema=["region", "level", "parent", "since"], orient="row")
SENT = [("620103", MAY), ("620102", JUNE), ("100000", JULY)]


def test_a_county_has_the_dates_of_its_province():
    for place in ("620000", "620100", "620102", "620103"):
        assert data_dates(SENT, DIVISIONS, place) == (JUNE, MAY)


def test_a_new_county_has_them_from_the_day_that_it_is_named():
    assert data_dates(SENT, DIVISIONS, "620104") == (JUNE,)


def test_a_province_that_never_reported_has_those_of_the_nation():
    assert data_dates(SENT, DIVISIONS, "630000") == (JULY, JUNE, MAY)
    assert data_dates(SENT, DIVISIONS, "100000") == (JULY, JUNE, MAY)


def test_a_place_that_nobody_speaks_for_has_the_newest_date():
    assert data_dates(SENT, DIVISIONS.filter(region="630000"), "630000") == (JULY,)
    assert data_dates([], DIVISIONS, "620000") == ()


def test_the_newest_date_is_that_of_the_units_of_the_place_itself():
    assert newest_of([*SENT, ("620103", JULY)], DIVISIONS, "620100") == {
        "620102": JUNE, "620103": JULY,
    }  # fmt: skip
    assert newest_of(SENT, DIVISIONS, "630000") == {}
