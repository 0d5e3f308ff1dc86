"""What checks need that the ledger does not hold yet: each a frame with its columns (补充资料)."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl


class Supplement(NamedTuple):
    """A frame beside the ledger: what it is called, and its columns (money in whole 分)."""

    name: str
    label: str
    schema: Mapping[str, type[pl.DataType]]

    def empty(self) -> pl.DataFrame:
        """Return it without rows."""
        return pl.DataFrame(schema=dict(self.schema))

    def shaped(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return its columns in their order and types; one that is missing is an error."""
        return rows.select(pl.col(name).cast(kind) for name, kind in self.schema.items())


_EVERY: tuple[Supplement, ...] = ()
SUPPLEMENTS: Mapping[str, Supplement] = {each.name: each for each in _EVERY}
