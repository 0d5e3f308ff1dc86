"""Where 开工率 exceeds 100 % because compounds started outside the plan, page and table say so and what is counted."""

from datetime import date

from metrics.packs.pack import load_pack
from metrics.progress import rates as progress
from metrics.rating.evaluation import evaluate
from metrics.views.progress import progress_tables
from metrics.views.rating import narrative, overview
from tests.metrics.small_frames import division, frames
from tests.reading_tables import under

DAY = date(2023, 6, 30)
PLANNED, STARTED = {"planned_on": date(2023, 1, 31)}, {"started_on": date(2023, 3, 1)}


def told(*compounds: dict[str, date]) -> tuple[str, str, str]:
    """Return the note of the overview, and that of the table of progress and of its cell 已开工."""
    found = frames(
        regions=[
            division("990000", "省", None, "云岭省"),
            division("990100", "市", "990000", "云屏市"),
            division("990101", "县", "990100", "甲县"),
        ],
        projects=[{"project": "P", "name": "甲", "region": "990101", "plan_year": 2023}],
        compounds=[
            {"compound": f"C{at}", "name": f"{at}号院", "project": "P", "households": 100, **days}
            for at, days in enumerate(compounds)
        ],
        reporting=("990101",),
        as_of=DAY,
    )
    evaluation = evaluate(found, load_pack("national").on(DAY), "990000")
    ledger = progress.ledger(found)
    overall = narrative.overall(evaluation, {DAY: ledger}, before=None)
    table = progress_tables.progress_of(evaluation, ledger, level="city")
    (cell, *_) = under(table, "已开工")
    return overview.plan_note(overall), table.note, cell.note


def test_a_start_outside_the_plan_is_told_where_the_rate_exceeds_the_whole():
    page, table, cell = told(PLANNED | STARTED, STARTED)
    assert page == (
        "开工率200.00%：已开工2个按实际开工日期计，计划1个按列入计划日期计；已开工的小区中另有1个小区未列入计划，"
        "请核实列入计划日期。"
    )
    assert (
        "开工率超过100%的，另有小区未列入计划，请核实列入计划日期：云屏市1个、云岭省1个。" in table
    )
    assert cell == "另有1个小区未列入计划，请核实列入计划日期"


def test_nothing_is_told_while_the_rate_is_within_the_whole():
    page, table, cell = told(PLANNED | STARTED, PLANNED, STARTED)
    assert page == cell == ""
    assert "未列入计划" not in table


def test_of_a_year_without_any_plan_there_is_no_rate():
    page, _, cell = told(STARTED)
    assert page == cell == ""
