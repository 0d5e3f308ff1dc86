"""What a table knows of its columns and lines, without looking at a text."""

from datetime import date

import pytest

from metrics.views.parts import cells
from metrics.views.parts.table import (
    BLANK,
    DisplayTable,
    Figure,
    Holds,
    Line,
    Rate,
    line,
    total_line,
)
from metrics.views.supervision.supervision_tables import COLUMNS

PAID = cells.rate_column("payment", "资金", "支付率", parts=("paid", "received"))
HEADS = (cells.text_column("name", "地区"), cells.money_column("paid", "资金", "支付"), PAID)
ROWS = (
    {"name": "甲县", "paid": 50_000_000, "received": 60_000_000},
    {"name": "乙县", "paid": 90_000_000, "received": 180_000_000},
)
WHOLE = {"name": "合计", "paid": 140_000_000, "received": 240_000_000}
TABLE = DisplayTable(
    "资金",
    HEADS,
    (
        total_line(HEADS, WHOLE, words="合计", key="620000"),
        *(line(HEADS, row, key=str(number)) for number, row in enumerate(ROWS)),
    ),
    dated=date(2024, 8, 9),
)


def test_列按名取用_改标题不影响():
    reworded = TABLE._replace(columns=tuple(c._replace(headings=("新标题",)) for c in HEADS))
    assert [cell.text for cell in reworded.at("payment")] == ["58.3%", "83.3%", "50.0%"]


def test_比率的分子分母不约分_合计为分子合计除以分母合计():
    assert [cell.value for cell in TABLE.at("payment")] == [
        Rate(140_000_000, 240_000_000),
        Rate(50_000_000, 60_000_000),
        Rate(90_000_000, 180_000_000),
    ]


def test_合计行自己说明_其余各行不说():
    assert [each.total for each in TABLE.lines] == ["合计", "", ""]
    assert TABLE.lines[0].cells[0] == BLANK  # a total has no name of a region


def test_去掉几列后其余不变():
    shown = TABLE.without("paid")
    assert [column.name for column in shown.columns] == ["name", "payment"]
    assert [len(each.cells) for each in shown.lines] == [2, 2, 2]


def test_按主键挑行_保持原有次序():
    assert [each.key for each in TABLE.keyed({"1", "620000"}).lines] == ["620000", "1"]


def test_每个数都能说明是哪个数():
    assert TABLE.figure(TABLE.lines[1], "payment") == Figure("payment", "0", date(2024, 8, 9))
    with pytest.raises(ValueError, match="no data date"):
        TABLE._replace(dated=None).figure(Line("0", ()), "payment")
    with pytest.raises(ValueError, match="not in list"):
        TABLE.figure(TABLE.lines[1], "没有的列")


def test_督导表的列名不重复():
    names = [column.name for column in COLUMNS]
    assert len(names) == len(set(names))
    assert {column.holds for column in COLUMNS} >= {Holds.RATE, Holds.MONEY, Holds.DAY, Holds.LIGHT}
