"""The fast reading of a column and the careful reading of a cell never disagree."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.records.schema import Column, Kind, Nature
from sql.workbook.reading.scalars import Fault, read_cell
from sql.workbook.reading.shortcuts import read_common
from tests.sql.workbook.test_scalars import BAD, GOOD

CHOICES = {"书面": "书面", "epc+o": "EPC+O"}
ALPHABET = "0123456789.,-%/年月日无是否亿万元户 EPC+O书面:#\u00a0０ｘ"
texts = st.one_of(
    st.text(ALPHABET, max_size=12),
    st.text(max_size=6),
    st.from_regex(r"\A\d{1,10}(\.\d{1,8})?%?\Z"),
    st.from_regex(r"\A[12]\d{3}-[01]\d-[0-3]\d( 00:00:00)?\Z"),
)


def _agree(kind: Kind, typed: list[str]) -> None:
    column = Column("it", "某列", kind, Nature.CURRENT)
    frame = pl.DataFrame({"it": typed}, schema={"it": pl.String})
    fast = read_common(frame, [column], {"it": CHOICES})["it"]
    for text, kept in zip(typed, fast, strict=True):
        if kept is None:
            continue
        try:
            careful = read_cell(text, column, CHOICES)
        except Fault as fault:
            raise AssertionError(
                f"{text!r} is kept as {kept!r} but is a fault: {fault.code}"
            ) from None
        assert careful == kept, text


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=150, deadline=None, derandomize=True)
@given(typed=st.lists(texts, min_size=1, max_size=8))
def test_a_shortcut_keeps_what_the_definition_keeps(kind, typed):
    _agree(kind, typed)


@pytest.mark.parametrize("kind", [k for k in Kind if k in GOOD])
def test_a_shortcut_agrees_on_the_known_cases(kind):
    _agree(kind, [*GOOD[kind], *BAD[kind]])
