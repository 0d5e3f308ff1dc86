"""The same records by other rules: what moves by hand, and on random provinces everything adds up."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from metrics.changes.supposed.replay import Replay
from metrics.packs.pack import load_pack, local_rules
from metrics.rating.evaluation import evaluate, judge
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.standards.catalogue import NATIONAL
from metrics.views.changes import supposed_tables, why_words
from metrics.views.changes.supposed_tables import summary
from metrics.views.changes.why_words import SUPPOSED
from tests.metrics.changes.test_rank_moves import ALL, D1, F, T, on
from tests.metrics.changes.test_supposition import SUPPOSITIONS
from tests.random_provinces import Province, provinces
from tests.test_agreement import frames_of, thorough

CITY = "620100"
brief = settings(thorough, max_examples=8, phases=(Phase.generate,))
NO_WEIGHTS = dict.fromkeys(NATIONAL.by_code, 0)


def rules(**changed: Any) -> RulePack:
    """Return rules under which the share of projects with an operator (B05.1) is the score."""
    usual = {"item_weights": NO_WEIGHTS | {"B05": 1}, "min_compounds": 0}
    return load_pack("national").on(D1).but(**usual | changed)


def replayed(given: Frames, then: RulePack, now: RulePack, place: str = CITY) -> Replay:
    judged = judge(given, then)
    return Replay(evaluate(given, then, place, judged=judged), now, judged=judged)


def row(replay: Replay, region: str) -> Mapping[str, Any]:
    return replay.standings.filter(region=region).row(0, named=True)


def test_a_weight_changed_moves_exactly_what_it_weighs():
    """甲 has all of B05 and nothing of B02: 50.00; B05 three times as heavy: 75.00."""
    then = rules(item_weights=NO_WEIGHTS | {"B05": 1, "B02": 1})
    given = on(D1, ALL, ALL, ALL, planned=(1, 1, 1), joint="乙丙")
    replay = replayed(given, then, then.but(item_weights=NO_WEIGHTS | {"B05": 3, "B02": 1}))
    own = row(replay, "620102")
    assert (own["score_before"], own["score_after"], own["score_move"]) == (50_00, 75_00, 25_00)
    moved = replay.why("620102").move
    assert {each.measure: each.move for each in moved.measures if each.move} == {"B05.1": 25_00}
    assert replay.turned.is_empty()
    assert replay.parts["620102"] == ((25_00, 0),)


def consulted(consenting: int) -> Frames:
    """Return county 甲 with one planned compound in which so many of ten residents consent."""
    given = on(D1, ALL, ALL, ALL, planned=(1, 0, 0))
    asked = given.tables["compounds"].with_columns(
        households=pl.lit(10, pl.Int64), consulted_households=pl.lit(10, pl.Int64),
        consenting_households=pl.lit(consenting, pl.Int64), consulted_on=pl.lit(D1),
    )  # fmt: skip
    return Frames.of(
        as_of=given.as_of,
        year=given.year,
        tables={**given.tables, "compounds": asked},
        reporting=given.reporting,
    )


def test_a_threshold_that_is_just_reached_is_met_and_one_above_it_is_not():
    only = rules(item_weights=NO_WEIGHTS | {"A07": 1})
    on_it, above = only.but(consent_min="80%"), only.but(consent_min="81%")
    assert replayed(consulted(8), only, on_it).turned.is_empty()
    replay = replayed(consulted(8), on_it, above)
    (turned,) = replay.turned.iter_rows(named=True)
    assert (turned["measure"], turned["met_before"], turned["met_after"]) == ("A07.1", True, False)
    assert row(replay, "620102")["score_move"] == -100_00
    assert why_words.told(*replay.why("620102")[:2], sides=SUPPOSED) == (
        "得分由100.00变为0.00。"
        "得分降100.00分：A07.1纳入计划的居民共识失100.00分（1个小区由达标转为不达标）。"
    )
    assert "得分变化1个（升0、降1），等次变化1个（优→差1个）" in summary(replay, "county")


def test_what_is_supposed_under_local_rules_is_supposed_of_every_place():
    """甘肃省 asks for 75 %: 7 of 10 are too few, and enough where 70 % is supposed."""
    local = local_rules(load_pack("national"), D1)
    replay = replayed(consulted(7), local, local.but(consent_min="70%", participation_min="75%"))
    (turned,) = replay.turned.iter_rows(named=True)
    assert (turned["met_before"], turned["met_after"]) == (False, True)
    (change,) = replay.changed
    assert change.then is not None
    assert change.now is not None
    assert (change.then.raw, change.now.raw) == ("75%", "70%")
    alike = replayed(consulted(7), local, load_pack("gansu").on(D1))
    assert alike.steps == ()  # only places elsewhere were judged by other packs
    uniform = replayed(consulted(7), local, load_pack("national").on(D1))
    assert [supposed_tables.step_words(step) for step in uniform.steps][1] == "居民同意率下限"
    assert row(uniform, "620102")["score_move"] == sum(
        part[0] or 0 for part in uniform.parts["620102"]
    )


def test_no_change_of_rules_moves_anybody():
    then = rules()
    for now in (then, then.but(item_weights=then.rule("item_weights").raw)):
        replay = replayed(on(D1, (T,), (T, T, T, F), (T, F)), then, now)
        assert not replay.standings["other"].any()
        assert (replay.steps, replay.changed) == ((), ())
        assert replay.turned.is_empty()
        assert summary(replay, "county") == (
            "县区3个：得分变化0个（升0、降0），等次变化0个，名次变化0个；没有记录改判。"
        )


def test_a_veto_that_falls_lifts_whom_it_barred():
    barred = rules(veto_measures=["B05.1"])
    replay = replayed(on(D1, (T,), (T, T, T, F), (T, F)), barred, barred.but(veto_measures=[]))
    assert [row(replay, code)["rank_after"] for code in ("620102", "620103", "620104")] == [1, 2, 3]
    assert row(replay, "620103")["vetoes_before"] == ["B05.1"]
    assert "一票否决新增0个、解除2个" in summary(replay, "county")


def test_whom_the_least_number_of_compounds_moves_to_the_other_group_has_no_rank_move():
    then = rules(min_compounds=0)
    replay = replayed(
        on(D1, (T,), (T, T, T, F), (T, F), planned=(2, 2, 1)), then, then.but(min_compounds=2)
    )
    small = row(replay, "620104")
    assert (small["group_before"], small["group_after"], small["rank_move"]) == (
        "main",
        "small",
        None,
    )
    assert replay.parts["620104"] == ((0, None),)
    table = supposed_tables.side_by_side(replay, "county", SUPPOSED)
    assert [cell.text for cell in table.at("rank_move")] == ["持平", "持平", "换组"]
    assert table.at("group")[-1].text == "主排名→小样本组"


def test_rules_that_fit_each_other_only_are_exchanged_together():
    then = rules(veto_measures=["B05.1"], veto_effect="cap", veto_grade_cap="中")
    now = then.but(
        grade_bands={"甲": "[60,100]", "乙": "[0,60)"}, veto_grade_cap="乙", min_compounds=1
    )
    replay = replayed(on(D1, (T,), (T, T, T, F), (T, F), planned=(1, 1, 1)), then, now)
    assert [supposed_tables.step_words(step) for step in replay.steps] == [
        "否决后的最高等次、等次分数段",
        "参加主排名的最少小区数",
    ]
    assert row(replay, "620103")["grade_after"] == "乙"


def test_the_rules_of_another_day_are_told_with_their_documents():
    gansu = load_pack("gansu")
    first, now = gansu.on(gansu.days(["consent_min"])[-1]), gansu.on(D1)
    replay = replayed(on(D1, (T,), (T, T, T, F), (T, F)), first, now)
    documents = {each.now.key: each.now.document for each in replay.changed if each.now}
    assert documents["consent_min"] == "甘建城〔2022〕15号"
    assert [supposed_tables.step_words(step) for step in replay.steps] == [
        "居民参与率下限",
        "居民同意率下限",
        "方案表决同意率下限",
        "满意度调查率下限",
    ]


@brief
@given(province=provinces(), raws=SUPPOSITIONS)
def test_everything_adds_up_to_the_move_and_agrees_with_judging_anew(
    province: Province, raws: dict[str, Any]
):
    given = frames_of(province)
    then = load_pack("gansu").on(province.as_of)
    now = then.but(**raws)
    replay = replayed(given, then, now, place="620000")
    assert_frame_equal(replay.after.scores, evaluate(given, now, "620000").scores)
    for own in replay.standings.iter_rows(named=True):
        scores, ranks = zip(*replay.parts[own["region"]], strict=True) if replay.steps else ((), ())
        if own["score_move"] is not None:
            assert sum(scores) == own["score_move"]
            measures = replay.why(own["region"]).move.measures
            assert sum(each.move for each in measures) == own["score_move"]
        if own["rank_move"] is not None:
            assert sum(ranks) == own["rank_move"]
    if dict(then) == dict(now):
        assert not replay.standings["other"].any()


@brief
@given(province=provinces(), name=st.sampled_from(["gansu", "baoding"]))
def test_packs_are_exchanged_rule_by_rule_without_a_rest(province: Province, name: str):
    given = frames_of(province)
    then, now = (load_pack(each).on(province.as_of) for each in ("national", name))
    replay = replayed(given, then, now, place="620000")
    assert len(replay.steps) == len(replay.changed)
    assert_frame_equal(replay.steps[-1].evaluation.scores, replay.after.scores)
