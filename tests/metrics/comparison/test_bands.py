"""Bands: overlapping intervals share one, directly or by way of others, and no interval is cut."""

import polars as pl
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from metrics.comparison.bands import bands
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate
from tests.random_provinces import Province, provinces
from tests.test_agreement import frames_of, thorough

brief = settings(thorough, max_examples=5, phases=(Phase.generate,))
Interval = tuple[int | None, int | None]


def banded(*intervals: Interval, level: str = "county", group: str = "main") -> list[int | None]:
    return list(_banded([(level, group, *each) for each in intervals]))


def _banded(rows: list[tuple[str, str, int | None, int | None]]) -> list[int | None]:
    names = [str(n) for n, _ in enumerate(rows)]
    table = pl.DataFrame(
        [(name, *row) for name, row in zip(names, rows, strict=True)],
        schema={"region": pl.String, "level": pl.String, "group": pl.String,
                "rank_best": pl.Int64, "rank_worst": pl.Int64},
        orient="row",
    )  # fmt: skip
    found = bands(table)
    return [found.get(name) for name in names]


def test_certain_ranks_are_bands_of_one():
    assert banded((1, 1), (2, 2), (3, 3)) == [1, 2, 3]


def test_intervals_that_overlap_share_a_band_also_by_way_of_another():
    assert banded((1, 2), (2, 3), (3, 4), (5, 5)) == [1, 1, 1, 2]


def test_intervals_that_meet_in_one_rank_overlap_and_next_to_each_other_do_not():
    assert banded((1, 2), (2, 2)) == [1, 1]
    assert banded((1, 2), (1, 2), (3, 4), (3, 4)) == [1, 1, 2, 2]


def test_a_wide_interval_holds_together_all_that_lie_in_it():
    assert banded((1, 4), (2, 2), (3, 3), (4, 4), (5, 5)) == [1, 1, 1, 1, 2]


def test_equal_scores_share_a_band():
    assert banded((1, 1), (2, 2), (2, 2), (4, 4)) == [1, 2, 2, 3]


def test_who_has_no_rank_has_no_band():
    assert banded((1, 1), (None, None), (2, 2)) == [1, None, 2]


def test_levels_and_groups_are_banded_by_themselves():
    rows = [("county", "main", 1, 2), ("county", "main", 1, 2), ("county", "small", 1, 1),
            ("city", "main", 1, 1), ("city", "main", 2, 2)]  # fmt: skip
    assert _banded(rows) == [1, 1, 1, 1, 2]


@given(
    st.lists(
        st.tuples(st.integers(1, 30), st.integers(0, 6)).map(lambda p: (p[0], p[0] + p[1])),
        max_size=20,
    )
)
def test_bands_are_what_overlaps_hold_together(intervals: list[tuple[int, int]]) -> None:
    found = banded(*intervals)
    for one, a in zip(intervals, found, strict=True):
        for other, b in zip(intervals, found, strict=True):
            assert a is not None
            assert b is not None
            if one[0] <= other[1] and other[0] <= one[1]:
                assert a == b
            if a < b:  # a cut lies inside no interval: all of the better band end before
                assert one[1] < other[0]
    together = _closure(intervals)
    for one, a in enumerate(found):
        for other, b in enumerate(found):
            assert (a == b) == (other in together[one])


def _closure(intervals: list[tuple[int, int]]) -> list[set[int]]:
    """Return, slowly, whom each interval reaches by overlaps."""
    reached = []
    for start in range(len(intervals)):
        seen, left = {start}, [start]
        while left:
            low, high = intervals[left.pop()]
            new = {
                n for n, (a, b) in enumerate(intervals) if a <= high and low <= b and n not in seen
            }
            seen |= new
            left += new
        reached.append(seen)
    return reached


@brief
@given(province=provinces())
def test_a_band_of_a_province_is_a_run_of_ranks(province: Province) -> None:
    evaluation = evaluate(frames_of(province), load_pack("gansu").on(province.as_of), "620000")
    found = bands(evaluation.scores)
    ranked = evaluation.scores.filter(pl.col("rank").is_not_null())
    assert set(found) == set(ranked["region"])
    rows = ranked.sort("level", "group", "rank", "region").iter_rows(named=True)
    order = [(row["level"], row["group"], found[row["region"]]) for row in rows]
    assert order == sorted(order)
