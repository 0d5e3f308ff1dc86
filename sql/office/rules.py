"""What the office decides that is a rule (参数): dated, with its document, laid over the pack of its province.

A value is read as that of a pack file is, and refused in the same words. One that would change what a
meeting or an issued paper rests on is told first, and kept only by whoever has heard it.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.command_line import FIRST_DAY, LAST_DAY
from metrics.errors import UserError
from metrics.office import RULE
from metrics.packs.keys import KEYS
from metrics.rules.value import no_unknown, read
from sql.database import office_in_use
from sql.dispatch.journal import EntryRefused, text
from sql.models.dispatch import MEETINGS
from sql.models.papers import ISSUED_PAPERS
from sql.office.settings import write
from sql.reported.access.allowed import need_anywhere
from sql.reported.undoing.meetings_resting import meeting_stands

OWN = "本单位"
"""What the refusal of a value calls the pack that it would stand in."""


class RestsOnIt(UserError):
    """A change of a rule would reach what a meeting or an issued paper rests on, and nobody agreed."""

    exit_code = 47


def decide(
    session: Session,
    *,
    key: str,
    raw: Any,
    since: date,
    document: str,
    clause: str = "",
    by: str | None = None,
    agreed: bool = False,
    at: datetime | None = None,
    form: str | None = None,
) -> int:
    """Note the value of a rule from a day on; return 1, or 0 where it is so already.

    Raises:
        EntryRefused: if no office has begun, or a text or the day cannot be kept.
        RulePackInvalid: if there is no such rule, or its value does not read.
        RestsOnIt: if a meeting or an issued paper has a data date from that day on, unless `agreed`.
        NotAllowed: if who acts may not decide rules, which move figures.
    """
    need_anywhere(session, Action.DECIDE_RULES)
    if office_in_use.read(session) is None:
        raise EntryRefused("尚未正式使用，不能设置参数。")
    no_unknown([key], KEYS, pack=OWN)
    read(key, raw, KEYS, pack=OWN, since=f"{since:%Y-%m-%d}起")
    if not FIRST_DAY <= since <= LAST_DAY:
        raise EntryRefused(f"生效日期应在{FIRST_DAY}至{LAST_DAY}之间。")
    document = text(document, "文件依据", longest=100)
    clause = text(clause, "条款", longest=40) if clause.strip() else ""
    if not agreed:
        _refuse_unheard(session, since)
    value = {"value": raw, "clause": clause}
    return write(
        session, {f"{RULE}{key}": value}, by=by, since=since, document=document, at=at, form=form
    )


def _refuse_unheard(session: Session, since: date) -> None:
    rests = resting_on(session, since)
    if rests:
        raise RestsOnIt(
            f"{'、'.join(rests)}的数据截止日期不早于{since}，所依据的参数将随之改变，"
            "再次生成的文件会与原件不同。请改用较晚的生效日期；确需追溯的，请注明已知悉后再保存。"
        )


def resting_on(session: Session, since: date) -> list[str]:
    """Name what has a data date from a day on: meetings that were opened, papers that were issued."""
    counted = []
    for name, table, stands in (
        ("调度会{}次", MEETINGS, meeting_stands()), ("已印发的简报{}期", ISSUED_PAPERS, true()),
    ):  # fmt: skip
        query = select(func.count()).select_from(table).where(table.c.data_date >= since, stands)
        number = session.scalar(query)
        if number:
            counted.append(name.format(number))
    return counted
