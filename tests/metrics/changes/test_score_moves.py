"""Why a score moved: what each measure moved adds up, under any rules, and agrees with evidence."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from metrics.changes.corrections import revise
from metrics.changes.rank_moves import PARTS, rank_moves
from metrics.changes.records_turned import counted, records_turned
from metrics.changes.score_moves import CAUSES, ScoreMove, ScoreMoves
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate, evidence
from metrics.rating.hearing import told_scores
from metrics.rating.shares import apportioned
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.standards.catalogue import NATIONAL
from metrics.views.changes.why_words import sentence
from tests.metrics.changes.test_rank_moves import ALL, D1, D2, HALF, THREE, F, T, on, rules
from tests.metrics.small_frames import division, frames
from tests.random_provinces import Province, provinces
from tests.test_agreement import frames_of, thorough

ALTERATIONS: tuple[dict[str, Any], ...] = (
    {},
    {"not_applicable": "full"},
    {"not_applicable": "zero"},
    {"built_year_max": 1999},
    {"points": {"default": {"shape": "threshold", "target": "1/2"}}, "not_applicable": "full"},
    {"item_weights": dict.fromkeys(NATIONAL.by_code, 0) | {"A02": 3, "B04": 7}},
)
brief = settings(thorough, max_examples=4, phases=(Phase.generate,))


def moved(
    before: Frames, after: Frames, region: str, packs: tuple[RulePack, RulePack]
) -> tuple[ScoreMove, pl.DataFrame]:
    earlier = (before, before, revise(before, after).frames)
    turned = records_turned(earlier, after, packs)
    return ScoreMoves(earlier, after, packs, place="620100").of(region), turned


def told(move: ScoreMove) -> dict[str, int]:
    return {each.measure: each.move for each in move.measures if each.move}


def test_a_measure_that_begins_to_apply_bears_what_it_does_to_the_score():
    both = dict.fromkeys(NATIONAL.by_code, 0) | {"B05": 1, "B02": 1}
    packs = (rules(item_weights=both),) * 2
    before = on(D1, ALL, THREE, ALL)
    after = on(D2, ALL, THREE, ALL, planned=(1, 1, 1), joint="乙丙")
    move, turned = moved(before, after, "620102", packs)
    assert (move.score_before, move.score_after) == (100_00, 50_00)
    assert told(move) == {"B02.1": -50_00}
    assert counted(turned.filter(region="620102"))["B02.1"] == {"added_unmet": 1}
    (joint,) = (each for each in move.measures if each.measure == "B02.1")
    assert joint.before is None
    words = sentence(move, counted(turned.filter(region="620102")), rank=ranked(move=-2, own=-2))
    assert (
        words
        == "名次降2位，得分降50.00分：B02.1片区联动失50.00分（本期起适用，1个小区新增且不达标）。"
    )


def ranked(**parts: int) -> dict[str, int]:
    return dict.fromkeys(("move", *PARTS), 0) | parts


def test_a_rank_that_moved_while_the_score_stood_still_names_its_own_parts():
    packs = (rules(),) * 2
    still, _ = moved(on(D1, ALL, THREE, ALL), on(D2, ALL, THREE, ALL), "620102", packs)
    assert sentence(still, {}, rank=ranked(move=1, own=1)) == "名次升1位，得分未变，因自身变化。"
    assert sentence(still, {}, rank=ranked(move=-1, rules=1, others=-2)) == (
        "名次降1位，得分未变，因参数变化、其他地区变化。"
    )


def test_a_correction_is_told_from_what_happened_since():
    packs = (rules(),) * 2
    move, turned = moved(
        on(D1, (T, T, T, F), THREE, ALL), on(D2, (T, T, F, F, T), THREE, HALF), "620102", packs
    )
    (own,) = (each for each in move.measures if each.move)
    assert own.parts == {"rules": 0, "late": 0, "corrections": -25_00, "own": 10_00}
    rows = turned.filter(region="620102", measure="B05.1").select("record", "cause", "kind").rows()
    assert rows == [("P6201022", "corrections", "lost"), ("P6201024", "own", "added_met")]


def finished(day: date, *satisfied: int) -> Frames:
    """Return a county whose compound C was finished this year under one plan year after another."""
    projects = [
        {"project": f"P{n}", "name": "项目", "region": "620102", "plan_year": 2023 - n}
        for n, _ in enumerate(satisfied)
    ]
    compounds = [
        {"compound": "C", "name": "院", "project": f"P{n}", "households": 100, "buildings": 1,
         "floor_area": 1, "completed_on": D1, "survey_responses": 100, "survey_satisfied": number}
        for n, number in enumerate(satisfied)
    ]  # fmt: skip
    tree = [division("620100", "市", None), division("620102", "县", "620100")]
    return frames(as_of=day, regions=tree, projects=projects, compounds=compounds)


def test_a_compound_that_two_plan_years_hold_is_two_records_of_one_key():
    packs, now = (rules(),) * 2, finished(D2, 100, 0)
    for was, turned in {(0,): [("added_met", None, True)], (0, 0): [("won", False, True)]}.items():
        before = finished(D1, *was)
        rows = records_turned((before,) * 3, now, packs).filter(measure="A06.3")
        assert rows.select("kind", "met_before", "met_after").rows() == turned
    assert not records_turned((finished(D1, 0, 100),) * 3, now, packs).height


def test_remainders_go_to_the_largest_and_of_equal_ones_to_the_first():
    third = Fraction(1, 3)
    assert apportioned({"a": third, "b": third, "c": third}, 1) == {"a": 1, "b": 0, "c": 0}
    assert apportioned({"a": -third, "b": Fraction(0), "c": -third}, -1) == {
        "a": 0,
        "b": 0,
        "c": -1,
    }
    assert apportioned({"a": Fraction(2)}, 2) == {"a": 2}


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of a whole province
@brief
@given(
    drawn=st.lists(provinces(), min_size=3, max_size=3),
    then=st.sampled_from(ALTERATIONS),
    now=st.sampled_from(ALTERATIONS),
)
def test_parts_add_up_and_agree_with_evidence(
    drawn: list[Province], then: Mapping[str, Any], now: Mapping[str, Any]
) -> None:
    before, known, after = sorted(map(frames_of, drawn), key=lambda f: f.as_of)
    pack = load_pack("gansu").on(after.as_of)
    packs = pack.but(**then), pack.but(**now)
    earlier = (before, known, revise(known, after).frames)
    moves = ScoreMoves(earlier, after, packs, place="620000")
    turned = records_turned(earlier, after, packs)
    sides = evaluate(before, packs[0], "620000"), evaluate(after, packs[1], "620000")
    was, is_now = (dict(told_scores(e).select("region", "score").iter_rows()) for e in sides)
    for region in is_now:
        move = moves.of(region)
        assert (move.score_before, move.score_after) == (was.get(region), is_now[region])
        if move.status == "moved":
            assert sum(each.move for each in move.measures) == move.move
            assert all(each.move == sum(each.parts.values()) for each in move.measures)
            assert sum(map(move.part, CAUSES)) == move.move
            assert not any(
                each.move for each in move.measures
                if each.before == each.after and then == now
                and each.measure not in set(turned["measure"])
            )  # fmt: skip
    _agrees(turned, sides[0].frames, sides[1].frames, packs)
    rows = rank_moves(earlier, after, packs, place="620000").iter_rows(named=True)
    assert all(moves.of(row["region"]).score_after == row["score_after"] for row in rows)


def _agrees(
    turned: pl.DataFrame, before: Frames, after: Frames, packs: tuple[RulePack, RulePack]
) -> None:
    """Hold the records that turned against the evidence of both dates, measure by measure."""
    for code in NATIONAL.measures:
        rows = turned.filter(measure=code)
        was, now = (
            evidence(frames, pack, measure=code, region="620000")["met"].sum()
            for frames, pack in zip((before, after), packs, strict=True)
        )
        assert now - was == rows["met_after"].sum() - rows["met_before"].sum()
