"""A workbook of another unit than the one chosen: one sentence, in place of an error for every row."""

import polars as pl

from metrics.records.findings import CellError
from metrics.records.regions import lineage, within
from metrics.records.relations import naming
from sql.workbook.checking import changed_areas
from sql.workbook.checking.context import Checked
from sql.workbook.rows import of_file

_WELL_FORMED = "^[0-9]{6}$"


def wrong_unit(book: Checked) -> CellError | None:
    """Return the finding where more than half of the rows with a code lie outside the unit's area.

    A code that has not its six digits is of no other unit; its cell says what is wrong with it.

    Null where the unit itself is unknown: that is said elsewhere. The workbook is told to be of the
    lowest division that holds more than half of its rows.
    """
    regions = book.regions()
    codes = pl.concat([of_file(book.frame(each.sheet.name))["region"] for each in naming("regions")
                       if "region" in each.sheet.schema]).drop_nulls()  # fmt: skip
    codes = codes.filter(codes.str.contains(_WELL_FORMED))
    area = within(regions, book.unit)["region"]
    foreign = codes.filter(~codes.is_in(area.implode()))
    if area.is_empty() or 2 * len(foreign) <= len(codes):
        return None
    counts = codes.value_counts(name="rows").rename({codes.name: "region"})
    whose = _lowest(counts, regions, len(codes))
    rows = int(counts.filter(pl.col("region").is_in(_below(regions, whose)))["rows"].sum())
    mainly = f"工作簿里的行政区划代码主要是{book.named(whose)}的（{len(codes)}行中有{rows}行），"
    chosen = f"所选的报送单位是{book.named(book.unit)}"
    if whose in regions["region"]:
        advice = "请核对所选单位；单位无误的，请改正行政区划代码。"
    else:
        told = changed_areas.ended(book, whose)
        advice = (
            f"{told}，请改填调整后的代码。"
            if told
            else f"请核对所选单位和代码；代码新近变更的，{changed_areas.REGISTERED}。"
        )
    return CellError(
        code="workbook_of_another_unit", value=whose, sentence=f"{mainly}{chosen}；{advice}"
    )


def _below(regions: pl.DataFrame, code: str) -> list[str]:
    return [code, *within(regions, code)["region"]]


def _lowest(counts: pl.DataFrame, regions: pl.DataFrame, total: int) -> str:
    """Return the lowest division with more than half of the rows; else the code of most rows."""
    above = counts.join(lineage(regions).unique(), on="region", how="left")
    held = above.with_columns(pl.col("ancestor").fill_null(pl.col("region")))
    depth = lineage(regions).unique().group_by(ancestor="region").len("depth")
    most = (
        held.group_by("ancestor").agg(pl.col("rows").sum()).join(depth, on="ancestor", how="left")
    )
    half = most.filter(pl.col("rows") * 2 > total)
    ranked = (half if half.height else most).sort(
        pl.col("depth").fill_null(99), "rows", "ancestor", descending=[True, True, False]
    )
    return str(ranked["ancestor"][0])
