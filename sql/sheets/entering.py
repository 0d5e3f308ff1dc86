"""Targets and points by hand for a score sheet (考核细则): entered, corrected by new rows, never rewritten.

Whoever enters them acts for the division above: nobody sets his own target or scores himself. Functions take a
session of `session_scope(writing=True)` and never commit.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple, Unpack

from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.rating.sheet_points import SCORED
from metrics.records.given.tables import TARGETS
from metrics.rules.readers import number, target_share
from metrics.sheets.catalogue import sheet
from metrics.standards.standard import Standard
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.dispatch.journal import Entry, EntryRefused, add, line, place_code, sent_before, text
from sql.models.scored import HAND_SCORES, SHEET_TARGETS
from sql.reported.access.allowed import need_all
from sql.sheets.given import given, newest
from sql.sheets.superiors import places, superiors


class Target(NamedTuple):
    """A target (目标) of a division for an item, as typed; an empty one takes its own target back."""

    region: str
    item: str
    target: str
    document: str


class HandScore(NamedTuple):
    """Points given by hand: how many as typed, by whom, on which day, on what evidence; `reason` of a correction."""

    region: str
    item: str
    points: str
    scorer: str
    scored_on: date
    evidence: str
    reason: str = ""


def set_targets(
    session: Session, name: str, year: int, rows: Sequence[Target], **entry: Unpack[Entry]
) -> int:
    """Keep targets of a sheet and year, all or none; return how many are new or other than before.

    Raises:
        EntryRefused: with the first row that cannot be kept.
        NotAllowed: if who acts may not score one of the divisions from above.
    """
    queue_for_writing(session, table=SHEET_TARGETS)
    standard, account = sheet(name), _scoring(session, [row.region for row in rows])
    if sent_before(session, SHEET_TARGETS, entry.get("form")):
        return 0
    before = _targets(session, name, year)
    named, changed = places(session), 0
    for row in rows:
        said = _target(row, standard, named)
        old = before.get((said.region, said.item))
        if old != said.target and (old or said.target):
            add(session, SHEET_TARGETS, sheet=name, year=year, account=account,
                **said._asdict(), **entry)  # fmt: skip
            chain.note(session, "下达考核目标", f"{standard.title(said.item)}（{said.item}）",
                       place=said.region, before=old, after=said.target, document=said.document)  # fmt: skip
            before[said.region, said.item] = said.target
            changed += 1
    return changed


def give_points(
    session: Session, name: str, year: int, rows: Sequence[HandScore], *, today: date,
    **entry: Unpack[Entry],
) -> int:  # fmt: skip
    """Keep points by hand of a sheet and year, all or none; return how many are new or other than before.

    Raises:
        EntryRefused: with the first row that cannot be kept: whatever is other than before needs a reason.
        NotAllowed: as `set_targets`.
    """
    queue_for_writing(session, table=HAND_SCORES)
    standard, account = sheet(name), _scoring(session, [row.region for row in rows])
    if sent_before(session, HAND_SCORES, entry.get("form")):
        return 0
    before = _scored(session, name, year)
    named, changed = places(session), 0
    for row in rows:
        said, points = _hand_score(row, standard, named, today=today)
        old = before.get((said.region, said.item))
        if old == (now := said._replace(points=_points(points), reason="")):
            continue
        if old is not None and not said.reason:
            raise EntryRefused(
                f"{named[said.region]}的{said.item}已评{old.points}分，更正须写明原因。"
            )
        add(session, HAND_SCORES, sheet=name, year=year, account=account,
            **{**said._asdict(), "points": points}, **entry)  # fmt: skip
        chain.note(session, "手工评分", f"{standard.title(said.item)}（{said.item}）",
                   place=said.region, before=None if old is None else old.points,
                   after=now.points, reason=said.reason)  # fmt: skip
        before[said.region, said.item] = now
        changed += 1
    return changed


def hundredths(typed: str, *, most: Fraction, label: str) -> int:
    """Return points as typed in hundredths; EntryRefused unless they lie between 0 and `most`."""
    try:
        value = number(typed)
    except ValueError:
        raise EntryRefused(f"{label}应为数，现为“{typed}”。") from None
    if not 0 <= value <= most:
        raise EntryRefused(f"{label}应在0至{float(most):g}分之间，现为“{typed}”。")
    if value * 100 % 1:
        raise EntryRefused(f"{label}最多两位小数，现为“{typed}”。")
    return int(value * 100)


def _scoring(session: Session, regions: Sequence[str]) -> int | None:
    """Return the account that acts, which may score each of the divisions from above."""
    if not regions:
        raise EntryRefused("没有要保存的内容。")
    above = superiors(session)
    scored = {place_code(region) for region in regions}
    return need_all(session, Action.SCORE, {above.get(one, one) for one in scored}).account


def _targets(session: Session, name: str, year: int) -> dict[tuple[str, str], str]:
    """Return the target that stands of each division and item; empty where it was taken back."""
    rows = newest(session, SHEET_TARGETS, TARGETS, sheet=name, year=year)
    return {
        (region, item): target
        for region, item, target in rows.select("region", "item", "target").iter_rows()
    }


def _scored(session: Session, name: str, year: int) -> dict[tuple[str, str], HandScore]:
    """Return the points by hand that stand, with who gave them on what evidence, without reasons."""
    rows = given(session, sheet=name, year=year).hand_scores.iter_rows(named=True)
    return {
        (row["region"], row["item"]): HandScore(**{**row, "points": _points(row["points"])})
        for row in rows
    }


def _target(row: Target, standard: Standard, named: Mapping[str, str]) -> Target:
    known(row.region, row.item, standard, named)
    if not standard.lays_down[SCORED].value[row.item].by_region:
        raise EntryRefused(f"{row.item}“{standard.title(row.item)}”不按地区下达目标。")
    typed = row.target.strip()
    if typed:
        try:
            target_share(typed)
        except ValueError as error:
            raise EntryRefused(f"{row.region}的{row.item}目标“{typed}”不正确：{error}。") from None
    return row._replace(target=typed, document=line(row.document, "文件依据", longest=100))


def _hand_score(
    row: HandScore, standard: Standard, named: Mapping[str, str], *, today: date
) -> tuple[HandScore, int]:
    known(row.region, row.item, standard, named)
    (first, *_) = standard.by_code[row.item].measures
    if not first.of_each:
        raise EntryRefused(f"{row.item}“{standard.title(row.item)}”按系统数据计分，不由人评分。")
    if row.scored_on > today:
        raise EntryRefused(f"评分日期{row.scored_on}晚于今天（{today}），请更正。")
    worth = standard.lays_down["item_weights"].value[row.item]
    points = hundredths(row.points, most=worth, label=f"{row.region}的{row.item}得分")
    said = row._replace(
        scorer=line(row.scorer, "评分人", longest=40), evidence=text(row.evidence, "评分依据", longest=500),
        reason=text(row.reason, "更正原因", longest=200) if row.reason.strip() else "",
    )  # fmt: skip
    return said, points


def known(region: str, item: str, standard: Standard, named: Mapping[str, str]) -> None:
    """Refuse a division or an item that there is not, by EntryRefused."""
    if region not in named:
        raise EntryRefused(f"区划中没有代码为“{region}”的地区，请核对行政区划代码。")
    if item not in standard.by_code:
        raise EntryRefused(f"“{standard.name}”没有编号为“{item}”的考核内容。")


def _points(value: int) -> str:
    return f"{value // 100}.{value % 100:02}"
