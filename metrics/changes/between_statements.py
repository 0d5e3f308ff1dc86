"""What another statement of one unit changes: records added, changed and removed, by sheet and project.

Unlike `between_dates`, which tells progress from corrections over all units, this compares two
statements of one unit as they are typed, before the later one is stored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from metrics.changes.corrections import record_text
from metrics.records.kept_text import as_text
from metrics.records.schema import Sheet
from metrics.records.sheets import BY_NAME, SHEETS

ADDED, CHANGED, REMOVED = WAYS = ("added", "changed", "removed")
COUNTS = {"sheet": pl.String, **dict.fromkeys((*WAYS, "unchanged"), pl.Int64)}
PROJECTS = {
    "project": pl.String, "name": pl.String, "way": pl.String, **dict.fromkeys(WAYS, pl.Int64),
}  # fmt: skip
LINES = dict.fromkeys(
    ("sheet", "record", "name", "project", "way", "field", "old", "new"), pl.String
)
Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """How a statement differs from the one before.

    - `counts`: sheet, and how many records were added, changed, removed and left; a sheet that has
      no record in either is not listed.
    - `projects`: project (null: records that belong to none), its name, way (what becomes of the
      project itself; null where it stays as it is), and how many records with it were added, changed
      and removed; only those with a difference, by code.
    - `lines`: sheet, record (its key as one text), name (null where the sheet has none), project, way,
      field, old and new (kept text, see `kept_text`; all three null for a whole record).
    """

    counts: pl.DataFrame
    projects: pl.DataFrame
    lines: pl.DataFrame

    @property
    def totals(self) -> dict[str, int]:
        """How many records were added, changed, removed and left, of all sheets."""
        return {name: int(self.counts[name].sum()) for name in (*WAYS, "unchanged")}


def differences(before: Tables, after: Tables) -> Differences:
    """Compare two statements, sheet by sheet; sheets left out have no records."""
    owners = _owners(before, after)
    pairs = [(sheet, _rows(before, sheet), _rows(after, sheet)) for sheet in SHEETS]
    filled = [pair for pair in pairs if pair[1].height or pair[2].height]
    parts = [part for pair in filled for part in _differing(*pair)]
    lines = pl.concat([pl.DataFrame(schema=LINES), *(_with_project(p, owners) for p in parts)])
    counts = [_counted(sheet, lines, new.height) for sheet, _, new in filled]
    return Differences(
        counts=pl.DataFrame(counts, schema=COUNTS, orient="row"),
        projects=_by_project(lines, _named(before, after)),
        lines=lines,
    )


def _rows(tables: Tables, sheet: Sheet) -> pl.DataFrame:
    return tables.get(sheet.name, sheet.empty()).select(list(sheet.schema)).sort(sheet.key)


def _differing(sheet: Sheet, old: pl.DataFrame, new: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield lines without their project; `owner` is the code by which it is found."""
    for rows, others, way in ((new, old, ADDED), (old, new, REMOVED)):
        yield _lines(sheet, rows.join(others, on=sheet.key, how="anti", nulls_equal=True), way)
    both = new.join(old, on=sheet.key, nulls_equal=True, suffix=":before", maintain_order="left")
    for column in sheet.values:
        moved = pl.col(column.name).ne_missing(pl.col(f"{column.name}:before"))
        yield _lines(sheet, both.filter(moved), CHANGED, field=column.name)


def _lines(sheet: Sheet, rows: pl.DataFrame, way: str, *, field: str | None = None) -> pl.DataFrame:
    nothing = pl.lit(None, pl.String)
    by = next((name for name in ("project", "compound") if name in sheet.schema), None)
    return rows.select(
        sheet=pl.lit(sheet.name),
        record=record_text(sheet),
        name=pl.col("name") if "name" in sheet.schema else nothing,
        way=pl.lit(way),
        field=pl.lit(field, pl.String),
        old=nothing if field is None else as_text(pl.col(f"{field}:before")),
        new=nothing if field is None else as_text(pl.col(field)),
        owner=nothing if by is None else pl.col(by),
        by=pl.lit(by, pl.String),
    )


def _owners(before: Tables, after: Tables) -> pl.DataFrame:
    """Return the project of each compound; of one in several projects, that of the smallest code."""
    compounds = BY_NAME["compounds"]
    both = pl.concat([_rows(tables, compounds) for tables in (after, before)])
    return both.group_by(owner="compound").agg(by=pl.lit("compound"), of=pl.col("project").min())


def _with_project(lines: pl.DataFrame, owners: pl.DataFrame) -> pl.DataFrame:
    found = lines.join(owners, on=["owner", "by"], how="left", maintain_order="left")
    own = pl.when(pl.col("by") == "project").then("owner")
    return found.with_columns(project=pl.coalesce(own, "of")).select(list(LINES))


def _counted(sheet: Sheet, lines: pl.DataFrame, rows: int) -> tuple[object, ...]:
    own = lines.filter(sheet=sheet.name)
    added, removed = (own.filter(way=way).height for way in (ADDED, REMOVED))
    changed = own.filter(way=CHANGED)["record"].n_unique()
    return sheet.name, added, changed, removed, rows - added - changed


def _named(before: Tables, after: Tables) -> pl.DataFrame:
    projects = [_rows(tables, BY_NAME["projects"]) for tables in (after, before)]
    named = pl.concat(projects).select("project", "name")
    return named.unique("project", keep="first", maintain_order=True)


def _by_project(lines: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    records = lines.select("project", "sheet", "record", "way").unique()
    counts = records.group_by("project").agg(
        **{way: (pl.col("way") == way).sum().cast(pl.Int64) for way in WAYS}
    )
    own = records.filter(sheet="projects").select("project", "way")
    return (
        counts.join(named, on="project", how="left")
        .join(own, on="project", how="left")
        .select(list(PROJECTS))
        .sort("project", nulls_last=True)
    )
