"""Ranks, ties, groups and intervals; the slow sentence of the standard is the judge."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from metrics.rating.ranking import order_key, rank

LAST: Mapping[str, Any] = {"veto_effect": "last"}


def table(*rows: tuple[int | None, int | None, int | None]) -> pl.DataFrame:
    """Return counties of one group with key, key_best and key_worst."""
    keys = ["key", "key_best", "key_worst"]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(keys, pl.Int64), orient="row")
    return frame.with_columns(
        region=pl.Series([f"6201{number:02}" for number in range(len(rows))], dtype=pl.String),
        level=pl.lit("county"),
        group=pl.lit("main"),
    )


def certain(*scores: int | None) -> pl.DataFrame:
    """Return counties without unknown records."""
    return table(*((score, score, score) for score in scores))


def test_equal_scores_share_a_rank_and_the_next_is_skipped():
    assert rank(certain(8000, 9000, 8000, 7000))["rank"].to_list() == [2, 1, 2, 4]


def test_without_unknown_records_the_interval_is_the_rank():
    ranked = rank(certain(8000, 9000, 8000, 7000))
    assert ranked["rank_best"].to_list() == ranked["rank_worst"].to_list() == [2, 1, 2, 4]


def test_a_region_without_a_score_has_no_rank_and_takes_none():
    assert rank(certain(None, 9000, 8000))["rank"].to_list() == [None, 1, 2]


def test_the_interval_spans_what_unknown_records_could_change():
    # The first could reach 95 and fall to 80; the second is certain at 90; the third may reach 85.
    ranked = rank(table((8000, 9500, 8000), (9000, 9000, 9000), (7000, 8500, 7000)))
    assert ranked.select("rank", "rank_best", "rank_worst").rows() == [
        (2, 1, 3), (1, 1, 2), (3, 2, 3),
    ]  # fmt: skip


def test_groups_and_levels_are_ranked_apart():
    mixed = certain(9000, 8000, 7000).with_columns(group=pl.Series(["main", "small", "small"]))
    assert rank(mixed)["rank"].to_list() == [1, 1, 2]


def test_a_barred_region_ranks_behind_the_worst_without_a_bar_and_shares_no_rank():
    frame = pl.DataFrame({"score": [10000, 0, 0], "barred": [True, False, True]})
    keys = frame.select(order_key(pl.col("score"), pl.col("barred"), LAST, pl.lit(0)).alias("key"))[
        "key"
    ]
    assert rank(certain(*keys))["rank"].to_list() == [2, 1, 3]


def test_other_effects_leave_the_order_to_the_score():
    frame = pl.DataFrame({"score": [10000, 0], "barred": [True, False]})
    key = order_key(pl.col("score"), pl.col("barred"), {"veto_effect": "flag"}, pl.lit(3))
    assert frame.select(key.alias("key"))["key"].to_list() == [10000, 0]


def test_a_breach_more_costs_more_than_any_score_where_the_rules_ask_breaches_first():
    frame = pl.DataFrame(
        {"score": [10000, 0, 5000, 10000], "barred": [False, False, False, True],
         "breaches": [2, 1, 1, 0]}
    )  # fmt: skip
    first = {**LAST, "baseline_breaches_first": True}
    for rules, ranks in ((first, [3, 2, 1, 4]), (LAST, [1, 3, 2, 4])):
        key = order_key(pl.col("score"), pl.col("barred"), rules, pl.col("breaches"))
        keys = frame.select(key.alias("key"))["key"]
        assert rank(certain(*keys))["rank"].to_list() == ranks


def slow_interval(keys: list[tuple[int, int, int]], own: int) -> tuple[int, int]:
    """Judge own unknown records met and all others' not met, then the reverse, and count."""
    others = [row for number, row in enumerate(keys) if number != own]
    _, high, low = keys[own]
    best = 1 + sum(worst > high for _, _, worst in others)
    return best, 1 + sum(top > low for _, top, _ in others)


@st.composite
def keys(draw: st.DrawFn) -> list[tuple[int, int, int]]:
    rows = draw(st.lists(st.tuples(*[st.integers(0, 12)] * 3), min_size=1, max_size=8))
    return [(sorted(row)[1], max(row), min(row)) for row in rows]


@given(keys())
def test_the_interval_is_the_sentence_of_the_standard(rows: list[tuple[int, int, int]]):
    ranked = rank(table(*rows))
    found = ranked.select("rank_best", "rank_worst").rows()
    assert found == [slow_interval(rows, own) for own in range(len(rows))]
    assert all(b <= r <= w for r, b, w in ranked.select("rank", "rank_best", "rank_worst").rows())
