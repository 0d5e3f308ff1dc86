"""What is asked of the supervision table: which rows, and in which order; the same for screen and paper."""

from typing import NamedTuple

import polars as pl

from metrics.supervision.first_causes import with_causes
from metrics.supervision.queries import chosen
from metrics.supervision.red_lines import RED_LINES
from metrics.supervision.stages import LABELS, STAGES
from metrics.supervision.table import Supervision

CAUSES = (*RED_LINES, *reversed(LABELS))
"""What can be the cause of a light: the kinds of red-line events, and the stages by their labels."""
_RECEIVED, _NONE, _BLANKS = pl.col("received") > 0, pl.col("paid") == 0, pl.col("paid_unknown") > 0
MONEY = {
    "unpaid": _RECEIVED & _NONE & ~_BLANKS,
    "untold": _RECEIVED & (pl.col("paid").is_null() | (_NONE & _BLANKS)),
}
"""Rows by their money: received and none of it paid; received, and no payment told.

A blank 支付金额 is not known, and not 0: who paid nothing of one source and tells nothing of another is
among those whose payment is not told.
"""

ORDERS = {
    "city": ("city", "region", "project"),
    "region": ("region", "project"),
    "light": ("light", "city", "region", "project"),
    "cause": ("cause", "city", "region", "project"),
    "owner": ("implementer", "city", "region", "project"),
    "person": ("project_owner", "city", "region", "project"),
}
"""Orders by name; rows in any but `light` can be grouped with subtotals.

`light` puts the worst light first and, among rows of one light, the longest delay; `cause` red-line
events first and then the stages from the last to the first, what has no cause at the end.
"""


class Asked(NamedTuple):
    """What the filters ask; an empty text or 0 asks nothing, and `stage` null (0: none reached).

    `light` is a light or TO_REPORT, `region` the code of a city or county, `stage` the place (1–10)
    of the last stage that every compound has passed, `order` one of ORDERS, `cause` one of CAUSES,
    the first cause (首要原因) of a row, `money` one of MONEY, `owner` who carries a project out.
    """

    light: str = ""
    stage: int | None = None
    region: str = ""
    year: int = 0
    mode: str = ""
    text: str = ""
    order: str = "city"
    cause: str = ""
    money: str = ""
    owner: str = ""


def select(table: Supervision, asked: Asked) -> pl.DataFrame:
    """Return the rows of the table that are asked for, in the order asked."""
    rows = chosen(
        table.projects,
        lights=[asked.light] if asked.light else (),
        reached=[] if asked.stage is None else [asked.stage],
        regions=[asked.region] if asked.region else (),
        years=[asked.year] if asked.year else (),
        modes=[asked.mode] if asked.mode else (),
        text=asked.text,
    )
    if asked.cause or asked.order == "cause":
        caused = with_causes(table, table.dated(rows)).select(*rows.columns, "cause")
        rows = caused.filter(pl.col("cause") == asked.cause) if asked.cause else caused
    if asked.money:
        rows = rows.filter(MONEY[asked.money])
    if asked.owner:
        rows = rows.filter(implementer=asked.owner)
    if asked.order == "light":
        return _worst_first(table.dated(rows)).select(rows.columns)
    if asked.order == "cause":
        return _by_cause(rows)
    return rows.sort(*ORDERS[asked.order], nulls_last=True)


def _by_cause(rows: pl.DataFrame) -> pl.DataFrame:
    ranks = {cause: rank for rank, cause in enumerate(CAUSES)}
    rank = pl.col("cause").replace_strict(ranks, default=len(ranks), return_dtype=pl.Int64)
    return rows.sort(rank, *ORDERS["cause"][1:])


def _worst_first(rows: pl.DataFrame) -> pl.DataFrame:
    """Sort by light, then by the longest delay; a light without one (底线, 未报) stands last in it."""
    light, *place = ORDERS["light"]
    by = [pl.col(light), *_delays(), *map(pl.col, place)]
    falling = [False, True, True, *(False for _ in place)]
    return rows.sort(by, descending=falling, nulls_last=True)


def _delays() -> list[pl.Expr]:
    """Return the longest delay of the nodes that have the row's own light, as the table shows it.

    Working days, then calendar days; null where no such node tells any.
    """
    return [
        pl.max_horizontal(
            pl.when(pl.col(f"{stage.name}_light") == pl.col("light")).then(f"{stage.name}_{unit}")
            for stage in STAGES
        )
        for unit in ("working_days", "days")
    ]
