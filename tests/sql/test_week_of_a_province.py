"""A week of a province ends with the figures of a plain replay, and every mistake was named."""

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl
import pytest

from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate
from metrics.records.frames import Frames
from metrics.records.reports import PART
from metrics.records.sheets import SHEETS
from sql.database.engine import session_scope
from sql.reported import history
from tests.sql import week_of_a_province as province
from tests.sql.usual_mistakes import Mistake
from tests.sql.week_of_a_province import FRIDAY, MERGED_ON, PROVINCE, YEAR, Week

Held = tuple[Week, Mapping[str, Mistake | None]]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """The week, held once, and its database."""
    folder = tmp_path_factory.mktemp("week")
    with province.database(folder):
        yield province.hold(folder)


def test_every_county_has_reported_in_the_end(held: Held):
    week, wrong = held
    assert len(week.counties) == province.COUNTIES
    first, last = (
        week.results[: province.COUNTIES - province.LATE],
        week.results[province.COUNTIES - province.LATE : -1],
    )
    assert [r.unit for r in first if not r.stored] == sorted(wrong)
    assert all(result.stored for result in last)
    assert len(last) == len(wrong) + province.LATE


def test_every_mistake_was_named(held: Held):
    week, wrong = held
    for result in week.results:
        mistake = wrong.get(str(result.unit))
        if result.stored or mistake is None:
            continue
        errors = result.outcome.errors if result.outcome else ()
        named = [(e.code, e.sheet) for e in errors if mistake.cell in ("", e.cell)]
        assert (mistake.code, mistake.sheet) in named, (result.file_name, errors[:3])
    [stranger] = [unit for unit, mistake in wrong.items() if mistake is None]
    [result] = [r for r in week.results if r.unit == stranger and not r.stored]
    assert result.outcome is not None
    assert [error.code for error in result.outcome.errors] == [province.WRONG_UNIT]


def test_what_was_taken_back_is_known_and_counts_no_longer(held: Held):
    week, _ = held
    with session_scope() as session:
        sent = history.submissions(session)
    [undone] = [each for each in sent if each.undoes is not None]
    assert (undone.unit, undone.data_date) == (week.results[-1].unit, FRIDAY)
    assert province.TAKEN_BACK in undone.file_name


def test_a_part_leaves_all_else_as_it_was(held: Held):
    with session_scope() as session:
        [part] = [each for each in history.submissions(session) if each.kind == PART]
    assert (part.added, part.changed, part.removed) == (0, 1, 0)


DAYS = (FRIDAY, MERGED_ON)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("sheet", [sheet.name for sheet in SHEETS])
def test_the_records_are_those_of_a_plain_replay(held: Held, sheet: str, day: date):
    week, _ = held
    assert province.plain(province.read(day), sheet) == week.replayed(sheet, day)


@pytest.mark.parametrize("day", DAYS)
def test_the_figures_are_those_of_the_replayed_records(held: Held, day: date):
    week, _ = held
    read = province.read(day)
    tables = {
        sheet.name: province.framed(sheet.name, week.replayed(sheet.name, day)) for sheet in SHEETS
    }
    replayed = Frames.of(as_of=day, year=YEAR, tables=tables, reporting=read.reporting)
    pack = load_pack("national").on(day)
    assert evaluate(read, pack).scores.equals(evaluate(replayed, pack).scores)


def test_two_counties_that_became_one_are_counted_once(held: Held):
    week, _ = held
    old, new = week.counties[7:9]
    before, after = (evaluate(province.read(d), load_pack("national").on(d)).scores for d in DAYS)
    planned = [scores.filter(region=PROVINCE)["planned"].item() for scores in (before, after)]
    assert planned[0] == planned[1]
    both = before.filter(pl.col("region").is_in([old, new]))["planned"].sum()
    assert after.filter(region=new)["planned"].item() == both
    assert old not in after["region"]
