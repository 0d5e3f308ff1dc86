"""Corrections (更正): past values that a later submission changed, apart from progress.

What counts as a correction stands in `column_natures`. Of whole records: one whose sheet says so
(`Sheet.leaves`: a compound, a project) has left (撤出) when it is gone, with the rows that are told
apart by it (its contents, facilities and funds), which is a change and no correction; any other
record that is gone was taken back, which is, unless a blank in its key was only filled in. A new
record is reporting (补报); only 区划, which is kept and not reported, is corrected by new ones too.
What a change of divisions (区划调整) did corrects nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import polars as pl

from metrics.records.adjustment import Adjustment, adjustment
from metrics.records.column_natures import AFTER, corrects
from metrics.records.frames import Frames
from metrics.records.kept_text import as_text
from metrics.records.relations import leaves_with
from metrics.records.schema import UNIT, Column, Sheet
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.records.sheets.divisions import REGIONS

GAP = " "


class Revision(NamedTuple):
    """The corrections between two data dates, and the earlier records as they read with them.

    `listed` is sorted by sheet (in dictionary order), record, region and field. Columns: sheet,
    record (its key as one text), key (its `record_key` as kept text), region (the owner at the
    earlier date, of 重点任务 the unit that reports them; null where the owner is not told), change
    (altered, removed or added), field (null for a whole record), old and new (kept text, see
    `kept_text`). `frames` keep the data
    date, the year and the reporting units of the earlier date.
    """

    listed: pl.DataFrame
    frames: Frames


def revise(before: Frames, after: Frames) -> Revision:
    """Tell what `after` corrects in the records of `before`, and restate them.

    Where nothing was corrected the frames are `before` itself.
    """
    adjusted = adjustment(before, after)
    differ = [s for s in SHEETS if not before.tables[s.name].equals(after.tables[s.name])]
    masks = {sheet.name: _masks(sheet, before, adjusted) for sheet in differ}
    touched = {s.name: _touched(s, before, after, adjusted, masks[s.name]) for s in differ}
    listed = [
        part
        for sheet in differ
        for part in _corrected_cells(sheet, touched[sheet.name], before, masks[sheet.name])
    ]
    new = _added(before, after, adjusted)
    listed.append(_whole_records(new.with_columns(home="region"), REGIONS, "added"))
    table = pl.concat(listed)
    if table.is_empty():
        return Revision(table, before)
    order = pl.col("sheet").replace_strict(list(BY_NAME), range(len(BY_NAME)))
    tables = dict(before.tables)
    tables |= {
        name: _restated(BY_NAME[name], rows, before, masks[name]) for name, rows in touched.items()
    }
    tables["regions"] = pl.concat([tables["regions"], new]).sort("region")
    return Revision(
        table.sort(order, "record", "region", "field", maintain_order=True),
        replace(before, tables=tables),
    )


def owners(sheet: str, frames: Frames) -> pl.LazyFrame:
    """Return the records of a sheet with their `region`: their own, that of their project, or the
    unit that reports them.

    A compound in projects of several regions belongs to the smallest code; null where not told.
    """
    table, projects = frames.sheet(sheet), frames.sheet("projects").select("project", "region")
    if BY_NAME[sheet].own_numbers:
        return table.with_columns(region=UNIT.name)
    if "region" in BY_NAME[sheet].schema:
        return table
    if "project" in BY_NAME[sheet].schema:
        return table.join(projects, on="project", how="left")
    if "compound" in BY_NAME[sheet].schema:
        homes = frames.sheet("compounds").join(projects, on="project")
        return table.join(
            homes.group_by("compound").agg(pl.col("region").min()), on="compound", how="left"
        )
    return table.with_columns(region=pl.lit(None, pl.String))


def record_text(sheet: Sheet) -> pl.Expr:
    """Return a record's key as one text, its parts in dictionary order; a blank part is empty."""
    parts = [as_text(pl.col(name)).fill_null("") for name in sheet.key]
    return pl.concat_str(parts, separator=GAP).str.strip_chars(GAP)


def _touched(
    sheet: Sheet,
    before: Frames,
    after: Frames,
    adjusted: Adjustment,
    masks: Mapping[str, pl.Expr],
) -> pl.DataFrame:
    """Return the earlier records that were corrected, each with its later values and its `row`.

    `still` is null where the record is gone. Only records that changed at all are compared.
    """
    key, later = list(sheet.record_key), after.tables[sheet.name]
    earlier = before.tables[sheet.name].with_row_index("row")
    changed = earlier.join(later, on=list(sheet.record_schema), how="anti", nulls_equal=True)
    newer = later.join(changed, on=key, how="semi", nulls_equal=True)
    pairs = changed.join(
        newer.with_columns(still=pl.lit(value=True)), on=key, how="left", nulls_equal=True,
        suffix=AFTER,
    )  # fmt: skip
    taken_back = _taken_back(sheet, after) & ~_adjusted_owner(sheet, adjusted)
    touched = pl.any_horizontal(*masks.values(), taken_back)
    return pairs.filter(touched, ~_filled_in(sheet, pairs, later)).sort("row")


def _filled_in(sheet: Sheet, pairs: pl.DataFrame, later: pl.DataFrame) -> pl.Expr:
    """Say of a pair whether the record is gone only because a blank in its key was filled in.

    A 文号 reported afterwards makes another key, but takes nothing back.
    """
    blanks = [column.name for column in sheet.columns if column.key and not column.required]
    if not blanks:
        return pl.lit(value=False)
    fixed = [name for name in sheet.record_key if name not in blanks]
    named = later.select(*fixed, *(pl.col(name).alias(f"{name} now") for name in blanks))
    agrees = (pl.col(name).is_null() | (pl.col(name) == pl.col(f"{name} now")) for name in blanks)
    same = (
        pairs.select("row", *sheet.record_key)
        .join(named, on=fixed)
        .filter(pl.all_horizontal(agrees))
    )
    return pl.col("still").is_null() & pl.col("row").is_in(same["row"].implode())


def _taken_back(sheet: Sheet, after: Frames) -> pl.Expr:
    """Say of a pair whether the whole record was taken back, which corrects the past."""
    gone = pl.col("still").is_null()
    if sheet.leaves:
        return pl.lit(value=False)
    if column := leaves_with(sheet):
        return gone & pl.col(column.name).is_in(after.tables[column.names][column.name].implode())
    return gone


def _masks(sheet: Sheet, before: Frames, adjusted: Adjustment) -> Mapping[str, pl.Expr]:
    still = pl.col("still").is_not_null()
    return {
        c.name: still & corrects(c, as_of=before.as_of) & ~_adjusted_value(sheet, c, adjusted)
        for c in sheet.values
    }


def _adjusted_value(sheet: Sheet, column: Column, adjusted: Adjustment) -> pl.Expr:
    """Say of a pair whether its value is another because divisions changed."""
    if "region" in sheet.key or sheet.own_numbers:
        return _adjusted_owner(sheet, adjusted)
    if column.names != REGIONS.name or not adjusted.heirs:
        return pl.lit(value=False)
    pairs = [GAP.join((old, new)) for old, ends in adjusted.heirs.items() for new in ends]
    both = pl.concat_str(column.name, f"{column.name}{AFTER}", separator=GAP)
    return both.is_in(pairs).fill_null(value=False)


def _adjusted_owner(sheet: Sheet, adjusted: Adjustment) -> pl.Expr:
    """Say of a record told by its division whether that was merged or split; of 区划, changed at all."""
    owner = UNIT.name if sheet.own_numbers else "region"
    codes = adjusted.touched if sheet is REGIONS else adjusted.parted
    if not codes or owner not in sheet.record_key:
        return pl.lit(value=False)
    return pl.col(owner).is_in(sorted(codes))


def _hit(touched: pl.DataFrame, masks: Mapping[str, pl.Expr]) -> Mapping[str, pl.Expr]:
    """Keep the columns in which some value was corrected."""
    hit = touched.select(mask.any().alias(name) for name, mask in masks.items())
    return {name: mask for name, mask in masks.items() if hit[name].item()}


def _corrected_cells(
    sheet: Sheet, touched: pl.DataFrame, before: Frames, masks: Mapping[str, pl.Expr]
) -> Iterator[pl.DataFrame]:
    if touched.is_empty():
        return
    homes = owners(sheet.name, before).select(*sheet.record_key, home="region").collect()
    placed = touched.join(homes, on=list(sheet.record_key), how="left", nulls_equal=True)
    for name, mask in _hit(touched, masks).items():
        yield placed.filter(mask).select(
            *_record(sheet, "altered"),
            pl.lit(name).alias("field"),
            as_text(pl.col(name)).alias("old"),
            as_text(pl.col(f"{name}{AFTER}")).alias("new"),
        )
    yield _whole_records(placed.filter(pl.col("still").is_null()), sheet, "removed")


def _record(sheet: Sheet, change: str) -> tuple[pl.Expr, ...]:
    return (
        pl.lit(sheet.name).alias("sheet"),
        record_text(sheet).alias("record"),
        pl.concat_list(as_text(pl.col(name)) for name in sheet.record_key).alias("key"),
        pl.col("home").alias("region"),
        pl.lit(change).alias("change"),
    )


def _whole_records(rows: pl.DataFrame, sheet: Sheet, change: str) -> pl.DataFrame:
    blanks = (pl.lit(None, pl.String).alias(name) for name in ("field", "old", "new"))
    return rows.select(*_record(sheet, change), *blanks)


def _added(before: Frames, after: Frames, adjusted: Adjustment) -> pl.DataFrame:
    new = after.regions.join(before.regions, on="region", how="anti")
    return new.filter(~pl.col("region").is_in(sorted(adjusted.touched)))


def _restated(
    sheet: Sheet, touched: pl.DataFrame, before: Frames, masks: Mapping[str, pl.Expr]
) -> pl.DataFrame:
    """Return a sheet with the corrected values in place; what was taken back is left out.

    A division that is gone from 区划 stays: it still owns what was reported for it before.
    """
    table = before.tables[sheet.name]
    for name, mask in _hit(touched, masks).items():
        altered = touched.filter(mask)
        values = table[name].scatter(altered["row"], altered[f"{name}{AFTER}"])
        table = table.with_columns(values)
    gone = touched.filter(pl.col("still").is_null())["row"]
    if sheet.name == "regions" or gone.is_empty():
        return table
    return table.with_row_index("row").filter(~pl.col("row").is_in(gone.implode())).drop("row")
