"""Six states told apart: in the cells of figures, and in the table of each measure."""

from datetime import date
from typing import Any

import pytest

from metrics.packs.pack import load_pack
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.rating.pending import pending_events
from metrics.standards.catalogue import NATIONAL
from metrics.views.parts.cells import text_column
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, DisplayTable, line
from metrics.views.rating.cell_states import Marks, measure_state, with_objections
from metrics.views.rating.indicator_tables import indicator_matrix, measures_of_item
from metrics.views.rating.state_tables import states
from tests.metrics.small_frames import D, division, frames
from tests.reading_tables import under

RULES = load_pack("national").on(date(2023, 6, 30))
ROW = {"numerator": 0, "unmet": 12, "unknown": 0}
NOBODY = Marks({})


def state(row: dict[str, int] | None, marks: Marks = NOBODY) -> str:
    return measure_state(row, region="620102", measure="A02.3", marks=marks).text


def test_a_reported_zero_is_not_a_missing_one():
    assert state(ROW) == "真零"
    assert state({"numerator": 0, "unmet": 0, "unknown": 12}) == "未报"
    assert state({"numerator": 0, "unmet": 9, "unknown": 3}) == "已报，3条未报"
    assert state(ROW | {"numerator": 1}) == "已报"
    assert state(None) == "不适用"


def test_waiting_events_and_objections_stand_beside_what_was_reported():
    marks = Marks({("620102", "A02.3"): 2}, frozenset({("620102", "A02.3")}))
    assert state(ROW, marks) == "真零、待核2件、有异议"
    cell = marks.on(Cell(1, "100", note="得5分"), "620102", ["A02.1", "A02.3"])
    assert (cell.text, cell.note) == ("100 核2 异", "得5分，2件事件待核，不影响得分，有异议")
    assert marks.on(Cell(1, "100"), "620103", ["A02.3"]) == Cell(1, "100")


def province(*statuses: str) -> Evaluation:
    """Return a county with one compound in plan and an event of each of these states."""
    plan = {"project": "P", "name": "项目", "region": "620102", "plan_year": 2023}
    compound = {"compound": "C", "name": "院", "project": "P", "households": 1, "buildings": 1,
                "floor_area": 1, "planned_on": D}  # fmt: skip
    events = [
        {
            "event": f"E{n}",
            "region": "620102",
            "kind": "搬迁居民",
            "happened_on": D,
            "status": status,
        }
        for n, status in enumerate(statuses)
    ]
    tree = [division("620100", "市", None), division("620102", "县", "620100")]
    found = frames(regions=tree, projects=[plan], compounds=[compound], events=events,
                   reporting=("620102",))  # fmt: skip
    return evaluate(found, RULES, "620100")


def test_only_events_that_wait_are_counted_for_the_county_and_those_above():
    measures = NATIONAL.measures.values()
    found = pending_events(province("待核", "待核", "不实"), measures)
    assert found == {("620102", "A02.3"): 2, ("620100", "A02.3"): 2}
    assert not pending_events(province("不实"), measures)


def test_the_item_and_the_matrix_tell_that_events_wait():
    evaluation = province("待核")
    objected = frozenset({("620102", "A02.1")})
    item = measures_of_item(evaluation, "620102", "A02", objected=objected)
    assert [cell.text for cell in under(item, "数据状态")] == [
        "未报、有异议", "未报", "已报、待核1件",
    ]  # fmt: skip
    matrix = indicator_matrix(evaluation, "county", objected=objected)
    (cell,) = under(matrix, "A02")
    assert cell.text.endswith(" 核1 异")


def told(code: str, **rules: Any) -> dict[str, tuple[str, str]]:
    table = states(RULES.but(**rules), NATIONAL.measures[code])
    return {line.key: (line.cells[1].text, line.cells[2].text) for line in table.lines}


@pytest.mark.parametrize("code", sorted(NATIONAL.measures))
def test_every_measure_tells_all_six_states(code: str):
    found = told(code)
    assert list(found) == ["已报", "真零", "未报", "不适用", "待核", "有异议"]
    assert all(means and counts for means, counts in found.values())


def test_what_a_state_does_hangs_on_what_the_measure_counts():
    assert "分子、分母各加0" in told("B04.1")["真零"][1]
    assert told("A02.3")["待核"] == ("事件尚未核实", "不改变结论，另行列出；核实为属实的，不达标")
    assert told("A07.1")["待核"][0] == "本条不看事件"
    assert "不触碰一票否决" in told("A02.2")["未报"][1]
    assert "一票否决" not in told("A07.1")["未报"][1]


def test_what_does_not_apply_goes_by_the_rule():
    assert "摊给其他适用的内容" in told("A07.1")["不适用"][1]
    assert "计满分" in told("A07.1", not_applicable="full")["不适用"][1]


def test_a_state_that_nobody_need_mind_has_no_signal():
    assert measure_state(ROW, region="1", measure="A01.1", marks=NOBODY).signal is None
    assert measure_state(None, region="1", measure="A01.1", marks=NOBODY).signal is (
        Signal.NOT_APPLICABLE
    )


def test_a_contested_measure_marks_its_item_and_the_region_s_own_row_only():
    columns = (text_column("score", "得分"), text_column("A02", "A02"), text_column("A03", "A03"))
    rows = [{"score": "90", "A02": "80", "A03": "70"}] * 2
    table = DisplayTable(
        "", columns, tuple(line(columns, r, key=k) for r, k in zip(rows, "甲乙", strict=True))
    )
    marked = with_objections(table, {("甲", "A02.2"), ("乙", "score")}, NATIONAL)
    assert [[cell.text for cell in each.cells] for each in marked.lines] == [
        ["90", "80 异", "70"], ["90 异", "80", "70"],
    ]  # fmt: skip
