"""A week of a province: ninety workbooks with the usual mistakes, late ones and corrections, and a replay.

`Week` keeps beside the database what everyone has truly said, record by record in plain Python:
what is read at the end must be that, and every mistake must have been named. `python -m
tests.sql.week_of_a_province` holds the week in a database of its own and prints what happened.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from datetime import date
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from metrics.records.frames import Frames
from metrics.records.reports import Received
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.records.succession import Intended, Target
from sql.database import engine, migrate
from sql.database.engine import session_scope
from sql.demo.province import sheets
from sql.demo.timeline import DATES
from sql.divisions.changes import carry_out
from sql.records import StoredRecords
from sql.reported import history
from sql.reported.batch import import_batch
from sql.reported.batch_files import addressed, named
from sql.reported.intake import import_workbook
from sql.reported.prefilled import Prefilled, file_name
from sql.reported.submissions import accept
from sql.reported.undoing.undo import undo
from sql.workbook.writing.template import write_workbook
from sql.workbook.writing.whose import Whose
from tests.sql.joined_counties import Row, Statement, joined
from tests.sql.usual_mistakes import MISTAKES, Mistake, column_of, edited

LAST, FRIDAY, TODAY = DATES[5], DATES[6], date(2024, 7, 9)
MERGED_ON, DOCUMENT = date(2024, 7, 8), "省政府关于同意调整部分行政区划的批复"
PROVINCE, YEAR = "990000", 2024
TAKEN_BACK = "误将下周的数字报了上来"
FEN_PER_WAN = 1_000_000


class Week:
    """The week as it goes: who said what, which files came in, and what became of them."""

    def __init__(self, folder: Path, *, counties: int) -> None:
        """Begin with what every unit said at the end of last month; so many counties report again."""
        self.folder = folder
        self.said: dict[str, Statement] = {}
        self.days: dict[date, dict[str, Statement]] = {}
        self.results = list[Received]()
        for unit, tables in statements(LAST).items():
            self._accept(unit, tables)
        owners = sorted(unit for unit, said in self.said.items() if said["projects"])
        self.counties = owners[:counties]

    def _accept(self, unit: str, tables: Mapping[str, pl.DataFrame]) -> None:
        numbered = {n: t.with_columns(sheet_row=pl.lit(1, pl.Int32)) for n, t in tables.items()}
        with session_scope(writing=True) as session:
            accept(session, unit=unit, as_of=LAST, sent_by=None, file_name=f"{unit}.xlsx",
                   file_sha256=unit.zfill(64), sheets=numbered)  # fmt: skip
        self.said[unit] = {
            sheet.name: tables[sheet.name].to_dicts() if sheet.name in tables else []
            for sheet in SHEETS
        }

    def sent(
        self, wrong: Mapping[str, Mistake | None], *, of: Mapping[str, str] = {}
    ) -> list[Path]:
        """Hand out the workbooks of counties and return them as their clerks send them.

        `wrong` is what a clerk does wrong, null for nothing; `of` is whose rows one pasted over his own.
        """
        paths = self._handed_out(wrong)
        for unit, stranger in of.items():
            self._pasted(paths[unit], unit, self.said[stranger])
        for unit, mistake in wrong.items():
            if mistake is not None or (unit not in of and self.goes_on(unit)):
                with edited(paths[unit]) as book:
                    self._type(book, unit)
                    if mistake is not None:
                        mistake.make(book)
        return list(paths.values())

    def _handed_out(self, units: Iterable[str]) -> dict[str, Path]:
        """Write the workbooks that the counties go on from, as the province hands them out."""
        with session_scope() as session:
            prefilled = Prefilled(session, StoredRecords(session), as_of=FRIDAY)
            paths = {unit: self.folder / file_name(prefilled.whose(unit)) for unit in units}
            for unit, path in paths.items():
                prefilled.write(path, unit)
        return paths

    def _pasted(self, path: Path, unit: str, rows: Statement) -> None:
        tables = {name: framed(name, said) for name, said in rows.items() if said}
        whose = Whose(unit=unit, name="", as_of=FRIDAY)
        write_workbook(path, tables, for_typing=True, whose=whose)

    def goes_on(self, unit: str) -> Row | None:
        """Return the project that went on this week; null in the counties where nothing did."""
        if self.counties.index(unit) % 3:
            return None
        return _unfinished(self.said[unit]["projects"])

    def _type(self, book: Workbook, unit: str) -> None:
        """Type what was built this week: 1 万元 more."""
        row = self.goes_on(unit)
        if row is None:
            return
        page, column = book["项目"], column_of("projects", "completed_investment")
        done = row["completed_investment"] + FEN_PER_WAN
        page.cell(_line_of(page, row["project"]), column).value = done / FEN_PER_WAN

    def arrive(self, *paths: Path) -> dict[str, Received]:
        """Import the files that have come in; what is stored is what the unit says from then on."""
        files = addressed(named([str(path) for path in paths]))
        results = import_batch(files, sent_by="省办公室", today=TODAY)
        self.results += results
        for result in results:
            if result.stored and result.unit:
                self._say(result.unit)
        return {result.file_name[:6]: result for result in results}

    def take_back(self, unit: str) -> None:
        """Let a county report once more than was built, and take that back: what it said before stands."""
        before = deepcopy(self.said[unit])
        self.arrive(*self.sent({unit: None}))
        with session_scope(writing=True) as session:
            undo(session, unit=unit, reason=TAKEN_BACK, sent_by="省办公室")
        self.said[unit] = before

    def send_a_part(self, unit: str) -> None:
        """Let a county send the sheet of its funds alone, with 1 万元 more paid; all else stays."""
        said = self.said[unit]
        row = next(each for each in said["funds"] if _may_be_paid(each))
        row["paid"] += FEN_PER_WAN
        path = self.folder / f"{unit}_资金.xlsx"
        write_workbook(path, {"funds": framed("funds", said["funds"])})
        outcome = import_workbook(path, unit=unit, as_of=FRIDAY, today=TODAY, part=True)
        assert outcome.accepted is not None, outcome.errors[:3]
        assert (outcome.accepted.changed, outcome.accepted.removed) == (1, 0)

    def merge(self, old: str, new: str) -> None:
        """Let a county go into its neighbour, by a document of the province and in the replay."""
        intended = Intended(
            kind="merged", since=MERGED_ON, document=DOCUMENT, old=(old, new), new=(Target(new),)
        )
        with session_scope(writing=True) as session:
            carry_out(session, intended, by="系统管理员", today=TODAY)
        for said in self.said.values():
            said["regions"] = [row for row in said["regions"] if row["region"] != old]
            for row in (each for rows in said.values() for each in rows):
                if row.get("region") == old:
                    row["region"] = new
        self.said[new] = joined(self.said[new], self.said.pop(old))

    def _say(self, unit: str) -> None:
        row = self.goes_on(unit)
        if row is not None:
            row["completed_investment"] += FEN_PER_WAN

    def remember(self, day: date) -> None:
        """Keep what everyone says on a day."""
        self.days[day] = deepcopy(self.said)

    def replayed(self, name: str, day: date) -> list[Row]:
        """Return what all units said of a sheet on a day, as plain records in the order of their keys."""
        sheet = BY_NAME[name]
        rows = [
            {column: ({"unit": unit} | row)[column] for column in sheet.record_schema}
            for unit, said in self.days[day].items()
            for row in said[name]
        ]
        return sorted(rows, key=lambda row: [str(row[key]) for key in sheet.record_key])


def statements(as_of: date) -> dict[str, dict[str, pl.DataFrame]]:
    """Return what each unit of the demo would say on a data date, the province first."""
    told: dict[str, dict[str, pl.DataFrame]] = {}
    for name, frame in sheets(as_of).items():
        columns = list(BY_NAME[name].schema)
        for (unit,), part in frame.partition_by("unit", as_dict=True).items():
            told.setdefault(str(unit), {})[name] = part.select(columns)
    return dict(sorted(told.items()))


def framed(name: str, rows: Sequence[Row]) -> pl.DataFrame:
    """Return plain records of a sheet as the frame of its columns."""
    sheet = BY_NAME[name]
    schema = sheet.record_schema if rows and "unit" in rows[0] else sheet.schema
    return pl.DataFrame(rows, schema)


def _unfinished(rows: Sequence[Row]) -> Row | None:
    """Return the first project with more than 1 万元 to go, in the order of the codes."""
    for row in sorted(rows, key=lambda each: each["project"]):
        done, planned = row["completed_investment"], row["planned_investment"]
        if done is not None and planned is not None and done + FEN_PER_WAN < planned:
            return row
    return None


def _may_be_paid(fund: Row) -> bool:
    paid, received = fund["paid"], fund["received"]
    return paid is not None and received is not None and paid + FEN_PER_WAN < received


def _line_of(page: Worksheet, code: str) -> int | None:
    """Return the row of a project in the workbook; null where it is not there."""
    return next(
        (row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == code), None
    )


def read(as_of: date) -> Frames:
    """Return the records in force on a data date."""
    with session_scope() as session:
        return history.frames(session, as_of=as_of, year=YEAR)


def plain(frames: Frames, name: str) -> list[Row]:
    """Return the records of a sheet as plain rows in the order of their keys."""
    sheet = BY_NAME[name]
    table = frames.regions if name == "regions" else frames.tables[name]
    rows = table.select(list(sheet.record_schema)).to_dicts()
    return sorted(rows, key=lambda row: [str(row[key]) for key in sheet.record_key])


@contextmanager
def database(folder: Path) -> Iterator[None]:
    """Use a new database for as long as the week is looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{folder / 'week.sqlite'}")
        migrate.upgrade()
        yield
        engine.let_go()


WRONG_UNIT = "workbook_of_another_unit"
COUNTIES, LATE = 30, 3


def hold(folder: Path, *, counties: int = COUNTIES) -> tuple[Week, Mapping[str, Mistake | None]]:
    """Hold the week; return it with the counties whose first workbook was wrong, and why."""
    week = Week(folder, counties=counties)
    wrong: dict[str, Mistake | None] = dict(zip(week.counties, MISTAKES, strict=False))
    stranger, neighbour = week.counties[len(MISTAKES) : len(MISTAKES) + 2]
    late, rest = week.counties[-LATE:], week.counties[len(MISTAKES) + 1 : -LATE]
    first = {**wrong, **dict.fromkeys((stranger, *rest))}
    week.arrive(*week.sent(first, of={stranger: neighbour}))
    wrong[stranger] = None
    week.arrive(*week.sent(dict.fromkeys((*wrong, *late))))
    week.take_back(next(unit for unit in rest if week.goes_on(unit)))
    week.send_a_part(rest[-1])
    week.remember(FRIDAY)
    week.merge(*week.counties[7:9])
    week.remember(MERGED_ON)
    return week, wrong


def main() -> None:
    """Hold the week and print what happened."""
    with TemporaryDirectory() as folder, database(Path(folder)):
        week, wrong = hold(Path(folder))
        refused = [result for result in week.results if not result.stored]
        sys.stdout.write(f"{len(week.results)} files, {len(refused)} refused, {len(wrong)} wrong\n")
        for result in refused:
            told = result.outcome.errors[:2] if result.outcome else result.refusal
            sys.stdout.write(f"{result.file_name}: {'; '.join(map(str, told))}\n")
        for day, sheet in product(week.days, SHEETS):
            same = plain(read(day), sheet.name) == week.replayed(sheet.name, day)
            words = "as replayed" if same else "DIFFERENT"
            sys.stdout.write(f"{day} {sheet.label}: {words}\n")


if __name__ == "__main__":
    main()
