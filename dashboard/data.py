"""Cached reading: the only file of the screens that caches, and the only one that calls `sql`.

Cache keys are scalars (data version, date, year, rule pack, place); frames are shared, never
copied or hashed: the hash of a frame overlooks most changes.
"""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import polars as pl
import streamlit as st

from metrics import progress, published_rates, rules
from metrics.errors import UserError
from metrics.evaluation import Evaluation, evaluate
from metrics.evaluation import evidence as judged_records
from metrics.frames import Frames
from metrics.invented import demo_mark as mark_of
from metrics.regions import lineage, within
from metrics.sheets import BY_NAME
from metrics.views import tables
from metrics.views.indicator_tables import indicator_matrix
from metrics.views.tables import DisplayTable
from sql import history
from sql.engine import session_scope
from sql.workbook.template import write_template


class View(NamedTuple):
    """What is looked at: place (范围), data date, plan year and rule pack, chosen once."""

    place: str
    as_of: date
    year: int
    rules: str


def warm() -> None:
    """Read and evaluate the newest data once, so that the first visitor does not wait."""
    try:
        view = default_view()
        if view is not None:
            evaluation(view)
    except UserError:
        return  # the pages themselves say what is wrong, and /healthz does


def health() -> dict[str, Any]:
    """Return what /healthz tells: number of the newest submission, its data date and its age."""
    with session_scope() as session:
        version = history.data_version(session)
        if not version:
            return {"submissions": 0, "data_date": None, "age_days": None}
        newest = history.newest_data_date(session)
        accepted = history.submissions(session)[0].accepted_at
    age = (date.today() - newest).days  # noqa: DTZ011 - a data date is the office's own day
    return {
        "submissions": version,
        "data_date": newest.isoformat(),
        "age_days": age,
        "accepted_at": accepted,
    }


def version() -> int:
    """Return the number that grows with every accepted submission; 0 when there is none."""
    with session_scope() as session:
        return history.data_version(session)


def places() -> dict[str, str]:
    """Return the names of the places that can be looked at as a whole, by code.

    Those without a division above them, and provinces with projects of their own; the ones with
    projects come first.
    """
    return _places(version())


@st.cache_resource(max_entries=2)
def _places(known: int) -> dict[str, str]:
    if not known:
        return {}
    frames = _newest(known)
    regions, busy = frames.regions, _busy(frames)
    tops = regions.join(regions, left_on="parent", right_on="region", how="anti")["region"]
    provinces = regions.filter((pl.col("level") == "省") & pl.col("region").is_in(busy))["region"]
    wanted = set(tops) | set(provinces)
    listed = regions.filter(pl.col("region").is_in(wanted)).select("region", "name").rows()
    return dict(sorted(listed, key=lambda pair: (pair[0] not in busy, pair[0])))


def _busy(frames: Frames) -> set[str]:
    owners = frames.tables["projects"].select("region").unique()
    return set(lineage(frames.regions).join(owners, on="region")["ancestor"])


def _newest(known: int) -> Frames:
    with session_scope() as session:
        day = history.newest_data_date(session)
    return _frames(known, day, day.year)


def dates(place: str) -> tuple[date, ...]:
    """Return the data dates for which a unit of the place has submitted, newest first."""
    return _dates(version(), place)


@st.cache_resource(max_entries=16)
def _dates(known: int, place: str) -> tuple[date, ...]:
    units = set(within(_newest(known).regions, place)["region"])
    with session_scope() as session:
        listed = history.submissions(session)
    return tuple(sorted({s.data_date for s in listed if s.unit in units}, reverse=True))


def years(place: str, as_of: date) -> tuple[int, ...]:
    """Return the plan years of which the place has projects or returns, newest first."""
    return _years(version(), place, as_of)


@st.cache_resource(max_entries=64)
def _years(known: int, place: str, as_of: date) -> tuple[int, ...]:
    frames = _frames(known, as_of, as_of.year)
    inside = within(frames.regions, place)
    plans = frames.tables["projects"].join(inside, on="region", how="semi")["plan_year"]
    returned = frames.tables["returns"].join(inside, on="region", how="semi")["year"]
    return tuple(sorted({*plans, *returned}, reverse=True)) or (as_of.year,)


def packs() -> dict[str, str]:
    """Return the rule packs (参数集) that ship: their Chinese names by name."""
    return {name: rules.load_pack(name).file.name for name in rules.pack_names()}


def default_view() -> View | None:
    """Return the newest view of the first place; null while nothing was submitted."""
    first = next(iter(places()), None)
    if first is None:
        return None
    day = dates(first)[0]
    return View(first, day, default_year(first, day), rules.pack_for_place(first).name)


def default_year(place: str, as_of: date) -> int:
    """Return the year of the data date if it has records, else the newest that has."""
    known = years(place, as_of)
    return as_of.year if as_of.year in known else known[0]


def frames(view: View) -> Frames:
    """Return all records in force at the view's data date."""
    return _frames(version(), view.as_of, view.year)


@st.cache_resource(max_entries=6)
def _frames(known: int, as_of: date, year: int) -> Frames:
    del known  # a key: a new submission makes a new entry
    with session_scope() as session:
        return history.frames(session, as_of=as_of, year=year)


def evaluation(view: View) -> Evaluation:
    """Return the evaluation of a view."""
    return _evaluation(version(), *view)


@st.cache_resource(max_entries=6, show_spinner="正在评价……")
def _evaluation(known: int, place: str, as_of: date, year: int, pack: str) -> Evaluation:
    return evaluate(_frames(known, as_of, year), rules.load_pack(pack).on(as_of), place)


def has_ledger(view: View) -> bool:
    """Say whether the place has projects of the plan year, not only aggregate returns."""
    found = frames(view)
    owners = found.projects_of_year.select("region")
    return owners.join(within(found.regions, view.place), on="region", how="semi").height > 0


def evidence(view: View, *, measure: str, region: str) -> pl.DataFrame:
    """Return the records behind one figure."""
    return _evidence(version(), *view, measure, region)


@st.cache_resource(max_entries=32)
def _evidence(
    known: int, place: str, as_of: date, year: int, pack: str, measure: str, region: str
) -> pl.DataFrame:
    found = _evaluation(known, place, as_of, year, pack)
    return judged_records(found.frames, found.rules, measure=measure, region=region)


def ledger_progress(view: View) -> pl.DataFrame:
    """Return the progress of every division from the ledger, of the view's plan year."""
    return _progress(version(), view.as_of, view.year).filter(pl.col("year") == view.year)


@st.cache_resource(max_entries=16)
def _progress(known: int, as_of: date, year: int) -> pl.DataFrame:
    return progress.ledger(_frames(known, as_of, year))


def progress_by_date(view: View, *, most: int) -> dict[date, pl.DataFrame]:
    """Return the ledger's progress at the last data dates up to the view's, by date."""
    days = [day for day in dates(view.place) if day <= view.as_of][:most]
    return {day: _progress(version(), day, view.year) for day in days}


def date_before(view: View) -> date | None:
    """Return the data date before the view's; null where there is none."""
    return next((day for day in dates(view.place) if day < view.as_of), None)


def caps_full_starts(view: View) -> bool:
    """Say whether the rule pack asks to print 全部开工 from 100 % on."""
    return bool(rules.load_pack(view.rules).on(view.as_of)["full_start_display"])


def start_table(view: View) -> published_rates.StartTable:
    """Return the table of starts of the divisions directly below the place."""
    return published_rates.start_table(frames(view), place=view.place, year=view.year)


def submissions() -> list[history.Submission]:
    """Return all submissions, last accepted first."""
    with session_scope() as session:
        return history.submissions(session)


def record_versions(sheet: str, key: dict[str, object]) -> list[history.Version]:
    """Return every stored version of one record."""
    with session_scope() as session:
        return history.record_versions(session, sheet=sheet, key=key)


def demo_mark(view: View) -> str | None:
    """Return 演示数据 where what the view shows rests on the demo, else null."""
    return mark_of(view.place)


def matrix(view: View, level: str) -> DisplayTable:
    """Return the matrix of the regions of one level and the 20 items."""
    return _matrix(version(), *view, level)


@st.cache_resource(max_entries=12)
def _matrix(known: int, place: str, as_of: date, year: int, pack: str, level: str) -> DisplayTable:
    return indicator_matrix(_evaluation(known, place, as_of, year, pack), level)


def cities(view: View) -> dict[str, str]:
    """Return the cities of the place by code."""
    regions = evaluation(view).regions.filter(level="市")
    return dict(regions.select("region", "name").sort("region").iter_rows())


def regions_below(view: View, region: str) -> frozenset[str]:
    """Return a region and every division below it."""
    return frozenset(within(frames(view).regions, region)["region"])


ATTACHED = {
    "regions": (("instruments", "region"), ("capacities", "region"), ("events", "region")),
    "projects": (("funds", "project"), ("events", "project"), ("issues", "project")),
    "compounds": (("contents", "compound"), ("facilities", "compound")),
}
"""Sheets whose rows belong to a record, and the column they share with it."""


def records(view: View, sheet: str, record: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet that a judged record stands for.

    A compound in several plan years has a row for each project.
    """
    keys = [name for name in BY_NAME[sheet].key if name != "project" or sheet != "compounds"]
    identity = pl.concat_str(keys, separator=" ")
    return frames(view).tables[sheet].filter(identity == record).to_dicts()


def attached(view: View, sheet: str, values: dict[str, Any]) -> dict[str, pl.DataFrame]:
    """Return the rows of other sheets that belong to a record, by sheet; empty ones are left out."""
    tables = frames(view).tables
    found = {
        child: tables[child].filter(pl.col(column) == values[column])
        for child, column in ATTACHED.get(sheet, ())
    }
    return {child: rows for child, rows in found.items() if rows.height}


def unit_names() -> dict[str, str]:
    """Return the names of all divisions that have been reported, by code."""
    known = version()
    if not known:
        return {}
    return dict(_newest(known).regions.select("region", "name").iter_rows())


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def blank_workbook() -> bytes:
    """Return the blank reporting workbook (空白报送工作簿)."""
    return _blank_workbook()


@st.cache_resource(max_entries=1, show_spinner=False)
def _blank_workbook() -> bytes:
    with TemporaryDirectory(prefix="dudao-") as folder:
        path = Path(folder) / "blank.xlsx"
        write_template(path)
        return path.read_bytes()


def rules_of(view: View) -> rules.RulePack:
    """Return the rule pack of a view on its data date."""
    return rules.load_pack(view.rules).on(view.as_of)


def ranking(view: View, level: str, before: date | None, group: str) -> DisplayTable:
    """Return the ranking of a level and group, with what moved since another data date."""
    return _ranking(version(), *view, level, before, group)


@st.cache_resource(max_entries=24)
def _ranking(
    known: int,
    place: str,
    as_of: date,
    year: int,
    pack: str,
    level: str,
    before: date | None,
    group: str,
) -> DisplayTable:
    now = _evaluation(known, place, as_of, year, pack)
    earlier = _evaluation(known, place, before, year, pack) if before else None
    return tables.ranking(now, level, earlier, group=group)
