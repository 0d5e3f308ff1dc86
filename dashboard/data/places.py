"""Where the scope's place stands: its province, the levels below it, and which divisions it holds."""

from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from dashboard.data import store
from dashboard.data.database import cached
from dashboard.data.sealing import basis, sealed
from metrics.reading import succeeded_words
from metrics.records.regions import LEVELS, RANKED, circles, levels_inside, within
from metrics.records.regions import ranked_inside as ranked_inside_of
from metrics.records.succession import code_on
from metrics.scope import Scope


class _Whereabouts(NamedTuple):
    """What 区划 says of a place: see the functions below."""

    ranked: dict[str, str]
    province: str
    parent: str | None
    levels: tuple[str, ...]
    own: str | None
    inside: dict[str, str]


def upper(scope: Scope) -> Scope | None:
    """Return the same question of the province that the place lies in; null for a province itself.

    Of a sealed round (封账轮次) nothing lies above its own place: it was not judged there.
    """
    above, top = _of(scope).province, _top(scope)
    if scope.place in (above, top):
        return None
    if top is not None and above not in divisions_inside(scope._replace(place=top)):
        above = top
    return scope._replace(place=above)


def _top(scope: Scope) -> str | None:
    return None if scope.round is None else sealed.of(scope.round).scope.place


def parent(scope: Scope) -> Scope | None:
    """Return the same question of the division right above the place; null for a topmost one, or a round's."""
    above = _of(scope).parent
    return None if above is None or scope.place == _top(scope) else scope._replace(place=above)


def levels(scope: Scope) -> tuple[str, ...]:
    """Return the ranked levels that the place is told of by: see `levels_inside`."""
    return _of(scope).levels


def own_level(scope: Scope) -> str | None:
    """Return the ranked level of the place itself; null for a province or the nation."""
    return _of(scope).own


def alone(scope: Scope) -> bool:
    """Say whether no ranked division lies below the place: it is told of by its own row."""
    return levels(scope) == (own_level(scope),)


def ranked_inside(scope: Scope) -> dict[str, str]:
    """Return the names of the cities and counties in the place, itself first where it is one.

    Counties carry their city's name, which tells two of one name apart.
    """
    return _of(scope).ranked


def divisions_inside(scope: Scope) -> dict[str, str]:
    """Return the names of the place and of all divisions below it, by code."""
    return _of(scope).inside


def _of(scope: Scope) -> _Whereabouts:
    return _whereabouts(basis.known_of(scope), scope.place, scope.as_of, scope.year)


@cached(max_entries=256)
def _whereabouts(known: int, place: str, as_of: date, year: int) -> _Whereabouts:
    regions = store.frames_known(known, as_of, year).regions
    own = regions.filter(region=place).row(0, named=True)
    level = LEVELS[own["level"]]
    return _Whereabouts(
        ranked=_ranked(regions, place),
        province=next(circles(regions, place)),
        parent=own["parent"] if own["parent"] in regions["region"] else None,
        levels=levels_inside(regions, place),
        own=level if level in RANKED else None,
        inside=dict(within(regions, place).select("region", "name").iter_rows()),
    )


def _ranked(regions: pl.DataFrame, place: str) -> dict[str, str]:
    names = dict(regions.select("region", store.full_name(regions)).iter_rows())
    return {code: names[code] for code in ranked_inside_of(regions, place)}


def succeeded(place: str) -> tuple[str, str]:
    """Return who took over from a division that ended, and a sentence of it; empty for any other."""
    current = store.newest()
    told = succeeded_words(current, place) if current else ""
    return (current.heir_of(place) or "", told) if current and told else ("", "")


def dates_before(place: str) -> tuple[date, ...]:
    """Return the data dates of a division before it got its code, newest first: see `code_at`."""
    own = store.dates(place)
    last = own[-1] - timedelta(days=1) if own else date.min
    former = code_at(place, last)
    if former == place:
        return ()
    return tuple(dict.fromkeys((*store.dates_until(former, last), *dates_before(former))))


def code_at(place: str, as_of: date) -> str:
    """Return the code that a place had at a data date, where it only got another one since."""
    return code_on(store.successions(), place, as_of)
