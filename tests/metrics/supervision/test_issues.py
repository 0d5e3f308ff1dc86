"""The ledger: open, put right, closed; due lights and the overdue list."""

from datetime import date

import pytest

from metrics.packs.pack import load_pack
from metrics.records.schema import NEVER
from metrics.supervision.issues import ledger, overdue, red_issues
from metrics.views.supervision.task_tables import ledger_table
from tests.metrics.small_frames import D, Row, division, frames
from tests.reading_tables import under

RULES = load_pack("national").on(D)
ISSUE = {"issue": "W1", "region": "620102", "source": "审计", "problem": "超付",
         "found_on": date(2023, 4, 1), "due_on": date(2023, 6, 1)}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "state", "colour", "late"),
    [
        ({"due_on": date(2023, 8, 1)}, "未整改", "灰", False),
        ({"due_on": D}, "未整改", "黄", False),
        ({"due_on": date(2023, 6, 29)}, "未整改", "红", True),
        ({"rectified_on": date(2023, 5, 31)}, "已整改待销号", "红", True),
        ({"rectified_on": date(2023, 5, 31), "closed_on": NEVER}, "已整改待销号", "红", True),
        ({"rectified_on": date(2023, 5, 31), "closed_on": D}, "已销号", "绿", False),
        ({"rectified_on": date(2023, 6, 2), "closed_on": D}, "已销号", "绿（迟）", False),
        ({"closed_on": date(2023, 6, 1)}, "已销号", "绿", False),
        ({"closed_on": date(2023, 6, 2)}, "已销号", "黑", False),
        ({"rectified_on": NEVER, "closed_on": D}, "已销号", "绿（迟）", False),
        ({"closed_on": date(2023, 7, 1)}, "未整改", "红", True),
    ],
    ids=["未到期", "当日", "逾期一日", "已整改未销号", "销号为无", "按期整改后销号", "逾期整改后销号",
         "期内销号未报整改日期", "期后销号未报整改日期", "整改为无", "销号在数据日期之后"],
)  # fmt: skip
def test_问题灯(row: Row, state: str, colour: str, late: bool):
    (found,) = ledger(frames(issues=[{**ISSUE, **row}]), RULES).iter_rows(named=True)
    assert (found["state"], found["light"], found["overdue"]) == (state, colour, late)


def test_逾期清单最长的在前():
    rows = [
        {**ISSUE, "issue": "W1", "due_on": date(2023, 6, 20)},
        {**ISSUE, "issue": "W2", "due_on": date(2023, 6, 1)},
        {**ISSUE, "issue": "W3", "due_on": D},
    ]
    given = frames(issues=rows)
    found = overdue(ledger(given, RULES))
    assert found["issue"].to_list() == ["W2", "W1"]
    assert found["days"].to_list() == [29, 10]
    assert set(red_issues(ledger(given, RULES))["issue"]) == {"W1", "W2"}


def test_台账表():
    given = frames(issues=[ISSUE], regions=[division("620102", "县", None, "城关区")])
    shown = ledger_table(ledger(given, RULES), given.regions)
    assert [line.key for line in shown.lines] == ["W1"]
    assert under(shown, "地区")[0].text == "城关区"
    assert under(shown, "逾期或剩余")[0].text == "逾期20个工作日（29天）"
    assert under(shown, "责任人")[0].text == "—"
