"""The briefing and the 通报 after a meeting: of a ledger, and of a place with returns only."""

from datetime import date

import pytest

from dashboard import data, office, papers
from exports.papers import gathering
from exports.papers.document import Paragraph
from metrics.dispatch.meeting import Meeting
from metrics.scope import Scope
from sql.supplied import published
from tests.dashboard import small_ledger
from tests.dashboard.conftest import Open
from tests.dashboard.reading import words
from tests.exports.pdf.test_render import pages

NATION, SEPTEMBER = published.NATION, date(2023, 9, 30)


def met(place: str, day: date) -> Meeting:
    """Hold a meeting on the data of a day."""
    return office.open_meeting(
        place=place, held_on=day, data_date=day, year=day.year, rules="national", by="记录员"
    )


def test_a_place_with_returns_only_has_a_briefing_of_its_starts(opened_nation: Open):
    app = opened_nation("briefings", place=NATION, as_of=SEPTEMBER.isoformat())
    assert not app.exception
    assert "已开工51,294个，总开工率97%" in words(app)
    assert "红灯" not in words(app)


def test_the_circular_after_a_meeting_on_returns(opened_nation: Open):
    told = "".join(pages(papers.notice_file(met(NATION, SEPTEMBER), "pdf")))
    assert "开工进展情况的通报" in told and "四、议定事项" in told


def test_the_circular_after_a_meeting_on_a_ledger(opened_small: Open):
    told = "".join(pages(papers.notice_file(met(small_ledger.PLACE, small_ledger.DAY), "pdf")))
    assert "进展和评价情况的通报" in told and "议定事项" in told


def test_what_is_reported_after_the_meeting_opened_is_in_no_figure_of_its_circular(
    opened_small: Open,
):
    meeting = met(small_ledger.PLACE, small_ledger.DAY)
    small_ledger.report(started_on=date(2023, 3, 1))
    scope = Scope(meeting.place, meeting.data_date, meeting.year, meeting.rules)
    numbered = papers.numbered(scope)
    frozen = gathering.briefing(
        data.RECORDS, scope, numbered, draft=True, frozen=office.frames_of(meeting.id)
    )
    (told, *_), (now, *_) = (
        [block.text for block in each.blocks if isinstance(block, Paragraph)]
        for each in (frozen, papers.briefing(scope, numbered, draft=True))
    )
    assert "已开工0个" in told
    assert "已开工1个" in now


@pytest.mark.usefixtures("opened_small")
def test_an_issued_briefing_tells_its_entry_of_the_log_and_a_reprint_tells_the_same():
    scope = Scope(small_ledger.PLACE, small_ledger.DAY, small_ledger.DAY.year, "national")
    first, again = ("".join(pages(papers.issued(scope, "pdf"))) for _ in range(2))
    entry = papers.numbered(scope).entry
    assert entry is not None and f"操作日志第{entry.number}条" in first
    assert again == first
