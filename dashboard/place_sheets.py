"""Sheets of one page (一地一页) of a city or county, or of all of a place; why its score moved, which they say."""

from collections.abc import Callable
from functools import partial

from dashboard import data
from exports import one_by_one
from exports.papers import place_paper
from exports.sheet_kinds import BOUND
from metrics.dispatch.one_place.facts import Book, Place
from metrics.scope import Scope
from metrics.views.changes import why_words


def place_file(scope: Scope, kind: str) -> bytes:
    """Return the sheet of the scope's city or county as "pdf" or "docx", as its page shows it."""
    place = data.place_told(scope)
    told = _told(place, data.book_told(scope, place), scope)
    return BOUND[kind](place_paper.compose_all([told]))


def places_file(
    scope: Scope, kind: str, *, apart: bool, progress: Callable[[str, int], object]
) -> bytes:
    """Return the sheets of all places inside as "pdf" or "docx", in one file or each its own (`apart`).

    `progress` is told how many are gathered (汇总), and then how many are made (排版).
    """
    told = (_told(place, book, scope) for place, book in data.places_told(scope))
    composed = place_paper.compose_all(one_by_one.counted(told, partial(progress, "汇总")))
    progress("排版", 0)
    if apart:
        return one_by_one.zipped(composed, kind, progress=partial(progress, "排版"))
    return BOUND[kind](composed)


def _told(place: Place, book: Book, scope: Scope) -> place_paper.Told:
    return place_paper.Told(place, book, why_words_of(scope._replace(place=place.region)))


def why_words_of(scope: Scope) -> str:
    """Say why score and rank of the scope's city or county moved since the data date before, if they did."""
    whole = data.province_of(scope)
    before = data.date_before(whole)
    if before is None:
        return ""
    found = data.why_moved(whole, scope.place, before)
    return why_words.sentence(found.move, found.turned, rank=found.rank)
