"""One paper of each kind that exists as PDF."""

from exports.papers.document import Briefing
from exports.papers.minutes import compose, draft, with_decisions
from exports.papers.order_paper import compose as order_paper
from exports.papers.sheet_paper import SheetPaper
from tests.exports import sample
from tests.exports.papers import (
    test_listed_papers,
    test_order_letter,
    test_start_table,
    test_supervision_table,
)
from tests.exports.papers.test_minutes import HELD, ORDER
from tests.exports.papers.test_reminder_letter import to
from tests.exports.papers.test_returns_briefing import september
from tests.exports.papers.test_same_table import issues


def official() -> dict[str, Briefing]:
    """Return the papers in the official layout, by what they are called."""
    return {
        "简报": sample.briefing(draft=True),
        "开工通报": september(),
        "会后通报": with_decisions(sample.briefing(first=True), HELD),
        "会议纪要": compose(HELD, draft(HELD)),
        "督办单": order_paper(ORDER, place="云岭省", region="东县"),
        "督办函": test_order_letter.paper(),
        "提醒函": to("990100"),
    }


def sheets() -> dict[str, SheetPaper]:
    """Return the wide tables."""
    return {
        "督导表": test_supervision_table.paper(),
        "重点任务": test_listed_papers.paper(),
        "整改台账": issues(),
        "开工督导表": test_start_table.paper("2023-09", "2023-06"),
    }
