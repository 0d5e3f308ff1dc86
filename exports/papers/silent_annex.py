"""The annex of a briefing that lists who has not reported, where there are more than the text names."""

from exports.papers.document import Annex, Column, Table
from exports.papers.words import say
from metrics.rating.evaluation import Evaluation
from metrics.views.parts import cells, numbers
from metrics.views.rating.findings import Reporting

COLUMNS = (
    Column(label="序号", width=14),
    Column(label="单位", width=40),
    Column(label="所属市州", width=40),
    Column(label="最近数据截止日期"),
)


def needs_annex(reporting: Reporting) -> bool:
    """Say whether the text names only the first of those that have not reported."""
    return reporting.silent.more or reporting.late.more


def silent_annex(evaluation: Evaluation, reporting: Reporting) -> Annex:
    """List the units that never reported, then those of older data, the oldest first."""
    regions = evaluation.regions.select("region", "name", "parent").iter_rows()
    known = {region: (name, parent) for region, name, parent in regions}
    rows = tuple(
        (
            cells.number(at),
            cells.text(known[unit][0]),
            cells.text(known.get(known[unit][1], ("", ""))[0]),
            cells.day(newest) if newest else cells.text("从未报送"),
        )
        for at, (unit, newest) in enumerate(reporting.behind, 1)
    )
    lead = say("annexes", "silent_lead", day=numbers.long_day(evaluation.as_of), number=len(rows))
    return Annex(say("annexes", "silent"), lead, Table("", COLUMNS, rows))
