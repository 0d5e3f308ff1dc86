"""A province whose reports are reviewed, and the steps of its tests: sending, deciding, and what counts then."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from sqlalchemy import select

from metrics import office
from metrics.access import acting
from metrics.access.actor import Actor
from metrics.access.roles import Role
from metrics.office import Office
from metrics.reporting.review.decisions import Decision
from sql.database.engine import session_scope
from sql.models import SUBMISSIONS
from sql.reported import history
from sql.reported.review.decide import Decided, decide
from tests.acting_as import somebody
from tests.sql.statement_rows import region, submit

PROVINCE, CITY, COUNTY, OTHER_CITY, DIRECT = "620000", "620100", "620102", "620200", "629001"
BEGUN = date(2022, 1, 1)
SINCE = date(2023, 6, 1)
FIRST, SECOND, THIRD = date(2023, 6, 2), date(2023, 6, 9), date(2023, 6, 16)
ACCEPTED, RETURNED = Decision.ACCEPTED, Decision.RETURNED
SENDER = 1


@contextmanager
def levels(number: int, *, since: date = SINCE) -> Iterator[None]:
    """Let so many levels review what is reported for a data date from a day on."""
    value = {"value": number, "document": "示例办〔2023〕1号"}
    decided = json.dumps({"review_levels": {since.isoformat(): value}}, ensure_ascii=False)
    with office.using(Office(PROVINCE, "示例省", "示例省旧改办", "示例函", "national", decided)):
        yield


def divided(day: date = BEGUN, *, city: str = CITY) -> None:
    """Let the province state its divisions; the county lies in one of the two cities."""
    submit(
        day,
        region(PROVINCE, "示例省", level="省"),
        region(CITY, "甲市", level="市", parent=PROVINCE),
        region(OTHER_CITY, "乙市", level="市", parent=PROVINCE),
        region(COUNTY, "甲一区", parent=city),
        region(DIRECT, "直管县", parent=PROVINCE),
        unit=PROVINCE, at=datetime(2022, 1, 1, tzinfo=UTC),
    )  # fmt: skip


OF_CITY, OF_PROVINCE = (
    somebody(Role.CITY, CITY, account=2),
    somebody(Role.CLERK, PROVINCE, account=3),
)
OF_COUNTY = somebody(Role.COUNTY, COUNTY, account=SENDER)
REVIEWERS = {CITY: OF_CITY, PROVINCE: OF_PROVINCE}


def sent(
    count: int, day: date = FIRST, *, unit: str = COUNTY, who: Actor = OF_COUNTY, file: str | None = None,
    at: datetime | None = None,
) -> int:  # fmt: skip
    """Send a statement of so many tasks at a moment (null: now); return its number."""
    tasks = [{"task": str(at), "content": f"{count}之{at}"} for at in range(count)]
    with acting.using(who):
        return submit(day, unit=unit, tasks=tasks, file=file, at=at).submission


def decided(
    submission: int, who: Actor, decision: Decision = ACCEPTED, *, reason: str = "请核实",
    sha256: str | None = None, at: datetime | None = None, form: str | None = None,
    reviewer: str | None = None,
) -> int:  # fmt: skip
    """Let an account decide on a submission; return the number of the decision."""
    with acting.using(who), session_scope(writing=True) as session:
        s = SUBMISSIONS.c
        seen = session.scalar(select(s.file_sha256).where(s.id == submission))
        wanted = Decided(
            submission=submission, sha256=sha256 or str(seen), decision=decision, reason=reason,
            form=form, reviewer=reviewer,
        )  # fmt: skip
        return decide(session, wanted, at=at)


def accepted(submission: int) -> int:
    """Let the city and the province accept a submission; return the number of the last decision."""
    decided(submission, OF_CITY)
    return decided(submission, OF_PROVINCE)


def counted(*days: date, unit: str = COUNTY, known_at: datetime | None = None) -> list[int]:
    """Return how many tasks of a unit count as of each day, read in one pass."""
    with session_scope() as session:
        by_day = history.frames_at(session, days, year=2023, known_at=known_at)
        of_unit = [by_day[day].tables["tasks"].filter(unit=unit) for day in days]
    return [tasks.height for tasks in of_unit]


def dates() -> list[date]:
    """Return the data dates of the county that count."""
    with session_scope() as session:
        return [day for unit, day in history.sent(session) if unit == COUNTY]
