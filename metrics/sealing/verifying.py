"""Verify a seal (核验): recompute everything from what is sealed, and name the first difference."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import polars as pl

from metrics.records.regions import within
from metrics.sealing.errors import SealDiffers
from metrics.sealing.seal import Seal, seal
from metrics.sealing.written import opened

FIGURES = {
    "level": "层级", "score": "得分（百分之一分）", "grade": "等次", "vetoes": "否决项", "rank": "名次",
    "rank_best": "最好名次", "rank_worst": "最差名次", "group": "分组", "planned": "列入计划小区数",
}  # fmt: skip
"""What is told of a region whose score differs, as officers read it."""
VERDICTS = {True: "符合", False: "不符合", None: "缺数据"}
NOTHING = "没有"

Row = dict[str, Any] | None
Difference = tuple[tuple[Any, ...], Row, Row]
"""The key of the first row that differs, and the row as sealed and as computed anew (null: none)."""


class Otherwise(NamedTuple):
    """A record that is judged otherwise than was sealed, with both verdicts in words."""

    record: str
    region: str
    sealed: str
    now: str

    @property
    def words(self) -> str:
        """What is told of it."""
        return f"“{self.record}”（{self.region}），封存的是{self.sealed}，重算的是{self.now}"


def verify(file: bytes) -> Seal:
    """Return the seal of a file after everything in it was computed anew and found the same.

    Raises:
        SealDiffers: a byte was changed, or with the first region, measure and record that differ.
    """
    sealed, stated = opened(file)
    anew = seal(sealed.frames, sealed.rules, sealed.scope, sealed.made, standard=sealed.standard)
    _same_counts(sealed, anew)
    _same_scores(sealed, anew)
    if record := _record(sealed.verdicts, anew.verdicts):
        raise SealDiffers(f"不一致：{record}。")
    if anew.digest != stated:
        raise SealDiffers(f"评价摘要不一致：封存的是{stated[:12]}，重算的是{anew.digest[:12]}。")
    return sealed


def _same_counts(sealed: Seal, anew: Seal) -> None:
    found = _first(sealed.counts, anew.counts, "region", "measure")
    if found is None:
        return
    (region, measure), before, after = found
    only = pl.col("measure") == measure
    record = _record(sealed.verdicts.filter(only), anew.verdicts.filter(only))
    told = f"；{record}" if record else ""
    where = f"{_named(sealed, region)}的{measure}"
    raise SealDiffers(
        f"不一致：{where}，封存的是{_counted(before)}，重算的是{_counted(after)}{told}。"
    )


def _same_scores(sealed: Seal, anew: Seal) -> None:
    words = pl.col("vetoes").list.join("、")
    found = _first(sealed.scores.with_columns(words), anew.scores.with_columns(words), "region")
    if found is None:
        return
    (region,), before, after = found
    told = (
        f"{label}封存的是{_said(before, name)}，重算的是{_said(after, name)}"
        for name, label in FIGURES.items()
        if _said(before, name) != _said(after, name)
    )
    raise SealDiffers(f"不一致：{_named(sealed, region)}，{'；'.join(told)}。")


def _record(before: pl.DataFrame, after: pl.DataFrame) -> str:
    """Tell the first record that was judged otherwise; empty where none was."""
    found = _first(before, after, "measure", "record", "region")
    if found is None:
        return ""
    (measure, record, region), then, now = found
    other = Otherwise(record, region, _judged(then), _judged(now))
    return f"首个不同的记录是{measure}的{other.words}"


def judged_otherwise(
    sealed: Seal, records: pl.DataFrame, *, measure: str, region: str
) -> tuple[Otherwise, ...]:
    """Return the records behind one figure that are judged otherwise than was sealed, by record.

    `records` are those of the figure as they are judged now (`evaluation.evidence`).
    """
    inside = within(sealed.frames.regions, region)["region"]
    owners = [region] if sealed.standard.measures[measure].of_each else inside.to_list()
    before = sealed.verdicts.filter(pl.col("region").is_in(owners), measure=measure)
    now = records.select(pl.col("record", "region").cast(pl.String), "met", "amount")
    found = _differing(before.drop("measure"), now, "record", "region")
    return tuple(
        Otherwise(record, owner, _judged(was), _judged(is_now))
        for (record, owner), was, is_now in found
    )


def _first(before: pl.DataFrame, after: pl.DataFrame, *key: str) -> Difference | None:
    return next(_differing(before, after, *key), None)


def _differing(before: pl.DataFrame, after: pl.DataFrame, *key: str) -> Iterator[Difference]:
    """Yield, by their key, the rows that are not in both tables as often."""
    if before.equals(after):
        return
    sides = (before.with_columns(side=1), after.with_columns(side=-1))
    odd = (
        pl.concat(sides)
        .group_by(before.columns)
        .agg(pl.col("side").sum())
        .filter(pl.col("side") != 0)
    )
    rows = odd.sort(before.columns).to_dicts()
    for at, group in groupby(rows, key=itemgetter(*key)):
        same = list(group)
        then, now = (
            next((row for row in same if row["side"] * sign > 0), None) for sign in (1, -1)
        )
        yield at if len(key) > 1 else (at,), then, now


def _named(sealed: Seal, region: str) -> str:
    names = dict(sealed.frames.regions.select("region", "name").iter_rows())
    return f"{names.get(region, '')}（{region}）"


def _counted(row: Row) -> str:
    if row is None:
        return NOTHING
    return (
        f"{row['numerator']}/{row['denominator']}（缺数据{row['unknown']}，不符合{row['unmet']}）"
    )


def _said(row: Row, name: str) -> str:
    value = None if row is None else row[name]
    return NOTHING if value in (None, "") else str(value)


def _judged(row: Row) -> str:
    if row is None:
        return NOTHING
    return f"{VERDICTS[row['met']]}（计{row['amount'] if row['amount'] is not None else '空'}）"
