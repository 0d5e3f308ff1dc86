"""Before a workbook is stored: what is told of it is what pages show once it is stored."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings

from metrics.changes.between_statements import differences
from metrics.changes.preview import Preview
from metrics.changes.standing import Standing, standing, turned
from metrics.packs.pack import pack_for_place
from metrics.records.sheets import SHEETS
from metrics.records.succession import RECODED
from sql.database.engine import session_scope
from sql.demo.timeline import DATES
from sql.demo.workbooks import write_date
from sql.reported import history
from sql.reported.intake import import_workbook, look, open_workbook
from sql.reported.preview import overlaid, preview
from sql.reported.statements import Seen, newest_known
from sql.reported.submissions import statement
from tests.dashboard.small_province import COUNTY, SMALL
from tests.databases import copied, used
from tests.sql.replay.adjustments import Changed
from tests.sql.replay.records import DAYS, LATER_CODES, UNITS, frames_of
from tests.sql.replay.replay import Replay
from tests.sql.replay.steps import SLOW, WHOLES, Step, Whole, stories, told
from tests.workbooks import made


def check(story: list[Step], last: Whole, folder: Path) -> None:
    """Foresee what a unit sends after a story, store it, and compare."""
    replay = told(story, Replay(folder))
    said, day = frames_of(last.said), last.day
    with session_scope() as session:
        newest = newest_known(session, None)
        foreseen = overlaid(
            session, unit=last.unit, as_of=day, statement=said, newest=newest, year=2023
        )
        before = statement(session, Seen(day, newest, last.unit))
    totals = differences(before, said).totals
    happened = len(replay.entries)
    last.happen(replay)
    if len(replay.entries) == happened:
        return  # the unit is no division on that day
    with session_scope() as session:
        stored = history.frames(session, as_of=day, year=2023)
        accepted = history.submissions(session)[0]
    for sheet in SHEETS:
        assert foreseen.tables[sheet.name].equals(stored.tables[sheet.name])
    assert foreseen.successions == stored.successions
    units = ["unit", "data_date"]
    assert foreseen.reporting.select(units).equals(stored.reporting.select(units))
    assert totals == {name: getattr(accepted, name) for name in totals}


FIRST = Whole(
    UNITS[0], DAYS[0], {"regions": {(UNITS[1],): (UNITS[1], "和平", None, None, None, 0)}}
)
BLANK_LATER = replace(
    FIRST,
    unit=UNITS[1],
    said={"regions": {(UNITS[1],): (UNITS[1], "和平", None, None, None, None)}},
)
"""Of 区划 a blank that is sent later does not replace what another unit said."""

NEW = LATER_CODES[0]
RECODE = Changed(RECODED, DAYS[1], (UNITS[0],), NEW, "新县")
WITHOUT_CITY = Whole(NEW, DAYS[1], {"regions": {(NEW,): (NEW, "和平", None, None, None, None)}})
"""Nor does it replace the city above a county that has this code since the same day."""


@settings(SLOW, max_examples=25)
@example(story=[FIRST], last=BLANK_LATER)
@example(story=[RECODE], last=WITHOUT_CITY)
@given(story=stories(), last=WHOLES)
def test_the_records_foreseen_are_those_in_force_afterwards(
    sqlite_database: str, tmp_path: Path, story: list[Step], last: Whole
):
    check(story, last, tmp_path)


@settings(SLOW, max_examples=5)
@example(story=[FIRST], last=BLANK_LATER)
@given(story=stories(), last=WHOLES)
def test_the_records_foreseen_are_those_in_force_afterwards_on_postgresql(
    postgres_database: str, tmp_path: Path, story: list[Step], last: Whole
):
    check(story, last, tmp_path)


@pytest.mark.parametrize(("unit", "day"), [(COUNTY, DATES[10]), (SMALL, DATES[9])])
def test_score_rank_and_lights_foreseen_are_what_pages_show_afterwards(
    unit: str, day: date, small_province: Path, tmp_path: Path
):
    (sent,) = write_date(day, folder=tmp_path, units=[unit])
    with used(copied(small_province, tmp_path)):
        told = foreseen(sent.path, unit=unit, as_of=sent.as_of)
        outcome = import_workbook(sent.path, unit=unit, as_of=sent.as_of)
        assert outcome.stored
        shown = stands(unit, sent.as_of)
    same(told.after, shown)
    assert turned(told.before, told.after).height > 0
    totals = told.differences.totals
    assert totals == {name: getattr(outcome.accepted, name) for name in totals}


def foreseen(path: Path, *, unit: str, as_of: date) -> Preview:
    opened = open_workbook(path)
    with session_scope() as session:
        looked = look(session, opened=opened, unit=unit, as_of=as_of, asking=True)
        assert not looked.outcome.errors
        return preview(session, looked=looked)


def stands(unit: str, as_of: date) -> Standing:
    with session_scope() as session:
        frames = history.frames(session, as_of=as_of, year=as_of.year)
    told = standing(frames, pack_for_place(unit).on(as_of), unit=unit)
    assert told is not None
    return told


def same(one: Standing | None, other: Standing) -> None:
    assert one is not None
    assert (one.province, one.rated, one.started) == (other.province, other.rated, other.started)
    assert one.lights.equals(other.lights)


@pytest.fixture
def county(database: str, tmp_path: Path) -> Path:
    """Give a path for the next workbook of a county that has reported two projects."""
    path = made.write(tmp_path / "省.xlsx", made.province())
    assert import_workbook(path, unit="620000", as_of=date(2023, 1, 1)).stored
    path = made.write(tmp_path / "县.xlsx", made.county())
    assert import_workbook(path, unit="620102", as_of=date(2023, 7, 28)).stored
    return tmp_path / "下期.xlsx"


def test_changes_are_told_by_sheet_by_project_and_by_column(county: Path):
    sheets = made.changed(made.county(), "小区", 2, "实际开工日期", date(2023, 8, 1))
    sheets = made.changed(sheets, "资金", 1, "支付金额(万元)", 90)
    sheets["资金"] = [*sheets["资金"][:2], ("P1", "市财政", 5, None, None)]
    told = foreseen(made.write(county, sheets), unit="620102", as_of=date(2023, 8, 4)).differences
    assert told.counts.rows() == [
        ("projects", 0, 0, 0, 2),
        ("compounds", 0, 1, 0, 1),
        ("funds", 1, 1, 1, 0),
    ]
    assert told.projects.rows() == [
        ("P1", "一号项目", None, 1, 1, 0),
        ("P2", "二号项目", None, 0, 1, 1),
    ]
    assert sorted(told.lines.drop("project").rows(), key=str) == [
        ("compounds", "C2 P2", "二号院", "changed", "started_on", None, "2023-08-01"),
        ("funds", "P1 中央财政补助", None, "changed", "paid", "80000000", "90000000"),
        ("funds", "P1 市财政", None, "added", None, None, None),
        ("funds", "P2 省财政", None, "removed", None, None, None),
    ]


def test_a_project_that_turns_is_named_with_both_lights(county: Path):
    sheets = made.changed(made.county(), "小区", 1, "计划开工日期", date(2023, 3, 1))
    path = made.write(county, {name: rows[:2] for name, rows in sheets.items()})
    told = foreseen(path, unit="620102", as_of=date(2023, 8, 4))
    assert [row[0] for row in turned(told.before, told.after).rows()] == ["P2"]
    assert turned(told.before, told.after)["after"].to_list() == [None]


def test_nothing_is_stored_and_nobody_waits(county: Path):
    path = made.write(county, made.county())
    with session_scope() as session:
        before = history.data_version(session)
    with session_scope(writing=True):
        foreseen(path, unit="620102", as_of=date(2023, 8, 4))
    with session_scope() as session:
        assert history.data_version(session) == before


def test_a_unit_with_returns_only_is_told_by_its_rate_of_starts(county: Path):
    returns = (
        ("行政区划代码", "计划年度", "计划小区数", "已开工小区数"),
        ("620200", 2023, 10, 4),
    )
    path = made.write(county, {"进展报表": returns})
    told = foreseen(path, unit="620200", as_of=date(2023, 8, 4))
    assert told.after.rated is None
    started = told.after.started
    assert (started["rate"], started["rank"], started["among"]) == (4000, 1, 1)


def test_the_file_that_is_stored_already_is_told_as_such(county: Path, tmp_path: Path):
    told = foreseen(tmp_path / "县.xlsx", unit="620102", as_of=date(2023, 7, 28))
    assert told.repeated is not None
    assert pl.Series(told.differences.totals.values()).to_list() == [0, 0, 0, 6]


def test_before_any_division_is_known_nothing_stands(database: str, tmp_path: Path):
    path = made.write(tmp_path / "省.xlsx", made.province())
    told = foreseen(path, unit="620000", as_of=date(2023, 1, 1))
    assert told.before is None
    assert told.differences.totals["added"] == 5
