"""未开工小区：每个小区在等哪个环节；总览所说的红灯数与各表一致。"""

from datetime import date

from metrics.changes.red_figures import counted_red
from metrics.supervision.table import supervision
from metrics.supervision.waiting import waiting
from metrics.views.supervision.chief_words import chief_sentence, years_words
from metrics.views.supervision.red_tables import red_table
from metrics.views.supervision.supervision_tables import why_table
from metrics.views.supervision.waiting_tables import waiting_table
from tests.metrics.small_frames import D, frames
from tests.metrics.supervision.small_supervision import COUNTY, ON_TRACK, PROJECT, REGIONS, RULES
from tests.reading_tables import under

OPEN = {"started_on": None}
STATES = {
    "表决": {**OPEN, "scheme_voted_on": None},
    "开工": OPEN,
    "公示在先": {**OPEN, "scheme_published_on": None},
    "未入计划": {**OPEN, "planned_on": None},
    "已开工": {},
}


def table(**project):
    project = {**PROJECT, **project}
    rows = [{**ON_TRACK, "compound": name, "project": "P", **s} for name, s in STATES.items()]
    funds = [{"project": "P", "source": "省财政", "received": 5, "paid": 0}]
    return supervision(
        frames(
            regions=REGIONS, projects=[project], compounds=rows, funds=funds, reporting=[COUNTY]
        ),
        RULES,
    )


def test_等的是开工前最先一个未办结的环节_有后续日期的不算():
    unreviewed = waiting(table(review_approved_on=None))
    assert dict(unreviewed.select("compound", "waits_for").iter_rows()) == {
        "表决": "方案表决", "开工": "联合审查", "公示在先": "联合审查",
    }  # fmt: skip
    listed = waiting(table())
    assert listed["waits_for"].to_list() == ["开工"] * 3
    shown = waiting_table(listed, as_of=D)
    assert {cell.text for cell in under(shown, "项目名称")} == {"甲项目"}
    assert all(cell.text.startswith("逾期") for cell in under(shown, "逾期或剩余"))


def test_总览的一句话():
    red = counted_red(table(), (1, 0))
    assert (red.red, red.projects, red.waiting, red.unpaid) == (1, 1, 3, 1)
    assert chief_sentence(red, as_of=D, before=None, late=2) == (
        "截至6月30日，红灯项目1个，首要原因最多的是开工（1个）；未开工小区3个；2家单位逾期未报。"
    )
    assert years_words(red) == "2023年度共1个"


def test_遇休息日顺延的时限写明原定日期():
    sunday = {**OPEN, "start_due": date(2023, 4, 2)}
    found = supervision(
        frames(
            regions=REGIONS, projects=[PROJECT], reporting=[COUNTY],
            compounds=[{**ON_TRACK, "compound": "C", "project": "P", **sunday}],
        ),
        RULES,
    )  # fmt: skip
    (reason,) = under(red_table(found, found.projects), "红灯原因")
    assert reason.text == "开工应于4月2日前（顺延至4月3日），逾期61个工作日（88天）"
    assert [cell.text for cell in under(why_table(found, "P"), "时限")] == [
        "2023-04-02（顺延至4月3日）"
    ]
