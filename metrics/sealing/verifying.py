"""Verify a seal (核验): recompute everything from what is sealed, and name the first difference."""

from typing import Any

import polars as pl

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
    return (
        f"首个不同的记录是{measure}的“{record}”（{region}），"
        f"封存的是{_judged(then)}，重算的是{_judged(now)}"
    )


def _first(before: pl.DataFrame, after: pl.DataFrame, *key: str) -> Difference | None:
    """Return the first row, by its key, that is not in both tables as often."""
    if before.equals(after):
        return None
    sides = (before.with_columns(side=1), after.with_columns(side=-1))
    odd = (
        pl.concat(sides)
        .group_by(before.columns)
        .agg(pl.col("side").sum())
        .filter(pl.col("side") != 0)
    )
    if not odd.height:
        return None
    rows = odd.sort(before.columns).to_dicts()
    at = tuple(rows[0][name] for name in key)
    same = [row for row in rows if tuple(row[name] for name in key) == at]
    then, now = (next((row for row in same if row["side"] * sign > 0), None) for sign in (1, -1))
    return at, then, now


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
