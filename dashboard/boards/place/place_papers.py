"""The sheets of all cities and counties of a place as one file, for a meeting or a briefing."""

from functools import partial

from dashboard import data, papers
from dashboard.components.handed import paper_offer
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.views.parts import numbers, wording


def show(scope: Scope) -> None:
    """Offer the sheets of all places inside, to who may see their records."""
    places = len(data.ranked_inside(scope))
    if not places or not data.sees(scope.place) or not data.told_from_ledger(scope):
        return
    paper_offer.show(
        f"{wording.PLACE}_{data.name_of(scope.place)}_{numbers.day(scope.as_of)}",
        f"{wording.PLACE}（{places}份，PDF）",
        partial(papers.places_file, scope),
        export=Export(wording.PLACE, f"全部{places}份", rows=places, personal=True),
    )
