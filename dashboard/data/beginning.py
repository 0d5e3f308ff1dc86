"""Whether an office has begun (正式使用), with what, and for how many reports it still waits."""

from typing import Any, NamedTuple

from dashboard.data import store
from metrics.office import LARGE, PROVINCE
from metrics.packs.pack import pack_for_place
from metrics.records.regions import reporting
from metrics.rules.value import RulePack
from metrics.views.reported import beginning_words as words
from sql.database import beijing, settings


class Waited(NamedTuple):
    """How many units of a place are to report, and how many of them have reported anything."""

    heard: int
    due: int


def office_settings() -> dict[str, Any]:
    """Return the office's settings by key; nothing before it has begun."""
    return store.office_settings()


def own_province() -> str | None:
    """Return the code of the office's province; null before it has begun."""
    province: str | None = office_settings().get(PROVINCE)
    return province


def may_begin() -> bool:
    """Say whether an office can begin here: none has, and the demo was not asked for."""
    return not settings.demo_asked() and own_province() is None


def shows_demo() -> bool:
    """Say whether the demo's own database is in use."""
    return settings.is_demo(settings.database_url())


def anything_reported() -> bool:
    """Say whether any unit has reported; the divisions that an office began with are no report."""
    return bool(store.sent())


def waited(place: str) -> Waited:
    """Count the units of a place that are to report, and those that have."""
    current = store.newest()
    if current is None:
        return Waited(0, 0)
    due = set(reporting(current.regions, place)["region"])
    return Waited(len(due & {unit for unit, _ in store.sent()}), len(due))


def rules_today() -> RulePack:
    """Return the rules of the office's province that are in force today."""
    return pack_for_place(own_province() or "").on(beijing.today())


def large_letters() -> bool:
    """Say whether the office wants larger letters on every page."""
    return bool(office_settings().get(LARGE))


def switched_words() -> str:
    """Say which database is looked at now, to a visit that looked at another before."""
    return words.SWITCHED_BACK if own_province() is None else words.SWITCHED
