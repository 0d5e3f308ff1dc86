"""Which changed values are progress and which correct the past."""

from datetime import date

import polars as pl
import pytest

from metrics.records.column_natures import AFTER, NATURES, STAGES, Nature, corrects
from metrics.records.schema import NEVER, Kind
from metrics.records.sheets import BY_NAME, SHEETS

D = date(2023, 6, 30)
EARLY, LATER = date(2023, 6, 1), date(2023, 7, 5)
FIXED, FACT = ("compounds", "households"), ("compounds", "started_on")
DUE, AREA = ("compounds", "start_due"), ("projects", "joint_area")
TOTAL, FLAG = ("funds", "received"), ("compounds", "online_vote")
EVENT, OWNER = ("events", "status"), ("issues", "owner")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.label)
def test_every_column_is_classified_once(sheet):
    assert set(NATURES[sheet.name]) == set(sheet.schema) - set(sheet.key)


def test_stages_name_exactly_the_words_of_their_column():
    for (sheet, name), words in STAGES.items():
        assert NATURES[sheet][name] is Nature.STAGE
        assert set(words) == set(BY_NAME[sheet].column(name).choices)
    for sheet, columns in NATURES.items():
        for name, nature in columns.items():
            kind = BY_NAME[sheet].column(name).kind
            assert nature is not Nature.STAGE or kind is Kind.FLAG or (sheet, name) in STAGES
            assert (nature is Nature.FACT) <= (kind is Kind.DATE)


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
    dtype = BY_NAME[sheet].schema[name]
    row = pl.DataFrame({name: [old], f"{name}{AFTER}": [new]}, schema_overrides={name: dtype})
    row = row.with_columns(pl.col(f"{name}{AFTER}").cast(dtype))
    assert row.select(corrects(sheet, name, as_of=D)).item() is expected
