"""What is due for one place in the coming working days (到期事项): reports, orders, promises and stages.

Everything that stands open with a day in the span, one line each; what is over or late already is told
elsewhere. Stages of one project that are due on one day are one line, however many compounds wait.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from metrics.days.workdays import workdays_after
from metrics.dispatch.order import number_of
from metrics.reporting.standing import UnitStanding
from metrics.reporting.turns import Turn
from metrics.supervision.issues import CLOSED
from metrics.supervision.lights import GREEN, LATE_GREEN
from metrics.supervision.stages import BY_STAGE
from metrics.supervision.table import Supervision, nodes_of

WORKDAYS = 10
"""So many working days ahead are looked at."""
REPORT, ORDER, PROMISE, ISSUE, STAGE, TASK = KINDS = (
    "报送", "督办单", "会议承诺", "整改问题", "改造环节", "重点任务",
)  # fmt: skip


DONE = (GREEN, LATE_GREEN)
NAMED = 3
"""So many units are named that owe one report; of more, their number is told."""


class Span(NamedTuple):
    """The days looked at, both included."""

    first: date
    last: date


class Due(NamedTuple):
    """One thing due: its day, its kind (KINDS), what it is, who answers for it, and how many records.

    `reference` tells it from others of its kind (number of an order, code of a project …); `who` is empty
    where nobody is named. Sorts by day, then as KINDS are listed.
    """

    day: date
    place: int
    reference: str
    what: str
    who: str
    records: int = 1

    @property
    def kind(self) -> str:
        """The kind in words."""
        return KINDS[self.place]


def span_from(day: date, workdays: int = WORKDAYS) -> Span:
    """Return the days from one to so many working days after it."""
    return Span(day, workdays_after(day, workdays))


def of_reports(turns: Iterable[Turn], units: Sequence[UnitStanding], span: Span) -> Iterator[Due]:
    """Yield the turns (报送期次) that units have not reported yet, by their deadlines, one line a turn."""
    for turn in turns:
        waiting = [unit.name for unit in units if turn.data_date > _heard(unit)]
        if waiting and span.first <= turn.deadline <= span.last:
            reference = turn.data_date.isoformat()
            named = "、".join(waiting[:NAMED])
            who = f"{named}等{len(waiting)}家" if len(waiting) > NAMED else named
            yield _due(turn.deadline, REPORT, reference, "", who)


def _heard(unit: UnitStanding) -> date:
    return unit.last.data_date if unit.last else date.min


def of_orders(listed: pl.DataFrame, names: Mapping[str, str], span: Span) -> Iterator[Due]:
    """Yield open orders (`standing.orders`) on the day that was agreed on last."""
    for row in _open(listed, span):
        number = number_of(row)
        what = f"{names.get(row['place'], row['place'])}{number}：{row['requirement']}"
        yield _due(row["due"], ORDER, str(row["id"]), what, row["unit"])


def of_promises(listed: pl.DataFrame, span: Span) -> Iterator[Due]:
    """Yield open promises (`standing.promises`) on the day that was agreed on last."""
    for row in _open(listed, span):
        yield _due(row["due"], PROMISE, str(row["id"]), row["what"], row["who"])


def _open(listed: pl.DataFrame, span: Span) -> Iterator[dict[str, Any]]:
    waiting = listed.filter(pl.col("ended_on").is_null(), pl.col("due").is_between(*span))
    return waiting.sort("due", "id").iter_rows(named=True)


def of_issues(issues: pl.DataFrame, span: Span) -> Iterator[Due]:
    """Yield issues (`issues.ledger`) that are not closed, by 整改期限."""
    waiting = issues.filter(pl.col("state") != CLOSED, pl.col("due_on").is_between(*span))
    for row in waiting.iter_rows(named=True):
        yield _due(row["due_on"], ISSUE, row["issue"], row["problem"] or "", row["owner"] or "")


def of_stages(table: Supervision, span: Span) -> Iterator[Due]:
    """Yield the stages that projects owe, as their compounds have them open."""
    owed = nodes_of(table.compounds).filter(
        ~pl.col("done").fill_null(value=False), ~pl.col("unreported"),
        pl.col("working_days").is_not_null(), pl.col("due").is_between(*span),
    )  # fmt: skip
    named = table.projects.select("project", "name", "project_owner", "implementer")
    grouped = owed.group_by("project", "stage", "due").len().join(named, on="project")
    for row in grouped.sort("due", "project", "stage").iter_rows(named=True):
        stage = BY_STAGE[row["stage"]]
        reference = f"{row['project']} {stage.label}"
        who = "、".join(filter(None, (row["implementer"], row["project_owner"])))
        number = 1 if stage.of_project else row["len"]
        yield _due(row["due"], STAGE, reference, f"{row['name']}：{stage.label}", who, number)


def of_tasks(listed: pl.DataFrame, span: Span) -> Iterator[Due]:
    """Yield key tasks (`tasks.tasks`) that are not done."""
    for row in waiting_tasks(listed, span).iter_rows(named=True):
        yield _due(row["due"], TASK, row["task"], row["content"] or "", row["units"] or "")


def waiting_tasks(listed: pl.DataFrame, span: Span) -> pl.DataFrame:
    """Return the rows of key tasks that are due in a span and not done: by their lights, for a task of every
    year may have been finished last year and be due again."""
    return listed.filter(
        pl.col("due").is_between(*span), ~pl.col("light").cast(pl.String).is_in(DONE)
    )


def _due(
    day: date, kind: str, reference: str, what: str, who: str | None, records: int = 1
) -> Due:  # fmt: skip
    return Due(day, KINDS.index(kind), reference, what, who or "", records)
