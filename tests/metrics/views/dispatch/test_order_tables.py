"""Orders as tables: one order is the columns of the list, turned into lines."""

from datetime import date

import polars as pl

from metrics.dispatch import standing
from metrics.views.dispatch.order_tables import facts, history, listed
from tests.metrics.dispatch.test_way_out import RULES
from tests.reading_tables import labels, lines_of

ORDER = {
    "id": 7, "place": "620000", "year": 2023, "number": 3, "issued_on": date(2023, 6, 1),
    "region": "620100", "unit": "甲局", "origin": "灯", "reference": "P1", "reason": "未开工",
    "requirement": "开工", "due_on": date(2023, 6, 20), "at": "", "by": "督导组",
}  # fmt: skip
EVENTS = [{"id": 1, "order": 7, "kind": "replied", "happened_on": date(2023, 6, 5), "text": "在办",
           "by": "督导组"}]  # fmt: skip
NAMES = {"620100": "甲市"}


def orders() -> pl.DataFrame:
    return standing.orders(
        pl.DataFrame([ORDER], schema=standing.ORDERED),
        pl.DataFrame(EVENTS, schema=standing.ORDER_EVENTS),
        as_of=date(2023, 6, 30), rules=RULES,
    )  # fmt: skip


def test_the_list_tells_light_number_and_last_reply():
    table = listed(orders(), NAMES, place="620000")
    (row,) = lines_of(table)
    assert table.lines[0].key == "7"
    assert dict(zip(labels(table), (cell.text for cell in row), strict=True)) == {
        "灯": "红 逾期7个工作日（10天）", "文号": "〔2023〕3号", "督办对象": "甲局", "地区": "甲市",
        "督办事由": "未开工", "下达日期": "2023-06-01", "办理时限": "2023-06-20", "状态": "已回复，待确认",
        "办理过程": "签发6月1日→回复6月5日", "最近回复": "在办",
    }  # fmt: skip


def test_one_order_is_the_columns_of_the_list_as_lines():
    table = facts(orders().row(0, named=True), NAMES)
    said = {label.text: content.text for label, content in lines_of(table)}
    assert table.title == "督办单〔2023〕3号"
    assert (said["灯"], said["督办来源"], said["依据数据截止日期"]) == (
        "红 逾期7个工作日（10天）",
        "灯 P1",
        "—",
    )
    assert [line.key for line in table.lines][:3] == ["light", "unit", "region"]


def test_what_happened_is_told_in_words():
    (row,) = lines_of(history(EVENTS))
    assert [cell.text for cell in row] == ["2023-06-05", "回复", "在办", "督导组"]
