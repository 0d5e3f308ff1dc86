"""Submissions (报送) as they are listed: those of the visitor's own divisions."""

from dashboard.data import store
from dashboard.data.reaching import reach
from metrics.records.reports import Submission


def submissions() -> list[Submission]:
    """Return the submissions of the visitor's own divisions, last accepted first."""
    own = reach()
    return [each for each in store.submissions() if own.sees(each.unit)]


def own_units() -> dict[str, str]:
    """Return the names of the divisions in force whose records the visitor may see, by code."""
    own = reach()
    return {code: name for code, name in store.units().items() if own.sees(code)}
