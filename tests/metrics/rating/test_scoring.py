"""Points, scores, vetoes and grades on tables an officer could check with a calculator."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import RulePackInvalid
from metrics.packs.pack import load_pack
from metrics.rating import scoring
from metrics.rating.rule_keys import Points
from metrics.standards.catalogue import NATIONAL

RULES = load_pack("national").on(date(2023, 7, 31))
PROPORTIONAL = {"default": Points("proportional")}


def rules(**changed: Any) -> Mapping[str, Any]:
    """Return the national rules with some of them changed."""
    return {**RULES, **changed}


def counts(*rows: tuple[str, int, int, int]) -> pl.DataFrame:
    """Return the counts of one county: measure, numerator, denominator, unknown."""
    schema = ["measure", "numerator", "denominator", "unknown"]
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        region=pl.lit("620102"),
        unmet=pl.col("denominator") - pl.col("numerator") - pl.col("unknown"),
        amounts=pl.col("measure").str.starts_with("B04"),
    )


def score_of(table: pl.DataFrame, by: Mapping[str, Any] = RULES, *, favour: bool = False) -> int:
    earnings = scoring.earned(table, by, NATIONAL, favour=favour)
    return scoring.scores(earnings, by)["score"].item()


def test_the_default_weights_are_five_points_an_item_split_evenly():
    weights = scoring.measure_weights(RULES, NATIONAL)
    assert set(weights) == set(NATIONAL.measures)
    assert sum(weights.values()) == 100
    assert weights["A01.1"] == 5
    assert weights["A02.1"] == Fraction(5, 3)


def test_measures_that_do_not_apply_are_left_out_of_the_base():
    # 5 × 1/2 + 5/2 × 1 of 7.5 points that apply
    assert score_of(counts(("A01.1", 1, 2, 0), ("A07.1", 9, 9, 0))) == 6667


def test_a_parameter_gives_or_withholds_the_weight_that_does_not_apply():
    table = counts(("A01.1", 1, 2, 0))
    assert score_of(table, rules(not_applicable="spread")) == 5000
    assert score_of(table, rules(not_applicable="full")) == 9750
    assert score_of(table, rules(not_applicable="zero")) == 250


def test_unknown_stays_in_the_denominator_and_counts_as_met_only_in_favour():
    table = counts(("A01.1", 1, 4, 2))
    assert score_of(table) == 2500
    assert score_of(table, favour=True) == 7500


def test_a_share_of_money_earns_in_proportion_to_its_target_and_no_more():
    # the default target of B04.1 is 20 %
    assert score_of(counts(("B04.1", 10, 100, 0))) == 5000
    assert score_of(counts(("B04.1", 20, 100, 0))) == 10000
    assert score_of(counts(("B04.1", 90, 100, 0))) == 10000


def test_blank_amounts_neither_help_nor_hurt_a_share():
    table = counts(("B04.1", 10, 100, 7))
    assert score_of(table, favour=True) == score_of(table) == 5000
    assert score_of(counts(("B04.1", 0, 0, 3))) == 0


@pytest.mark.parametrize(
    ("met", "expected"), [(79, 0), (80, 10000), (81, 10000)], ids=["below", "on", "above"]
)
def test_a_threshold_earns_all_or_nothing_and_includes_its_bound(met: int, expected: int):
    by = rules(points={**PROPORTIONAL, "A01.1": Points("threshold", target=Fraction(4, 5))})
    assert score_of(counts(("A01.1", met, 100, 0)), by) == expected


@pytest.mark.parametrize(("met", "expected"), [(60, 0), (75, 5000), (90, 10000), (95, 10000)])
def test_a_linear_rule_earns_nothing_at_the_floor_and_all_at_the_target(met: int, expected: int):
    linear = Points("linear", floor=Fraction(3, 5), target=Fraction(9, 10))
    by = rules(points={**PROPORTIONAL, "A01.1": linear})
    assert score_of(counts(("A01.1", met, 100, 0)), by) == expected


def test_an_exact_half_of_a_hundredth_rounds_up():
    # 1/800 of 100 points is 0.125; 3/800 is 0.375
    assert score_of(counts(("A01.1", 1, 800, 0))) == 13
    assert score_of(counts(("A01.1", 3, 800, 0))) == 38


@pytest.mark.parametrize("not_applicable", ["spread", "full", "zero"])
def test_a_region_whose_applicable_weights_are_nought_has_no_score(not_applicable: str):
    none = dict.fromkeys(RULES["item_weights"], Fraction(0)) | {"B10": Fraction(5)}
    by = rules(item_weights=none, not_applicable=not_applicable)
    assert score_of(counts(("A01.1", 1, 2, 0)), by) is None


rows = st.integers(1, 10**6).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole), st.just(0))
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(NATIONAL.measures)), rows, min_size=1))
def test_the_fast_score_is_the_exact_score(table: dict[str, tuple[int, int, int]]):
    given_counts = counts(*((code, *row) for code, row in table.items()))
    earnings = scoring.earned(given_counts, RULES, NATIONAL)
    exact = scoring.exact_score(earnings.iter_rows(named=True), RULES)
    assert scoring.scores(earnings, RULES)["score"].item() == exact


def test_only_records_not_met_bar_a_region_and_unknown_ones_only_at_worst():
    table = scoring.vetoes(counts(("A02.2", 8, 10, 1), ("A03.2", 0, 1, 1)), RULES)
    assert table["vetoes"].to_list() == [["A02.2"]]
    clean = scoring.vetoes(counts(("A02.2", 9, 10, 1), ("A01.1", 0, 1, 0)), RULES)
    assert clean.select("vetoes", "barred", "barred_at_worst").row(0) == ([], False, True)


def grades(scores: list[int | None], *, barred: bool, by: Mapping[str, Any]) -> list[str | None]:
    frame = pl.DataFrame({"score": scores, "barred": [barred] * len(scores)})
    named = frame.select(scoring.grade(pl.col("score"), pl.col("barred"), by).alias("grade"))
    return named["grade"].to_list()


def test_the_bands_hold_their_lower_bound():
    scores = [10000, 9000, 8999, 8000, 7999, 6000, 5999, 0, None]
    expected = ["优", "优", "良", "良", "中", "中", "差", "差", None]
    assert grades(scores, barred=False, by=RULES) == expected


def test_a_cap_lowers_the_grade_of_a_barred_region_and_never_raises_one():
    by = rules(veto_effect="cap", veto_grade_cap="中")
    assert grades([9500, 7000, 100, None], barred=True, by=by) == ["中", "中", "差", None]
    assert grades([9500], barred=True, by=rules(veto_effect="flag")) == ["优"]


def test_a_cap_that_is_no_grade_is_told():
    by = rules(veto_effect="cap", veto_grade_cap="合格")
    with pytest.raises(RulePackInvalid, match="“合格”不是等次分数段中的等次（优、良、中、差）"):
        grades([9500], barred=True, by=by)
