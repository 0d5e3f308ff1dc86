"""The kinds of change between two data dates, and the records of which each speaks.

A kind names a set of records at a data date (in plan, started, overdue …). What came into the set
is the change; of `lost` kinds it is what went out. Money is no set: it is the difference of the
known amounts in 分. Compounds and money are those of the evaluation year's projects, issues and
events of any year.

What came in is of this period (本期) or reported afterwards (补报): a start whose own day lies on or
before the earlier data date happened before it, and is only told now. An amount has no day of its own;
one that fills in a blank that stood on the earlier date was due to be told then.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import polars as pl

from metrics.changes.corrections import record_text
from metrics.records.frames import Frames
from metrics.records.kept_text import as_text
from metrics.records.shapes import shaped
from metrics.records.sheets import BY_NAME
from metrics.rules.value import Rules
from metrics.supervision.issues import ledger
from metrics.supervision.lights import RED

CHANGED = {
    "kind": pl.String, "record": pl.String, "name": pl.String, "region": pl.String,
    "before": pl.String, "after": pl.String, "amount": pl.Int64, "afterwards": pl.Boolean,
    "project": pl.String,
}  # fmt: skip
"""A changed record: what it is, its owner, the deciding value before and after, 1 or 分; its project.

`afterwards` says whether it is reported afterwards (补报); null of kinds that are not `dated`.
"""


class ChangeKind(NamedTuple):
    """One kind of change: label, sheet, deciding column, naming column, and its set of records.

    `dated` kinds are told apart into what is of this period and what is reported afterwards.
    """

    label: str
    sheet: str
    value: str
    name: str
    members: Callable[[Frames, Rules], pl.DataFrame]
    lost: bool = False
    money: bool = False
    dated: bool = False


def _accepted(frames: Frames, _: Rules) -> pl.DataFrame:
    passed = (pl.col("acceptance") == "合格").fill_null(value=False)
    return frames.compounds_of_year.filter(frames.happened("accepted_on") & passed)


def _issues(column: str) -> Callable[[Frames, Rules], pl.DataFrame]:
    return lambda frames, _: frames.tables["issues"].filter(frames.happened(column))


def _confirmed(frames: Frames, _: Rules) -> pl.DataFrame:
    return frames.tables["events"].filter(
        pl.col("status") == "属实", frames.happened("happened_on")
    )


def _funds(frames: Frames, _: Rules) -> pl.DataFrame:
    owners = frames.projects_of_year.select("project", "region", "name")
    return frames.tables["funds"].join(owners, on="project", maintain_order="left")


KINDS: Mapping[str, ChangeKind] = {
    "planned": ChangeKind("新列入计划", "compounds", "planned_on", "name",
                    lambda frames, _: frames.compounds_in_plan),
    "withdrawn": ChangeKind("撤出计划", "compounds", "planned_on", "name",
                      lambda frames, _: frames.compounds_in_plan, lost=True),
    "started": ChangeKind("新增开工", "compounds", "started_on", "name",
                    lambda frames, _: frames.compounds_started, dated=True),
    "completed": ChangeKind("新增完工", "compounds", "completed_on", "name",
                      lambda frames, _: frames.compounds_completed, dated=True),
    "accepted": ChangeKind("新增验收", "compounds", "accepted_on", "name", _accepted, dated=True),
    "received": ChangeKind("新增到位资金", "funds", "received", "name", _funds, money=True, dated=True),
    "paid": ChangeKind("新增支付资金", "funds", "paid", "name", _funds, money=True, dated=True),
    "issues_opened": ChangeKind("新增问题", "issues", "found_on", "problem", _issues("found_on")),
    "issues_closed": ChangeKind("新增销号", "issues", "closed_on", "problem", _issues("closed_on"),
                          dated=True),
    "issues_overdue": ChangeKind("新逾期问题", "issues", "due_on", "problem",
                           lambda frames, rules: ledger(frames, rules).filter("overdue")),
    "events_confirmed": ChangeKind("新属实事件", "events", "status", "kind", _confirmed),
}  # fmt: skip
LIGHTS = {"turned_red": "新亮红灯", "cleared": "消除红灯"}
LABELS = {name: kind.label for name, kind in KINDS.items()} | LIGHTS
DATED = tuple(name for name, kind in KINDS.items() if kind.dated)


def changed_records(code: str, before: Frames, after: Frames, rules: Rules) -> pl.DataFrame:
    """List the records that one kind of change is made of, as CHANGED has them, in no order.

    The same rules speak for both dates: when an issue is overdue must not change with them.
    """
    kind = KINDS[code]
    find = _amounts if kind.money else _entered
    rows = find(kind, before, after, rules)
    columns = {"kind": pl.lit(code), "record": record_text(BY_NAME[kind.sheet])}
    return shaped(rows.with_columns(**columns), CHANGED)


def standing(code: str, frames: Frames, rules: Rules) -> pl.DataFrame:
    """Return how large the set of a kind is at one data date: region, amount, unknown.

    `amount` counts records, or sums the known 分; `unknown` counts rows without an amount.
    """
    kind = KINDS[code]
    value = pl.col(kind.value)
    amount = value.sum() if kind.money else pl.len().cast(pl.Int64)
    unknown = value.null_count() if kind.money else pl.lit(0)
    return (
        kind.members(frames, rules)
        .group_by("region")
        .agg(amount=amount, unknown=unknown.cast(pl.Int64))
    )


def changed_lights(before: pl.DataFrame, after: pl.DataFrame, owners: pl.DataFrame) -> pl.DataFrame:
    """List the projects whose light turned red or left red, as CHANGED has them, in no order.

    `before` and `after` hold one row per project: project, light. A project that is gone, or new,
    has no light on that side (null). `owners`: project, name, region.
    """
    light = as_text(pl.col("light"))
    both = before.select("project", before=light).join(
        after.select("project", after=light), on="project", how="full", coalesce=True
    )
    was, now = (pl.col(c).eq_missing(pl.lit(RED)) for c in ("before", "after"))
    kind = pl.when(now & ~was).then(pl.lit("turned_red")).when(was & ~now).then(pl.lit("cleared"))
    return (
        both.with_columns(kind=kind, record="project", amount=pl.lit(1), afterwards=None)
        .filter(pl.col("kind").is_not_null())
        .join(owners, on="project", how="left")
        .pipe(shaped, CHANGED)
    )


def _entered(kind: ChangeKind, before: Frames, after: Frames, rules: Rules) -> pl.DataFrame:
    key = list(BY_NAME[kind.sheet].key)
    here, there = (before, after) if kind.lost else (after, before)
    elsewhere = kind.members(there, rules)
    moved = kind.members(here, rules).join(elsewhere, on=key, how="anti", nulls_equal=True)
    owned = {*key, "region", "project"} & set(moved.columns)
    rows = moved.select(*sorted(owned), pl.col(kind.name).alias("label"), amount=pl.lit(1))
    for side, frames in (("before", before), ("after", after)):
        values = frames.tables[kind.sheet].select(*key, as_text(pl.col(kind.value)).alias(side))
        near = values.join(rows, on=key, how="semi", nulls_equal=True)
        rows = rows.join(near, on=key, how="left", nulls_equal=True)
    # Days kept as text stand in the order of the days.
    past = pl.col("after") <= pl.lit(before.as_of.isoformat())
    return rows.with_columns(name="label", afterwards=past if kind.dated else pl.lit(None))


def _amounts(kind: ChangeKind, before: Frames, after: Frames, rules: Rules) -> pl.DataFrame:
    key = list(BY_NAME[kind.sheet].key)
    value = pl.col(kind.value)
    then = kind.members(before, rules).select(
        *key, "region", "name", before=value, blank=value.is_null()
    )
    now = kind.members(after, rules).select(*key, "region", "name", after=value)
    both = then.join(now, on=key, how="full", coalesce=True, suffix="_now")
    # A row that is blank on one side adds its known amount on the other; blanks are counted apart.
    moved = pl.col("after").fill_null(0) - pl.col("before").fill_null(0)
    return both.filter(pl.col("before").ne_missing(pl.col("after"))).with_columns(
        pl.coalesce("name_now", "name").alias("name"),
        pl.coalesce("region_now", "region").alias("region"),
        amount=moved,
        afterwards=pl.col("blank").fill_null(value=False),
    )
