"""What a score sheet (考核细则) needs beside reported records: targets set for divisions, and points given by hand.

The office enters both; no workbook holds them. They are kept as rows that are never changed, of which the
newest of each division and item stands.
"""

from dataclasses import dataclass, field

import polars as pl

TARGETS: dict[str, type[pl.DataType]] = {
    "region": pl.String,
    "item": pl.String,
    "target": pl.String,
    "document": pl.String,
}
"""Targets (目标): of a division for an item, as typed (「85%」), and the document that sets it."""
HAND_SCORES: dict[str, type[pl.DataType]] = {
    "region": pl.String,
    "item": pl.String,
    "points": pl.Int64,
    "scorer": pl.String,
    "scored_on": pl.Date,
    "evidence": pl.String,
}
"""Points given by hand (手工评分), in hundredths: by whom, on which day, and on what evidence."""


def _nothing(schema: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    return pl.DataFrame(schema=schema)


@dataclass(frozen=True)
class Given:
    """The targets and hand scores of one sheet and year, one row for a division and item, sorted.

    A division without a row has no target of its own, or is not scored yet (未评): never 0.
    """

    targets: pl.DataFrame = field(default_factory=lambda: _nothing(TARGETS))
    hand_scores: pl.DataFrame = field(default_factory=lambda: _nothing(HAND_SCORES))

    def __post_init__(self) -> None:
        """Sort and type the tables, so that nothing hangs on how they were read."""
        for name, schema in (("targets", TARGETS), ("hand_scores", HAND_SCORES)):
            table: pl.DataFrame = getattr(self, name)
            typed = table.select(pl.col(each).cast(dtype) for each, dtype in schema.items())
            object.__setattr__(self, name, typed.sort("region", "item"))

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """The tables that hold anything, by name: where nothing was entered there is none."""
        both = {"targets": self.targets, "hand_scores": self.hand_scores}
        return {name: table for name, table in both.items() if table.height}


NOTHING_GIVEN = Given()
"""Nobody set a target or gave points."""
