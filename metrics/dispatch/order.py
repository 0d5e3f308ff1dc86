"""What an order (督办单) is issued for, its number, what its paper says besides, and which a list asks for."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from metrics.days.workdays import calendar
from metrics.dispatch.causes import NODE
from metrics.dispatch.standing import ANSWERED, ORDER_ITEMS, order_number
from metrics.supervision.lights import RED


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What an order answers: kind (ORIGINS), the record's reference, data date, and the reason.

    Kind and reference come from `metrics.dispatch.causes`, the same for one cause on every page; only
    其他 goes without a reference. `project` is null where it is about none.
    """

    kind: str
    reason: str
    reference: str | None = None
    data_date: date | None = None
    project: str | None = None


class Draft(NamedTuple):
    """An order before it has a number: to whom, for which matters (督办事项), what is asked, by when."""

    region: str
    unit: str
    origins: tuple[Origin, ...]
    requirement: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """The order that stands for a cause; `repeated` says that it was open already.

    `held` counts the matters that were left out, each with an open order of its own.
    """

    id: int
    year: int
    number: int
    repeated: bool
    held: int = 0

    @property
    def text(self) -> str:
        """The number as it is printed."""
        return order_number(self.year, self.number)


class Printed(NamedTuple):
    """What stood on the paper besides the order's own words, kept as it was on the day of issue.

    `letter` says that it is a 函; `code` is the 机关代字, `office` who signed, `region` the name of the
    addressee's division, and `document` what asked for the 函.
    """

    letter: bool
    code: str
    office: str
    region: str
    document: str

    def kept(self) -> str:
        """Return it as it is stored."""
        return json.dumps(self._asdict(), ensure_ascii=False, sort_keys=True)


def printed(row: Mapping[str, Any]) -> Printed | None:
    """Return what the paper of an order says besides; null of one from before it was kept."""
    kept = row.get("printed")
    return Printed(**json.loads(kept)) if kept else None


def number_of(row: Mapping[str, Any]) -> str:
    """Write the number (文号) of an order as it was printed, whatever 机关代字 is set now."""
    paper = printed(row)
    code = None if paper is None else paper.code
    return order_number(row["year"], row["number"], place=row["place"], code=code)


def summary(origins: Sequence[Origin]) -> str:
    """Tell the reason of an order in one line: its own, or the first of several."""
    first = origins[0].reason.strip()
    return first if len(origins) == 1 else f"共{len(origins)}项：{first}"


def matters(issued: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Return the matters (ORDER_ITEMS) of orders, sorted; an order without rows of its own is one matter."""
    kept = items.join(issued.select(order="id"), on="order", how="semi")
    single = issued.join(kept, left_on="id", right_on="order", how="anti")
    of_node = pl.when(pl.col("origin") == NODE).then(
        pl.col("reference").str.split(" ").list.first()
    )
    own = single.select(
        "origin", "reference", "data_date", "reason",
        id=pl.lit(0, pl.Int64), order="id", project=of_node,
    )  # fmt: skip
    return pl.concat([kept, own.select(*ORDER_ITEMS)]).sort("order", "id")


def by_addressee(rows: Sequence[tuple[str, Origin]]) -> Iterator[tuple[str, tuple[Origin, ...]]]:
    """Group matters by the division they go to, each division once, sorted by its code."""
    for region in sorted({region for region, _ in rows}):
        yield region, tuple(origin for to, origin in rows if to == region)


STATES = {"open": "未办结", "waiting": "待确认", "red": "红灯", "ended": "已办结", "all": "全部"}
DUE_SOON, DUE_LATE = "soon", "late"


def chosen(
    orders: pl.DataFrame, *, state: str, due: str, region: str, text: str, on: date, ahead: int
) -> pl.DataFrame:
    """Keep the orders of `standing.orders` that are asked for, in their order.

    `state` is one of STATES, `due` DUE_SOON (open, and due within `ahead` working days after `on`),
    DUE_LATE (open, and past) or empty, `text` a part of number, addressee, reason or reply.
    """
    is_open = pl.col("ended_on").is_null()
    by_state = {
        "open": is_open, "waiting": is_open & (pl.col("answer") == ANSWERED),
        "red": pl.col("light").cast(pl.String) == RED, "ended": ~is_open,
    }  # fmt: skip
    by_due = {
        DUE_SOON: is_open & due_within(on, ahead), DUE_LATE: is_open & (pl.col("due") < on),
    }  # fmt: skip
    wanted = [by[key] for by, key in ((by_state, state), (by_due, due)) if key in by]
    rows = orders.filter(*wanted) if wanted else orders
    if region:
        rows = rows.filter(region=region)
    return _with_words(rows, text.strip()) if text.strip() else rows


def due_counts(orders: pl.DataFrame, *, on: date, ahead: int) -> tuple[int, int]:
    """Count the open orders that are late on a day, and those due within some working days after it."""
    still = orders.filter(pl.col("ended_on").is_null())
    late, soon = pl.col("due") < on, due_within(on, ahead)
    return still.filter(late).height, still.filter(soon).height


def due_within(on: date, ahead: int) -> pl.Expr:
    """Say which orders are due on a day or within some working days after it."""
    left = calendar().count(pl.lit(on), pl.col("due"))
    return (pl.col("due") >= on) & (left <= ahead)


def _with_words(rows: pl.DataFrame, text: str) -> pl.DataFrame:
    numbers = pl.Series([number_of(row) for row in rows.iter_rows(named=True)], dtype=pl.String)
    fields = [pl.col(name).fill_null("") for name in ("unit", "reason", "reply")]
    told = pl.concat_str(pl.lit(numbers), *fields, separator="\n")
    return rows.filter(told.str.contains(text, literal=True)) if rows.height else rows
