"""The workbook a unit goes on from (下载本单位上期数据): its records in force, and what they leave blank.

Sent back unchanged it says what the unit has said already: nothing added, changed or removed.
"""

import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import polars as pl
from sqlalchemy.orm import Session

from metrics.dispatch.blanks import Gain, Unknown, gains, unknown_records
from metrics.errors import UserError
from metrics.rating.evaluation import Evaluation
from metrics.reading import Records, scope_of
from metrics.records.frames import Frames
from metrics.records.invented import demo_mark
from metrics.records.regions import circles, resolve, within
from metrics.records.sheets import SHEETS
from metrics.scope import Wanted
from metrics.whole_files import appearing
from sql.reported.gaps import gaps_of
from sql.reported.statements import Seen, in_force, line, newest_known
from sql.workbook.dropdowns import lists_of
from sql.workbook.writing.template import write_workbook
from sql.workbook.writing.whose import Gap, Whose

_NO_DAY = (1980, 1, 1, 0, 0, 0)  # of every file in a zip, so that equal workbooks give equal bytes
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
_NATION = "国"

Show = Callable[[int, int, str], object]
"""What is told of progress: how many workbooks are written, of how many, and which one is next."""


class _Judged(NamedTuple):
    """The unknown records of one province by owner, and what each owner gains by measure."""

    evaluation: Evaluation
    unknown: Mapping[str, Sequence[Unknown]]
    gains: Mapping[tuple[str, str], Gain]


class Prefilled:
    """Writes the workbooks of any units for one data date, each from what its unit has said by then.

    `as_of` is the data date the workbooks are made for; null leaves it to the units, which then go
    on from their last submission. What is unknown is judged at the last data date up to it. The
    session is the caller's.

    Raises NothingReported if nothing is stored, not even the divisions that an office begins with.
    """

    def __init__(self, session: Session, records: Records, *, as_of: date | None) -> None:
        """Write from what is stored now."""
        self._session, self._records, self._as_of = session, records, as_of
        self._newest = newest_known(session, None)
        self._judged = dict[str, _Judged | str]()

    @cached_property
    def frames(self) -> Frames:
        """All records in force at the last data date up to the one asked for.

        Before the first report these are the divisions that the office began with.
        """
        days = {day for _, day in self._records.sent()}
        days = days or {each.data_date for each in self._records.submissions()}
        days = days or {self._records.newest()}  # raises that there is none
        by_then = {day for day in days if self._as_of is None or day <= self._as_of}
        day = max(by_then or days)
        return self._records.reported([day], year=day.year)[day]

    def units(self, place: str) -> tuple[str, ...]:
        """Return the divisions of a place that can report: itself and all below, by code.

        Raises UnknownChoice for a place that 区划 does not have.
        """
        inside = within(self.frames.regions, resolve(self.frames.regions, place))
        return tuple(inside.filter(pl.col("level") != _NATION)["region"].sort())

    def whose(self, unit: str) -> Whose:
        """Return code, full name and data date of a unit's workbook; UnknownChoice for a stranger."""
        code = resolve(self.frames.regions, unit)
        return Whose(unit=code, name=_full_name(self.frames.regions, code), as_of=self._as_of)

    def write(self, path: Path, unit: str) -> Whose:
        """Write the workbook of one unit.

        Equal records give equal bytes. Raises OSError where the file cannot be written.
        """
        whose = self.whose(unit)
        tables = self.tables(whose.unit)
        gaps, note = self._gaps(whose.unit, tables)
        write_workbook(
            path, tables, lists=lists_of(whose.unit, self._as_of or date.max), for_typing=True,
            note=demo_mark(whose.unit) or "", whose=whose, gaps=gaps, gaps_note=note,
        )  # fmt: skip
        return whose

    def write_each(
        self, folder: Path, units: Sequence[str], *, show: Show = lambda *_: None
    ) -> int:
        """Write the workbooks of several units into a folder, by code; return how many.

        A file of the same name is replaced. Raises OSError where a file cannot be written.
        """
        for at, unit in enumerate(sorted(units)):
            whose = self.whose(unit)
            show(at, len(units), whose.unit_words)
            with appearing(folder / file_name(whose)) as part:
                self.write(part, unit)
        return len(units)

    def write_zip(self, path: Path, units: Sequence[str], *, show: Show = lambda *_: None) -> int:
        """Write the workbooks of several units into one zip, by code; return how many.

        One workbook at a time is in memory. Raises OSError where a file cannot be written.
        """
        with TemporaryDirectory(prefix="dudao-") as folder, zipfile.ZipFile(path, "w") as box:
            for at, unit in enumerate(sorted(units)):
                one = Path(folder) / "one.xlsx"
                show(at, len(units), self.whose(unit).unit_words)
                entry = zipfile.ZipInfo(file_name(self.write(one, unit)), _NO_DAY)
                box.writestr(entry, one.read_bytes())  # a workbook is packed already
        return len(units)

    def tables(self, unit: str) -> dict[str, pl.DataFrame]:
        """Return what a unit has said by the data date, all sheets, in their columns."""
        seen = Seen(self._as_of or date.max, self._newest, unit)
        said = line(self._session, seen)
        return {
            sheet.name: in_force(self._session, sheet, seen, said).select(list(sheet.schema))
            for sheet in SHEETS
        }

    def _gaps(self, unit: str, tables: Mapping[str, pl.DataFrame]) -> tuple[tuple[Gap, ...], str]:
        """Return the gaps of a unit's workbook; where nothing can be judged, the sentence why."""
        judged = self._of_province(next(circles(self.frames.regions, unit), unit))
        if isinstance(judged, str):
            return (), judged
        below = within(self.frames.regions, unit)["region"]
        unknown = [each for region in below for each in judged.unknown.get(region, ())]
        everyone = judged.evaluation.frames.tables
        return gaps_of(unit, tables, unknown, gains=judged.gains, everyone=everyone), ""

    def _of_province(self, place: str) -> _Judged | str:
        if place not in self._judged:
            try:
                self._judged[place] = self._judge(place)
            except UserError as refusal:
                self._judged[place] = f"暂不能判定哪些空白影响得分：{refusal}"
        return self._judged[place]

    def _judge(self, place: str) -> _Judged:
        scope = scope_of(self._records, Wanted(place=place, as_of=self.frames.as_of))
        evaluation = self._records.evaluation(scope)
        by_owner = dict[str, list[Unknown]]()
        for each in unknown_records(evaluation):
            by_owner.setdefault(each.region, []).append(each)
        numbers = Counter((u.region, u.measure.code) for us in by_owner.values() for u in us)
        return _Judged(evaluation, by_owner, gains(evaluation, numbers))


def file_name(whose: Whose) -> str:
    """Return the name of a unit's workbook, such as 620102_甘肃省兰州市城关区_2023-07-28.xlsx."""
    parts = (whose.unit, whose.name, str(whose.as_of or ""))
    return "_".join(part for part in parts if part).translate(_FORBIDDEN) + ".xlsx"


def zip_name(whose: Whose) -> str:
    """Return the name of the zip of the units of a place."""
    return file_name(whose).removesuffix(".xlsx") + "_各单位工作簿.zip"


def _full_name(regions: pl.DataFrame, unit: str) -> str:
    """Return the names of a division and those above it, from the province down."""
    rows = {row["region"]: row for row in regions.iter_rows(named=True)}
    names, code = list[str](), unit
    while code in rows and rows[code]["level"] != _NATION and len(names) < len(rows):
        names.append(rows[code]["name"])
        code = rows[code]["parent"]
    return "".join(reversed(names))
