"""底线 before 难点: where the rules say so, no points lift a region past one with fewer breaches."""

from fractions import Fraction

import polars as pl
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from metrics.packs.pack import load_pack
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.rating.intervals import Ends, Intervals
from metrics.rating.scoring import breaches
from metrics.standards.catalogue import NATIONAL
from tests.random_provinces import Province, provinces
from tests.test_agreement import frames_of, thorough

brief = settings(thorough, max_examples=10, phases=(Phase.generate,))
HARD = {code: Fraction(1 if item.group == "难点" else 0) for code, item in NATIONAL.by_code.items()}


def evaluated(province: Province, **rules: object) -> Evaluation:
    pack = load_pack("gansu").on(province.as_of).but(min_compounds=0, **rules)
    return evaluate(frames_of(province), pack, "620000")


def ranked(evaluation: Evaluation) -> list[dict[str, object]]:
    scores = evaluation.scores.filter(pl.col("rank").is_not_null())
    return scores.join(breaches(evaluation.counts, NATIONAL), on="region").to_dicts()


@brief
@given(province=provinces(), weights=st.sampled_from(({}, {"item_weights": HARD})))
def test_no_points_lift_a_region_past_one_with_fewer_breaches(
    province: Province, weights: dict[str, dict[str, Fraction]]
) -> None:
    written = {key: {item: str(n) for item, n in value.items()} for key, value in weights.items()}
    evaluation = evaluated(province, baseline_breaches_first="是", **written)
    rows = ranked(evaluation)
    for one in rows:
        for other in rows:
            same = one["level"] == other["level"] and bool(one["vetoes"]) == bool(other["vetoes"])
            if same and one["breaches"] < other["breaches"]:  # type: ignore[operator]
                assert one["rank"] < other["rank"]  # type: ignore[operator]


@brief
@given(province=provinces())
def test_no_points_lift_a_barred_region_past_one_without_a_bar(province: Province) -> None:
    rows = ranked(evaluated(province, item_weights={code: str(n) for code, n in HARD.items()}))
    for one in rows:
        for other in rows:
            if one["level"] == other["level"] and not one["vetoes"] and other["vetoes"]:
                assert one["rank"] < other["rank"]  # type: ignore[operator]


@brief
@given(province=provinces())
def test_intervals_hold_the_rank_and_what_each_side_opens(province: Province) -> None:
    evaluation = evaluated(province, baseline_breaches_first="是")
    intervals = Intervals(evaluation)
    for row in evaluation.scores.filter(pl.col("rank").is_not_null()).iter_rows(named=True):
        found = intervals.of(row["region"])
        assert found is not None
        assert found.ends == (row["rank_best"], row["rank_worst"])
        assert found.ends.best <= found.rank <= found.ends.worst
        for each in found.openings:
            assert found.ends.best <= each.best <= found.rank
            assert each.worst is None or found.rank <= each.worst <= found.ends.worst
        if not found.openings:
            assert found.own == Ends(found.rank, found.rank)
