"""Money, progress and schedule of a project: what is known adds up, what is blank is counted."""

from datetime import date

from metrics.supervision.rule_keys import scheduled_progress
from metrics.supervision.table import supervision
from tests.metrics.small_frames import D
from tests.metrics.supervision.small_supervision import RULES, table


def test_形象进度按户数加权_与序时进度同口径():
    found = table(
        {"physical_progress": 500_000, "households": 300},
        {"started_on": None, "start_due": date(2023, 7, 1), "households": 100},
        {"physical_progress": 900_000, "households": 50, "start_due": None},
    )
    row = found.projects.row(0, named=True)
    assert (row["progress_numerator"], row["progress_denominator"]) == (
        300 * 500_000, 400 * 1_000_000,
    )  # fmt: skip
    days, of = (D - date(2023, 4, 2)).days, (date(2023, 10, 31) - date(2023, 4, 2)).days
    assert row["schedule_numerator"] == 300 * (days * 1_000_000 // of)
    assert row["progress_left_out"] == 1


def test_资金_空缺不算零():
    funds = [
        {"project": "P", "source": "中央财政补助", "planned": 500, "received": 300, "paid": 100},
        {"project": "P", "source": "社会资本", "planned": 200, "received": 100, "paid": None},
    ]
    row = table({}, funds=funds).projects.row(0, named=True)
    assert (row["planned"], row["received"], row["paid"]) == (700, 400, 100)
    assert (row["payment_numerator"], row["payment_denominator"]) == (100, 300)
    assert (row["paid_unknown"], row["payment_left_out"]) == (1, 1)
    assert (row["received_central"], row["received_local"]) == (300, None)
    assert table({}).projects["received"].to_list() == [None]


def test_其他序时算法():
    working = {**RULES, "scheduled_progress": "工作日"}
    curve = {**RULES, "scheduled_progress": scheduled_progress({"05-31": "30%", "09-30": "80%"})}
    given = table({"physical_progress": 100_000}).frames
    (row,) = supervision(given, working).projects.iter_rows(named=True)
    # 4月3日至6月30日62个工作日，至10月31日145个工作日。
    assert row["schedule_numerator"] == 100 * (62 * 1_000_000 // 145)
    (row,) = supervision(given, curve).projects.iter_rows(named=True)
    assert row["schedule_numerator"] == 100 * 300_000
