"""The tables: what was submitted, one append-only history per sheet, and what the office writes."""

from sql.models.accounts import ACCESS
from sql.models.base import METADATA
from sql.models.cases import CASE_EVENTS, CASES
from sql.models.dispatch import DISPATCH
from sql.models.divisions import DIVISIONS_CHANGED
from sql.models.followed import FOLLOWED
from sql.models.histories import HISTORIES, history_table
from sql.models.log import LOG, REVIEWS
from sql.models.office import OFFICE_ITSELF
from sql.models.papers import PAPERS
from sql.models.scored import SCORED
from sql.models.sealed import SEALED
from sql.models.submissions import SUBMISSIONS, WORKBOOK_FILES

OFFICE = (
    *DISPATCH, CASES, CASE_EVENTS, *PAPERS, *OFFICE_ITSELF, *DIVISIONS_CHANGED, FOLLOWED, *SEALED,
    *SCORED,
)  # fmt: skip

__all__ = [
    "ACCESS", "HISTORIES", "LOG", "METADATA", "OFFICE", "REVIEWS", "SUBMISSIONS", "WORKBOOK_FILES",
    "history_table",
]  # fmt: skip
