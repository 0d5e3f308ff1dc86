"""The published tables of starts: June and September 2023, December 2022, and rates that mislead."""

from typing import Any

import polars as pl
import pytest

from metrics.progress.figures import pair
from metrics.progress.published import StartTable, hides_some, level_of, standing, start_table
from tests.metrics.progress.national_tables import golden, national
from tests.metrics.small_frames import division, frames


def published(month: str) -> StartTable:
    return start_table(national(month), place="100000", year=int(month[:4]))


@pytest.mark.parametrize(("month", "total"), [("2023-06", 42_621), ("2023-09", 51_294)])
def test_the_published_table_is_reproduced(month: str, total: int) -> None:
    rows, last, _ = published(month)
    assert rows["name"].to_list() == [line["province"] for line in golden(month)]
    assert rows["printed"].to_list() == [line["published_start_rate"] for line in golden(month)]
    assert last["started_compounds"].item() == total
    assert last["started_compounds_unknown"].item() == 0


def test_all_started_ties_on_the_first_rank_and_equal_rates_share_theirs() -> None:
    ranks = dict(published("2023-06").rows.select("name", "rank").iter_rows())
    assert [ranks[n] for n in ("贵州", "河北", "湖北", "江苏", "江西", "湖南", "山东", "西藏")] == [
        1, 1, 3, 3, 3, 6, 7, 32,
    ]  # fmt: skip
    september = published("2023-09").rows
    assert september.filter("all_started")["rank"].unique().to_list() == [1]
    assert september.filter(name="河南")["rank"].item() == 22


def test_a_plan_that_was_not_published_is_not_invented() -> None:
    rows, last, _ = published("2023-06")
    assert rows["planned_compounds"].null_count() == 32
    assert last["planned_compounds"].item() is None
    assert (last["start_rate_numerator"].item(), last["start_rate_left_out"].item()) == (None, 32)
    assert rows.filter("all_started")["rate"].to_list() == [None, None]


def test_where_the_plan_is_known_the_rate_is_exact_and_may_exceed_one_hundred() -> None:
    rows, last, _ = published("2022-12")
    rates = dict(rows.select("name", "rate").iter_rows())
    assert (rates["广东"], rates["天津"], rates["西藏"]) == (128_99, 100_00, 87_10)
    assert rows["name"].to_list()[0] == "广东"
    assert rows.tail(2)["rank"].to_list() == [None, None]
    assert rows.tail(2)["name"].to_list() == ["新疆", "兵团"]
    assert [last[part].item() for part in pair("start_rate")] == [51_192, 49_804]
    assert (last["started_compounds_unknown"].item(), last["start_rate_left_out"].item()) == (2, 2)


def test_what_the_nation_printed_itself_stands_beside_the_sum() -> None:
    own = {
        "region": "100000",
        "year": 2023,
        "started_compounds": 42_600,
        "published_start_rate": "80.4%",
    }
    table = start_table(national("2023-06", extra=[own]), place="100000", year=2023)
    assert table.total.select("name", "started_compounds", "own_started_compounds", "printed").row(0) == (
        "全国", 42_621, 42_600, "80.4%",
    )  # fmt: skip


def test_a_city_that_filed_nothing_itself_has_the_figures_of_its_counties() -> None:
    returned = {"year": 2023, "planned_compounds": 4, "planned_households": 400}
    found = frames(
        regions=[
            division("620000", "省", None), division("620100", "市", "620000"),
            division("620200", "市", "620000"), division("620102", "县", "620100"),
            division("620103", "县", "620100"),
        ],
        returns=[
            {"region": "620102", "started_compounds": 5, "started_households": 300, **returned},
            {"region": "620103", "started_compounds": 1, **returned},
        ],
    )  # fmt: skip
    rows, last, _ = start_table(found, place="620000", year=2023)
    city = rows.filter(region="620100").row(0, named=True)
    assert (city["started_compounds"], city["planned_compounds"], city["rate"]) == (6, 8, 75_00)
    # One county did not report the households it started: the rate is the other county's.
    assert [city[part] for part in pair("household_start_rate")] == [300, 400]
    assert city["household_start_rate_left_out"] == 1
    assert rows.filter(region="620200")["rank"].item() is None
    assert last["start_rate_left_out"].item() == 1


def test_a_year_of_which_nobody_filed_a_return_is_unknown_for_every_unit() -> None:
    rows, last, _ = start_table(national("2023-06"), place="100000", year=2021)
    assert rows["started_compounds"].null_count() == 32
    assert last["started_compounds"].item() is None
    assert last["started_compounds_unknown"].item() == 32


def test_a_place_with_nothing_below_it_is_told_of_by_its_own_return() -> None:
    own = {"region": "620102", "year": 2023, "planned_compounds": 10, "started_compounds": 5}
    alone = frames(regions=[division("620102", "县", None)], returns=[own])
    rows, last, _ = start_table(alone, place="620102", year=2023)
    assert rows.select("region", "rate", "rank").rows() == [("620102", 50_00, 1)]
    assert last.select("started_compounds", "own_started_compounds").rows() == [(5, 5)]


def table_of(*rates: str | None, **fields: Any) -> StartTable:
    """Return a table of as many divisions as there are printed rates."""
    codes = [f"6201{n:02}" for n in range(1, len(rates) + 1)]
    return start_table(
        frames(
            regions=[division("620100", "市", None), *(division(c, "县", "620100") for c in codes)],
            returns=[
                {"region": code, "year": 2023, "published_start_rate": rate, **fields}
                for code, rate in zip(codes, rates, strict=True)
            ],
        ),
        place="620100",
        year=2023,
    )


def test_a_cap_ties_with_every_rate_that_it_may_hide() -> None:
    assert table_of("98%", "110.0%", "全部开工", "100%").rows.select("region", "rank").rows() == [
        ("620102", 1), ("620103", 1), ("620104", 1), ("620101", 4),
    ]  # fmt: skip
    assert table_of("98%", "110.0%", "100.05%").rows["rate"].to_list() == [110_00, 100_05, 98_00]


@pytest.mark.parametrize("text", ["无", "94.8", "0.948", "1e2%", "已全部开工", "-5%", "1000%", ""])
def test_a_rate_that_cannot_be_read_is_unknown_of_its_region_alone(text: str):
    rows = table_of("97%", text, "95%").rows
    assert rows.select("region", "rate", "rank", "unread").rows() == [
        ("620101", 97_00, 1, None), ("620103", 95_00, 2, None), ("620102", None, None, text),
    ]  # fmt: skip


def test_a_rate_in_full_width_forms_is_the_same_rate():
    assert table_of("９４．８％", " 全部 开工").rows.select("printed", "rate").rows() == [
        ("全部开工", None), ("94.8%", 94_80),
    ]  # fmt: skip


def planned(*pairs: tuple[int, int], **fields: Any) -> StartTable:
    """Return a table of divisions that started so many of so many planned."""
    codes = [f"6201{n:02}" for n in range(1, len(pairs) + 1)]
    return start_table(
        frames(
            regions=[division("620100", "市", None), *(division(c, "县", "620100") for c in codes)],
            returns=[
                {"region": code, "year": 2023, "started_compounds": started,
                 "planned_compounds": of, **fields}
                for code, (started, of) in zip(codes, pairs, strict=True)
            ],
        ),
        place="620100",
        year=2023,
    )  # fmt: skip


def test_equal_thirds_are_equal_to_each_other_and_to_the_whole():
    rows, total, _ = planned((1, 3), (2, 6), (3, 9))
    assert rows["rank"].to_list() == [1, 1, 1]
    level = level_of(total.row(0, named=True))
    assert [standing(row, level) for row in rows.iter_rows(named=True)] == [True, True, True]


def test_one_that_lacks_a_single_start_has_not_started_all():
    assert planned((20_000, 20_001), (20_001, 20_001)).rows.select("region", "full", "rank").rows() == [
        ("620102", True, 1), ("620101", False, 2),
    ]  # fmt: skip


def test_rates_that_print_alike_do_not_tie_where_plans_are_known():
    rows = planned((10_001, 20_000), (100_011, 200_000)).rows
    assert rows.select("region", "rate", "rank").rows() == [
        ("620102", 50_01, 1),
        ("620101", 50_01, 2),
    ]


def test_a_cap_with_a_known_plan_hides_nothing_and_ties_with_nobody():
    rows = planned((8, 7), (9, 9), published_start_rate="全部开工").rows
    assert rows.select("region", "full", "rank").rows() == [
        ("620101", True, 1),
        ("620102", True, 2),
    ]
    assert not hides_some(rows)


def test_a_printed_rate_that_is_not_that_of_the_plan_stands_and_is_told():
    rows = planned((2, 3), published_start_rate="80%").rows
    assert rows.select("rate", "rate_part", "rate_whole", "disagrees").row(0) == (
        80_00, 80_00, 100_00, True,
    )  # fmt: skip
    for printed in ("66.7%", "66%", "66.66%", "66.67%"):
        row = planned((2, 3), published_start_rate=printed).rows.row(0, named=True)
        assert (row["rate_part"], row["rate_whole"], row["disagrees"]) == (2, 3, False)
    assert planned((2, 3), published_start_rate="全部开工").rows["disagrees"].item()


def test_what_cannot_be_read_is_not_replaced_by_what_the_plan_would_give():
    rows = planned((2, 3), published_start_rate="0.948").rows
    assert rows.select("rate", "rank", "full", "start_rate_numerator").row(0) == (
        None, None, False, 2,
    )  # fmt: skip


def test_a_city_whose_counties_did_not_all_report_has_not_started_all():
    codes = ("620101", "620102")
    found = frames(
        regions=[division("620000", "省", None), division("620100", "市", "620000"),
                 *(division(code, "县", "620100") for code in codes)],
        returns=[{"region": "620101", "year": 2023, "planned_compounds": 4, "started_compounds": 4}],
    )  # fmt: skip
    assert not start_table(found, place="620000", year=2023).rows["full"].item()


def test_the_order_among_equals_is_the_printed_one_then_the_code() -> None:
    rows = table_of("97%", "97%", "97.0%").rows
    assert rows["region"].to_list() == ["620101", "620102", "620103"]
    assert rows["rank"].to_list() == [1, 1, 1]
    assert table_of("97%", published_order=4).rows.schema["rate"] == pl.Int64
