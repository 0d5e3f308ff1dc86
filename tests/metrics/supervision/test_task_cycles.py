"""The cycle before of a recurring task: done, not seen done, or not to be known."""

from datetime import date

import pytest

from metrics.packs.pack import load_pack
from metrics.supervision.tasks import tasks
from metrics.views.supervision.task_tables import task_table
from tests.metrics.small_frames import Row, frames, table
from tests.reading_tables import under

RULES = load_pack("national").on(date(2024, 1, 1))
TASK = {"unit": "620000", "task": "1", "content": "甲", "units": "省厅", "deadline": "每年9月底前"}
NEW_YEAR = date(2024, 1, 15)


def told(
    now: Row, *, before: Row | None = None, looked: bool = True, as_of: date = NEW_YEAR
) -> dict[str, object]:
    """Tell one task, which read `before` at the end of 2023 (null: it was not reported then)."""
    then = table("tasks", [] if before is None else [TASK | dict(before)])
    found = tasks(
        frames(as_of=as_of, tasks=[TASK | dict(now)]), RULES, before=then if looked else None
    )
    row = found.row(0, named=True)
    return row | {"shown": under(task_table(found), "上一周期")[0].text}


DONE_IN_TIME, DONE_LATE = date(2023, 9, 20), date(2023, 11, 6)
CASES = {
    "完成日期仍是上年的": ({"finished_on": DONE_IN_TIME}, {"finished_on": DONE_IN_TIME},
                 "2023-10-07到期：2023-09-20完成"),
    "逾期完成": ({"finished_on": DONE_LATE}, {}, "2023-10-07到期：2023-11-06完成，逾期"),
    "年后补报上年完成日期": ({"finished_on": DONE_IN_TIME}, {"status": "推进中"},
                   "2023-10-07到期：2023-09-20完成"),
    "今年已完成_上年日期被覆盖但查得到": ({"finished_on": date(2024, 1, 10)}, {"finished_on": DONE_IN_TIME},
                          "2023-10-07到期：2023-09-20完成"),
    "新年清空了完成日期": ({}, {"finished_on": DONE_IN_TIME}, "2023-10-07到期：2023-09-20完成"),
    "上年一直没有完成": ({}, {"status": "推进中"}, "2023-10-07到期：未见完成记录"),
    "上年报的是前年的完成日期": ({"finished_on": date(2022, 9, 1)}, {"finished_on": date(2022, 9, 1)},
                     "2023-10-07到期：未见完成记录"),
    "今年已完成_上年没有完成": ({"finished_on": date(2024, 1, 10)}, {"status": "推进中"},
                    "2023-10-07到期：未见完成记录"),
    "上年填已完成而无日期": ({}, {"status": "已完成"}, "2023-10-07到期：无法确定"),
    "今年填已完成而无日期": ({"status": "已完成"}, {"status": "推进中"}, "2023-10-07到期：无法确定"),
    "新增的任务": ({}, None, "2023-10-07到期：无法确定"),
    "同一序号换了任务": ({}, {"content": "乙", "finished_on": DONE_IN_TIME}, "2023-10-07到期：无法确定"),
    "同一序号是别的单位的": ({}, {"unit": "620100", "finished_on": DONE_IN_TIME},
                   "2023-10-07到期：无法确定"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_每年的任务_上一周期(name: str):
    now, before, shown = CASES[name]
    assert told(now, before=before)["shown"] == shown


def test_查不到上年末的数据时只看完成日期():
    shown = {
        day: told({"finished_on": day}, looked=False)["before_state"]
        for day in (DONE_IN_TIME, date(2024, 1, 10), date(2022, 9, 1), None)
    }
    assert list(shown.values()) == ["已完成", "无法确定", "未见完成记录", "无法确定"]


def test_按年度的任务到年底还没有完成_新年亮灰灯但仍看得到():
    open_one = {"deadline": "按年度组织实施"}
    last_day = told(open_one, before=None, as_of=date(2023, 12, 31))
    assert (last_day["due"], last_day["light"]) == (date(2024, 1, 2), "黄")
    new_year = told(open_one, before=open_one, as_of=date(2024, 1, 15))
    assert (new_year["light"], new_year["shown"]) == ("灰", "2024-01-02到期：未见完成记录")


@pytest.mark.parametrize("deadline", ["2023年9月", "尽快"])
def test_不重复的和无法识别的没有上一周期(deadline: str):
    found = told({"deadline": deadline}, before={"deadline": deadline})
    assert (found["before_due"], found["before_state"], found["shown"]) == (None, None, "—")
