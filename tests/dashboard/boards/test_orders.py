"""Orders on the screens: issued on their own page, answered, closed; changes, calendar and cases."""

from datetime import date, timedelta

import polars as pl
import pytest

from dashboard import office
from metrics.access.actor import MACHINE
from metrics.days.workdays import calendar, workdays_after
from metrics.packs.pack import load_pack
from tests.dashboard.conftest import Open
from tests.dashboard.reading import stands, tables, words
from tests.dashboard.small_province import COUNTY, DAYS

OWN = "own:其他:None"


def issue(app, unit: str) -> None:
    app.selectbox(key=f"{OWN}:region").select(COUNTY)
    app.text_input(key=f"{OWN}:unit").input(unit)
    app.text_area(key=f"{OWN}:reason").input("现场检查发现问题")
    app.button(key=f"{OWN}:send").click().run()


def newest() -> int:
    """Return the number under which the book keeps the order issued last."""
    rules = load_pack("national").on(DAYS[1])
    found = office.standing_orders(as_of=date.max, rules=rules)
    return int(found["id"].to_list()[-1])


def test_an_order_is_issued_replied_to_and_closed(opened: Open):
    app = opened("orders")
    issue(app, "<b>甲县</b>住建局")
    assert not app.exception
    assert "已下达督办单" in words(app)
    row = tables(opened("orders"))["督办单"][-1]
    assert row[2] == "<b>甲县</b>住建局"
    assert row[3] == "澄湾区"
    assert row[7] == "办理中"
    number = newest()
    app = opened("orders", order=str(number))
    app.button(key=f"order:reply:{number}:send").click().run()
    assert "“回复内容”不能为空" in words(app)  # the field is named as the form names it
    app.text_area(key=f"order:reply:{number}:words").input("已进场")
    app.button(key=f"order:reply:{number}:send").click().run()
    assert tables(app)["办理经过"][1][1:] == ["回复", "已进场", MACHINE]
    app.button(key=f"order:task_alt:{number}:send").click().run()
    assert "“办结情况”不能为空" in words(app)
    app.text_area(key=f"order:task_alt:{number}:words").input("整改到位")
    app.button(key=f"order:task_alt:{number}:send").click().run()
    assert "已办结" in words(app)
    assert ["状态", "已办结"] in next(t for name, t in tables(app).items() if "〔" in name)


def test_what_one_place_issued_is_not_said_of_another(opened: Open):
    app = opened("orders")
    issue(app, "甲县住建局")
    app.selectbox(key="choice:place").select(COUNTY).run()
    assert not app.exception
    assert "已下达督办单" not in words(app)


def test_a_form_without_a_unit_is_refused_in_words_and_keeps_what_was_typed(opened: Open):
    app = opened("orders")
    app.text_area(key=f"{OWN}:reason").input("问题")
    app.button(key=f"{OWN}:send").click().run()
    assert not app.exception
    assert "“督办对象”不能为空" in words(app)
    assert app.text_area(key=f"{OWN}:reason").value == "问题"


@pytest.mark.parametrize("part", ["regions", "moves", "lights", "corrections"])
def test_every_part_of_the_changes_runs(opened: Open, part: str):
    app = opened("changes", part=part)
    assert not app.exception
    assert stands(app, "since") == DAYS[0].isoformat()


def test_a_number_of_changes_opens_its_records(opened: Open):
    table = tables(opened("changes"))
    title = next(name for name in table if name.startswith("各地变化"))
    heads, row = table[title][:2]
    numbers = {part: int(row[heads.index(f"{part}开工")]) for part in ("本期", "补报")}
    for kind, part in (("started:now", "本期"), ("started:afterwards", "补报")):
        found = tables(opened("changes", region="990000", kind=kind))
        rows = next((rows for name, rows in found.items() if f"{part}开工（" in name), [()])
        assert len(rows) - 1 == numbers[part]


def test_the_first_data_date_has_nothing_to_compare_with(opened: Open):
    assert "没有更早的数据" in words(opened("changes", as_of=DAYS[0].isoformat()))


def test_the_calendar_lists_the_rhythm(opened: Open):
    for month in ("9999-12", "0001-01"):
        app = opened("calendar", month=month, day=f"{month}-01")
        assert not app.exception
        assert "已改用本月" in words(app)
    app = opened("calendar", month="2024-08", day="2024-08-12")
    assert not app.exception
    (rows,) = tables(app).values()
    assert ["工作节奏", "督导", "—", "—"] in rows
    assert "2024年8月" in words(app)


def test_lights_are_judged_on_the_day_in_the_address_and_the_page_says_so(opened: Open):
    issue(opened("orders"), "丙县住建局")
    today = office.today()
    due = workdays_after(today, 10)
    late = pl.select(calendar().count(pl.lit(due), pl.lit(due + timedelta(days=3)))).item()
    told = f"红 逾期{late}个工作日（3天）"
    app = opened("orders", on=(due + timedelta(days=3)).isoformat())
    assert f"灯色和逾期天数按{due + timedelta(days=3)}判定。" in words(app)
    assert tables(app)["督办单"][-1][0] == told
    app = opened("orders")
    assert f"灯色和逾期天数按{today}（今天）判定。" in words(app)
    assert "还有" in tables(app)["督办单"][-1][0]
    assert "没有下达过督办单" in words(opened("orders", on="2020-01-01"))
    later = opened("orders", order=str(newest()), on=(due + timedelta(days=3)).isoformat())
    assert ["灯", told] in next(t for name, t in tables(later).items() if "〔" in name)


def test_a_day_that_is_none_is_said_and_replaced_by_today(opened: Open):
    app = opened("orders", on="昨天")
    assert not app.exception
    assert "地址中的日期“昨天”" in words(app)
    assert "（今天）判定" in words(app)


def test_an_order_is_shown_on_its_day_of_issue_where_the_day_asked_is_earlier(opened: Open):
    app = opened("orders", order=str(newest()), on="2020-01-01")
    assert not app.exception
    assert f"按{office.today()}（今天）判定" in words(app)
    assert "没有这份督办单" in words(opened("orders", order="999"))
