"""What changes of divisions (区划调整) do to a comparison of two data dates.

Nothing that was taken over is new. A division that only got another code, name or superior is held
against itself under the code that it had. Of one whose area is another than before (merged, split, or
a city that a county left) nothing can be compared but record by record.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from metrics.records.frames import Frames
from metrics.records.regions import lineage
from metrics.records.schema import UNIT, Sheet
from metrics.records.sheets import SHEETS
from metrics.records.sheets.divisions import REGIONS
from metrics.records.succession import SAME_AREA, Succession, heirs, renamed


@dataclass(frozen=True, slots=True)
class Adjustment:
    """The changes of divisions between two data dates.

    `renamed` are new codes by old ones of divisions with the same area, `heirs` every later code by
    an earlier one. `redrawn` are divisions whose area is another than at the earlier date, `parted`
    those of them that were merged or split themselves, and `touched` all that any change names: all
    three by their codes of either date.
    """

    renamed: Mapping[str, str] = field(default_factory=dict)
    heirs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    redrawn: frozenset[str] = frozenset()
    parted: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()

    def homes(self, regions: pl.DataFrame) -> dict[str, str]:
        """Return where the records of each division that is gone from `regions` count now.

        Of several successors it is the first by code that is a division.
        """
        standing = set(regions["region"])
        homes = {
            old: next((code for code in ends if code in standing), None)
            for old, ends in self.heirs.items()
            if old not in standing
        }
        return {old: new for old, new in homes.items() if new is not None}


NOTHING_ADJUSTED = Adjustment()


def adjustment(before: Frames, after: Frames) -> Adjustment:
    """Return the changes of divisions that `after` knows and `before` does not."""
    known = set(before.successions)
    return _adjusted([s for s in after.successions if s not in known], after.regions)


def adjusted_since(frames: Frames, day: date) -> Adjustment:
    """Return the changes of divisions after a day, up to the frames' data date."""
    return _adjusted([s for s in frames.successions if s.since > day], frames.regions)


def recoded(before: Frames, after: Frames) -> Frames:
    """Return the earlier records under the codes of the later date, where only the code changed.

    Where no code changed these are the frames themselves. They must have been read whole.
    """
    codes = adjustment(before, after).renamed
    if not codes:
        return before
    tables = {
        sheet.name: recoded_sheet(before.tables[sheet.name], sheet, codes) for sheet in SHEETS
    }
    tables["regions"] = tables["regions"].unique("region", keep="first", maintain_order=True)
    reporting = before.reporting.with_columns(pl.col("unit").replace(codes))
    return Frames.of(
        as_of=before.as_of, year=before.year, tables=tables, reporting=reporting,
        successions=before.successions,
    )  # fmt: skip


def recoded_sheet(rows: pl.DataFrame, sheet: Sheet, codes: Mapping[str, str]) -> pl.DataFrame:
    """Return a sheet with other codes of divisions wherever it names one."""
    names = [c.name for c in sheet.columns if c.names == REGIONS.name]
    names += ["region"] if sheet is REGIONS else []
    names += [UNIT.name] if UNIT.name in rows.columns else []
    return rows.with_columns(pl.col(name).replace(codes) for name in names)


def _adjusted(between: list[Succession], regions: pl.DataFrame) -> Adjustment:
    if not between:
        return NOTHING_ADJUSTED
    codes = renamed(between)
    parted = [s for s in between if s.kind not in SAME_AREA]
    return Adjustment(
        renamed=codes,
        heirs=heirs(between),
        redrawn=_by_any_code(_redrawn(between, regions), codes),
        parted=_by_any_code(_named(parted), codes),
        touched=frozenset(_named(between)),
    )


def _named(lines: Iterable[Succession]) -> set[str]:
    return {code for each in lines for code in (each.old, each.new)}


def _by_any_code(divisions: set[str], codes: Mapping[str, str]) -> frozenset[str]:
    return frozenset(divisions | {codes[code] for code in divisions if code in codes})


def _redrawn(between: Iterable[Succession], regions: pl.DataFrame) -> set[str]:
    by_change: dict[int, list[Succession]] = {}
    for each in between:
        by_change.setdefault(each.change, []).append(each)
    above = _above(regions)
    return {code for lines in by_change.values() for code in _redrawn_by(lines, above)}


def _redrawn_by(lines: list[Succession], above: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the divisions of one change, and those above that do not hold all of it.

    What stands above all of the old and all of the new ones has the area that it had.
    """
    own = _named(s for s in lines if s.kind not in SAME_AREA)
    parents = {parent for s in lines for parent in (s.old_parent, s.new_parent)}
    lines_up = [above.get(p, frozenset({p})) if p else frozenset() for p in parents]
    return own | (frozenset.union(*lines_up) - frozenset.intersection(*lines_up))


def _above(regions: pl.DataFrame) -> dict[str, frozenset[str]]:
    pairs = lineage(regions).group_by("region").agg("ancestor")
    return {region: frozenset(above) for region, above in pairs.iter_rows()}
