"""A shape stated once is the columns of a frame and the rows that leave it."""

from datetime import date
from typing import TypedDict

import polars as pl
import pytest
from polars.exceptions import ColumnNotFoundError

from metrics.dispatch.agenda_items import RedRow
from metrics.records.shapes import rows_of, schema_of, shaped


class Cause(TypedDict):
    words: str
    days: int | None


class Red(TypedDict):
    project: str
    on: date | None
    causes: list[Cause]


def test_a_shape_is_columns_also_of_rows_within_rows():
    assert schema_of(Red) == {
        "project": pl.String, "on": pl.Date,
        "causes": pl.List(pl.Struct({"words": pl.String, "days": pl.Int64})),
    }  # fmt: skip
    assert list(schema_of(RedRow))[:3] == ["project", "name", "region"]


def test_what_no_column_can_hold_is_no_shape():
    class Odd(TypedDict):
        amount: str | int

    with pytest.raises(TypeError, match="no column"):
        schema_of(Odd)


def test_rows_leave_a_frame_with_the_columns_of_the_shape_only():
    frame = pl.DataFrame({"words": ["逾期"], "days": [3], "more": [1]})
    assert rows_of(frame, Cause) == ({"words": "逾期", "days": 3},)
    assert shaped(frame, schema_of(Cause)).columns == ["words", "days"]


def test_a_column_that_is_missing_is_said():
    frame = pl.DataFrame({"words": ["逾期"]})
    with pytest.raises(ColumnNotFoundError):
        rows_of(frame, Cause)
    with pytest.raises(ColumnNotFoundError):
        shaped(frame, schema_of(Cause))
