"""Which reports of a span needed a yes before they were stored (`metrics.records.reports`)."""

from collections.abc import Collection, Iterable
from datetime import date

from metrics.records.reports import Submission


def confirmations(
    submissions: Iterable[Submission], *, before: date, after: date, units: Collection[str]
) -> list[Submission]:
    """Return what units confirmed for data dates after `before` up to `after`, by unit and number.

    What was taken back (撤回) is left out.
    """
    listed = list(submissions)
    undone = {each.undoes for each in listed}
    wanted = (
        each
        for each in listed
        if each.questions and before < each.data_date <= after and each.unit in units
    )
    return sorted(
        (each for each in wanted if each.id not in undone), key=lambda each: (each.unit, each.id)
    )
