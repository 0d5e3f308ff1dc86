"""The sheets of every city and county (一地一页) as one file, from the database of DATABASE_URL."""

import os
import resource
import time
from collections.abc import Iterator

from exports.papers import gathering
from exports.pdf import one_page
from metrics.access import acting
from metrics.access.actor import machine
from metrics.reading import scope_of
from metrics.records.regions import ranked_inside
from metrics.scope import Wanted
from sql.database.engine import session_scope
from sql.records import StoredRecords

GOAL = 30.0
"""Seconds that all sheets of a province may take on two quiet cores."""


def measure() -> Iterator[str]:
    """Tell what gathering and typesetting cost, each once, from the records as they are stored."""
    start, used = time.perf_counter(), _used()
    with acting.using(machine()), session_scope() as session:
        records = StoredRecords(session)
        scope = scope_of(records, Wanted())
        regions = ranked_inside(records.frames(scope).regions, scope.place)
        papers = gathering.place_papers(records, scope, day=scope.as_of, regions=regions)
    gathered, between = time.perf_counter(), _used()
    made = one_page.render(papers)
    end, after = time.perf_counter(), _used()
    load = os.getloadavg()[0]
    yield f"{len(papers)} sheets, {len(made) / 1e6:.1f} MB, load {load:.1f}, goal {GOAL:.0f} s"
    yield f"{'':12}{'wall s':>8}{'cpu s':>8}"
    yield f"{'gathered':12}{gathered - start:8.1f}{between - used:8.1f}"
    yield f"{'typeset':12}{end - gathered:8.1f}{after - between:8.1f}"
    yield f"{'together':12}{end - start:8.1f}{after - used:8.1f}"


def _used() -> float:
    """Return the processor seconds of this process and of those that it has ended."""
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)
