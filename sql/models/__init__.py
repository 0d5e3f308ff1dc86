"""The tables: what was submitted, one append-only history per sheet, and what the office writes."""

from sql.models.base import METADATA
from sql.models.cases import CASE_EVENTS, CASES
from sql.models.dispatch import DISPATCH
from sql.models.histories import HISTORIES, history_table
from sql.models.papers import PAPERS
from sql.models.submissions import SUBMISSIONS

OFFICE = (*DISPATCH, CASES, CASE_EVENTS, *PAPERS)

__all__ = ["HISTORIES", "METADATA", "OFFICE", "SUBMISSIONS", "history_table"]
