"""A score sheet (考核细则) of another total than 100, with points beyond it, is told as exactly as any other."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from metrics.changes.rank_moves import Judged
from metrics.changes.score_moves import ScoreMoves
from metrics.comparison.differences import Differences
from metrics.comparison.stability import by_draws, stability
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.rating.hearing import told_scores
from metrics.rating.ranking import order_key
from metrics.rating.scoring import any_score
from metrics.records.frames import Frames
from metrics.records.given.tables import Given
from metrics.rules.value import RulePack
from metrics.sheets.catalogue import sheet
from metrics.sheets.reading import read_sheet
from tests.metrics.sheets.test_scores_of_a_sheet import NATION, small, targets
from tests.random_provinces import Province, provinces
from tests.test_agreement import frames_of, thorough

WRITTEN = (
    sheet("default100")
    .source.replace("total: 100", "total: 120")
    .replace('"[90,100]"', '"[90,125]"')
    .replace("points: 10\n", "points: 30\n", 1)
    .replace(
        "{shape: to_full, target: 100%, by_region: 是}",
        '{shape: stepped, target: 40%, step: 5%, more: "1", most: "5", less: "0.5", by_region: 是}',
        1,
    )
)
SHEET = read_sheet(WRITTEN, name="甲")
TRIALS = {"次数": 60, "最低%": 50, "最高%": 150, "前几名": 2, "种子": 7}
brief = settings(thorough, max_examples=6, phases=(Phase.generate,))


def rules(day: date, **changed: Any) -> RulePack:
    return load_pack("gansu").on(day).but(weight_trials=TRIALS, **changed)


def test_a_score_above_the_total_has_a_grade_and_a_place_in_every_draw():
    found = evaluate(small(), NATION.but(weight_trials=TRIALS), "620000", standard=SHEET)
    best = found.earnings.with_columns(part=pl.lit(125), whole=pl.lit(120))
    above = replace(found, scores=found.scores.with_columns(score=pl.lit(125_00)))
    above.__dict__["earnings"] = best
    for held in stability(above).values():
        assert held.grade == held.draws


@pytest.mark.parametrize("score", [0, 120_00, 125_00])
def test_a_breach_fewer_comes_before_every_score_that_bonus_can_give(score: int):
    held = {**SHEET.ruling(NATION), "baseline_breaches_first": True, "veto_effect": "last"}
    assert any_score(held) >= 125_00
    rows = pl.DataFrame(
        {"score": [0, score, score], "n": [0, 1, 0], "barred": [False, False, True]}
    )
    key = order_key(pl.col("score"), pl.col("barred"), held, pl.col("n"))
    fewer, more, barred = rows.select(key.alias("key"))["key"]
    assert fewer > more > barred


def evaluated(province: Province, **given: pl.DataFrame) -> Evaluation:
    frames = replace(frames_of(province), given=Given(**given))
    return evaluate(frames, rules(province.as_of), "620000", standard=SHEET)


@brief
@given(province=provinces(), target=st.sampled_from(("5%", "40%", "100%")))
def test_differences_and_moves_add_up_and_weights_as_they_are_tell_the_published_ranks(
    province: Province, target: str
) -> None:
    then = evaluated(province)
    regions = then.scores.filter(pl.col("rank").is_not_null())["region"].to_list()
    now = evaluated(province, targets=targets(*((region, "D1", target) for region in regions)))
    told = dict(told_scores(then).select("region", "score").iter_rows())
    for one in regions[1:]:
        found = Differences(then).of(regions[0], one)
        if found is not None:
            assert found.total == told[regions[0]] - told[one]
            assert abs(found.rounding) <= 1
            assert all(abs(exact - score) <= Fraction(1, 2)
                       for exact, score in zip(found.exact, found.published, strict=True))  # fmt: skip
    packs = (rules(province.as_of),) * 2
    moves = ScoreMoves((then.frames,) * 3, now.frames, packs, place="620000", judged=ByTheSheet())
    for one in regions:
        move = moves.of(one)
        assert move.move is None or sum(each.move for each in move.measures) == move.move
    drawn = np.full((2, len(SHEET.items)), 100)
    assert all(held.same == 2 for held in by_draws(now, drawn, top=1).values())


class ByTheSheet(Judged):
    """Judge by the sheet."""

    def evaluation(self, frames: Frames, rules: RulePack, place: str) -> Evaluation:
        return evaluate(frames, rules, place, standard=SHEET)
