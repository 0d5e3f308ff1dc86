"""G14 资金沉睡

命中：规定月数以前已到位的资金，到现在支付的比例低于规定：12个月低于60%为一般，24个月低于90%为严重。
      到位数取那一天或之前最近一次数据的到位金额，支付数取本期，逐项目、逐来源比较。
排除：诉讼冻结；未支付部分不超过质保金比例的。
缺项：到位或支付金额空缺的为空缺；没有那么早的数据的，不检查。
例：2025年1月到位1000万元，2026年2月支付500万元，50% < 60%，一般；支付600万元，不命中。
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import polars as pl

from metrics.checks.check import (
    ORDINARY,
    SERIOUS,
    Check,
    Exclusion,
    Judged,
    day,
    figure,
    money,
    rate,
    share_of,
    words,
)
from metrics.checks.material import Material
from metrics.records.frames import Frames
from metrics.rules.value import Rules

FROZEN = "诉讼冻结"
_KEY = ("project", "source")
_SHORT, _LONG = ("月数", "支付率"), ("较长月数", "较长支付率")
"""Months and the least share of each term; the longer asks more gravely."""


def money_asleep(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge how much of what each source had brought long ago is paid by now."""
    frames, allowed = material.frames, rules["check_g14"]
    short, long = (
        material.at(_months_before(frames.as_of, allowed[term[0]])) for term in (_SHORT, _LONG)
    )
    if short is None:
        return ()
    owners = frames.sheet("projects").select("project", "region", "name")
    rows = (
        frames.sheet("funds")
        .select(*_KEY, "paid")
        .join(owners, on="project", how="inner")
        .join(_had(short), on=_KEY, how="inner")
        .join(_had(long or short).rename({"received": "before"}), on=_KEY, how="left")
        .filter((pl.col("received") > 0).fill_null(value=True))
    )
    kept: Fraction = allowed["质保金"]
    lower = _low("received", allowed[_SHORT[1]], kept)
    longer = _low("before", allowed[_LONG[1]], kept) if long else pl.lit(value=False)
    asked = material.asked(rows.with_columns(longer=longer), FROZEN, by=("project",))
    told = _told(allowed, short, long or short)
    return (Judged("funds", asked.with_columns(hit=pl.col("longer") | lower), told),)


def _had(frames: Frames) -> pl.LazyFrame:
    return frames.sheet("funds").select(*_KEY, "received")


def _low(received: str, least: Fraction, kept: Fraction) -> pl.Expr:
    """Say whether too little is paid of what had been received, and more than a retention is left."""
    had, paid = pl.col(received), pl.col("paid")
    enough = (had - paid) * kept.denominator <= had * kept.numerator
    low = paid * least.denominator < had * least.numerator
    return (had > 0) & low & ~enough


def _told(allowed: Rules, short: Frames, long: Frames) -> tuple[pl.Expr, ...]:
    """Tell of the longer term where it hits, else of the shorter: nobody is asked twice about one source."""
    either = pl.when(pl.col("longer").fill_null(value=False))
    received = either.then("before").otherwise("received")
    figures = {
        "months": [pl.lit(allowed[term[0]], pl.Int64) for term in (_LONG, _SHORT)],
        "least": [pl.lit(int(allowed[term[1]] * 1_000_000), pl.Int64) for term in (_LONG, _SHORT)],
        "since": [pl.lit(each.as_of) for each in (long, short)],
        "severity": [pl.lit(SERIOUS), pl.lit(ORDINARY)],
    }
    return (
        received.alias("received"),
        share_of("paid", received).alias("part"),
        *(either.then(one).otherwise(other).alias(name) for name, (one, other) in figures.items()),
    )


def _months_before(now: date, months: int) -> date:
    moved: date = pl.select(pl.lit(now).dt.offset_by(f"-{months}mo")).item()
    return moved


def _too_young(material: Material, rules: Rules) -> bool:
    months = rules["check_g14"][_SHORT[0]]
    return material.at(_months_before(material.frames.as_of, months)) is None


CHECK = Check(
    code="G14",
    title="资金沉睡",
    what="到位很久的资金没有支付出去",
    why="资金到了账上不动，工程款拖欠和资金闲置往往同时存在。",
    formula="规定月数前已到位资金的支付率 < 规定比例（12个月60%，24个月90%）",
    filled="{source}：{since}已到位{received}万元，现已支付{paid}万元，支付率{part} < {least}（满{months}个月）",
    asks="{place}“{name}”的{source}，{since}已到位{received}万元，满{months}个月支付{paid}万元，支付率{part}，低于{least}。"
    "请说明未支付的原因和计划；诉讼冻结的请附文书。",
    severities=(SERIOUS, ORDINARY),
    judge=money_asleep,
    shows=(
        words("source", "资金来源"), figure("months", "已满月数"), day("since", "到位数据日期"),
        money("received", "当时到位（万元）"), money("paid", "现已支付（万元）"), rate("part", "支付率"),
        rate("least", "规定支付率"),
    ),
    innocent=("财政库款紧张", "结算慢"),
    exclusions=(Exclusion("质保金不超过3%"), Exclusion("诉讼冻结", FROZEN)),
    reads=("check_g14",),
    compares="12个月以前的数据",
    lacks=_too_young,
    label="审计署2018年、五华县2023年审计情况，转载",
)  # fmt: skip
