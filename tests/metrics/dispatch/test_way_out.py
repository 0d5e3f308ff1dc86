"""The shortest way out: what it lists ends the red, and nothing less does."""

from datetime import date

import polars as pl
import pytest

from metrics.dispatch.way_out import lights_way, score_way, vetoes_way
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate
from metrics.records.frames import Frames
from metrics.records.schema import NEVER
from metrics.standards.catalogue import NATIONAL
from metrics.supervision.table import supervision
from tests.metrics.small_frames import D, division, frames

RULES = load_pack("national").on(D)
REGIONS = [
    division("620000", "省", None), division("620100", "市", "620000"),
    division("620102", "县", "620100"), division("620103", "县", "620100"),
]  # fmt: skip
DONE = {
    "reserved_on": date(2022, 9, 1), "consulted_on": date(2022, 12, 1),
    "planned_on": date(2023, 1, 10), "scheme_published_on": date(2023, 2, 1),
    "scheme_voted_on": date(2023, 2, 20), "start_due": date(2023, 3, 1),
    "finish_due": date(2023, 12, 1), "households": 10, "buildings": 1, "floor_area": 1,
}  # fmt: skip


def compound(code: str, project: str, **values: object) -> dict[str, object]:
    return {"compound": code, "project": project, "name": code, **DONE, **values}


def project(code: str, region: str, **values: object) -> dict[str, object]:
    fields = {"name": code, "region": region, "plan_year": 2023}
    return {"project": code, **fields, "review_approved_on": date(2023, 2, 1), **values}


def red_frames(**changed: object) -> Frames:
    """Two compounds of P1 not started, P2 without a review (无), an issue of P3 overdue, P4 in order."""
    issue = {"issue": "W1", "region": "620103", "project": "P3", "source": "信访", "problem": "x",
             "found_on": date(2023, 4, 1), "due_on": date(2023, 6, 20)}  # fmt: skip
    started = {"started_on": date(2023, 2, 25)}
    sheets = {
        "regions": REGIONS,
        "projects": [project("P1", "620102"), project("P2", "620102", review_approved_on=NEVER),
                     project("P3", "620103"), project("P4", "620103")],
        "compounds": [compound("C1", "P1"), compound("C2", "P1"), compound("C3", "P2", **started),
                      compound("C4", "P2", **started), compound("C5", "P3", **started),
                      compound("C6", "P4", **started)],
        "issues": [issue],
    }  # fmt: skip
    return frames(reporting=["620102", "620103"], **{**sheets, **changed})


def listed(region: str, data: Frames) -> list[tuple[str, str, str, int]]:
    found = lights_way(supervision(data, RULES), region=region)
    return found.select("sheet", "record", "field", "days").rows()


def test_every_red_reason_is_listed_once_with_its_record_and_field():
    assert listed("620102", red_frames()) == [
        ("小区", "C1", "实际开工日期", 121),
        ("小区", "C2", "实际开工日期", 121),
        ("项目", "P2", "联合审查批复日期", 121),
    ]
    assert listed("620103", red_frames()) == [("整改台账", "W1", "销号日期", 10)]
    assert len(listed("620100", red_frames())) == 4


COLUMNS = {
    "实际开工日期": "started_on",
    "联合审查批复日期": "review_approved_on",
    "销号日期": "closed_on",
}
SHEETS = {
    "小区": ("compounds", "compound"),
    "项目": ("projects", "project"),
    "整改台账": ("issues", "issue"),
}


def put_right(data: Frames, fixes: list[dict[str, object]]) -> Frames:
    """Write the data date into the field that each fix names."""
    tables = dict(data.tables)
    for fix in fixes:
        sheet, key = SHEETS[str(fix["sheet"])]
        column = COLUMNS[str(fix["field"])]
        here = pl.col(key) == fix["record"]
        tables[sheet] = tables[sheet].with_columns(
            pl.when(here).then(pl.lit(D)).otherwise(column).alias(column)
        )
    return Frames.of(as_of=D, year=2023, tables=tables, reporting=data.reporting)


def red_left(data: Frames) -> int:
    lights = supervision(data, RULES).projects["light"].cast(pl.String)
    return int((lights == "红").sum())


def test_the_fixes_end_all_red_and_none_can_be_left_out():
    data = red_frames()
    fixes = lights_way(supervision(data, RULES), region="620000").to_dicts()
    assert red_left(data) == 3
    assert red_left(put_right(data, fixes)) == 0
    for left_out in fixes:
        assert red_left(put_right(data, [f for f in fixes if f != left_out])) == 1


def test_a_red_line_event_says_that_it_cannot_be_filled_away():
    event = {"event": "E1", "region": "620103", "project": "P4", "kind": "安全事故",
             "happened_on": date(2023, 5, 1), "status": "属实"}  # fmt: skip
    data = red_frames(events=[event], issues=[])
    rows = lights_way(supervision(data, RULES), region="620103").to_dicts()
    assert [(r["sheet"], r["record"], r["field"]) for r in rows if r["record"] == "E1"] == [
        ("事件", "E1", "核实状态")
    ]
    assert "不属实的" in rows[0]["ends"]


def test_a_veto_lists_every_record_not_met():
    old = [compound(f"C{n}", "P1", built_year=1999 + n, demolition_listed=False,
                    renovated_elsewhere=False) for n in range(4)]  # fmt: skip
    evaluation = evaluate(red_frames(compounds=old), RULES)
    found = vetoes_way(evaluation, region="620102")
    assert found.select("record", "sheet", "reason").rows() == [
        ("C2", "小区", "一票否决：A02.2 对象符合条件"),
        ("C3", "小区", "一票否决：A02.2 对象符合条件"),
    ]
    assert vetoes_way(evaluation, region="620103").is_empty()


def test_the_way_to_a_grade_reaches_it_and_one_record_less_does_not():
    evaluation = evaluate(red_frames(), RULES)
    way = score_way(evaluation, region="620102")
    if way is None:
        pytest.fail("the county has no way up, so the case shows nothing")
    assert way.proven and way.records == sum(k for _, k in way.by_measure)
    for measure, records in way.by_measure:
        open_ones = evaluation.counts.filter(region="620102", measure=measure)
        assert (open_ones["unmet"] + open_ones["unknown"]).item() >= records
    assert grade_after(evaluation, dict(way.by_measure)) == way.grade
    for measure, records in way.by_measure:
        less = {**dict(way.by_measure), measure: records - 1}
        assert grade_after(evaluation, less) != way.grade


def grade_after(evaluation, by_measure: dict[str, int]) -> str:
    """Score the county again with so many more records met in each measure."""
    from metrics.rating.scoring import earned, grade, scores

    more = pl.col("measure").replace_strict(by_measure, default=0, return_dtype=pl.Int64)
    own = evaluation.counts.filter(pl.col("region") == "620102")
    counts = own.with_columns(pl.col("numerator") + more)
    score = scores(earned(counts, RULES, NATIONAL), RULES)
    return str(score.select(grade(pl.col("score"), pl.lit(value=False), RULES)).item())
