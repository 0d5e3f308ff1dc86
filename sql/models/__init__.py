"""The tables: what was submitted, and one append-only history per sheet."""

from sql.models.base import METADATA
from sql.models.histories import HISTORIES, history_table
from sql.models.submissions import SUBMISSIONS

__all__ = ["HISTORIES", "METADATA", "SUBMISSIONS", "history_table"]
