"""What the pages open with: the data date that enough units have reached, and who is ahead of it."""

from datetime import date

from dashboard.data import store
from dashboard.data.database import cached
from dashboard.data.records import WHOLE
from metrics.packs.default_date import ahead_of
from metrics.scope import LOCAL, Scope


def default_date(place: str) -> date:
    """Return the data date that a place opens with; before any rule is in force, the newest."""
    return _default_date(store.version(), place)


@cached(max_entries=256)
def _default_date(known: int, place: str) -> date:
    del known  # a key, as in `store`
    return WHOLE.opening_date(place)


def default_scope() -> Scope | None:
    """Return the scope of the first place that pages open with; null while nothing was submitted."""
    first = next(iter(store.places()), None)
    if first is None:
        return None
    day = default_date(first)
    return Scope(first, day, default_year(first, day), LOCAL)


def default_year(place: str, as_of: date) -> int:
    """Return the year of the data date if it has records, else the newest that has."""
    years = store.years(place, as_of)
    return as_of.year if as_of.year in years else years[0]


def units_ahead(place: str, as_of: date) -> dict[str, date]:
    """Return the units of a place that have reported for a later day, by name, the latest first."""
    ahead = ahead_of(store.newest_dates(place), as_of)
    names = store.unit_names() if ahead else {}
    return {names.get(unit, unit): day for unit, day in ahead.items()}
