"""Which divisions' records somebody may see (records only for one's own divisions), and frames of just those.

Figures (scores, grades, ranks, rates, counts) rest on the whole province and are for everybody in it;
what lists single records (项目、小区、问题、事件、任务) is kept to the divisions of who asks.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

import polars as pl

from metrics.access.actor import Actor
from metrics.access.permissions import Action
from metrics.records.frames import Frames, SomeSheets
from metrics.records.regions import lineage
from metrics.records.schema import Sheet
from metrics.records.sheets import SHEETS
from metrics.records.succession import Succession, heirs

FIGURES = ("regions", "returns")
"""Sheets that everybody in the province may read: divisions, and what tables publish of them."""
OWNERS = {"project": "projects", "compound": "compounds"}
"""Whose record a record is that names no division: that of its project or compound."""


class Reach(NamedTuple):
    """The divisions whose records are seen, sorted; null is every one there is.

    A value to keep caches apart by: two visitors of one reach see the same.
    """

    divisions: tuple[str, ...] | None

    def sees(self, division: str | None) -> bool:
        """Say whether the records of a division, and so of all below it, are seen."""
        return self.divisions is None or division in self.divisions

    def of(self, rows: pl.DataFrame, column: str = "region") -> pl.DataFrame:
        """Return the rows that belong to these divisions, in their order; one of nobody's is left out."""
        if self.divisions is None:
            return rows
        return rows.filter(pl.col(column).is_in(self.divisions).fill_null(value=False))


EVERYTHING = Reach(None)


def granted(actor: Actor) -> tuple[str, ...] | None:
    """Return the divisions that somebody was given to see records of, with all below; null: every one."""
    return None if actor.is_machine else actor.regions(Action.READ_RECORDS)


def reach_of(
    given: Collection[str], regions: pl.DataFrame, successions: Collection[Succession] = ()
) -> Reach:
    """Return what divisions that somebody was given hold, by the 区划 that the province keeps.

    A division that ended by 区划调整 is seen by who took over from it, as is one that follows later: so
    a county sees what its predecessors reported. Who sees every division there is sees everything.
    """
    tree = lineage(regions).unique()
    inside = set(given) | set(tree.filter(pl.col("ancestor").is_in(list(given)))["region"])
    standing = set(regions["region"])
    for old, new in heirs(successions).items():
        if old in inside:
            inside |= set(new) - standing
        elif old not in standing and inside & set(new):
            inside.add(old)
    if standing and standing <= inside:
        return EVERYTHING
    return Reach(tuple(sorted(inside)))


def scoped(frames: Frames, reach: Reach) -> Frames:
    """Return frames with only the records of some divisions, and all that are figures.

    A record belongs to the division it names; one that names none to that of its project or compound;
    one of a unit's own list (重点任务) to the unit. One that names nothing nobody sees here.
    """
    if reach.divisions is None:
        return frames
    read = [sheet for sheet in SHEETS if _was_read(frames, sheet.name)]
    kept: dict[str, pl.DataFrame] = {}
    for sheet in sorted(read, key=_depth):
        kept[sheet.name] = _own(frames.tables[sheet.name], sheet, kept, reach)
    tables = kept if len(read) == len(SHEETS) else SomeSheets(kept)
    own = reach.of(frames.reporting, "unit")
    return replace(frames, tables=tables, reporting=own)


def _was_read(frames: Frames, name: str) -> bool:
    return not isinstance(frames.tables, SomeSheets) or frames.tables.holds(name)


def _own(
    table: pl.DataFrame, sheet: Sheet, kept: dict[str, pl.DataFrame], reach: Reach
) -> pl.DataFrame:
    if sheet.name in FIGURES:
        return table
    if "region" in table.columns:
        return reach.of(table)
    for column, owner in OWNERS.items():
        if column in table.columns:
            owners = kept[owner].select(column).unique()
            return table.join(owners, on=column, how="semi", maintain_order="left")
    return reach.of(table, "unit")


def _depth(sheet: Sheet) -> int:
    """Put sheets that name a division first, then compounds, then what hangs on either."""
    if "region" in sheet.schema:
        return 0
    return 1 if sheet.name == "compounds" else 2
