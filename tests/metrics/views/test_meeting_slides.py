"""What a page of a meeting says at a glance: the way out, what changed, how a promise stands."""

import pytest

from metrics.agenda import Agenda
from metrics.views.meeting_slides import promise_table, slides
from tests.metrics.test_agenda import built, standing
from tests.metrics.test_way_out import red_frames


def page(agenda: Agenda, part: str):
    return next(slide for slide in slides(agenda, {"620102": "甲县"}) if slide.part == part)


def test_a_red_page_leads_with_the_shortest_way_out_by_what_is_to_be_done():
    red = page(built(), "red")
    assert red.title == "620100：红灯项目3个"
    assert red.lead == ("离开红灯最少办结4处：开工2处、联合审查1处、逾期问题1处。",)
    rows = [[cell.text for cell in row] for row in red.tables[1].rows]
    assert rows[0] == ["P1", "甲县", "未填报", "开工", "121天", "2处"]
    assert [row[3] for row in rows] == ["开工", "联合审查", "逾期问题"]


def test_nothing_that_changed_is_said_and_what_is_not_known_is_too():
    red = page(built(before=red_frames()), "red")
    # Lights of the earlier date were not given: how many turned red is not known.
    assert red.words[0] == "与上次会议相比：新亮红灯不详、红灯解除不详，其余无变化。"
    assert page(built(), "red").words == ()


@pytest.mark.parametrize(
    ("number", "state"),
    [(1, "已兑现"), (2, "结转1次"), (3, "逾期10天"), (4, "未到期"), (5, "已撤销")],
)
def test_the_state_of_a_promise_tells_days_and_how_often_it_was_carried(number: int, state: str):
    rows = standing().filter(id=number).to_dicts()
    (row,) = promise_table(rows, {}, title="承诺").rows
    assert row[5].text == state
