"""What can be found by a visitor: one index for all of a data date, cut by reach afterwards."""

from collections.abc import Collection
from datetime import date

import polars as pl

from dashboard.data import store
from dashboard.data.database import cached
from dashboard.data.reaching import reach
from dashboard.data.sealing import basis
from metrics.access.scoped import Reach
from metrics.scope import Scope
from metrics.search.index import KINDS, Group, Index, index
from metrics.search.index import found as found_in


def found(scope: Scope, typed: str, *, most: int, kinds: Collection[str] = KINDS) -> list[Group]:
    """Return what fits in the records of the scope's data date that the visitor may see, by kind."""
    known = basis.known_of(scope)
    return found_in(_own(known, scope.as_of, scope.year, reach()), typed, most=most, kinds=kinds)


def names_of(scope: Scope, projects: Collection[str]) -> dict[str, str]:
    """Return the names of some projects at the scope's data date, by code, of those the visitor may see."""
    rows = basis.frames_of(scope).tables["projects"]
    own = reach().of(rows.filter(pl.col("project").is_in(list(projects))))
    return dict(own.select("project", "name").iter_rows())


@cached(max_entries=64)
def _own(known: int, as_of: date, year: int, of: Reach) -> Index:
    return _index(known, as_of, year).of(of)


@cached(max_entries=2, show_spinner="正在编制搜索目录……")
def _index(known: int, as_of: date, year: int) -> Index:
    return index(store.frames_known(known, as_of, year))
