"""甲市两个县：一个报到7月26日，一个从未报送；乙市（不设县区）已报。"""

from collections.abc import Sequence
from datetime import date

from metrics.records.reports import Submission
from metrics.reporting.reminder import Reminder
from metrics.reporting.standing import Reporting, due_units, reporting
from tests.metrics.reporting.test_standing import ALWAYS, REGIONS, WEEKLY, sent

DAY = date(2024, 8, 14)
SENT = (
    sent("990101", "2024-07-26", "2024-07-29T10:00", number=1),
    sent("990200", "2024-08-09", "2024-08-12T10:00", number=2),
)
ONCE = Reminder(1, "990000", "990101", date(2024, 8, 2), date(2024, 8, 8), "微信", "请报。", "经办")


def standing(*, day: date = DAY, reports: Sequence[Submission] = SENT) -> Reporting:
    due = due_units(REGIONS, set(), "990000", WEEKLY)
    since = dict.fromkeys((unit[0] for unit in due), date(2024, 7, 26))
    return reporting(reports, due, since=since, schedule=ALWAYS, place="990000", day=day)
