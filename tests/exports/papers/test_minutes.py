"""Minutes and orders as papers: words from the agenda, whatever is typed is printed as typed."""

from dataclasses import replace
from datetime import date

import pytest

from exports.papers.document import Heading, Paragraph, texts
from exports.papers.minutes import Held, compose, draft, with_decisions
from exports.papers.order_paper import compose as order_paper
from exports.pdf.render import render
from metrics.dispatch.agenda import Agenda
from metrics.dispatch.agenda_items import (
    ChangesItem,
    LastStartsItem,
    PromisesItem,
    RedItem,
    StartsItem,
    TopicsItem,
)
from metrics.dispatch.attendance import Attendance
from metrics.dispatch.region_facts import Changed
from metrics.dispatch.starts import Starts
from tests.exports.pdf.test_render import pages
from tests.exports.sample import briefing
from tests.metrics.views.dispatch.test_meeting_slides import of_region

LATE = {
    "id": 1, "region": "620102", "project": None, "who": "甲局", "what": "三日内开工",
    "made_on": date(2024, 8, 5), "due_on": date(2024, 8, 9), "due": date(2024, 8, 9), "carried": 0,
    "reply": None, "ended_on": None, "state": "逾期", "light": "红", "days": 3, "working_days": 1,
}  # fmt: skip
MADE = {
    "id": 2,
    "region": "620103",
    "who": "#乙局[1]",
    "what": "补报{资金}",
    "due_on": date(2024, 8, 19),
}
HELD = Held(
    place="620000", number=2, held_on=date(2024, 8, 12), data_date=date(2024, 8, 9), year=2024,
    agenda=Agenda((PromisesItem(rows=(LATE,)), TopicsItem(topics=("审计整改",))), {}),
    promises=(MADE,), topics=("防汛准备",), notes=(("东县", "一周内开工"),),
    names={"620000": "样例省", "620102": "东县", "620103": "西县"}, basis=(("数据范围", "截至8月9日"),),
)  # fmt: skip
ORDER = {
    "place": "990000", "region": "990101", "year": 2024, "number": 3,
    "issued_on": date(2024, 8, 12), "unit": "东县#住建局",
    "origin": "环节", "reference": "XM1 开工", "data_date": date(2024, 8, 9), "reason": "开工逾期32天。",
    "requirement": "限期开工。", "due": date(2024, 8, 26), "by": "经办人",
    "due_on": date(2024, 8, 26),
}  # fmt: skip


def test_the_draft_tells_promises_topics_and_what_was_decided():
    words = draft(HELD).splitlines()
    assert (
        "上次会议以来需听取的承诺共1项：逾期1项。逾期未兑现的：甲局承诺的“三日内开工”，时限2024年8月9日，逾期1个工作日（3天）。"
        in words
    )
    assert "1．审计整改。" in words
    assert "2．防汛准备。" in words
    assert "关于东县，会议要求：一周内开工。" in words
    assert "1．#乙局[1]（西县）：补报{资金}，2024年8月19日前完成。" in words


def test_what_was_written_down_in_the_meeting_of_earlier_promises_is_told():
    kept = {**LATE, "ended_on": date(2024, 8, 12), "state": "已兑现", "reply": "已进场"}
    later = {**LATE, "who": "丙局", "due": date(2024, 8, 26), "state": "结转", "reply": "材料未到"}
    underway = {**LATE, "who": "丁局", "reply": "正在办理"}
    rows = (
        kept | {"postponed": False}, later | {"postponed": True}, underway | {"postponed": False},
    )  # fmt: skip
    assert (
        "会上登记：甲局承诺的“三日内开工”已兑现（已进场）；丙局承诺的“三日内开工”结转至2024年8月26日（材料未到）；"
        "丁局承诺的“三日内开工”登记进展（正在办理）。"
    ) in draft(replace(HELD, answered=rows)).splitlines()


def test_orders_issued_in_the_meeting_are_told_in_minutes_and_notice():
    order = {
        "place": "620000",
        "year": 2024,
        "number": 3,
        "unit": "#甲局",
        "due_on": date(2024, 8, 26),
    }
    held = replace(HELD, orders=(order,))
    said = "会上下达督办单1份：〔2024〕3号（#甲局，2024年8月26日前办理）。"
    assert said in draft(held).splitlines()
    assert said in [text for _, text in texts(with_decisions(briefing(), held))]
    assert "督办单" not in draft(HELD)


def test_typed_lines_stay_apart():
    typed = "一、本周进场\n二、每日报告"
    held = replace(HELD, notes=(("东县", typed),), topics=(typed,))
    words = draft(held)
    assert "关于东县，会议要求：一、本周进场；二、每日报告。" in words
    assert "2．一、本周进场；二、每日报告。" in words
    paper = order_paper({**ORDER, "requirement": typed}, place="样例省", region="东县")
    assert [b for b in paper.blocks if isinstance(b, Paragraph)][2:4] == [
        Paragraph("一、本周进场"), Paragraph("二、每日报告"),
    ]  # fmt: skip


def test_changes_that_nobody_reported_are_named_once():
    row = Changed(region="620000", name="样例省", by_kind={"started": 8673})
    told = Agenda((ChangesItem(rows=(row,)),), {})
    words = draft(replace(HELD, agenda=told))
    assert "与上次会议相比，样例省新增开工8,673个；新增完工、" in words
    assert "、新逾期问题资料不全，无法计算。" in words
    assert "不明" not in words


def test_who_was_there_and_what_came_late_is_told():
    there = Attendance(chair="甲厅长", present="乙局\n丙局", absent="丁局")
    words = draft(replace(HELD, attendance=there, late="冻结后又收到1家报送。")).splitlines()
    assert words[2:4] == ["会议由甲厅长主持。", "冻结后又收到1家报送。"]
    assert words[-2:] == ["出席：乙局；丙局", "请假：丁局"]
    assert draft(HELD).endswith("出席：（请填写）")


def test_what_is_not_there_is_said():
    bare = replace(HELD, agenda=Agenda((), {}), promises=(), topics=())
    words = draft(bare)
    assert "的报送数据为准。" in words
    assert "没有需要听取的承诺。" in words
    assert "没有可比较的上次会议数据。" in words
    assert "没有红灯项目。" in words
    assert "会议没有形成需要跟踪的承诺事项。" in words


def test_without_a_ledger_nothing_is_said_of_red_projects():
    words = draft(replace(HELD, agenda=Agenda((), {}), ledger=False))
    assert "没有红灯项目" not in words
    assert "没有项目台账，不列红灯项目。" in words


def test_a_paper_without_annexes_ends_on_the_page_of_its_text():
    assert len(pages(render(compose(HELD, "一、概况\n第一段。")))) == 1
    for lines in range(8, 20):
        *_, last = pages(render(compose(HELD, "第一段。\n" * lines)))
        assert "编制说明" in last and "印发" in last


def test_short_numbered_lines_become_headings_and_nothing_else_does():
    long = "二、" + "很长的一段话" * 8
    paper = compose(HELD, f"一、概况\n\n（一）开工\n（1）第一项。\n{long}\n*标记*")
    kinds = [(type(block), block.text) for block in paper.blocks]
    assert kinds == [
        (Heading, "一、概况"), (Heading, "（一）开工"), (Paragraph, "（1）第一项。"),
        (Paragraph, long), (Paragraph, "*标记*"),
    ]  # fmt: skip
    assert paper.watermark == "送审稿"
    assert paper.issue == "第2次"
    assert paper.dated == date(2024, 8, 12)


def test_the_briefing_that_follows_ends_with_what_was_decided():
    paper = with_decisions(briefing(draft=True), HELD)
    tail = [block.text for block in paper.blocks[-3:]]
    assert tail[0] == "六、议定事项"
    assert "补报{资金}" in tail[2]


def test_an_order_is_addressed_and_dated_and_says_where_it_comes_from():
    paper = order_paper(ORDER, place="云岭省", region="东县")
    words = [text for _, text in texts(paper)]
    assert paper.issue == "〔2024〕3号"
    assert "东县#住建局：" in words
    assert "环节（XM1 开工）" in words
    assert any(text.startswith("请于2024年8月26日前办结") for text in words)
    assert paper.marks


def test_an_order_tells_its_entry_of_the_log_where_it_has_one():
    logged = "操作日志第3条 0123456789ab"
    paper = order_paper(ORDER, place="云岭省", region="东县", logged=logged)
    assert paper.basis[-1] == ("登记", logged)
    assert "登记" not in dict(order_paper(ORDER, place="云岭省", region="东县").basis)


WHOLE = {
    "region": "620000", "name": "样例省", "printed": "97%", "started_compounds": 51294,
    "start_rate_numerator": None, "start_rate_denominator": None, "day": date(2023, 9, 30),
    "since": date(2023, 6, 30), "started_change": 8673, "rate_change": 16_60,
}  # fmt: skip


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({}, "与上次会议（数据截至2023年6月30日）相比，新开工小区8,673个，开工率+16.60个百分点。"),
        ({"started_change": None, "rate_change": None}, "新开工小区资料不全，无法计算，开工率变化无法计算。"),
        ({"since": None}, "没有可比较的上次会议数据。"),
        ({"started_compounds": None}, "各地公布已开工小区数不详，样例省开工率97%。"),
    ],
)  # fmt: skip
def test_a_place_with_returns_only_is_told_of_by_its_starts(other: dict[str, object], said: str):
    last = {"region": "540000", "name": "西藏自治区"}
    starts = Starts(WHOLE | other, (last,))
    items = (StartsItem(starts=starts), LastStartsItem(starts=starts))
    words = draft(replace(HELD, agenda=Agenda(items, {}), ledger=False))
    assert said in words
    assert "开工率靠后的地区：西藏自治区。" in words
    assert "各地开工情况（1个地区）、开工率靠后地区（1个地区）" in words


def test_the_longest_delay_of_each_place_stands_without_a_bracket_in_a_bracket():
    row = {"days_late": 947, "working_days_late": 649}
    reds = tuple(RedItem(region=code, rows=(row,)) for code in ("1", "2"))
    words = draft(replace(HELD, agenda=Agenda(reds, {"1": of_region(), "2": of_region()})))
    late = "甲市1个、最长逾期649个工作日（947天）"
    assert f"红灯项目：{late}；{late}。" in words.splitlines()
