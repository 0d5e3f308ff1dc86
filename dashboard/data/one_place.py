"""What one city or county has to know of itself (一地一页), cached by scalars.

What follows from the records is kept for all visits; orders and promises are few and read anew. Who may
not see the records of a place is told its figures only.
"""

from collections.abc import Iterator
from datetime import date

import polars as pl

from dashboard.data import store
from dashboard.data.database import cached
from dashboard.data.places import ranked_inside, upper
from dashboard.data.reaching import need_records, sees
from dashboard.data.records import WHOLE, date_before
from dashboard.data.reporting import day_told, orders_told
from dashboard.data.sealing import basis
from metrics.dispatch.one_place.facts import Book, Place, Province, book_of, place_of
from metrics.scope import Scope


def province_of(scope: Scope) -> Scope:
    """Return the same question of the province that the scope's place lies in, or is."""
    return upper(scope) or scope


def place_told(scope: Scope) -> Place:
    """Return what follows from the records for the scope's city or county; of another one its figures."""
    found = _place(store.version(), *_asked(scope), scope.place)
    return found if sees(scope.place) else found.figures()


def book_told(scope: Scope, place: Place) -> Book:
    """Return the orders to the scope's place and what it promised.

    Raises:
        NotAllowed: if the visitor may not see the records of the place.
    """
    need_records(scope.place, what="督办单和承诺")
    orders, promises = _book(scope, place.shared.day)
    return book_of(place.shared, scope.place, orders=orders, promises=promises)


def places_told(scope: Scope) -> Iterator[tuple[Place, Book]]:
    """Yield every city and county of the scope's place, if its records may be seen.

    Raises:
        NotAllowed: if the visitor may not see the records of the place.
    """
    need_records(scope.place, what="一地一页")
    orders = promises = None
    for region in ranked_inside(scope):
        place = place_told(scope._replace(place=region))
        if orders is None or promises is None:
            orders, promises = _book(scope, place.shared.day)
        yield place, book_of(place.shared, region, orders=orders, promises=promises)


def _book(scope: Scope, day: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return all orders as they stand where they are told, and all promises as of a day."""
    rules = basis.rules_of(scope)
    return WHOLE.orders(orders_told(scope), rules), WHOLE.promises(day, rules)


def _asked(scope: Scope) -> tuple[Scope, date | None, date]:
    """Return the question of the province, what it is held against, and the day from which it is told."""
    whole = province_of(scope)
    return whole, date_before(whole), day_told(scope)


@cached(max_entries=256)
def _place(known: int, whole: Scope, before: date | None, day: date, region: str) -> Place:
    return place_of(_province(known, whole, before, day), region)


@cached(max_entries=4, show_spinner="正在汇总各地情况……")
def _province(known: int, whole: Scope, before: date | None, day: date) -> Province:
    del known  # a key
    return WHOLE.province(whole, before, day)
