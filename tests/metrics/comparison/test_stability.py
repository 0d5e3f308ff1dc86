"""Weight stability: the draws are the same everywhere, and a slow reference counts the same."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from metrics.comparison.rule_keys import Trials, trials
from metrics.comparison.stability import by_draws, stability
from metrics.comparison.weight_draws import factors
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.rating.scoring import breaches
from metrics.standards.catalogue import NATIONAL
from tests.metrics.changes.test_rank_moves import ALL, D2, HALF, THREE, F, T, on, rules
from tests.random_provinces import Province, provinces
from tests.reference import stability as reference
from tests.test_agreement import frames_of, thorough

ITEMS = tuple(NATIONAL.by_code)
NO_WEIGHTS = dict.fromkeys(ITEMS, Fraction(0))
OPERATORS = rules(item_weights=NO_WEIGHTS | {"B05": Fraction(1)})
ALTERATIONS: tuple[dict[str, Any], ...] = (
    {}, {"not_applicable": "full"}, {"not_applicable": "zero", "veto_effect": "flag"},
    {"veto_effect": "cap"}, {"baseline_breaches_first": "是"},
)  # fmt: skip
brief = settings(thorough, max_examples=6, phases=(Phase.generate,))


def drawn(*rows: Mapping[str, int]) -> Any:
    """Return draws: 100 for every item that a row does not name."""
    return np.array([[row.get(item, 100) for item in ITEMS] for row in rows], dtype=np.int64)


def county(*flags: bool, joint: str = "甲乙丙", **weights: int) -> Evaluation:
    """Return 甲 with the flags, 乙 with three of four and 丙 with two of four, by B05 and B02."""
    given_weights = NO_WEIGHTS | {item: Fraction(weight) for item, weight in weights.items()}
    frames = on(D2, flags, THREE, HALF, planned=(1, 1, 1), joint=joint)
    return evaluate(frames, rules(item_weights=given_weights), "620100")


def test_the_first_draws_are_written_down_so_that_every_machine_is_held_to_them():
    found = factors(Trials(draws=3, low=50, high=150, top=10, seed=2021), 4)
    assert found.tolist() == reference.factors(2021, 50, 150, draws=3, items=4)
    assert found.tolist() == FIRST


FIRST = [[67, 94, 119, 89], [69, 116, 94, 129], [74, 118, 116, 96]]


@given(
    seed=st.integers(0, 10**6), low=st.integers(1, 300), more=st.integers(0, 700),
    draws=st.integers(1, 60), items=st.integers(1, 20),
)  # fmt: skip
def test_draws_are_those_of_the_generator_as_it_is_described(
    seed: int, low: int, more: int, draws: int, items: int
) -> None:
    found = factors(Trials(draws, low, low + more, 1, seed), items)
    assert found.tolist() == reference.factors(seed, low, low + more, draws=draws, items=items)


def test_a_rank_that_hangs_on_one_weight_is_lost_where_that_weight_falls():
    # 甲 lives by the joint area (B02), 乙 by its operators (B05): 62.50 against 37.50.
    evaluation = county(T, F, F, F, joint="甲", B02=5, B05=5)
    found = by_draws(evaluation, drawn({}, {"B02": 60, "B05": 140}, {"B02": 150}), top=1)
    first = found["620102"]
    assert (first.draws, first.same, first.near, first.top) == (3, 2, 3, 2)
    assert (first.best, first.worst) == (1, 2)
    assert found["620103"].same == 2


def test_regions_of_equal_scores_share_a_rank_in_every_draw():
    evaluation = evaluate(on(D2, HALF, HALF, ALL), OPERATORS, "620100")
    found = by_draws(evaluation, drawn({"B05": 50}, {"B05": 150}), top=2)
    assert [found[c].same for c in ("620102", "620103", "620104")] == [2, 2, 2]
    assert [found[c].best for c in ("620102", "620103", "620104")] == [2, 2, 1]


def test_a_score_that_lies_on_half_a_hundredth_is_rounded_up_in_every_draw():
    flags = (T,) + (F,) * 31  # 3.125 of 100 is 3.13
    evaluation = evaluate(on(D2, flags, flags, ALL), OPERATORS, "620100")
    assert evaluation.scores.filter(region="620102")["score"].item() == 313
    many = drawn(*({"B05": factor} for factor in range(50, 151)))
    assert by_draws(evaluation, many, top=1)["620102"].same == 101


def test_barred_regions_stay_behind_whatever_the_weights():
    barred = {"veto_measures": ("B05.1",), "item_weights": NO_WEIGHTS | {"B02": Fraction(1)}}
    frames = on(D2, ALL, ALL, (T, F), planned=(1, 1, 1), joint="丙")
    evaluation = evaluate(frames, rules(**barred), "620100")
    assert evaluation.scores.filter(region="620104")["score"].item() == 100_00
    found = by_draws(evaluation, drawn({}, {"B02": 150}), top=2)
    assert (found["620104"].same, found["620104"].best, found["620104"].top) == (2, 3, 0)


def test_the_best_and_worst_ranks_leave_nineteen_of_twenty_draws():
    evaluation = county(T, F, F, F, joint="甲", B02=5, B05=5)
    fallen = [{"B02": 50, "B05": 150}]
    for number, worst in ((1, 1), (2, 2)):  # of forty draws one on either side is set aside
        rows = fallen * number + [{}] * (40 - number)
        assert by_draws(evaluation, drawn(*rows), top=1)["620102"].worst == worst


def test_a_rule_that_cannot_be_drawn_is_refused():
    good = {"次数": 10, "最低%": 50, "最高%": 150, "前几名": 3, "种子": 0}
    assert trials(good) == Trials(10, 50, 150, 3, 0)
    for wrong in ({"次数": 0}, {"最低%": 0}, {"最低%": 151}, {"最高%": 1001}, {"前几名": 0}):
        with pytest.raises(ValueError, match="应"):
            trials(good | wrong)
    with pytest.raises(ValueError, match="应写明"):
        trials({"次数": 10})


@brief
@given(province=provinces(), altered=st.sampled_from(ALTERATIONS))
def test_a_slow_reference_counts_the_same(province: Province, altered: Mapping[str, Any]) -> None:
    raw = {"次数": 41, "最低%": 20, "最高%": 180, "前几名": 2, "种子": 7}
    pack = load_pack("gansu").on(province.as_of).but(**altered, weight_trials=raw)
    evaluation = evaluate(frames_of(province), pack, "620000")
    found = stability(evaluation)
    rows = reference.factors(7, 20, 180, draws=41, items=len(ITEMS))
    draws = [dict(zip(ITEMS, row, strict=True)) for row in rows]
    shares = _shares(evaluation)
    facts = {**pack, "measures": tuple(NATIONAL.measures)}
    breached = breaches(evaluation.counts, NATIONAL)
    ranked = evaluation.scores.filter(pl.col("rank").is_not_null()).join(breached, on="region")
    for _, group in ranked.group_by("level", "group"):
        expected = reference.held(group.to_dicts(), shares, facts, draws, top=2, aside=1)
        for region, held in expected.items():
            assert found[region][2:] == tuple(held)
    assert set(found) == set(ranked["region"])


def _shares(evaluation: Evaluation) -> dict[str, dict[str, Fraction]]:
    shares: dict[str, dict[str, Fraction]] = {}
    for row in evaluation.earnings.iter_rows(named=True):
        share = Fraction(int(row["part"]), int(row["whole"]))
        shares.setdefault(row["region"], {})[row["measure"]] = share
    return shares


@brief
@given(province=provinces())
def test_weights_as_they_are_give_the_published_ranks(province: Province) -> None:
    evaluation = evaluate(frames_of(province), load_pack("gansu").on(province.as_of), "620000")
    for each in by_draws(evaluation, drawn({}, {}), top=1).values():
        assert each.same == 2
        assert each.grade in (2, None)
