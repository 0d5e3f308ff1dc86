"""Which regions are compared: a county, or two of a level, each in the address."""

from dashboard import data
from dashboard.components import address
from dashboard.components.ways import level_choice
from metrics.rating.hearing import told_scores
from metrics.scope import Scope


def ranked_in(scope: Scope) -> Scope:
    """Return the question of the province for a place without others below it, else its own."""
    above = data.upper(scope) if data.alone(scope) else None
    return above or scope


def county(scope: Scope) -> str | None:
    """Offer the counties of the place, the visitor's own first chosen; null where it has none."""
    scores = told_scores(data.evaluation(scope)).filter(level="county")
    codes = tuple(scores.sort("group", "rank", "region", nulls_last=True)["region"])
    if not codes:
        return None
    names, own = data.ranked_inside(scope), data.own_place() or ""
    chosen: str = address.choose(
        "region", "县区", codes, default=own if own in codes else codes[0],
        text=lambda code: names.get(code, code), searched=True,
    )  # fmt: skip
    return chosen


def two(scope: Scope) -> tuple[str, str] | None:
    """Offer two regions of a level; null: fewer than two have a score.

    At first they are the visitor's own, or the last, and the one that is ranked right before it.
    """
    ordered = _ranked(scope, level_choice.show(scope))
    if len(ordered) < 2:
        return None
    names, own = data.ranked_inside(scope), data.own_place() or ""
    first = own if own in ordered else ordered[-1]
    region = address.choose(
        "region", "前一地区", ordered, default=first, searched=True,
        text=lambda code: names.get(code, code),
    )  # fmt: skip
    place = ordered.index(region)
    others = tuple(code for code in ordered if code != region)
    other = address.choose(
        "other", "后一地区", others, default=others[max(place - 1, 0)], searched=True,
        text=lambda code: f"与{names.get(code, code)}比较",
    )  # fmt: skip
    return region, other


def _ranked(scope: Scope, level: str) -> tuple[str, ...]:
    scores = told_scores(data.evaluation(scope)).filter(level=level)
    ranked = scores.filter(scores["rank"].is_not_null()).sort("group", "rank", "region")
    return tuple(ranked["region"])
