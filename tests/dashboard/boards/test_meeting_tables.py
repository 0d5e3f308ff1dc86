"""Tables of a meeting as the browser gets them: what a heading sorts by."""

import json

from dashboard.components import signal_table
from metrics.dispatch.agenda import Agenda
from metrics.dispatch.agenda_items import MoneyItem
from metrics.views.dispatch.meeting_slides import slides


def test_the_payment_rate_sorts_by_the_rate_not_by_the_amount_paid():
    rows = (
        {"region": "1", "name": "甲市", "received": 1_000_000_000, "paid": 300_000_000},
        {"region": "2", "name": "乙市", "received": 400_000_000, "paid": 200_000_000},
        {"region": "3", "name": "丙市", "received": 0, "paid": 0},
    )
    (slide,) = slides(Agenda((MoneyItem(rows=rows),), {}), {})
    drawn = json.loads(signal_table.drawn(slide.tables[0]))
    place = [column["label"] for column in drawn["columns"]].index("支付率")
    cells = {row["key"]: row["cells"][place] for row in drawn["rows"]}
    assert cells == {"1": ["30.00%", 0.3], "2": ["50.00%", 0.5], "3": ["—", None]}
