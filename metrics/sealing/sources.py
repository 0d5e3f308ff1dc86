"""The sources of records: in which row of which submitted file (报送) each of them was last written.

They are circumstances: records that are the same and came another way make the same evaluation.
"""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from metrics.records.sheets import SHEETS

ROW: Mapping[str, type[pl.DataType]] = {"submission": pl.Int64, "row": pl.Int32}
FILE: Mapping[str, type[pl.DataType]] = {
    "submission": pl.Int64, "unit": pl.String, "data_date": pl.Date, "accepted_at": pl.String,
    "file_name": pl.String, "file_sha256": pl.String,
}  # fmt: skip
PART: Mapping[str, type[pl.DataType]] = {"sheet": pl.String, "place": pl.Int64, **ROW}


class Sources(NamedTuple):
    """Where the records of a data date came from.

    `rows` has, by sheet, a line (ROW) for each record in the order of `Frames.tables`: the
    submission and the row of its workbook; the row is null where no workbook has it (区划调整), both
    where it is not known. A sheet that was not asked for is not in it. `files` (FILE) are the
    submissions, by number; `accepted_at` is UTC text.
    """

    rows: Mapping[str, pl.DataFrame]
    files: pl.DataFrame

    def of(self, sheet: str, records: pl.DataFrame) -> pl.DataFrame:
        """Return the lines (ROW) of records, which have their `place` in the sheet; of none, where it is not told."""
        told = self.rows.get(sheet)
        if told is None:
            return pl.DataFrame(schema=ROW)
        return told[records["place"]]


UNTOLD = Sources({}, pl.DataFrame(schema=FILE))
"""The sources of records that came from no database."""


def as_part(sources: Sources) -> pl.DataFrame:
    """Return the lines of all sheets as one table (PART), in the order of the dictionary."""
    tables = (
        rows.select(
            pl.lit(name).alias("sheet"), pl.int_range(pl.len(), dtype=pl.Int64).alias("place"), *ROW
        )
        for name, rows in ((s.name, sources.rows[s.name]) for s in SHEETS if s.name in sources.rows)
    )
    return pl.concat([pl.DataFrame(schema=PART), *tables])


def from_part(part: pl.DataFrame, files: pl.DataFrame) -> Sources:
    """Return what `as_part` wrote."""
    rows = part.partition_by("sheet", as_dict=True, maintain_order=True)
    return Sources({str(sheet): own.select(*ROW) for (sheet,), own in rows.items()}, files)
