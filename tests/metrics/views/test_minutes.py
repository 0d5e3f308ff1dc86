"""The draft of the minutes: what is said, what is not known, and what is left to the office."""

from datetime import date

import polars as pl

from metrics.agenda import Agenda, Item
from metrics.follow_up import PROMISED
from metrics.views.minutes import Minutes, minutes

FACTS = {
    "name": "兰市",
    "red_projects": 12,
    "ways": {
        "lights": {"records": 30, "rows": []},
        "score": {"grade": "良", "records": 5, "by_measure": [], "proven": False},
    },
}
ITEMS = (
    Item("promises", "promises", None, (
        {"region": "620102", "who": "住建局", "what": "开工", "due": "2023-06-20", "state": "逾期",
         "days": 10},
        {"region": "620102", "who": "住建局", "what": "拨款", "due": "2023-07-20", "state": "未到期",
         "days": -20},
    )),
    Item("changes", "changes", None, (
        {"region": "620100", "name": "兰市", "started": 3, "paid": 12_345_600, "cleared": 0},
        {"region": "620200", "name": "嘉市", "started": None, "paid": 0},
        {"region": "620300", "name": "金市", "started": 0},
    )),
    Item("red-620100", "red", "620100", (
        {"name": "和平项目", "owner": None, "days_late": 121, "fixes": 2},
        {"name": "黄河项目", "owner": "甲", "days_late": None, "fixes": 1},
    )),
    Item("bottom-620100", "bottom", "620100", (
        {"name": "兰市", "score": 7345, "rank": 14, "grade": "中"},
    )),
    Item("money", "money", None, ({"name": "兰市", "received": 10_000_000, "paid": 1},)),
    Item("topics", "topics", None, ({"text": "防汛 <b>"},)),
)  # fmt: skip


def draft(**other: object) -> Minutes:
    values = {
        "place": "甘省", "held_on": date(2023, 7, 3), "data_date": date(2023, 6, 30),
        "agenda": Agenda(ITEMS, {"620100": FACTS}), "notes": {"red-620100": ["月底前开工"]},
        "topics": ["供热"], "promises": pl.DataFrame(schema=PROMISED),
        "names": {"620102": "城关区"},
    } | other  # fmt: skip
    return minutes(**values)


def said(heading: str) -> tuple[str, ...]:
    return next(s.paragraphs for s in draft().sections if s.heading == heading)


def test_title_and_masthead_with_attendance_left_blank():
    assert draft().title == "甘省城镇老旧小区改造工作调度会议纪要（草稿）"
    assert draft().masthead == (
        "会议时间：2023年7月3日", "数据截止日期：2023年6月30日", "会议地点：", "主持人：", "参会人员：",
    )  # fmt: skip


def test_promises():
    assert said("上次会议承诺事项落实情况") == (
        "承诺事项共2项：逾期1项，未到期1项。",
        "城关区住建局：开工（时限2023年6月20日），逾期10天。",
        "城关区住建局：拨款（时限2023年7月20日），未到期。",
    )


def test_changes_tell_what_is_not_known_and_leave_out_what_did_not_change():
    assert said("上次会议以来工作进展") == (
        "兰市：新开工3个，新支付资金12.35万元。",
        "嘉市：新开工不详。",
        "金市：没有变化。",
    )


def test_red_projects_with_the_notes_taken():
    assert said("红灯项目情况") == (
        "兰市：红灯项目12个，消除全部红灯须办结30处。",
        "和平项目（责任人—），最长逾期121天，待办结2处。",
        "黄河项目（责任人甲），逾期天数不详，待办结1处。",
        "会议要求：月底前开工",
    )


def test_a_way_that_is_not_proven_is_not_called_the_least():
    assert said("排名靠后地区情况") == (
        "兰市：得分73.45，排第14名，等次中；升至“良”经测算可再使5处记录达标。",
    )


def test_topics_and_promises_of_the_meeting_close_the_draft():
    made = pl.DataFrame(
        [{"id": 1, "region": "620102", "who": "住建局", "what": "开工", "due": date(2023, 7, 31)}]
    )
    text = draft(promises=made).text()
    assert text.endswith(
        "六、其他议题\n\n防汛 <b>。\n\n七、会议中提出的议题\n\n供热。\n\n八、本次会议承诺事项\n\n"
        "城关区住建局：开工，于2023年7月31日前完成。"
    )


def test_an_empty_agenda_has_no_sections():
    assert draft(agenda=Agenda((), {}), topics=[]).sections == ()
