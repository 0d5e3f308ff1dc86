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
    figure,
    money,
    rate,
    share_of,
    words,
)
from metrics.checks.material import Material
from metrics.rules.value import Rules

FROZEN = "诉讼冻结"
_TERMS = (("较长月数", "较长支付率", SERIOUS), ("月数", "支付率", ORDINARY))
"""Months and the least share of each term, the longer first: it asks more gravely."""


def money_asleep(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge how much of what each source had brought long ago is paid by now."""
    frames, allowed = material.frames, rules["check_g14"]
    owners = frames.sheet("projects").select("project", "region", "name")
    rows = frames.sheet("funds").join(owners, on="project", how="inner").drop("planned", "received")
    found = []
    for months, least, severity in _TERMS:
        then = material.at(_months_before(frames.as_of, allowed[months]))
        if then is not None:
            had = then.sheet("funds").select("project", "source", "received")
            term = rows.join(had, on=["project", "source"], how="inner")
            found.append(
                _judged(term, allowed[least], allowed["质保金"]).with_columns(
                    severity=pl.lit(severity),
                    months=pl.lit(allowed[months], pl.Int64),
                    since=pl.lit(then.as_of),
                )
            )
    if not found:
        return ()
    asked = material.asked(pl.concat(found), FROZEN, by=("project",))
    return (Judged("funds", _gravest(asked), (share_of("paid", "received").alias("part"),)),)


def _judged(rows: pl.LazyFrame, least: Fraction, kept: Fraction) -> pl.LazyFrame:
    """Judge what had been received against what is paid; nothing received is nothing to pay."""
    received, paid = pl.col("received"), pl.col("paid")
    enough = (received - paid) * kept.denominator <= received * kept.numerator
    low = paid * least.denominator < received * least.numerator
    some = rows.filter((received > 0).fill_null(value=True))
    return some.with_columns(hit=low & ~enough, least=pl.lit(int(least * 1_000_000), pl.Int64))


def _gravest(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Keep of each source the longer term where it hits, else the shorter: nobody is asked twice."""
    order = pl.col("hit").cast(pl.Int8).fill_null(0) * 2 + pl.col("hit").is_null().cast(pl.Int8)
    ranked = rows.with_columns(order=order).sort(
        "project", "source", "order", "months", descending=[False, False, True, True]
    )
    return ranked.unique(["project", "source"], keep="first", maintain_order=True)


def _months_before(day: date, months: int) -> date:
    moved: date = pl.select(pl.lit(day).dt.offset_by(f"-{months}mo")).item()
    return moved


def _too_young(material: Material, rules: Rules) -> bool:
    months = min(rules["check_g14"][name] for name, _, _ in _TERMS)
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
        words("source", "资金来源"), figure("months", "已满月数"), words("since", "到位数据日期"),
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
