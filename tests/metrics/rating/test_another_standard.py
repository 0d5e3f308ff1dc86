"""A second standard costs its items: judged, counted, scored and ranked by the code of the first."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import polars as pl
import pytest

from metrics.errors import RulePackInvalid, UnknownChoice
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate, evidence
from metrics.rating.rule_keys import rule_keys
from metrics.records.frames import Frames
from metrics.rules.value import RulePack, Rules
from metrics.standards.measure import Indicator, Measure, judged
from metrics.standards.standard import Standard
from metrics.supervision.table import supervision
from metrics.views.rating.indicator_tables import indicator_matrix, measures_of_item
from metrics.views.rating.ranking import ranking
from tests.metrics.small_frames import D, division, frames


def _reserved(data: Frames, _rules: Rules) -> pl.LazyFrame:
    return judged(
        data.compounds_in_plan, record="compound", met=pl.col("reserved_on") <= data.as_of,
        shows=("name", "reserved_on"),
    )  # fmt: skip


def _scored(data: Frames, rules: Rules) -> pl.LazyFrame:
    least = rules["built_year_max"] - 1940
    return judged(
        data.compounds_in_plan, record="compound", met=pl.col("reserve_score") >= least,
        shows=("name", "reserve_score"),
    )  # fmt: skip


def _lived_in(data: Frames, _rules: Rules) -> pl.LazyFrame:
    return judged(
        data.compounds_in_plan, record="compound", met=pl.col("households") > 0,
        shows=("name", "households"), amount=pl.col("households"),
    )  # fmt: skip


RESERVE = Standard(
    name="储备项目评分标准",
    document="某文〔2023〕1号",
    prefix="reserve_",
    items=(
        Indicator(
            code="X01", title="入库", short="入库", group="储备", clause="第一条",
            measures=(
                Measure(code="X01.1", title="按期入库", denominator="列入计划的小区",
                        numerator="已入库的小区", judge=_reserved, sheet="compounds"),
                Measure(code="X01.2", title="得分达线", denominator="列入计划的小区",
                        numerator="得分达线的小区", judge=_scored, sheet="compounds",
                        reads=("built_year_max",)),
            ),
        ),
        Indicator(
            code="X02", title="受益户数", short="户数", group="效益", clause="第二条",
            measures=(
                Measure(code="X02.1", title="受益户数", denominator="小区户数",
                        numerator="有人居住的户数", judge=_lived_in, sheet="compounds",
                        amounts=True),
            ),
        ),
    ),
)  # fmt: skip
GANSU = load_pack("gansu").on(D)
PROVINCE, CITY, EAST, WEST = "620000", "620100", "620102", "620103"


def pack(**rules: object) -> RulePack:
    """Return the pack of Gansu as if its file held the rules of the reserve too."""
    given = {
        "reserve_item_weights": {"X01": 30, "X02": 10},
        "reserve_veto_measures": ["X01.2"],
        "reserve_points": {"default": {"shape": "proportional"}},
    }
    wider = replace(GANSU, readers={**GANSU.readers, **rule_keys(RESERVE)})
    return wider.but(min_compounds=1, **(given | rules))


def compound(code: str, county: str, *, reserved: bool, score: int | None) -> dict[str, object]:
    return {
        "compound": code, "project": f"P{county}", "name": code, "households": 40,
        "planned_on": date(2023, 1, 10), "reserve_score": score,
        "reserved_on": date(2022, 9, 1) if reserved else date(2023, 7, 1),
    }  # fmt: skip


DATA = frames(
    regions=[division(PROVINCE, "省", None), division(CITY, "市", PROVINCE),
             division(EAST, "县", CITY), division(WEST, "县", CITY)],
    projects=[{"project": f"P{county}", "name": "项目", "region": county, "plan_year": 2023}
              for county in (EAST, WEST)],
    compounds=[compound("C1", EAST, reserved=True, score=80),
               compound("C2", EAST, reserved=False, score=None),
               compound("C3", WEST, reserved=True, score=59),
               compound("C4", WEST, reserved=True, score=60)],
    reporting=[EAST, WEST],
)  # fmt: skip


def test_it_is_judged_counted_scored_and_ranked():
    found = evaluate(DATA, pack(), standard=RESERVE)
    counts = found.counts.filter(region=EAST)
    assert counts.select("measure", "numerator", "denominator", "unknown", "unmet").rows() == [
        ("X01.1", 1, 2, 0, 1), ("X01.2", 1, 2, 1, 0), ("X02.1", 80, 80, 0, 0),
    ]  # fmt: skip
    scores = found.scores.filter(level="county")
    # 东: 15/2 + 15/2 + 10 of 40 points; 西: 15 + 15/2 + 10, and barred
    assert scores.select("region", "score", "vetoes", "rank", "rank_best", "rank_worst").rows() == [
        (EAST, 6250, [], 1, 1, 2), (WEST, 8125, ["X01.2"], 2, 1, 2),
    ]  # fmt: skip


def test_its_measures_weigh_what_their_item_weighs():
    found = evaluate(DATA, pack(), standard=RESERVE)
    weights = dict(found.earnings.filter(region=EAST).select("measure", "weight").iter_rows())
    assert {code: Fraction(weight) for code, weight in weights.items()} == {
        "X01.1": 15, "X01.2": 15, "X02.1": 10,
    }  # fmt: skip


def test_its_records_are_listed_and_those_of_the_national_standard_are_not_its():
    found = evaluate(DATA, pack(), standard=RESERVE)
    assert found.evidence("X01.2", region=CITY, verdict="unmet")["record"].to_list() == ["C3"]
    with pytest.raises(UnknownChoice, match=r"没有编号为“A07\.1”"):
        found.evidence("A07.1", region=CITY)
    with pytest.raises(UnknownChoice, match=r"没有编号为“X01\.1”"):
        evidence(DATA, GANSU, measure="X01.1", region=CITY)


def test_the_tables_of_rating_show_it():
    found = evaluate(DATA, pack(), standard=RESERVE)
    matrix = indicator_matrix(found, "county")
    assert [matrix.at(item)[0].text for item in ("X01", "X02")] == ["50 ?1", "100"]
    assert measures_of_item(found, EAST, "X01").title == "X01 入库"
    vetoes = [cell.text for cell in ranking(found, "county").at("vetoes")]
    assert vetoes == ["无", "X01.2 得分达线"]


def test_its_vetoes_turn_rows_of_the_supervision_table_red():
    table = supervision(DATA, pack().under(RESERVE.prefix), standard=RESERVE)
    assert table.red_lines.select("project", "code", "text", "clause").rows() == [
        (f"P{WEST}", "X01.2", "得分达线", "第一条")
    ]
    events = dict(table.projects.select("project", "red_lines").iter_rows())
    assert events == {f"P{EAST}": 0, f"P{WEST}": 1}


def test_the_national_evaluation_does_not_see_it():
    assert evaluate(DATA, pack()).counts.equals(evaluate(DATA, GANSU).counts)


@pytest.mark.parametrize(
    ("rules", "complaint"),
    [
        ({"reserve_item_weights": {"X01": 5}}, "应逐项写明X01、X02的分值"),
        ({"reserve_veto_measures": ["X02.1"]}, "逐条判定"),
        ({"reserve_veto_measures": ["A02.2"]}, "逐条判定"),
        ({"reserve_points": {"default": {"shape": "proportional"}, "A01.1": {}}}, "其余键"),
    ],
    ids=["an item without a weight", "an amount as a veto", "a measure not its own", "points"],
)
def test_its_rules_name_its_own_items_and_measures(rules: dict[str, object], complaint: str):
    with pytest.raises(RulePackInvalid, match=complaint):
        pack(**rules)
