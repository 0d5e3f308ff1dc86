"""What stands against taking a submission back: other units have reported since, relying on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import polars as pl
from sqlalchemy.orm import Session

from metrics.records.findings import Severity
from metrics.records.relations import NAMED
from metrics.records.schema import Sheet
from metrics.records.sheets import BY_NAME
from metrics.records.sheets.divisions import REGIONS
from sql.reported.as_of import in_force
from sql.reported.known import known_about
from sql.reported.left_behind import Left, left_behind
from sql.reported.statements import newest_known
from sql.workbook.checking import area_rules, cross_rules, holding_rules
from sql.workbook.checking.context import Checked
from sql.workbook.reading.parse import Parsed
from sql.workbook.rows import ROW

Statement = Mapping[str, pl.DataFrame]
_NAMED_AT_MOST = 3


def objection(
    session: Session, *, unit: str, as_of: date, said: Statement, restored: Statement
) -> str:
    """Say why a unit's statement may not be again what it was before; empty if it may.

    `said` is what it says of `as_of` with the submission, `restored` without it: the latter is what
    the database holds now.
    """
    left = [
        each
        for holder in (REGIONS, *NAMED)
        for each in _left(
            session, holder, unit=unit, as_of=as_of, codes=_gone(holder, said, restored)
        )
    ]
    if left:
        return f"{_left_words(left)}撤回后将没有归属，须先由该单位重新报送。"
    found = _unfit(session, unit=unit, as_of=as_of, sheets=restored)
    others = found - _unfit(session, unit=unit, as_of=as_of, sheets=said)
    if not others:
        return ""
    more = f"等{len(others)}处" if len(others) > _NAMED_AT_MOST else ""
    return f"恢复后的数据与其他单位此后的报送不符。{''.join(sorted(others)[:_NAMED_AT_MOST])}{more}"


def _gone(holder: Sheet, said: Statement, restored: Statement) -> list[str]:
    code = holder.key[0]
    return sorted(set(said[holder.name][code]) - set(restored[holder.name][code]))


def _left(
    session: Session, holder: Sheet, *, unit: str, as_of: date, codes: Sequence[str]
) -> list[Left]:
    """Return what hangs on codes that go, but for those that another unit reports as well."""
    left = left_behind(session, unit=unit, as_of=as_of, holder=holder, codes=codes)
    if not left:
        return []
    newest = newest_known(session, None)
    held = in_force(session, [as_of], sheets=[holder], newest=newest)[as_of].tables[holder.name]
    return [each for each in left if each.code not in held[holder.key[0]]]


def _left_words(left: Sequence[Left]) -> str:
    return "，".join(
        f"{BY_NAME[one.sheet].label}{one.records}条（{one.unit}报送，所属{BY_NAME[one.holder].label}"
        f"{one.code}）"
        for one in left[:_NAMED_AT_MOST]
    )


def _unfit(session: Session, *, unit: str, as_of: date, sheets: Statement) -> set[str]:
    """Return what the import would refuse in a statement beside those of other units."""
    if not any(frame.height for frame in sheets.values()):
        return set()
    parsed = {name: _parsed(name, frame) for name, frame in sheets.items()}
    book = Checked(sheets=parsed, unit=unit, as_of=as_of)
    return set(_refused(replace(book, known=known_about(session, book))))


def _parsed(name: str, frame: pl.DataFrame) -> Parsed:
    rows = frame.with_row_index(ROW, 1).with_columns(pl.col(ROW).cast(pl.Int32))
    return Parsed(BY_NAME[name], rows, {}, ())


def _refused(book: Checked) -> Iterator[str]:
    rules = (cross_rules, area_rules, holding_rules)
    for finding in (each for rule in rules for each in rule.findings(book)):
        if finding.severity is Severity.REFUSE:
            yield f"{finding.sheet}：{finding.message}" if finding.sheet else finding.message
