"""Statements typed in the browser (在线填报): what they begin with, and what cannot be read in them.

Nothing of a draft is kept here: it belongs to the visit in which it is typed.
"""

from collections.abc import Collection
from datetime import date

from dashboard.data import store
from dashboard.data.reaching import need_records
from metrics.records.findings import CellError
from metrics.records.schema import Column
from metrics.records.sheets import BY_NAME
from metrics.typed.draft import Draft
from sql.database.engine import session_scope
from sql.reported.typed import drafts
from sql.workbook.dropdowns import Lists as Lists
from sql.workbook.dropdowns import allowed, lists_of
from sql.workbook.writing.style import HOW_TO_TYPE

Located = drafts.Located


def draft(unit: str, as_of: date) -> Draft:
    """Begin a draft with the statement of a unit that is in force for a data date."""
    need_records(unit, what="报送")
    with session_scope() as session:
        return drafts.begin(session, unit=unit, as_of=as_of)


def draft_workbook(written: Draft) -> bytes:
    """Return a draft as a workbook."""
    return drafts.workbook(written, name=store.name_of(written.unit))


def unreadable(written: Draft, sheet: str, rows: Collection[int]) -> list[Located]:
    """Return what cannot be read in some rows of a sheet of a draft."""
    return drafts.unreadable(written, BY_NAME[sheet], rows) if rows else []


def located(written: Draft, findings: Collection[CellError]) -> list[Located]:
    """Find the rows of a draft that findings about its workbook are about."""
    return drafts.located(written, findings)


def words_allowed(column: Column, words: Lists) -> tuple[str, ...]:
    """Return the words that a cell may hold by the unit's lists; empty where it is typed freely."""
    return allowed(column, words)


def lists(written: Draft) -> Lists:
    """Return the dated lists of a draft's unit."""
    return lists_of(written.unit, written.as_of)


def how_to_type(column: Column) -> str:
    """Say how a cell of a column is filled in, with an example and what the dictionary adds."""
    example = f"如：{column.example}" if column.example else ""
    return "。".join(filter(None, (HOW_TO_TYPE[column.kind], column.note, example)))
