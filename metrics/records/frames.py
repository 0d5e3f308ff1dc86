"""The records of one data date (数据截止日期) and the populations that measures speak of."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from metrics.records.given.tables import NOTHING_GIVEN, Given
from metrics.records.regions import default_place, resolve
from metrics.records.schema import UNIT, Sheet
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.records.succession import Succession, heirs

REPORTING: dict[str, type[pl.DataType]] = {
    "unit": pl.String,
    "data_date": pl.Date,
    "submission": pl.Int64,
    "accepted_at": pl.String,
}


class SheetNotRead(RuntimeError):
    """A sheet was asked for that was left out when the frames were read: a programming mistake."""


class SomeSheets(Mapping[str, pl.DataFrame]):
    """The sheets of frames that were read in part: a sheet left out raises, it is never empty.

    Whoever walks over all sheets (a digest, a comparison) would take the part for the whole, so
    walking and counting raise as well.
    """

    def __init__(self, sheets: Mapping[str, pl.DataFrame]) -> None:
        """Hold the sheets that were read."""
        self._sheets = dict(sheets)

    def __getitem__(self, name: str) -> pl.DataFrame:
        """Return a sheet that was read."""
        if name not in self._sheets:
            raise SheetNotRead(f"{name}: only {sorted(self._sheets)} were read")
        return self._sheets[name]

    def holds(self, name: str) -> bool:
        """Say whether a sheet was read."""
        return name in self._sheets

    def __iter__(self) -> Iterator[str]:
        """Refuse: these are not all the sheets."""
        raise SheetNotRead(f"all sheets were asked for: only {sorted(self._sheets)} were read")

    def __len__(self) -> int:
        """Refuse, as walking does."""
        raise SheetNotRead(f"all sheets were asked for: only {sorted(self._sheets)} were read")


@dataclass(frozen=True)
class Frames:
    """All records as reported by one data date, and the evaluation year (评价年度).

    `tables` holds every sheet of the dictionary by name, as its `record_schema` says and sorted by
    its `record_key`; where only some sheets were read, the others raise `SheetNotRead`.
    `reporting` has one row for each unit with a submission (报送) by the data date that stands.
    `successions` are the changes of divisions (区划调整) up to the data date, in their order. `given` is
    what a score sheet (考核细则) is judged by besides; whoever judges by none leaves it empty.
    """

    as_of: date
    year: int
    tables: Mapping[str, pl.DataFrame]
    reporting: pl.DataFrame
    successions: tuple[Succession, ...] = ()
    given: Given = NOTHING_GIVEN

    @classmethod
    def of(
        cls,
        *,
        as_of: date,
        year: int,
        tables: Mapping[str, pl.DataFrame],
        reporting: pl.DataFrame | None = None,
        only: Collection[str] | None = None,
        successions: Collection[Succession] = (),
    ) -> "Frames":
        """Build the frames from the sheets at hand; sheets left out have no records.

        `only` names the sheets that were read, where it was not all of them: the others are then
        unknown, not empty. `unit` is null where who reports a record is not told.
        """
        read = set(BY_NAME if only is None else only)
        unknown = sorted((read - set(BY_NAME)) | (set(tables) - read))
        if unknown:
            raise KeyError(f"not sheets of the dictionary, or not among those read: {unknown}")
        sheets: Mapping[str, pl.DataFrame] = {
            s.name: _shaped(tables.get(s.name), s) for s in SHEETS if s.name in read
        }
        if reporting is None:
            reporting = pl.DataFrame(schema=REPORTING)
        typed = reporting.select(pl.col(name).cast(dtype) for name, dtype in REPORTING.items())
        if len(sheets) < len(SHEETS):
            sheets = SomeSheets(sheets)
        return cls(as_of, year, sheets, typed.sort("unit"), tuple(sorted(successions)))

    def place_of(self, code: str | None) -> str:
        """Return the division meant by a code, which may be shortened; without one, the topmost.

        A code that ended by a change of divisions (区划调整) means the one that took over.

        Raises as `regions.resolve` and `regions.default_place` do.
        """
        if code:
            return resolve(self.regions, self.heir_of(code) or code)
        return default_place(self.regions, self.tables["projects"]["region"].unique())

    def heir_of(self, code: str) -> str | None:
        """Return the one division that took over from a code that is none any more; else null."""
        standing = set(self.regions["region"])
        if code in standing:
            return None
        ends = [new for new in heirs(self.successions).get(code, ()) if new in standing]
        return ends[0] if len(ends) == 1 else None

    def sheet(self, name: str) -> pl.LazyFrame:
        """Return one sheet as a lazy frame."""
        return self.tables[name].lazy()

    def happened(self, column: str) -> pl.Expr:
        """Say whether the date in `column` is on or before the data date; a blank is no."""
        return (pl.col(column) <= self.as_of).fill_null(value=False)

    @cached_property
    def regions(self) -> pl.DataFrame:
        """Administrative divisions (区划) in force."""
        return self.tables["regions"]

    @cached_property
    def projects_of_year(self) -> pl.DataFrame:
        """Projects (项目) of the evaluation year, whether or not a compound is in plan."""
        return self.tables["projects"].filter(pl.col("plan_year") == self.year)

    @cached_property
    def owners(self) -> pl.Series:
        """Row of each compound's project in the sheet of projects, null where it has none.

        Found by code once: what belongs to the project is then taken by number.
        """
        rows = self.tables["projects"].select("project").with_row_index("row")
        owned = self.tables["compounds"].select("project")
        return owned.join(rows, on="project", how="left", maintain_order="left")["row"]

    def of_project(self, *columns: str) -> list[pl.Series]:
        """Return columns of the project of each compound, in the order of the sheet of compounds."""
        return [self.tables["projects"][name].gather(self.owners) for name in columns]

    @cached_property
    def compounds(self) -> pl.DataFrame:
        """Compounds (小区) of every plan year with the region and plan year of their project."""
        owned = self.tables["compounds"].with_columns(self.of_project("region", "plan_year"))
        return owned.drop_nulls("region")

    @cached_property
    def compounds_of_year(self) -> pl.DataFrame:
        """Compounds whose project has the evaluation year as its plan year."""
        return self.compounds.filter(pl.col("plan_year") == self.year)

    @cached_property
    def compounds_in_plan(self) -> pl.DataFrame:
        """Compounds in plan: of the year and 列入计划日期 by the data date."""
        return self.compounds_of_year.filter(self.happened("planned_on"))

    def scan_of_year(self) -> pl.LazyFrame:
        """Return `compounds_of_year` for who needs a few of its columns: the others stay uncopied."""
        return self.compounds.lazy().filter(pl.col("plan_year") == self.year)

    @cached_property
    def shortfalls_in_plan(self) -> pl.DataFrame:
        """Contents (改造内容) in which a compound in plan falls short, one row each, by `row`."""
        short = _by_owner(self.compounds_in_plan, self.tables["contents"].filter("short"))
        # Few items and many rows: categories are compared faster than words, rising rows grouped.
        return short.with_columns(pl.col("item").cast(pl.Categorical), pl.col("row").set_sorted())

    @cached_property
    def compounds_started(self) -> pl.DataFrame:
        """Compounds started: of the year and 实际开工日期 by the data date."""
        return self.compounds_of_year.filter(self.happened("started_on"))

    @cached_property
    def compounds_completed(self) -> pl.DataFrame:
        """Compounds completed: of the year and 实际完工日期 by the data date."""
        return self.compounds_of_year.filter(self.happened("completed_on"))

    @cached_property
    def projects_started(self) -> pl.DataFrame:
        """Projects of the year with at least one compound started."""
        started = self.scan_of_year().filter(self.happened("started_on"))
        owners = started.select("project").collect()
        return self.projects_of_year.join(owners, on="project", how="semi").sort("project")

    @cached_property
    def planning_counties(self) -> pl.DataFrame:
        """Regions that own at least one compound in plan, one row each: region, name.

        A city without counties (不设县区的市) owns its compounds itself and acts as the county.
        """
        owners = self.compounds_in_plan.select("region").unique()
        names = self.regions.select("region", "name")
        return owners.join(names, on="region", how="left").sort("region")

    def governments(self, *levels: str) -> pl.LazyFrame:
        """Return every division of the named levels, with or without compounds or reports."""
        return self.regions.lazy().filter(pl.col("level").is_in(levels)).sort("region")

    def year_of(self, column: str) -> pl.Expr:
        """Say whether the date lies in the evaluation year and is on or before the data date."""
        return self.happened(column) & (pl.col(column).dt.year() == self.year)


def numbered(compounds: pl.DataFrame) -> pl.LazyFrame:
    """Number the compounds as `row`: rows of theirs group and join faster by it than by code."""
    return compounds.lazy().with_row_index("row")


def children_of(compounds: pl.DataFrame, children: pl.LazyFrame) -> pl.LazyFrame:
    """Return the child rows (改造内容, 专营设施) of the compounds, with `row` as numbered above."""
    owners = numbered(compounds.select("compound"))
    return children.join(owners, on="compound", how="inner")


def _by_owner(compounds: pl.DataFrame, children: pl.DataFrame) -> pl.DataFrame:
    """Return what `children_of` does, of a sheet sorted by code: `row` rises.

    A compound is looked up once for all of its rows. One in two projects has its rows twice.
    """
    runs = children["compound"].rle().struct.unnest()
    runs = runs.with_columns(end=pl.col("len").cum_sum())
    owners = compounds.select(value="compound").with_row_index("row")
    owned = runs.join(owners, on="value", how="inner", maintain_order="left_right")
    places = owned.select("row", at=pl.int_ranges(pl.col("end") - pl.col("len"), "end"))
    places = places.explode("at")
    return children[places["at"]].with_columns(places["row"])


def _shaped(frame: pl.DataFrame | None, sheet: Sheet) -> pl.DataFrame:
    rows = sheet.empty() if frame is None else frame
    if sheet.own_numbers and UNIT.name not in rows.columns:
        rows = rows.with_columns(pl.lit(None).alias(UNIT.name))
    typed = rows.select(pl.col(name).cast(dtype) for name, dtype in sheet.record_schema.items())
    return typed.sort(sheet.record_key)
