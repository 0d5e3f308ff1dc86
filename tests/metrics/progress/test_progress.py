"""Progress rates: what counts, what a blank does, and how divisions add up."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from metrics.errors import NothingReported
from metrics.progress import figures as progress_figures
from metrics.progress import rates as progress
from tests.metrics.progress.national_tables import CODES, golden, national
from tests.metrics.small_frames import D, division, frames

REGIONS = [
    division("620000", "省", None),
    division("620100", "市", "620000"),
    division("620102", "县", "620100"),
    division("620103", "县", "620100"),
    division("620200", "市", "620000"),
]
NEXT_DAY = D + timedelta(days=1)


def line(table: pl.DataFrame, region: str, year: int = 2023) -> dict[str, Any]:
    """Return the one row of a division and year."""
    return table.row(
        by_predicate=(pl.col("region") == region) & (pl.col("year") == year), named=True
    )


def project(code: str, region: str = "620102", year: int = 2023, **fields: Any) -> dict[str, Any]:
    return {"project": code, "region": region, "plan_year": year, **fields}


def compound(code: str, project: str = "P1", **fields: Any) -> dict[str, Any]:
    return {"compound": code, "project": project, "households": 100, **fields}


def test_only_what_happened_by_the_data_date_counts() -> None:
    found = progress.ledger(
        frames(
            regions=REGIONS,
            projects=[project("P1")],
            compounds=[
                compound("on the day", planned_on=D, started_on=D, completed_on=D),
                compound("a day late", planned_on=NEXT_DAY, started_on=NEXT_DAY),
                compound("blank", planned_on=D),
                compound("started outside the plan", started_on=D, households=7),
            ],
        )
    )
    row = line(found, "620102")
    assert [row[f] for f in progress.FIGURES[:6]] == [2, 2, 1, 200, 107, 100]
    assert (row["started_compounds_unknown"], row["unplanned_starts"]) == (0, 1)
    assert (row["start_rate_numerator"], row["start_rate_denominator"]) == (2, 2)
    assert (row["household_start_rate_numerator"], row["household_start_rate_denominator"]) == (
        107,
        200,
    )
    assert (row["completion_rate_numerator"], row["completion_rate_denominator"]) == (1, 2)


def test_plan_years_are_told_apart_whatever_the_evaluation_year() -> None:
    found = progress.ledger(
        frames(
            regions=REGIONS,
            projects=[project("P1"), project("P0", year=2021)],
            compounds=[
                compound("C1", planned_on=D),
                compound("C1", "P0", planned_on=D, started_on=D),
            ],
        )
    )
    assert line(found, "620102", 2021)["started_compounds"] == 1
    assert line(found, "620102", 2023)["started_compounds"] == 0


def test_an_investment_with_one_part_blank_is_in_no_rate_but_counted() -> None:
    found = progress.ledger(
        frames(
            regions=REGIONS,
            projects=[
                project("P1", planned_investment=100, completed_investment=130),
                project("P2", planned_investment=1000),
                project("P3", completed_investment=7),
                project("not in plan", planned_investment=9999, completed_investment=1),
            ],
            compounds=[compound(p, p, planned_on=D) for p in ("P1", "P2", "P3")],
        )
    )
    row = line(found, "620000")
    assert (row["planned_investment"], row["planned_investment_unknown"]) == (1100, 1)
    assert (row["completed_investment"], row["completed_investment_unknown"]) == (138, 1)
    assert (row["investment_rate_numerator"], row["investment_rate_denominator"]) == (131, 100)
    assert row["investment_rate_left_out"] == 2


def test_money_is_paired_row_by_row() -> None:
    found = progress.ledger(
        frames(
            regions=REGIONS,
            projects=[project("P1"), project("P2", "620103")],
            funds=[
                {"project": "P1", "source": "省财政", "received": 300, "paid": 100},
                {"project": "P1", "source": "县财政", "received": 500},
                {"project": "P2", "source": "县财政", "received": 0, "paid": 0},
                {"project": "P2", "source": "专项债", "paid": 20},
            ],
        )
    )
    row = line(found, "620100")
    assert (row["received"], row["received_unknown"]) == (800, 1)
    assert (row["paid"], row["paid_unknown"]) == (120, 1)
    assert (row["payment_rate_numerator"], row["payment_rate_denominator"]) == (100, 300)
    assert row["payment_rate_left_out"] == 2


def test_nothing_known_is_null_and_not_zero() -> None:
    found = progress.ledger(
        frames(
            regions=REGIONS,
            projects=[project("P1")],
            compounds=[compound("C1", planned_on=D)],
            funds=[{"project": "P1", "source": "省财政"}],
        )
    )
    row = line(found, "620000")
    assert (row["planned_investment"], row["planned_investment_unknown"]) == (None, 1)
    assert (row["received"], row["received_unknown"]) == (None, 1)
    assert (row["payment_rate_numerator"], row["payment_rate_left_out"]) == (None, 1)


def test_a_county_that_reported_no_compound_has_none_and_a_silent_one_is_unknown() -> None:
    found = progress.ledger(
        frames(
            regions=REGIONS,
            reporting=["620102", "620103"],
            projects=[project("P1")],
            compounds=[compound("C1", planned_on=D)],
        )
    )
    assert line(found, "620103")["planned_compounds"] == 0
    assert line(found, "620200")["planned_compounds"] is None
    assert [line(found, region)["silent"] for region in ("620103", "620200", "620100", "620000")] == [
        0, 1, 0, 1,
    ]  # fmt: skip


def test_counties_add_up_to_cities_and_the_province_as_sums_not_means() -> None:
    found = progress.ledger(
        frames(
            regions=REGIONS,
            projects=[project("P1"), project("P2", "620103"), project("P3", "620200")],
            compounds=[
                compound("C1", "P1", planned_on=D, started_on=D),
                *(compound(f"D{n}", "P2", planned_on=D) for n in range(3)),
                compound("E1", "P3", planned_on=D, started_on=D),
            ],
        )
    )
    pairs = {
        region: (
            line(found, region)["start_rate_numerator"],
            line(found, region)["start_rate_denominator"],
        )
        for region in ("620102", "620100", "620200", "620000")
    }
    assert pairs == {"620102": (1, 1), "620100": (1, 4), "620200": (1, 1), "620000": (2, 5)}


def test_an_owner_outside_the_divisions_is_refused_not_dropped() -> None:
    with pytest.raises(NothingReported, match="区划中没有代码999999"):
        progress.ledger(frames(regions=REGIONS, projects=[project("P1", "999999")]))
    with pytest.raises(NothingReported, match="区划中没有代码999999"):
        progress.returns(frames(regions=REGIONS, returns=[{"region": "999999", "year": 2023}]))


def returned(region: str, planned: int | None, started: int | None) -> dict[str, Any]:
    return {
        "region": region,
        "year": 2023,
        "planned_compounds": planned,
        "started_compounds": started,
    }


def test_a_return_that_is_missing_or_blank_is_unknown_above() -> None:
    found = progress.returns(
        frames(
            regions=REGIONS,
            returns=[returned("620102", 10, 8), returned("620103", None, 5)],
        )
    )
    row = line(found, "620000")
    assert (row["planned_compounds"], row["planned_compounds_unknown"]) == (10, 2)
    assert (row["started_compounds"], row["started_compounds_unknown"]) == (13, 1)
    assert (row["start_rate_numerator"], row["start_rate_denominator"]) == (8, 10)
    assert row["start_rate_left_out"] == 2
    assert line(found, "620200")["started_compounds"] is None


def test_a_divisions_own_return_wins() -> None:
    known = frames(
        regions=REGIONS,
        returns=[returned("620102", 10, 8), returned("620103", 4, 4), returned("620100", 15, None)],
    )
    row = line(progress.returns(known), "620100")
    assert (row["planned_compounds"], row["planned_compounds_unknown"]) == (15, 0)
    assert (row["started_compounds"], row["started_compounds_unknown"]) == (12, 0)
    assert (row["start_rate_numerator"], row["start_rate_denominator"]) == (12, 14)
    assert line(progress.returns(known), "620000")["planned_compounds"] == 15


def test_a_sum_of_nothing_is_not_known_and_never_0() -> None:
    rows = pl.DataFrame({"paid": [5, None]})
    total = progress_figures.known_sum(pl.col("paid"))
    assert rows.select(total).item() == 5
    assert rows.filter(pl.col("paid").is_null()).select(total).item() is None
    assert rows.filter(paid=7).select(total).item() is None


def test_changes_are_in_points_of_the_printed_rates() -> None:
    before = progress.returns(frames(regions=REGIONS, returns=[returned("620102", 3, 1)]))
    now = progress.returns(
        frames(regions=REGIONS, returns=[returned("620102", 3, 4), returned("620103", 2, 1)])
    )
    moved = progress.changes(now, before)
    # 133.33 % after 33.33 %; the other county had no rate before.
    assert moved.filter(region="620102")["start_rate_change"].item() == 100_00
    assert moved.filter(region="620103")["start_rate_change"].item() is None


@pytest.mark.parametrize(
    ("numerator", "denominator", "rate"),
    [(1, 8, 1250), (1, 3, 3333), (2, 3, 6667), (1, 20_000, 1), (1, 20_001, 0), (5, 0, None),
     (3, 2, 15_000), (10**17, 10**17, 10_000), (None, 5, None)],
)  # fmt: skip
def test_rates_round_half_up_exactly(
    numerator: int | None, denominator: int, rate: int | None
) -> None:
    pair = pl.DataFrame(
        {"start_rate_numerator": [numerator], "start_rate_denominator": [denominator]},
        schema=dict.fromkeys(("start_rate_numerator", "start_rate_denominator"), pl.Int64),
    )
    assert pair.select(progress.rate_hundredths("start_rate")).item() == rate


def test_no_data_gives_empty_tables_of_the_same_shape() -> None:
    empty, full = frames(), frames(regions=REGIONS, returns=[returned("620102", 1, 1)])
    assert progress.returns(empty).schema == progress.returns(full).schema
    assert progress.ledger(empty).height == 0


def test_the_published_year_2022_adds_up_exactly_and_two_units_stay_unknown() -> None:
    found = progress.returns(national("2022-12"))
    row = line(found, "100000", 2022)
    published = golden("2022-12")
    households = sum(Decimal(r["started_households_wan"]) for r in published)
    assert row["started_households"] == households * 10_000 == 8_530_200
    assert row["planned_households"] == 8_159_500
    assert row["start_rate_numerator"] == sum(int(r["started_compounds"]) for r in published)
    assert row["start_rate_denominator"] == sum(int(r["planned_compounds"]) for r in published)
    assert row["started_compounds_unknown"] == row["household_start_rate_left_out"] == 2
    for unit in ("新疆", "兵团"):
        assert line(found, CODES[unit], 2022)["started_compounds"] is None
        assert line(found, CODES[unit], 2022)["started_compounds_unknown"] == 1


def test_a_plan_nobody_published_is_unknown_as_often_as_there_are_returns() -> None:
    row = line(progress.returns(national("2023-06")), "100000")
    assert (row["planned_compounds"], row["planned_compounds_unknown"]) == (None, 32)
    assert (row["start_rate_denominator"], row["start_rate_left_out"]) == (None, 32)
