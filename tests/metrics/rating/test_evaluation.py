"""The whole way from records to ranks on one small province."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from metrics.errors import NothingReported, UnknownChoice
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import Evaluation, evaluate, evidence
from metrics.records.digest import data_digest
from metrics.records.frames import REPORTING, Frames
from metrics.records.sheets import BY_NAME
from metrics.rules.value import RulePack
from tests.metrics import small_frames

DAY = date(2023, 7, 31)
GANSU = load_pack("gansu").on(DAY)
REGIONS = [
    {"region": "620000", "name": "某省", "level": "省"},
    {"region": "620100", "name": "甲市", "level": "市", "parent": "620000"},
    {"region": "620102", "name": "子区", "level": "县", "parent": "620100"},
    {"region": "620103", "name": "丑县", "level": "县", "parent": "620100"},
    {"region": "620200", "name": "乙市（不设县区）", "level": "市", "parent": "620000"},
]


def table(sheet: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Return rows as a sheet; what a row leaves out is blank."""
    schema = BY_NAME[sheet].schema
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)


def compound(number: int, owner: str, **changed: Any) -> dict[str, Any]:
    """Return a compound in plan that is eligible."""
    good = {
        "compound": f"C{number:02}", "name": f"{number}号院", "project": f"P{owner}",
        "households": 100, "buildings": 2, "floor_area": 8_000_000_000, "built_year": 1990,
        "demolition_listed": False, "renovated_elsewhere": False, "planned_on": date(2023, 1, 1),
    }  # fmt: skip
    return good | changed


def province(compounds: list[dict[str, Any]], **sheets: list[dict[str, Any]]) -> Frames:
    owners = ("620102", "620103", "620200")
    rows = {
        "regions": REGIONS,
        "projects": [
            {"project": f"P{owner}", "name": "项目", "region": owner, "plan_year": 2023}
            for owner in owners
        ],
        "compounds": compounds,
        **sheets,
    }
    reporting = pl.DataFrame(
        [(owner, DAY, 1, "2023-07-31T00:00:00Z") for owner in owners],
        schema=REPORTING,
        orient="row",
    )
    return Frames.of(
        as_of=DAY, year=2023, tables={k: table(k, v) for k, v in rows.items()}, reporting=reporting
    )


def judged(frames: Frames, rules: RulePack = GANSU, place: str | None = None) -> Evaluation:
    return evaluate(frames, rules, place)


def figure(evaluation: Evaluation, region: str, measure: str) -> tuple[int, int, int] | None:
    rows = evaluation.counts.filter(region=region, measure=measure)
    return rows.select("numerator", "denominator", "unknown").row(0) if rows.height else None


TWO_COUNTIES = [compound(n, "620102") for n in range(6)] + [
    compound(n, "620103", built_year=None if n == 10 else 2001) for n in range(10, 13)
]


def test_a_city_and_the_province_are_the_sums_of_their_counties():
    found = judged(province(TWO_COUNTIES))
    assert figure(found, "620102", "A02.2") == (6, 6, 0)
    assert figure(found, "620103", "A02.2") == (0, 3, 1)
    assert figure(found, "620100", "A02.2") == figure(found, "620000", "A02.2") == (6, 9, 1)


def test_a_region_without_a_record_in_the_denominator_has_no_row():
    assert figure(judged(province(TWO_COUNTIES)), "620200", "A02.2") is None


def test_the_record_of_a_city_government_is_counted_in_the_city_alone():
    found = judged(province(TWO_COUNTIES))
    assert figure(found, "620102", "A01.1") == (0, 1, 1)
    assert figure(found, "620100", "A01.1") == (0, 3, 3)
    assert figure(found, "620200", "A01.1") == (0, 1, 1)


def test_a_city_without_counties_is_ranked_once_among_cities():
    scores = judged(province([compound(n, "620200") for n in range(5)])).scores
    row = scores.filter(region="620200").row(0, named=True)
    assert (row["level"], row["group"], row["planned"], row["rank"]) == ("city", "main", 5, 1)


def test_the_province_has_a_score_and_no_rank():
    row = judged(province(TWO_COUNTIES)).scores.filter(region="620000").row(0, named=True)
    assert row["score"] is not None
    assert (row["rank"], row["rank_best"], row["rank_worst"]) == (None, None, None)


def test_fewer_compounds_than_the_minimum_form_a_group_of_their_own():
    scores = judged(province(TWO_COUNTIES)).scores
    groups = dict(scores.select("region", "group").iter_rows())
    assert groups["620102"] == "main"
    assert groups["620103"] == "small"  # 3 compounds, the minimum is 5
    assert dict(scores.select("region", "rank").iter_rows())["620103"] == 1


def test_a_breach_of_a_veto_measure_bars_the_county_and_its_city():
    scores = judged(province(TWO_COUNTIES)).scores
    vetoes = dict(scores.select("region", "vetoes").iter_rows())
    assert vetoes["620102"] == []
    assert vetoes["620103"] == ["A02.2"]
    assert vetoes["620100"] == vetoes["620000"] == ["A02.2"]


MONEY = [
    {"project": "P620102", "source": "社会资本", "received": 100},
    {"project": "P620102", "source": "省财政", "received": 300},
    {"project": "P620102", "source": "银行贷款"},
    {"project": "P620103", "source": "省财政"},
    {"project": "P620200", "source": "省财政", "received": 0},
]


def test_amount_measures_sum_money_and_count_blank_rows():
    found = judged(province(TWO_COUNTIES, funds=MONEY))
    assert figure(found, "620102", "B04.1") == (100, 400, 1)
    assert figure(found, "620103", "B04.1") == (0, 0, 1)  # nothing known: the rate is 0
    assert figure(found, "620200", "B04.1") is None  # nothing received and nothing blank: no value
    assert figure(found, "620000", "B04.1") == (100, 400, 2)


def test_figures_and_evidence_cannot_disagree():
    frames = province(TWO_COUNTIES, funds=MONEY)
    found = judged(frames)
    for region, measure, met, whole, unknown in found.counts.select(
        "region", "measure", "numerator", "denominator", "unknown"
    ).iter_rows():
        records = evidence(frames, GANSU, measure=measure, region=region)
        assert records.filter(pl.col("met"))["amount"].sum() == met
        assert records["amount"].sum() == whole
        assert records["met"].null_count() == unknown


def test_evidence_lists_one_verdict_for_a_shortened_code():
    frames = province(TWO_COUNTIES)
    found = evidence(frames, GANSU, measure="A02.2", region="6201", verdict="unmet")
    assert found.select("record", "region", "built_year").rows() == [
        ("C11", "620103", 2001), ("C12", "620103", 2001),
    ]  # fmt: skip
    unknown = evidence(frames, GANSU, measure="A02.2", region="6201", verdict="unknown")
    assert unknown["record"].to_list() == ["C10"]


def test_a_place_narrows_the_scope_to_its_divisions():
    found = judged(province(TWO_COUNTIES), place="6201")
    assert found.scores["region"].to_list() == ["620100", "620102", "620103"]


def test_no_division_at_all_tells_what_to_do():
    with pytest.raises(NothingReported, match="请先导入省级报送的区划表"):
        judged(Frames.of(as_of=DAY, year=2023, tables={}))


def test_a_record_whose_owner_is_no_longer_a_division_is_not_dropped_in_silence():
    frames = province(TWO_COUNTIES)
    fewer = table("regions", [row for row in REGIONS if row["region"] != "620103"])
    orphaned = Frames.of(as_of=DAY, year=2023, tables={**frames.tables, "regions": fewer})
    with pytest.raises(NothingReported, match="620103"):
        judged(orphaned)


@pytest.mark.parametrize(
    "asked", [{"measure": "A99.9"}, {"region": "999999"}, {"verdict": "maybe"}], ids=str
)
def test_what_does_not_exist_is_answered_in_chinese(asked: dict[str, str]):
    question = {"measure": "A02.2", "region": "620102", "verdict": None} | asked
    with pytest.raises(UnknownChoice, match=r"没有"):
        evidence(province(TWO_COUNTIES), GANSU, **question)


def test_the_digest_is_of_the_data_and_nothing_else():
    frames = province(TWO_COUNTIES)
    again = Frames.of(
        as_of=DAY,
        year=2023,
        tables={name: rows.reverse() for name, rows in frames.tables.items()},
        reporting=frames.reporting.with_columns(submission=pl.lit(7)),
    )
    assert judged(frames).data_digest == judged(again).data_digest
    changed = province([*TWO_COUNTIES[:-1], compound(12, "620103", built_year=2002)])
    assert judged(changed).data_digest != judged(frames).data_digest


def test_the_digest_covers_who_reports_a_task():
    task = {"task": "1", "content": "任务", "units": "厅", "deadline": "2023年8月"}
    one, other = (small_frames.frames(tasks=[task | {"unit": u}]) for u in ("620000", "620100"))
    assert data_digest(one) != data_digest(other)


def test_a_blank_and_an_empty_text_have_different_digests():
    blank = province([compound(0, "620102", address=None)])
    empty = province([compound(0, "620102", address="")])
    assert judged(blank).data_digest != judged(empty).data_digest
