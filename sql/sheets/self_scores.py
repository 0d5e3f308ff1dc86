"""Points of self-evaluation (自评) and of those above (上级核评), item by item; corrected by new rows."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple, Unpack

import polars as pl
from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.sheets.catalogue import sheet
from metrics.sheets.self_evaluation import SELF_SCORES as SAID
from metrics.standards.standard import Standard
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.dispatch.journal import Entry, EntryRefused, add, place_code, sent_before, text
from sql.models.scored import SELF_SCORES
from sql.reported.access.allowed import line_up, need_all
from sql.sheets.entering import hundredths, known
from sql.sheets.given import newest
from sql.sheets.superiors import places


class SelfScore(NamedTuple):
    """Points that a unit tells of a division, itself or one below it: as typed, with an explanation (说明)."""

    unit: str
    region: str
    item: str
    points: str
    explanation: str = ""


def enter(
    session: Session, name: str, year: int, rows: Sequence[SelfScore], **entry: Unpack[Entry]
) -> int:
    """Keep points of a sheet and year, all or none; return how many are new or other than before.

    Raises:
        EntryRefused: with the first row that cannot be kept.
        NotAllowed: if who acts may not report for one of the units.
    """
    queue_for_writing(session, table=SELF_SCORES)
    if not rows:
        raise EntryRefused("没有要保存的内容。")
    standard = sheet(name)
    who = need_all(session, Action.REPORT, {place_code(row.unit) for row in rows})
    if sent_before(session, SELF_SCORES, entry.get("form")):
        return 0
    before, named, changed = _standing(session, name, year), places(session), 0
    for row in rows:
        said = _checked(session, row, standard, named)
        key, now = (row.unit, row.region, row.item), (said["points"], said["explanation"])
        if before.get(key) != now:
            before[key] = now
            add(session, SELF_SCORES, sheet=name, year=year, account=who.account, **said, **entry)
            changed += 1
    if changed:
        chain.note(session, "填报自评分", standard.name, place=rows[0].unit, rows=changed)
    return changed


def _standing(session: Session, name: str, year: int) -> dict[tuple[str, str, str], object]:
    return {
        (row["unit"], row["region"], row["item"]): (row["points"], row["explanation"])
        for row in self_scores(session, name, year).iter_rows(named=True)
    }


def _checked(
    session: Session, row: SelfScore, standard: Standard, named: Mapping[str, str]
) -> dict[str, Any]:
    known(row.region, row.item, standard, named)
    if row.unit not in line_up(session, row.region):
        raise EntryRefused(f"{row.unit}不是{named[row.region]}本级或其上级，不能填报其自评分。")
    worth: Fraction = standard.lays_down["item_weights"].value[row.item]
    bonus = standard.lays_down["scored"].value[row.item].function.bonus
    label = f"{named[row.region]}的{row.item}自评分"
    points = hundredths(row.points, most=worth + bonus, label=label)
    words = text(row.explanation, "说明", longest=500) if row.explanation.strip() else ""
    return {**row._asdict(), "points": points, "explanation": words}


def self_scores(session: Session, name: str, year: int) -> pl.DataFrame:
    """Return the points that stand: of each unit, division and item the newest, sorted (`SELF_SCORES`)."""
    own = ("region", "item", "unit")
    return newest(session, SELF_SCORES, SAID, sheet=name, year=year, of=own)
