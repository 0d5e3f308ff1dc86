"""The lists that may stand in a cell: fixed ones from the dictionary, dated ones from a rule pack."""

from collections.abc import Mapping

from metrics.records.schema import NONE_TEXT, Column, Kind

YES, NO = "是", "否"

CONTENT_ITEMS = (
    "供水", "排水", "供电", "供气", "供热", "通信", "道路", "消防", "公共部位维修", "建筑节能改造",
    "无障碍设施", "适老化改造", "适儿化改造", "其他基础类",
    "停车", "加装电梯", "充电", "安防", "照明", "智能信包箱", "智能快件箱", "其他完善类",
    "体育健身", "养老", "托育", "其他提升类",
)  # fmt: skip
"""The items of 国办发〔2020〕23号 as the national rule pack lists them; used where the caller
hands over no list of its own place and day."""

NATIONAL_LISTS: Mapping[str, tuple[str, ...]] = {"content_items": CONTENT_ITEMS}


def allowed(
    column: Column, lists: Mapping[str, tuple[str, ...]] = NATIONAL_LISTS
) -> tuple[str, ...]:
    """Return the words a cell of `column` may hold, in official order; empty when it has no list.

    「无」 is one of them where the column may be left blank (reported: there is none).
    """
    if column.kind is Kind.FLAG:
        return (YES, NO)
    words = lists[column.choices_rule] if column.choices_rule else column.choices
    if not words or column.required or NONE_TEXT in words:
        return words
    return (*words, NONE_TEXT)
