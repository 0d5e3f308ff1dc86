"""A meeting on the screens: opened, shown page by page, promises written down, closed into minutes."""

import re
from datetime import date

import pytest

from dashboard import office, papers
from sql.database.engine import session_scope
from sql.dispatch import meetings, promises
from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.dashboard.small_province import CITY, DAYS, PROVINCE


@pytest.fixture(scope="module")
def meeting(province: str) -> int:
    """Open one meeting of the province, with a promise in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", province)
        with session_scope(writing=True) as session:
            opened = meetings.open_meeting(
                session, place=PROVINCE, held_on=date(2024, 7, 8), data_date=DAYS[1], year=2024,
                rules="national", by="记录员", topics=["验收*移交*安排"],
            )  # fmt: skip
            promises.make(
                session, meeting=opened.id, region=CITY, who="<b>甲局</b>", what="三日内开工",
                due_on=date(2024, 7, 12), by="记录员",
            )  # fmt: skip
    return opened.id


def titles(app) -> list[str]:
    return [element.value for element in app.get("title")]


def test_the_first_page_lists_the_agenda(opened: Open, meeting: int):
    app = opened("meeting", meeting=str(meeting))
    assert not app.exception
    assert titles(app) == ["云岭省周调度会议"]
    assert "红灯项目（" in words(app)
    assert "演示数据" in words(app)


def test_a_region_page_tells_lights_owner_days_and_the_way_out(opened: Open, meeting: int):
    app = opened("meeting", meeting=str(meeting), slide="3")
    (title,) = titles(app)
    assert "红灯项目" in title
    heads = tables(app)[title.replace("\\", "")][0]
    assert heads == ["项目名称", "所在地", "项目责任人", "首要原因", "最长逾期", "需整改"]
    assert "消除红灯需整改" in words(app)
    assert "名次为何变化" in {link.proto.label for link in app.get("page_link")}


def test_the_presentation_hides_navigation_and_keeps_the_keys(opened: Open, meeting: int):
    app = opened("meeting", meeting=str(meeting), present="1")
    keys = {button.key for button in app.button}
    assert {"turn:Left", "turn:Right", "turn:PageUp", "turn:PageDown", "out"} <= keys
    app.button(key="turn:Right").click().run()
    assert titles(app) != ["云岭省周调度会议"]
    app.button(key="turn:PageUp").click().run()
    assert titles(app) == ["云岭省周调度会议"]


def test_a_page_beyond_the_end_is_the_last_and_lists_what_was_promised(opened: Open, meeting: int):
    app = opened("meeting", meeting=str(meeting), slide="999")
    rows = tables(app)["本次会议承诺（1项）"]
    assert rows[1][1:5] == ["云屏市", "<b>甲局</b>", "三日内开工", "2024-07-12"]


def test_a_promise_is_found_by_the_initials_of_its_words(opened: Open, meeting: int):
    (found,) = (rows for title, rows in tables(opened("search", q="srnkg")).items() if rows)
    assert found[1][:2] == ["三日内开工", f"CN-{meeting}"]


def test_a_meeting_that_is_not_there_is_said(opened: Open, meeting: int):
    app = opened("meeting", meeting="77")
    assert "地址中的会议不存在" in words(app)
    assert "历次会议" in tables(app)


def test_a_refused_promise_keeps_every_word_and_a_stored_one_leaves_empty_fields(
    opened: Open, meeting: int
):
    app = opened("meeting", meeting=str(meeting))
    key = f"promise:{meeting}:None"
    app.selectbox(key=f"{key}:region").select(CITY)
    app.text_area(key=f"{key}:what").input("补报资金")
    app.button(key=f"{key}:send").click().run()
    assert "“承诺人”不能为空" in words(app)
    assert app.text_area(key=f"{key}:what").value == "补报资金"
    app.text_input(key=f"{key}:who").input("乙局")
    app.button(key=f"{key}:send").click().run()
    assert not app.exception
    assert "已记入承诺CN" in words(app)
    assert app.text_area(key=f"{key}:1:what").value == ""


def test_a_refused_note_keeps_every_word(opened: Open, meeting: int):
    app = opened("meeting", meeting=str(meeting), slide="3")
    (field,) = (area for area in app.text_area if str(area.key).startswith("note:"))
    name = str(field.key).removesuffix(":words")
    field.input("三日内\ue000进场")
    app.button(key=f"{name}:send").click().run()
    assert "“内容”" in words(app)
    assert app.text_area(key=f"{name}:words").value == "三日内\ue000进场"
    app.text_area(key=f"{name}:words").input("三日内进场")
    app.button(key=f"{name}:send").click().run()
    assert "已记入：三日内进场" in words(app)
    assert "会议要求：三日内进场" in words(app)  # on the page itself, at once


def test_a_closed_meeting_offers_its_minutes(opened: Open, meeting: int):
    app = opened("meeting", meeting=str(meeting), slide="999")
    app.button(key=f"close:{meeting}:send").click().run()
    assert not app.exception
    text = app.text_area(key=f"minutes:{meeting}:words").value
    assert "一、会议概况" in text
    assert "<b>甲局</b>（云屏市）：三日内开工，2024年7月12日前完成。" in text


def test_the_next_meeting_hears_the_promise_and_carries_it(opened: Open, meeting: int):
    with session_scope(writing=True) as session:
        following = meetings.open_meeting(
            session, place=PROVINCE, held_on=date(2024, 7, 15), data_date=DAYS[1], year=2024,
            rules="national", by="记录员",
        )  # fmt: skip
    cover = words(opened("meeting", meeting=str(following.id))).replace("\\", "")
    assert f"上次会议（2024-07-08）的数据截至{DAYS[1]}，与本次相同" in cover
    app = opened("meeting", meeting=str(following.id), slide="3")
    (heard,) = (rows for name, rows in tables(app).items() if name == "上次会议承诺兑现情况")
    assert [row[5] for row in heard[1:]] == ["逾期1个工作日（3天）", "未到期"]
    key = f"heard:{following.id}"
    app.radio(key=f"{key}:step").set_value("结转延期").run()
    app.text_area(key=f"{key}:words").input("材料未到")
    app.button(key=f"{key}:send").click().run()
    assert not app.exception
    assert "已登记CN-1：结转延期，材料未到。" in words(app)
    with session_scope() as session:
        standing = promises.standing(
            session, as_of=date(2024, 7, 16), rules=meetings.rules_of(following)
        )
    assert standing.filter(id=1)["state"].to_list() == ["结转"]
    assert standing.filter(id=1)["due"].to_list() == [date(2024, 7, 22)]


def test_the_minutes_tell_what_was_said_of_the_promise_and_which_orders_went_out(opened: Open):
    (following,) = (each.id for each in office.list_meetings(place=PROVINCE) if not each.closed_at)
    app = opened("meeting", meeting=str(following), slide="5")
    (send,) = (each for each in app.button if re.match("order:.*:send$", str(each.key)))
    send.click().run()
    text = papers.minutes_text(office.find_meeting(following))
    assert "会上登记：<b>甲局</b>承诺的“三日内开工”结转至2024年7月22日（材料未到）。" in text
    assert "会上下达督办单1份：〔2024〕" in text


def test_promises_stand_in_the_ledger_and_a_late_one_becomes_an_order(opened: Open, meeting: int):
    rows = tables(opened("ledger", on="2024-07-30"))["会议承诺"][1:]
    assert {row[5] for row in rows} == {"逾期6个工作日（8天），结转1次", "逾期11个工作日（15天）"}
    assert "截至2024-01-01没有登记过承诺" in words(opened("ledger", on="2024-01-01"))
    app = opened("ledger", on="2024-07-30", promises="late", promise="1")
    app.button(key="promise:1:承诺:CN-1:send").click().run()
    assert not app.exception
    assert "已下达督办单" in words(app)
