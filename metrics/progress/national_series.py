"""The national plans and starts as published month by month: a reference beside the tables of starts.

The figures are rounded to 万 by who published them, so none of them is worked with: nothing is
added up, and no rate is computed where none was printed.
"""

from decimal import Decimal
from typing import NamedTuple


class Published(NamedTuple):
    """One published statement: plan year, months told of (1-6), and what it printed.

    `planned`, `started` (万个) and `households` (万户 started) have the digits that were printed;
    `rate` is in percent. Null: not printed. `label` says how well it is known (LABELS), `source` where
    it was read.
    """

    year: int
    months: str
    planned: Decimal | None
    started: Decimal | None
    households: Decimal | None
    rate: Decimal | None
    note: str
    source: str
    label: str


LABELS = {"V": "据转载，未经原件核对", "未核": "未核"}
"""How well a statement is known, in words."""
