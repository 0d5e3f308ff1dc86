"""Which changed values are progress and which correct the past."""

from datetime import date

import polars as pl
import pytest

from metrics.records.column_natures import AFTER, corrects
from metrics.records.schema import NEVER, Column, Kind, Nature
from metrics.records.sheets import BY_NAME

D = date(2023, 6, 30)
EARLY, LATER = date(2023, 6, 1), date(2023, 7, 5)
FIXED, FACT = ("compounds", "households"), ("compounds", "started_on")
DUE, AREA = ("compounds", "start_due"), ("projects", "joint_area")
TOTAL, FLAG = ("funds", "received"), ("compounds", "online_vote")
EVENT, OWNER = ("events", "status"), ("issues", "owner")


@pytest.mark.parametrize(
    ("column", "old", "new", "expected"),
    [
        (FIXED, None, 100, False),  # 补报
        (FIXED, 100, 100, False),
        (FIXED, 100, 101, True),
        (FIXED, 100, None, True),  # 撤回
        (DUE, EARLY, LATER, True),  # a deadline that was moved is listed
        (DUE, NEVER, LATER, False),
        (AREA, "无", "和平路片区", False),
        (AREA, "和平路片区", "无", True),
        (FACT, None, EARLY, False),
        (FACT, None, LATER, False),
        (FACT, NEVER, LATER, False),  # 「无」, then it happened
        (FACT, NEVER, D, True),  # 「无」 was said of a day on which it had happened
        (FACT, D, LATER, True),
        (FACT, EARLY, NEVER, True),
        (FACT, EARLY, None, True),
        (FACT, LATER, date(2023, 7, 9), False),  # not past yet
        (FACT, NEVER, None, True),
        (TOTAL, 0, 1, False),
        (TOTAL, 100, 99, True),
        (TOTAL, 100, None, True),
        (FLAG, False, True, False),
        (FLAG, True, False, True),
        (FLAG, False, None, True),
        (EVENT, "待核", "属实", False),
        (EVENT, "属实", "不实", True),
        (EVENT, "不实", "待核", True),
        (OWNER, "某甲", "某乙", False),
        (OWNER, "某甲", None, True),
    ],
)  # fmt: skip
def test_progress_or_correction(column, old, new, expected):
    sheet, name = column
    assert _corrects(BY_NAME[sheet].column(name), old, new) is expected


GRADES = (("差",), ("中", "尚可"), ("好",))
MADE_UP = {
    "累计数": Column("beds", "床位", Kind.COUNT, Nature.TOTAL),
    "现状": Column("beds", "床位", Kind.COUNT, Nature.CURRENT),
    "等次": Column("grade", "等次", Kind.CHOICE, Nature.STAGE, stages=GRADES),
}


@pytest.mark.parametrize(
    ("column", "old", "new", "expected"),
    [
        ("累计数", 5, 4, True),
        ("现状", 5, 4, False),
        ("等次", "差", "尚可", False),
        ("等次", "中", "尚可", True),
        ("等次", "好", "差", True),
    ],
)
def test_a_made_up_column_is_judged_by_its_declaration_alone(column, old, new, expected):
    assert _corrects(MADE_UP[column], old, new) is expected


def _corrects(column: Column, old: object, new: object) -> bool:
    dtype, name = column.kind.dtype, column.name
    row = pl.DataFrame({name: [old], f"{name}{AFTER}": [new]}, schema_overrides={name: dtype})
    row = row.with_columns(pl.col(f"{name}{AFTER}").cast(dtype))
    return row.select(corrects(column, as_of=D)).item()
