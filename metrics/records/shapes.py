"""A frame's rows as mappings of a known shape: where they leave polars, their columns are checked."""

from typing import TypeVar, cast

import polars as pl

R = TypeVar("R")


def rows_of(frame: pl.DataFrame, shape: type[R]) -> tuple[R, ...]:
    """Return the rows as `shape` (a TypedDict) names their columns; one that is missing is an error."""
    return cast("tuple[R, ...]", tuple(frame.select(list(shape.__annotations__)).to_dicts()))
