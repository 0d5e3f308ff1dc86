"""重点任务 of several units on one page: the place's own list first, the others by choice."""

from datetime import date

from tests.dashboard.conftest import Open
from tests.dashboard.reading import stands, tables, words
from tests.sql.statement_rows import region, submit

LAST_YEAR, DAY = date(2023, 12, 29), date(2024, 1, 31)
PROVINCE, CITY = "620000", "620100"


def task(number: str, content: str) -> dict[str, object]:
    return {"task": number, "content": content, "units": "厅", "deadline": "每年9月底前"}


def report(*units: str) -> None:
    top = {"region": PROVINCE, "name": "示例省", "level": "省"}
    divisions = [top, region(CITY, "甲市", parent=PROVINCE) | {"level": "市"}]
    for day in (LAST_YEAR, DAY):
        for unit in (PROVINCE, CITY):
            lists = [task("1", f"{unit}的第一项")] if unit in units else []
            submit(day, *(divisions if unit == PROVINCE else []), unit=unit, tasks=lists)


def shown(app) -> list[dict[str, str]]:
    heads, *rows = tables(app)["重点任务分工表"]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_the_place_sees_its_own_list_and_can_choose_the_others(opened_empty: Open):
    report(PROVINCE, CITY)
    own = opened_empty("tasks")
    assert stands(own, "list") == PROVINCE
    assert [row["任务内容"] for row in shown(own)] == ["620000的第一项"]
    assert "报送单位" not in shown(own)[0]
    everyone = shown(opened_empty("tasks", list="all"))
    assert [(row["报送单位"], row["序号"]) for row in everyone] == [("示例省", "1"), ("甲市", "1")]
    citys = shown(opened_empty("tasks", list=CITY))
    assert [(row["报送单位"], row["任务内容"]) for row in citys] == [("甲市", "620100的第一项")]


def test_a_place_without_a_list_sees_those_below_it_by_name(opened_empty: Open):
    report(CITY)
    assert [row["报送单位"] for row in shown(opened_empty("tasks"))] == ["甲市"]


def test_tasks_are_found_by_their_words_with_whose_list_they_stand_in(opened_empty: Open):
    report(PROVINCE, CITY)
    (found,) = tables(opened_empty("search", q="第一项")).values()
    assert [(row[0], row[2]) for row in found[1:]] == [
        ("620000的第一项", "示例省任务表　厅"), ("620100的第一项", "甲市任务表　厅"),
    ]  # fmt: skip


def test_the_cycle_before_is_read_from_the_reports_of_last_year(opened_empty: Open):
    report(PROVINCE)
    (row,) = shown(opened_empty("tasks"))
    assert (row["灯"], row["上一周期"]) == ("灰", "2023-10-07到期：未见完成记录")


def test_a_red_task_offers_an_order_and_another_does_not(opened_empty: Open):
    late = {"task": "2", "content": "完成摸排", "units": "市住建局", "deadline": "2023年8月"}
    report()
    submit(DAY, unit=CITY, tasks=[task("1", "在办"), late])
    app = opened_empty("tasks", list="all", task=f"{CITY} 2")
    key = f"task:{CITY} 2:重点任务:{CITY} 2"
    assert app.text_input(key=f"{key}:unit").value == "市住建局"
    app.button(key=f"{key}:send").click().run()
    assert "已下达督办单" in words(app)
    other = opened_empty("tasks", list="all", task=f"{CITY} 1")
    assert not [one for one in other.text_input if one.key and one.key.startswith("task:")]
