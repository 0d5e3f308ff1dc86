"""The demo province: the same everywhere, plausible, and with every kind of trouble in it."""

import csv
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from metrics.errors import UnknownChoice
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate
from metrics.records.frames import Frames
from metrics.records.invented import PROVINCE, demo_mark
from metrics.reporting.standing import arrived
from sql import demo
from sql.database.engine import session_scope
from sql.demo.load import Job, _store_date, load, written_and_opened
from sql.demo.places import SILENT, SMALL, STOPPED, code
from sql.demo.province import sheets
from sql.demo.scale import DatabaseNotEmpty, fill
from sql.demo.timeline import LAST_OF_STOPPED
from sql.demo.trouble import BREACHES
from sql.reported import history
from sql.workbook.writing.template import DIVISIONS

LAST = demo.DATES[-1]
DIGEST = "cad4375694bcf4939619e3fe4bd7e89355d466e1aa1017a15c3c7dfaeb721d16"


@cache
def frames(as_of: date = LAST) -> Frames:
    return demo.frames(as_of=as_of)


def digest(found: Frames) -> str:
    """Hash every value as Python writes it, so that no library's file format matters."""
    seen = sha256()
    for name, table in found.tables.items():
        seen.update(repr((name, table.columns)).encode())
        for row in table.iter_rows():
            seen.update(repr(row).encode())
    return seen.hexdigest()


def in_plan() -> pl.DataFrame:
    return frames().compounds_in_plan


def test_same_values_on_every_machine():
    assert digest(frames()) == DIGEST


def test_inventing_again_gives_the_same():
    again = demo.frames_at_scale(compounds=500)
    assert digest(again) == digest(demo.frames_at_scale(compounds=500))


def test_size_as_promised():
    tables = frames().tables
    levels = dict(tables["regions"].group_by("level").len().iter_rows())
    assert levels == {"省": 1, "市": 14, "县": 90}
    assert tables["compounds"].height == 3000
    assert 500 <= tables["projects"].height <= 700
    assert set(tables["projects"]["plan_year"]) == {2022, 2023, 2024}
    assert not [name for name, table in tables.items() if table.is_empty()]


def test_evaluation_year_has_most_compounds():
    years = frames().compounds.group_by("plan_year").len().sort("len")["plan_year"]
    assert years[-1] == demo.YEAR


def test_six_month_ends_then_six_weeks():
    assert [(day + timedelta(days=1)).day for day in demo.DATES[:6]] == [1] * 6
    assert {b - a for a, b in pairwise(demo.DATES[6:])} == {timedelta(days=7)}


def test_no_place_is_real():
    with DIVISIONS.open(encoding="utf-8") as file:
        real = list(csv.DictReader(file))
    regions = frames().regions
    assert not {row["name"] for row in real} & set(regions["name"])
    assert not {row["code"][:2] for row in real} & {code[:2] for code in regions["region"]}
    assert {demo_mark(region) for region in regions["region"]} == {"演示数据"}
    assert demo_mark("620102") is None and demo_mark("100000") is None


def test_compounds_are_plausible():
    compounds = frames().tables["compounds"]
    households = pl.col("households")
    area = pl.col("floor_area") / 1_000_000 / households
    shares = compounds.select(
        homes=households.mean(),
        per_building=(households / pl.col("buildings")).is_between(6, 80).mean(),
        area=area.is_between(40, 160).mean(),
    ).row(0)
    assert 120 <= shares[0] <= 250
    assert shares[1] == 1 and shares[2] > 0.98


def test_cost_is_plausible():
    homes = frames().tables["compounds"].group_by("project").agg(pl.col("households").sum())
    cost = frames().tables["projects"].join(homes, on="project")
    per_home = cost["planned_investment"] / 1_000_000 / cost["households"]
    assert per_home.min() >= 0.3 and per_home.max() <= 8


@pytest.mark.parametrize("as_of", demo.DATES, ids=str)
def test_nothing_is_reported_before_it_happens(as_of: date):
    ahead = {"start_due", "finish_due", "due_on"}
    for table in frames(as_of).tables.values():
        for column in set(table.select(pl.col(pl.Date)).columns) - ahead:
            later = table[column].drop_nulls().filter(table[column].drop_nulls() > as_of)
            assert set(later) <= {date.max}, column


@pytest.mark.parametrize(
    ("sheet", "order"),
    [
        ("compounds", ("consenting_households", "consulted_households", "households")),
        ("compounds", ("survey_satisfied", "survey_responses", "households")),
        ("compounds", ("scheme_votes", "households")),
        ("compounds", ("started_on", "completed_on", "accepted_on", "handed_over_on")),
        ("funds", ("paid", "received", "planned")),
        ("issues", ("found_on", "rectified_on", "closed_on")),
    ],
)
def test_figures_never_contradict_each_other(sheet: str, order: tuple[str, ...]):
    table = frames().tables[sheet]
    for smaller, larger in pairwise(order):
        assert table.filter(pl.col(smaller) > pl.col(larger)).is_empty()


def test_money_only_grows():
    before = frames(demo.DATES[5]).tables["funds"]
    both = before.join(frames().tables["funds"], on=["project", "source"], suffix="_now")
    assert both.filter(
        (pl.col("received_now") < pl.col("received")) | (pl.col("paid_now") < pl.col("paid"))
    ).is_empty()


TROUBLE = {
    "missed starts": (pl.col("start_due") < LAST) & pl.col("started_on").is_null(),
    "late starts": pl.col("started_on") > pl.col("start_due") + pl.duration(days=30),
    "started before the vote": pl.col("started_on") < pl.col("scheme_voted_on"),
    "consent exactly 2/3": pl.col("consenting_households") * 3
    == pl.col("consulted_households") * 2,
    "consent exactly 75 %": pl.col("consenting_households") * 4
    == pl.col("consulted_households") * 3,
    "consent just below 2/3": (
        pl.col("consenting_households") * 3 + 3 == pl.col("consulted_households") * 2
    ),
    "consent blank": pl.col("consenting_households").is_null(),
    "no party organisation": pl.col("party_branch_on") == date.max,
    "built too late": pl.col("built_year") > 2000,
    "to be demolished": pl.col("demolition_listed"),
}


@pytest.mark.parametrize("kind", TROUBLE)
def test_trouble_with_compounds_is_there(kind: str):
    assert 3 <= in_plan().filter(TROUBLE[kind]).height <= 400


def test_events_of_every_status():
    assert set(frames().tables["events"]["status"]) == {"属实", "待核", "不实"}


def test_issues_overdue_and_closed_late():
    issues = frames().tables["issues"]
    assert issues.filter(pl.col("closed_on").is_null() & (pl.col("due_on") < LAST)).height >= 5
    assert issues.filter(pl.col("rectified_on") > pl.col("due_on")).height >= 5


def test_one_county_never_reports_and_one_has_stopped():
    last = dict(frames().reporting.select("unit", "data_date").iter_rows())
    missing = set(frames().regions["region"]) - set(last)
    assert missing == {code(*SILENT)}
    assert last[code(*STOPPED)] == LAST_OF_STOPPED


def test_some_compounds_are_in_two_plan_years():
    twice = frames().compounds.group_by("compound").agg(pl.col("plan_year").sort())
    assert twice.filter(pl.col("plan_year").list.len() == 2).height >= 10
    assert twice["plan_year"].list.n_unique().eq(twice["plan_year"].list.len()).all()


def test_small_counties_stay_under_five():
    counted = dict(in_plan().group_by("region").len().iter_rows())
    assert all(1 <= counted[code(*place)] < 5 for place in SMALL)


def test_returns_beyond_plan_and_unlike_the_ledger():
    returns = frames().tables["returns"]
    assert returns.filter(pl.col("started_compounds") > pl.col("planned_compounds")).height >= 5
    ledger = frames().compounds_started.group_by("region").len("ledger")
    own = returns.filter(pl.col("year") == demo.YEAR).join(ledger, on="region")
    assert 3 <= own.filter(pl.col("started_compounds") != pl.col("ledger")).height <= 30


def test_records_have_several_versions_and_corrections():
    before, now = frames(demo.DATES[3]).tables["compounds"], frames().tables["compounds"]
    both = before.join(now, on=["compound", "project"], suffix="_now")
    assert both.filter(pl.col("physical_progress") < pl.col("physical_progress_now")).height > 300
    assert both.filter(pl.col("floor_area") != pl.col("floor_area_now")).height >= 3
    assert both.filter(pl.col("started_on") != pl.col("started_on_now")).height >= 3


@pytest.mark.parametrize(("pack", "grades"), [("national", "优良中差"), ("gansu", "良中差")])
def test_regions_spread_over_the_grades(pack: str, grades: str):
    scores = evaluate(frames(), load_pack(pack).on(LAST), PROVINCE).scores
    for level in ("city", "county"):
        assert set(scores.filter(pl.col("level") == level)["grade"]) >= set(grades)


def test_every_baseline_breach_bars_a_county():
    scores = evaluate(frames(), load_pack("national").on(LAST), PROVINCE).scores
    barred = scores.filter(pl.col("level") == "county")["vetoes"].explode().drop_nulls()
    assert set(barred) == set(BREACHES)


@pytest.mark.parametrize("compounds", [500, 25_000])
def test_any_size_has_exactly_so_many_compounds(compounds: int):
    found = demo.frames_at_scale(compounds=compounds)
    assert found.tables["compounds"].height == compounds
    assert not found.tables["compounds"].select("compound", "project").is_duplicated().any()


def test_workbooks_pass_the_usual_door(sqlite_database: str, tmp_path: Path):
    county = "990102"
    for as_of in (demo.DATES[0], demo.DATES[2]):
        books = written_and_opened(Job(as_of, [PROVINCE, county], tmp_path))
        assert _store_date(as_of, [books], print) == 2
    with session_scope() as session:
        read = history.frames(session, as_of=demo.DATES[2], year=demo.YEAR)
        came_in = [(each.data_date, arrived(each)) for each in history.submissions(session)]
    assert all(day == data_date for data_date, day in came_in)
    for name, table in read.tables.items():
        ours = sheets(demo.DATES[2])[name].filter(pl.col("unit").is_in([PROVINCE, county]))
        assert_frame_equal(table, ours.select(table.columns), check_row_order=False)


def test_a_folder_that_cannot_be_made_is_one_sentence(sqlite_database: str, tmp_path: Path):
    file = tmp_path / "文件"
    file.touch()
    with pytest.raises(UnknownChoice, match="无法建立文件夹"):
        load(out=file / "演示")


def test_bulk_filling_reads_back_the_same(sqlite_database: str):
    with session_scope(writing=True) as session:
        units = fill(session, compounds=300)
        read = history.frames(session, as_of=LAST, year=demo.YEAR)
    made = demo.frames_at_scale(compounds=300)
    assert digest(read) == digest(made)
    assert units == made.reporting.height == read.reporting.height
    with pytest.raises(DatabaseNotEmpty), session_scope(writing=True) as session:
        fill(session, compounds=300)
