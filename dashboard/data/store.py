"""Reading the database, cached by what was known: submissions, places, dates, frames."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import polars as pl

from dashboard.data.database import cached, held
from dashboard.data.review import decided
from dashboard.data.sealing import sealed
from metrics.office import PROVINCE
from metrics.records.data_dates import carried_on, data_dates, newest_of, standing
from metrics.records.frames import Frames
from metrics.records.regions import circles, lineage, within
from metrics.records.reports import ADJUSTED, Submission, in_line
from metrics.records.succession import Succession
from sql.database.engine import session_scope
from sql.office.settings import in_force
from sql.reported import history
from sql.reported import successions as changed_divisions

_LOOK = threading.local()


@contextmanager
def one_look() -> Iterator[None]:
    """Rest every figure of a run on the same submissions of one database: the newest is asked for once.

    Outside of it, and in any other thread, it is asked for every time.
    """
    if hasattr(_LOOK, "known"):  # a part of a page, drawn with the page
        yield
        return
    _LOOK.known, _LOOK.settings = None, None
    try:
        with held():
            yield
    finally:
        del _LOOK.known, _LOOK.settings


def look_again() -> None:
    """Forget what the newest submission was: after an upload in the run."""
    if hasattr(_LOOK, "known"):
        _LOOK.known = None


def version() -> int:
    """Return the number that grows with every accepted submission and every review; 0 for none."""
    known: int | None = getattr(_LOOK, "known", None)
    if known is None:
        with session_scope() as session:
            known = history.data_version(session)
        if hasattr(_LOOK, "known"):
            _LOOK.known = known
    return known


def office_settings() -> dict[str, Any]:
    """Return the office's settings by key, as they are at the first question of a run."""
    known: dict[str, Any] | None = getattr(_LOOK, "settings", None)
    if known is None:
        with session_scope() as session:
            known = in_force(session)
        if hasattr(_LOOK, "settings"):
            _LOOK.settings = known
    return known


def submissions() -> list[Submission]:
    """Return all submissions, last accepted first."""
    return _submissions(version())


@cached(max_entries=2)
def _submissions(known: int) -> list[Submission]:
    if not known:
        return []
    with session_scope() as session:
        return history.submissions(session)


def known_by(day: date) -> int:
    """Return the `version` of what a data date sees: later-dated submissions change nothing there."""
    seen = [s.id for s in submissions() if s.data_date <= day]
    return max(seen, default=0) + decided.newest_on(seen, version())


def frames(as_of: date, year: int) -> Frames:
    """Return all records in force at a data date."""
    return frames_known(known_by(as_of), as_of, year)


@cached(max_entries=16)
def frames_known(known: int, as_of: date, year: int) -> Frames:
    """Return the records in force at a data date, shared by all who ask with the same key.

    A new submission makes a new entry; of a sealed round they are those of its file.
    """
    if known < 0:
        return sealed.of(-known).frames
    with session_scope() as session:
        return history.frames(session, as_of=as_of, year=year)


def newest() -> Frames | None:
    """Return the records in force at the newest data date; null while no submission stands.

    Before the first report these are the divisions that the office began with.
    """
    days = [day for _, day in sent()] or [s.data_date for s in submissions()]
    return frames(max(days), max(days).year) if days else None


def places() -> dict[str, str]:
    """Return the names of the places that can be looked at as a whole, by code.

    Those without a division above them, and provinces with projects of their own; the office's own
    province comes first, then the ones with projects.
    """
    return _places(version(), office_settings().get(PROVINCE))


@cached(max_entries=2)
def _places(known: int, own: str | None) -> dict[str, str]:
    current = newest() if known else None
    if current is None:
        return {}
    regions, busy = current.regions, _busy(current)
    tops = regions.join(regions, left_on="parent", right_on="region", how="anti")["region"]
    provinces = regions.filter(pl.col("level") == "省")["region"]
    wanted = {*tops, *(code for code in provinces if code in busy or code == own)}
    listed = [pair for pair in regions.select("region", "name").rows() if pair[0] in wanted]
    return dict(sorted(listed, key=lambda pair: (pair[0] != own, pair[0] not in busy, pair[0])))


def offered_places(*around: str) -> dict[str, str]:
    """Return the places on offer, by code: `places`, and all divisions of the provinces named around.

    A province is named by any division in it. Of a nation only the provinces are offered; a
    visitor goes on from there. Counties carry their city's name, which tells two of one name apart.
    """
    return _offered_places(version(), tuple(sorted({*list(places())[:1], *around})))


@cached(max_entries=64)
def _offered_places(known: int, around: tuple[str, ...]) -> dict[str, str]:
    current = newest() if known else None
    if current is None:
        return {}
    circle = {next(circles(current.regions, code), code) for code in around}
    listed = pl.concat(_below(current.regions, code) for code in circle).unique().sort("region")
    names = dict(listed.select("region", full_name(current.regions)).iter_rows())
    return {**places(), **names}


def _below(regions: pl.DataFrame, circle: str) -> pl.DataFrame:
    nation = regions.filter(region=circle, level="国").height > 0
    return regions.filter(parent=circle) if nation else within(regions, circle)


def full_name(regions: pl.DataFrame) -> pl.Expr:
    """Write a county with the city that it lies in."""
    cities = dict(regions.filter(level="市").select("region", "name").iter_rows())
    above = pl.col("parent").replace_strict(cities, default="", return_dtype=pl.String)
    return pl.concat_str(above.fill_null(""), "name")


def name_of(place: str) -> str:
    """Return the name of a division; its code where 区划 names none."""
    return unit_names().get(place, place)


def _busy(current: Frames) -> set[str]:
    owners = current.tables["projects"].select("region").unique()
    return set(lineage(current.regions).join(owners, on="region")["ancestor"])


def units() -> dict[str, str]:
    """Return the names of the divisions that stand in the newest 区划, by code.

    Those that stand from a later day on, by a change of divisions (区划调整), are among them.
    """
    current = newest()
    if current is None:
        return {}
    names = dict(current.regions.select("region", "name").iter_rows())
    later = {s.new for s in successions() if s.since > current.as_of} - set(names)
    return dict(sorted({**names, **{code: _names(version())[code] for code in later}}.items()))


def unit_names() -> dict[str, str]:
    """Return the names of all divisions that have been reported, by code.

    One that was merged away keeps its last name: orders, promises and meetings go on naming it.
    """
    return _unit_names(version())


@cached(max_entries=2)
def _unit_names(known: int) -> dict[str, str]:
    if not known:
        return {}
    return dict(sorted({**_names(known), **units()}.items()))


@cached(max_entries=2)
def _names(known: int) -> dict[str, str]:
    del known  # a key
    with session_scope() as session:
        return history.division_names(session)


def sent() -> list[tuple[str, date]]:
    """Return unit and data date of every submission that stands and counts."""
    left_out = decided.uncounted(version())
    reports = (s for s in reversed(in_line(submissions())) if s.kind != ADJUSTED)
    counting = (s for s in reports if s.id not in left_out)
    stands = standing((s.unit, s.data_date, s.reports_nothing) for s in counting)
    return carried_on(stands, successions())


def successions() -> tuple[Succession, ...]:
    """Return every line of the changes of divisions (区划调整) that stand, in their order."""
    return _successions(version())


@cached(max_entries=2)
def _successions(known: int) -> tuple[Succession, ...]:
    if not known:
        return ()
    with session_scope() as session:
        return changed_divisions.successions(session)


def divisions(as_of: date) -> pl.DataFrame:
    """Return every line (region, parent, level, since) that 区划 has had up to a data date."""
    return _divisions(known_by(as_of), as_of)


@cached(max_entries=64)
def _divisions(known: int, as_of: date) -> pl.DataFrame:
    del known  # a key
    with session_scope() as session:
        return history.divisions(session, as_of=as_of)


def dates(place: str) -> tuple[date, ...]:
    """Return all data dates of a place (`metrics.records.data_dates`), newest first."""
    days = [day for _, day in sent()]
    return dates_until(place, max(days)) if days else ()


def dates_until(place: str, as_of: date) -> tuple[date, ...]:
    """Return the data dates of a place up to one of them, newest first."""
    return _dates(known_by(as_of), place, as_of)


@cached(max_entries=256)
def _dates(known: int, place: str, as_of: date) -> tuple[date, ...]:
    del known  # a key
    return data_dates([pair for pair in sent() if pair[1] <= as_of], divisions(as_of), place)


def newest_dates(place: str) -> dict[str, date]:
    """Return the newest data date of each unit of the place that has submitted, by code."""
    return _newest_dates(version(), place)


@cached(max_entries=256)
def _newest_dates(known: int, place: str) -> dict[str, date]:
    current = newest() if known else None
    return {} if current is None else newest_of(sent(), current.regions, place)


def years(place: str, as_of: date) -> tuple[int, ...]:
    """Return the plan years of which the place has projects or returns, newest first."""
    return _years(known_by(as_of), place, as_of)


@cached(max_entries=256)
def _years(known: int, place: str, as_of: date) -> tuple[int, ...]:
    in_force = frames_known(known, as_of, as_of.year)
    inside = within(in_force.regions, place)
    plans = in_force.tables["projects"].join(inside, on="region", how="semi")["plan_year"]
    returned = in_force.tables["returns"].join(inside, on="region", how="semi")["year"]
    return tuple(sorted({*plans, *returned}, reverse=True)) or (as_of.year,)


def answers() -> None:
    """Ask the database for anything at all, for /healthz; UserError where it does not answer."""
    with session_scope() as session:
        history.data_version(session)
