"""The shape of a row, stated once as a TypedDict: what a frame must have to be one, and its rows.

Where a frame leaves the rules that made it, `shaped` holds its columns against the shape, and
`rows_of` hands its rows on to what reads them by name.
"""

from collections.abc import Mapping
from datetime import date
from types import NoneType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints, is_typeddict

import polars as pl

Schema = Mapping[str, pl.DataType | type[pl.DataType]]
R = TypeVar("R")
_TYPES: Mapping[object, type[pl.DataType]] = {
    str: pl.String, int: pl.Int64, bool: pl.Boolean, date: pl.Date,
}  # fmt: skip


def schema_of(shape: type) -> Schema:
    """Return the columns of rows of a shape: whole numbers, texts, days, flags, and lists of them."""
    return {name: _type_of(hint) for name, hint in get_type_hints(shape).items()}


def _type_of(hint: Any) -> pl.DataType | type[pl.DataType]:
    if hint in _TYPES:
        return _TYPES[hint]
    if is_typeddict(hint):
        return pl.Struct(schema_of(hint))
    inner = [each for each in get_args(hint) if each is not NoneType]
    if len(inner) != 1:
        raise TypeError(f"no column can hold {hint}")
    return pl.List(_type_of(inner[0])) if get_origin(hint) is list else _type_of(inner[0])


def shaped(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """Return the columns of a schema, in its order and types; one that is missing is an error."""
    return frame.select(pl.col(name).cast(kind) for name, kind in schema.items())


def rows_of(frame: pl.DataFrame, shape: type[R]) -> tuple[R, ...]:
    """Return the rows of a frame as a shape names their columns; one that is missing is an error."""
    return cast("tuple[R, ...]", tuple(frame.select(list(get_type_hints(shape))).to_dicts()))
