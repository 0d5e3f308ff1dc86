"""What was found, cached by the scope and by what was known when it was looked at."""

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from dashboard.data import store
from dashboard.data.database import cached
from dashboard.data.reaching import reach
from dashboard.data.sealing import basis, sealed
from dashboard.data.sealing.objected import objected
from metrics.access.scoped import FIGURES, Reach, scoped
from metrics.packs import pack as rules
from metrics.packs.pack import anywhere
from metrics.progress import published as published_rates
from metrics.progress import rates as progress
from metrics.progress.rule_keys import full_start_shown
from metrics.rating.evaluation import Evaluation, evaluate, judge
from metrics.rating.intervals import Interval, Intervals
from metrics.records import relations
from metrics.records.frames import Frames
from metrics.records.invented import demo_mark as mark_of
from metrics.records.regions import within
from metrics.records.reports import Version
from metrics.records.sheets import BY_NAME
from metrics.scope import LOCAL, LOCAL_NAME, Scope
from metrics.views.parts.table import DisplayTable
from metrics.views.rating import ranking as tables
from metrics.views.rating.cell_states import with_objections
from metrics.views.rating.indicator_tables import indicator_matrix
from metrics.views.rating.score_parts import with_parts
from sql.database.engine import session_scope
from sql.reported import history

TREND = 12
"""So many data dates are drawn in a trend."""


def rule_choices() -> dict[str, str]:
    """Return what figures can be judged by: 各地规定, then the packs (参数集) that ship, by name."""
    return {LOCAL: LOCAL_NAME, **{name: f"{place}参数集" for name, place in packs().items()}}


def pack_of(place: str) -> str:
    """Return the name of the pack that a place evaluates by."""
    return rules.pack_for_place(place).name


def packs() -> dict[str, str]:
    """Return the rule packs (参数集) that ship: their Chinese names by name."""
    return {name: rules.load_pack(name).file.name for name in rules.pack_names()}


def regions(scope: Scope) -> pl.DataFrame:
    """Return the divisions (区划) in force at the scope's data date."""
    return basis.frames_of(scope).regions


def frames(scope: Scope) -> Frames:
    """Return the records in force at the scope's data date that the visitor may see."""
    known = basis.known_of(scope)
    return _own_frames(known, scope.as_of, scope.year, reach())


def sees_whole(scope: Scope) -> bool:
    """Say whether the visitor may see every record that a scope tells of."""
    own, whole = frames(scope).tables, _whole(scope).tables
    return all(own[sheet].height == whole[sheet].height for sheet in BY_NAME)


@cached(max_entries=128)
def _own_frames(known: int, as_of: date, year: int, of: Reach) -> Frames:
    return scoped(store.frames_known(known, as_of, year), of)


def last_received(scope: Scope) -> str | None:
    """Return the moment (UTC text) at which the last report of the place's units came in; null: none."""
    current = basis.frames_of(scope)
    units = within(current.regions, scope.place).select(unit="region")
    moment = current.reporting.join(units, on="unit", how="semi")["accepted_at"].max()
    return None if moment is None else str(moment)


def evaluation(scope: Scope) -> Evaluation:
    """Return the evaluation of a scope."""
    return evaluation_known(basis.known_of(scope), scope)


@cached(max_entries=128, show_spinner="正在评价……")
def evaluation_known(known: int, scope: Scope) -> Evaluation:
    """Return the evaluation of a scope from what was known at its data date: keep it by both."""
    if scope.round is not None:
        return sealed.of(scope.round).evaluation_of(scope.place)
    in_force = store.frames_known(known, scope.as_of, scope.year)
    judged = judged_known(known, anywhere(scope))
    return evaluate(in_force, basis.rules_of(scope), scope.place, judged=judged)


@cached(max_entries=8, show_spinner="正在评价……")
def judged_known(known: int, scope: Scope) -> pl.DataFrame:
    """Return what was judged of all places, from what was known: keep it by both."""
    return judge(store.frames_known(known, scope.as_of, scope.year), basis.rules_of(scope))


def told_from_ledger(scope: Scope) -> bool:
    """Say whether the place is told of from a ledger of the plan year, not from returns only."""
    return _told_from_ledger(basis.known_of(scope), scope.place, scope.as_of, scope.year)


@cached(max_entries=256)
def _told_from_ledger(known: int, place: str, as_of: date, year: int) -> bool:
    return progress.told_from_ledger(store.frames_known(known, as_of, year), place=place)


def evidence(scope: Scope, *, measure: str, region: str) -> pl.DataFrame:
    """Return the records behind one figure, those that the visitor may see."""
    return reach().of(evidence_known(basis.known_of(scope), scope, measure, region))


@cached(max_entries=32)
def evidence_known(known: int, scope: Scope, measure: str, region: str) -> pl.DataFrame:
    """Return all records behind one figure from what was known: keep it by both."""
    return evaluation_known(known, scope).evidence(measure, region=region)


def matrix(scope: Scope, level: str) -> DisplayTable:
    """Return the matrix of the regions of one level and the 20 items."""
    return _objected(scope, _matrix(basis.known_of(scope), scope, level))


def _objected(scope: Scope, table: DisplayTable) -> DisplayTable:
    """Mark the figures of a round to which somebody objects (有异议): that is read anew each time."""
    raised = objected(scope)
    return with_objections(table, raised, evaluation(scope).standard) if raised else table


@cached(max_entries=12)
def _matrix(known: int, scope: Scope, level: str) -> DisplayTable:
    return indicator_matrix(evaluation_known(known, scope), level)


def ranking(scope: Scope, level: str, before: date | None, group: str) -> DisplayTable:
    """Return the ranking of a level and group, with what moved since another data date."""
    known_before = store.known_by(before) if before else 0
    known = basis.known_of(scope)
    return _objected(scope, _ranking(known, known_before, scope, level, before, group))


@cached(max_entries=24)
def _ranking(
    known: int, known_before: int, scope: Scope, level: str, before: date | None, group: str
) -> DisplayTable:
    now = evaluation_known(known, scope)
    earlier = evaluation_known(known_before, scope.at(before)) if before else None
    return tables.ranking(now, level, earlier, group=group)


def ranking_parts(scope: Scope, level: str, group: str) -> DisplayTable:
    """Return the ranking of a level and group with what each item earned."""
    return _objected(scope, _ranking_parts(basis.known_of(scope), scope, level, group))


@cached(max_entries=12)
def _ranking_parts(known: int, scope: Scope, level: str, group: str) -> DisplayTable:
    return with_parts(_ranking(known, 0, scope, level, None, group), evaluation_known(known, scope))


def rank_interval(scope: Scope, region: str) -> Interval | None:
    """Return what opens the rank interval of a region in the scope's place; null without a rank."""
    return _intervals(basis.known_of(scope), scope).of(region)


@cached(max_entries=12)
def _intervals(known: int, scope: Scope) -> Intervals:
    return Intervals(evaluation_known(known, scope))


def ledger_progress(scope: Scope) -> pl.DataFrame:
    """Return the progress of every division from the ledger."""
    return _progress(basis.known_of(scope), scope.as_of, scope.year)


@cached(max_entries=32, show_spinner="正在汇总进度……")
def _progress(known: int, as_of: date, year: int) -> pl.DataFrame:
    return progress.ledger(store.frames_known(known, as_of, year))


def progress_by_date(scope: Scope, *, most: int) -> dict[date, pl.DataFrame]:
    """Return the ledger's progress at the last data dates up to the scope's, by date.

    Of a sealed round it is that of its own date only.
    """
    days: tuple[date, ...] = (scope.as_of,)
    if scope.round is None:
        days = store.dates_until(scope.place, scope.as_of)[:most]
    return {day: _progress(basis.known_of(scope.at(day)), day, scope.year) for day in days}


def start_table(scope: Scope) -> published_rates.StartTable:
    """Return the table of starts of the divisions directly below the place."""
    return published_rates.start_table(_whole(scope), place=scope.place, year=scope.year)


def caps_full_starts(scope: Scope) -> bool:
    """Say whether the rule pack asks the tables of the place to print 全部开工 from 100 % on."""
    return full_start_shown(basis.rules_of(scope), regions(scope), scope.place)


def has_returns(scope: Scope) -> bool:
    """Say whether the place, or anybody in it, filed a return of the plan year."""
    return progress.has_returns(_whole(scope), place=scope.place)


def demo_mark(scope: Scope) -> str | None:
    """Return 演示数据 where what the scope shows rests on the demo, else null."""
    return mark_of(scope.place)


def cities(scope: Scope) -> dict[str, str]:
    """Return the cities of the place by code."""
    found = evaluation(scope).regions.filter(level="市")
    return dict(found.select("region", "name").sort("region").iter_rows())


def city_above(scope: Scope, region: str) -> str | None:
    """Return the city that a county lies in; null for a city, or where there is none."""
    parents = dict(evaluation(scope).regions.select("region", "parent").iter_rows())
    return parents.get(region) if parents.get(region) in cities(scope) else None


def regions_below(scope: Scope, region: str) -> frozenset[str]:
    """Return a region and every division below it."""
    return frozenset(within(regions(scope), region)["region"])


def records(scope: Scope, sheet: str, record: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet that a judged record stands for, where the visitor may see them.

    A compound in several plan years has a row for each project, that of the scope's year first.
    """
    rows = frames(scope).tables[sheet]
    if sheet != "compounds":
        identity = pl.concat_str(BY_NAME[sheet].key, separator=" ")
        return rows.filter(identity == record).to_dicts()
    projects = frames(scope).projects_of_year["project"]
    other = ~pl.col("project").is_in(projects.implode())
    return rows.filter(compound=record).sort(other, "project").to_dicts()


def attached(scope: Scope, sheet: str, values: dict[str, Any]) -> dict[str, pl.DataFrame]:
    """Return the rows of other sheets that belong to a record, by sheet; empty ones are left out."""
    tables = frames(scope).tables
    children = {
        child.name: tables[child.name].filter(pl.col(column.name) == values[column.name])
        for child, column in relations.attached(sheet)
    }
    return {child: rows for child, rows in children.items() if rows.height}


def record_versions(scope: Scope, sheet: str, key: dict[str, object]) -> list[Version]:
    """Return every stored version of one record; of other units only of figures, and not who sent them.

    Under a sealed round those that its seal saw.
    """
    own = reach()
    with session_scope(within=None if sheet in FIGURES else own.divisions) as session:
        stored = history.record_versions(session, sheet=sheet, key=key)
    stored = [each for each in stored if basis.was_there(scope, each.submission)]
    if sheet not in FIGURES:
        return [each for each in stored if own.sees(each.unit)]
    return [each if own.sees(each.unit) else _unsigned(each) for each in stored]


def _unsigned(version: Version) -> Version:
    return replace(version, sent_by=None, file_name="")


def _whole(scope: Scope) -> Frames:
    return basis.frames_of(scope)
