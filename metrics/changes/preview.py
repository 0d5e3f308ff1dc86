"""What a workbook would do if it were stored: to the unit's records, and to where the unit stands."""

from dataclasses import dataclass
from datetime import date

from metrics.changes.between_statements import Differences
from metrics.changes.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A workbook that passed its checks, before it is stored.

    `repeated` is the submission that holds the very same file already; null if there is none.
    `before` and `after` are where the unit stands at the data date without and with it; null where
    区划 does not have the unit, or where it cannot be judged, for the reason in `unjudged`.
    """

    unit: str
    as_of: date
    repeated: int | None
    differences: Differences
    before: Standing | None
    after: Standing | None
    unjudged: str = ""
